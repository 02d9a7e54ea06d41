"""Tables as files: what stands in them, and what may not."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests.integration.alone import place
from tests.studies import TEXT, coded
from workbench.errors import InvalidActionError
from workbench.exchange.sheets import Sheet, write_sheets
from workbench.model.case import Consent
from workbench.model.ids import CaseId, ThemeId, Words
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.theme import MapThing, ThemeText
from workbench.project.exports import export_as
from workbench.project.leaving import HELD, held_told
from workbench.project.matrix_files import TABLES, first_rows
from workbench.project.project import Project

__all__ = ["place"]

WORDS = "=SUM(A1) she drives and <stays> _x0041_"


@pytest.fixture
def study(project: Project) -> Project:
    """A coded study with a participant, a theme, a cell that looks like a formula."""
    study = coded(project)
    who = SpeakerChoice("participant", "P07")
    project.sources.map_speaker(study.source, 1, who)
    theme = project.themes.make(ThemeText(Words("=After")), codes=[study.limits])
    person = project.matrix.themes_by_person().rows[0].id
    project.matrix.write(CaseId(person), MapThing("theme", theme), WORDS)
    return project


def sheets(out: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(out)
    return {sheet.title: [[c.value for c in row] for row in sheet.rows] for sheet in book}


def test_the_framework_matrix_holds_what_was_written_and_the_quotations_behind_it(
    study: Project, tmp_path: Path
) -> None:
    out = tmp_path / "matrix.xlsx"
    assert export_as(study, "matrix", out) == 1
    found = sheets(out)
    assert list(found) == ["Matrix", "Quotations", "How to read it"]
    head, row = found["Matrix"]
    assert head == ["participant", "=After"]
    assert str(row[1]).startswith("=SUM(A1) she drives and <stays> _x005F_x0041_\n(")
    first = openpyxl.load_workbook(out)["Matrix"]
    assert (first["B2"].data_type, first["B2"].quotePrefix, first.freeze_panes) == ("s", True, "B2")
    said = study.matrix.themes_by_person().counts[0][0]
    assert len(found["Quotations"]) == 1 + said
    assert study.history.lines(limit=1)[0].kinds == ("ExportMade",)


def test_words_that_may_not_leave_are_in_no_table(study: Project, tmp_path: Path) -> None:
    person = CaseId(study.matrix.themes_by_person().rows[0].id)
    spoken = {q.words for q in study.codings.quotations() if q.speaker == "P07"}
    assert held_told(study) == ""
    study.cases.record_consent(person, Consent(verbatim="no"))
    assert "quotations whose speakers did not allow it" in held_told(study)
    for name in TABLES:
        for ending in ("csv", "xlsx"):
            out = tmp_path / f"{name}.{ending}"
            assert export_as(study, name, out)
            text = out.read_text("utf-8") if ending == "csv" else repr(sheets(out))
            assert not [words for words in spoken if words in text], (name, ending)
            assert (HELD in text) == (name == "segments" or (name, ending) in {
                ("matrix", "xlsx"), ("matrix-codes", "xlsx")})  # fmt: skip


def test_a_name_that_is_all_that_was_flagged_is_in_no_table(study: Project, tmp_path: Path) -> None:
    (source,) = study.sources.all()
    at = TEXT.index("Café")
    study.flags.flag(source.id, Segment(at, at + 4))
    column = study.matrix.themes_by_person()
    theme, person = MapThing("theme", ThemeId(column.columns[0].id)), CaseId(column.rows[0].id)
    study.matrix.write(person, theme, "We met at Café's.")
    export_as(study, "matrix", tmp_path / "matrix.csv")
    told = (tmp_path / "matrix.csv").read_text("utf-8")
    assert f"We met at {HELD}'s." in told
    assert "Café" not in told


def test_the_first_rows_that_are_shown_are_those_of_the_file(
    study: Project, tmp_path: Path
) -> None:
    for name in TABLES:
        export_as(study, name, tmp_path / f"{name}.csv")
        head, *rows = csv.reader(io.StringIO((tmp_path / f"{name}.csv").read_text("utf-8-sig")))
        shown = first_rows(study, name, 2)
        assert shown[0] == [cell.removeprefix("'") for cell in head]
        assert shown[1] == [[cell.removeprefix("'") for cell in row] for row in rows[:2]]


def test_counts_in_a_file_are_those_on_the_screen(study: Project, tmp_path: Path) -> None:
    out = tmp_path / "together.csv"
    export_as(study, "cooccurrence", out)
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    table = study.matrix.together()
    book = openpyxl.load_workbook(io.BytesIO(write_sheets([Sheet("Wide", [("a", 90)] * 3, [], 2)])))
    assert book["Wide"].page_setup.fitToWidth == 2
    assert (book["Wide"].print_title_cols, book["Wide"].print_title_rows) == ("$A:$B", "$1:$1")
    assert rows[0] == ["code", *(head.name for head in table.columns)]
    assert [tuple(map(int, row[1:])) for row in rows[1:]] == list(table.counts)


def test_a_table_of_nothing_or_of_no_known_kind_is_a_sentence(
    project: Project, tmp_path: Path
) -> None:
    for name, ending in (("matrix", "xlsx"), ("counts", "csv"), ("segments", "pdf")):
        out = tmp_path / f"{name}.{ending}"
        with pytest.raises(InvalidActionError):
            export_as(project, name, out)
        assert not out.exists()
