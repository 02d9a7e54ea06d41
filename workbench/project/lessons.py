"""What can be learnt of one coder's codings: theirs alone, and only of what participants said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from workbench.model.codebook import APPLICABLE, Code
from workbench.model.coding import Coding
from workbench.model.ids import CodeId, CoderId, CodingId, SourceId
from workbench.model.source import Segment
from workbench.model.undo import changes
from workbench.project.segments import words_at
from workbench.store.reads import Reads

if TYPE_CHECKING:
    from workbench.analysis.suggest import Examples
    from workbench.analysis.vectors import Vectors

#: What can happen to a study without another word to learn from; codes are read anew each time.
_HARMLESS = frozenset(
    ("code", "coding", "decision", "facet", "flag", "memo", "read", "reason", "suggestion")
)


class Lesson(NamedTuple):
    """A coding, and what participants say in it."""

    coding: Coding
    words: str


@dataclass(slots=True)
class Lessons:
    """The lessons of one coder, kept by source until something happens to its codings."""

    _seq: int = 0
    _coder: CoderId | None = None
    _held: dict[SourceId, list[Lesson]] = field(default_factory=dict)

    def of(self, reads: Reads, coder: CoderId) -> list[Lesson]:
        """Return the lessons of a coder as they are now, in order of import and place."""
        if coder != self._coder:
            self._held.clear()
        elif self._held:
            self._forget(reads)
        self._seq, self._coder = reads.head()[0], coder
        sources = [source.id for source in reads.sources()]
        for source in sources:
            if source not in self._held:
                self._held[source] = _lessons(reads, source, coder)
        return [lesson for source in sources for lesson in self._held[source]]

    def _forget(self, reads: Reads) -> None:
        """Let go of the sources to whose codings something happened since."""
        things = {t for entry in reads.entries(self._seq) for t in changes(entry.event)}
        if any(thing.partition(":")[0] not in _HARMLESS for thing in things):
            self._held.clear()
            return
        ids = {t[7:].partition("/")[0] for t in things if t.startswith("coding:")}
        moved = {coding.source for coding in reads.codings_among([CodingId(i) for i in ids])}
        for source, lessons in list(self._held.items()):
            if source in moved or any(lesson.coding.id in ids for lesson in lessons):
                del self._held[source]


@dataclass(frozen=True, slots=True)
class Teaching:
    """What is known when codes are suggested for a passage.

    Attributes:
        source: Where the passage is.
        at: The passage.
        codes: Those that can be given.
        lessons: The coder's; those of the passage itself teach nothing about it.
        given: Places in `codes` of what the coder gave to the passage already.
        pairs: Codes of a coded segment and of the next one in its source, as places in `codes`;
            none where there is nothing before.
        before: Those of the segment before the passage; none where coding does not go top-down.
        told_by: The last coding of those that tell how sure a code must be: when it was made, and
            its id.
        learnt_at: The newest entry: no coding after it is known, and of those before maybe a part.
    """

    source: SourceId
    at: Segment
    codes: tuple[Code, ...]
    lessons: tuple[Lesson, ...]
    given: frozenset[int]
    pairs: tuple[tuple[Sequence[int], Sequence[int]], ...]
    before: Sequence[int]
    told_by: tuple[int, str]
    learnt_at: int

    @property
    def own(self) -> list[int]:
        """Places of the lessons that stand on the passage."""
        return [n for n, one in enumerate(self.lessons) if _is_on(one.coding, self.source, self.at)]

    @property
    def tried(self) -> list[int]:
        """Places of the lessons that tell how sure a code must be."""
        return [n for n, one in enumerate(self.lessons) if _made(one) <= self.told_by]


def teaching(reads: Reads, lessons: Sequence[Lesson], source: SourceId, at: Segment) -> Teaching:
    """Return what is known about a passage from the lessons of a coder."""
    codes = tuple(code for code in reads.codes() if code.state in APPLICABLE)
    places = {code.id: place for place, code in enumerate(codes)}
    known = [lesson for lesson in lessons if lesson.coding.code in places]
    on_it = [one for one in known if _is_on(one.coding, source, at)]
    others = [one for one in known if not _is_on(one.coding, source, at)]
    here = [one for one in others if one.coding.source == source]
    top_down = bool(here) and all(one.coding.start < at.start for one in here)
    steps = _steps(others, places) if top_down else []
    return Teaching(
        source=source,
        at=at,
        codes=codes,
        lessons=tuple(known),
        given=frozenset(places[one.coding.code] for one in on_it),
        pairs=tuple((a.codes, b.codes) for a, b in pairwise(steps) if a.source == b.source),
        before=next((step.codes for step in reversed(steps) if step.source == source), []),
        told_by=_milestone(known),
        learnt_at=reads.head()[0],
    )


def examples_of(
    read: Callable[[Sequence[str]], Vectors], lessons: Sequence[Lesson], codes: Sequence[Code]
) -> Examples:
    """Return lessons and what their codes are called, as vectors; an accepted one weighs less.

    Args:
        read: Returns a unit row for each of some texts.
        lessons: Of the codes.
        codes: Those that can be given.
    """
    import numpy as np

    from workbench.analysis.suggest import ACCEPTED_WEIGHT, Examples

    places = {code.id: place for place, code in enumerate(codes)}
    named = tuple(f"{code.name}. {code.card.definition}".strip() for code in codes)
    texts = tuple(lesson.words for lesson in lessons)
    vectors = read([*named, *texts])
    accepted = [lesson.coding.origin == "proposal" for lesson in lessons]
    return Examples(
        vectors=vectors[len(named) :],
        texts=texts,
        codes=np.array([places[one.coding.code] for one in lessons], dtype=np.int64),
        weights=np.where(accepted, ACCEPTED_WEIGHT, 1.0),
        names=vectors[: len(named)],
        named=named,
    )


class _Step(NamedTuple):
    source: SourceId
    start: int
    end: int
    codes: list[int]


def _steps(lessons: Sequence[Lesson], places: dict[CodeId, int]) -> list[_Step]:
    """Return the coded segments in order, each with its codes."""
    groups = groupby((one.coding for one in lessons), lambda c: (c.source, c.start, c.end))
    return [_Step(*place, [places[c.code] for c in codings]) for place, codings in groups]


def _milestone(lessons: Sequence[Lesson]) -> tuple[int, str]:
    """Return the last of the lessons that tell how sure a code must be; of few, none do.

    Another coding seldom changes which they are: a quarter more are waited for.
    """
    from workbench.analysis.sureness import LEAST_CODINGS

    count = LEAST_CODINGS
    while count * 5 // 4 <= len(lessons):
        count = count * 5 // 4
    return sorted(map(_made, lessons))[count - 1] if count <= len(lessons) else (-1, "")


def _made(lesson: Lesson) -> tuple[int, str]:
    return lesson.coding.at, lesson.coding.id


def _is_on(coding: Coding, source: SourceId, at: Segment) -> bool:
    return coding.source == source and coding.start < at.end and coding.end > at.start


def _lessons(reads: Reads, source: SourceId, coder: CoderId) -> list[Lesson]:
    codings = [coding for coding in reads.codings(source=source) if coding.coder == coder]
    if not codings:
        return []
    words = words_at(reads, source, [(c.start, c.end) for c in codings])
    return [Lesson(c, said) for c, said in zip(codings, words, strict=True) if said]
