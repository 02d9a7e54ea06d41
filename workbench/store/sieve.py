"""What codings are asked for, as plain values, and the conditions a database sifts them by."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Text,
    cast,
    func,
    or_,
    select,
)

from workbench.model.codebook import APPLICABLE
from workbench.model.coding import Judgement
from workbench.model.ids import CaseId, CodeId, CoderId, CodingId, FacetValueId, SourceId
from workbench.model.source import SourceKind, SpeakerRole
from workbench.store import tables as t
from workbench.store.rows import recheck_of

_C = t.codings.c
#: The columns of steps, as their rows have them.
_STEP = ("source", "low", "high", "least")


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


def sifted(query: Any, sieve: Sieve) -> Select[Any]:
    """Return a query for codings with all that a sieve asks but steps and what lies beside."""
    found: Select[Any] = query.where(*_of_coding(sieve), *_of_source(sieve), *_of_speaker(sieve))
    return found


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


#: How each database takes many rows of steps at once, as a table of a name.
ROWS_OF_STEPS = {"sqlite": _rows_of_json, "postgresql": _rows_of_arrays}
