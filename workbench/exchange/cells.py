"""Cells of the csv files we write: safe in a spreadsheet, exact when we read them again.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` (also full-width, or after
a tab or line end). Such a cell is written with an apostrophe before it, and so is one that
already has apostrophes there; taking one apostrophe off again gives the cell exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

BYTE_ORDER_MARK = "\ufeff".encode()

_RUNS_AS_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_MAY_RUN = frozenset("'=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
#: Few enough that the collector of garbage hardly looks at them.
_ROWS_AT_ONCE = 250


def guarded(cell: str) -> str:
    """Return a cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _RUNS_AS_FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _RUNS_AS_FORMULA.match(cell) else cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield a csv file in pieces: UTF-8 with byte order mark, CRLF, every cell guarded."""
    yield BYTE_ORDER_MARK + _written([header])
    waiting = iter(rows)
    while some := list(islice(waiting, _ROWS_AT_ONCE)):
        yield _written(some)


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as RFC 4180 has them: column by column, since most need nothing at all."""
    columns = map(_column, zip(*rows, strict=True))
    lines = map(",".join, zip(*columns, strict=True))
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def _column(cells: Sequence[str]) -> Sequence[str]:
    """Return cells guarded, and in quotation marks where a reader would else take them apart."""
    if not _MAY_RUN.isdisjoint({cell[:1] for cell in cells}):
        cells = [guarded(cell) for cell in cells]
    return list(map(_quoted, cells)) if _parts("".join(cells)) else cells


def _quoted(cell: str) -> str:
    if not _parts(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _parts(cell: str) -> bool:
    return "," in cell or '"' in cell or "\n" in cell or "\r" in cell
