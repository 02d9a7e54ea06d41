"""More like this: passages near to typed words, to a passage, to a coding or to a code.

It is a search, offered from the start in every study: what is near is found by meaning, exactly,
and for typed words together with what holds them word for word. Likewise what is unlike anything
that was coded, and what stands near a claim and is not read, or not tied to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import InvalidActionError
from workbench.model.codebook import CodeCard
from workbench.model.coding import Coding
from workbench.model.ids import CaseId, CodeId, CoderId, CodingId, SourceId, ThemeId
from workbench.model.source import Segment
from workbench.project.code_tree import code_in
from workbench.project.codings import Applying, CodingDraft
from workbench.project.encoding import Watch, vectors_of
from workbench.project.find import Find
from workbench.project.nearby import Passages, Stretch, mean_of, passages_of, sentences_of
from workbench.project.opened import Opened
from workbench.project.segments import segment_at
from workbench.project.shelf import NewCode, Shelf
from workbench.store.reads import Reads

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workbench.analysis.hints import Asked
    from workbench.analysis.similar import Found
    from workbench.analysis.vectors import Vectors

    Mask = NDArray[np.bool_]

#: So many passages are given unless another number is asked for.
COUNT = 20
#: A code of fewer codings stands for what its name and definition say, too.
_FEW = 8
#: Shorter passages are unlike anything because they say hardly anything.
_LEAST_WORDS = 12
#: What begins or ends so near to a quotation stands beside it, in code points: two passages or so.
_BESIDE = 600
#: So many places that hold typed words as they are typed are looked at.
_MOST_HITS = 500
_NOTHING_TO_GIVE = "Tick a passage that you did not give this code before."
_NOBODY = "No participant speaks in these words. Select what a participant says."


@dataclass(frozen=True, slots=True)
class Among:
    """Which passages are looked at, and how many are given.

    Attributes:
        case: Only what this participant says.
        code: Only what has this code, or one below it.
        uncoded: Only what nobody coded.
    """

    case: CaseId | None = None
    code: CodeId | None = None
    uncoded: bool = False
    count: int = COUNT


_ALL = Among()


@dataclass(frozen=True, slots=True)
class Similar:
    """A passage that was found: ``text[start:end]`` holds its words.

    Attributes:
        score: Its likeness to what was asked for, a cosine in [-1, 1].
        case: Name of who speaks.
        turn: Number of its turn, from 1.
        codes: The codes of codings in it, each once.
    """

    source: SourceId
    source_name: str
    start: int
    end: int
    words: str
    score: float
    case: str
    turn: int | None
    codes: tuple[CodeId, ...]


class MoreLikeThis:
    """Passages of a study, found by what they mean."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def prepare(self, watch: Watch | None = None) -> int:
        """Encode what was not encoded yet; return how many passages there are.

        Args:
            watch: Told how many are done; a no stops the work, and what was done is kept.

        Raises:
            ComputationStoppedError: The watch said no, or the process was lost.
            WorkbenchError: The model is missing, damaged or not what it should be.
        """
        return len(passages_of(self._opened, watch).places)

    def to_words(self, typed: str, among: Among = _ALL) -> list[Similar]:
        """Return passages near to typed words; those that hold them word for word come forward.

        Raises:
            InvalidActionError: There is no word in it.
        """
        standing = Find(self._opened).hits(typed, most=_MOST_HITS)
        held, wanted = self._asked(typed)
        hits = [(hit.source, hit.start, hit.end) for hit in standing.hits]
        return self._near(held, wanted, among, exact=held.touched(hits))

    def to_segment(self, source: SourceId, segment: Segment, among: Among = _ALL) -> list[Similar]:
        """Return passages near to what participants say in a segment, without itself.

        Raises:
            InvalidActionError: No participant speaks in it.
        """
        with self._opened.reading() as reads:
            asked = segment_at(reads, source, segment)
        if asked is None:
            raise InvalidActionError(_NOBODY)
        held, wanted = self._asked(asked.words)
        own = held.touched([(source, segment.start, segment.end)])
        return self._near(held, wanted, among, but=own)

    def to_coding(self, coding: CodingId, among: Among = _ALL) -> list[Similar]:
        """Return passages near to the words of a coding, without itself."""
        with self._opened.reading() as reads:
            found = reads.coding(coding)
        return self.to_segment(found.source, found.segment, among)

    def to_code(self, code: CodeId, among: Among = _ALL) -> list[Similar]:
        """Return passages near to what a code's codings share, without those that have it.

        Raises:
            NotFoundError: The code is not in the codebook.
        """
        with self._opened.reading() as reads:
            card = code_in(reads.codes(), code)
            codings = reads.codings(codes=[code])
            spoken = (segment_at(reads, one.source, one.segment) for one in codings)
            texts = list(dict.fromkeys(one.words for one in spoken if one is not None))
        if len(texts) < _FEW:
            texts.append(f"{card.name}. {card.card.definition}".strip())
        held, wanted = self._asked(*texts)
        return self._near(held, wanted, among, but=held.touched(_stretches(codings)))

    def unlike_coded(self, count: int = COUNT) -> list[Similar]:
        """Return passages unlike what the person coded, each unlike those before it too."""
        import numpy as np

        from workbench.analysis.hints import farthest_first

        held = passages_of(self._opened)
        with self._opened.reading() as reads:
            me = self._opened.reader_id()
            own = [c for c in reads.codings() if me in (None, c.coder)]
            coded = held.touched(_stretches(own))
            says = np.array([p.word_count >= _LEAST_WORDS for p in held.places], dtype=np.bool_)
            kept = np.array([n for n in held.apart if says[n] or coded[n]], dtype=np.int64)
            found = kept[farthest_first(held.vectors[kept], coded[kept], count)]
            return _told(reads, held, [(int(place), 0.0) for place in found])

    def unread_near(self, claim: str, opposite: str = "", count: int = COUNT) -> list[Similar]:
        """Return passages near to a claim that the person neither coded nor marked as read.

        Near is what means the like, and what holds its telling words.

        Args:
            claim: What is claimed.
            opposite: What somebody would say who does not agree; it is asked for together.
            count: How many at most.

        Raises:
            InvalidActionError: There is no word in it.
        """
        from workbench.analysis.hints import near_claim

        held, asked = self._claimed(claim, opposite)
        with self._opened.reading() as reads:
            unread = ~held.touched(_passed(reads))
            return _told(reads, held, _apart(held, near_claim(asked, held.vectors, unread), count))

    def near_theme(
        self, theme: ThemeId, opposite: str = "", *, unread: bool = False, count: int = COUNT
    ) -> list[Similar]:
        """Return passages near to what a theme claims that are no quotation of it.

        Those beside its quotations come forward; where some are placed or tied, beside these.

        Args:
            theme: Which.
            opposite: What somebody would say who does not agree.
            unread: Only what the person neither coded nor marked as read.
            count: How many at most.

        Raises:
            NotFoundError: The theme is not there.
            InvalidActionError: It claims nothing.
        """
        from workbench.analysis.hints import near_claim

        with self._opened.reading() as reads:
            claim = str(reads.themes.one(theme).text.claim)
        held, asked = self._claimed(claim, opposite)
        with self._opened.reading() as reads:
            own, placed = _quotations_of(reads, theme)
            among = ~held.touched(own)
            if unread:
                among &= ~held.touched(_passed(reads))
            beside = held.touched((s, a - _BESIDE, b + _BESIDE) for s, a, b in placed or own)
            found = near_claim(asked, held.vectors, among, beside)
            return _told(reads, held, _apart(held, found, count))

    def give(
        self, code: CodeId | NewCode, ticked: Sequence[tuple[SourceId, Segment]]
    ) -> list[CodingId]:
        """Tie a code to passages that the person ticked, in one act; return the new codings.

        Those that the person gave it before are passed over.

        Raises:
            InvalidActionError: Nothing is ticked, or all of it has the code already.
        """
        with self._opened.unit() as unit:
            if isinstance(code, NewCode):
                code = Shelf(unit).add(code, CodeCard())
            there = _given(unit.reads, unit.command.actor.id, code)
            fresh = [place for place in dict.fromkeys(ticked) if place not in there]
            if not fresh:
                raise InvalidActionError(_NOTHING_TO_GIVE)
            by_source = {source: Applying(unit, source) for source, _ in fresh}
            return [by_source[source].record(CodingDraft(at, code)) for source, at in fresh]

    def _asked(self, *texts: str) -> tuple[Passages, Vectors]:
        """Return the passages, and the unit vector of what texts mean together."""
        import numpy as np

        from workbench.analysis.vectors import unit_rows

        held = passages_of(self._opened)
        parts = [sentences_of(text) for text in texts]
        rows = iter(vectors_of(self._opened, [one for some in parts for one in some]))
        means = [mean_of(some, np.stack([next(rows) for _ in some])) for some in parts]
        held.encoder.refuse_retired()
        return held, unit_rows(np.mean(means, axis=0, keepdims=True))[0]

    def _claimed(self, claim: str, opposite: str) -> tuple[Passages, list[Asked]]:
        """Return the passages, and what is to be asked for a claim and its opposite."""
        from workbench.analysis import hints
        from workbench.analysis.terms import terms_in

        if not _says(claim):
            raise InvalidActionError("There is no word to look for. Write the claim in words.")
        held = passages_of(self._opened)
        asked: list[Asked] = []
        for words in filter(_says, (claim, opposite)):
            holding = [self._holding(held, word) for word in dict.fromkeys(terms_in(words))]
            asked.append(hints.Asked(self._asked(words)[1], holding))
        held.encoder.refuse_retired()
        return held, asked

    def _holding(self, held: Passages, word: str) -> Mask:
        """Tell which passages hold a word."""
        standing = Find(self._opened).standing(word)
        return held.touched(
            (source, start, end)
            for source, things in standing.items()
            for spans in things
            for start, end in spans
        )

    def _near(
        self,
        held: Passages,
        wanted: Vectors,
        among: Among,
        *,
        but: Mask | None = None,
        exact: Mask | None = None,
    ) -> list[Similar]:
        from workbench.analysis.similar import fuse, nearest

        with self._opened.reading() as reads:
            mask = _mask(reads, held, among)
            if but is not None:
                mask &= ~but
            found = nearest(wanted, held.vectors, len(held.places), mask)
            if exact is None or not (mask & exact).any():
                return _told(reads, held, _apart(held, found, among.count))
            scores = {one.place: one.score for one in found}
            literal = [one.place for one in found if exact[one.place]]
            both = fuse([[one.place for one in found], literal], len(found))
            kept = held.distinct((one.place for one in both), among.count)
            return _told(reads, held, [(place, scores[place]) for place in kept])


def _apart(held: Passages, found: Sequence[Found], count: int) -> list[tuple[int, float]]:
    """Return so many of what was found, and their scores, none overlapping a better one."""
    scores = {one.place: one.score for one in found}
    return [(place, scores[place]) for place in held.distinct(scores, count)]


def _mask(reads: Reads, held: Passages, among: Among) -> Mask:
    """Tell which passages may be found."""
    import numpy as np

    mask = np.ones(len(held.places), dtype=np.bool_)
    if among.case is not None:
        mask &= np.array([place.case == among.case for place in held.places], dtype=np.bool_)
    if among.code is not None:
        codes = reads.quoted.paths().branch(among.code)
        mask &= held.touched(_stretches(reads.codings(codes=codes)))
    if among.uncoded:
        mask &= ~held.touched(_stretches(reads.codings()))
    return mask


def _given(reads: Reads, coder: CoderId, code: CodeId) -> set[tuple[SourceId, Segment]]:
    return {(c.source, c.segment) for c in reads.codings(codes=[code]) if c.coder == coder}


def _stretches(codings: Iterable[Coding]) -> list[Stretch]:
    return [(coding.source, coding.start, coding.end) for coding in codings]


def _quotations_of(reads: Reads, theme: ThemeId) -> tuple[list[Stretch], list[Stretch]]:
    """Return where a theme's quotations stand, and where those do that are placed or tied."""
    rested = (link.tie.rested for link in reads.theme_claims.links(theme))
    tied = {*reads.themes.bearings_in(theme), *(one.coding for one in rested if one is not None)}
    own = reads.codings_among([*{*reads.themes.members(theme), *tied}])
    return _stretches(own), _stretches(one for one in own if one.id in tied)


def _says(words: str) -> bool:
    return any(sign.isalnum() for sign in words)


def _passed(reads: Reads) -> Iterator[Stretch]:
    """Yield what the person who asks marked as read or coded."""
    if reads.reader is not None:
        for source in reads.sources():
            for start, end in reads.readings.passed(reads.reader, source.id):
                yield source.id, start, end


def _told(reads: Reads, held: Passages, found: Sequence[tuple[int, float]]) -> list[Similar]:
    """Return what was found as it stands in the study now."""
    names, people = reads.source_names(), {c.id: c.name for c in reads.people.cases()}
    places = [held.places[number] for number, _ in found]
    codings = {source: reads.codings(source=source) for source in {p.source for p in places}}
    return [
        Similar(
            source=place.source,
            source_name=names[place.source],
            start=place.start,
            end=place.end,
            words=reads.text(place.source)[place.start : place.end],
            score=score,
            case=people.get(place.case, ""),
            turn=reads.turn_at(place.source, place.start),
            codes=tuple(
                dict.fromkeys(
                    c.code
                    for c in codings[place.source]
                    if c.start < place.end and c.end > place.start
                )
            ),
        )
        for place, (_, score) in zip(places, found, strict=True)
    ]
