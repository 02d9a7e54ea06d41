from datetime import date
from typing import get_args

from sqlcipher3 import dbapi2

from tests.app.conftest import said
from tests.studies import coded
from workbench.app.telling import KIND_WORDS
from workbench.model.events import Event


def merged(project):
    study = coded(project)
    project.codebook.merge(study.limits, [study.borders], reason="they say the same")
    return study


def test_a_new_study_has_one_line(room, project):
    assert "Ana began the study “Study”" in said(room("history", project))


def test_every_act_is_a_line_with_person_and_reason(room, project):
    merged(project)
    shown = said(room("history", project))
    assert "Ana merged “borders” into “limits”" in shown
    assert "because they say the same" in shown


def test_an_act_is_taken_back_from_its_line(room, project):
    merged(project)
    line = project.history.lines(limit=1)[0]
    page = room("history", project)
    page.button(key=f"undo-{line.seq}").click().run()
    assert not page.exception
    assert {code.name for code in project.codebook.all()} == {"limits", "borders"}
    assert "(taken back)" in said(page)


def test_an_undo_that_something_builds_on_is_refused_beside_its_line(room, project):
    study = coded(project)
    made = project.history.lines(thing=f"code:{study.limits}")[-1]
    page = room("history", project)
    page.button(key=f"undo-{made.seq}").click().run()
    told = page.warning[0].value
    assert "builds on this" in told
    assert "applied “limits” to" in told
    assert len(project.codebook.all()) == 2


def test_filters_narrow_by_person_kind_thing_and_day(room, project):
    study = merged(project)
    ben = project.as_coder("Ben")
    ben.codebook.create("care")
    page = room("history", project)
    page.selectbox(key="kind").select("CodesMerged").run()
    assert said(page).count("Ana merged") == 1
    assert "imported" not in said(page)
    page.selectbox(key="kind").select(None).run()
    page.selectbox(key="about").select(f"code:{study.limits}").run()
    assert "care" not in said(page)
    page.selectbox(key="about").select(None).run()
    page.date_input(key="until").set_value(date(2001, 1, 2)).run()
    assert "Nothing happened that fits" in said(page)


def test_checking_prints_the_numbered_steps(room, project):
    merged(project)
    page = room("history", project)
    page.button(key="check").click().run()
    assert "History checked" in page.success[0].value
    for number in range(1, 7):
        assert f" {number}. " in said(page)
    assert project.history.verify().root in said(page)


def test_a_changed_entry_is_named_as_the_first_change_found(room, project):
    merged(project)
    page = room("history", project)
    change_an_entry(project.where)
    page.button(key="check").click().run()
    assert not page.exception
    assert "First change found" in page.error[0].value
    assert "first change found" in said(page)


def test_how_it_works_says_what_cannot_be_shown(room, project):
    page = room("history", project)
    assert "can write a whole new history" in said(page)


def change_an_entry(where: str) -> None:
    """Change a byte of the trail as somebody with the file could, past its triggers."""
    db = dbapi2.connect(where, isolation_level=None)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute(
        "UPDATE trail SET header = CAST(replace(header, 'CodesMerged', 'CodesMergex') AS BLOB)"
    )
    db.close()


def test_every_button_of_the_history_has_a_name_of_its_own(room, project):
    merged(project)
    labels = [b.label for b in room("history", project).button if b.label.startswith("Undo")]
    assert len(labels) > 5
    assert len(set(labels)) == len(labels)


def test_every_kind_of_event_can_be_chosen_in_words():
    assert set(KIND_WORDS) == {kind.__name__ for kind in get_args(Event)}
