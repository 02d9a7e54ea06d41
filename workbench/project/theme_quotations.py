"""The quotations of a theme and of those below it, by how they bear on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.model.coding import Quotation
from workbench.model.ids import CodingId, ThemeId
from workbench.model.theme import PLACEMENTS, Placement
from workbench.store.reads import Reads


@dataclass(frozen=True, slots=True)
class ThemeQuotation:
    """A quotation of a theme, and how it bears on it; empty where nobody said."""

    quotation: Quotation
    bearing: Placement


@dataclass(frozen=True, slots=True)
class ThemeColumns:
    """Some of a theme's quotations by how they bear on it, and how many there are of each."""

    shown: Mapping[Placement, tuple[ThemeQuotation, ...]]
    totals: Mapping[Placement, int]


def quotations_of(
    reads: Reads, theme: ThemeId, bearing: Placement | None, first: int, most: int | None
) -> list[ThemeQuotation]:
    """Return quotations of a theme, all or those that bear on it so, in order of import and place.

    Raises:
        NotFoundError: The theme is not there.
    """
    reads.themes.one(theme)
    ids, said = reads.themes.members(theme), reads.themes.bearings_in(theme)
    wanted = [one for one in ids if bearing is None or said.get(one, "") == bearing]
    found = reads.quoted.among(wanted[first:][:most])
    return [ThemeQuotation(one, said.get(one.coding.id, "")) for one in found]


def columns_of(
    reads: Reads, theme: ThemeId, leaves: Mapping[Placement, int], size: int
) -> ThemeColumns:
    """Return a leaf of each column of a theme, in order of import and place.

    Args:
        reads: The study.
        theme: Which theme.
        leaves: Which leaf of each column, from 0; one past the end shows the last.
        size: How many a leaf shows.
    """
    said = reads.themes.bearings_in(theme)
    columns: dict[Placement, list[CodingId]] = {bearing: [] for bearing in PLACEMENTS}
    for coding in reads.themes.members(theme):
        columns[said.get(coding, "")].append(coding)
    wanted = []
    for bearing, ids in columns.items():
        first = min(leaves.get(bearing, 0), max(0, len(ids) - 1) // size) * size
        wanted += ids[first : first + size]
    shown: dict[Placement, list[ThemeQuotation]] = {bearing: [] for bearing in PLACEMENTS}
    for one in reads.quoted.among(wanted):
        bearing = said.get(one.coding.id, "")
        shown[bearing].append(ThemeQuotation(one, bearing))
    return ThemeColumns(
        {bearing: tuple(some) for bearing, some in shown.items()},
        {bearing: len(ids) for bearing, ids in columns.items()},
    )
