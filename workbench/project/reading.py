"""What a person marked as read: with what they coded, this alone is a first pass.

Reading is never measured from scrolling; somebody says so, turn by turn, up to a place, or for a
whole source. Passages between the turns are marked along with them. While a blind round is open,
what was marked in its sources before is still a first pass, but waits to be marked anew: so a coder
says that she is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.model.ids import SourceId
from workbench.model.proposal_events import PassagesRead, PassagesUnread
from workbench.model.source import Segment
from workbench.project.opened import Opened
from workbench.project.safeguards import first_pass
from workbench.store.reads import Reads

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FirstPass:
    """How many of a source's turns by participants a person marked as read or coded."""

    passed: int
    turns: int


class Reading:
    """What was read of a project's sources by the person who acts."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def marks(self, source: SourceId) -> list[Span]:
        """Return start and end of the passages that this person marked as read, in order.

        While a blind round is open over the source, only those marked within it.
        """
        coder = self._opened.reader_id()
        with self._opened.reading() as reads:
            since = _asked_since(reads, source)
            return [] if coder is None else reads.readings.marks(coder, source, since)

    def mark(self, source: SourceId, segment: Segment) -> int:
        """Mark the passages that a segment touches as read; return how many were not yet."""
        with self._opened.unit() as unit:
            coder = unit.command.actor.id
            readings, since = unit.reads.readings, _asked_since(unit.reads, source)
            known = set(readings.marks(coder, source, since))
            there = _touched(_passages(unit.reads, source), segment)
            fresh = [span for span in there if span not in known]
            before = {*readings.marks(coder, source)}.intersection(fresh)
            if before:
                unit.record(PassagesUnread(coder, source, _flat(sorted(before))))
            if fresh:
                unit.record(PassagesRead(coder, source, _flat(fresh)))
            return len(fresh)

    def mark_up_to(self, source: SourceId, position: int) -> int:
        """Mark the passages up to a place, that of the place with them, as read."""
        return self.mark(source, Segment(0, position + 1))

    def mark_all(self, source: SourceId) -> int:
        """Mark a whole source as read."""
        return self.mark_up_to(source, self._length(source))

    def unmark(self, source: SourceId, segment: Segment) -> int:
        """Mark the passages that a segment touches as not read; return how many were."""
        with self._opened.unit() as unit:
            coder = unit.command.actor.id
            there = _touched(unit.reads.readings.marks(coder, source), segment)
            if there:
                unit.record(PassagesUnread(coder, source, _flat(there)))
            return len(there)

    def progress(self, sources: Iterable[SourceId] | None = None) -> dict[SourceId, FirstPass]:
        """Return how far this person's first pass is, by source.

        Args:
            sources: Which; None for all.
        """
        coder = self._opened.reader_id()
        with self._opened.reading() as reads:
            wanted = [s.id for s in reads.sources()] if sources is None else list(sources)
            return {source: FirstPass(*first_pass(reads, coder, source)) for source in wanted}

    def _length(self, source: SourceId) -> int:
        with self._opened.reading() as reads:
            return len(reads.text(source))


def _asked_since(reads: Reads, source: SourceId) -> int:
    """Return the moment (µs) from which on marks count: when a round over it was opened, or 0."""
    now = reads.study.round_now()
    return now.opened_at if now and (not now.sources or source in now.sources) else 0


def _passages(reads: Reads, source: SourceId) -> list[Span]:
    reads.text(source)  # a source that is gone is refused by name
    return [(passage.start, passage.end) for passage in reads.passages(source)]


def _touched(spans: Iterable[Span], segment: Segment) -> list[Span]:
    return [span for span in spans if span[0] < segment.end and span[1] > segment.start]


def _flat(spans: Iterable[Span]) -> tuple[int, ...]:
    return tuple(place for span in spans for place in span)
