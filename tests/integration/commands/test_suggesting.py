"""Suggesting codes by command: after the coder's own pass, with a reason, or an empty list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.test_suggestions import ASKED, MONEY, SLEEP, SOURCE
from workbench.project.project import open_project


@pytest.fixture
def read(run, study: Path, share_model: None) -> Path:  # noqa: ARG001 - for what it does
    """A study with two ideas coded and all marked as read."""
    Path("P07.txt").write_text(SOURCE, encoding="utf-8")
    mapped = ("--map", "INT=interviewer", "--map", "P07=Petra")
    assert run("import", study, "P07.txt", *mapped).code == 0
    for name, several in (("money worries", MONEY), ("bad nights", SLEEP)):
        for words in several:
            assert run("code", study, "P07", *place(words), name, "--create").code == 0
    return study


def place(words: str) -> tuple[int, int]:
    start = SOURCE.index(words)
    return start, start + len(words)


def test_codes_are_suggested_after_the_own_first_pass_and_an_empty_list_before(run, read):
    before = run("suggest", read, "P07", *place(ASKED[0]), "--json")
    assert (before.code, before.json) == (0, [])
    assert "first pass" in before.err
    with open_project(read, coder="Ana") as project:
        project.reading.mark_all(project.sources.find("P07").id)
    after = run("suggest", read, "P07", *place(ASKED[0]), "--json")
    assert (after.code, after.err) == (0, "")
    (first, *_) = after.json
    assert first["code"] == "money worries"
    assert first["because"] in MONEY
    assert 0.25 <= first["margin"] <= 1
    told = run("suggest", read, "P07", *place(ASKED[0]))
    assert told.out.startswith(f"money worries, because of »{first['because']}« in “P07”")
