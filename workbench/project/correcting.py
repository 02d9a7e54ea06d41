"""What becomes of all that stands in a source when its text is corrected; worked out before it is.

Nothing is written here. What has words left in the corrected text stands on them; what has none
has no place, and goes only if somebody says so.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.errors import InvalidActionError
from workbench.model.coding import Coding
from workbench.model.correction import Alignment, Move, Stretch, Voice
from workbench.model.ids import CaseId, CoderId, CodingId, SourceId, Words
from workbench.model.source import (
    UNLABELLED,
    LineCount,
    Passage,
    Segment,
    Source,
    SourceDraft,
    Speaker,
    SpeakerRole,
    word_count,
)
from workbench.model.versions import CorrectionReport, Touched
from workbench.project.aligning import align
from workbench.project.safeguards import refuse_unseen
from workbench.project.voices import Voices, heirs, never_quoted, refuse_lost_consent
from workbench.store.reads import Reads
from workbench.store.texts import Anchor

Span = tuple[int, int]


@dataclass(frozen=True)
class Foreseen:
    """A corrected text laid beside the one that holds.

    Attributes:
        reads: The project at one moment.
        source: Whose text is corrected.
        draft: What was read of the corrected one.

    Raises:
        InvalidActionError: Nothing is corrected, or a blind round is open over the source.
    """

    reads: Reads
    source: Source
    draft: SourceDraft
    text: str = field(init=False)
    stretches: tuple[Stretch, ...] = field(init=False)

    def __post_init__(self) -> None:
        refuse_unseen(self.reads, self.source.id)
        text = self.reads.text(self.source.id)
        _refuse_nothing(text, self.draft.text)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "stretches", align(text, self.draft.text))

    @cached_property
    def way(self) -> Alignment:
        """The way from the text that holds to the corrected one."""
        return Alignment(self.stretches)

    # --- what stands in the source ------------------------------------------------------------

    @cached_property
    def anchors(self) -> list[tuple[Anchor, Segment | None]]:
        """All that stands in the source, with where it stands then; no two flags at one place."""
        found = self.reads.texts.anchors(self.source.id)
        anchors = [(one, self._place_of(one.segment)) for one in found]
        given = {now for one, now in anchors if one.kind == "third party"}
        for n, (one, now) in enumerate(anchors):
            if now is None and one.kind == "third party":
                anchors[n] = one, self._elsewhere(one, given)
                given.add(anchors[n][1])
        return anchors

    def _elsewhere(self, anchor: Anchor, given: Container[Segment | None]) -> Segment | None:
        """Return where flagged words stand that were put elsewhere: the flag goes with them."""
        back, words = self.way.turned, self._before(anchor.segment).split()
        said = r"\s+".join(map(re.escape, words))
        for found in re.finditer(rf"(?<!\w){said}(?!\w)", self.draft.text):
            place = Segment(*found.span())
            if place in given:
                continue
            then = back.moved(place)
            if then is None or self._before(then).split() != words:  # they did not stand there
                return place
        return None

    def _place_of(self, segment: Segment) -> Segment | None:
        """Return where a segment stands then; on the same words where these reach over its place.

        Words that were taken out before or behind the same words can be told in two ways.
        """
        place, words = self.way.moved(segment), self._before(segment)
        if place is None or self._after(place) == words:
            return place
        low = max(0, place.start - len(words))
        around = self.draft.text[low : place.end + len(words)]
        starts = [low + found.start() for found in re.finditer(f"(?={re.escape(words)})", around)]
        near = [at for at in starts if at < place.end and at + len(words) > place.start]
        whole = [at for at in near if _is_whole(self.draft.text, at, at + len(words))]
        if not whole:
            return place
        start = min(whole, key=lambda at: abs(at - place.start))
        return Segment(start, start + len(words))

    @cached_property
    def codings(self) -> dict[CodingId, Coding]:
        """The codings of the source by id."""
        return {one.id: one for one in self.reads.codings(source=self.source.id)}

    @cached_property
    def lost(self) -> dict[CodingId, bool]:
        """The codings without a place, each with whether it would stand twice.

        Of two that would stand on the same words, the one that stood on them stays.
        """
        lost: dict[CodingId, bool] = {}
        taken: set[tuple[object, ...]] = set()
        codings = [one for one in self.anchors if one[0].kind == "coding"]
        for anchor, now in sorted(codings, key=self._has_other_words):
            coding = self.codings[CodingId(anchor.id)]
            place = (now, coding.code, coding.coder)
            if now is None or place in taken:
                lost[coding.id] = now is not None
            taken.add(place)
        return lost

    @cached_property
    def reworded(self) -> tuple[CodingId, ...]:
        """The codings that have a place, and other words there."""
        return tuple(
            CodingId(anchor.id)
            for anchor, now in self.anchors
            if anchor.kind == "coding" and CodingId(anchor.id) not in self.lost
            if self._has_other_words((anchor, now))
        )

    def _has_other_words(self, stands: tuple[Anchor, Segment | None]) -> bool:
        anchor, now = stands
        if now is None:
            return True
        return self._before(anchor.segment).split() != self._after(now).split()

    def without_place(self, kind: str) -> list[str]:
        """Return what of a kind has no words left."""
        return [one.id for one, now in self.anchors if one.kind == kind and now is None]

    def moves(self) -> Iterator[Move]:
        """Yield where things stand then that the stretches alone do not tell back."""
        back = self.way.turned
        going = {"exemplar", "third party"}
        for anchor, now in self.anchors:
            if CodingId(anchor.id) in self.lost or (now is None and anchor.kind in going):
                continue
            after = now or anchor.segment
            ways = self.way.moved(anchor.segment), back.moved(after)
            if ways != (after, anchor.segment):
                yield Move(*anchor, after.start, after.end)

    # --- passages and speakers ----------------------------------------------------------------

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each label of the corrected text; one that is known keeps its own."""
        known = {one.label: one.index for one in self._labelled()}
        fresh = self.reads.texts.next_speaker(self.source.id)
        numbers: dict[str, int] = {}
        for label in self.draft.speakers:
            numbers[label] = known.get(label, fresh)
            fresh += label not in known
        return numbers

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of the corrected text, with the numbers that its speakers have."""
        labels = self.draft.speakers
        return tuple(
            one if one.speaker is None else one._replace(speaker=self.numbers[labels[one.speaker]])
            for one in self.draft.passages
        )

    def gone_voices(self) -> tuple[Voice, ...]:
        """Return the speakers who have no words any more."""
        there = set(self.numbers.values())
        return tuple(
            Voice(one.index, Words(one.label), one.role, one.case)
            for one in self._labelled()
            if one.index not in there
        )

    def new_voices(self) -> tuple[Voice, ...]:
        """Return the speakers who had none before, with who they are.

        Raises:
            InvalidActionError: Words that are held back would stand where nobody knows whose.
        """
        who: dict[int, tuple[SpeakerRole, CaseId | None]] = {
            n: (old.role, old.case) for n, old in self.heirs.items()
        }
        new = self._new.items()
        return tuple(Voice(n, Words(label), *who.get(n, ("unmapped", None))) for label, n in new)

    @cached_property
    def heirs(self) -> dict[int, Speaker]:
        """The new voices that take a speaker's place, by number, with that speaker.

        A new label takes the place of one that is gone where all its words were theirs; and so of
        one whose words may not be quoted, gone or not: their words stay held back.
        """
        old = self.reads.passages(self.source.id)
        voices = Voices(self.stretches, old, self.passages)
        gone = {one.n for one in self.gone_voices()}
        held = never_quoted(self._speakers, self.reads.people.consents())
        old_ones = [one for one in self._speakers if one.index in {*gone, *held}]
        found = heirs(voices, self._new.values(), old_ones)
        mapped = {one.index for one in self._speakers if one.role != "unmapped"} | found.keys()
        labels = {n: label for label, n in self.numbers.items()} | {UNLABELLED: ""}
        unmapped = {n: label for n, label in labels.items() if n not in mapped}
        refuse_lost_consent(voices, held, unmapped, {one.index for one in self._speakers})
        return found

    @cached_property
    def _new(self) -> dict[str, int]:
        known = {one.index for one in self._labelled()}
        return {label: n for label, n in self.numbers.items() if n not in known}

    def marks(self) -> dict[CoderId, tuple[set[Span], set[Span]]]:
        """Return what each person marked as read: the passages there are, and those there will be.

        A passage of the corrected text counts as read where all that it was made of does.
        """
        made_of = self._made_of()
        found: dict[CoderId, tuple[set[Span], set[Span]]] = {}
        for coder, marks in self.reads.readings.marks_by_coder(self.source.id).items():
            now = {span for span, old in made_of.items() if old and old <= marks}
            found[coder] = marks, now
        return found

    def _made_of(self) -> dict[Span, set[Span]]:
        made_of: dict[Span, set[Span]] = {(p.start, p.end): set() for p in self.draft.passages}
        back = self.way.turned
        old = [(p.start, p.end) for p in self.reads.passages(self.source.id)]
        for span, parts in made_of.items():
            place = back.moved(Segment(*span)) if span[0] < span[1] else None
            if place is not None:
                parts |= {one for one in old if one[0] < place.end and one[1] > place.start}
        return made_of

    # --- in words -----------------------------------------------------------------------------

    def report(self) -> CorrectionReport:
        """Return what the correction would do."""
        coded = [one for one in self.anchors if one[0].kind == "coding"]
        links = self.reads.theme_claims.links()
        stale = {*self.reworded, *self.lost}
        return CorrectionReport(
            base=self.source.text_version,
            same=len(coded) - len(self.reworded) - len(self.lost),
            reworded=tuple(self._touched(self.reworded)),
            lost=tuple(self._touched(list(self.lost))),
            exemplars=len(self.without_place("exemplar")),
            third_parties=len(self.without_place("third party")),
            claims=sum(
                one.tie.rested is not None and one.tie.rested.coding in stale for one in links
            ),
            characters=len(self.draft.text),
            words=word_count(self.draft.text),
            turns=sum(one.kind == "turn" for one in self.draft.passages),
            new_speakers=tuple(str(v.label) for v in self.new_voices() if v.n not in self.heirs),
            gone_speakers=tuple(str(one.label) for one in self.gone_voices()),
            heirs=tuple(
                (label, self.heirs[n].label) for label, n in self._new.items() if n in self.heirs
            ),
        )

    def _touched(self, codings: Sequence[CodingId]) -> Iterator[Touched]:
        paths = {code.id: code.path_text for code in self.reads.codes()} if codings else {}
        coders = {coder.id: coder.name for coder in self.reads.coders()}
        for one in codings:
            coding = self.codings[one]
            now = None if one in self.lost else self._place_of(coding.segment)
            yield Touched(
                one,
                paths.get(coding.code, ""),
                coders.get(coding.coder, ""),
                self.reads.turn_at(self.source.id, coding.start),
                self._before(coding.segment),
                "" if now is None else self._after(now),
                self.lost.get(one, False),
            )

    def _before(self, segment: Segment) -> str:
        return self.text[segment.start : segment.end]

    def _after(self, segment: Segment) -> str:
        return self.draft.text[segment.start : segment.end]

    def _labelled(self) -> list[Speaker]:
        return [one for one in self._speakers if one.index != UNLABELLED]

    @cached_property
    def _speakers(self) -> list[Speaker]:
        return self.reads.speakers(self.source.id)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch cuts no word at its ends."""
    cuts_first = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cuts_last = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (cuts_first or cuts_last)


def with_words(reads: Reads, source: SourceId, passage: int, words: str) -> SourceDraft:
    """Return a source's text with other words in one passage, as a reader would give it.

    Args:
        reads: The project at one moment.
        source: Which.
        passage: The number of the passage, from 0.
        words: All of its words, as they shall be.

    Raises:
        InvalidActionError: There is no such passage, or no words are left.
    """
    now = next(one for one in reads.sources() if one.id == source)
    text, passages = reads.text(source), reads.passages(source)
    if not 0 <= passage < len(passages):
        raise InvalidActionError("There is no such passage in this text. Look again.")
    old, clean = passages[passage], words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not clean or "\0" in clean:
        raise InvalidActionError(
            "A turn has words. To take it out of the transcript, correct the text with a file."
        )
    was = text[old.start : old.end]
    head, tail = was[: len(was) - len(was.lstrip())], was[len(was.rstrip()) :]
    fresh = f"{head}{clean}{tail}"
    more = len(fresh) - len(was)
    lines = {name: getattr(now.lines, name) for name in LineCount.__dataclass_fields__}
    lines[old.kind] += fresh.count("\n") - was.count("\n")
    corrected = f"{text[: old.start]}{fresh}{text[old.end :]}"
    labels = {one.index: one.label for one in reads.speakers(source)}
    order = sorted(n for n in labels if n != UNLABELLED)
    return SourceDraft(
        file_name="",
        file_size=0,
        file_sha256="",
        format=now.format,
        encoding=reads.encoding(source),
        text=corrected,
        passages=tuple(_shifted(one, old, more, order) for one in passages),
        speakers=tuple(labels[n] for n in order),
        characters_read=len(corrected) + sum(part.characters for part in now.left_out),
        left_out=now.left_out,
        lines=LineCount(**lines),
        pages=tuple(at + more if at > old.start else at for at in now.pages),
    )


def _shifted(passage: Passage, edited: Passage, more: int, order: Sequence[int]) -> Passage:
    """Return a passage where it lies when an edited one got longer by so many characters."""

    def place(at: int | None) -> int | None:
        return at if at is None or at <= edited.start else at + more

    return passage._replace(
        start=passage.start + more * (passage.start > edited.start),
        end=passage.end + more * (passage.end >= edited.end),
        speaker=None if passage.speaker is None else order.index(passage.speaker),
        label_start=place(passage.label_start),
        label_end=place(passage.label_end),
    )


def _refuse_nothing(before: str, after: str) -> None:
    if not after.strip():
        raise InvalidActionError("The corrected text has no words. The text stays as it is.")
    if before == after:
        raise InvalidActionError(
            "The corrected text is the same as the present one, to the letter. Nothing to correct."
        )
