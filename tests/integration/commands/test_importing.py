"""Importing files: accounts, maps, refusals."""

from __future__ import annotations

from pathlib import Path

from tests.integration.commands.conftest import SECRET, failed, head, transcript
from tests.portable_files import column, portable_file
from tests.studies import TEXT
from workbench.model.source import LeftOut
from workbench.project.project import open_project
from workbench.project.settings import remembered_coder


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


def test_a_table_of_people_is_told_with_the_command_for_it_and_comes_in(run, study):
    transcript("people.csv", "name,age,comment\nP01,30,Busy.\nP02,41,Kind.\n")
    answer = run("import", study, "people.csv", "--dry-run")
    assert answer.code == 0
    assert "looks like a table of people" in answer.out
    assert "workbench attributes import" in answer.out
    (told,) = run("import", study, "people.csv", "--json").json
    assert told["outcome"] == "imported"
    assert sum("table of people" in note for note in told["notes"]) == 1


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


def test_words_without_a_label_are_mapped_by_an_empty_label(run, study):
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nWell, yes.\n\n00:02.000 --> 00:03.000\nMm.\n"
    transcript("P07.vtt", text)
    said = run("import", study, "P07.vtt", "--dry-run").out
    assert "no label: 2 passages, not mapped" in said
    assert run("import", study, "P07.vtt", "--map", "=Petra").code == 0
    (source,) = run("sources", study, "--json").json
    assert source["speakers"] == {"": 2}
    run("code", study, "P07", "0", "4", "limits", "--create")
    assert [coding["speaker"] for coding in run("codings", study, "--json").json] == ["Petra"]


def test_an_empty_label_where_every_turn_has_one_stops_the_import(run, study):
    transcript("P07.txt")
    before = head(study)
    assert "Every turn has a label" in failed(run("import", study, "P07.txt", "--map", "=Petra"))
    assert head(study) == before
