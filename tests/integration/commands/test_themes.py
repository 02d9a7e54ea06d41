"""The commands that propose groups of what participants say, and adopt one."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.commands.conftest import Run, failed, head, transcript
from workbench.project.project import open_project

TOLD = """INT: What about the money?
P07: The funding ends after twelve sessions.
INT: And how are you?
P07: Supervision is where I can breathe.
P07: After twelve sessions the money is gone.
P07: My supervisor listens, and that keeps me going.
"""


@pytest.fixture
def interview(run: Run, study: Path) -> Path:
    transcript("P07.txt", TOLD)
    mapped = ("--map", "INT=interviewer", "--map", "P07=Petra")
    assert run("import", study, "P07.txt", *mapped).code == 0
    return study


@pytest.mark.model
@pytest.mark.usefixtures("share_model")
def test_a_group_is_proposed_with_its_evidence_and_adopted_by_name(run: Run, interview: Path):
    answer = run("themes", "propose", interview, "--groups", 2, "--seed", 4, "--json")
    assert (answer.code, answer.err) == (0, "Loading the model; this takes some seconds.\n")
    told = answer.json
    assert [group["size"] for group in told["groups"]] == [2, 2]
    group = told["groups"][0]
    assert group["id"].startswith(told["run"] + ".")
    assert group["participants"] == [{"name": "Petra", "count": 2, "share": 1.0}]
    assert group["medoid"]["words"] in TOLD
    assert len(group["boundary"]) == 1
    assert len(group["segments"]) == 2
    assert {*group["stability"]} == {"word", "high", "medium", "low"}
    made = run("themes", "adopt", interview, group["id"], "--name", "What ends")
    assert made.code == 0, made.err
    short = told["groups"][1]["id"][:8] + "." + told["groups"][1]["id"].rpartition(".")[2]
    as_theme = ("--name", "Who holds me", "--as", "theme", "--json")
    other = run("themes", "adopt", interview, short, *as_theme).json
    assert (other["adopted"], other["group"]) == ("theme", told["groups"][1]["id"])
    with open_project(interview) as project:
        (code,) = project.codebook.all()
        assert (code.name, code.coding_count) == ("What ends", 0)
        assert [origin.run.id for origin in project.groupings.origin_of(code.id)] == [told["run"]]
        assert [(one.id, one.name) for one in project.themes.all()] == [
            (other["id"], "Who holds me")
        ]
    again = failed(run("themes", "adopt", interview, group["id"], "--name", "twice"))
    assert "adopted or refused already" in again
    with open_project(interview, coder="Ana") as project:
        project.history.undo()
        source = project.sources.all()[0].id
        changed = project.corrections.with_words(source, 5, "My supervisor listens, or did.")
        project.corrections.correct(source, changed)
    outdated = failed(run("themes", "adopt", interview, short, *as_theme))
    assert "1 is not the same any more, so it cannot be adopted" in outdated


def test_what_cannot_be_proposed_or_adopted_is_a_sentence(run: Run, interview: Path) -> None:
    before = head(interview)
    for sentence, verb, *options in (
        ("A scope is", "propose", "--scope", "some"),
        ("no attribute “site”", "propose", "--scope", "attribute:site=North"),
        ("x", "propose", "--scope", "code:x"),
        ("there is none", "propose", "--unit", "codings"),
        ("no group “nothing.3”", "adopt", "nothing.3", "--name", "x"),
        ("no group “”", "adopt", "", "--name", "x"),
    ):
        assert sentence in failed(run("themes", verb, interview, *options))
        assert head(interview) == before


def test_a_reflexive_study_decides_for_another_way_of_reading_once_and_with_a_reason(
    run: Run, interview: Path
) -> None:
    with open_project(interview, coder="Ana") as project:
        project.study.set_stance("reflexive")
        project.reading.mark_all(project.sources.find("P07").id)
    assert "are a decision" in failed(run("themes", "propose", interview))
    assert "Say in a line why" in failed(run("themes", "allow", interview, "--why", " "))
    assert run("themes", "allow", interview, "--why", "A second reader.").code == 0
    with open_project(interview, coder="Ana") as project:
        assert project.groupings.why_not() is None
        assert [one.record.why for one in project.decisions.all()][-1] == "A second reader."
    assert "decided already" in failed(run("themes", "allow", interview, "--why", "again"))


def test_an_interrupt_stops_the_work_and_leaves_the_study_as_it_was(interview: Path) -> None:
    before = head(interview)
    program = "from workbench.cli.main import main; main()"
    command = [sys.executable, "-c", program, "themes", "propose", str(interview)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert running.stderr.readline().startswith("Loading the model")
        running.send_signal(signal.SIGINT)
        told = running.stderr.read()
    assert (told, running.returncode) == ("Stopped; the study is as it was.\n", 1)
    assert head(interview) == before
