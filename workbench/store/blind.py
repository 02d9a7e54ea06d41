"""A blindfold on a connection: while a blind round is open, what others coded is not there.

Nobody who asks the tables has to think of it. Every statement on the connection is given tables
of the same names without the rows that are not shown: those that say who did something in which
source, and those that belong to a coding. A table that comes later is covered by its columns. The
projection has no blindfold, and neither have acts: what they change, they change for everybody.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    TableClause,
    and_,
    bindparam,
    column,
    event,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
)

from workbench.model.blind import Blindfold, Sighted
from workbench.model.ids import CoderId, CodingId, SourceId
from workbench.store import proposal_tables as p
from workbench.store import tables as t
from workbench.store.statements import Statement

#: Statements with this option see everything.
SIGHTED = {"sighted": True}
_OPEN = Statement(select(p.rounds.c.sources).where(p.rounds.c.closed == literal_column("''")))

_C = t.codings.c
_MADE_BY = Statement(select(_C.coder, _C.source).where(_C.id == bindparam("coding")))


def blindfold_of(db: Connection, reader: CoderId | None) -> Blindfold | None:
    """Return what keeps others' codings from a person now; None while no blind round is open."""
    row = _OPEN.first(db, {})
    return None if row is None else Blindfold(reader, frozenset(map(SourceId, json.loads(row[0]))))


def put_on(fold: Blindfold, db: Connection) -> None:
    """Keep what is not shown from every later question on this connection."""
    cover = _cover(fold, _schema(db))

    def covered(
        _db: Connection, clause: Any, values: Any, value: Any, options: Any
    ) -> tuple[Any, Any, Any]:
        if isinstance(clause, Select | CompoundSelect) and not options.get("sighted"):
            clause = clause.add_cte(*cover)
        return clause, values, value

    event.listen(db, "before_execute", covered, retval=True)


def sighted(fold: Blindfold, db: Connection) -> Sighted:
    """Return what a person with a blindfold can know of the trail's entries."""

    def made_by(coding: CodingId) -> tuple[CoderId, SourceId] | None:
        row = _MADE_BY.first(db, {"coding": coding})  # written out, so that nothing covers it
        return None if row is None else (CoderId(row[0]), SourceId(row[1]))

    return Sighted(fold, made_by)


def _schema(db: Connection) -> str:
    """Return where the tables lie, to be told apart from those that stand in for them."""
    if db.dialect.name == "sqlite":
        return "main"
    return str(db.execute(select(func.current_schema())).scalar_one())


@lru_cache(maxsize=64)
def _cover(fold: Blindfold, schema: str) -> tuple[CTE, ...]:
    """Return what stands in for tables."""
    codings = _real(t.codings, schema)
    kept = not_(_shown(codings, fold))
    hidden = _as_view(select(codings.c.id).where(kept).cte("hidden_codings"))
    found = [hidden]
    everything: Select[Any] = select(literal_column("*"))
    for of in t.metadata.sorted_tables:
        own, rules = _real(of, schema), list[ColumnElement[bool]]()
        if {"coder", "source"} <= set(of.c.keys()):
            rules.append(_shown(own, fold))
        if "coding" in of.c:
            rules.append(~exists().where(hidden.c.id == own.c.coding))
        if rules:
            found.append(_as_view(everything.select_from(own).where(and_(*rules)).cte(of.name)))
    return tuple(found)


def _real(of: Table, schema: str) -> TableClause:
    asked = (column(c.name, c.type) for c in of.c if c.name in ("id", "coder", "source", "coding"))
    return table(of.name, *asked, schema=schema)


def _as_view(view: CTE) -> CTE:
    return view.prefix_with("NOT MATERIALIZED")


def _shown(of: Table | TableClause, fold: Blindfold) -> ColumnElement[bool]:
    own = false() if fold.reader is None else of.c.coder == fold.reader
    elsewhere = of.c.source.not_in(sorted(fold.sources)) if fold.sources else false()
    return or_(own, elsewhere)
