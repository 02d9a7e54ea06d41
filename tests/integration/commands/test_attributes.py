"""The command that brings what is known of people from a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.commands.conftest import Run
from workbench.project.project import open_project

TABLE = "participant,site,years\nPetra,North,4\nBo,South,=1+1\n"


@pytest.fixture
def table(filled: Path) -> Path:
    path = filled.with_name("people.csv")
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_dry_run_tells_all_and_writes_nothing(run: Run, filled: Path, table: Path) -> None:
    with open_project(filled) as project:
        before = project.head
    answer = run("attributes", "import", filled, table, "--dry-run", "--json")
    assert answer.code == 1
    assert {key: answer.json[key] for key in ("people", "added", "new", "refused", "written")} == {
        "people": 1, "added": 0, "new": 2, "refused": 1, "written": 0,
    }  # fmt: skip
    assert answer.json["notes"] == ["Row 3: this person is not in the project; it is left out."]
    with open_project(filled) as project:
        assert project.head == before


def test_values_are_set_and_listed_with_their_person(run: Run, filled: Path, table: Path) -> None:
    answer = run("attributes", "import", filled, table, "--add-people", "--json")
    assert answer.code == 0
    assert answer.json["written"] == 4
    assert answer.json["attributes"] == [
        {"name": "site", "kind": "text", "new": True},
        {"name": "years", "kind": "text", "new": True},
    ]
    cases = {case["name"]: case for case in run("cases", filled, "--json").json}
    assert cases["Petra"]["attributes"] == {"site": "North", "years": "4"}
    assert cases["Bo"]["attributes"] == {"site": "South", "years": "=1+1"}
    assert cases["INT"]["attributes"] == {}
    assert cases["Bo"]["consent"]["may_quote"] == "not recorded"
    assert "South" in run("cases", filled).out


def test_the_whole_table_is_one_act(run: Run, filled: Path, table: Path) -> None:
    assert run("attributes", "import", filled, table, "--add-people").code == 0
    assert run("undo", filled).code == 0
    assert [case["name"] for case in run("cases", filled, "--json").json] == ["INT", "Petra"]


@pytest.mark.parametrize("name", ["nowhere.csv", ".", "people.xlsx"])
def test_what_is_no_table_is_refused_in_one_sentence(run: Run, filled: Path, name: str) -> None:
    Path("people.xlsx").write_bytes(b"PK\x03\x04 nothing")
    answer = run("attributes", "import", filled, name, "--json")
    assert answer.code == 1
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1
