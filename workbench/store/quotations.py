"""Quotations across the study: counted and quoted by the database.

Which codes, people or places a sieve names is worked out elsewhere.
Only the texts of sources that are quoted are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    CompoundSelect,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    func,
    select,
    union_all,
)

from workbench.model.codebook import APPLICABLE
from workbench.model.coding import Quotation
from workbench.model.ids import CodeId, CodingId, FacetValueId, SourceId
from workbench.store import tables as t
from workbench.store.codes import CodePaths
from workbench.store.facets import Facets
from workbench.store.matrices import packed
from workbench.store.passages import stretches_of_turns
from workbench.store.rows import CODING, Names, Quoted, quotation_in, recheck_of
from workbench.store.sieve import ROWS_OF_STEPS, Sieve, Steps, sifted

#: How many values one question may carry; SQLite takes 32,766.
_VARIABLES = 10_000
_C = t.codings.c
#: So many sources are looked through first for a page.
_FEW = 4
_PLACE = (t.sources.c.import_seq, _C.start, _C.end, _C.id)
#: Codings as they are quoted; whatever has a name is looked up once, not in each row.
_QUOTED = (
    select(
        *(_C[name] for name in CODING),
        _C.turn,
        _C.speaker,
        t.judgements.c.judgement,
        t.printed.c.words.label("printed"),
    )
    .outerjoin(t.judgements, t.judgements.c.coding == _C.id)
    .outerjoin(t.printed, t.printed.c.coding == _C.id)
)
_IN_ORDER = _QUOTED.join(t.sources, t.sources.c.id == _C.source).order_by(*_PLACE)
#: What tables list of a coding, by its place first; else as `quotation_in` has it.
_LISTED = ("start", "end", "id", *CODING[4:], "turn", "speaker")
_PRINTED = (
    select(t.printed.c.coding, t.printed.c.words)
    .join(t.codings, t.codings.c.id == t.printed.c.coding)
    .where(t.codings.c.source == bindparam("source"))
)
_SOURCES = select(t.sources.c.id).order_by(t.sources.c.import_seq)
_QUOTED_SOURCE = select(t.sources.c.name, t.sources.c.pages).where(
    t.sources.c.id == bindparam("source")
)
_SPEAKERS = (
    select(t.speakers.c.n, func.coalesce(t.cases.c.name, t.speakers.c.label))
    .outerjoin(t.cases, t.cases.c.id == t.speakers.c.person)
    .where(t.speakers.c.source == bindparam("source"))
)
_CODERS = select(t.coders.c.id, t.coders.c.name)
_WAITING = select(t.codes.c.id, recheck_of(t.codes.c)).where(t.codes.c.state.in_(APPLICABLE))
_PASSAGES = select(t.sources.c.id, t.sources.c.passages)
_CODES = select(t.codes.c.id, t.codes.c.name, t.codes.c.parent).where(t.codes.c.gone == "")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many codings there are, of how many codes and in how many sources."""

    total: int
    code_count: int
    source_count: int


@dataclass(frozen=True, slots=True)
class Lying:
    """A coding by its place, or a stretch around it: from `start` to `end` (excluded)."""

    id: CodingId
    source: SourceId
    start: int
    end: int
    code: CodeId


class Quotations:
    """Questions about quotations of the whole study.

    Args:
        db: The connection.
        text: Gives a source's text.
    """

    def __init__(self, db: Connection, text: Callable[[SourceId], str]) -> None:
        self._db = db
        self._text = text

    def paths(self) -> CodePaths:
        """Return the names and the tree of the codes, without their counts."""
        return CodePaths({row.id: (row.name, row.parent) for row in self._db.execute(_CODES)})

    def tally(self, sieve: Sieve) -> Tally:
        """Return how many codings pass."""
        passing = self._passing(sieve).subquery()
        query = select(
            func.count(),
            func.count(passing.c.code.distinct()),
            func.count(passing.c.source.distinct()),
        ).select_from(passing)
        row = self._db.execute(query).one()
        return Tally(row[0], row[1], row[2])

    def ids(self, sieve: Sieve, *, limit: int, offset: int = 0) -> list[CodingId]:
        """Return codings that pass, in order of import and place.

        The first sources are looked through first: mostly they hold the first codings.
        """
        sources = list(self._db.execute(_SOURCES).scalars())
        few = _FEW
        while few < len(sources):
            some = sources[:few]
            if sieve.sources is not None:
                some = [source for source in some if source in sieve.sources]
            found = self._ids(replace(sieve, sources=some), limit, offset)
            if len(found) == limit:
                return found
            few *= 4
        return self._ids(sieve, limit, offset)

    def _ids(self, sieve: Sieve, limit: int, offset: int) -> list[CodingId]:
        passing = self._passing(sieve).subquery()
        query = (
            select(passing.c.id)
            .join(t.sources, t.sources.c.id == passing.c.source)
            .order_by(t.sources.c.import_seq, passing.c.start, passing.c.end, passing.c.id)
            .limit(limit)
            .offset(offset)
        )
        return [CodingId(coding) for coding in self._db.execute(query).scalars()]

    def lying(self, sieve: Sieve) -> list[Lying]:
        """Return where codings that pass lie, in no order."""
        return [Lying(*row) for row in self._db.execute(self._passing(sieve))]

    def amid_turns(self, codings: Sequence[Lying], around: int) -> list[Lying]:
        """Return the turns in which codings lie, and so many before and after, as stretches."""
        packed: dict[str, str] = {}
        for some in _some(list({one.source for one in codings})):
            rows = self._db.execute(_PASSAGES.where(t.sources.c.id.in_(some)))
            packed |= {row.id: row.passages for row in rows}
        stretch = {source: stretches_of_turns(packed[source]) for source in packed}
        return [
            Lying(one.id, one.source, *stretch[one.source](one.start, one.end, around), one.code)
            for one in codings
        ]

    def _passing(self, sieve: Sieve) -> CompoundSelect[Any] | Select[Any]:
        """Return the query for codings that pass: id, source, start, end and code."""
        query = sifted(select(_C.id, _C.source, _C.start, _C.end, _C.code), sieve)
        for n, steps in enumerate(sieve.steps):
            query = self._stepped(query, steps, sieve.sources, f"steps_{n}")
        if sieve.beside is None:
            return query
        outside = query.where(_C.code.not_in(list(sieve.beside.codes)))
        outside = self._stepped(outside, sieve.beside.steps, sieve.sources, "steps_beside")
        if not sieve.beside.besides:
            return outside
        inside = query.where(_C.id.in_(select(self._column(sieve.beside.besides))))
        return union_all(outside, inside)

    def _stepped(
        self, query: Select[Any], steps: Steps, sources: Collection[SourceId] | None, name: str
    ) -> Select[Any]:
        rows = [row for row in steps.rows if sources is None or row[0] in sources]
        table = ROWS_OF_STEPS[self._db.dialect.name](rows, name)
        fits = (_C.source == table.c.source) & (_C.start >= table.c.low)
        return query.join(table, fits & (_C.start < table.c.high) & (_C.end >= table.c.least))

    def _column(self, ids: Sequence[str]) -> Any:
        """Return a column of the database's own that holds these ids."""
        if self._db.dialect.name == "sqlite":
            return func.json_each(json.dumps(ids)).table_valued("value").c.value
        return func.unnest(cast(list(ids), ARRAY(Text))).column_valued("value")

    def all(self, sieve: Sieve) -> list[Quotation]:
        """Return all quotations that pass, in order of import and place."""
        rows = self._db.execute(sifted(_IN_ORDER, sieve)).all()
        return list(self._quotations(rows, self._names(), self._carried(rows)))

    def each(self) -> Iterator[Quotation]:
        """Yield the quotations of the whole study, in order of import and place.

        What no table lists of them is not read: facets and judgements.
        """
        names = self._names()
        listed = select(*(packed(self._db, _C[name]) for name in _LISTED))
        for source in self._db.execute(_SOURCES).scalars().all():
            lists = self._db.execute(listed.where(_C.source == source)).one()
            rows = sorted(zip(*(orjson.loads(one or "[]") for one in lists), strict=True))
            if not rows:
                continue
            quoted = self._quoted(source)
            printed = dict(map(tuple, self._db.execute(_PRINTED, {"source": source})))
            for start, end, coding, *rest in rows:
                row = (coding, source, start, end, *rest, "", printed.get(coding))
                yield quotation_in(row, quoted, names, ())

    def among(self, codings: Sequence[CodingId]) -> list[Quotation]:
        """Return the quotations of codings, in their order; what is not there is passed over."""
        rows: list[Any] = []
        for some in _some(codings):
            rows += self._db.execute(_QUOTED.where(_C.id.in_(some)))
        places = {coding: place for place, coding in enumerate(codings)}
        rows.sort(key=lambda row: places[row[0]])
        return list(self._quotations(rows, self._names(), self._carried(rows)))

    def _carried(self, rows: Iterable[Any]) -> dict[CodingId, tuple[FacetValueId, ...]]:
        return Facets(self._db).values([row[0] for row in rows])

    def _quotations(
        self,
        rows: Sequence[Any],
        names: Names,
        carried: Mapping[CodingId, tuple[FacetValueId, ...]],
    ) -> Iterator[Quotation]:
        """Yield the quotations of rows; one that nobody keeps is gone before the next is there."""
        sources = {row[1]: self._quoted(row[1]) for row in _one_a_source(rows)}
        for row in rows:
            yield quotation_in(row, sources[row[1]], names, carried.get(row[0], ()))

    def _names(self) -> Names:
        paths = self.paths()
        of_codes = {code: paths.path(CodeId(code)) for code in paths.codes}
        return Names(of_codes, self._two(_CODERS), self._two(_WAITING))

    def _quoted(self, source: SourceId) -> Quoted:
        name, pages = self._db.execute(_QUOTED_SOURCE, {"source": source}).one()
        rows = self._db.execute(_SPEAKERS, {"source": source})
        return Quoted(
            name, self._text(source), json.loads(pages), {n: who or None for n, who in rows}
        )

    def _two(self, query: Select[Any]) -> dict[str, Any]:
        return {row[0]: row[1] for row in self._db.execute(query)}


def _one_a_source(rows: Iterable[Any]) -> Iterable[Any]:
    return {row[1]: row for row in rows}.values()


def _some(ids: Sequence[str]) -> Iterable[list[str]]:
    for first in range(0, len(ids), _VARIABLES):
        yield list(ids[first : first + _VARIABLES])
