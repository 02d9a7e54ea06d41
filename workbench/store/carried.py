"""What stands beside codes and codings: exemplars, judgements, printed forms, where they came from.

A coding that was taken away keeps what it carried, out of sight; whoever asks gets only what
belongs to codings that are there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from workbench.model.codebook import APPLICABLE, Exemplar
from workbench.model.coding import Coding, Judgement
from workbench.model.ids import CodeId, CodingId, ExemplarId, SourceId
from workbench.model.source import Segment
from workbench.store import tables as t
from workbench.store.rows import coding_in, recheck_of

_JUDGEMENT = select(t.judgements.c.judgement).where(t.judgements.c.coding == bindparam("coding"))

_PRINTED = select(t.printed.c.words).where(t.printed.c.coding == bindparam("coding"))


class Carried:
    """Questions about what codes and codings carry."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def exemplars(self, code: CodeId | None = None) -> list[Exemplar]:
        """Return the exemplars of one code or of all, those in sources under study."""
        found = select(t.exemplars).join(t.sources, t.sources.c.id == t.exemplars.c.source)
        query = found.where(t.sources.c.removed == 0).order_by(
            t.exemplars.c.code, t.exemplars.c.kind, t.exemplars.c.source, t.exemplars.c.start
        )
        if code is not None:
            query = query.where(t.exemplars.c.code == code)
        return [_exemplar(row) for row in self._db.execute(query)]

    def judgement(self, coding: CodingId) -> Judgement:
        """Return what was said of one coding."""
        found: Judgement | None = self._db.execute(_JUDGEMENT, {"coding": coding}).scalar()
        return found or ""

    def waiting(self, code: CodeId | None = None) -> list[Coding]:
        """Return codings made under cards before the one their code is to be checked against.

        They stand in order of place, those of one code or of all that are not put away.
        """
        asked = recheck_of(t.codes.c)
        of = (asked > 1) & (t.codes.c.gone == "") & t.codes.c.state.in_(APPLICABLE)
        query = (
            select(t.codings)
            .join(t.codes, t.codes.c.id == t.codings.c.code)
            .where(of, t.codings.c.card_version < asked)
            .order_by(t.codings.c.source, t.codings.c.start, t.codings.c.end)
        )
        if code is not None:
            query = query.where(t.codings.c.code == code)
        return [coding_in(row) for row in self._db.execute(query)]

    def judgements(self, code: CodeId | None = None) -> dict[CodingId, Judgement]:
        """Return what was said of codings, of those that are there: of one code or of all."""
        query = select(t.judgements).join(t.codings, t.codings.c.id == t.judgements.c.coding)
        if code is not None:
            query = query.where(t.codings.c.code == code)
        return {CodingId(row.coding): row.judgement for row in self._db.execute(query)}

    def printed(self) -> dict[CodingId, str]:
        """Return the printed forms of quotations, of codings that are there."""
        query = select(t.printed).join(t.codings, t.codings.c.id == t.printed.c.coding)
        return {CodingId(row.coding): row.words for row in self._db.execute(query)}

    def printed_form(self, coding: CodingId) -> str:
        """Return the printed form of one coding's words; empty where there is none."""
        found: str | None = self._db.execute(_PRINTED, {"coding": coding}).scalar()
        return found or ""

    def card_entries(self, code: CodeId) -> list[int]:
        """Return the entries that hold a code's cards, first to last."""
        query = select(t.cards.c.seq).where(t.cards.c.code == code).order_by(t.cards.c.n)
        return list(self._db.execute(query).scalars())

    def origins(self, codings: Iterable[CodingId]) -> dict[CodingId, list[CodeId]]:
        """Return the codes that went into others with a coding, or with one it stands for."""
        rows = [(CodingId(r.twin), CodeId(r.code), CodingId(r.coding)) for r in self._origins()]
        into: dict[CodingId, list[tuple[CodingId, CodeId]]] = {}
        for twin, code, coding in rows:
            into.setdefault(coding, []).append((twin, code))
        return {c: found for c in codings if (found := _codes_into(c, into))}

    def _origins(self) -> Iterable[Row[Any]]:
        return self._db.execute(select(t.coding_origins).order_by(t.coding_origins.c.twin))


def _codes_into(
    coding: CodingId, into: dict[CodingId, list[tuple[CodingId, CodeId]]]
) -> list[CodeId]:
    found: list[CodeId] = []
    seen: set[CodingId] = set()
    rest = [coding]
    while rest:
        one = rest.pop()
        seen.add(one)
        for twin, code in into.get(one, ()):
            found.append(code)
            if twin not in seen:
                rest.append(twin)
    return list(dict.fromkeys(found))


def _exemplar(row: Row[Any]) -> Exemplar:
    place = SourceId(row.source), Segment(row.start, row.end)
    return Exemplar(ExemplarId(row.id), CodeId(row.code), row.kind, *place)
