"""Nothing touches the network: what the machine does is done while the way out is shut."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.integration.test_suggestions import ASKED, Study
from workbench.project.project import Project

#: Of all that is done with a model or handed over, each thing once.
EVERYTHING = """
import socket, sys
from pathlib import Path

from workbench.model.ids import Words
from workbench.model.source import Segment
from workbench.model.theme import ThemeText
from workbench.project.exports import export_as
from workbench.project.project import open_project

try:
    socket.create_connection(("192.0.2.1", 443), timeout=5)
    sys.exit("the way out stands open")
except OSError:
    pass
path, source, start, end = sys.argv[1:]
with open_project(path, coder="Ana") as project:
    said = project.suggestions.for_segment(source, Segment(int(start), int(end)))
    print([one.path for one in said.codes])
    print(len(project.similar.to_words("the rent is too high")) > 0)
    run = project.groupings.propose(seed=1)
    shown = project.groupings.show(run)
    print(shown.count > 1)
    project.themes.make(ThemeText(Words("Worries")), codes=[c.id for c in project.codebook.all()])
    for name in ("report.docx", "report.html", "report.md", "report.xlsx"):
        print(export_as(project, "report", Path(path).with_name(name)) > 0)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file, which needs no server to be reached."""
    return tmp_path / "study.qwb"


@cache
def shut() -> list[str]:
    """What starts a program without any way out; nothing where this machine cannot do that."""
    for words in (["unshare", "-n"], ["unshare", "-r", "-n"]):
        if shutil.which("unshare") and not subprocess.run([*words, "true"], check=False).returncode:
            return words
    return []


@pytest.mark.model
def test_groups_suggestions_and_summaries_are_made_and_nothing_tries_the_network(
    project: Project, tmp_path: Path
) -> None:
    study = Study(project)
    place = study.at(ASKED[0])
    arguments = [project.where, study.source, str(place.start), str(place.end)]
    project.close()
    notes = tmp_path / "refused"
    done = subprocess.run(
        [*shut(), sys.executable, "-c", EVERYTHING, *arguments],
        env=os.environ | {"WORKBENCH_TESTS_REFUSED": str(notes)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0] == "['money worries']"
    assert done.stdout.split()[2:] == ["True"] * 6
    assert notes.read_text("utf-8").count("\n") == 1  # its own, to see that the way out is shut


def test_whatever_a_test_or_its_processes_send_elsewhere_is_refused() -> None:
    outward = "import socket; socket.create_connection(('192.0.2.1', 443), timeout=5)"
    with pytest.raises(ConnectionRefusedError, match="nothing leaves this machine"):
        exec(outward)
    with pytest.raises(ConnectionRefusedError, match="nothing is looked up"):
        socket.getaddrinfo("example.org", 443)
    done = subprocess.run([sys.executable, "-c", outward], capture_output=True, text=True)
    assert "nothing leaves this machine" in done.stderr
