"""What was said in a text before it was corrected: consent and flags stay with the words.

A correction can bring words under a label of nobody's, those of several people under one, or take
them out. They stay the words of who said them, until a label names somebody else for them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.model.correction import Alignment
from workbench.model.ids import CaseId, FlagId, SourceId
from workbench.model.people_events import ThirdPartyUnflagged
from workbench.model.source import UNLABELLED, Passage, Segment
from workbench.project.voices import Voices
from workbench.store.reads import Reads
from workbench.store.texts import EarlierText

#: The person of each speaker, by number.
_Who = Mapping[int | None, CaseId | None]


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """A passage of a text before it was corrected.

    Attributes:
        words: As they stood there.
        places: Where they stand now, but for what is somebody else's; nowhere if all was taken out.
    """

    words: str
    places: tuple[Segment, ...]


def said_before(reads: Reads, source: SourceId, people: Container[CaseId]) -> Iterator[SaidBefore]:
    """Yield what some people said in earlier texts, as far as it became nobody else's.

    Args:
        reads: The project at one moment.
        source: Whose texts.
        people: Who.
    """
    if not reads.texts.any:
        return
    who: _Who = {one.index: one.case for one in reads.speakers(source)}
    after: Sequence[Passage] = reads.passages(source)
    steps: list[_Correction] = []
    for text in reads.texts.earlier(source):
        who = {**who, **{one.n: one.case for one in text.gone}}
        steps.insert(0, _Correction(text, after, who))
        after, words = text.passages, reads.text_at(source, text.seq, text.part)
        for passage in after:
            case = who.get(passage.voice)
            places = None if case is None or case not in people else _left(passage, case, steps)
            if places is not None:
                yield SaidBefore(words[passage.start : passage.end], tuple(places))


def flagged_before(reads: Reads, source: SourceId) -> Iterator[str]:
    """Yield flagged words as they stood in earlier texts, and those that were taken out of them."""
    flags = {one.id: Segment(one.start, one.end) for one in reads.people.third_parties(source)}
    for text in reads.texts.earlier(source):
        flags = {flag: text.back.of("third party", flag, place) for flag, place in flags.items()}
        flags |= _taken_out(reads, source, text.corrected)
        words = reads.text_at(source, text.seq, text.part)
        yield from (words[place.start : place.end] for place in flags.values())


def _taken_out(reads: Reads, source: SourceId, corrected: int) -> dict[FlagId, Segment]:
    """Return where the flags stood that went with a correction."""
    act = reads.acts.holding(corrected)
    entries = () if act is None else reads.entries(act.first_seq - 1, act.last_seq)
    gone = (one.event for one in entries if isinstance(one.event, ThirdPartyUnflagged))
    return {event.flag: event.segment for event in gone if event.source == source}


class _Correction:
    """Where words went in one correction, and whose they were taken for."""

    def __init__(self, text: EarlierText, after: Sequence[Passage], who: _Who) -> None:
        mixed = set(_mixed(text, after, who))
        self._way = Alignment(text.stretches)
        self._starts = [one.start for one in after]
        self._after = [(one, None if one.voice in mixed else who.get(one.voice)) for one in after]

    def left(self, segment: Segment, case: CaseId) -> list[Segment] | None:
        """Return where words of a person are nobody else's; None where they were taken out."""
        place = self._way.moved(segment)
        return None if place is None else list(self._left_in(place, case))

    def _left_in(self, place: Segment, case: CaseId) -> Iterator[Segment]:
        for passage, owner in self._after[max(0, bisect_right(self._starts, place.start) - 1) :]:
            if passage.start >= place.end:
                return
            part = Segment(max(place.start, passage.start), min(place.end, passage.end))
            if part.start < part.end and owner in (None, case):
                yield part


def _left(passage: Passage, case: CaseId, steps: Sequence[_Correction]) -> list[Segment] | None:
    """Return where a passage stands after some corrections; None where it is all somebody's."""
    parts, is_taken_out = [Segment(passage.start, passage.end)], False
    for step in steps:
        moved = [step.left(part, case) for part in parts if part.start < part.end]
        is_taken_out = is_taken_out or None in moved
        parts = [place for places in moved for place in places or ()]
    return parts if parts or is_taken_out else None


def _mixed(text: EarlierText, after: Sequence[Passage], who: _Who) -> Iterator[int]:
    """Yield the new labels of nobody's, or no label, under which words of several people came.

    Whoever they are given to later did not say all of it.
    """
    voices = Voices(text.stretches, text.passages, after)
    fresh = {one.n for one in text.new if one.case is None}
    if all(one.voice != UNLABELLED for one in text.passages):
        fresh.add(UNLABELLED)
    for number in fresh:
        spoke = frozenset[int]().union(*voices.of(number))
        if len({who.get(one) for one in spoke} - {None}) > 1:
            yield number
