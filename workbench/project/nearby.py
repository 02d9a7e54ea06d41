"""What participants say, in passages short enough to be found, with a vector for each, at hand.

A passage is a turn, or a few sentences of a turn that is longer. They are cut and their vectors
brought together once; codings and memos leave them as they are, so that only what changes words or
whose they are has them laid out anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
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
    from workbench.project.opened import Opened
    from workbench.store.reads import Reads

#: A turn of more words is looked at in pieces, of so many words or a little more.
LONG, PIECE = 120, 60
_MOVING = ("source:", "case:")
#: A stretch of a source: start and end in code points, end excluded.
Stretch = tuple[SourceId, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: where it stands, the words, and whose they are."""

    source: SourceId
    start: int
    end: int
    words: str
    case: CaseId


@dataclass(frozen=True)
class Passages:
    """The passages of a study in order of import and place.

    Attributes:
        seq: The entry up to which they are what the study holds.
        places: The n passages.
        vectors: Shape (n, dimension), their unit rows.
    """

    seq: int
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
    held = opened.at_hand.held
    with opened.reading() as reads:
        seq = reads.head()[0]
        if held is not None and not _moved(reads, held.seq):
            return held
        places = tuple(_laid_out(reads))
    vectors = vectors_of(opened, [place.words for place in places], watch)
    opened.at_hand.held = Passages(seq, places, vectors)
    return opened.at_hand.held


def _moved(reads: Reads, since: int) -> bool:
    """Tell whether words, or whose they are, changed after an entry."""
    return any(
        thing.startswith(_MOVING)
        for entry in reads.entries(since)
        for thing in changes(entry.event)
    )


def _laid_out(reads: Reads) -> Iterator[Place]:
    for turn in study_segments(reads, "turns"):
        text = reads.text(turn.source)[turn.start : turn.end]
        for start, end in _pieces(text):
            words = text[start:end].strip()
            if any(sign.isalnum() for sign in words):
                at = turn.start + text.index(words, start)
                yield Place(turn.source, at, at + len(words), words, turn.case)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield a turn whole, or its sentences a few at a time, none left out."""
    from workbench.analysis.sentences import sentences_in

    if len(text.split()) <= LONG:
        yield 0, len(text)
        return
    first: int | None = None
    for start, end in sentences_in(text):
        first = start if first is None else first
        if len(text[first:end].split()) >= PIECE:
            yield first, end
            first = None
    if first is not None:
        yield first, len(text)
