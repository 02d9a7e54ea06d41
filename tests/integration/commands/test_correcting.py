"""A transcript corrected by command: foreseen, done, refused where a coding would be lost."""

from __future__ import annotations

from pathlib import Path

from tests.integration.commands.conftest import failed, head, transcript
from tests.studies import TEXT

LONGER = TEXT.replace("INT: Can", "INT: Good morning! Can")


def test_a_corrected_file_is_foreseen_and_then_holds(run, coded):
    transcript("corrected.txt", LONGER.replace("there", "there,", 1))
    before, seq = run("codings", coded, "--json").json, head(coded)
    seen = run("source", "correct", coded, "P07", "corrected.txt", "--dry-run", "--json").json
    assert (seen["version"], seen["same"], seen["lost"], head(coded)) == (None, 2, [], seq)
    answer = run("source", "correct", coded, "P07", "corrected.txt", "--reason", "Heard again")
    assert "was corrected: version 2" in answer.out
    after = run("codings", coded, "--json").json
    assert [one["words"] for one in after] == [one["words"] for one in before]
    assert [one["start"] for one in after] != [one["start"] for one in before]
    told = run("source", "versions", coded, "P07", "--json").json
    assert [(one["n"], one["reason"], one["holds"]) for one in told] == [
        (1, "", False),
        (2, "Heard again", True),
    ]
    assert "Heard again" in run("source", "versions", coded, "P07").out


def test_a_coding_without_a_place_is_taken_away_only_when_told_to(run, coded):
    transcript("cut.txt", TEXT.replace("Can you tell me ", ""))
    correct = ("source", "correct", coded, "P07", "cut.txt")
    seq = head(coded)
    assert "--take-away" in failed(run(*correct))
    assert head(coded) == seq
    assert "No place: limits" in run(*correct, "--dry-run").out
    assert run(*correct, "--take-away").code == 0
    assert len(run("codings", coded, "--json").json) == 1
    assert "corrected the text of “P07”" in run("trail", "list", coded).out


def test_what_cannot_be_read_or_is_the_same_corrects_nothing(run, coded):
    seq = head(coded)
    transcript("same.txt")
    assert "the same" in failed(run("source", "correct", coded, "P07", "same.txt"))
    Path("other.txt").write_bytes("INT: Café\n".encode("cp1252"))
    assert "--encoding" in failed(run("source", "correct", coded, "P07", "other.txt"))
    transcript("empty.txt", "")
    failed(run("source", "correct", coded, "P07", "empty.txt"))
    assert head(coded) == seq
