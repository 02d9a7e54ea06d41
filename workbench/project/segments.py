"""The segments of a study that a machine may look at: participants' words, nobody else's.

An interviewer's or moderator's words are left out, as are those of people who withdrew and of
speakers nobody named: who is not known to take part is not read. A segment that runs across turns
keeps the participants' share of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.model.coding import Coding
from workbench.model.ids import AttributeId, CaseId, CodeId, CodingId, SourceId
from workbench.model.proposal import RunUnit, Scope
from workbench.model.source import Passage, Segment
from workbench.store.reads import Reads


@dataclass(frozen=True, slots=True)
class StudySegment:
    """A segment with what is known of it.

    Attributes:
        words: The participants' words in it.
        case: Whose words they are; of several people, who speaks first.
        question: Start of the interviewer's turn that it follows; None where there is none.
        passage: Which passage of the source it begins in, from 0.
        codings: The codings that share a character with it.
        codes: Their codes, each once, in order.
    """

    source: SourceId
    start: int
    end: int
    words: str
    case: CaseId
    question: int | None
    passage: int
    codings: tuple[CodingId, ...]
    codes: tuple[CodeId, ...]

    @property
    def segment(self) -> Segment:
        """The stretch of the source it covers."""
        return Segment(self.start, self.end)

    @property
    def has_words(self) -> bool:
        """Whether there is a letter or a digit in it at all."""
        return any(sign.isalnum() for sign in self.words)


def study_segments(reads: Reads, unit: RunUnit, scope: Scope | None = None) -> list[StudySegment]:
    """Return the segments of a study in order of import and place, each with a word at least.

    Args:
        reads: The project at one moment.
        unit: What one segment is.
        scope: Which of them; None for all.
    """
    return [segment for segment in spoken_segments(reads, unit, scope) if segment.has_words]


def spoken_segments(reads: Reads, unit: RunUnit, scope: Scope | None = None) -> list[StudySegment]:
    """Return the segments of a study as `study_segments` does, with those that have no word."""
    scope = scope or Scope()
    cases, codes = _cases(reads, scope), _codes(reads, scope)
    found: list[StudySegment] = []
    for source in reads.sources():
        held = _Held(reads, source.id, cases)
        for start, end in held.stretches(unit):
            segment = held.segment(start, end)
            if segment is not None and _is_wanted(segment, held, unit, codes):
                found.append(segment)
    return found


def segment_at(reads: Reads, source: SourceId, segment: Segment) -> StudySegment | None:
    """Return one segment of a source; None where no participant says a word in it."""
    found = _Held(reads, source, _cases(reads, Scope())).segment(segment.start, segment.end)
    return found if found is not None and found.has_words else None


def words_at(reads: Reads, source: SourceId, spans: Iterable[tuple[int, int]]) -> list[str]:
    """Return what participants say in each stretch of a source; nothing where they say no word."""
    held = _Held(reads, source, _cases(reads, Scope()))
    said = ("\n".join(words for _, words in held.shares(*span)) for span in spans)
    return [words if any(sign.isalnum() for sign in words) else "" for words in said]


def turns_of(reads: Reads, source: SourceId) -> list[tuple[int, int]]:
    """Return start and end of the turns that are looked at in a source, in order."""
    return list(_Held(reads, source, _cases(reads, Scope())).stretches("turns"))


def _cases(reads: Reads, scope: Scope) -> frozenset[CaseId]:
    """Return the participants whose words are looked at: all who did not withdraw."""
    consents = reads.people.consents()
    gone = {case for case, consent in consents.items() if consent.withdrawn}
    there = {c.id for c in reads.people.cases() if c.kind == "participant"} - gone
    if scope.kind == "attribute":
        values, asked = reads.people.values(), AttributeId(scope.thing)
        there = {case for case in there if values.get(case, {}).get(asked) == scope.value}
    return frozenset(there)


def _codes(reads: Reads, scope: Scope) -> Collection[CodeId] | None:
    """Return the codes of which a segment must have one: a code and those below it.

    Without any in it, no segment may have one; None where it does not matter.
    """
    if scope.kind == "code":
        return reads.quoted.paths().branch(CodeId(scope.thing))
    return () if scope.kind == "uncoded" else None


def _is_wanted(
    segment: StudySegment, held: _Held, unit: RunUnit, codes: Collection[CodeId] | None
) -> bool:
    if codes is None:
        return True
    if not codes:
        return not segment.codings
    if unit != "codings":
        return any(code in codes for code in segment.codes)
    return any(
        c.code in codes and (c.start, c.end) == (segment.start, segment.end) for c in held.codings
    )


class _Held:
    """One source with its participants' passages and its codings."""

    def __init__(self, reads: Reads, source: SourceId, cases: frozenset[CaseId]) -> None:
        speakers = reads.speakers(source)
        people = {s.index: CaseId(s.case) for s in speakers if s.role == "participant" and s.case}
        asking = {s.index for s in speakers if s.role == "interviewer"}
        self.source = source
        self._reads = reads
        self._text = reads.text(source)
        self._passages = reads.passages(source)
        self._starts = [p.start for p in self._passages]
        self._who = [_person(p, people, cases) for p in self._passages]
        self._asked = list(_questions(self._passages, asking))

    @cached_property
    def codings(self) -> Sequence[Coding]:
        """The codings of the source; who asks for words or turns alone has no need of them."""
        return self._reads.codings(source=self.source)

    def stretches(self, unit: RunUnit) -> Iterator[tuple[int, int]]:
        """Yield where segments begin and end, each place once, in order."""
        if unit == "codings":
            yield from dict.fromkeys((c.start, c.end) for c in self.codings)
            return
        for passage, who in zip(self._passages, self._who, strict=True):
            if who is None:
                continue
            if unit == "turns":
                yield passage.start, passage.end
            else:
                yield from self._sentences(passage)

    def segment(self, start: int, end: int) -> StudySegment | None:
        """Return a segment with the participants' share of it; None where they have none."""
        shares = list(self.shares(start, end))
        if not shares:
            return None
        first = shares[0][0]
        case = self._who[first]
        assert case is not None
        over = [c for c in self.codings if c.start < end and c.end > start]
        return StudySegment(
            source=self.source,
            start=start,
            end=end,
            words="\n".join(words for _, words in shares),
            case=case,
            question=self._asked[first],
            passage=first,
            codings=tuple(c.id for c in over),
            codes=tuple(dict.fromkeys(c.code for c in over)),
        )

    def shares(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield what participants say in a stretch, with the number of its passage."""
        first = max(0, bisect_right(self._starts, start) - 1)
        for number in range(first, bisect_right(self._starts, end - 1)):
            passage = self._passages[number]
            words = self._text[max(start, passage.start) : min(end, passage.end)].strip()
            if self._who[number] is not None and words:
                yield number, words

    def _sentences(self, passage: Passage) -> Iterator[tuple[int, int]]:
        from workbench.analysis.sentences import sentences_in

        for start, end in sentences_in(self._text[passage.start : passage.end]):
            yield passage.start + start, passage.start + end


def _person(passage: Passage, people: dict[int, CaseId], cases: frozenset[CaseId]) -> CaseId | None:
    """Return whose words a passage is, of those whose words are looked at."""
    voice = passage.voice
    who = None if voice is None else people.get(voice)
    return who if who in cases else None


def _questions(passages: Sequence[Passage], asking: set[int]) -> Iterator[int | None]:
    """Yield for each passage where the interviewer's turn before it begins."""
    asked: int | None = None
    for passage in passages:
        if passage.voice in asking:
            asked = passage.start
        yield asked
