"""What participants say, in passages short enough to be found, with a vector for each, at hand.

A passage begins at each sentence of a turn and holds so many sentences as make fifty words, so that
passages overlap and an idea is found wherever it begins. Only sentences are encoded; a passage is
their mean, each weighted by the root of its length. Passages are laid out once; codings and memos
leave them as they are, and only what changes words or whose they are has them laid out anew.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.model.ids import CaseId, SourceId
from workbench.model.undo import changes
from workbench.project.encoding import Watch, vectors_of
from workbench.project.segments import study_segments

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workbench.analysis.vectors import Vectors
    from workbench.analysis.worker import Reckoner
    from workbench.project.opened import Opened
    from workbench.store.reads import Reads

#: A passage has so many words or a little more, where its turn has as many.
PASSAGE_WORDS = 50
_MOVING = ("source:", "case:")
#: A stretch of a source: start and end in code points, end excluded.
Stretch = tuple[SourceId, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: where it stands, whose words they are, and how many."""

    source: SourceId
    start: int
    end: int
    case: CaseId
    word_count: int


@dataclass(frozen=True)
class Passages:
    """The passages of a study in order of import and place.

    Attributes:
        seq: The entry up to which they are what the study holds.
        encoder: The process that read them; with another model it is another one.
        places: The n passages.
        vectors: Shape (n, dimension), their unit rows.
    """

    seq: int
    encoder: Reckoner
    places: tuple[Place, ...]
    vectors: Vectors

    def touched(self, stretches: Iterable[Stretch]) -> NDArray[np.bool_]:
        """Tell which passages share a character with stretches of their sources; shape (n,)."""
        import numpy as np

        found = np.zeros(len(self.places), dtype=np.bool_)
        for source, start, end in stretches:
            of = self._of.get(source, range(0))
            at = bisect_right(self._ends, start, of.start, of.stop)
            while at < of.stop and self.places[at].start < end:
                found[at] = True
                at += 1
        return found

    @cached_property
    def apart(self) -> list[int]:
        """Passages of which none overlaps another, the first of each turn among them."""
        return self.distinct(range(len(self.places)), len(self.places))

    def distinct(self, numbers: Iterable[int], most: int) -> list[int]:
        """Return the first of these passages, so many at most, that overlap none before them."""
        found: list[int] = []
        taken: dict[SourceId, list[tuple[int, int]]] = {}
        for number in numbers:
            place = self.places[number]
            spans = taken.setdefault(place.source, [])
            at = bisect_right(spans, (place.start, place.end))
            before = at > 0 and spans[at - 1][1] > place.start
            if not before and (at == len(spans) or spans[at][0] >= place.end):
                spans.insert(at, (place.start, place.end))
                found.append(number)
            if len(found) == most:
                break
        return found

    @cached_property
    def _ends(self) -> list[int]:
        return [place.end for place in self.places]

    @cached_property
    def _of(self) -> Mapping[SourceId, range]:
        """Return the numbers of each source's passages, which follow each other."""
        found: dict[SourceId, range] = {}
        for number, place in enumerate(self.places):
            first = found.get(place.source, range(number, number)).start
            found[place.source] = range(first, number + 1)
        return found


@dataclass(slots=True)
class AtHand:
    """The passages that were brought together last; threads may share it."""

    held: Passages | None = field(default=None)

    def clear(self) -> None:
        """Keep nothing, as erasure asks for."""
        self.held = None


def passages_of(opened: Opened, watch: Watch | None = None) -> Passages:
    """Return the passages of the study as it is now, encoding those that are new.

    Args:
        opened: The project.
        watch: Told how many are encoded; a no stops the work.

    Raises:
        ComputationStoppedError: The watch said no, or the process was lost.
        WorkbenchError: The model is missing, damaged or not what it should be.
    """
    held, encoder = opened.at_hand.held, opened.reckoning.encoder()
    with opened.reading() as reads:
        seq = reads.head()[0]
        if held is not None and held.encoder is encoder and not _moved(reads, held.seq):
            return held
        turns = list(_turns(reads))
    vectors = vectors_of(opened, [words for turn in turns for words in turn.words], watch)
    encoder.refuse_retired()
    places, rows = _laid_out(turns, vectors)
    opened.at_hand.held = found = Passages(seq, encoder, places, rows)
    return found


def mean_of(sentences: Sequence[str], vectors: Vectors) -> Vectors:
    """Return what sentences mean together.

    Args:
        sentences: The n sentences' words.
        vectors: Shape (n, d), their unit rows.

    Returns:
        Shape (d,), a unit vector: their mean, weighted by the roots of their lengths in words.
    """
    from workbench.analysis.vectors import unit_rows

    mean: Vectors = unit_rows((_roots(sentences)[:, None] * vectors).sum(axis=0, keepdims=True))[0]
    return mean


def sentences_of(words: str) -> list[str]:
    """Return the sentences of some words; the words whole where there is but one."""
    from workbench.analysis.sentences import sentences_in

    return [words[a:b] for a, b in sentences_in(words) if _says(words[a:b])] or [words]


def _moved(reads: Reads, since: int) -> bool:
    """Tell whether words, or whose they are, changed after an entry."""
    return any(
        thing.startswith(_MOVING)
        for entry in reads.entries(since)
        for thing in changes(entry.event)
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn's sentences: where they stand in the source, and their words."""

    source: SourceId
    case: CaseId
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]

    def passages(self) -> Iterator[tuple[int, int, int]]:
        """Yield the first sentence of each passage, the one behind its last, and its words."""
        counts = [len(words.split()) for words in self.words]
        last = total = 0
        for first in range(len(counts)):
            while last < len(counts) and total < PASSAGE_WORDS:
                total, last = total + counts[last], last + 1
            yield first, last, total
            if last == len(counts):
                return
            total -= counts[first]


def _turns(reads: Reads) -> Iterator[_Turn]:
    from workbench.analysis.sentences import sentences_in

    for turn in study_segments(reads, "turns"):
        text = reads.text(turn.source)
        spans = tuple(
            (turn.start + a, turn.start + b)
            for a, b in sentences_in(text[turn.start : turn.end])
            if _says(text[turn.start + a : turn.start + b])
        )
        yield _Turn(turn.source, turn.case, spans, tuple(text[a:b] for a, b in spans))


def _laid_out(turns: Sequence[_Turn], vectors: Vectors) -> tuple[tuple[Place, ...], Vectors]:
    """Return the passages of turns and their rows, given a row for each of their sentences."""
    import numpy as np

    from workbench.analysis.vectors import unit_rows

    weighted = vectors * _roots([words for turn in turns for words in turn.words])[:, None]
    sums = np.vstack([np.zeros_like(weighted[:1]), np.cumsum(weighted, axis=0, dtype=np.float64)])
    places, spans, at = list[Place](), list[tuple[int, int]](), 0
    for turn in turns:
        for first, last, words in turn.passages():
            start, end = turn.spans[first][0], turn.spans[last - 1][1]
            places.append(Place(turn.source, start, end, turn.case, words))
            spans.append((at + first, at + last))
        at += len(turn.spans)
    edges = np.array(spans, dtype=np.int64).reshape(-1, 2)
    return tuple(places), unit_rows(sums[edges[:, 1]] - sums[edges[:, 0]])


def _roots(sentences: Sequence[str]) -> NDArray[np.float32]:
    import numpy as np

    roots = [math.sqrt(len(words.split())) for words in sentences]
    return np.array(roots, dtype=np.float32)


def _says(words: str) -> bool:
    return any(sign.isalnum() for sign in words)
