"""Making a study and showing it, now and as it once was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.integration.commands.conftest import failed, transcript
from workbench.model.ids import Words
from workbench.model.study import MeetingRecord
from workbench.project.project import open_project
from workbench.project.settings import remembered_coder


def test_new_begins_an_empty_study_and_remembers_who_codes(run, study):
    assert remembered_coder() == "Ana"
    answer = run("show", study, "--json")
    with open_project(study) as project:
        digest = project.head.digest
    assert answer.json == {
        "name": "Practitioners",
        "question": "",
        "stance": "open",
        "phase": "familiarise",
        "coders": ["Ana"],
        "entries": 2,
        "head": digest,
        "sources": 0,
        "codes": 0,
        "codings": 0,
        "memos": 0,
        "themes": 0,
        "checkpoint": None,
    }


def test_new_says_where_the_study_lies_and_that_it_is_not_encrypted(run):
    answer = run("new", "a.qwb", "--name", "A", "--coder", "Ana", "--stance", "reflexive")
    assert answer.code == 0
    assert "a.qwb is ready" in answer.out
    assert "not encrypted" in answer.out
    assert run("show", "a.qwb", "--json").json["stance"] == "reflexive"


def test_new_never_takes_the_place_of_a_file(run, study):
    before = study.read_bytes()
    assert "exists already" in failed(run("new", study, "--name", "B", "--coder", "Ben"))
    assert study.read_bytes() == before


@pytest.mark.usefixtures("study")
def test_a_second_person_is_not_remembered_in_place_of_the_first(run):
    assert run("new", "other.qwb", "--name", "B", "--coder", "Ben").code == 0
    assert remembered_coder() == "Ana"


def test_the_first_person_named_anywhere_is_remembered(run, study, workbench_home):
    (workbench_home / "settings.json").unlink()
    transcript("P07.txt")
    assert "--coder" in failed(run("import", study, "P07.txt"))
    assert run("import", study, "P07.txt", "--coder", "Ben").code == 0
    assert remembered_coder() == "Ben"
    assert run("show", study, "--json").json["coders"] == ["Ana", "Ben"]


def test_show_tells_how_a_study_once_was(run, coded):
    now = run("show", coded, "--json").json
    assert (now["codes"], now["codings"]) == (3, 2)
    first = run("show", coded, "--at", 2, "--json").json
    assert (first["entries"], first["sources"], first["codings"]) == (2, 0, 0)
    entries = run("trail", "list", coded, "--json").json
    assert run("show", coded, "--at", entries[-1]["at"], "--json").json == now
    tomorrow = (datetime.fromisoformat(entries[-1]["at"]) + timedelta(days=1)).date()
    assert run("show", coded, "--at", tomorrow, "--json").json == now


def test_show_at_an_entry_gives_the_head_of_that_time(run, filled):
    then = run("show", filled, "--json").json
    assert run("code", filled, "P07", 5, 13, "limits", "--create").code == 0
    assert run("show", filled, "--at", then["entries"], "--json").json == then


@pytest.mark.parametrize("at", ["999", "0", "1999-12-31", "soon", "-3"])
def test_show_at_no_moment_of_the_study_is_one_sentence(run, study, at):
    failed(run("show", study, f"--at={at}"))


def test_new_takes_the_question_and_show_tells_it(run):
    answer = run("new", "a.qwb", "--name", "A", "--coder", "Ana", "--question", "Why do they stay?")
    assert answer.code == 0
    assert run("show", "a.qwb", "--json").json["question"] == "Why do they stay?"
    shown = run("show", "a.qwb").out
    assert "question Why do they stay?" in shown
    assert "phase    getting to know the material" in shown


def test_decisions_and_meetings_are_listed_by_date(run, study):
    with open_project(study, coder="Ana") as project:
        project.study.set_stance("codebook", "Two sites.")
        project.meetings.record(MeetingRecord("2026-01-31", present=Words("Ana, Ben")))
    (decision,) = run("decisions", study, "--json").json
    assert (decision["chosen"], decision["why"], decision["memo"]) == (
        "codebook",
        "Two sites.",
        None,
    )
    (meeting,) = run("meetings", study, "--json").json
    assert (meeting["date"], meeting["present"]) == ("2026-01-31", "Ana, Ben")
    assert "codebook" in run("decisions", study).out
    assert "Ana, Ben" in run("meetings", study).out


def test_a_study_without_decisions_or_meetings_says_so(run, study):
    assert "No decision is recorded yet" in run("decisions", study).out
    assert "No meeting is recorded yet" in run("meetings", study).out
