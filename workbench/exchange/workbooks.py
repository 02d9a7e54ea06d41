"""Reads the first sheet of an Excel workbook (xlsx) as rows of text.

openpyxl reads; everything it will inflate was inflated within the limits before. Nothing is
calculated: a formula is its text, or the value the spreadsheet program stored with it.
Rows that end early are filled up to the length of the first.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from workbench.errors import InvalidFileError
from workbench.exchange.archive import Archive
from workbench.exchange.grids import Grid, GridRow, is_blank

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_CELL_LIMIT = 2_000_000
_COLUMN_LIMIT = 1_000
_DOCUMENT_TYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def read_workbook(name: str, data: bytes, archive: Archive) -> Grid:
    """Return the rows of the first sheet that is not hidden, formulas as their text.

    Args:
        name: The file's name, for messages.
        data: Its bytes.
        archive: The same, opened.

    Raises:
        InvalidFileError: It is damaged, declares a document type, or has too many cells.
    """
    _inflate_within_limits(name, archive)
    return _read(name, data, formulas=True)


def read_shown(name: str, data: bytes, archive: Archive) -> Grid:
    """Return the rows as a person sees them: for formulas the values that were stored with them.

    Raises:
        InvalidFileError: As for `read_workbook`.
    """
    grid = read_workbook(name, data, archive)
    if not any(cell.startswith("=") for row in grid.rows for cell in row.cells):
        return grid
    shown = dict(_read(name, data, formulas=False).rows)
    rows = (GridRow(n, _stored(cells, shown.get(n, ()))) for n, cells in grid.rows)
    note = "Formulas were read as the values that the spreadsheet program stored with them."
    return replace(grid, rows=tuple(rows), notes=(*grid.notes, note))


def _stored(cells: Sequence[str], values: Sequence[str]) -> tuple[str, ...]:
    """Return the stored values; the text of formulas that none was stored with."""
    return tuple(value or cell for cell, value in zip_longest(cells, values, fillvalue=""))


def _read(name: str, data: bytes, *, formulas: bool) -> Grid:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _first_sheet(name, _opened(data, formulas=formulas))
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            OSError,
            SyntaxError,
            TypeError,
            ValueError,
        ) as error:
            raise InvalidFileError(
                "damaged",
                f"{name} is damaged: its sheets cannot be read. Open it in its own program and "
                "save it anew.",
            ) from error


def _inflate_within_limits(name: str, archive: Archive) -> None:
    for part in archive.names:
        if part.endswith((".xml", ".rels")):
            content = archive.read(part)
            if any(mark in content[:4096] for mark in _DOCUMENT_TYPE):
                raise InvalidFileError(
                    "document type",
                    f"{name} declares a document type (DTD), which no spreadsheet program writes "
                    "and which can do harm. Open it in its own program and save it anew.",
                )


def _opened(data: bytes, *, formulas: bool) -> Workbook:
    import openpyxl

    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=not formulas, keep_links=False
    )


def _first_sheet(name: str, workbook: Workbook) -> Grid:
    sheets: list[ReadOnlyWorksheet] = list(workbook.worksheets)
    sheet = next((s for s in sheets if s.sheet_state == "visible"), None)
    if sheet is None:
        raise InvalidFileError(
            "no sheet", f"{name} has no sheet that is not hidden. Show the one with the words."
        )
    sheet.reset_dimensions()
    cells = sheet.iter_rows(values_only=True)  # type: ignore[misc] # the stub binds another class
    rows = list(_filled(name, cells))
    width = len(rows[0].cells) if rows else 0
    whole = tuple(GridRow(n, own + ("",) * (width - len(own))) for n, own in rows)
    others = len(sheets) - 1
    note = (f"Only the first sheet was read; {others} other sheet(s) were not.",) if others else ()
    workbook.close()
    return Grid(whole, note, placed=True)


def _filled(name: str, rows: Iterable[tuple[object, ...]]) -> Iterator[GridRow]:
    seen = 0
    for number, row in enumerate(rows, start=1):
        if not row:
            continue  # there may be a million of these above a cell far out
        seen += len(row)
        if seen > _CELL_LIMIT:
            raise InvalidFileError(
                "too many cells",
                f"{name} has more than {_CELL_LIMIT:,} cells up to row {number}. Keep the rows and "
                "columns that are needed and save them alone.",
            )
        cells = [_text_of(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > _COLUMN_LIMIT:
            raise InvalidFileError(
                "too wide",
                f"{name} has a cell in column {len(cells):,} of row {number:,}; at most "
                f"{_COLUMN_LIMIT:,} columns are read. Remove what stands far out and save it.",
            )
        if not is_blank(cells):
            yield GridRow(number, tuple(cells))


def _text_of(value: object) -> str:
    """Return a cell as a person would read it, lines ended by LF."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _moment(value)


def _moment(value: object) -> str:
    """Return a date as ISO 8601, a duration as hours, minutes and seconds, a formula's text."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _duration(round(value.total_seconds() * 1000))
    return str(getattr(value, "text", None) or "=TABLE()")


def _duration(ms: int) -> str:
    """Return milliseconds as hours, minutes, seconds and what is left of one."""
    seconds, rest = divmod(abs(ms), 1000)
    fraction = f".{rest:03}" if rest else ""
    clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}{fraction}"
    return f"-{clock}" if ms < 0 else clock
