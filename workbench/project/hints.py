"""Hints for a second look: codes that may be one, codings unlike the others, other readings.

Each is an invitation to look, never a finding. They are offered where groupings are, and what a
person leaves as it is comes no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, get_args

from workbench.errors import InvalidActionError
from workbench.model.codebook import APPLICABLE, Code
from workbench.model.coding import Coding, Quotation
from workbench.model.ids import CodeId, CodingId, SourceId
from workbench.model.proposal import HintKind
from workbench.model.proposal_events import HintSetAside
from workbench.project.encoding import Watch, vectors_of
from workbench.project.lessons import Lesson, examples_of
from workbench.project.opened import Opened
from workbench.project.safeguards import why_no_groupings
from workbench.project.segments import words_at
from workbench.store.reads import Reads

if TYPE_CHECKING:
    from workbench.analysis.hints import Differing
    from workbench.analysis.suggest import Examples
    from workbench.analysis.vectors import Vectors

#: Two codes are named as alike from here on: what is particular to each, as a cosine.
_ALIKE = 0.3
#: So many pairs of codes, and codings of a code or of a coder, are named at most.
_MOST = 10
#: Of so many codings of a code one at most is named as unlike the others.
_ONE_OF = 5


@dataclass(frozen=True, slots=True)
class CodesAlike:
    """Two codes that may be one.

    Attributes:
        alike: The cosine of what is particular to each, in [-1, 1].
    """

    first: CodeId
    second: CodeId
    alike: float

    @property
    def things(self) -> tuple[str, ...]:
        """What the hint is about, as it is set aside."""
        return tuple(sorted((self.first, self.second)))


@dataclass(frozen=True, slots=True)
class Unlike:
    """A coding that is unlike the others of its code: often where an idea is wider than it was.

    Attributes:
        alike: Its cosine to the mean of the others, in [-1, 1].
    """

    quotation: Quotation
    alike: float

    @property
    def things(self) -> tuple[str, ...]:
        """What the hint is about, as it is set aside."""
        return _things(self.quotation.coding)


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A coding that the tool, having learnt from the other sources, reads differently.

    Attributes:
        code: The code it would suggest.
        because: The quotation of that code that is nearest to it.
    """

    quotation: Quotation
    code: CodeId
    because: Quotation

    @property
    def things(self) -> tuple[str, ...]:
        """What the hint is about, as it is set aside."""
        return _things(self.quotation.coding)


class Hints:
    """What is worth a second look."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def why_not(self) -> str | None:
        """Return why hints are not offered to this person; None where they are."""
        with self._opened.reading() as reads:
            return _why_not(reads)

    def codes_alike(self, watch: Watch | None = None) -> list[CodesAlike]:
        """Return pairs of codes that may be one, the most alike first.

        Args:
            watch: Told how many codings are encoded; a no stops the work.

        Raises:
            InvalidActionError: Hints are not offered yet; the sentence says why.
        """
        from workbench.analysis.hints import codes_alike
        from workbench.analysis.vectors import numbered

        with self._opened.reading() as reads:
            _refuse(reads)
            codes = {code.id: code for code in reads.codes() if code.state in APPLICABLE}
            lessons = _lessons(reads, reads.codings(codes=codes))
            aside = reads.proposals.set_aside("alike")
        given = [lesson.coding.code for lesson in lessons]
        order = list(dict.fromkeys(given))
        pairs = [
            CodesAlike(order[pair.first], order[pair.second], pair.alike)
            for pair in codes_alike(self._vectors(lessons, watch), numbered(given))
            if pair.alike >= _ALIKE
        ]
        kept = [p for p in pairs if p.things not in aside and not _is_below(codes, p)]
        return kept[:_MOST]

    def unlike_others(self, code: CodeId, watch: Watch | None = None) -> list[Unlike]:
        """Return the codings least like the others of a code, the least alike first.

        It names one of five at most, and none where a code has fewer.

        Args:
            code: Which code.
            watch: Told how many codings are encoded; a no stops the work.

        Raises:
            InvalidActionError: Hints are not offered yet; the sentence says why.
        """
        from workbench.analysis.hints import unlike_the_others

        with self._opened.reading() as reads:
            _refuse(reads)
            lessons = _lessons(reads, reads.codings(codes=[code]))
            aside = reads.proposals.set_aside("unlike")
        vectors = self._vectors(lessons, watch)
        found = unlike_the_others(vectors, min(_MOST, len(lessons) // _ONE_OF))
        named = [(lessons[one.place].coding, one.score) for one in found]
        kept = [(coding, alike) for coding, alike in named if _things(coding) not in aside]
        quoted = self._quoted(coding.id for coding, _ in kept)
        return [Unlike(quoted[coding.id], alike) for coding, alike in kept]

    def read_differently(self, watch: Watch | None = None) -> list[OtherReading]:
        """Return codings of this person where the tool is sure of another code, the surest first.

        Args:
            watch: Told how many codings are encoded; a no stops the work.

        Raises:
            InvalidActionError: Hints are not offered yet; the sentence says why.
        """
        from workbench.analysis.vectors import numbered

        with self._opened.reading() as reads:
            _refuse(reads)
            codes = [code for code in reads.codes() if code.state in APPLICABLE]
            ours = reads.codings(codes=[code.id for code in codes])
            lessons = _lessons(reads, [one for one in ours if one.coder == reads.reader])
            aside = reads.proposals.set_aside("differs")
        sources = [lesson.coding.source for lesson in lessons]
        if len(codes) < 2 or len(set(sources)) < 2:
            return []
        encoder = self._opened.reckoning.encoder()
        read = partial(vectors_of, self._opened, watch=watch)
        examples = examples_of(read, lessons, codes)
        found = encoder.differ(examples, numbered(sources))
        kept = [one for one in found if _things(lessons[one.place].coding) not in aside][:_MOST]
        reasons = [_nearest(examples, one) for one in kept]
        told = [
            (lessons[one.place].coding.id, codes[one.code].id, lessons[reason].coding.id)
            for one, reason in zip(kept, reasons, strict=True)
            if reason is not None
        ]
        quoted = self._quoted(coding for one, _, because in told for coding in (one, because))
        return [OtherReading(quoted[one], code, quoted[because]) for one, code, because in told]

    def set_aside(self, hint: HintKind, things: Sequence[str]) -> None:
        """Leave what a hint is about as it is; it comes no more.

        Args:
            hint: Which kind.
            things: As the hint names them.

        Raises:
            InvalidActionError: There is no such hint, or it was set aside before.
        """
        about = tuple(sorted(things))
        if hint not in get_args(HintKind) or not about:
            raise InvalidActionError(f"“{hint}” is no hint. Choose alike, unlike or differs.")
        with self._opened.unit() as unit:
            if about in unit.reads.proposals.set_aside(hint):
                raise InvalidActionError("This was left as it is before. Look again.")
            unit.record(HintSetAside(hint, about, unit.command.actor.id))

    def _vectors(self, lessons: Sequence[Lesson], watch: Watch | None = None) -> Vectors:
        return vectors_of(self._opened, [lesson.words for lesson in lessons], watch)

    def _quoted(self, codings: Iterable[CodingId]) -> Mapping[CodingId, Quotation]:
        with self._opened.reading() as reads:
            return {one.coding.id: one for one in reads.quoted.among(list(codings))}


def _refuse(reads: Reads) -> None:
    why = _why_not(reads)
    if why is not None:
        raise InvalidActionError(why)


def _why_not(reads: Reads) -> str | None:
    return why_no_groupings(reads, reads.reader, [source.id for source in reads.sources()])


def _lessons(reads: Reads, codings: Iterable[Coding]) -> list[Lesson]:
    """Return codings in which a participant says a word, by source, with those words."""
    by_source: dict[SourceId, list[Coding]] = {}
    for coding in codings:
        by_source.setdefault(coding.source, []).append(coding)
    found: list[Lesson] = []
    for source, some in by_source.items():
        words = words_at(reads, source, [(coding.start, coding.end) for coding in some])
        found += [Lesson(c, said) for c, said in zip(some, words, strict=True) if said]
    return found


def _things(coding: Coding) -> tuple[str, ...]:
    """Return what a hint at a coding is about: with another code it is another hint."""
    return tuple(sorted((coding.id, coding.code)))


def _is_below(codes: Mapping[CodeId, Code], pair: CodesAlike) -> bool:
    """Tell whether one of two codes stands right below the other, where likeness is meant."""
    return codes[pair.first].parent == pair.second or codes[pair.second].parent == pair.first


def _nearest(examples: Examples, one: Differing) -> int | None:
    """Return which example of the other code is nearest to a coding; None where it has none."""
    import numpy as np

    places = np.flatnonzero(examples.codes == one.code)
    if not len(places):
        return None
    alike = examples.vectors[places] @ examples.vectors[one.place]
    return int(places[np.argmax(alike)])
