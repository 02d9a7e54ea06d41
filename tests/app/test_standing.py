"""Where am I: a bookmark that only people move, and what is there and what is thin, unscored."""

import re
from pathlib import Path

import workbench
from tests.app.conftest import said
from tests.studies import coded


def test_the_bookmark_is_moved_from_home_and_undone(room, project):
    page = room("home", project)
    (bookmark,) = page.radio
    assert bookmark.value == "familiarise"
    bookmark.set_value("search").run()
    assert not page.exception
    assert project.study.phase() == "search"
    assert "Moved the bookmark to looking for themes" in said(page)
    page.button(key="toast-undo").click().run()
    assert project.study.phase() == "familiarise"
    assert page.radio[0].value == "familiarise"


def test_home_shows_the_question_or_where_to_say_it(room, project):
    links = [link.proto.label for link in room("home", project).get("page_link")]
    assert "Say what the study asks" in links


def test_every_sign_is_told_in_a_word_beside_its_mark(room, project):
    coded(project)
    page = room("standing", project)
    marks = [
        c.value
        for c in page.caption
        if re.match(r":material/(check_circle|contrast|radio_)", c.value)
    ]
    assert {mark.rpartition(": ")[2] for mark in marks} == {"there", "not there"}
    assert "Coded: 1 of 1 source" in said(page)
    assert "you are here" in said(page)


def test_what_is_missing_has_a_question_and_a_way_there(room, project):
    page = room("standing", project)
    assert "What struck you? What did you not expect?" in said(page).replace("\\", "")
    links = [link.proto.label for link in page.get("page_link")]
    assert any(label.startswith("Decisions") for label in links)


def test_no_screen_says_that_themes_come_about_by_themselves():
    package = Path(workbench.__file__).parent
    said_so = [p.name for p in package.rglob("*.py") if "emerge" in p.read_text("utf-8").lower()]
    assert said_so == []


def test_nothing_on_it_is_a_score(room, project):
    coded(project)
    page = room("standing", project)
    assert "%" not in said(page)
    assert not page.get("progress")
    assert not page.get("metric")
