"""Counts of what participants say: by code or theme and person, and of codes that lie together.

Only codings in which a participant speaks count. What speaks against a theme or is unclear does
not count for it, as in how widely a theme is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.errors import InvalidActionError, NotFoundError
from workbench.model.ids import CaseId, CodeId, CodingId, SourceId
from workbench.model.matrix import CellQuotations, CountTable, Head
from workbench.model.sifting import Closeness
from workbench.model.theme import Bearing, MapThing, Placement, Theme, ThingKind
from workbench.store.reads import Reads

#: How near codes can be counted together: sharing characters, or within the same turn.
TOGETHER: tuple[Closeness, ...] = ("overlapping", "turns")
#: What speaks against a theme, or is unclear, weighs more than that it is key for one below it.
_WEIGHT: dict[Bearing, int] = {"key": 1, "unclear": 2, "contrary": 3}


class Said(NamedTuple):
    """A coding in which a participant says something of a theme or a code."""

    case: CaseId
    thing: MapThing
    coding: CodingId
    bearing: Placement


def codes_by_person(reads: Reads) -> CountTable:
    """Return how often each participant says something of each code: a row a code."""
    columns, rows = _columns(reads, "code"), _people(reads)
    counts = _counted(reads, columns)
    return CountTable(
        tuple(column.head for column in columns),
        tuple(rows),
        tuple(tuple(counts[row.id, column.thing] for row in rows) for column in columns),
    )


def themes_by_person(reads: Reads) -> CountTable:
    """Return how often each participant says something of each theme: a row a person.

    A theme counts with those below it; themes that were let go are left out.
    """
    columns, rows = _columns(reads, "theme"), _people(reads)
    counts = _counted(reads, columns)
    return CountTable(
        tuple(rows),
        tuple(column.head for column in columns),
        tuple(tuple(counts[row.id, column.thing] for column in columns) for row in rows),
    )


def codes_together(reads: Reads, closeness: Closeness) -> CountTable:
    """Return how many codings of each row's code lie together with one of each column's.

    On the diagonal stand all codings of the code.

    Raises:
        InvalidActionError: Nothing is counted so.
    """
    import numpy as np

    from workbench.analysis.together import Lines, amid_turns, together

    if closeness not in TOGETHER:
        raise InvalidActionError(f"Codes are counted together by {' or '.join(TOGETHER)}.")
    codes, voices = _columns(reads, "code"), _voices(reads)
    number = {CodeId(column.thing.id): n for n, column in enumerate(codes)}
    turns = reads.matrices.turns() if closeness == "turns" else {}
    counts = np.zeros((len(codes), len(codes)), dtype=np.int64)
    for laid in reads.matrices.laid(ids=False):
        people = voices.get(laid.source, {})
        lines = Lines(
            np.array(laid.starts),
            np.array(laid.ends),
            np.array([number[code] for code in laid.codes]),
            np.array([speaker in people for speaker in laid.speakers]),
        )
        if turns:
            lines = amid_turns(lines, *turns[laid.source])
        counts += together(lines, len(codes))
    heads = tuple(column.head for column in codes)
    return CountTable(heads, heads, tuple(map(tuple, counts.tolist())))


def said_by(
    reads: Reads, case: CaseId, thing: MapThing, first: int = 0, most: int | None = None
) -> CellQuotations:
    """Return what a person says of a theme or a code, in order of import and place.

    Args:
        reads: The study.
        case: Whose words.
        thing: The theme, with those below it, or the code alone.
        first: How many to pass over.
        most: How many to give at most; None for all.

    Raises:
        NotFoundError: The theme or code is not there.
    """
    column = next((one for one in _columns(reads, thing.kind) if one.thing == thing), None)
    if column is None:
        raise NotFoundError("This theme or code is no longer in the study. Look again to see why.")
    places = {source for source, _ in reads.themes.participants().get(case, ())}
    found = [said for said in _said(reads, [column], places) if said.case == case]
    shown = found[first:][:most]
    bearing = {said.coding: said.bearing for said in shown}
    quotations = reads.quoted.among(list(bearing))
    return CellQuotations(tuple((q, bearing[q.coding.id]) for q in quotations), len(found))


def all_said(reads: Reads, kind: ThingKind) -> list[Said]:
    """Return what stands behind every cell, in order of import and place."""
    return list(_said(reads, _columns(reads, kind)))


# --- columns, people and what they say -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Column:
    """A theme or a code with what belongs to it."""

    head: Head
    thing: MapThing
    codes: frozenset[CodeId]
    codings: frozenset[CodingId]
    bearings: Mapping[CodingId, Bearing]


def _columns(reads: Reads, kind: ThingKind) -> list[_Column]:
    if kind == "code":
        return [
            _Column(
                Head(code.id, code.path_text),
                MapThing("code", code.id),
                frozenset([code.id]),
                frozenset(),
                {},
            )
            for code in reads.codes()
        ]
    themes = [theme for theme in reads.themes.all() if theme.state != "let go"]
    own: dict[str, dict[CodingId, Bearing]] = {}
    for theme, coding, bearing in reads.matrices.bearings():
        own.setdefault(theme, {})[coding] = bearing
    return [_of_theme(theme, _with_below(theme, themes), own) for theme in themes]


def _with_below(theme: Theme, themes: Iterable[Theme]) -> list[Theme]:
    found = [theme]
    for one in found:
        found += [below for below in themes if below.parent == one.id]
    return found


def _of_theme(
    theme: Theme, tree: Iterable[Theme], own: Mapping[str, Mapping[CodingId, Bearing]]
) -> _Column:
    codes, codings, worst = set[CodeId](), set[CodingId](), dict[CodingId, Bearing]()
    for one in tree:
        codes.update(one.codes)
        codings.update(one.codings)
        for coding, bearing in own.get(one.id, {}).items():
            worst[coding] = max(worst.get(coding, bearing), bearing, key=_WEIGHT.__getitem__)
    return _Column(
        Head(theme.id, theme.name),
        MapThing("theme", theme.id),
        frozenset(codes),
        frozenset(codings | worst.keys()),
        worst,
    )


def _people(reads: Reads) -> list[Head]:
    speaking = reads.themes.participants()
    names = {case.id: case.name for case in reads.people.cases()}
    return [Head(case, names[case]) for case in speaking]


def _voices(reads: Reads) -> dict[SourceId, dict[int | None, CaseId]]:
    """Return who of the participants speaks in each source, by the number of the speaker."""
    found: dict[SourceId, dict[int | None, CaseId]] = {}
    for case, places in reads.themes.participants().items():
        for source, number in places:
            found.setdefault(source, {})[number] = case
    return found


def _by_code(columns: Iterable[_Column]) -> dict[CodeId, list[_Column]]:
    found: dict[CodeId, list[_Column]] = {}
    for column in columns:
        for code in column.codes:
            found.setdefault(code, []).append(column)
    return found


def _by_coding(columns: Iterable[_Column]) -> dict[CodingId, list[_Column]]:
    found: dict[CodingId, list[_Column]] = {}
    for column in columns:
        for coding in column.codings:
            found.setdefault(coding, []).append(column)
    return found


def _counted(reads: Reads, columns: Sequence[_Column]) -> Counter[tuple[str, MapThing]]:
    counts: Counter[tuple[str, MapThing]] = Counter()
    voices, by_code = _voices(reads), _by_code(columns)
    for laid in reads.matrices.laid(ids=False):
        people = voices.get(laid.source, {})
        for (code, speaker), n in Counter(zip(laid.codes, laid.speakers, strict=True)).items():
            if speaker in people:
                for column in by_code.get(code, ()):
                    counts[people[speaker], column.thing] += n
    by_coding = _by_coding(columns)
    for coding, (source, code, speaker) in reads.matrices.placed().items():
        case = voices.get(source, {}).get(speaker)
        for column in by_coding.get(coding, ()) if case else ():
            says = column.bearings.get(coding, "") in ("", "key")
            counts[str(case), column.thing] += says - (code in column.codes)
    return counts


def _said(
    reads: Reads, columns: Sequence[_Column], sources: Collection[SourceId] | None = None
) -> Iterator[Said]:
    by_code, by_coding, voices = _by_code(columns), _by_coding(columns), _voices(reads)
    for laid in reads.matrices.laid(sources=sources):
        people = voices.get(laid.source, {})
        for _, _, coding, code, speaker in sorted(
            zip(laid.starts, laid.ends, laid.ids, laid.codes, laid.speakers, strict=True)
        ):
            if speaker not in people:
                continue
            singly = [one for one in by_coding.get(coding, ()) if code not in one.codes]
            for column in (*by_code.get(code, ()), *singly):
                bearing = column.bearings.get(coding, "")
                yield Said(people[speaker], column.thing, coding, bearing)
