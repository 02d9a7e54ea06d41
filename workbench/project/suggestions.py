"""Codes that another reader might give, learnt from the coder's own codings, and the answers.

A suggestion comes after the coder's own first pass and with its reason, a quotation that the coder
chose unprompted. It is nothing until accepted; when unsure, nothing is said.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Lock, Thread
from typing import TYPE_CHECKING

from workbench.errors import InvalidActionError, WorkbenchError
from workbench.model.coding import Quotation
from workbench.model.ids import CodeId, CoderId, CodingId, SourceId, SuggestionId
from workbench.model.proposal import Offered, SuggestionAnswer, SuggestionRecord
from workbench.model.proposal_events import SuggestionAnswered, SuggestionsShown
from workbench.model.source import Segment
from workbench.project.codings import Applying, CodingDraft
from workbench.project.encoding import Watch, model_of, vectors_of
from workbench.project.learning import Learning, thinned
from workbench.project.lessons import Lessons, Teaching, teaching
from workbench.project.opened import Opened
from workbench.project.safeguards import why_blind, why_no_suggestions
from workbench.project.segments import words_at
from workbench.store.reads import Reads
from workbench.store.unit import Unit

if TYPE_CHECKING:
    from workbench.analysis.suggest import Suggestion
    from workbench.analysis.vectors import Floats

_NO_PASSAGE = "Codes are suggested for what participants say, and no participant says a word here."
_ANSWERED = "You answered what was suggested for these words; undo takes the answer back."
_NOTHING_LEARNT = (
    "Codes are suggested once you coded other passages than this: there is nobody else to learn "
    "from."
)
_UNSURE = "What you coded does not tell surely enough how you would code these words."


@dataclass(frozen=True, slots=True)
class Offer:
    """What an answer is an answer to.

    Attributes:
        sha256: Of the weights of the model.
        learnt_at: The newest entry when it was learnt; no coding after it was learnt from.
        margin: What a code had to lead by to be offered, in thousandths.
        codes: The most probable first.
    """

    sha256: str
    learnt_at: int
    margin: int
    codes: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class SuggestedCode:
    """A code that another reader might give.

    Attributes:
        path: Names from the root down, in one line.
        margin: By how many thousandths it is more probable than the best code not offered.
        because: The nearest quotation that the coder coded so unprompted.
    """

    code: CodeId
    path: str
    margin: int
    because: Quotation


@dataclass(frozen=True, slots=True)
class Suggestions:
    """At most three codes for a passage, or why there are none."""

    codes: tuple[SuggestedCode, ...] = ()
    why_not: str | None = None
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """Suggestions are being worked out: so many texts of so many are read; 0 of 0 at first."""

    done: int = 0
    of: int = 0


@dataclass(slots=True)
class _Asked:
    """A question that is worked out beside the page, and how far that is."""

    source: SourceId
    segment: Segment
    number: int
    found: Future[Suggestions] = field(default_factory=Future)
    working: Working = Working()

    def watch(self, done: int, of: int) -> bool:
        self.working = Working(done, of)
        return True


#: Returns what is learnt from, of all that could be.
Choice = Callable[[Teaching], Teaching]


class SecondReader:
    """Suggestions to the person who acts."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._lessons = Lessons()
        self._learning = Learning(opened)
        self._lock = Lock()
        self._asked: _Asked | None = None
        self._is_ready = False

    def get_ready(self) -> bool:
        """Begin to load the model beside whoever reads, once; tell whether it is begun.

        It is where suggestions were shown to the person in an earlier sitting, and no round is
        blind: they are likely to be asked for again, and nobody else pays for the model.
        """
        if self._is_ready:
            return False
        self._is_ready = True
        with self._opened.reading() as reads:
            coder = self._opened.reader_id()
            wanted = any(shown == coder for shown, _, _ in reads.proposals.shown())
            if not wanted or why_blind(reads) is not None:
                return False
        Thread(target=self._load, daemon=True).start()
        return True

    def for_segment(
        self, source: SourceId, segment: Segment, watch: Watch | None = None
    ) -> Suggestions:
        """Return what another reader might say of a passage; the first time takes a while.

        It is learnt from all that the person coded. That suggestions were shown is recorded once a
        sitting.

        Args:
            source: The source.
            segment: The passage.
            watch: Told how many texts are read, the first time; a no stops the work.

        Raises:
            ComputationStoppedError: The watch said no, or the process was lost.
            WorkbenchError: The model is missing, damaged or not what it should be.
        """
        return self._found(source, segment, lambda taught: taught, watch)

    def _found(
        self, source: SourceId, segment: Segment, choose: Choice, watch: Watch | None
    ) -> Suggestions:
        with self._lock, self._opened.reading() as reads:
            coder = self._opened.reader_id()
            why = _why_not(reads, coder, source, segment)
            (words,) = words_at(reads, source, [(segment.start, segment.end)])
            if coder is None or not words or why is not None:
                return Suggestions(why_not=why or _NO_PASSAGE)
            taught = teaching(reads, self._lessons.of(reads, coder), source, segment)
        if len(taught.own) == len(taught.lessons):
            return Suggestions(why_not=_NOTHING_LEARNT)
        shown = self._read(choose(thinned(taught)), words, watch)
        if shown.offer is not None:
            self._note_shown(coder, shown.offer.sha256)
        return shown

    def ask(self, source: SourceId, segment: Segment, number: int) -> Suggestions | Working:
        """Return what `for_segment` tells, or that it is being worked out: ask again then.

        One question is worked out at a time, beside whoever asks; the newest is next. The first
        answers are learnt from a part of what the person coded, later ones from all. A model that
        cannot be used is told as the reason why there are none.

        Args:
            source: The source.
            segment: The passage.
            number: Which time this is asked; another number is worked out anew.
        """
        with self._opened.reading() as reads:
            blind = why_blind(reads)
        if blind is not None:  # also of what was worked out before
            return Suggestions(why_not=blind)
        asked = self._asked
        is_same = asked is not None and (asked.source, asked.segment, asked.number) == (
            source,
            segment,
            number,
        )
        if asked is None or (not is_same and asked.found.done()):
            asked = self._asked = _Asked(source, segment, number)
            Thread(target=self._work_out, args=(asked,), daemon=True).start()
            return asked.working
        return asked.found.result() if is_same and asked.found.done() else asked.working

    def accept(
        self,
        source: SourceId,
        segment: Segment,
        code: CodeId,
        offer: Offer,
        *,
        words: str | None = None,
        coding: CodingId | None = None,
    ) -> CodingId:
        """Give a passage one of the codes that were suggested for it.

        Args:
            source: The source.
            segment: The passage.
            code: One of the offered.
            offer: What was suggested.
            words: The exact words that the person saw, to be compared with the source's.
            coding: A client-made id.

        Raises:
            InvalidActionError: The code was not offered, or nothing may be suggested here.
            SegmentMismatchError: The words at that place are others.
        """
        if code not in [one.code for one in offer.codes]:
            raise InvalidActionError("This code was not suggested here. Give it as your own.")
        with self._opened.unit() as unit:
            _check(unit, source, segment)
            draft = CodingDraft(segment, code, words, id=coding, origin="proposal")
            made = Applying(unit, source).record(draft)
            unit.record(_answer(unit, source, segment, offer, "accepted", code, made))
            return made

    def refuse(self, source: SourceId, segment: Segment, offer: Offer) -> None:
        """Refuse all codes that were suggested for a passage.

        Raises:
            InvalidActionError: Nothing may be suggested here.
        """
        with self._opened.unit() as unit:
            _check(unit, source, segment)
            unit.record(_answer(unit, source, segment, offer, "refused"))

    def _load(self) -> None:
        with suppress(WorkbenchError):  # met again, and told, by whoever asks
            model_of(self._opened)

    def _work_out(self, asked: _Asked) -> None:
        try:
            known = partial(self._learning.known, watch=asked.watch)
            found = self._found(asked.source, asked.segment, known, asked.watch)
            asked.found.set_result(found)
            self._learning.read_the_rest()
        except WorkbenchError as error:
            asked.found.set_result(Suggestions(why_not=str(error)))
        except BaseException as error:  # noqa: BLE001 - raised where the answer is asked for
            asked.found.set_exception(error)

    def _read(self, taught: Teaching, words: str, watch: Watch | None) -> Suggestions:
        """Return the codes for some words that are sure enough, with their reasons."""
        import numpy as np

        from workbench.analysis.suggest import chosen, offered
        from workbench.analysis.vectors import numbered
        from workbench.analysis.worker import ToRead

        encoder = self._opened.reckoning.encoder()
        examples, own = self._learning.examples(taught, watch), taught.own
        (vector,) = vectors_of(self._opened, [words])
        asked = ToRead(
            vector,
            words,
            _after(taught),
            np.array(own, dtype=np.int64),
            np.array(taught.tried, dtype=np.int64),
            numbered([lesson.coding.source for lesson in taught.lessons]),
        )
        read = encoder.read(examples, asked)
        chances = read.chances.copy()
        chances[list(taught.given)] = 0.0  # what was given already makes no other code surer
        others = np.delete(np.arange(len(taught.lessons)), own)
        known = chosen(examples, others)
        found = offered(chances, vector, known, read.margin)
        reasons = [taught.lessons[others[one.because]].coding.id for one in found]
        return self._told(taught, found, reasons, (encoder.model().sha256, read.margin))

    def _told(
        self,
        taught: Teaching,
        found: Sequence[Suggestion],
        reasons: Sequence[CodingId],
        by: tuple[str, float],
    ) -> Suggestions:
        with self._opened.reading() as reads:
            quoted = {q.coding.id: q for q in reads.quoted.among(reasons)}
        codes = [
            SuggestedCode(
                taught.codes[one.code].id,
                taught.codes[one.code].path_text,
                round(one.margin * 1000),
                quoted[reason],
            )
            for one, reason in zip(found, reasons, strict=True)
            if reason in quoted
        ]
        if not codes:
            return Suggestions(why_not=_UNSURE)
        offered = tuple(Offered(one.code, one.margin, one.because.coding.id) for one in codes)
        sha256, margin = by
        least = round(margin * 1000)
        return Suggestions(tuple(codes), offer=Offer(sha256, taught.learnt_at, least, offered))

    def _note_shown(self, coder: CoderId, sha256: str) -> None:
        told = self._opened.told
        if self._opened.session not in told:
            told.add(self._opened.session)
            with self._opened.unit() as unit:
                unit.record(SuggestionsShown(coder, sha256))


def _why_not(reads: Reads, coder: CoderId | None, source: SourceId, segment: Segment) -> str | None:
    """Return why nothing may be suggested, or was suggested and answered."""
    if coder is not None and reads.proposals.was_answered(coder, source, segment):
        return _ANSWERED
    return why_no_suggestions(reads, coder, source, segment)


def _check(unit: Unit, source: SourceId, segment: Segment) -> None:
    why = _why_not(unit.reads, unit.command.actor.id, source, segment)
    if why is not None:
        raise InvalidActionError(why)


def _answer(  # noqa: PLR0913 - what the record holds
    unit: Unit,
    source: SourceId,
    segment: Segment,
    offer: Offer,
    answer: SuggestionAnswer,
    code: CodeId | None = None,
    coding: CodingId | None = None,
) -> SuggestionAnswered:
    record = SuggestionRecord(
        coder=unit.command.actor.id,
        source=source,
        start=segment.start,
        end=segment.end,
        sha256=offer.sha256,
        learnt_at=offer.learnt_at,
        offered=offer.codes,
        answer=answer,
        code=code,
        coding=coding,
    )
    return SuggestionAnswered(SuggestionId(str(uuid.uuid4())), record, offer.margin)


def _after(taught: Teaching) -> Floats | None:
    """Return how probable each code is after those before the passage; None without any."""
    from workbench.analysis.suggest import after, transitions

    if not taught.before:
        return None
    return after(transitions(taught.pairs, len(taught.codes)), taught.before)
