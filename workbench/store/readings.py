"""What each person marked as read; with what they coded this alone is a first pass."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, select

from workbench.model.ids import CoderId, SourceId
from workbench.store import proposal_tables as p
from workbench.store import tables as t
from workbench.store.blind import SIGHTED

_MARKS = select(p.read_marks.c.start, p.read_marks.c.end).order_by(p.read_marks.c.start)
_UNDONE_AT = select(t.actions.c.at).where(t.actions.c.sense == "undo")
_CODED = select(t.codings.c.start, t.codings.c.end).order_by(t.codings.c.start)


class Readings:
    """Questions about what was read."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def marks(self, coder: CoderId, source: SourceId, since: int = 0) -> list[tuple[int, int]]:
        """Return the passages of a source that a coder marked as read, in order.

        Args:
            coder: Who.
            source: Which.
            since: As for `marks_by_coder`.
        """
        marks = p.read_marks.c
        query = _MARKS.where(marks.coder == coder, marks.source == source)
        found = self._db.execute(_since(query, since))
        return [(row.start, row.end) for row in found]

    def marks_by_coder(
        self, source: SourceId, since: int = 0
    ) -> dict[CoderId, set[tuple[int, int]]]:
        """Return the passages of a source that each person marked as read.

        A blind round hides no marks: they are told in the history too.

        Args:
            source: Which.
            since: Only marks that were set from this moment on (µs), not by taking something back.
        """
        marks = p.read_marks.c
        found: dict[CoderId, set[tuple[int, int]]] = {}
        query = select(marks.coder, marks.start, marks.end).where(marks.source == source)
        query = _since(query, since)
        rows = self._db.execute(query.execution_options(**SIGHTED))
        for row in rows:
            found.setdefault(CoderId(row.coder), set()).add((row.start, row.end))
        return dict(sorted(found.items()))

    def passed(self, coder: CoderId, source: SourceId) -> list[tuple[int, int]]:
        """Return what a coder marked as read or coded in a source: the spans of a first pass."""
        codings = t.codings.c
        coded = self._db.execute(_CODED.where(codings.coder == coder, codings.source == source))
        return sorted([*self.marks(coder, source), *((row.start, row.end) for row in coded)])

    def has_passed(self, coder: CoderId, source: SourceId, turn: tuple[int, int]) -> bool:
        """Tell whether a coder marked as read, or coded, a character of a turn."""
        return any(
            self._db.execute(
                select(c.start)
                .where(c.coder == coder, c.source == source, c.start < turn[1], c.end > turn[0])
                .limit(1)
            ).first()
            for c in (p.read_marks.c, t.codings.c)
        )


def _since(marks: Select[Any], moment: int) -> Select[Any]:
    at = p.read_marks.c.at
    return marks.where(at >= moment, at.not_in(_UNDONE_AT)) if moment else marks
