"""Reads tables whose cells are parted by comma, semicolon or tab, as RFC 4180 describes them.

Strict: a quotation mark that is left open is refused with its row, because nobody can tell where
the cells after it belong. Which character parts the cells is told by which one gives rows of one
length.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from itertools import islice

from workbench.errors import InvalidFileError
from workbench.exchange.grids import Grid, GridRow, is_blank

DELIMITERS = ",;\t"

_CELL_LIMIT = 8 * 1024 * 1024
_ROWS_TRIED = 50
_CHARACTERS_TRIED = 1_000_000
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def read_delimited(name: str, text: str) -> tuple[Grid, str]:
    """Return the rows of a table, and the character that parts its cells.

    Args:
        name: The file's name, for messages.
        text: The whole file, lines ended by LF.

    Raises:
        InvalidFileError: A quotation mark is left open, or a cell is longer than 8 MB.
    """
    delimiter = _delimiter(text)
    rows: list[GridRow] = []
    blank, closed = 0, text.endswith("\n")
    before = csv.field_size_limit(_CELL_LIMIT)
    number = 0
    try:
        for number, cells in enumerate(_reader(text, delimiter, strict=True), start=1):
            if is_blank(cells):
                blank += sum(map(len, cells)) + max(1, len(cells))
            else:
                rows.append(GridRow(number, tuple(cells)))
    except csv.Error as error:
        raise _fault(name, number + 1, error) from None
    finally:
        csv.field_size_limit(before)
    ends_blank = bool(rows) and rows[-1].number < number
    blank -= ends_blank and not closed
    return Grid(tuple(rows), blank=blank, closed=closed or ends_blank), delimiter


def _reader(text: str, delimiter: str, *, strict: bool) -> Iterable[list[str]]:
    lines = (line[0] for line in _LINE.finditer(text))
    return csv.reader(lines, delimiter=delimiter, strict=strict)


def _delimiter(text: str) -> str:
    """Return the character that parts the cells: most rows as long as the first, then longest."""
    return max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    before = csv.field_size_limit(_CELL_LIMIT)
    try:
        rows = list(islice(_reader(text[:_CHARACTERS_TRIED], delimiter, strict=False), _ROWS_TRIED))
    except csv.Error:
        return 0, 0
    finally:
        csv.field_size_limit(before)
    widths = [len(cells) for cells in rows if not is_blank(cells)]
    if not widths or widths[0] < 2:
        return 0, 0
    return widths.count(widths[0]), widths[0]


def _fault(name: str, row: int, error: csv.Error) -> InvalidFileError:
    if "field larger" in str(error):
        fact = f"holds a cell of more than {_CELL_LIMIT >> 20} MB in row {row}"
        return InvalidFileError("long cell", f"{name} {fact}. Mend that cell and save it again.")
    return InvalidFileError(
        "unclosed quote",
        f"{name} has a quotation mark in row {row} that does not end its cell, so nobody can tell "
        "where the next cells belong. Mend that row and save it again.",
    )
