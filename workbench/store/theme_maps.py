"""How themes and codes hang together: relations, their map, and the framework matrix."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from workbench.errors import NotFoundError
from workbench.model.ids import CaseId, MapId, RelationId, Words
from workbench.model.theme import (
    KeptMap,
    MapItem,
    MapPicture,
    MapPlace,
    MapThing,
    MatrixCell,
    Relation,
)
from workbench.store import tables as t
from workbench.store import theme_tables as h

_THEMES = select(h.themes.c.id).where(h.themes.c.removed == 0)
_CODES = select(t.codes.c.id).where(t.codes.c.gone == "")


class ThemeMaps:
    """Questions about the map and the matrix; things that are gone are left out."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def relations(self) -> list[Relation]:
        """Return the relations between what is there."""
        table = h.relations.c
        query = select(h.relations).where(
            _stands(table.source_kind, table.source), _stands(table.target_kind, table.target)
        )
        return [_relation(row._mapping) for row in self._db.execute(query.order_by(table.id))]

    def relation(self, relation: RelationId) -> Relation:
        """Return one relation.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        found = next((one for one in self.relations() if one.id == relation), None)
        if found is None:
            raise NotFoundError("This relation is no longer on the map. Look again to see why.")
        return found

    def places(self) -> list[MapPlace]:
        """Return where things stand on the map, themes last."""
        table = h.map_places.c
        query = select(h.map_places).where(_stands(table.kind, table.thing))
        rows = self._db.execute(query.order_by(table.kind, table.thing))
        return [MapPlace(row.kind, row.thing, row.x, row.y) for row in rows]

    def kept(self) -> list[KeptMap]:
        """Return the kept maps, oldest first."""
        query = select(h.kept_maps).order_by(h.kept_maps.c.at, h.kept_maps.c.id)
        return [KeptMap(MapId(r.id), _picture(r.picture)) for r in self._db.execute(query)]

    def cells(self, case: CaseId | None = None) -> list[MatrixCell]:
        """Return the written cells of one person or of all who are there."""
        table = h.matrix_cells
        query = select(table).join(t.cases, t.cases.c.id == table.c.person)
        if case is not None:
            query = query.where(table.c.person == case)
        rows = self._db.execute(query.order_by(table.c.person, table.c.kind, table.c.thing))
        return [_cell(row) for row in rows]

    def cell(self, case: CaseId, thing: MapThing) -> MatrixCell | None:
        """Return one cell; None where nothing is written in it."""
        return next((one for one in self.cells(case) if one.thing == thing), None)

    def cell_entries(self, case: CaseId, thing: MapThing) -> list[int]:
        """Return the entries that wrote a cell, oldest first."""
        table = h.cell_versions.c
        of = (table.person == case) & (table.kind == thing.kind) & (table.thing == thing.id)
        return list(self._db.execute(select(table.seq).where(of).order_by(table.seq)).scalars())

    def missing(self, things: Sequence[MapThing]) -> list[MapThing]:
        """Return those of the things that are not there."""
        there = {"theme": self._db.execute(_THEMES), "code": self._db.execute(_CODES)}
        known = {kind: set(rows.scalars()) for kind, rows in there.items()}
        return [thing for thing in things if thing.id not in known[thing.kind]]


def _stands(kind: Any, thing: Any) -> Any:
    return or_((kind == "theme") & thing.in_(_THEMES), (kind == "code") & thing.in_(_CODES))


def _relation(row: Any) -> Relation:
    return Relation(**{**row, "id": RelationId(row["id"]), "note": Words(row["note"])})


def _picture(kept: str) -> MapPicture:
    told = json.loads(kept)
    items = tuple(MapItem(**{**one, "name": Words(one["name"])}) for one in told["items"])
    relations = tuple(map(_relation, told["relations"]))
    return MapPicture(Words(told["title"]), told["at"], items, relations)


def _cell(row: Row[Any]) -> MatrixCell:
    thing = MapThing(row.kind, row.thing)
    return MatrixCell(CaseId(row.person), thing, Words(row.words), row.at, row.version)
