"""Acts that are acknowledged stay in a project's file, whoever else looks into it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.project.project import create_project, open_project

#: Another program, which knows SQLite and nothing of us, opens the study and closes it again.
PASSER_BY = (
    "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT 1 FROM trail').close()"
)
READER = """
import sys
from workbench.project.project import open_project
with open_project(sys.argv[1]) as project:
    print(*sorted(code.name for code in project.codebook.all()))
"""


def elsewhere(script: str, path: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.mark.skipif(os.name == "nt", reason="locks of files are not POSIX's there")
def test_what_is_told_to_an_open_study_stays_after_it_was_opened_twice_and_others_closed_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "study.qwb"
    with create_project(path, name="Study", coder="Ana") as project:
        project.codebook.create("before")
        with open_project(path) as again:
            assert again.id == project.id
        elsewhere(PASSER_BY, path)
        project.codebook.create("since")
        assert elsewhere(READER, path) == "before since"
    assert elsewhere(READER, path) == "before since"
