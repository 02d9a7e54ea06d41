"""Codings: applied, given another code, resized, removed; and the quotations they make."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.errors import ConflictError, InvalidActionError
from workbench.model.codebook import CodeCard
from workbench.model.coding import Coding, Judgement, Origin, Quotation
from workbench.model.coding_events import QuotationPrinted
from workbench.model.events import CodingApplied, CodingRecoded, CodingRemoved, CodingResized
from workbench.model.ids import CodeId, CodingId, SourceId, Words
from workbench.model.printed import check_printed, tidied
from workbench.model.source import Segment
from workbench.model.study_events import RoundClosed, RoundOpened
from workbench.model.undo import changes
from workbench.project import ticked
from workbench.project.judging import clear
from workbench.project.opened import Opened
from workbench.project.shelf import CodePath, NewCode, Shelf
from workbench.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened to a source's codings after an entry.

    Attributes:
        seq: The newest entry taken into account.
        upsert: Codings as they are now, new or altered.
        removed: Codings that are no longer there.
        codes_changed: Whether the codebook, its counts aside, is another.
    """

    seq: int
    upsert: list[Coding]
    removed: list[CodingId]
    codes_changed: bool


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """A coding that is to be made.

    Attributes:
        code: An existing code, one to be made, or a path made where it is missing.
        words: The exact words that were selected, to be compared with the source's.
        in_vivo: The code's name was taken from these words.
        id: A client-made id.
        origin: Who brought it up.
    """

    segment: Segment
    code: CodeId | NewCode | CodePath
    words: str | None = None
    in_vivo: bool = False
    id: CodingId | None = None
    origin: Origin = "person"


class Codings:
    """The codings of a project."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def apply(
        self,
        source: SourceId,
        segment: Segment,
        code: CodeId | NewCode | CodePath,
        *,
        words: str | None = None,
        coding: CodingId | None = None,
        in_vivo: bool = False,
    ) -> CodingId:
        """Tie a code to a segment; a new code is made in the same act.

        Args:
            source: The source.
            segment: Code points, end excluded.
            code: An existing code, one to be made, or a path made where it is missing.
            words: The exact words the person selected, to be compared with the source's.
            coding: A client-made id.
            in_vivo: The code's name was taken from these words.

        Raises:
            SegmentMismatchError: The words at that place are others.
            InvalidActionError: The coder has coded this segment so already.
        """
        draft = CodingDraft(segment, code, words, in_vivo, coding)
        return self.apply_all(source, [draft])[0]

    def apply_all(self, source: SourceId, drafts: Iterable[CodingDraft]) -> list[CodingId]:
        """Tie codes to segments of a source in one act: all of them or none.

        Raises:
            SegmentMismatchError: The words at some place are others.
            InvalidActionError: The coder has coded one of the segments so already.
        """
        with self._opened.unit() as unit:
            applying = Applying(unit, source)
            return [applying.record(draft) for draft in drafts]

    def recode(self, coding: CodingId, code: CodeId, *, base: CodeId | None = None) -> None:
        """Give a coding another code; whether it belonged to the one it had is no matter then.

        Raises:
            ConflictError: It has another code than the person saw.
            InvalidActionError: The same person coded these words so already.
        """
        with self._opened.unit() as unit:
            old = unit.reads.coding(coding)
            if base is not None and base != old.code:
                raise ConflictError("Somebody gave this coding another code meanwhile. Look again.")
            card = unit.reads.applicable(code)
            if code != old.code:
                _refuse_twin(unit, replace(old, code=code))
                cards = old.card_version, card
                unit.record(CodingRecoded(coding, old.source, old.code, code, *cards))
                clear(unit, replace(old, code=code, card_version=card))

    def resize(
        self,
        coding: CodingId,
        segment: Segment,
        *,
        words: str | None = None,
        base: Segment | None = None,
    ) -> None:
        """Move a coding's edges.

        Raises:
            ConflictError: Its edges are not those the person saw.
            SegmentMismatchError: The words at the new place are others.
        """
        with self._opened.unit() as unit:
            old = unit.reads.coding(coding)
            if base is not None and base != old.segment:
                raise ConflictError("Somebody moved this coding's edges meanwhile. Look again.")
            segment.words_in(unit.reads.text(old.source), words)
            if segment != old.segment:
                _refuse_twin(unit, replace(old, start=segment.start, end=segment.end))
                unit.record(CodingResized(coding, old.source, old.segment, segment))

    def remove(self, coding: CodingId) -> None:
        """Take a coding away."""
        with self._opened.unit() as unit:
            unit.record(CodingRemoved(unit.reads.coding(coding)))

    def remove_all(self, codings: Sequence[CodingId], *, reason: str | None = None) -> int:
        """Take codings away in one act; return how many.

        Raises:
            ConflictError: Some are no longer there; none is taken away.
        """
        with self._opened.unit() as unit:
            return ticked.remove_all(unit, codings, reason)

    def recode_all(self, codings: Sequence[CodingId], code: CodeId) -> int:
        """Give codings another code in one act; return how many had another one.

        Raises:
            ConflictError: Some are no longer there; none gets it.
            InvalidActionError: The code is retired, all have it, or some words would stand twice
                under it by one coder.
        """
        with self._opened.unit() as unit:
            return ticked.recode_all(unit, codings, code)

    def apply_second(self, codings: Sequence[CodingId], code: CodeId) -> list[CodingId]:
        """Tie one more code to the words of codings, in one act; return the new codings.

        Raises:
            ConflictError: Some are no longer there; none gets it.
            InvalidActionError: The code is retired, or this person coded some words so already.
        """
        with self._opened.unit() as unit:
            return ticked.apply_second(unit, codings, code)

    def judge_all(self, codings: Sequence[CodingId], judgement: Judgement) -> int:
        """Say of codings whether they belong, in one act; return of how many that is new.

        Raises:
            ConflictError: Some are no longer there; nothing is said of any.
        """
        with self._opened.unit() as unit:
            return ticked.judge_all(unit, codings, judgement)

    def print_as(self, coding: CodingId, words: str, *, base: str | None = None) -> None:
        """Give a coding's words a printed form; nothing, or the words themselves, drops it.

        Args:
            coding: Which.
            words: As `workbench.model.printed` says: cuts, brackets, fillers left out.
            base: The printed form that the person saw when they began; empty for none.

        Raises:
            ConflictError: Somebody wrote another one meanwhile.
            InvalidActionError: It adds, changes, reorders or silently drops words.
        """
        with self._opened.unit() as unit:
            old = unit.reads.coding(coding)
            before = unit.reads.carried.printed_form(coding)
            if base is not None and base != before:
                raise ConflictError("Somebody wrote another printed form meanwhile. Look again.")
            said = old.segment.words_in(unit.reads.text(old.source))
            after = tidied(words)
            if after in ("", said.strip()):
                after = ""
            else:
                check_printed(after, said)
            if after != before:
                record = QuotationPrinted(coding, old.source, Words(before), Words(after))
                unit.record(record)

    def in_source(self, source: SourceId) -> list[Coding]:
        """Return a source's codings in order of place."""
        with self._opened.reading() as reads:
            return reads.codings(source=source)

    def quotations(
        self,
        *,
        code: CodeId | None = None,
        children: bool = True,
        source: SourceId | None = None,
    ) -> list[Quotation]:
        """Return codings with their words, by source and place.

        Args:
            code: Only of this code.
            children: And of the codes below it.
            source: Only in this source.
        """
        with self._opened.reading() as reads:
            codes = None
            if code is not None:
                codes = reads.quoted.paths().branch(code) if children else {code}
            return reads.quotations(source=source, codes=codes)

    def count(self, code: CodeId | None = None) -> int:
        """Return how many codings there are, of one code or of all."""
        with self._opened.reading() as reads:
            return reads.coding_count(code)

    def changes(self, source: SourceId, since: int) -> Changes:
        """Return what changed in a source after an entry, as the trail tells it."""
        things: set[str] = set()
        seq = since
        with self._opened.reading() as reads:
            for entry in reads.entries(since):
                seq = entry.header.seq
                things |= changes(entry.event)
                if isinstance(entry.event, RoundOpened | RoundClosed):  # others' come or go
                    there = reads.coding_ids(source, entry.header.ts)
                    things |= {f"coding:{coding}" for coding in there}
            ids = list({_coding_of(thing) for thing in things if thing.startswith("coding:")})
            found = {c.id: c for c in reads.codings_among(ids)}
        upsert = [c for c in found.values() if c.source == source]
        removed = [coding for coding in ids if coding not in found]
        return Changes(seq, upsert, removed, any(thing.startswith("code:") for thing in things))


class Applying:
    """An act that ties codes to segments of one source; the codebook is read at most once."""

    def __init__(self, unit: Unit, source: SourceId) -> None:
        self._unit = unit
        self._source = source
        self._text = unit.reads.text(source)
        self._shelf: Shelf | None = None

    def record(self, draft: CodingDraft) -> CodingId:
        """Record one coding; return its id."""
        draft.segment.words_in(self._text, draft.words)
        code, card = self._code(draft.code)
        made = Coding(
            draft.id or CodingId(str(uuid.uuid4())),
            self._source,
            draft.segment.start,
            draft.segment.end,
            code,
            self._unit.command.actor.id,
            self._unit.at,
            draft.in_vivo,
            draft.origin,
            card,
        )
        _refuse_twin(self._unit, made)
        self._unit.record(CodingApplied(made))
        return made.id

    def _code(self, code: CodeId | NewCode | CodePath) -> tuple[CodeId, int]:
        """Return the code, made where it is missing, and the version of its card."""
        if isinstance(code, (NewCode, CodePath)):
            self._shelf = self._shelf or Shelf(self._unit)
            code = (
                self._shelf.along(code)
                if isinstance(code, CodePath)
                else self._shelf.add(code, CodeCard())
            )
        return code, self._unit.reads.applicable(code)


def _coding_of(thing: str) -> CodingId:
    return CodingId(thing.removeprefix("coding:").partition("/")[0])


def _refuse_twin(unit: Unit, coding: Coding) -> None:
    twin = unit.reads.twin(coding)
    if twin is not None and twin != coding.id:
        who = "You have" if coding.coder == unit.command.actor.id else "The same person has"
        raise InvalidActionError(f"{who} coded these words with this code already.")
