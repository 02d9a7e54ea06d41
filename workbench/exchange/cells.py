"""Cells of the csv files we write: safe in a spreadsheet, exact when we read them again.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` (also full-width, or after
a tab or line end). Such a cell is written with an apostrophe before it, and so is one that
already has apostrophes there; taking one apostrophe off again gives the cell exactly.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

BYTE_ORDER_MARK = "\ufeff".encode()

_RUNS_AS_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_ROWS_AT_ONCE = 1000


class _Lines:
    """Collects what the csv module writes."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def write(self, piece: str) -> None:
        """Keep a piece."""
        self._pieces.append(piece)

    def taken(self) -> bytes:
        """Return everything since the last time."""
        pieces, self._pieces = self._pieces, []
        return "".join(pieces).encode("utf-8")


class _Writer(Protocol):
    def writerow(self, row: Iterable[str], /) -> object: ...


def guarded(cell: str) -> str:
    """Return a cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _RUNS_AS_FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _RUNS_AS_FORMULA.match(cell) else cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield a csv file in pieces: UTF-8 with byte order mark, CRLF, every cell guarded."""
    lines = _Lines()
    writer: _Writer = csv.writer(lines, lineterminator="\r\n")
    yield BYTE_ORDER_MARK
    writer.writerow(header)
    waiting = 1
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        waiting += 1
        if waiting == _ROWS_AT_ONCE:
            yield lines.taken()
            waiting = 0
    if waiting:
        yield lines.taken()
