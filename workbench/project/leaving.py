"""What may leave a study: whose words, which not and why, and how all else is kept free of them.

A quotation is held back where a participant did not allow their words to be quoted, or where it
tells of somebody who took no part. What researchers write is searched for the same words
(`masking`). A claim may stand that rests on such words; the words may not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from workbench.model.case import NEVER_QUOTED, NO_CONSENT
from workbench.model.coding import Quotation
from workbench.model.ids import CaseId, CodeId, SourceId
from workbench.model.printed import CUT
from workbench.model.proposal import RunInput
from workbench.model.source import UNLABELLED, Passage, Segment, Speaker
from workbench.project.masking import HELD as HELD
from workbench.project.masking import HeldWords, Masking, Naming
from workbench.project.project import Project
from workbench.project.said_before import (
    Mappings,
    SaidBefore,
    brought_in,
    flagged_before,
    said_before,
    stand_elsewhere,
)
from workbench.project.wording import counted
from workbench.store.reads import Reads

WhyHeld = Literal["consent", "third party"]
#: Stands where a participant was named, where people are named by role.
UNNAMED = "[a participant]"


@dataclass(frozen=True, slots=True)
class _Text:
    """A source with who speaks where in it, what of it is held, and what was before."""

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    speakers: dict[int, Speaker]
    flagged: tuple[Segment, ...]
    unsaid: tuple[Segment, ...]
    before: tuple[HeldWords, ...]

    def free(self) -> Iterator[str]:
        """Yield the pieces that are not held back."""
        at = 0
        for segment in sorted((*self.flagged, *self.unsaid)):
            yield self.text[at : max(at, segment.start)]
            at = max(at, segment.end)
        yield self.text[at:]

    def passages_in(self, segment: Segment) -> list[Passage]:
        """Return the passages that share a character with a segment."""
        found: list[Passage] = []
        for passage in self.passages[max(0, bisect_right(self.starts, segment.start) - 1) :]:
            if passage.start >= segment.end:
                break
            if passage.end > segment.start:
                found.append(passage)
        return found

    def speaker_of(self, passage: Passage) -> Speaker | None:
        """Return whose words a passage holds."""
        return None if passage.voice is None else self.speakers.get(passage.voice)


class Leaving:
    """Which words of a project may leave it.

    Args:
        project: As it is now; it is read once.
        by_role: Whether names of participants are replaced too in what researchers wrote.
    """

    def __init__(self, project: Project, *, by_role: bool = False) -> None:
        self._project, self._by_role = project, by_role
        self._consents, self._mappings = project.cases.consents(), Mappings()
        self._texts: dict[SourceId, _Text] = {}
        self._paths: dict[CodeId, tuple[str, ...]] = {}
        self._sources: dict[SourceId, str] = {}

    def speakers(self, source: SourceId, segment: Segment) -> list[Speaker]:
        """Return who speaks in a segment, in order, each once."""
        text = self._text(source)
        found = (text.speaker_of(p) for p in text.passages_in(segment))
        return list({one.index: one for one in found if one is not None}.values())

    def why_held(self, source: SourceId, segment: Segment) -> WhyHeld | None:
        """Return why the words of a segment may not leave; None where they may."""
        text = self._text(source)
        if any(f.start < segment.end and segment.start < f.end for f in text.flagged):
            return "third party"
        before = bisect_left(text.unsaid, segment.end, key=lambda one: one.start)
        return "consent" if before and text.unsaid[before - 1].end > segment.start else None

    def held_back(self) -> Counter[WhyHeld]:
        """Return of how many quotations the words may not leave, by the reason."""
        codings = (c for of in self._held_sources for c in self._project.codings.in_source(of))
        reasons = (self.why_held(coding.source, coding.segment) for coding in codings)
        return Counter(why for why in reasons if why is not None)

    def row(self, quotation: Quotation) -> Quotation:
        """Return a quotation without words that may not leave, as tables hold it."""
        coding = quotation.coding
        path = self._paths.get(coding.code)
        if path is None:
            path = self._paths[coding.code] = self.path(quotation.code, coding.code)
        name = self.source_name(coding.source, quotation.source_name)
        if coding.source in self._held_sources and self.why_held(coding.source, coding.segment):
            quotation = replace(quotation, words=HELD, printed="")
        is_same = (path, name) == (quotation.code, quotation.source_name)
        return quotation if is_same else replace(quotation, code=path, source_name=name)

    def source_name(self, source: SourceId, name: str) -> str:
        """Return what a source is called, a bracket in place of words that may not leave."""
        if source not in self._sources:
            self._sources[source] = self.masked(name)
        return self._sources[source]

    def is_unrecorded(self, case: CaseId) -> bool:
        """Tell whether nobody wrote down if this person may be quoted."""
        return self._consents.get(case, NO_CONSENT).may_quote == "not recorded"

    def has_withdrawn(self, case: CaseId) -> bool:
        """Tell whether this person withdrew."""
        return bool(self._consents.get(case, NO_CONSENT).withdrawn)

    def words(self, quotation: Quotation, named: Callable[[Speaker | None], str]) -> str:
        """Return the words of a quotation as they leave: printed, labels replaced by brackets.

        Args:
            quotation: One that is not held back.
            named: How a speaker is called.
        """
        source, segment = quotation.coding.source, quotation.coding.segment
        labels, printed = self._labels(source, segment), quotation.as_printed
        if labels and (printed == quotation.words or any(label in printed for label in labels)):
            return self.spoken(source, segment, named)
        return printed

    def spoken(
        self, source: SourceId, segment: Segment, named: Callable[[Speaker | None], str]
    ) -> str:
        """Return the words of a segment: labels as brackets, cuts where nobody says anything."""
        text = self._text(source)
        if not self._labels(source, segment):
            return _words(text, segment)
        told, before = list[str](), None
        for passage in text.passages_in(segment):
            piece = _words(text, _clipped(passage, segment)).strip()
            if passage.voice is None:
                told.append(piece if _is_bracketed(piece) else CUT)
                continue
            if before is not None and passage.voice != before:
                told.append(f"[{named(text.speaker_of(passage)) or 'a speaker'}:]")
            told, before = [*told, piece], passage.voice
        return " ".join(told)

    def _labels(self, source: SourceId, segment: Segment) -> list[str]:
        return _labels(text := self._text(source), text.passages_in(segment), segment)

    def masked(self, words: str) -> str:
        """Return what a researcher wrote, a bracket in place of words that may not leave."""
        return self._names.replaced(self._masking.masked(words), _unnamed)

    def code_path(self, path: tuple[str, ...], code: CodeId) -> str:
        """Return the path of a code, without a name that is held."""
        return " / ".join(self.path(path, code))

    def path(self, path: tuple[str, ...], code: CodeId) -> tuple[str, ...]:
        """Return the names from the root down to a code, without those that are held."""
        names = {self._code_names[one] for one in self._held_codes}
        above = (HELD if name in names else self.masked(name) for name in path[:-1])
        return (*above, HELD if code in self._held_codes else self.masked(path[-1]))

    def is_named_freely(self, code: str) -> bool:
        """Tell whether a code is called by words that may leave."""
        return code not in self._held_codes

    @cached_property
    def _never(self) -> frozenset[CaseId]:
        return frozenset(
            case for case, consent in self._consents.items() if consent.may_quote in NEVER_QUOTED
        )

    def _text(self, source: SourceId) -> _Text:
        if source not in self._texts:
            unlabelled = self._project.sources.unlabelled(source)
            with self._project._opened.reading() as reads:
                self._texts[source] = self._read(reads, source, unlabelled)
        return self._texts[source]

    def _read(self, reads: Reads, source: SourceId, unlabelled: Speaker | None) -> _Text:
        """Return a source as it is now, or was when it was taken out of the study."""
        version = reads.texts.only(source)
        passages = tuple(reads.passages(source))
        speakers = {speaker.index: speaker for speaker in reads.speakers(source)}
        if unlabelled is not None:
            speakers[UNLABELLED] = unlabelled
        flags = reads.people.third_parties(source)
        said = list(said_before(reads, source, self._never, self._mappings))
        flagged = list(flagged_before(reads, source))
        text = _Text(
            reads.text_at(source, version.seq, version.part),
            passages,
            tuple(passage.start for passage in passages),
            speakers,
            tuple(Segment(flag.start, flag.end) for flag in flags),
            (),
            (
                *(HeldWords(one.words, whole=True) for one in flagged),
                *(HeldWords(one.words, whole=False) for one in said),
            ),
        )
        text = replace(text, unsaid=_joined(self._unsaid(text, said)))
        if not any(one.lost for one in (*said, *flagged)):
            return text
        return self._with_moved(text, brought_in(reads, source), said, flagged)

    def _unsaid(self, text: _Text, said: Sequence[SaidBefore]) -> Iterator[Segment]:
        """Yield what is held for want of consent where it stood, or stands under no such label."""
        for one in said:
            yield from one.places
        for passage in text.passages:
            if self._case_of(text, passage) in self._never:
                yield Segment(passage.start, passage.end)

    def _with_moved(
        self,
        text: _Text,
        new: Sequence[Passage],
        said: Sequence[SaidBefore],
        flagged: Sequence[SaidBefore],
    ) -> _Text:
        """Return a text with held words, too, that a correction put elsewhere.

        They are looked for in the passages that it brought in: what nobody said before.
        """
        held = (*text.flagged, *text.unsaid)
        places = {(one.start, one.end) for one in new}
        free = [
            one
            for one in text.passages
            if not any(a.start < one.end and one.start < a.end for a in held)
        ]
        stays = [_words(text, one) for one in free if (one.start, one.end) not in places]
        theirs = [_words(text, one) for one in free if self._case_of(text, one) is not None]
        nobodys = [one for one in new if self._case_of(text, one) is None]
        flag = stand_elsewhere(flagged, text.text, new, stays)
        consent = stand_elsewhere(said, text.text, nobodys, (*stays, *theirs), sparing=True)
        return replace(
            text, flagged=(*text.flagged, *flag), unsaid=_joined((*text.unsaid, *consent))
        )

    @staticmethod
    def _case_of(text: _Text, passage: Passage) -> CaseId | None:
        speaker = text.speaker_of(passage)
        return None if speaker is None else speaker.case

    # --- what researchers wrote ------------------------------------------------------------------

    @cached_property
    def _masking(self) -> Masking:
        held = [HeldWords(self._code_names[code], whole=True) for code in self._held_codes]
        for source in (*self._held_sources, *self._put_away):
            text = self._text(source)
            held += [HeldWords(_words(text, segment), whole=True) for segment in text.flagged]
            held += [HeldWords(_words(text, segment), whole=False) for segment in text.unsaid]
            held += text.before
        return Masking(held, self._free)

    def _free(self) -> Iterator[str]:
        for source in self._project.sources.all():
            yield from self._text(source.id).free()

    @cached_property
    def _names(self) -> Naming:
        cases = self._project.cases.all() if self._by_role else []
        return Naming(case.name for case in cases if case.kind == "participant")

    @cached_property
    def _held_sources(self) -> Mapping[SourceId, None]:
        """The sources in which something is held back, in order of import."""
        project = self._project
        heard = {source for case in self._never for source in project.cases.sources_of(case)}
        with project._opened.reading() as reads:
            corrected = reads.texts.corrected
        return dict.fromkeys(
            one.id
            for one in project.sources.all()
            if one.id in heard
            or project.flags.third_party(one.id)
            or (one.id in corrected and self._text(one.id).before)
        )

    @cached_property
    def _put_away(self) -> frozenset[SourceId]:
        """The sources that were taken out of the study, and hold what may not leave."""
        there = {one.id for one in self._project.sources.all()}
        with self._project._opened.reading() as reads:
            away = [SourceId(one) for one in reads.source_names() if one not in there]
        texts = [(one, self._text(one)) for one in away]
        return frozenset(one for one, text in texts if text.flagged or text.unsaid or text.before)

    @cached_property
    def _code_names(self) -> dict[CodeId, str]:
        return {code.id: code.name for code in self._project.codebook.all()}

    @cached_property
    def _held_codes(self) -> frozenset[CodeId]:
        """The codes that are called by a participant's words, and only by words that are held.

        A code is called by them also where the coding that it was made with is gone since.
        Others' codings count while a blind round is open too: consent does not wait for its end.
        """
        sources = {*self._held_sources, *self._put_away}
        if not sources:
            return frozenset()
        with self._project._opened.reading() as reads:
            named = reads.carried.named_from()
            for code, of, was, seq in reads.carried.named_once():
                start, end = reads.texts.input_now(RunInput(of, (was.start, was.end)), seq).spans
                named.append((code, of, Segment(start, end)))
        held, free = set[CodeId](), set[CodeId]()
        for code, of, at in named:
            is_taken_out = at.start == at.end  # then it may have been anybody's who is heard there
            is_held = of in sources and (is_taken_out or self.why_held(of, at) is not None)
            (held if is_held else free).add(code)
        return frozenset((held - free).intersection(self._code_names))


def _unnamed(before: str) -> str:
    before = before.rstrip(' "“')
    begins = not before or before[-1] in ".!?\n"
    return f"[A{UNNAMED[2:]}" if begins else UNNAMED


def _joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return segments in order, those that share a character as one."""
    joined: list[Segment] = []
    for one in sorted(segments):
        if joined and one.start < joined[-1].end:
            joined[-1] = Segment(joined[-1].start, max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return tuple(joined)


def _words(text: _Text, segment: Segment | Passage) -> str:
    return text.text[segment.start : segment.end]


def _clipped(passage: Passage, segment: Segment) -> Segment:
    return Segment(max(segment.start, passage.start), min(segment.end, passage.end))


def _labels(text: _Text, passages: list[Passage], segment: Segment) -> list[str]:
    """Return, as written, the labels that a segment reaches into, and what nobody says beside."""
    labels = [
        text.text[p.label_start : p.label_end].strip(" :\t\n")
        for p in passages
        if p.label_start is not None
        and p.label_end is not None
        and max(p.label_start, segment.start) < min(p.label_end, segment.end)
    ]
    unspoken = [_words(text, _clipped(p, segment)).strip() for p in passages if p.voice is None]
    stays = len(unspoken) == len(passages)  # a heading that was coded by itself
    return labels + [words for words in unspoken if not (stays or _is_bracketed(words))]


def _is_bracketed(words: str) -> bool:
    return words[:1] + words[-1:] in ("[]", "()")


def held_told(project: Project) -> str:
    """Return in words what is left out of every file that is handed over; where all goes, none."""
    found = Leaving(project).held_back()
    reasons: dict[WhyHeld, str] = {
        "consent": "whose speakers did not allow it",
        "third party": "telling of somebody who took no part",
    }
    told = [f"{counted(found[why], 'quotation')} {of}" for why, of in reasons.items() if found[why]]
    if not told:
        return ""
    return (
        f"Left out of every file, though not of a backup: the words of {' and of '.join(told)}. "
        "They are taken out of what you wrote, too: seven of them in a row, five that nobody else "
        "says, four with a rare one, two in quotation marks, and names from flagged passages. "
        "Fewer than that are not found: read what you hand over once more."
    )
