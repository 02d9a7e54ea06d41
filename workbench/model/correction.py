"""A corrected text beside the one before it: which stretches of the two belong together.

A source's text has versions, numbered from 1, the imported one. Each later version was made from
one before it and keeps how its words lie to those: stretches, in the order of both texts. Where a
stretch is as long in both, a position in it moves by so many characters; one whose words are
others is as a whole what stands there now. What lies in no stretch was taken out, or is new.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from workbench.model.ids import CaseId, Words
from workbench.model.source import Segment, SpeakerRole

#: What stands at places of a source, each by an id of its own.
AnchorKind = Literal["coding", "third party", "exemplar", "claim", "suggestion"]

#: The version that was imported.
FIRST = 1


class Stretch(NamedTuple):
    """Where a stretch lies in the text before and in the one after (code points, end excluded)."""

    before: int
    before_end: int
    after: int
    after_end: int

    @property
    def turned(self) -> Stretch:
        """The same, seen from the text after."""
        return Stretch(self.after, self.after_end, self.before, self.before_end)

    def start_of(self, position: int) -> int:
        """Return where what begins at a position, or before the stretch, begins after."""
        within = position > self.before and self.is_as_long
        return self.after + position - self.before if within else self.after

    def end_of(self, position: int) -> int:
        """Return where what ends at a position, or behind the stretch, ends after."""
        within = position < self.before_end and self.is_as_long
        return self.after + position - self.before if within else self.after_end

    @property
    def is_as_long(self) -> bool:
        """Whether a position in it moves by so many characters."""
        return self.before_end - self.before == self.after_end - self.after


class Move(NamedTuple):
    """Where something stood before and stands after, which the stretches alone do not tell back."""

    kind: AnchorKind
    id: str
    start: int
    end: int
    after_start: int
    after_end: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of a source by number, as a correction takes it out or brings it in."""

    n: int
    label: Words
    role: SpeakerRole
    case: CaseId | None


class Alignment:
    """The way from one text to another.

    Args:
        stretches: In the order of both texts, none over another.
    """

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._stretches = list(stretches)
        self._starts = [one.before for one in self._stretches]
        self._ends = [one.before_end for one in self._stretches]

    @property
    def turned(self) -> Alignment:
        """The way back."""
        return Alignment(one.turned for one in self._stretches)

    def moved(self, segment: Segment) -> Segment | None:
        """Return where a segment stands in the other text; None where all of it was taken out."""
        first = bisect_right(self._ends, segment.start)
        last = bisect_left(self._starts, segment.end) - 1
        if first > last:
            return None
        start = self._stretches[first].start_of(segment.start)
        end = self._stretches[last].end_of(segment.end)
        return Segment(start, end) if start < end else None

    def parts(self, segment: Segment) -> Iterator[tuple[Segment, Segment | None]]:
        """Yield the pieces of a segment, each with where it stands in the other text, or None."""
        at = segment.start
        for one in self._stretches[bisect_right(self._ends, segment.start) :]:
            if one.before >= segment.end:
                break
            if at < one.before:
                yield Segment(at, one.before), None
            piece = Segment(max(at, one.before), min(one.before_end, segment.end))
            yield piece, self.moved(piece)
            at = piece.end
        if at < segment.end:
            yield Segment(at, segment.end), None
