"""Backups, and the trail that is checked."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.integration.commands.conftest import failed, head
from workbench.project.keeping import backups


def test_a_backup_is_written_recorded_and_put_back(run, coded):
    assert run("backup", coded, "-o", "copy.qwb").code == 0
    kept = run("codings", coded, "--json").json
    assert run("undo", coded).code == 0
    answer = run("restore", "copy.qwb", coded)
    assert answer.code == 0
    assert "set-aside" in answer.out
    assert run("codings", coded, "--json").json == kept
    (aside,) = Path().glob("*set-aside*.qwb")
    assert run("show", aside, "--json").json["codings"] == 1
    kinds = [entry["type"] for entry in run("trail", "list", aside, "--json").json]
    assert kinds.count("BackupMade") == 1


def test_a_backup_without_a_name_is_the_next_one_beside_the_project(run, study):
    assert run("backup", study).code == 0
    assert len(list(Path("study.backups").glob("*.qwb"))) == 1


@pytest.mark.parametrize("name", ["x" * 230, "\N{LATIN SMALL LETTER E WITH ACUTE}" * 113 + ". x"])
def test_a_project_of_a_long_name_is_backed_up_restored_and_told_apart(run, name):
    twins = [f"{name}1.qwb", f"{name}2.qwb"]
    for twin in twins:
        assert run("new", twin, "--name", "Study", "--coder", "Ana").code == 0
        assert run("backup", twin).code == 0
        assert len(backups(twin)) == 1
    assert backups(twins[0]) != backups(twins[1])
    (kept,) = backups(twins[0])
    assert run("restore", str(kept), twins[0]).code == 0
    (aside,) = Path().glob("*set-aside*.qwb")
    assert run("trail", "verify", aside).code == 0
    for made in (kept, kept.parent, aside):
        assert len(os.fsencode(made.name)) <= 255 - len("-journal")
        assert not made.stem.endswith((" ", "."))


def test_a_backup_never_takes_the_place_of_a_file(run, study):
    before = study.read_bytes()
    assert "exists already" in failed(run("backup", study, "-o", study))
    assert study.read_bytes() == before


def test_restoring_what_is_no_backup_changes_nothing(run, study):
    before = study.read_bytes()
    Path("no.qwb").write_bytes(b"no")
    assert "no.qwb" in failed(run("restore", "no.qwb", study))
    assert study.read_bytes() == before


def test_a_whole_history_checks_in_six_steps(run, coded):
    answer = run("trail", "verify", coded, "--json")
    assert answer.code == 0
    assert answer.json.keys() == {"ok", "entries", "steps"}
    assert (answer.json["ok"], answer.json["entries"]) == (True, head(coded))
    assert [step["step"] for step in answer.json["steps"]] == [1, 2, 3, 4, 5, 6]
    assert all(step.keys() == {"step", "ok", "detail"} for step in answer.json["steps"])
    told = run("trail", "verify", coded).out
    assert "The history checks" in told
    assert "6. -" in told


def test_a_changed_history_is_found_and_exits_1(run, coded):
    with closing(dbapi2.connect(str(coded), isolation_level=None)) as connection:
        rules = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = list(rules)
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE parts SET body = CAST(replace(body, 'Petra', 'Paula') AS BLOB)")
        for _, sql in triggers:
            connection.execute(sql)
    answer = run("trail", "verify", coded, "--json")
    assert answer.code == 1
    assert answer.json["ok"] is False
    assert next(step["step"] for step in answer.json["steps"] if not step["ok"]) == 4
    spoken = run("trail", "verify", coded)
    assert spoken.code == 1
    assert "First change found at entry" in spoken.out


def test_the_trail_is_listed_entry_by_entry(run, coded):
    entries = run("trail", "list", coded, "--json").json
    assert [entry["seq"] for entry in entries] == list(range(1, head(coded) + 1))
    assert all(
        entry.keys() == {"seq", "at", "coder", "type", "action", "sentence"} for entry in entries
    )
    assert entries[0]["sentence"] == "began the study “Practitioners”"
    assert entries[0]["action"] == entries[1]["action"]
    assert {entry["coder"] for entry in entries} == {"Ana"}
    later = run("trail", "list", coded, "--since", 3, "--json").json
    assert later == entries[3:]
    assert "began the study “Practitioners”" in run("trail", "list", coded).out
