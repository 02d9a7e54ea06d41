"""The cells of a table, whatever file they come from: rows with their numbers, nothing decided.

What the rows mean is for others: people and their attributes (`workbench.exchange.tables`) or
turns of a transcript (`workbench.exchange.row_turns`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class GridRow(NamedTuple):
    """One row that holds anything.

    Attributes:
        number: Which row of the file it is, from 1, as a spreadsheet counts.
        cells: Its cells, lines within them ended by LF.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, blank ones left away.

    Attributes:
        notes: What a person should know of how it was read.
        blank: Characters of the rows that are left away, with their line ends.
        closed: A line end follows the last row.
        placed: Every cell has its place, as in a workbook; else a character parts the cells, which
            may stand in their words too.
    """

    rows: tuple[GridRow, ...]
    notes: tuple[str, ...] = ()
    blank: int = 0
    closed: bool = False
    placed: bool = False


def numbers_shown(numbers: Iterable[int]) -> str:
    """Return the first ten numbers in words, and whether there are more."""
    found = list(numbers)
    return ", ".join(map(str, found[:10])) + (", …" if len(found) > 10 else "")


def is_blank(cells: Iterable[str]) -> bool:
    """Tell whether no cell holds anything but white space."""
    return not any(cell.strip() for cell in cells)
