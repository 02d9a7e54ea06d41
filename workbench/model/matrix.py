"""Tables that count codings: of codes or themes by person, and of codes by code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from workbench.model.coding import Quotation
from workbench.model.theme import Placement


class Head(NamedTuple):
    """What a row or a column is about: the id of a case, a theme or a code, and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of codings in which participants speak; who did not say a thing may not be asked.

    Attributes:
        counts: By row, a number for each column.
    """

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def turned(self) -> CountTable:
        """The same with its rows as columns."""
        counts = tuple(zip(*self.counts, strict=True)) or ((),) * len(self.columns)
        return CountTable(self.columns, self.rows, counts)


@dataclass(frozen=True, slots=True)
class CellQuotations:
    """Some of the quotations behind a cell, each with how it bears on the theme, and how many."""

    quotations: tuple[tuple[Quotation, Placement], ...]
    total: int
