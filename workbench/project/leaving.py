"""What may leave a study: whose words, which not and why, and how all else is kept free of them.

A quotation is held back where a participant did not allow their words to be quoted, or where it
tells of somebody who took no part. What researchers write is searched for the same words: a run of
seven of them, or all of a shorter flagged passage, is replaced by a bracket. A claim may stand that
rests on such words; the words may not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from workbench.model.case import NO_CONSENT
from workbench.model.codebook import Code
from workbench.model.coding import Coding, Quotation
from workbench.model.ids import CaseId, CodeId, SourceId
from workbench.model.printed import CUT, fits
from workbench.model.source import UNLABELLED, Passage, Segment, Speaker
from workbench.project.project import Project

WhyHeld = Literal["consent", "third party"]
#: Stands where words were that may not leave.
HELD = "[words that may not leave]"
#: Stands where a participant was named, where people are named by role.
UNNAMED = "[a participant]"
#: So many words in a row that stand in held words are taken for them.
RUN = 7
_WORD = re.compile(r"\w+")
_NEVER = ("no", "paraphrase only")


@dataclass(frozen=True, slots=True)
class _Text:
    """A source with who speaks where in it, and what of it is flagged."""

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    speakers: dict[int, Speaker]
    flagged: tuple[Segment, ...]

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
        self._consents = project.cases.consents()
        self._texts: dict[SourceId, _Text] = {}

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
        passages = text.passages_in(segment)
        return "consent" if any(self._never(text.speaker_of(p)) for p in passages) else None

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
        labels = self._labels(source, segment)
        if labels and (
            quotation.as_printed == quotation.words or _hold(quotation.as_printed, labels)
        ):
            return self.spoken(source, segment, named)
        return quotation.as_printed

    def spoken(
        self, source: SourceId, segment: Segment, named: Callable[[Speaker | None], str]
    ) -> str:
        """Return the words of a segment, a bracket in place of each label that stands between."""
        text = self._text(source)
        if not self._labels(source, segment):
            return _words(text, segment)
        passages = text.passages_in(segment)
        pieces = [_words(text, _clipped(passage, segment)).strip() for passage in passages]
        names = [named(text.speaker_of(passage)) for passage in passages]
        told = pieces[0]
        for (before, name), piece in zip(pairwise(names), pieces[1:], strict=True):
            told += f" {CUT if before == name else f'[{name}:]'} {piece}"
        return told if fits(told, _words(text, segment)) else f" {CUT} ".join(pieces)

    def _labels(self, source: SourceId, segment: Segment) -> list[str]:
        text = self._text(source)
        return _labels(text, text.passages_in(segment), segment)

    def masked(self, words: str) -> str:
        """Return what a researcher wrote, a bracket in place of words that may not leave."""
        tokens = list(_WORD.finditer(words))
        small = [token.group().casefold() for token in tokens]
        covered = {place for first, last in self._standing(small) for place in range(first, last)}
        told, at = "", 0
        for place in sorted(covered):
            if place - 1 not in covered:
                told += words[at : tokens[place].start()] + HELD
            at = tokens[place].end()
        told += words[at:]
        return self._names.sub(UNNAMED, told) if self._names else told

    def code_path(self, path: tuple[str, ...], code: CodeId) -> str:
        """Return the path of a code, without a name that is held."""
        shown = (*path[:-1], HELD if code in self._held_codes else path[-1])
        return " / ".join(map(self.masked, shown))

    def is_named_freely(self, code: str) -> bool:
        """Tell whether a code is called by words that may leave."""
        return code not in self._held_codes

    def _never(self, speaker: Speaker | None) -> bool:
        if speaker is None or speaker.case is None:
            return False
        return self._consents.get(speaker.case, NO_CONSENT).may_quote in _NEVER

    def _text(self, source: SourceId) -> _Text:
        if source not in self._texts:
            sources = self._project.sources
            passages = tuple(sources.passages(source))
            speakers = {speaker.index: speaker for speaker in sources.speakers(source)}
            unlabelled = sources.unlabelled(source)
            if unlabelled is not None:
                speakers[UNLABELLED] = unlabelled
            flags = self._project.flags.third_party(source)
            self._texts[source] = _Text(
                sources.text(source),
                passages,
                tuple(passage.start for passage in passages),
                speakers,
                tuple(Segment(flag.start, flag.end) for flag in flags),
            )
        return self._texts[source]

    # --- what researchers wrote ------------------------------------------------------------------

    def _standing(self, small: list[str]) -> Iterator[tuple[int, int]]:
        """Yield where held words stand among words: first, and behind the last."""
        runs, phrases = self._held
        for first in range(len(small)):
            if tuple(small[first : first + RUN]) in runs:
                yield first, first + RUN
            for phrase in phrases.get(small[first], ()):
                if tuple(small[first : first + len(phrase)]) == phrase:
                    yield first, first + len(phrase)

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        cases = self._project.cases.all() if self._by_role else []
        names = sorted((c.name for c in cases if c.kind == "participant"), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None

    @cached_property
    def _held(self) -> tuple[set[tuple[str, ...]], dict[str, set[tuple[str, ...]]]]:
        """Every run of words that are held back, and shorter phrases by their first word."""
        runs: set[tuple[str, ...]] = set()
        phrases: dict[str, set[tuple[str, ...]]] = {}
        for source, segment, flagged in self._held_segments:
            words = tuple(_small(_words(self._text(source), segment)))
            runs.update(words[n : n + RUN] for n in range(len(words) - RUN + 1))
            if flagged and 1 < len(words) < RUN:
                phrases.setdefault(words[0], set()).add(words)
        for code in self._project.codebook.all():
            name = tuple(_small(code.name))
            if code.id in self._held_codes and len(name) > 1:
                phrases.setdefault(name[0], set()).add(name)
        return runs, phrases

    @cached_property
    def _held_segments(self) -> list[tuple[SourceId, Segment, bool]]:
        """All that is held back, each with whether it is flagged."""
        found: list[tuple[SourceId, Segment, bool]] = []
        for source in self._project.sources.all():
            text = self._text(source.id)
            found += [(source.id, segment, True) for segment in text.flagged]
            found += [
                (source.id, Segment(p.start, p.end), False)
                for p in text.passages
                if self._never(text.speaker_of(p))
            ]
        return found

    @cached_property
    def _held_codes(self) -> frozenset[CodeId]:
        """The codes that are called by a participant's words, and only by words that are held."""
        names = {code.id: code for code in self._project.codebook.all()}
        held: set[CodeId] = set()
        for source in dict.fromkeys(source for source, _, _ in self._held_segments):
            codings = self._project.codings.in_source(source)
            held |= {c.code for c in codings if self._is_named_by(c, names)}
        return frozenset(code for code in held if not self._is_said_freely(code))

    def _is_named_by(self, coding: Coding, codes: dict[CodeId, Code]) -> bool:
        if not coding.in_vivo or coding.code not in codes:
            return False
        return self.why_held(coding.source, coding.segment) is not None

    def _is_said_freely(self, code: CodeId) -> bool:
        found = self._project.codings.quotations(code=code, children=False)
        mine = (q.coding for q in found if q.coding.in_vivo)
        return any(self.why_held(c.source, c.segment) is None for c in mine)


def _small(words: str) -> Iterable[str]:
    return (token.group().casefold() for token in _WORD.finditer(words))


def _words(text: _Text, segment: Segment) -> str:
    return text.text[segment.start : segment.end]


def _clipped(passage: Passage, segment: Segment) -> Segment:
    return Segment(max(segment.start, passage.start), min(segment.end, passage.end))


def _labels(text: _Text, passages: list[Passage], segment: Segment) -> list[str]:
    """Return the labels that a segment reaches into, as written."""
    return [
        text.text[p.label_start : p.label_end].strip(" :\t\n")
        for p in passages
        if p.label_start is not None
        and p.label_end is not None
        and max(p.label_start, segment.start) < min(p.label_end, segment.end)
    ]


def _hold(printed: str, labels: Iterable[str]) -> bool:
    return any(label in printed for label in labels)
