"""Themes on their pages: the board, and one theme with what belongs to it and rests on it."""

from __future__ import annotations

from tests.app.conftest import said


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
