"""Every command on real files: what it prints, the fields of its JSON, and its exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from tests.portable_files import column, portable_file
from tests.studies import SAMPLE_CODINGS, TEXT
from workbench.cli.main import main
from workbench.model.source import LeftOut
from workbench.project.project import open_project
from workbench.project.settings import remembered_coder
from workbench.project.shipped import shipped

SECRET = "the Wren Street flat"


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch, tmp_path: Path) -> Run:
    """Run a command in this process, in a folder of its own."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Answer(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def study(run: Run) -> Path:
    """An empty project, with Ana remembered on this machine."""
    assert run("new", "study.qwb", "--name", "Practitioners", "--coder", "Ana").code == 0
    return Path("study.qwb").absolute()


@pytest.fixture
def filled(run: Run, study: Path) -> Path:
    """A project with one interview."""
    transcript("P07.txt")
    mapped = ("--map", "INT=interviewer", "--map", "P07=Petra")
    assert run("import", study, "P07.txt", *mapped).code == 0
    return study


@pytest.fixture
def coded(run: Run, filled: Path) -> Path:
    """A project with one interview and two codings."""
    for start, end, path in ((5, 13, "limits"), (38, 44, "work / waiting")):
        assert run("code", filled, "P07", start, end, path, "--create").code == 0
    return filled


def transcript(name: str, text: str = TEXT) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def head(path: Path) -> int:
    with open_project(path) as project:
        return project.head.seq


def failed(answer: Answer) -> str:
    """The one sentence of a failure: alone on stderr, nothing on stdout."""
    assert answer.code == 1, answer
    assert answer.out == ""
    assert answer.err.endswith(".\n")
    assert answer.err.count("\n") == 1
    return answer.err.strip()


# --- a study -------------------------------------------------------------------------------


def test_new_begins_an_empty_study_and_remembers_who_codes(run, study):
    assert remembered_coder() == "Ana"
    answer = run("show", study, "--json")
    with open_project(study) as project:
        digest = project.head.digest
    assert answer.json == {
        "name": "Practitioners",
        "stance": "open",
        "coders": ["Ana"],
        "entries": 2,
        "head": digest,
        "sources": 0,
        "codes": 0,
        "codings": 0,
        "memos": 0,
        "themes": 0,
        "checkpoint": None,
    }


def test_new_says_where_the_study_lies_and_that_it_is_not_encrypted(run):
    answer = run("new", "a.qwb", "--name", "A", "--coder", "Ana", "--stance", "reflexive")
    assert answer.code == 0
    assert "a.qwb is ready" in answer.out
    assert "not encrypted" in answer.out
    assert run("show", "a.qwb", "--json").json["stance"] == "reflexive"


def test_new_never_takes_the_place_of_a_file(run, study):
    before = study.read_bytes()
    assert "exists already" in failed(run("new", study, "--name", "B", "--coder", "Ben"))
    assert study.read_bytes() == before


@pytest.mark.usefixtures("study")
def test_a_second_person_is_not_remembered_in_place_of_the_first(run):
    assert run("new", "other.qwb", "--name", "B", "--coder", "Ben").code == 0
    assert remembered_coder() == "Ana"


def test_the_first_person_named_anywhere_is_remembered(run, study, workbench_home):
    (workbench_home / "settings.json").unlink()
    transcript("P07.txt")
    assert "--coder" in failed(run("import", study, "P07.txt"))
    assert run("import", study, "P07.txt", "--coder", "Ben").code == 0
    assert remembered_coder() == "Ben"
    assert run("show", study, "--json").json["coders"] == ["Ana", "Ben"]


def test_show_tells_how_a_study_once_was(run, coded):
    now = run("show", coded, "--json").json
    assert (now["codes"], now["codings"]) == (3, 2)
    first = run("show", coded, "--at", 2, "--json").json
    assert (first["entries"], first["sources"], first["codings"]) == (2, 0, 0)
    entries = run("trail", "list", coded, "--json").json
    assert run("show", coded, "--at", entries[-1]["at"], "--json").json == now
    tomorrow = (datetime.fromisoformat(entries[-1]["at"]) + timedelta(days=1)).date()
    assert run("show", coded, "--at", tomorrow, "--json").json == now


def test_show_at_an_entry_gives_the_head_of_that_time(run, filled):
    then = run("show", filled, "--json").json
    assert run("code", filled, "P07", 5, 13, "limits", "--create").code == 0
    assert run("show", filled, "--at", then["entries"], "--json").json == then


@pytest.mark.parametrize("at", ["999", "0", "1999-12-31", "soon", "-3"])
def test_show_at_no_moment_of_the_study_is_one_sentence(run, study, at):
    failed(run("show", study, f"--at={at}"))


# --- import --------------------------------------------------------------------------------


def test_import_accounts_for_every_character_of_a_file(run, study):
    transcript("P07.txt", "\ufeff" + TEXT.replace("\n", "\r\n"))
    answer = run("import", study, "P07.txt", "--json")
    assert answer.code == 0
    (told,) = answer.json
    (source,) = run("sources", study, "--json").json
    left_out = told.pop("left_out")
    assert told.pop("notes") is not None
    assert told == {
        "file": "P07.txt",
        "outcome": "imported",
        "source": source["id"],
        "characters": len(TEXT),
        "lines": {"turn": 4, "head": 0, "foot": 0, "direction": 0, "unassigned": 0},
        "speakers": {"INT": 2, "P07": 2},
        "message": None,
    }
    assert all(item.keys() == {"reason", "characters"} for item in left_out)
    whole = len("\ufeff" + TEXT.replace("\n", "\r\n"))
    assert sum(item["characters"] for item in left_out) == whole - len(TEXT)


def test_import_tells_people_what_was_read_kept_and_left_out(run, study):
    transcript("P07.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Petra>Well, yes.\n")
    answer = run("import", study, "P07.vtt", "--map", "Petra=ignore")
    assert answer.code == 0
    assert "characters read =" in answer.out
    assert "timings" in answer.out
    assert "Petra: 1 turn, ignored" in answer.out


def test_labels_are_mapped_to_people_interviewers_and_nobody(run, study):
    transcript("P07.txt")
    transcript("P08.txt", TEXT.replace("P07", "P08"))
    mapped = ("--map", "P07=Petra", "--map", "INT=interviewer", "--map", "P08=ignore")
    assert run("import", study, "P07.txt", "P08.txt", *mapped).code == 0
    cases = run("cases", study, "--json").json
    assert [(case["kind"], case["name"]) for case in cases] == [
        ("interviewer", "INT"),
        ("participant", "Petra"),
    ]
    assert cases[0].keys() == {"id", "kind", "name", "attributes", "consent"}
    with open_project(study) as project:
        second = project.sources.speakers(project.sources.find("P08").id)
    assert [(speaker.role, speaker.person) for speaker in second] == [
        ("interviewer", "INT"),
        ("ignored", None),
    ]


def test_a_label_that_no_file_has_stops_the_import_before_anything_is_written(run, study):
    transcript("P07.txt")
    before = head(study)
    said = failed(run("import", study, "P07.txt", "--map", "PO7=Petra"))
    assert "“PO7”" in said
    assert "INT, P07" in said
    assert head(study) == before


def test_a_label_mapped_to_two_people_is_wrong_use(run, study):
    transcript("P07.txt")
    answer = run("import", study, "P07.txt", "--map", "P07=Petra", "--map", "P07=Paul")
    assert answer.code == 2
    assert run("sources", study, "--json").json == []


def test_a_name_nobody_can_have_stops_an_import_before_any_file(run, study):
    transcript("P01.txt", "INT: One?\nP01: Two.\nINT: Three?\nP01: Four.\n")
    transcript("P07.txt")
    for more in ([], ["--dry-run"]):
        assert "200 characters" in failed(
            run("import", study, "P01.txt", "P07.txt", "--map", f"P07={'x' * 201}", *more)
        )
    assert run("sources", study, "--json").json == []


def test_a_mapping_that_is_none_is_wrong_use(run, study):
    transcript("P07.txt")
    assert run("import", study, "P07.txt", "--map", "P07").code == 2


def test_heads_and_feet_of_pages_are_left_out_by_a_choice_that_the_trail_keeps(run, study):
    said = [[f"INT: How many, {n}?", f"P07: That many, {n}."] for n in ("one", "two", "ten")]
    pages = [[*column(lines), (290, 30, str(n))] for n, lines in enumerate(said, start=1)]
    Path("P07.pdf").write_bytes(portable_file(pages))
    Path("P08.pdf").write_bytes(portable_file(pages))
    (kept,) = run("import", study, "P07.pdf", "--json").json
    (dropped,) = run("import", study, "P08.pdf", "--drop-repeated", "--json").json
    assert kept["left_out"] == []
    assert "--drop-repeated" in kept["notes"][0]
    left_out = {"reason": "repeated page head or foot", "characters": 6}
    assert dropped["left_out"] == [left_out]
    with open_project(study) as project:
        sources = project.sources.all()
    assert [source.left_out for source in sources] == [(), (LeftOut(**left_out),)]
    assert [len(source.pages) for source in sources] == [3, 3]


def test_a_dry_run_writes_nothing_and_needs_nobody(run, study, workbench_home):
    (workbench_home / "settings.json").unlink()
    transcript("P07.txt")
    Path("bad.txt").write_bytes(b"")
    before = study.read_bytes()
    answer = run("import", study, "P07.txt", "bad.txt", "--dry-run", "--json")
    assert answer.code == 1
    good, bad = answer.json
    assert (good["outcome"], good["source"], good["characters"]) == ("imported", None, len(TEXT))
    assert (bad["outcome"], bad["source"]) == ("refused", None)
    assert study.read_bytes() == before
    assert remembered_coder() is None


def test_a_bad_file_never_stops_the_others_and_is_noted_without_its_words(run, study):
    transcript("P07.txt")
    Path("bad.txt").write_bytes(SECRET.encode() + b"\x00\xff")
    answer = run("import", study, "none.txt", "bad.txt", "P07.txt", "--json")
    assert answer.code == 1
    outcomes = [(told["file"], told["outcome"]) for told in answer.json]
    assert outcomes == [("none.txt", "refused"), ("bad.txt", "refused"), ("P07.txt", "imported")]
    for told in answer.json[:2]:
        assert told.keys() == answer.json[2].keys()
        assert told["message"].endswith(".")
        assert Path(told["file"]).name in told["message"]
    noted = run("trail", "list", study, "--json").json
    refusals = [entry for entry in noted if entry["type"] == "ImportRefused"]
    assert [entry["sentence"].split(" (")[0] for entry in refusals] == [
        "could not import “none.txt”",
        "could not import “bad.txt”",
    ]
    assert SECRET not in answer.out + answer.err
    assert SECRET.encode() not in study.read_bytes()


def test_a_text_in_another_encoding_needs_the_person_to_say_which(run, study):
    Path("old.txt").write_bytes("Café, señor".encode("cp1252"))
    assert run("import", study, "old.txt").code == 1
    assert run("import", study, "old.txt", "--encoding", "cp1252", "--kind", "policy").code == 0
    (source,) = run("sources", study, "--json").json
    assert (source["kind"], source["characters"]) == ("policy", 11)


def test_an_empty_folder_is_refused(run, study):
    Path("interviews").mkdir()
    answer = run("import", study, "interviews", "--json")
    assert answer.code == 1
    assert "interviews holds no file" in answer.json[0]["message"]


# --- lists ---------------------------------------------------------------------------------


def test_sources_have_their_counts_and_speakers(run, filled):
    (source,) = run("sources", filled, "--json").json
    assert source.pop("id")
    assert source == {
        "name": "P07",
        "kind": "interview",
        "characters": len(TEXT),
        "words": len(TEXT.split()),
        "turns": 4,
        "speakers": {"INT": 2, "P07": 2},
    }


def test_codes_stand_in_the_order_of_their_tree(run, coded):
    codes = run("codes", coded, "--json").json
    ids = {code["name"]: code.pop("id") for code in codes}
    assert codes == [
        {"name": n, "path": path, "parent": parent, "definition": "", "codings": count}
        for n, path, parent, count in (
            ("limits", "limits", None, 1),
            ("work", "work", None, 0),
            ("waiting", "work / waiting", ids["work"], 1),
        )
    ]


def test_codings_have_their_words_and_place(run, coded):
    first, second = run("codings", coded, "--json").json
    (source,) = run("sources", coded, "--json").json
    assert first.pop("id") != second.pop("id")
    at = [datetime.fromisoformat(coding.pop("at")) for coding in (first, second)]
    assert [moment.utcoffset() for moment in at] == [timedelta(0)] * 2
    assert first == {
        "source": source["id"],
        "start": 5,
        "end": 13,
        "words": TEXT[5:13],
        "code": "limits",
        "coder": "Ana",
        "speaker": "INT",
        "origin": "person",
    }
    assert (second["words"], second["code"], second["speaker"]) == (
        TEXT[38:44],
        "work / waiting",
        "Petra",
    )


def test_empty_lists_are_empty_in_json_and_say_so_to_people(run, study):
    for noun in ("sources", "cases", "codes", "codings"):
        assert run(noun, study, "--json").json == []
        assert run(noun, study).out.endswith("\n")


@pytest.mark.parametrize("noun", ["sources", "cases", "codes", "codings"])
def test_lists_for_people_name_things(run, coded, noun):
    answer = run(noun, coded)
    expected = {"sources": "P07", "cases": "Petra", "codes": "work / waiting", "codings": "limits"}
    assert answer.code == 0
    assert expected[noun] in answer.out


def test_a_text_cannot_steer_the_terminal(run, study):
    transcript("P.txt", "Look \x1b[31mred\x1b[0m and [bold]bold[/bold] \u202etsaL words")
    assert run("import", study, "P.txt").code == 0
    assert run("code", study, "P", 0, 46, "x", "--create").code == 0
    answer = run("codings", study)
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
    assert "<U+001B>" in answer.out
    assert "[bold]bold[/bold]" in answer.out
    assert run("codings", study, "--json").json[0]["words"].startswith("Look \x1b[31mred")


# --- coding --------------------------------------------------------------------------------


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


# --- codebooks and exports -----------------------------------------------------------------


def test_a_codebook_goes_out_and_comes_back_the_same(run, study):
    starter = shipped("codebooks", "practitioner_role.csv")
    answer = run("codebook", "import", study, starter)
    assert (answer.code, answer.out.split()[:2]) == (0, ["Added", "32"])
    assert run("codebook", "export", study, "out.csv").code == 0
    assert run("new", "other.qwb", "--name", "B", "--coder", "Ana").code == 0
    assert run("codebook", "import", "other.qwb", "out.csv").code == 0
    both = [run("codes", path, "--json").json for path in (study, "other.qwb")]
    shown = [[(c["path"], c["definition"]) for c in codes] for codes in both]
    assert shown[0] == shown[1]
    assert len(shown[0]) == 32


def test_a_codebook_is_added_whole_or_not_at_all(run, coded):
    Path("book.csv").write_text("label\nnew one\nlimits\n", encoding="utf-8")
    before = head(coded)
    failed(run("codebook", "import", coded, "book.csv"))
    assert head(coded) == before


@pytest.mark.parametrize("content", [b"", b"name\nx\n", b"label,label\na,b\n", b"label\n\xff\n"])
def test_a_file_that_is_no_codebook_is_named(run, study, content):
    Path("book.csv").write_bytes(content)
    assert "book.csv" in failed(run("codebook", "import", study, "book.csv"))


def test_a_codebook_that_is_not_there_is_named(run, study):
    assert "none.csv" in failed(run("codebook", "import", study, "none.csv"))


def test_codings_are_exported_with_their_places_and_the_export_is_recorded(run, coded):
    answer = run("export", coded, "csv", "-o", "out.csv", "--json")
    assert answer.json == {"file": "out.csv", "format": "csv", "rows": 2}
    content = Path("out.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [(int(r["start"]), int(r["end"]), r["words"], r["code"]) for r in rows] == [
        (5, 13, TEXT[5:13], "limits"),
        (38, 44, TEXT[38:44], "work / waiting"),
    ]
    last = run("trail", "list", coded, "--json").json[-1]
    assert (last["type"], last["sentence"]) == ("ExportMade", "exported 2 rows as csv")


def test_an_export_replaces_a_file_only_when_told(run, coded):
    Path("out.csv").write_text("mine", encoding="utf-8")
    assert "exists already" in failed(run("export", coded, "csv", "-o", "out.csv"))
    assert Path("out.csv").read_text(encoding="utf-8") == "mine"
    assert run("export", coded, "csv", "-o", "out.csv", "--replace").code == 0
    assert "waiting" in Path("out.csv").read_text(encoding="utf-8")
    assert {path.name for path in Path().iterdir()} == {"out.csv", "P07.txt", "study.qwb"}


def test_an_export_never_replaces_a_backup_or_a_folder(run, coded):
    run("backup", coded, "-o", "kept.qwb")
    before = Path("kept.qwb").read_bytes()
    Path("folder").mkdir()
    for place in ("kept.qwb", "folder"):
        assert "exists already" in failed(run("export", coded, "csv", "-o", place, "--replace"))
    assert "exists already" in failed(run("codebook", "export", coded, "kept.qwb", "--replace"))
    assert Path("kept.qwb").read_bytes() == before


def test_an_export_never_replaces_the_project(run, coded):
    before = coded.read_bytes()
    failed(run("export", coded, "csv", "-o", coded, "--replace"))
    assert coded.read_bytes() == before


def test_a_failed_export_leaves_nothing_and_is_not_recorded(run, coded):
    before = head(coded)
    failed(run("export", coded, "csv", "-o", "nowhere/out.csv"))
    Path("folder").mkdir()
    failed(run("export", coded, "csv", "-o", "folder", "--replace"))
    assert head(coded) == before
    assert {p.name for p in Path().iterdir()} == {"folder", "P07.txt", "study.qwb"}


def test_an_unknown_format_is_wrong_use_and_help_lists_the_known_ones(run, coded):
    assert run("export", coded, "docx", "-o", "out.docx").code == 2
    assert "csv" in run("export", "--help").out


# --- keeping -------------------------------------------------------------------------------


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


def test_a_backup_never_takes_the_place_of_a_file(run, study):
    before = study.read_bytes()
    assert "exists already" in failed(run("backup", study, "-o", study))
    assert study.read_bytes() == before


def test_restoring_what_is_no_backup_changes_nothing(run, study):
    before = study.read_bytes()
    Path("no.qwb").write_bytes(b"no")
    assert "no.qwb" in failed(run("restore", "no.qwb", study))
    assert study.read_bytes() == before


# --- the trail -----------------------------------------------------------------------------


def test_a_whole_history_checks_in_six_steps(run, coded):
    answer = run("trail", "verify", coded, "--json")
    assert answer.code == 0
    assert answer.json.keys() == {"ok", "entries", "steps"}
    assert (answer.json["ok"], answer.json["entries"]) == (True, head(coded))
    assert [step["step"] for step in answer.json["steps"]] == [1, 2, 3, 4, 5, 6]
    assert all(step.keys() == {"step", "ok", "detail"} for step in answer.json["steps"])
    assert "The history checks" in run("trail", "verify", coded).out


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


# --- failures ------------------------------------------------------------------------------

READING: list[tuple[str, ...]] = [
    ("show", "PROJECT"),
    ("show", "PROJECT", "--json"),
    ("sources", "PROJECT", "--json"),
    ("cases", "PROJECT", "--json"),
    ("codes", "PROJECT", "--json"),
    ("codings", "PROJECT", "--json"),
    ("trail", "verify", "PROJECT", "--json"),
    ("trail", "list", "PROJECT", "--json"),
    ("app", "PROJECT", "--no-browser"),
    ("import", "PROJECT", "P07.txt", "--dry-run", "--json"),
]
WRITING: list[tuple[str, ...]] = [
    ("import", "PROJECT", "P07.txt", "--json"),
    ("code", "PROJECT", "P07", "0", "4", "limits"),
    ("codebook", "import", "PROJECT", "book.csv"),
    ("codebook", "export", "PROJECT", "out.csv"),
    ("export", "PROJECT", "csv", "-o", "out.csv", "--json"),
    ("undo", "PROJECT"),
    ("redo", "PROJECT"),
    ("backup", "PROJECT", "-o", "out.qwb"),
]


@pytest.mark.parametrize("command", READING + WRITING, ids=" ".join)
@pytest.mark.usefixtures("study")
def test_a_project_that_cannot_be_opened_is_one_sentence_for_every_command(run, command):
    transcript("P07.txt")
    Path("not.qwb").write_text("Not a project.", encoding="utf-8")
    for where, said in (
        ("none.qwb", "no project at none.qwb"),
        ("not.qwb", "not.qwb is not a project"),
        ("postgresql://user@127.0.0.1:1/projects?project=A", "does not answer"),
    ):
        answer = run(*(where if word == "PROJECT" else word for word in command))
        assert said in failed(answer)


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_nothing_is_written_while_nobody_is_known(run, filled, workbench_home, command):
    (workbench_home / "settings.json").unlink()
    before = head(filled)
    answer = run(*(str(filled) if word == "PROJECT" else word for word in command))
    assert "--coder" in failed(answer)
    assert head(filled) == before


def test_an_empty_name_is_nobodys(run, filled):
    failed(run("undo", filled, "--coder", " "))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("show",),
        ("show", "study.qwb", "--nonsense"),
        ("code", "study.qwb", "P07", "one", "two", "limits"),
        ("new", "a.qwb", "--name", "A", "--coder", "Ana", "--stance", "sideways"),
        ("import", "study.qwb", "P07.txt", "--kind", "song"),
        ("undo", "study.qwb", "--seq", "last"),
        ("app", "--port", "99999"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("study")
def test_wrong_use_exits_2_and_prints_no_answer(run, arguments):
    answer = run(*arguments)
    assert answer.code == 2
    assert answer.out == ""


def test_a_damaged_table_is_a_sentence_not_a_traceback(run, filled):
    with closing(dbapi2.connect(str(filled), isolation_level=None)) as connection:
        connection.execute("UPDATE sources SET left_out = '[{'")
    assert "trail verify" in failed(run("sources", filled))


def test_help_names_every_command_and_needs_no_heavy_package(run):
    ask = (
        "import sys; from workbench.cli.main import app; "
        "print([n for n in ('streamlit', 'sqlalchemy', 'lxml', 'pandas') if n in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True)
    assert answer.stdout.strip() == "[]", answer.stderr
    told = run("--help").out
    nouns = "demo app new import show sources cases codes codings code export undo redo backup"
    assert [name for name in (nouns + " restore codebook trail").split() if name not in told] == []


def test_a_name_in_another_script_is_printed_as_it_is(run):
    assert run("new", "a.qwb", "--name", "שלום 😀", "--coder", "Ana").code == 0
    answer = run("show", "a.qwb", "--json")
    assert answer.json["name"] == "שלום 😀"
    assert "שלום 😀" in answer.out


# --- the app -------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def serves(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@dataclass(frozen=True)
class Opened:
    """The app, started by the command and answering."""

    command: subprocess.Popen[str]
    port: int

    def end(self, how: int) -> int:
        self.command.send_signal(how)
        return self.command.wait()

    def is_gone(self) -> bool:
        while serves(self.port):
            time.sleep(0.05)
        return True


@pytest.fixture
def open_app() -> Iterator[Callable[..., Opened]]:
    started: list[subprocess.Popen[str]] = []

    def open_app(*arguments: str) -> Opened:
        port = free_port()
        launch = "from workbench.cli.main import main; main()"
        command = [sys.executable, "-c", launch, *arguments, "--port", str(port), "--no-browser"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(server)
        assert server.stdout is not None
        assert f"127.0.0.1:{port}" in server.stdout.readline()
        return Opened(server, port)

    yield open_app
    for server in started:
        server.kill()
        server.wait()
        server.stdout.close()


def test_demo_serves_the_sample_study_and_ends_in_peace(open_app, workbench_home):
    opened = open_app("demo")
    assert serves(opened.port)
    with open_project(workbench_home / "sample-study.qwb") as project:
        assert project.codings.count() == SAMPLE_CODINGS
    assert opened.end(signal.SIGTERM) == 0
    assert opened.is_gone()


def test_the_server_never_outlives_its_command(open_app, study):
    opened = open_app("app", str(study))
    opened.end(getattr(signal, "SIGKILL", signal.SIGTERM))
    assert opened.is_gone()


def test_a_taken_port_is_a_sentence(run, study):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert str(port) in failed(run("app", study, "--no-browser", "--port", port))


# --- places that are no ordinary files -------------------------------------------------------


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
