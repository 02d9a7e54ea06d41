"""Tables that people bring: every cell as written, and a note for what only they can settle."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spreadsheets import workbook
from workbench.errors import InvalidFileError
from workbench.exchange.reading import FileBytes, RefusedFile
from workbench.exchange.tables import Table, read_table
from workbench.exchange.worker import Limits, Reader

BAD_FILES = Path(__file__).parents[2] / "badfiles"
SHARED = Path(__file__).parents[4] / "shared" / "samples" / "transcripts"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(memory=300 << 20, seconds=5)) as made:
        yield made


def csv_table(text: str, name: str = "people.csv") -> Table:
    return read_table(FileBytes(name, text.encode()))


def bad(name: str) -> FileBytes:
    return FileBytes(name, (BAD_FILES / name).read_bytes())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_character_between_cells_is_told_by_the_rows(delimiter):
    text = "name,site,said\nP01,north,a; b; c\nP02,south,d\n".replace(",", delimiter)
    text = text.replace("a; b; c", '"a; b; c"')
    table = csv_table(text)
    assert table.header == ("name", "site", "said")
    assert table.rows == (("P01", "north", "a; b; c"), ("P02", "south", "d"))
    assert table.notes == ()
    assert table.numbers == (2, 3)


def test_a_comma_in_many_cells_does_not_hide_the_semicolon_between_them():
    table = csv_table("name;note\nP01;well, then, so\nP02;yes, no, or\n")
    assert table.rows == (("P01", "well, then, so"), ("P02", "yes, no, or"))


def test_one_column_is_a_table():
    assert csv_table("name\nP01\nP02\n") == Table(("name",), (("P01",), ("P02",)), (), (2, 3))


def test_ragged_rows_keep_their_cells_and_are_named():
    table = csv_table("a,b,c\n1,2\n\n3,4,5,6\n7,8,9\n1,2,3,,\n")
    assert table.rows == (("1", "2"), ("3", "4", "5", "6"), ("7", "8", "9"), ("1", "2", "3"))
    assert table.numbers == (2, 4, 5, 6)
    assert [note.rpartition(": ")[2] for note in table.notes] == ["row 2, 4."]


def test_columns_of_one_name_and_of_none_are_named():
    notes = csv_table("id,Text,,text,site\n1,2,3,4,5\n").notes
    assert notes[0].startswith("Columns 2, 4 have one name")
    assert notes[1] == "1 column(s) have no name: column 3."


def test_a_byte_order_mark_is_no_part_of_the_first_name(reader):
    table = reader.table(bad("csv_bom_dup_header.csv"))
    assert isinstance(table, Table)
    assert table.header == ("id", "text", "text")
    assert table.notes[0].startswith("Columns 2, 3 have one name")


def test_formulas_in_csv_are_text(reader):
    table = reader.table(bad("csv_formulas.csv"))
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows][:4] == ["=1+1", "+1+1", "-1+1", "@SUM(A1)"]
    assert table.notes == ()


def test_formulas_in_a_workbook_are_text_and_never_run():
    data = workbook([["name", "age"], ["P01", "=1+1"], ["P02", "=cmd|' /C calc'!A1"]])
    assert [row[1] for row in read_table(FileBytes("p.xlsx", data)).rows] == [
        "=1+1",
        "=cmd|' /C calc'!A1",
    ]


def test_values_of_a_workbook_read_as_a_person_sees_them():
    values = [
        1,
        2.5,
        3.0,
        True,
        date(2024, 5, 6),
        datetime.fromisoformat("2024-05-06 07:08"),
        time(0, 3, 9),
    ]
    values += [timedelta(hours=1, seconds=5), timedelta(seconds=3, milliseconds=250)]
    data = workbook([[str(n) for n in range(10)], [*values, "é\nx"]])
    assert read_table(FileBytes("p.xlsx", data)).rows[0] == (
        "1",
        "2.5",
        "3",
        "TRUE",
        "2024-05-06",
        "2024-05-06 07:08:00",
        "00:03:09",
        "1:00:05",
        "0:00:03.250",
        "é\nx",
    )


def test_empty_cells_and_rows_of_a_workbook_shift_nothing():
    data = workbook([["a", "b", "c"], [None, "2", None], [], ["1", None, "3"], ["1"]])
    table = read_table(FileBytes("p.xlsx", data))
    assert table.rows == (("", "2", ""), ("1", "", "3"), ("1", "", ""))
    assert table.numbers == (2, 4, 5)
    assert table.notes == ()


def test_further_sheets_are_told():
    notes = read_table(FileBytes("p.xlsx", workbook([["a"], ["1"]], "two", "three"))).notes
    assert notes == ("Only the first sheet was read; 2 other sheet(s) were not.",)


@pytest.mark.parametrize(
    ("name", "reason", "fact"),
    [
        ("csv_ragged.csv", "unclosed quote", "quotation mark in row 4"),
        ("csv_nul.csv", "nul", "1 NUL character(s), the first at position 11"),
        ("xlsx_bomb.xlsx", "too large", "inflates to more than 50 MB"),
        ("xlsx_far_cell.xlsx", "too wide", "a cell in column 16,384 of row 1,048,576"),
        ("docx_macro.docx", "not a table", "Choose a csv or tsv file or an Excel workbook"),
        ("canary.pkl", "format", "is a Python pickle"),
        ("txt_latin1.txt", "encoding", "Choose its encoding"),
    ],
)
def test_a_bad_table_is_refused_with_its_place(reader, name, reason, fact):
    refused = reader.table(bad(name))
    assert isinstance(refused, RefusedFile)
    assert refused.reason == reason
    assert name in refused.message
    assert fact in refused.message


def test_a_cell_of_200000_characters_is_read(reader):
    table = reader.table(FileBytes("a.csv", b'id,text\n1,"' + b"x" * 200_000 + b'"\n'))
    assert isinstance(table, Table)
    assert len(table.rows[0][1]) == 200_000


def test_the_chosen_encoding_is_used(reader):
    table = reader.table(FileBytes("a.csv", "name\nJosé\n".encode("cp1252")), "cp1252")
    assert isinstance(table, Table)
    assert table.rows == (("José",),)


@pytest.mark.parametrize("data", [b" \n\n", b",,\n,,\n"])
def test_a_table_without_rows_is_refused(data):
    with pytest.raises(InvalidFileError, match="holds no row"):
        read_table(FileBytes("a.csv", data))


def test_a_workbook_with_a_document_type_is_refused():
    data = with_part(workbook([["a"]]), "xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    with pytest.raises(InvalidFileError, match="document type"):
        read_table(FileBytes("a.xlsx", data))


def test_a_workbook_with_broken_sheets_is_refused():
    data = with_part(workbook([["a"]]), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>")
    with pytest.raises(InvalidFileError, match="is damaged"):
        read_table(FileBytes("a.xlsx", data))


def test_a_sheet_of_wide_rows_ends_before_it_fills_the_memory():
    cells = "".join(f'<row r="{n}"><c r="XFC{n}"/></row>' for n in range(1, 3000))
    sheet = f'<worksheet xmlns="{SHEETS}"><sheetData>{cells}</sheetData></worksheet>'
    data = with_part(workbook([["a"]]), "xl/worksheets/sheet1.xml", sheet.encode())
    with pytest.raises(InvalidFileError, match="more than 2,000,000 cells up to row 1"):
        read_table(FileBytes("a.xlsx", data))


def test_a_real_table_of_participants_is_read_whole(reader):
    if not SHARED.exists():
        pytest.skip(f"this workbook may not be copied here; it is read from {SHARED}")
    file = FileBytes("faces.xlsx", (SHARED / "sheffield_facesheet.xlsx").read_bytes())
    table = reader.table(file)
    assert isinstance(table, Table)
    assert len(table.header) == 19
    assert {len(row) for row in table.rows} == {19}
    assert table.rows[0][3:6] == ("10:33:00", "2023-04-21", "00:43:07")


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8),
                 min_size=2, max_size=4),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_quoted_cells_come_back_as_they_were(rows):
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    table = read_table(FileBytes("a.csv", ("a,b,c,d\n" + "\n".join(lines)).encode()))
    filled = [row for row in rows if "".join(row).strip()]
    assert [row[: len(own)] for own, row in zip(filled, table.rows, strict=True)] == [
        tuple(row) for row in filled
    ]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a package in which one part holds something else."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return stream.getvalue()


SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
