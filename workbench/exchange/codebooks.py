"""Codebooks as csv files: read strictly, so that no cell lands in the wrong column; written whole.

Only the column ``label`` must be there. A row's ``parent`` is the ``code_id`` of another row of
the same file, or the label of a row that has no ``code_id``; a parent that no row has is refused,
because a codebook that hangs on another file cannot be checked. Formula guards (see
`workbench.exchange.cells`) are taken off in files that begin as ours do: byte order mark and all
our columns in our order; anybody else's apostrophes stay.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from workbench.errors import InvalidFileError
from workbench.exchange.cells import BYTE_ORDER_MARK, csv_bytes, unguarded
from workbench.model.codebook import CodeCard, CodeRow
from workbench.model.ids import Words

COLUMNS: tuple[str, ...] = (
    "code_id",
    "label",
    "parent",
    "kind",
    "definition",
    "include_if",
    "exclude_if",
    "example_typical",
    "example_atypical",
    "seed",
    "content_flag",
)

_CARD_COLUMNS = {field.name: field.name for field in fields(CodeCard)} | {"key": "code_id"}
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class _Table:
    """The cells of a csv file by column; row numbers are those of a spreadsheet."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_codebook(data: bytes) -> list[CodeRow]:
    """Return the codes of a csv codebook, in the order of its rows.

    Raises:
        InvalidFileError: The file is not such a table; the message names the row and the way out.
    """
    table = _table(data)
    _check_columns(table)
    rows = [_code_row(number, cells) for number, cells in table.rows]
    numbers = [number for number, _ in table.rows]
    _check_keys(rows, numbers)
    rows = _with_parent_keys(rows)
    _check_parents(rows, numbers)
    return rows


def write_codebook(rows: Iterable[CodeRow]) -> bytes:
    """Return a csv codebook that `read_codebook` reads back exactly."""
    return b"".join(csv_bytes(COLUMNS, (_cells(row) for row in rows)))


def _table(data: bytes) -> _Table:
    """Return the cells of a csv file, each in the column its header names."""
    text = _text(data)
    header_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, fault = _lines(reader)
    if not lines or not any(cell.strip() for cell in lines[0]):
        raise fault or _refusal("empty", "has no header row. Its first row must name the columns.")
    columns = tuple(cell.strip().casefold() for cell in lines[0])
    _check_header(columns)
    filled = [
        (number, line)
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]
    _check_widths(filled, len(columns))
    if fault is not None:
        raise fault
    ours = data.startswith(BYTE_ORDER_MARK) and columns == COLUMNS
    rows = (
        (number, [unguarded(cell) for cell in line] if ours else line) for number, line in filled
    )
    return _Table(
        columns,
        tuple((number, dict(zip(columns, cells, strict=True))) for number, cells in rows),
    )


def _check_widths(filled: Sequence[tuple[int, Sequence[str]]], width: int) -> None:
    ragged = [str(number) for number, line in filled if len(line) != width]
    if ragged:
        shown = ", ".join(ragged[:10]) + (", …" if len(ragged) > 10 else "")
        raise _refusal(
            "ragged",
            f"has {width} columns, but more or fewer cells in {len(ragged)} row(s): row {shown}. "
            "Put quotation marks around cells that hold a comma or a line end.",
        )


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(
            "encoding",
            f"is not UTF-8 (byte 0x{data[error.start]:02X} at {error.start}). "
            "Save it as CSV UTF-8.",
        ) from None
    if "\0" in text:
        raise _refusal(
            "nul",
            f"holds {text.count(chr(0))} NUL character(s), the first at position "
            f"{text.index(chr(0))}. Save it again as CSV UTF-8.",
        )
    return text


def _lines(reader: Iterable[list[str]]) -> tuple[list[list[str]], InvalidFileError | None]:
    """Return the rows that can be told apart, and the fault that ended them, if any."""
    lines: list[list[str]] = []
    try:
        lines.extend(reader)
    except csv.Error as error:
        long = "field larger" in str(error)
        fact = "a cell of more than 131,072 characters" if long else "a quotation mark left open"
        return lines, _refusal(
            "long cell" if long else "unclosed quote",
            f"has {fact} in row {len(lines) + 1}. Mend that cell and save it again.",
        )
    return lines, None


def _check_header(columns: Sequence[str]) -> None:
    doubled = sorted(name for name, count in Counter(columns).items() if count > 1 and name)
    if doubled:
        places = [n + 1 for n, name in enumerate(columns) if name == doubled[0]]
        raise _refusal(
            "duplicate column",
            f"names two columns alike (columns {places[0]} and {places[1]}), so nobody can tell "
            "which is meant. Rename or remove one of them.",
        )


def _check_columns(table: _Table) -> None:
    if "label" not in table.columns:
        raise _refusal(
            "no label",
            "has no column named label. Name the column that holds the codes' names label.",
        )
    for place, name in enumerate(table.columns, start=1):
        if name not in COLUMNS and any(cells[name].strip() for _, cells in table.rows):
            raise _refusal(
                "unknown column",
                f"has a column that is not known (column {place}). Remove it, or name it one of: "
                f"{', '.join(COLUMNS)}.",
            )


def _code_row(number: int, cells: dict[str, str]) -> CodeRow:
    name = cells["label"]
    if not name.strip():
        raise _refusal("no name", f"has no label in row {number}. Give that code a name.")
    card = {
        field: Words(cells.get(column, ""))
        for field, column in _CARD_COLUMNS.items()
        if column in COLUMNS
    }
    return CodeRow(name, cells.get("parent", ""), CodeCard(**card))


def _check_keys(rows: Sequence[CodeRow], numbers: Sequence[int]) -> None:
    seen: dict[str, int] = {}
    for row, number in zip(rows, numbers, strict=True):
        key = row.card.key
        if key and key in seen:
            raise _refusal(
                "duplicate code_id",
                f"gives rows {seen[key]} and {number} the same code_id. Give each code its own.",
            )
        seen[key] = number


def _with_parent_keys(rows: Sequence[CodeRow]) -> list[CodeRow]:
    """Give each row that is a parent by its label that label as its key."""
    keys = {row.card.key for row in rows}
    named = {row.parent for row in rows} - keys
    count = Counter(row.name for row in rows if not row.card.key)
    return [
        replace(row, card=replace(row.card, key=Words(row.name)))
        if not row.card.key and row.name in named and count[row.name] == 1
        else row
        for row in rows
    ]


def _check_parents(rows: Sequence[CodeRow], numbers: Sequence[int]) -> None:
    parents = {str(row.card.key): row.parent for row in rows if row.card.key}
    rooted = {""}
    for row, number in zip(rows, numbers, strict=True):
        if row.parent and row.parent not in parents:
            raise _refusal(
                "unknown parent",
                f"names a parent in row {number} that no row has as its code_id. Add the "
                "parent's row, or leave the cell empty.",
            )
        path = {str(row.card.key)} - {""}
        above = row.parent
        while above not in rooted:
            if above in path:
                raise _refusal(
                    "circle",
                    f"makes the code in row {number} its own ancestor. Mend the parents.",
                )
            path.add(above)
            above = parents.get(above, "")
        rooted |= path


def _cells(row: CodeRow) -> list[str]:
    cells = {column: str(getattr(row.card, field)) for field, column in _CARD_COLUMNS.items()}
    cells |= {"label": row.name, "parent": row.parent}
    return [cells[column] for column in COLUMNS]


def _refusal(reason: str, fact: str) -> InvalidFileError:
    return InvalidFileError(reason, f"The codebook {fact}")
