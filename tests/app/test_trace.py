"""The page of traces: a sentence down to its file, and words back to what rests on them."""

from __future__ import annotations

from tests.app.conftest import said
from tests.studies import TEXT, coded
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.model.theme import ThemeText

CLAIM = "Rules are told afterwards."


def begun(project):
    """Make a theme whose claim rests on the coding of the second answer, and on literature."""
    study = coded(project)
    coding = next(c for c in project.codings.in_source(study.source) if c.start == 120)
    above = project.themes.make(ThemeText(Words("Limits")))
    theme = project.themes.make(
        ThemeText(Words("Telling"), claim=Words(CLAIM)), codes=[coding.code]
    )
    project.themes.nest(theme, above)
    link = project.claims.link(theme, "claim", CLAIM, coding.id)
    project.claims.link(theme, "claim", CLAIM, basis="literature", note="Lee 2020")
    return study, coding, theme, link


def test_without_an_address_the_page_says_what_it_is_for(room, project):
    begun(project)
    page = room("trace", project)
    assert "followed down to the words and the file" in said(page)
    assert [b.label for b in page.button if b.label in ("Limits", "Telling")] == [
        "Limits",
        "Telling",
    ]


def test_a_sentence_is_followed_down_to_words_in_their_turn_and_file(room, project):
    _, coding, theme, link = begun(project)
    shown = said(room("trace", project, theme=theme, link=link))
    steps = ["Sentence", "Theme", "Code", "Coding", "Words", "File"]
    assert [line.strip("*") for line in shown.split("\n") if line.strip("*") in steps][:6] == steps
    assert TEXT[coding.start : coding.end] in shown
    assert f"sha256 {'00' * 32}" in shown
    assert "literature: Lee 2020" in shown


def test_words_are_followed_back_to_theme_sentence_and_memo(room, project):
    study, coding, _, _ = begun(project)
    project.memos.write(MemoText(Words("on limits"), Words(f"[[code:{study.limits}]]")))
    page = room("trace", project, coding=coding.id)
    shown = said(page)
    assert "Codings · 3" in shown
    assert CLAIM in shown
    assert "coded by Ana" in shown
    assert "Memos · 1" in shown
    gone = room("trace", project, coding="gone")
    assert gone.warning


def test_the_reader_leads_back_from_the_place_it_was_opened_at(room, project):
    study, coding, _, _ = begun(project)
    for ids, wanted in (({"coding": coding.id}, 1), ({"at": "120-140"}, 1), ({}, 0)):
        page = room("read", project, source=study.source, **ids)
        links = [link.proto.label for link in page.get("page_link")]
        assert links.count("*What rests on it*") == wanted
