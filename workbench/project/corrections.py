"""Corrected transcripts: foreseen, done in one act, and the versions that a text has had."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.codebook_events import ExemplarDropped
from workbench.model.correction import FIRST
from workbench.model.correction_events import SourceCorrected
from workbench.model.events import CodingRemoved, Event, SourceImported
from workbench.model.ids import ActionId, CoderId, CodingId, FlagId, SourceId, Words
from workbench.model.people_events import ThirdPartyUnflagged
from workbench.model.proposal_events import PassagesRead, PassagesUnread
from workbench.model.source import Origin, Segment, Source, SourceDraft, word_count
from workbench.model.versions import CorrectionReport, SourceVersion
from workbench.project.correcting import Foreseen, Span, with_words
from workbench.project.names import plain_file_name
from workbench.project.opened import Opened
from workbench.project.reasons import add_reason
from workbench.project.sources import check_account
from workbench.store.reads import Reads
from workbench.store.texts import TextVersion


class Corrections:
    """The texts of sources, corrected."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def foresee(self, source: SourceId, draft: SourceDraft) -> CorrectionReport:
        """Return what a correction would do; nothing is written.

        Args:
            source: Whose text.
            draft: What was read of the corrected one.

        Raises:
            InvalidActionError: The text is the same, has no words, or its account does not add up;
                or a blind round is open over the source.
        """
        check_account(draft)
        with self._opened.reading() as reads:
            return Foreseen(reads, _source(reads, source), draft).report()

    def with_words(self, source: SourceId, passage: int, words: str) -> SourceDraft:
        """Return a source's text with other words in one passage, counted from 0, as a draft."""
        with self._opened.reading() as reads:
            reads.source_name(source)
            return with_words(reads, source, passage, words)

    def correct(
        self,
        source: SourceId,
        draft: SourceDraft,
        *,
        take_away: Collection[CodingId] = (),
        base: int | None = None,
        reason: str = "",
    ) -> int:
        """Give a source a corrected text, in one act; the text before it is kept.

        All that stands in the source stands on its words afterwards. Undo brings all back.

        Args:
            source: Which.
            draft: What was read of the corrected text.
            take_away: The codings that have no place in it, all of them and no others: they go.
            base: The version of the text that the person saw.
            reason: Why.

        Returns:
            The number of the new version.

        Raises:
            ConflictError: Another version holds than the person saw.
            InvalidActionError: The text is the same, codings without a place are not named, or a
                blind round is open over the source.
        """
        check_account(draft)
        with self._opened.unit() as unit:
            now = _source(unit.reads, source)
            _refuse_other_version(now, base)
            seen = Foreseen(unit.reads, now, draft)
            _refuse_others(seen, take_away)
            unit.reason = "volunteered" if reason.strip() else "asked"
            after = max((one.n for one in unit.reads.texts.of(source)), default=FIRST) + 1
            for event in [*_taken_out(seen), _corrected(seen, after), *_read_again(seen)]:
                unit.record(event)
            add_reason(unit, unit.command.action, reason)
        return after

    def versions(self, source: SourceId) -> list[SourceVersion]:
        """Return the versions of a source's text, the imported one first."""
        with self._opened.reading() as reads:
            now = _source(reads, source)
            coders = {coder.id: coder.name for coder in reads.coders()}
            reasons = reads.told.reasons()
            return [_version(reads, now, one, coders, reasons) for one in _kept(reads, now)]

    def holding(self, source: SourceId) -> int:
        """Return the number of the version that holds, of a source under study or not."""
        with self._opened.reading() as reads:
            return reads.texts.now(source)

    def text_of(self, source: SourceId, version: int) -> str:
        """Return a version of a source's text, verbatim.

        Raises:
            NotFoundError: There is no such version.
            ContentErasedError: Its words were erased.
        """
        with self._opened.reading() as reads:
            for one in _kept(reads, _source(reads, source)):
                if one.n == version:
                    return reads.text_at(source, one.seq, one.part)
        raise NotFoundError(f"This source's text has no version {version}.")


def _source(reads: Reads, source: SourceId) -> Source:
    reads.source_name(source)
    return next(one for one in reads.sources() if one.id == source)


def _refuse_other_version(source: Source, base: int | None) -> None:
    if base is not None and base != source.text_version:
        raise ConflictError(
            f"The text was version {base} when you looked and is version {source.text_version} "
            "now. Look at the correction again."
        )


def _refuse_others(seen: Foreseen, take_away: Collection[CodingId]) -> None:
    lost = set(seen.lost)
    if lost - set(take_away):
        raise InvalidActionError(
            f"{len(lost)} of the codings have no place in the corrected text. They go only if you "
            "say so: look at them, and take them away with the correction. Nothing was changed."
        )
    if set(take_away) - lost:
        raise InvalidActionError(
            "A coding that would be taken away has a place in the corrected text. Look again; "
            "nothing was changed."
        )


def _taken_out(seen: Foreseen) -> Iterator[Event]:
    """Yield the taking away of what has no place, and of marks that lie elsewhere then."""
    reads = seen.reads
    for coding in seen.lost:
        yield CodingRemoved(seen.codings[coding])
    exemplars = {one.id: one for one in reads.carried.exemplars()}
    for which in seen.without_place("exemplar"):
        one = next(found for found in exemplars.values() if found.id == which)
        yield ExemplarDropped(one.id, one.code, one.kind, one.source, one.segment)
    for which in seen.without_place("third party"):
        flag = reads.people.third_party(FlagId(which))
        yield ThirdPartyUnflagged(flag.id, flag.source, Segment(flag.start, flag.end), flag.note)
    for coder, (marks, now) in seen.marks().items():
        if marks - now:
            yield PassagesUnread(coder, seen.source.id, _flat(marks - now))


def _read_again(seen: Foreseen) -> Iterator[Event]:
    for coder, (marks, now) in seen.marks().items():
        if now - marks:
            yield PassagesRead(coder, seen.source.id, _flat(now - marks))


def _flat(spans: Collection[Span]) -> tuple[int, ...]:
    return tuple(place for span in sorted(spans) for place in span)


def _corrected(seen: Foreseen, after: int) -> SourceCorrected:
    draft = seen.draft
    origin = Origin(
        Words(plain_file_name(draft.file_name)), draft.file_size, Words(draft.file_sha256)
    )
    return SourceCorrected(
        source=seen.source.id,
        before=seen.source.text_version,
        after=after,
        text=Words(draft.text),
        format=draft.format,
        encoding=draft.encoding,
        characters=len(draft.text),
        words=word_count(draft.text),
        characters_read=draft.characters_read,
        left_out=draft.left_out,
        lines=draft.lines,
        passages=seen.passages,
        stretches=seen.stretches,
        moves=tuple(seen.moves()),
        reworded=seen.reworded,
        gone=seen.gone_voices(),
        new=seen.new_voices(),
        pages=draft.pages,
        origin=origin if draft.file_name else None,
    )


def _kept(reads: Reads, source: Source) -> list[TextVersion]:
    """Return the versions of a text; of one that was never corrected, the one there is."""
    return reads.texts.of(source.id) or [reads.texts.only(source.id)]


def _version(
    reads: Reads,
    source: Source,
    one: TextVersion,
    coders: dict[CoderId, str],
    reasons: dict[ActionId, str],
) -> SourceVersion:
    (recorded,) = reads.entries(one.seq - 1, one.seq)
    header, event = recorded.header, recorded.event
    assert isinstance(event, SourceImported | SourceCorrected)
    return SourceVersion(
        one.n,
        one.parent,
        header.ts,
        coders.get(CoderId(header.actor), "nobody who joined"),
        "" if event.origin is None else event.origin.file_name,
        one.characters,
        one.words,
        one.turns,
        reasons.get(ActionId(header.action), ""),
        one.n == source.text_version,
        len(event.reworded) if isinstance(event, SourceCorrected) else 0,
    )
