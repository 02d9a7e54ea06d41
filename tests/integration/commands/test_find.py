"""`workbench find` on a real file: what it prints, the fields of its JSON, and its exit code."""

from __future__ import annotations

import json

import pytest

from tests.studies import TEXT, draft
from workbench.cli.main import main
from workbench.project.project import create_project


@pytest.fixture
def run(tmp_path, capsys):
    """Find in a study of two sources; returns exit code, stdout and stderr."""
    where = tmp_path / "study.qwb"
    with create_project(where, name="Study", coder="Ana") as project:
        project.sources.add(draft())
        project.sources.add(draft("P07: drive, drive\x1b[31m and drive", "second.txt"))

    def run(*arguments):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["find", str(where), *arguments])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


def test_hits_are_told_with_their_place_and_context(run):
    code, out, _ = run('"drive clients"')
    assert code == 0
    assert out.splitlines() == [
        "P07 first, turn 4, P07 [123-136): We don't »drive clients«. So I drove her, and I sat in "
        "the back of that courtroom.",
        "1 hit in 1 source.",
    ]


def test_a_leaf_of_many_hits_says_which_they_are(run):
    _, out, _ = run("drive", "--first", "1", "--most", "2")
    assert out.splitlines()[-1] == "4 hits in 2 sources; these are 2 to 3."
    assert len(out.splitlines()) == 3
    assert "\x1b" not in out


def test_json_holds_places_of_the_text_itself(run):
    code, out, _ = run("drive", "--json", "--most", "1")
    found = json.loads(out)
    (hit,) = found.pop("hits")
    assert code == 0
    memos = {"total": 0, "memos": 0, "hits": []}
    assert found == {"total": 4, "sources": 2, "first": 0, "memos": memos}
    assert TEXT[hit["start"] : hit["end"]] == hit["words"] == "drive"
    assert (hit["source_name"], hit["turn"], hit["speaker"]) == ("P07 first", 4, "P07")
    assert (hit["passage"], hit["before"]) == ("turn", "We don't ")
    assert hit["after"].startswith(" clients.")


def test_one_source_may_be_named(run):
    assert run("drive", "--source", "second")[1].endswith("3 hits in 1 source.\n")


def test_nothing_found_is_no_fault_and_nothing_to_look_for_is(run):
    assert run("nowhere") == (0, "0 hits in 0 sources.\n", "")
    code, out, err = run("?!")
    assert (code, out) == (1, "")
    assert "no word to look for" in err
