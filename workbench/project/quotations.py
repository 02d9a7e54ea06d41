"""Quotations across the study: found by any of what is known of them, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workbench.analysis.nearness import beside_others, steps_to_hold, steps_to_meet, united
from workbench.errors import InvalidActionError
from workbench.model.case import AttributeForm
from workbench.model.coding import Quotation
from workbench.model.ids import CaseId, CodeId, CodingId, FacetValueId, MemoId, SourceId
from workbench.model.sifting import (
    CLOSENESS,
    Beside,
    FoundQuotations,
    QuotationFilter,
    ValueSought,
)
from workbench.model.typed import cut_label, decimal_text, iso_date
from workbench.project.find import Find
from workbench.store.quotations import Lying
from workbench.store.reads import Reads
from workbench.store.sieve import BesideOthers, Sieve, Steps

if TYPE_CHECKING:
    from workbench.project.opened import Opened

#: So many quotations are given at once, unless another number is asked for.
LEAF = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Where words stand in a source: of each thing looked for, its segments in order.
Standing = Sequence[Sequence[tuple[int, int]]]


class Quotations:
    """The quotations of a study, looked through."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._find = Find(opened)

    def find(
        self, sought: QuotationFilter, *, first: int = 0, most: int | None = LEAF
    ) -> FoundQuotations:
        """Return the quotations that are all that is asked, in order of import and place.

        Args:
            sought: What they must be.
            first: How many to pass over.
            most: How many to give at most; None for all.

        Raises:
            InvalidActionError: The numbers make no sense, a date or a value is none, or there is
                no word in the words.
            NotFoundError: The memo is not there, or not for this person.
        """
        if first < 0 or (most is not None and most < 1):
            raise InvalidActionError(f"No quotations can be given from {first} on, {most} at most.")
        standing = self._find.standing(sought.words) if sought.words.strip() else None
        with self._opened.reading() as reads:
            sieve = _sieve(reads, sought, standing)
            tally = reads.quoted.tally(sieve)
            ids = reads.quoted.ids(sieve, limit=most or max(1, tally.total), offset=first)
            found = reads.quoted.among(ids)
        return FoundQuotations(
            tuple(found), first, tally.total, tally.code_count, tally.source_count
        )

    def among(self, codings: Sequence[CodingId]) -> list[Quotation]:
        """Return the quotations of these codings, in their order; what is gone is left out."""
        with self._opened.reading() as reads:
            return reads.quoted.among(codings)

    def count(self, sought: QuotationFilter | None = None) -> int:
        """Return how many quotations are all that is asked."""
        return self.find(sought or QuotationFilter(), most=1).total


# --- what the database is asked ------------------------------------------------------------


def _sieve(
    reads: Reads, sought: QuotationFilter, standing: Mapping[SourceId, Standing] | None
) -> Sieve:
    since, until = _day(sought.since), _day(sought.until)
    sieve = Sieve(
        codes=_codes(reads, sought.code, children=sought.children),
        source=sought.source,
        kind=sought.kind,
        strand=sought.strand,
        coder=sought.coder,
        cases=_cases(reads, sought),
        speaker=sought.speaker,
        role=sought.role,
        carried=_carried(reads, sought.facets),
        since=None if since is None else _moment(since),
        until=None if until is None else _moment(until + timedelta(days=1)),
        judgement=sought.judgement,
        waiting=sought.waiting,
    )
    if sought.memo is not None:
        sieve = _linked(reads, sieve, sought.memo)
    if standing is not None:
        sieve = _with_words(sieve, standing)
    if sought.beside is not None:
        sieve = _with_neighbours(reads, sieve, sought.beside)
    return sieve


def _codes(reads: Reads, code: CodeId | None, *, children: bool) -> set[CodeId] | None:
    if code is None:
        return None
    return reads.quoted.paths().branch(code) if children else {code}


def _linked(reads: Reads, sieve: Sieve, memo: MemoId) -> Sieve:
    links = reads.memos.one(memo).links
    stretches = [
        (SourceId(link.thing), link.start, link.end)
        for link in map(reads.texts.link_now, links)
        if link is not None and link.start is not None and link.end is not None
    ]
    codings = [CodingId(link.thing) for link in links if link.kind == "coding"]
    return replace(sieve, linked=codings, stretches=stretches)


def _carried(reads: Reads, values: Iterable[FacetValueId]) -> list[set[FacetValueId]]:
    """Return the values by facet; those that the study has no more are never carried."""
    asked = set(values)
    if not asked:
        return []
    facets = [{value.id for value in facet.form.values} for facet in reads.facets.all()]
    known = [asked & of_one for of_one in facets if asked & of_one]
    lost = asked.difference(*known) if known else asked
    return [*known, *([set[FacetValueId]()] if lost else [])]


def _cases(reads: Reads, sought: QuotationFilter) -> set[CaseId] | None:
    found = None if sought.case is None else {sought.case}
    if sought.values:
        forms = {one.id: one.form for one in reads.people.attributes()}
        values = reads.people.values()
        for asked in sought.values:
            form = forms.get(asked.attribute)
            holds = _none if form is None else _test(asked, form)
            having = {
                case for case, known in values.items() if holds(known.get(asked.attribute, ""))
            }
            found = having if found is None else found & having
    return found


def _none(_value: str) -> bool:
    return False


def _test(asked: ValueSought, form: AttributeForm) -> Callable[[str], bool]:
    least, most = _bound(asked.least, form), _bound(asked.most, form)

    def holds(value: str) -> bool:
        if not value:
            return False
        return (
            asked.value in (None, value)
            and (asked.band is None or cut_label(value, form) == asked.band)
            and (least is None or _in_order(value, form) >= least)
            and (most is None or _in_order(value, form) <= most)
        )

    return holds


def _bound(typed: str | None, form: AttributeForm) -> Any:
    if typed is None:
        return None
    if form.kind in ("number", "score"):
        return Decimal(decimal_text(typed))
    if form.kind == "date":
        return iso_date(typed)
    raise InvalidActionError(
        f"“{form.name}” has no order from less to more. Choose one of its values instead."
    )


def _in_order(value: str, form: AttributeForm) -> Any:
    return value if form.kind == "date" else Decimal(value)


def _day(typed: str) -> date | None:
    return date.fromisoformat(iso_date(typed)) if typed else None


def _moment(day: date) -> int:
    return (datetime(day.year, day.month, day.day, tzinfo=UTC) - _EPOCH) // timedelta(
        microseconds=1
    )


# --- what only the texts and the neighbours tell ------------------------------------------------


def _with_words(sieve: Sieve, standing: Mapping[SourceId, Standing]) -> Sieve:
    things = zip(*standing.values(), strict=True)
    steps = [
        Steps(
            [
                (source, *step)
                for source, places in zip(standing, thing, strict=True)
                for step in steps_to_hold(places)
            ]
        )
        for thing in things
    ]
    return replace(sieve, sources=list(standing), steps=steps)


def _with_neighbours(reads: Reads, sieve: Sieve, beside: Beside) -> Sieve:
    if beside.closeness not in CLOSENESS or beside.within < 0:
        raise InvalidActionError("Codings are near by turns or by characters, from 0 on.")
    codes = _codes(reads, beside.code, children=beside.children) or set()
    places = Sieve(codes, sieve.source, sieve.sources, sieve.kind, sieve.strand)
    others = reads.quoted.lying(places)
    around = _by_source(_around(reads, others, beside))
    rows = [
        (source, *step)
        for source, some in around.items()
        for step in steps_to_meet(united((one.start, one.end) for one in some))
    ]
    besides = [
        one.id
        for source, some in _by_source(others).items()
        for one in beside_others(some, around[source])
    ]
    return replace(sieve, beside=BesideOthers(codes, Steps(rows), besides))


def _around(reads: Reads, others: Sequence[Lying], beside: Beside) -> Sequence[Lying]:
    """Return the stretches that a coding near the others shares something with."""
    if beside.closeness == "turns":
        return reads.quoted.amid_turns(others, beside.within)
    if beside.closeness == "overlapping":
        return others
    reach = beside.within + 1  # so that what touches it shares something with it
    return [replace(one, start=one.start - reach, end=one.end + reach) for one in others]


def _by_source(codings: Iterable[Lying]) -> dict[SourceId, list[Lying]]:
    found: dict[SourceId, list[Lying]] = {}
    for one in codings:
        found.setdefault(one.source, []).append(one)
    return found
