"""What stands beside codes and codings: exemplars, judgements, printed forms, where they came from.

A coding that was taken away keeps what it carried, out of sight; whoever asks gets only what
belongs to codings that are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    or_,
    select,
)

from workbench.model.codebook import APPLICABLE, Exemplar
from workbench.model.codebook_events import CodeSplit
from workbench.model.coding import Coding, Judgement
from workbench.model.events import CodesMerged, CodingApplied, CodingRecoded, Event
from workbench.model.ids import CodeId, CodingId, ExemplarId, SourceId
from workbench.model.source import Segment
from workbench.store import tables as t
from workbench.store.blind import SIGHTED
from workbench.store.entries import read_entry, stored_entries
from workbench.store.rows import coding_in, recheck_of

_JUDGEMENT = select(t.judgements.c.judgement).where(t.judgements.c.coding == bindparam("coding"))

_PRINTED = select(t.printed.c.words).where(t.printed.c.coding == bindparam("coding"))

_CODINGS: BindParameter[Any] = bindparam("codings", expanding=True)
_JUDGED = select(t.judgements.c.coding).where(t.judgements.c.coding.in_(_CODINGS))
_ORIGINS = (
    select(t.coding_origins)
    .where(t.coding_origins.c.coding.in_(_CODINGS))
    .order_by(t.coding_origins.c.twin)
)
_GIVES_ANOTHER = or_(
    *(t.actions.c.kinds.contains(one.__name__) for one in (CodingRecoded, CodesMerged, CodeSplit))
)
#: How many values one question may carry; SQLite takes 32,766.
_VARIABLES = 10_000


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

    def named_from(self) -> list[tuple[CodeId, SourceId, Segment]]:
        """Return from which words codes were named, whoever coded: they may be held for anybody.

        A coding names the code that it was made with, also where it has another one since.
        """
        c = t.codings.c
        query = select(c.id, c.code, c.source, c.start, c.end).where(c.in_vivo == 1)
        rows = self._db.execute(query.execution_options(**SIGHTED)).all()
        first = self._first_codes() if rows else {}
        return [
            (first.get(coding, CodeId(code)), SourceId(of), Segment(start, end))
            for coding, code, of, start, end in rows
        ]

    def _first_codes(self) -> dict[str, CodeId]:
        """Return the codes that codings were made with, of those that ever got another one."""
        first: dict[str, CodeId] = {}
        for event, _ in self._made_in(_GIVES_ANOTHER):
            match event:
                case CodingRecoded():
                    first.setdefault(event.coding, event.before)
                case CodesMerged():
                    for one in event.moved:
                        first.setdefault(one.id, one.code)
                case CodeSplit():
                    for move in event.moves:
                        first.setdefault(move.coding, event.code)
        return first

    def _made_in(self, kinds: ColumnElement[bool]) -> list[tuple[Event, int]]:
        """Return the events of some acts in order, each with the number of its entry."""
        query = select(t.actions.c.first_seq, t.actions.c.last_seq).where(kinds)
        acts = self._db.execute(query.order_by(t.actions.c.first_seq)).all()
        entries = (one for first, last in acts for one in stored_entries(self._db, first - 1, last))
        return [(one.event, one.header.seq) for one in map(read_entry, entries)]

    def named_once(self) -> list[tuple[CodeId, SourceId, Segment, int]]:
        """Return from which words codes were named by codings that are gone, and in which entry."""
        made = self._made_in(t.actions.c.kinds == "CodeCreated CodingApplied")
        query = select(t.codings.c.id).where(t.codings.c.in_vivo == 1)
        there = set(self._db.execute(query.execution_options(**SIGHTED)).scalars())
        codings = [(e.coding, seq) for e, seq in made if isinstance(e, CodingApplied)]
        gone = [(c, seq) for c, seq in codings if c.in_vivo and c.id not in there]
        return [(c.code, c.source, c.segment, seq) for c, seq in gone]

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

    def judgements(self) -> dict[CodingId, Judgement]:
        """Return what was said of codings, of those that are there."""
        query = select(t.judgements).join(t.codings, t.codings.c.id == t.judgements.c.coding)
        return {CodingId(row.coding): row.judgement for row in self._db.execute(query)}

    def judged(self, codings: Sequence[CodingId]) -> list[CodingId]:
        """Return those of which something was said."""
        return [CodingId(row.coding) for row in self._among(_JUDGED, codings)]

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

    def origins(self, codings: Iterable[Coding]) -> dict[CodingId, list[CodeId]]:
        """Return the codes that went into a coding's own with it, or with one it stands for.

        A coding that was given another code since has none of them: they went into the other.
        """
        own = [_Coded(coding.id, coding.code) for coding in codings]
        before = dict[_Coded, list[_Coded]]()
        rest = asked = {coded.coding for coded in own}
        while rest:
            rows = list(self._among(_ORIGINS, sorted(rest)))
            for row in rows:
                stands = _Coded(CodingId(row.coding), CodeId(row.into))
                before.setdefault(stands, []).append(_Coded(row.twin, row.code))
            rest = {CodingId(row.twin) for row in rows} - asked
            asked = asked | rest
        return {coded.coding: found for coded in own if (found := _codes_into(coded, before))}

    def _among(self, query: Select[Any], ids: Sequence[CodingId]) -> Iterator[Row[Any]]:
        for first in range(0, len(ids), _VARIABLES):
            yield from self._db.execute(query, {"codings": ids[first : first + _VARIABLES]})


class _Coded(NamedTuple):
    """A coding under a code that it has, or had."""

    coding: CodingId
    code: CodeId


def _codes_into(coded: _Coded, before: Mapping[_Coded, Iterable[_Coded]]) -> list[CodeId]:
    found, rest = dict[_Coded, None](), [coded]
    while rest:
        new = [one for one in before.get(rest.pop(), ()) if one not in found]
        found |= dict.fromkeys(new)
        rest += new
    return list(dict.fromkeys(one.code for one in found))


def _exemplar(row: Row[Any]) -> Exemplar:
    place = SourceId(row.source), Segment(row.start, row.end)
    return Exemplar(ExemplarId(row.id), CodeId(row.code), row.kind, *place)
