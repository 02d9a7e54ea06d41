"""Facets of the study and the values that codings carry, read from the tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from workbench.errors import NotFoundError
from workbench.model.facet import Facet, FacetForm, FacetValue
from workbench.model.ids import CodingId, FacetId, FacetValueId, SourceId, Words
from workbench.store import tables as t

_FACETS = select(t.facets).order_by(t.facets.c.position, t.facets.c.id)
_CARRIED = select(t.coding_facets).where(
    t.coding_facets.c.coding.in_(bindparam("codings", expanding=True))
)
_IN_SOURCE = (
    select(t.coding_facets)
    .join(t.codings, t.codings.c.id == t.coding_facets.c.coding)
    .where(t.codings.c.source == bindparam("source"))
)
_COUNTS = (
    select(t.coding_facets.c.value, func.count())
    .join(t.codings, t.codings.c.id == t.coding_facets.c.coding)
    .group_by(t.coding_facets.c.value)
)
#: How many values one question may carry; SQLite takes 32,766.
_VARIABLES = 10_000


class Facets:
    """Questions about facets."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def all(self) -> list[Facet]:
        """Return the facets in order of definition."""
        return [_facet(row) for row in self._db.execute(_FACETS)]

    def one(self, facet: FacetId) -> Facet:
        """Return one facet.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        row = self._db.execute(select(t.facets).where(t.facets.c.id == facet)).one_or_none()
        if row is None:
            raise NotFoundError("This facet is no longer in the study. Look again to see why.")
        return _facet(row)

    def position(self, facet: FacetId) -> int:
        """Return a facet's place in order of definition."""
        query = select(t.facets.c.position).where(t.facets.c.id == facet)
        return int(self._db.execute(query).scalar_one())

    def next_position(self) -> int:
        """Return the place of the next facet in order of definition."""
        highest = self._db.execute(select(func.max(t.facets.c.position))).scalar()
        return 0 if highest is None else int(highest) + 1

    def carried(
        self, codings: Sequence[CodingId]
    ) -> dict[CodingId, dict[FacetId, tuple[FacetValueId, ...]]]:
        """Return which values codings carry, by coding and facet, in the facet's own order.

        Values and facets that were taken out are left out; so are codings that carry nothing.
        """
        ranks = {
            (facet.id, value.id): rank
            for facet in self.all()
            for rank, value in enumerate(facet.form.values)
        }
        found: dict[CodingId, dict[FacetId, list[FacetValueId]]] = {}
        for row in self._rows(codings):
            if (row.facet, row.value) in ranks:
                found.setdefault(row.coding, {}).setdefault(row.facet, []).append(row.value)
        return {
            coding: {
                facet: tuple(sorted(values, key=lambda v, f=facet: ranks[f, v]))  # type: ignore[misc]  # of two arguments
                for facet, values in carried.items()
            }
            for coding, carried in found.items()
        }

    def values(self, codings: Sequence[CodingId]) -> dict[CodingId, tuple[FacetValueId, ...]]:
        """Return the values that codings carry, in the order of facets and of their values."""
        return self._in_order(self._rows(codings))

    def _in_order(self, rows: Iterable[Any]) -> dict[CodingId, tuple[FacetValueId, ...]]:
        forms = ((facet.id, value.id) for facet in self.all() for value in facet.form.values)
        ranks = {form: rank for rank, form in enumerate(forms)}
        found: dict[CodingId, list[tuple[int, FacetValueId]]] = {}
        for coding, facet, value in rows if ranks else ():
            rank = ranks.get((facet, value))
            if rank is not None:
                found.setdefault(coding, []).append((rank, value))
        return {coding: tuple(v for _, v in sorted(values)) for coding, values in found.items()}

    def held(self, codings: Sequence[CodingId]) -> dict[CodingId, tuple[FacetValueId, ...]]:
        """Return every value that was given to codings, also those out of sight."""
        return _by_coding(self._rows(codings))

    def held_in(self, source: SourceId) -> dict[CodingId, tuple[FacetValueId, ...]]:
        """Return every value that was given to codings of a source, also those out of sight."""
        return _by_coding(self._db.execute(_IN_SOURCE, {"source": source}))

    def given(
        self, codings: Sequence[CodingId], facet: FacetId
    ) -> dict[CodingId, tuple[FacetValueId, ...]]:
        """Return every value of a facet that was given to codings, also those out of sight."""
        return _by_coding(row for row in self._rows(codings) if row.facet == facet)

    def crowded(self, facet: FacetId, values: Iterable[FacetValueId]) -> int:
        """Return how many codings carry more than one of these values of a facet."""
        carried = t.coding_facets.c
        query = select(carried.coding).join(t.codings, t.codings.c.id == carried.coding)
        query = query.where(carried.facet == facet, carried.value.in_(list(values)))
        several = query.group_by(carried.coding).having(func.count() > 1).subquery()
        return int(self._db.execute(select(func.count()).select_from(several)).scalar_one())

    def counts(self) -> dict[FacetValueId, int]:
        """Return how many codings carry each value that any carries."""
        return {FacetValueId(value): count for value, count in self._db.execute(_COUNTS)}

    def _rows(self, codings: Sequence[CodingId]) -> Iterable[Row[Any]]:
        for first in range(0, len(codings), _VARIABLES):
            some = list(codings[first : first + _VARIABLES])
            yield from self._db.execute(_CARRIED, {"codings": some})

    def names(self) -> dict[str, str]:
        """Return the names of facets and of their values by id."""
        named: dict[str, str] = {}
        for facet in self.all():
            named[facet.id] = facet.form.name
            named |= {value.id: value.name for value in facet.form.values}
        return named


def _by_coding(rows: Iterable[Row[Any]]) -> dict[CodingId, tuple[FacetValueId, ...]]:
    found: dict[CodingId, list[FacetValueId]] = {}
    for row in rows:
        found.setdefault(row.coding, []).append(row.value)
    return {coding: tuple(sorted(values)) for coding, values in found.items()}


def _facet(row: Row[Any]) -> Facet:
    values = tuple(
        FacetValue(FacetValueId(i), Words(name), Words(key))
        for i, name, key in json.loads(row.choices)
    )
    form = FacetForm(Words(row.name), values, bool(row.several), Words(row.note))
    return Facet(FacetId(row.id), form, row.version)
