"""Quotations across the study: sifted, counted and quoted by the database.

What is asked of codings is a `Sieve` of plain values; which codes, people or places it names is
worked out elsewhere. Only the texts of sources that are quoted are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    Text,
    bindparam,
    cast,
    func,
    or_,
    select,
    union_all,
)

from workbench.model.codebook import APPLICABLE
from workbench.model.coding import Judgement, Quotation
from workbench.model.ids import CaseId, CodeId, CoderId, CodingId, FacetValueId, SourceId
from workbench.model.source import SourceKind, SpeakerRole
from workbench.store import tables as t
from workbench.store.codes import CodePaths
from workbench.store.facets import Facets
from workbench.store.matrices import packed
from workbench.store.passages import stretches_of_turns
from workbench.store.rows import CODING, Names, Quoted, quotation_in, recheck_of

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
class Sieve:
    """What codings must be; None asks nothing, and nothing among none is found.

    Attributes:
        carried: Of each of these sets a coding carries at least one facet value.
        cases: Who speaks must be one of them.
        linked: These codings, or any that share a character with one of `stretches`.
        since: Coded at this moment (µs since 1970 UTC) or later.
        until: Coded before this moment.
    """

    codes: Collection[CodeId] | None = None
    source: SourceId | None = None
    sources: Collection[SourceId] | None = None
    kind: SourceKind | None = None
    strand: str | None = None
    coder: CoderId | None = None
    cases: Collection[CaseId] | None = None
    speaker: str | None = None
    role: SpeakerRole | None = None
    carried: Sequence[Collection[FacetValueId]] = ()
    linked: Collection[CodingId] | None = None
    stretches: Sequence[tuple[SourceId, int, int]] = ()
    since: int | None = None
    until: int | None = None
    judgement: Judgement | None = None
    waiting: bool = False
    steps: Sequence[Steps] = ()
    beside: BesideOthers | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """Where codings may begin, and how far those must go on at least: source, low, high, least.

    Those of one source follow each other: a coding that begins from `low` on and before `high`
    must end at `least` or later, and one that begins in no step does not pass.
    """

    rows: Sequence[tuple[SourceId, int, int, int]]


@dataclass(frozen=True, slots=True)
class BesideOthers:
    """Codings of other codes than some must pass steps; of these codes, only some pass."""

    codes: Collection[CodeId]
    steps: Steps
    besides: Sequence[CodingId]


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
        query = _sifted(select(_C.id, _C.source, _C.start, _C.end, _C.code), sieve)
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
        table = _ROWS[self._db.dialect.name](rows, name)
        fits = (_C.source == table.c.source) & (_C.start >= table.c.low)
        return query.join(table, fits & (_C.start < table.c.high) & (_C.end >= table.c.least))

    def _column(self, ids: Sequence[str]) -> Any:
        """Return a column of the database's own that holds these ids."""
        if self._db.dialect.name == "sqlite":
            return func.json_each(json.dumps(ids)).table_valued("value").c.value
        return func.unnest(cast(list(ids), ARRAY(Text))).column_valued("value")

    def all(self, sieve: Sieve) -> list[Quotation]:
        """Return all quotations that pass, in order of import and place."""
        rows = self._db.execute(_sifted(_IN_ORDER, sieve)).all()
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


def _sifted(query: Any, sieve: Sieve) -> Select[Any]:
    sifted: Select[Any] = query.where(*_of_coding(sieve), *_of_source(sieve), *_of_speaker(sieve))
    return sifted


def _of_coding(sieve: Sieve) -> Iterable[ColumnElement[bool]]:
    if sieve.codes is not None:
        yield _C.code.in_(list(sieve.codes))
    if sieve.coder is not None:
        yield _C.coder == sieve.coder
    if sieve.since is not None:
        yield _C.at >= sieve.since
    if sieve.until is not None:
        yield _C.at < sieve.until
    for values in sieve.carried:
        held = select(t.coding_facets.c.coding).where(t.coding_facets.c.value.in_(list(values)))
        yield _C.id.in_(held)
    if sieve.linked is not None:
        yield or_(_C.id.in_(list(sieve.linked)), *map(_meets, sieve.stretches))
    yield from _of_judgement(sieve)


def _of_judgement(sieve: Sieve) -> Iterable[ColumnElement[bool]]:
    if sieve.judgement:
        of = t.judgements.c.judgement == sieve.judgement
        yield _C.id.in_(select(t.judgements.c.coding).where(of))
    elif sieve.judgement is not None:
        judged = t.judgements.alias()
        yield ~select(judged.c.coding).where(judged.c.coding == _C.id).correlate(t.codings).exists()
    if sieve.waiting:
        asked = t.codes.alias().c
        yield _C.code.in_(select(t.codes.c.id).where(recheck_of(t.codes.c) > 1))
        of_code = (
            select(recheck_of(asked))
            .where(asked.id == _C.code, asked.state.in_(APPLICABLE))
            .correlate(t.codings)
        )
        yield of_code.scalar_subquery() > _C.card_version


def _of_source(sieve: Sieve) -> Iterable[ColumnElement[bool]]:
    if sieve.source is not None:
        yield _C.source == sieve.source
    if sieve.sources is not None:
        yield _C.source.in_(list(sieve.sources))
    if sieve.kind is not None:
        yield _C.source.in_(select(t.sources.c.id).where(t.sources.c.kind == sieve.kind))
    if sieve.strand is not None:
        details = t.source_details.c
        told = select(details.source).where(details.strand == sieve.strand)
        some = select(details.source).where(details.strand != "")
        yield _C.source.in_(told) if sieve.strand else _C.source.not_in(some)


def _of_speaker(sieve: Sieve) -> Iterable[ColumnElement[bool]]:
    table = t.speakers.alias()
    speakers = table.c
    asked: list[ColumnElement[bool]] = [speakers.source == _C.source, speakers.n == _C.speaker]
    if sieve.cases is not None:
        asked.append(speakers.person.in_(list(sieve.cases)))
    if sieve.speaker is not None:
        asked.append(speakers.label == sieve.speaker)
    if sieve.role is not None:
        asked.append(speakers.role == sieve.role)
    if len(asked) > 2:
        yield select(speakers.n).where(*asked).correlate(t.codings).exists()


def _meets(stretch: tuple[SourceId, int, int]) -> ColumnElement[bool]:
    source, start, end = stretch
    return (_C.source == source) & (_C.start < end) & (_C.end > start)


def _rows_of_json(rows: Sequence[tuple[SourceId, int, int, int]], name: str) -> FromClause:
    row = func.json_each(json.dumps(rows)).table_valued("value").c.value
    columns = (func.json_extract(row, f"$[{n}]").label(of) for n, of in enumerate(_STEP))
    return select(*columns).cte(name).prefix_with("MATERIALIZED")


def _rows_of_arrays(rows: Sequence[tuple[SourceId, int, int, int]], name: str) -> FromClause:
    source, *numbers = list(zip(*rows, strict=True)) or [()] * len(_STEP)
    columns = [
        cast(list(source), ARRAY(Text)),
        *(cast(list(n), ARRAY(BigInteger)) for n in numbers),
    ]
    return func.unnest(*columns).table_valued(*_STEP, name=name).render_derived()


_STEP = ("source", "low", "high", "least")
#: How each database takes many rows at once.
_ROWS = {"sqlite": _rows_of_json, "postgresql": _rows_of_arrays}


def _some(ids: Sequence[str]) -> Iterable[list[str]]:
    for first in range(0, len(ids), _VARIABLES):
        yield list(ids[first : first + _VARIABLES])
