"""Codebooks as csv: strict to read, exact to come back, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from workbench.errors import InvalidFileError
from workbench.exchange.codebooks import COLUMNS, read_codebook, write_codebook
from workbench.model.codebook import CodeCard, CodeRow
from workbench.model.ids import Words

CODEBOOKS = Path(__file__).parents[3] / "codebooks"


def row(name: str, parent: str = "", **card: str) -> CodeRow:
    return CodeRow(name, parent, CodeCard(**{key: Words(value) for key, value in card.items()}))


@pytest.mark.parametrize(
    "name",
    [
        "organisational_practices",
        "practitioner_role",
        "socioecological_levels",
        "sts_resilience_selfcare",
    ],
)
def test_the_codebooks_that_come_with_us_read_and_come_back(name):
    rows = read_codebook((CODEBOOKS / f"{name}.csv").read_bytes())
    assert len(rows) > 5
    assert any(code.parent for code in rows)
    assert read_codebook(write_codebook(rows)) == rows


def test_every_cell_lands_in_its_field():
    cells = {name: f"{name} é" for name in COLUMNS} | {"parent": ""}
    data = ",".join(cells) + "\r\n" + ",".join(cells.values()) + "\r\n"
    (code,) = read_codebook(data.encode())
    assert (code.name, code.parent, code.card.key) == ("label é", "", "code_id é")
    assert (code.card.kind, code.card.content_flag) == ("kind é", "content_flag é")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_only_the_label_is_needed_and_any_usual_delimiter_does(delimiter):
    data = f"definition{delimiter}label\nd{delimiter}a\n\n"
    assert read_codebook(data.encode()) == [row("a", definition="d")]


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", "'=1", "''-x", "'plain'", "- a\n- b"],
)
def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(words):
    rows = [row("a", definition=words)]
    written = write_codebook(rows)
    cells = next(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert cells["definition"][0] not in "=+-@\t\r\uff1d"
    assert read_codebook(written) == rows


def test_apostrophes_of_other_programs_stay():
    data = b"label,definition\na,'-ing' forms\n"
    assert read_codebook(data)[0].card.definition == "'-ing' forms"


def test_a_codebook_is_written_with_mark_and_crlf():
    written = write_codebook([row("a")])
    assert written.startswith(b"\xef\xbb\xbfcode_id,label,parent,")
    assert written.endswith(b"\r\n")
    assert written.count(b"\n") == written.count(b"\r\n") == 2


def test_a_parent_may_be_named_by_its_label_where_it_has_no_id():
    rows = read_codebook(b"label,parent\nabove,\nbelow,above\n")
    assert rows == [row("above", key="above"), row("below", "above")]


@pytest.mark.parametrize(
    ("data", "reason", "fact"),
    [
        (b"", "empty", "no header row"),
        (b"name\na\n", "no label", "no column named label"),
        (b"label,x\na,y\n", "unknown column", "column 2"),
        (b"label,Label\na,b\n", "duplicate column", "columns 1 and 2"),
        (b"label,kind\na\nb,c,d\ne,f\n", "ragged", "row 2, 3"),
        (b'label,kind\na,"b\n', "unclosed quote", "row 2"),
        (b"label,kind\n,b\n", "no name", "row 2"),
        (b"code_id,label\nA,a\nA,b\n", "duplicate code_id", "rows 2 and 3"),
        (b"code_id,label,parent\nA,a,B\n", "unknown parent", "row 2"),
        (b"code_id,label,parent\nA,a,B\nB,b,A\n", "circle", "row 2"),
        (b"code_id,label,parent\nA,a,A\n", "circle", "row 2"),
        (b"label\ncaf\xe9\n", "encoding", "0xE9 at 9"),
        (b"label\na\0b\n", "nul", "1 NUL"),
    ],
)
def test_a_table_that_is_no_codebook_is_refused_with_its_place(data, reason, fact):
    with pytest.raises(InvalidFileError) as refused:
        read_codebook(data)
    assert refused.value.reason == reason
    assert fact in str(refused.value)


def test_a_long_chain_of_parents_is_checked_once():
    rows = "".join(f"K{n},c{n},{f'K{n + 1}' if n < 3000 else ''}\n" for n in range(3001))
    assert len(read_codebook(f"code_id,label,parent\n{rows}".encode())) == 3001
