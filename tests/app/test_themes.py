"""Themes on their pages: the board, and one theme with what belongs to it and rests on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app.conftest import said
from tests.studies import coded
from workbench.app.grouping_look import shortened
from workbench.app.telling import day
from workbench.model.codebook import CodeCard
from workbench.model.ids import Words
from workbench.model.memo import MemoText
from workbench.model.source import SourceDetails
from workbench.model.theme import MapThing, NowWhatForm, ThemeText


def button(page, label):
    found = [b for b in page.button if b.label == label]
    assert len(found) == 1, [b.label for b in page.button]
    return found[0]


def test_an_empty_page_says_what_themes_are_and_leads_to_the_codebook(room, project):
    told = said(room("themes", project))
    assert "a theme makes a claim" in told
    assert "emerge" not in told


def test_a_theme_is_begun_and_stands_on_the_board_as_a_candidate(room, project):
    page = room("themes", project)
    page.session_state["theme-new-0"] = True
    page.run()
    page.text_input(key="theme-new-0-name").input("Care outlasts the working day")
    button(page, "Begin it").click().run()
    assert [theme.name for theme in project.themes.all()] == ["Care outlasts the working day"]
    assert "Candidate · 1" in said(page)


CLAIM = "They drive clients anyway. They pay for it themselves."


@pytest.fixture
def study(project):
    return coded(project)


@pytest.fixture
def theme(project, study):
    text = ThemeText(Words("Care outlasts the day"), claim=Words(CLAIM))
    return project.themes.make(text, codes=[study.limits])


def looked_at(room, project, theme, part):
    page = room("theme", project, theme=theme)
    page.session_state[f"part-{theme}"] = part
    page.run()
    assert not page.exception, page.exception
    return page


def participant(project, theme):
    held = project.themes.quotations(theme)
    return next(one.quotation.coding.id for one in held if one.quotation.speaker == "P07")


def test_a_key_places_the_next_quotation_and_the_following_one_comes_up(room, project, theme):
    page = room("theme", project, theme=theme)
    assert "1 of 3 not placed" in said(page)
    first = project.themes.quotations(theme)[0].quotation.coding.id
    button(page, "Contrary").click().run()
    assert project.themes.bearings(theme) == {first: "contrary"}
    told = said(page)
    assert "1 of 2 not placed" in told
    assert "Contrary · 1" in told


def test_a_sentence_is_tied_to_a_quotation_and_marked_when_the_card_changes(
    room, project, study, theme
):
    coding = participant(project, theme)
    project.claims.link(theme, "claim", "They pay for it themselves.", coding)
    project.codebook.redefine(study.limits, CodeCard(definition=Words("else")), base=CodeCard())
    page = looked_at(room, project, theme, "What it rests on")
    told = said(page)
    words = shortened(" ".join(project.quotations.among([coding])[0].words.split()), 70)
    assert words in told
    assert "1 sentence rests on what has changed since." in told
    assert "Since then the card of its code was changed." in told
    (held,) = [b for b in page.button if b.label.startswith("It still holds")]
    held.click().run()
    assert not project.claims.stale(theme)
    assert "Since then" not in said(page)
    project.sources.describe(study.source, SourceDetails(content_note=Words("a death")))
    page = looked_at(room, project, theme, "What it rests on")
    assert "a death" in said(page)
    assert words not in said(page)


def test_a_reworded_sentence_keeps_its_tie_until_somebody_says_where_it_goes(room, project, theme):
    coding, one = participant(project, theme), project.themes.one(theme)
    project.claims.link(theme, "claim", "They pay for it themselves.", coding)
    text = replace(one.text, claim=Words("They drive clients. They bear the cost."))
    project.themes.edit(theme, text, base=one.version)
    page = looked_at(room, project, theme, "What it rests on")
    assert "does not stand there any more" in said(page)
    page.selectbox[-1].select("They bear the cost.").run()
    (still,) = [b for b in page.button if b.label.startswith("It rests on this still")]
    still.click().run()
    (link,) = project.claims.links(theme)
    assert (link.tie.sentence, link.stale) == ("They bear the cost.", ())


def test_what_about_it_is_asked_once(room, project):
    theme = project.themes.make(ThemeText(Words("Boundaries")))
    page = room("theme", project, theme=theme)
    assert "What about it?" in said(page)
    button(page, "It stays a topic").click().run()
    assert "What about it?" not in said(page)


def test_both_texts_are_shown_when_somebody_else_changed_the_theme(room, project, theme):
    page = room("theme", project, theme=theme)
    page.toggle(key=f"open-words-{theme}").set_value(True).run()
    field = next(one for one in page.text_area if one.label == "Central concept")
    field.input("cost").run()
    old = project.themes.one(theme)
    theirs = replace(old.text, concept=Words("price"))
    project.as_coder("Ben").themes.edit(theme, theirs, base=old.version)
    button(page, "Keep these words").click().run()
    told = said(page)
    assert {"You wrote", "cost", "Stands there now", "price"} <= set(told.splitlines())
    button(page, "Go on with mine").click().run()
    button(page, "Keep these words").click().run()
    assert project.themes.one(theme).text.concept == "cost"


def test_a_reflexive_study_is_asked_who_made_a_theme_and_counts_only_when_chosen(
    room, project, theme
):
    project.study.set_stance("reflexive")
    page = looked_at(room, project, theme, "Who says it")
    assert "counted" not in said(page)
    page.toggle(key=f"open-words-{theme}").set_value(True).run()
    next(one for one in page.text_area if one.label == "Central concept").input("It emerged").run()
    assert "somebody makes a theme" in said(page)
    button(page, "Do not say this").click().run()
    assert "somebody makes a theme" not in said(page)
    page.toggle(key=f"spread-{theme}").set_value(True).run()
    assert "nothing can be counted" in said(page)


def test_what_was_expected_returns_beside_the_claim(room, project, theme):
    for coder, kind, body in (
        ("Ben", "positionality", "I worked there."),
        ("Ana", "expectations", "I expect heroes."),
        ("Ana", "positionality", "I stand outside."),
    ):
        note = MemoText(body=Words(body), kind=Words(kind))
        project.as_coder(coder).memos.write(
            note, visibility="private" if coder == "Ana" else "team"
        )
    page = room("theme", project, theme=theme)
    told = said(page)
    written = day(project.as_coder("Ana").memos.all()[0].created_at)
    assert f"**On {written} you expected:** :material/lock: only you read this" in told
    assert "you wrote where you stand:**" in told
    assert {"I expect heroes.", "I stand outside."} <= set(told.splitlines())
    assert "I worked there." not in told
    page.session_state["more-expected"] = True
    assert "Ben wrote where they stand:**" in said(page.run())


def test_every_part_of_a_theme_says_what_is_there(room, project, study, theme):
    other = project.themes.make(ThemeText(Words("Costs")), parent=theme, codes=[study.borders])
    here, there = MapThing("theme", theme), MapThing("theme", other)
    project.theme_map.relate(here, "leads to", there)
    project.claims.add_line(theme, NowWhatForm("mentors", Words("Ask early."), Words("Dana")))
    project.themes.set_state(theme, "reviewed")
    told = said(looked_at(room, project, theme, "What belongs"))
    assert "Care outlasts the day — leads to — Costs" in told
    told = said(looked_at(room, project, theme, "What, so what, now what"))
    assert {"Ask early. · Dana sees to it", "**For mentors**"} <= set(told.splitlines())
    assert "**reviewed**" in said(looked_at(room, project, theme, "How it came to be"))


def test_a_theme_of_nothing_is_refused_and_stays_a_candidate(room, project):
    theme = project.themes.make(ThemeText(Words("Boundaries")))
    page = room("theme", project, theme=theme)
    (state,) = [w for w in page.button_group if w.label == "How far it has come"]
    state.set_value("defined").run()
    assert "No quotation belongs to the theme" in said(page)
    assert project.themes.one(theme).state == "candidate"
    project.themes.set_state(theme, "let go", reason="It names a topic.")
    assert "It names a topic." in said(room("theme", project, theme=theme))


def test_looking_for_contrary_cases_in_vain_is_written_down(room, project, theme):
    page = room("theme", project, theme=theme)
    how = next(one for one in page.text_input if one.label == "Where and how you looked")
    how.input("All nights")
    button(page, "Write it down").click().run()
    assert "All nights · none was found" in said(page)


def test_a_search_in_vain_does_not_deny_the_contrary_words_that_stand_above_it(
    room, project, theme
):
    project.themes.place(theme, participant(project, theme), "contrary")
    project.themes.look_for_contrary(theme, "All nights", "none")
    told = said(room("theme", project, theme=theme))
    assert "All nights · brought nothing more than was placed above" in told
    assert "All nights · none was found" not in told


def test_a_codes_card_names_its_themes_and_ticked_quotations_are_taken_in(
    room, project, study, theme
):
    page = room("codebook", project, code=study.limits)
    assert "In the theme" in said(page).splitlines()
    page = room("quotations", project, code=study.borders)
    button(page, "Tick all 4 here").click().run()
    page.selectbox(key="ticked-theme").select(theme).run()
    button(page, "Take them in").click().run()
    assert len(project.themes.one(theme).codings) == 4
    told = said(looked_at(room, project, theme, "What belongs"))
    assert "Single quotations · 4" in told
