"""Every coding of the study in one read, packed by source, for tables that count them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, Text, cast, func, select, union

from workbench.model.ids import CodeId, CodingId, SourceId, ThemeId
from workbench.model.theme import Bearing
from workbench.store import tables as t
from workbench.store import theme_tables as h
from workbench.store.passages import turns_of, voices_at

_C = t.codings.c
_PASSAGES = select(t.sources.c.id, t.sources.c.passages).order_by(t.sources.c.import_seq)


@dataclass(frozen=True, slots=True)
class Laid:
    """The codings of one source side by side, in no order.

    Attributes:
        speakers: Who speaks in each, by number; None where nobody is named.
    """

    source: SourceId
    starts: list[int]
    ends: list[int]
    codes: list[CodeId]
    speakers: list[int | None]
    ids: list[CodingId] = field(default_factory=list)


class Matrices:
    """What tables count."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def laid(self, *, ids: bool = True, sources: Collection[SourceId] | None = None) -> list[Laid]:
        """Return the codings of each source that has any, in order of import.

        Args:
            ids: Whether their ids are needed; without them an index alone is read.
            sources: Of which sources; None for all.
        """
        columns = (_C.start, _C.end, _C.code, *((_C.id,) if ids else ()))
        lists = (packed(self._db, column).label(f"all_{column.name}") for column in columns)
        query = select(_C.source, *lists).group_by(_C.source)
        if sources is not None:
            query = query.where(_C.source.in_(list(sources)))
        found = {row[0]: list(map(orjson.loads, row[1:])) for row in self._db.execute(query)}
        laid: list[Laid] = []
        for source, passages in self._db.execute(_PASSAGES):
            if source in found:
                starts, ends, codes, *rest = found[source]
                laid.append(Laid(source, starts, ends, codes, voices_at(passages, starts), *rest))
        return laid

    def turns(self) -> dict[SourceId, tuple[list[int], list[int]]]:
        """Return of each source where its passages end, and in which turn, as `turns_of` does."""
        return {source: turns_of(passages) for source, passages in self._db.execute(_PASSAGES)}

    def placed(self) -> dict[CodingId, tuple[SourceId, CodeId, int | None]]:
        """Return source, code and speaker of the codings that themes hold or place singly."""
        held = union(select(h.theme_codings.c.coding), select(h.bearings.c.coding))
        query = select(_C.id, _C.source, _C.code, _C.speaker).where(_C.id.in_(held))
        return {row[0]: (row[1], row[2], row[3]) for row in self._db.execute(query)}

    def bearings(self) -> list[tuple[ThemeId, CodingId, Bearing]]:
        """Return how codings, there or not, bear on themes."""
        rows = self._db.execute(
            select(h.bearings.c.theme, h.bearings.c.coding, h.bearings.c.bearing)
        )
        return [(ThemeId(row[0]), CodingId(row[1]), row[2]) for row in rows]


def packed(db: Connection, column: Any) -> Any:
    """Return all values of a column as one JSON list; those of a row stand at one place."""
    if db.dialect.name == "sqlite":
        return func.json_group_array(column)
    return cast(func.json_agg(column), Text)
