"""Tables that people bring (csv, tsv, xlsx): a header and rows, every cell as it is written.

Nothing is mended: a row with more or fewer cells than the header keeps them and is named in a
note, and so is a column name that occurs twice. Formulas are their text and are never run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import InvalidFileError
from workbench.exchange.archive import Archive
from workbench.exchange.decoding import decode
from workbench.exchange.delimited import read_delimited
from workbench.exchange.detection import check_not_binary, check_table_package, is_zip
from workbench.exchange.grids import Grid, GridRow, is_blank, numbers_shown
from workbench.exchange.reading import FileBytes, check_size
from workbench.exchange.workbooks import read_workbook

_EXTENSIONS = frozenset({"csv", "tsv", "tab", "txt", ""})


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in its file.

    Attributes:
        header: The names of the columns, without blanks around them.
        rows: The cells below; a row that is ragged in the file is so here.
        notes: Sentences for the person: ragged rows, columns of one name, sheets not read.
        numbers: Which row of the file each of ``rows`` is, from 1, as a spreadsheet counts.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    numbers: tuple[int, ...] = ()


def read_table(file: FileBytes, encoding: str | None = None) -> Table:
    """Return the table that a file holds.

    Args:
        file: A csv, tsv or xlsx file.
        encoding: Used for text that is not UTF-8 and carries no byte order mark.

    Raises:
        InvalidFileError: It is no table, damaged, or cannot be decoded.
    """
    check_size(file)
    grid = _workbook(file) if is_zip(file.data) else _delimited(file, encoding)
    if not grid.rows:
        raise InvalidFileError(
            "no text", f"{file.name} holds no row. Choose the file that has the table."
        )
    header = _without_tail(grid.rows[0].cells)
    rows = tuple(_to_width(row.cells, len(header)) for row in grid.rows[1:])
    notes = grid.notes + _header_notes(header) + _ragged(grid.rows[1:], rows, len(header))
    return Table(header, rows, notes, tuple(row.number for row in grid.rows[1:]))


def _workbook(file: FileBytes) -> Grid:
    archive = Archive(file.name, file.data)
    check_table_package(file.name, set(archive.names))
    return read_workbook(file.name, file.data, archive)


def _delimited(file: FileBytes, encoding: str | None) -> Grid:
    check_not_binary(file.name, file.data, _EXTENSIONS)
    text = decode(file.name, file.data, encoding).text
    return read_delimited(file.name, text)[0]


def _without_tail(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns without the empty ones behind the last."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _to_width(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return a row without the empty cells that stand behind the last column."""
    return cells[:width] if is_blank(cells[width:]) else cells


def _header_notes(header: Sequence[str]) -> tuple[str, ...]:
    count = Counter(name.casefold() for name in header if name)
    notes = [
        f"Columns {numbers_shown(places)} have one name; only a person can tell which is meant."
        for name in count
        if count[name] > 1
        for places in [[n for n, other in enumerate(header, 1) if other.casefold() == name]]
    ]
    unnamed = [n for n, name in enumerate(header, 1) if not name]
    if unnamed:
        notes.append(f"{len(unnamed)} column(s) have no name: column {numbers_shown(unnamed)}.")
    return tuple(notes)


def _ragged(
    rows: Sequence[GridRow], cells: Sequence[tuple[str, ...]], width: int
) -> tuple[str, ...]:
    ragged = [row.number for row, own in zip(rows, cells, strict=True) if len(own) != width]
    if not ragged:
        return ()
    return (
        f"{len(ragged)} row(s) have more or fewer cells than the {width} columns, so their cells "
        f"may stand in the wrong column: row {numbers_shown(ragged)}.",
    )
