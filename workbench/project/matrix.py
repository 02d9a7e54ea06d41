"""The framework matrix: what was written down about each person under each theme or code."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import ConflictError, InvalidActionError
from workbench.model.ids import NO_WORDS, CaseId, CoderId, Words
from workbench.model.matrix import CellQuotations, CountTable
from workbench.model.sifting import Closeness
from workbench.model.theme import THING_KINDS, MapThing, MatrixCell
from workbench.model.theme_events import CellWritten
from workbench.model.typed import plain_text
from workbench.project.matrices import (
    codes_by_person,
    codes_together,
    said_by,
    themes_by_person,
)
from workbench.project.opened import Opened


@dataclass(frozen=True, slots=True)
class CellVersion:
    """A cell as it was written at one moment (µs since 1970 UTC)."""

    seq: int
    at: int
    coder: str
    words: str


class Matrix:
    """Summaries by person and theme or code."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def cells(self, case: CaseId | None = None) -> list[MatrixCell]:
        """Return the written cells of one person or of all."""
        with self._opened.reading() as reads:
            return reads.theme_maps.cells(case)

    def write(self, case: CaseId, thing: MapThing, words: str, *, base: int | None = None) -> None:
        """Write a cell; without words it is empty.

        Args:
            case: Whose row.
            thing: The theme or code whose column.
            words: What stands in it from now on.
            base: The version (`MatrixCell.version`) the person saw; 0 where it was empty.

        Raises:
            ConflictError: Somebody wrote in it meanwhile.
            NotFoundError: The person is not there.
            InvalidActionError: The theme or code is not there, or the words are too many.
        """
        after = Words(plain_text(words))
        with self._opened.unit() as unit:
            unit.reads.people.case(case)
            maps = unit.reads.theme_maps
            if thing.kind not in THING_KINDS or maps.missing([thing]):
                raise InvalidActionError(
                    "This theme or code is no longer in the study. Look again to see why."
                )
            old = maps.cell(case, thing)
            version, before = (old.version, old.words) if old else (0, NO_WORDS)
            if base is not None and base != version:
                raise ConflictError(
                    "Somebody wrote in this cell since you looked. Look again, and join both."
                )
            if after != before:
                unit.record(CellWritten(case, thing.kind, thing.id, before, after))

    def versions(self, case: CaseId, thing: MapThing) -> list[CellVersion]:
        """Return what stood in a cell, oldest first."""
        found: list[CellVersion] = []
        with self._opened.reading() as reads:
            coders = {coder.id: coder.name for coder in reads.coders()}
            for seq in reads.theme_maps.cell_entries(case, thing):
                (recorded,) = reads.entries(seq - 1, seq)
                event, header = recorded.event, recorded.header
                assert isinstance(event, CellWritten)
                who = coders.get(CoderId(header.actor), "nobody who joined")
                found.append(CellVersion(seq, header.ts, who, event.after))
        return found

    # --- what is counted ----------------------------------------------------------------------

    def codes_by_person(self) -> CountTable:
        """Return how often each participant says something of each code: a row a code."""
        with self._opened.reading() as reads:
            return codes_by_person(reads)

    def themes_by_person(self) -> CountTable:
        """Return how often each participant says something of each theme: a row a person."""
        with self._opened.reading() as reads:
            return themes_by_person(reads)

    def together(self, closeness: Closeness = "overlapping") -> CountTable:
        """Return how many codings of each row's code lie together with one of each column's.

        Args:
            closeness: `overlapping` or `turns`: sharing characters, or in the same turn.

        Raises:
            InvalidActionError: Nothing is counted so.
        """
        with self._opened.reading() as reads:
            return codes_together(reads, closeness)

    def said(
        self, case: CaseId, thing: MapThing, *, first: int = 0, most: int | None = None
    ) -> CellQuotations:
        """Return the quotations behind a cell, some at a time, in order of import and place.

        Raises:
            NotFoundError: The theme or code is not there.
        """
        with self._opened.reading() as reads:
            return said_by(reads, case, thing, first, most)
