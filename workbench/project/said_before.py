"""What was said in a text before it was corrected: consent and flags stay with the words.

A correction can bring words under a label of nobody's, those of several people under one, or take
them out. They stay the words of who said them, until a label names somebody else for them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.model.correction import Alignment
from workbench.model.events import SpeakerMapped
from workbench.model.ids import CaseId, FlagId, SourceId
from workbench.model.people_events import ThirdPartyUnflagged, UnlabelledMapped
from workbench.model.source import UNLABELLED, Passage, Segment
from workbench.project.masking import HeldWords, Masking
from workbench.project.voices import Voices
from workbench.store.reads import Reads
from workbench.store.texts import EarlierText

#: The person of each speaker, by number.
_Who = Mapping[int | None, CaseId | None]
_WORDY = re.compile(r"\w")
#: So much of what became somebody else's must have been taken out to be kept for who said it.
_LONG = 4


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """A passage of a text before it was corrected.

    Attributes:
        words: As they stood there.
        places: Where they stand now, but for what is somebody else's; nowhere if all was taken out.
        lost: What of them was taken out, or other words put in its place: it may stand elsewhere.
    """

    words: str
    places: tuple[Segment, ...]
    lost: tuple[str, ...]


class Mappings:
    """Which labels stood for nobody until somebody said who it is; the trail is read but once."""

    def __init__(self) -> None:
        self._found: dict[SourceId, list[tuple[int, int]]] | None = None

    def since(self, reads: Reads, source: SourceId, seq: int) -> set[int]:
        """Return the labels of a source, or no label, that were nobody's at an entry or since."""
        if self._found is None:
            self._found = self._read(reads)
        return {number for began, number in self._found.get(source, ()) if began > seq}

    @staticmethod
    def _read(reads: Reads) -> dict[SourceId, list[tuple[int, int]]]:
        """Return those of each source, with the first entry of the act that mapped them."""
        found = defaultdict[SourceId, list[tuple[int, int]]](list)
        for act in reads.acts.naming("Mapped"):
            for entry in reads.entries(act.first_seq - 1, act.last_seq):
                event = entry.event
                if isinstance(event, SpeakerMapped | UnlabelledMapped) and not event.before_case:
                    number = event.speaker if isinstance(event, SpeakerMapped) else UNLABELLED
                    found[event.source].append((act.first_seq, number))
        return found


def said_before(
    reads: Reads, source: SourceId, people: Collection[CaseId], mappings: Mappings
) -> Iterator[SaidBefore]:
    """Yield what some people said in earlier texts, as far as it became nobody else's.

    Args:
        reads: The project at one moment.
        source: Whose texts.
        people: Who.
        mappings: One for all sources that are asked about.
    """
    if not people or source not in reads.texts.corrected:
        return
    who: _Who = {one.index: one.case for one in reads.speakers(source)}
    after: Sequence[Passage] = reads.passages(source)
    speaking: dict[int, _Who] = {reads.texts.now(source): who}
    texts, mixed = [_text_now(reads, source)], set[int]()
    earlier = list(reads.texts.earlier(source))
    for text in earlier:
        who = speaking[text.n] = {**who, **{one.n: one.case for one in text.gone}}
        nobodys = mappings.since(reads, source, text.corrected)
        mixed |= set(_mixed(text, after, who, nobodys))
        after = text.passages
    steps: list[_Correction] = []
    after = reads.passages(source)
    for text in earlier:
        who = {n: None if n in mixed else case for n, case in speaking[text.n].items()}
        texts.append(reads.text_at(source, text.seq, text.part))
        steps.insert(0, _Correction(text, after, who, _Lost(text, texts[-1], texts[-2])))
        after, who = text.passages, speaking[text.n]
        for passage in after:
            case = who.get(passage.voice)
            if case is not None and case in people:
                yield from _left(passage, case, steps)
    yield from _said_aside(reads, source, people, texts, speaking)


def _said_aside(
    reads: Reads,
    source: SourceId,
    people: Container[CaseId],
    texts: Sequence[str],
    speaking: dict[int, _Who],
) -> Iterator[SaidBefore]:
    """Yield what some people said in texts that were undone, but for what stands in the others."""
    for text in reads.texts.aside(source):
        who: _Who = {**speaking[text.parent], **{one.n: one.case for one in text.new}}
        speaking[text.n] = who
        words = reads.text_at(source, text.seq, text.part)
        for passage in text.passages:
            case, said = who.get(passage.voice), words[passage.start : passage.end]
            if case is not None and case in people and not any(said in one for one in texts):
                yield SaidBefore(said, (), (said,))


def flagged_before(reads: Reads, source: SourceId) -> Iterator[SaidBefore]:
    """Yield flagged words as they stood in other texts, and those that were taken out of them."""
    flags = {one.id: Segment(one.start, one.end) for one in reads.people.third_parties(source)}
    if source not in reads.texts.corrected:
        return
    after, standing = _text_now(reads, source), {reads.texts.now(source): flags}
    for text in reads.texts.earlier(source):
        back = text.back
        flags = {
            flag: place
            for flag, now in flags.items()
            if (place := back.found("third party", flag, now)) is not None
        } | _taken_out(reads, source, text.corrected)
        standing[text.n] = flags
        words = reads.text_at(source, text.seq, text.part)
        lost = _Lost(text, words, after)
        for place in flags.values():
            yield SaidBefore(words[place.start : place.end], (), tuple(lost.of(place)))
        after = words
    for aside in reads.texts.aside(source):
        places = {
            flag: place
            for flag, then in standing[aside.parent].items()
            if (place := aside.way.found("third party", flag, then)) is not None
        }
        standing[aside.n] = places
        words = reads.text_at(source, aside.seq, aside.part)
        yield from (SaidBefore(words[one.start : one.end], (), ()) for one in places.values())


def brought_in(reads: Reads, source: SourceId) -> list[Passage]:
    """Return the passages whose words do not all stand, as they are, in the imported text."""
    passages = reads.passages(source)
    then = dict(enumerate(Segment(one.start, one.end) for one in passages))
    after = _text_now(reads, source)
    for text in reads.texts.earlier(source):
        back = Alignment(text.stretches).turned
        words = reads.text_at(source, text.seq, text.part)
        found = ((n, one, back.moved(one)) for n, one in then.items())
        then = {
            n: place
            for n, one, place in found
            if place and words[place.start : place.end] == after[one.start : one.end]
        }
        after = words
    return [one for n, one in enumerate(passages) if n not in then]


def stand_elsewhere(
    said: Iterable[SaidBefore],
    text: str,
    among: Iterable[Passage],
    free: Iterable[str],
    *,
    sparing: bool = False,
) -> Iterator[Segment]:
    """Yield where words that were taken out stand in other passages of the corrected text.

    Args:
        said: What they were taken out of; runs of it count too, for parts may stand together.
        text: The corrected text.
        among: The passages to look in.
        free: What is said where nothing is held.
        sparing: As `HeldWords` has it.
    """
    gone = [one for one in said if one.lost]
    lost = [words for one in gone for words in one.lost]
    held = [HeldWords(one, whole=True, sparing=sparing or _is_single(one)) for one in lost]
    held += [HeldWords(one.words, whole=False) for one in gone]
    masking = Masking(held, lambda: free)
    for passage in among:
        for place in masking.places(text[passage.start : passage.end]):
            yield Segment(passage.start + place.start, passage.start + place.end)


def _is_single(words: str) -> bool:
    return len(words.split()) == 1


def _text_now(reads: Reads, source: SourceId) -> str:
    holds = reads.texts.only(source)
    return reads.text_at(source, holds.seq, holds.part)


def _taken_out(reads: Reads, source: SourceId, corrected: int) -> dict[FlagId, Segment]:
    """Return where the flags stood that went with a correction."""
    act = reads.acts.holding(corrected)
    entries = () if act is None else reads.entries(act.first_seq - 1, act.last_seq)
    gone = (one.event for one in entries if isinstance(one.event, ThirdPartyUnflagged))
    return {event.flag: event.segment for event in gone if event.source == source}


class _Lost:
    """Which words of a text have no place in the corrected one."""

    def __init__(self, text: EarlierText, words: str, after: str) -> None:
        self._way, self._words, self._after = Alignment(text.stretches), words, after

    def of(self, segment: Segment) -> Iterator[str]:
        """Yield what of a segment was taken out or has other words in its place, run by run."""
        run = ""
        for piece, place in self._way.parts(segment):
            words = self._words[piece.start : piece.end]
            is_there = place is not None and words == self._after[place.start : place.end]
            if is_there and _WORDY.search(words):
                if _WORDY.search(run):
                    yield run
                run = ""
            else:
                run += words
        if _WORDY.search(run):
            yield run

    def words(self, segment: Segment) -> str:
        """Return the words of a segment."""
        return self._words[segment.start : segment.end]


class _Correction:
    """Where words went in one correction, and whose they were taken for."""

    def __init__(self, text: EarlierText, after: Sequence[Passage], who: _Who, lost: _Lost) -> None:
        self.lost = lost
        self._way = Alignment(text.stretches)
        self._starts = [one.start for one in after]
        self._after = [(one, who.get(one.voice)) for one in after]

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


def _left(passage: Passage, case: CaseId, steps: Sequence[_Correction]) -> Iterator[SaidBefore]:
    """Yield a passage with where it stands after some corrections.

    Of one that is somebody else's since, what was taken out is yielded alone.
    """
    whole = Segment(passage.start, passage.end)
    parts, lost, is_taken_out = [whole], list[str](), False
    for step in steps:
        parts = [part for part in parts if part.start < part.end]
        lost += [words for part in parts for words in step.lost.of(part)]
        moved = [step.left(part, case) for part in parts]
        is_taken_out = is_taken_out or None in moved
        parts = [place for places in moved for place in places or ()]
    if parts or is_taken_out:
        yield SaidBefore(steps[0].lost.words(whole), tuple(parts), tuple(lost))
        return
    long = (words for words in lost if len(words.split()) >= _LONG)
    yield from (SaidBefore(words, (), (words,)) for words in long)


def _mixed(
    text: EarlierText, after: Sequence[Passage], who: _Who, nobodys: Container[int]
) -> Iterator[int]:
    """Yield the labels, or no label, under which words of several people came for nobody's.

    Whoever they are given to later did not say all of it. A speaker of whom nobody said who it is
    is somebody else than any person.

    Args:
        text: The text before.
        after: The passages of the corrected one.
        who: The person of each speaker.
        nobodys: The labels that stood for nobody then.
    """
    voices = Voices(text.stretches, text.passages, after)
    fresh = {one.n for one in text.new if one.case is None}
    if all(one.voice != UNLABELLED for one in text.passages):
        fresh.add(UNLABELLED)
    for number in {one.voice for one in after if one.voice is not None}:
        if number not in fresh and number not in nobodys:
            continue
        spoke = frozenset[int]().union(*voices.of(number))
        if len({who.get(one) or one for one in spoke}) > 1 and any(who.get(n) for n in spoke):
            yield number
