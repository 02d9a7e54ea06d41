"""Coding, undoing and redoing by command."""

from __future__ import annotations

import pytest

from tests.integration.commands.conftest import failed, head
from tests.studies import TEXT


def test_a_path_of_codes_is_made_in_one_act(run, filled):
    before = run("show", filled, "--json").json
    assert run("code", filled, "P07", 5, 13, "a / b / c", "--create").code == 0
    assert run("show", filled, "--json").json["codes"] == 3
    assert run("undo", filled).code == 0
    after = run("show", filled, "--json").json
    assert (after["codes"], after["codings"]) == (before["codes"], before["codings"]) == (0, 0)
    answer = run("redo", filled)
    assert "brought back the code “c” and applied it" in answer.out
    assert run("codes", filled, "--json").json[-1]["path"] == "a / b / c"


def test_an_existing_part_of_a_path_is_used(run, coded):
    assert run("code", coded, "P07", 5, 13, "work / resting", "--create").code == 0
    paths = [code["path"] for code in run("codes", coded, "--json").json]
    assert paths == ["limits", "work", "work / resting", "work / waiting"]


def test_a_coding_is_refused_unless_exactly_these_words_stand_there(run, filled):
    words = TEXT[5:13]
    place = ("code", filled, "P07", 5, 13, "limits", "--create")
    before = head(filled)
    failed(run(*place, "--words", words.upper()))
    failed(run(*place, "--words", words + " "))
    assert head(filled) == before
    assert run(*place, "--words", words).code == 0


@pytest.mark.parametrize("place", [(5, 5), (9, 5), (0, 10_000), (10_000, 10_001)])
def test_a_segment_that_is_none_is_refused(run, filled, place):
    before = head(filled)
    failed(run("code", filled, "P07", *place, "limits", "--create"))
    assert head(filled) == before


def test_an_unknown_code_is_refused_unless_it_may_be_made(run, filled):
    assert "--create" in failed(run("code", filled, "P07", 5, 13, "limits"))
    assert run("codes", filled, "--json").json == []


def test_an_ambiguous_code_is_refused_always(run, coded):
    assert run("code", coded, "P07", 5, 13, "limits / waiting", "--create").code == 0
    said = failed(run("code", coded, "P07", 20, 24, "waiting", "--create"))
    assert "work / waiting" in said
    assert "limits / waiting" in said


def test_sources_and_codes_are_found_by_id(run, coded):
    source = run("sources", coded, "--json").json[0]["id"]
    code = run("codes", coded, "--json").json[0]["id"]
    assert run("code", coded, source, 20, 24, code).code == 0
    assert run("codes", coded, "--json").json[0]["codings"] == 2


def test_the_same_coding_twice_is_refused(run, coded):
    assert "already" in failed(run("code", coded, "P07", 5, 13, "limits"))


def test_each_person_undoes_what_they_did(run, coded):
    assert run("code", coded, "P07", 20, 24, "limits", "--coder", "Ben").code == 0
    assert "waiting" in run("undo", coded).out
    assert [c["coder"] for c in run("codings", coded, "--json").json] == ["Ana", "Ben"]


def test_undo_by_entry_names_what_builds_on_it(run, coded):
    made = next(
        entry["seq"]
        for entry in run("trail", "list", coded, "--json").json
        if entry["type"] == "SourceImported"
    )
    assert "came later" in failed(run("undo", coded, "--seq", made))
    assert "no entry 999" in failed(run("undo", coded, "--seq", 999))
    assert run("undo", coded, "--seq", head(coded)).code == 0
    assert run("show", coded, "--json").json["codings"] == 1


def test_there_may_be_nothing_to_undo_or_redo(run, study):
    assert "nothing to undo" in failed(run("undo", study))
    assert "nothing to redo" in failed(run("redo", study))
