"""More like this, and a second look."""

from __future__ import annotations

import time
from threading import Event

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.app.conftest import said
from tests.studies import draft
from workbench.app.code_tree import code_named
from workbench.model.ids import Words
from workbench.model.source import Segment, SourceDetails, SpeakerChoice
from workbench.model.theme import ThemeText

COURT = ("The court was full that day.", "A courtroom is cold.", "Nobody spoke in court.")
BREAD = "We baked bread for everybody."


pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def encoder(reckoning, monkeypatch):
    """Whoever opens a study here reads words with the process that is running already."""
    running = reckoning.encoder()
    monkeypatch.setattr("workbench.analysis.worker.Reckoner", lambda _folder=None: running)
    monkeypatch.setattr(running, "close", lambda: None)
    yield running
    st.cache_resource.clear()


@pytest.fixture
def source(project):
    text = "\nINT: In which court?\n".join(f"P07: {words}" for words in (*COURT, BREAD))
    speakers = {"P07": SpeakerChoice("participant", "Maria")}
    return project.sources.add(draft(text), speakers=speakers)


def place(project, source, words):
    at = project.sources.text(source).index(words)
    return Segment(at, at + len(words))


def settled(page: AppTest) -> AppTest:
    """Draw the page until nothing is under way any more."""
    while any(not errand.wait(60) for errand in page.session_state["desk"].errands.values()):
        time.sleep(0)
    page.run()
    assert not page.exception
    return page


def shown(page):
    return [text.value for text in page.text if text.value in (*COURT, BREAD)]


def test_a_study_without_sources_and_without_codings_is_told_what_comes(room, project):
    assert "There is no source yet" in said(room("similar", project))
    assert "Nothing is coded yet" in said(room("second_look", project))


def test_typed_words_find_passages_and_ticked_ones_get_a_code(room, project, source):
    project.codebook.create("at court")
    page = room("similar", project)
    assert "in your own words" in said(page)
    page.text_input(key=f"similar-words-{project.id}").input("courts").run()
    settled(page)
    assert set(shown(page)[:3]) == {*COURT}
    assert "4 passages, the nearest first" in said(page)
    at = place(project, source, COURT[0]).start
    page.checkbox(key=f"tick-like-{source}-{at}").check().run()
    assert "1 of 4 ticked" in said(page)
    page.selectbox(key="similar-code").set_value("at court").run()
    page.button(key="similar-give").click().run()
    assert not page.exception
    (coding,) = project.codings.in_source(source)
    assert (coding.segment, coding.origin) == (place(project, source, COURT[0]), "person")
    assert "**at court**" in said(settled(page))


def test_a_typed_name_means_the_only_code_of_that_name(project):
    places = project.codebook.create("places")
    court = project.codebook.create("at court", parent=places)
    project.codebook.create("Others", parent=places)
    project.codebook.create("others", parent=court)
    codes = project.codebook.all()
    meant = [code_named(codes, typed) for typed in ("At  court", "places / others", "others", "")]
    assert [code and code.path_text for code in meant] == [
        "places / at court", "places / Others", None, None,
    ]  # fmt: skip


@pytest.mark.usefixtures("source")
def test_who_stops_the_work_is_told_that_its_step_is_still_done(
    room, project, encoder, monkeypatch
):
    gate, encode = Event(), encoder.encode
    monkeypatch.setattr(encoder, "encode", lambda *asked: gate.wait() and encode(*asked))
    page = room("similar", project)
    page.text_input(key=f"similar-words-{project.id}").input("courts").run()
    page.button(key="stop-similar").click().run()
    page.run()
    told, shut = page.get("progress")[0].proto.text, page.button(key="stop-similar").disabled
    gate.set()
    assert (told, shut) == ("It stops as soon as this step is done", True)


def test_a_quotation_a_code_and_a_place_lead_to_more_like_them(room, project, source):
    code = project.codebook.create("at court")
    coding = project.codings.apply(source, place(project, source, COURT[0]), code)
    for address in (
        {"coding": coding},
        {"code": code},
        {"source": source, "at": "{0.start}-{0.end}".format(place(project, source, COURT[0]))},
    ):
        page = settled(room("similar", project, **address))
        assert set(shown(page)[:2]) == {*COURT[1:]}, address
        assert ("From P07 first" in said(page)) == ("code" not in address)
    page.button(key="similar-typed").click().run()
    assert "in your own words" in said(page)


@pytest.mark.usefixtures("source")
def test_of_a_long_passage_the_beginning_is_shown_above_what_is_like_it(room, project):
    said = "P07: " + "A courtroom is a cold place to wait in. " * 30
    speakers = {"P07": SpeakerChoice("participant", "Maria")}
    long = project.sources.add(draft(said, "long.txt"), speakers=speakers)
    page = settled(room("similar", project, source=long, at=f"5-{len(said) - 1}"))
    (quoted,) = [one.value for one in page.text if one.value.startswith("“")]
    assert quoted.startswith("“A courtroom is a cold place")
    assert (len(quoted) < 410, quoted[-2:]) == (True, "…”")
    assert set(shown(page)) >= {*COURT}


def test_a_themes_claim_leads_to_passages_near_it_that_are_no_quotation_of_it(
    room, project, source
):
    code = project.codebook.create("at court")
    project.codings.apply(source, place(project, source, COURT[0]), code)
    text = ThemeText(Words("Waiting"), claim=Words("Courts are cold."))
    theme = project.themes.make(text, codes=[code])
    links = room("theme", project, theme=theme).get("page_link")
    assert "Passages near its claim" in [one.proto.label for one in links]
    page = settled(room("similar", project, theme=theme))
    assert "Passages near what **Waiting** claims, for it or against it:" in said(page)
    assert shown(page) == [COURT[1], COURT[2], BREAD]
    page.text_input(key=f"similar-opposite-{theme}").input("Bread is warm.").run()
    assert shown(settled(page)).index(BREAD) < 2
    page.toggle(key="similar-unread").set_value(True).run()
    assert len(shown(settled(page))) == 3
    page.button(key="similar-typed").click().run()
    assert "in your own words" in said(page)


def test_words_behind_a_content_note_wait(room, project, source):
    project.sources.describe(source, SourceDetails(content_note=Words("a death")))
    page = room("similar", project)
    page.text_input(key=f"similar-words-{project.id}").input("courts").run()
    settled(page)
    assert "Content note of P07 first: a death" in said(page)
    assert shown(page) == []
    place = room("similar", project, source=source, at="5-20")
    assert "Its words are shown when you say so, above." in [one.value for one in place.caption]
    speakers = {"P07": SpeakerChoice("participant", "Maria")}
    for name in ("P08.txt", "P09.txt"):
        other = project.sources.add(draft(f"INT: And?\nP07: {COURT[2]}", name), speakers=speakers)
        project.sources.describe(other, SourceDetails(content_note=Words("rain")))
    page.run()
    settled(page).button(key="noted-similar").click().run()
    assert COURT[2] in shown(settled(page))


def test_two_codes_for_one_thing_stand_side_by_side_until_left_apart(room, project, source):
    names = ("at court", "in a courtroom", "bread", "rain")
    codes = [project.codebook.create(name) for name in names]
    for words in COURT:
        for code in codes[:2]:
            project.codings.apply(source, place(project, source, words), code)
    for start in (0, 3, 8):
        segment = place(project, source, BREAD[start:])
        project.codings.apply(source, segment, codes[2])
    page = settled(room("second_look", project))
    assert "**at court**" in said(page)
    assert "**in a courtroom**" in said(page)
    next(b for b in page.button if b.label.startswith("Leave them apart")).click().run()
    assert "No two codes are so much alike" in said(settled(page))
    assert "two codes that may be one" in project.history.lines(limit=1)[0].sentence


def test_in_a_reflexive_study_the_second_look_waits_and_says_so(room, project, source):
    code = project.codebook.create("at court")
    project.codings.apply(source, place(project, source, COURT[0]), code)
    project.study.set_stance("reflexive")
    assert "first pass" in said(room("second_look", project))
