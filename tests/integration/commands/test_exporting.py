"""Codebooks and codings go out and come back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.integration.commands.conftest import failed, head
from tests.studies import TEXT
from tests.told import told
from workbench.project.project import create_project


def test_a_codebook_goes_out_and_comes_back_the_same(run, study):
    answer = run("codebook", "import", study, "practitioner_role")
    assert (answer.code, answer.out.split()[:2]) == (0, ["Added", "32"])
    assert run("codebook", "export", study, "out.csv").code == 0
    assert run("new", "other.qwb", "--name", "B", "--coder", "Ana").code == 0
    assert run("codebook", "import", "other.qwb", "out.csv").code == 0
    both = [run("codes", path, "--json").json for path in (study, "other.qwb")]
    shown = [[(c["path"], c["definition"]) for c in codes] for codes in both]
    assert shown[0] == shown[1]
    assert len(shown[0]) == 32
    decided = [run("decisions", path, "--json").json for path in (study, "other.qwb")]
    assert [[one["chosen"] for one in some] for some in decided] == [
        [
            "codes from prior studies loaded (how practitioners describe their role; 32 codes): "
            "hybrid"
        ]
    ] * 2


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


@pytest.mark.parametrize("ending", ["csv", "md", "docx", "XLSX"])
def test_the_codebook_is_written_as_its_name_ends_and_that_is_recorded(run, coded, ending):
    assert run("codebook", "export", coded, f"book.{ending}").code == 0
    last = run("trail", "list", coded, "--json").json[-1]
    assert last["type"] == "ExportMade"
    assert f"codebook {ending.casefold()}" in last["sentence"]


def test_a_codebook_of_no_known_kind_is_not_written(run, coded):
    assert "csv, md, docx or xlsx" in failed(run("codebook", "export", coded, "book.txt"))
    assert not Path("book.txt").exists()


def test_a_summary_of_themes_is_written_as_asked_and_recorded(run):
    with create_project("told.qwb", name="Told", coder="Ana") as project:
        told(project)
    run("export", "told.qwb", "report", "-o", "report.docx", "--coder", "Ana")
    answer = run(
        "export", "told.qwb", "partner", "-o", "partner.md", "--theme", "Limits that hold",
        "--name-by", "role", "--length", "short", "--own-staff", "site=Harbour", "--json",
    )  # fmt: skip
    assert answer.json == {"file": "partner.md", "format": "partner", "rows": 1}
    page = Path("partner.md").read_text(encoding="utf-8")
    assert "therapist" in page
    assert "supervisor" not in page
    last = run("trail", "list", "told.qwb", "--json").json[-1]
    assert last["sentence"] == "handed over 1 theme as partner page (md)"
    mine = run("export", "told.qwb", "participant", "-o", "p.html", "--participant", "P01")
    assert (mine.code, Path("p.html").read_text("utf-8").count("<blockquote")) == (0, 2)


@pytest.mark.parametrize(
    ("said", "told_back"),
    [
        (["csv", "-o", "x.csv", "--for", "team"], "report, partner, participant"),
        (["report", "-o", "x.pdf"], "docx, html, md or xlsx"),
        (["report", "-o", "x.md", "--theme", "none"], "no theme “none”"),
        (["report", "-o", "x.md", "--own-staff", "site=Hill"], "no attribute “site”"),
        (["participant", "-o", "x.md", "--participant", "Zoe"], "no participant “Zoe”"),
        (["report", "-o", "x.md"], "No theme holds words"),
    ],
)
def test_a_summary_that_cannot_be_written_is_a_sentence(run, coded, said, told_back):
    before = head(coded)
    assert told_back in failed(run("export", coded, *said))
    assert head(coded) == before
    assert not [file for file in Path().iterdir() if file.name.startswith(("x.", ".x."))]
