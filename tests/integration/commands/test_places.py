"""Places that are no ordinary files."""

from __future__ import annotations

import os
from pathlib import Path

from tests.integration.commands.conftest import failed, transcript


def test_a_device_among_the_files_is_refused_and_stops_nothing(run, study):
    transcript("P07.txt")
    answer = run("import", study, os.devnull, "P07.txt", "--json")
    assert [told["outcome"] for told in answer.json] == ["refused", "imported"]
    assert "a pipe or a device" in answer.err


def test_a_file_name_that_is_not_text_stops_nothing(run, study):
    transcript("P07.txt")
    answer = run("import", study, "caf\udce9.txt", "P07.txt", "--json")
    assert [told["outcome"] for told in answer.json] == ["refused", "imported"]
    assert "caf\ufffd.txt" in run("trail", "list", study).out


def test_a_restore_never_moves_a_folder_away(run, filled):
    run("backup", filled, "-o", "kept.qwb")
    Path("interviews").mkdir()
    assert "is a folder" in failed(run("restore", "kept.qwb", "interviews"))
    assert Path("interviews").is_dir()


def test_a_restore_into_a_missing_folder_is_a_sentence(run, filled):
    run("backup", filled, "-o", "kept.qwb")
    assert "no folder missing" in failed(run("restore", "kept.qwb", "missing/a.qwb"))
