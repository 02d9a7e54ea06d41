"""Decisions and meetings: small records of what was settled, by whom, and on what grounds.

Everybody who works in the project reads them, so they never name what somebody keeps private.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from workbench.errors import ConflictError, InvalidActionError
from workbench.model.ids import NO_WORDS, DecisionId, MeetingId, MemoId, Words
from workbench.model.memo import REFERENCE, Memo, MemoLink, read_link, told_links, written_links
from workbench.model.study import Decision, DecisionRecord, Meeting, MeetingRecord
from workbench.model.study_events import (
    DecisionChanged,
    DecisionRecorded,
    DecisionRemoved,
    MeetingChanged,
    MeetingRecorded,
    MeetingRemoved,
)
from workbench.model.typed import LONGEST_VALUE, iso_date, plain_text
from workbench.project.memo_links import (
    MOST_LINKS,
    Things,
    refuse_private_links,
    shortened,
    versions_now,
)
from workbench.project.opened import Opened
from workbench.store.reads import Reads

_PLAIN = frozenset({"date", "review", "reversible", "memo", "affected"})
Record = TypeVar("Record", DecisionRecord, MeetingRecord)


class Decisions:
    """What was decided in a study, between which options, and why."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Decision]:
        """Return the decisions by date."""
        with self._opened.reading() as reads:
            return reads.study.decisions()

    def one(self, decision: DecisionId) -> Decision:
        """Return one decision.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        with self._opened.reading() as reads:
            return reads.study.decision(decision)

    def record(self, record: DecisionRecord, *, decision: DecisionId | None = None) -> DecisionId:
        """Write a decision down.

        Args:
            record: What was decided.
            decision: A client-made id.

        Raises:
            InvalidActionError: It has no question or no day, or names what is not there.
        """
        made = decision or DecisionId(str(uuid.uuid4()))
        with self._opened.unit() as unit:
            clean = _clean_decision(_told_versions(unit.reads, record))
            if any(made == known.id for known in unit.reads.study.decisions()):
                raise InvalidActionError("This decision was recorded already. Change it instead.")
            _refuse_links(unit.reads, clean.affected, clean.memo)
            unit.record(DecisionRecorded(made, clean))
        return made

    def change(
        self, decision: DecisionId, record: DecisionRecord, *, base: int | None = None
    ) -> None:
        """Change a decision's record.

        Args:
            decision: Which.
            record: All of it, as it shall be.
            base: The version (`Decision.version`) that the person began from.

        Raises:
            ConflictError: Somebody changed it after that version.
            InvalidActionError: It has no question or no day, or names what is not there.
        """
        with self._opened.unit() as unit:
            old = unit.reads.study.decision(decision)
            clean = _clean_decision(_told_versions(unit.reads, record, old.record))
            _refuse_stale("decision", old.version, base)
            told = unit.reads.memos.closed().without(clean.affected)
            clean = replace(clean, affected=told)
            _refuse_links(unit.reads, clean.affected, clean.memo, old.record)
            if clean != old.record:
                kept = _kept_memo(unit.reads, decision, old.record)
                records = (_whole(unit.reads, one, kept) for one in (old.record, clean))
                unit.record(DecisionChanged(decision, *records))

    def remove(self, decision: DecisionId, *, base: int | None = None) -> None:
        """Take a decision's record out; undo brings it back.

        Raises:
            ConflictError: Somebody changed it after the version the person saw.
        """
        with self._opened.unit() as unit:
            old = unit.reads.study.decision(decision)
            _refuse_stale("decision", old.version, base)
            kept = _kept_memo(unit.reads, decision, old.record)
            unit.record(DecisionRemoved(decision, _whole(unit.reads, old.record, kept)))


class Meetings:
    """Who met on a study, on what, and how disagreements were settled."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Meeting]:
        """Return the meetings by date."""
        with self._opened.reading() as reads:
            return reads.study.meetings()

    def one(self, meeting: MeetingId) -> Meeting:
        """Return one meeting.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        with self._opened.reading() as reads:
            return reads.study.meeting(meeting)

    def record(self, record: MeetingRecord, *, meeting: MeetingId | None = None) -> MeetingId:
        """Write a meeting down.

        Args:
            record: What came of it.
            meeting: A client-made id.

        Raises:
            InvalidActionError: It has no day or no word.
        """
        made, clean = meeting or MeetingId(str(uuid.uuid4())), _clean_meeting(record)
        with self._opened.unit() as unit:
            if any(made == known.id for known in unit.reads.study.meetings()):
                raise InvalidActionError("This meeting was recorded already. Change it instead.")
            _refuse_links(unit.reads, NO_WORDS, clean.memo)
            unit.record(MeetingRecorded(made, clean))
        return made

    def change(self, meeting: MeetingId, record: MeetingRecord, *, base: int | None = None) -> None:
        """Change a meeting's record.

        Args:
            meeting: Which.
            record: All of it, as it shall be.
            base: The version (`Meeting.version`) that the person began from.

        Raises:
            ConflictError: Somebody changed it after that version.
            InvalidActionError: It has no day or no word.
        """
        clean = _clean_meeting(record)
        with self._opened.unit() as unit:
            old = unit.reads.study.meeting(meeting)
            _refuse_stale("meeting", old.version, base)
            if clean.memo != old.record.memo:
                _refuse_links(unit.reads, NO_WORDS, clean.memo)
            if clean != old.record:
                kept = _kept_memo(unit.reads, meeting, old.record)
                records = (_whole(unit.reads, one, kept) for one in (old.record, clean))
                unit.record(MeetingChanged(meeting, *records))

    def remove(self, meeting: MeetingId, *, base: int | None = None) -> None:
        """Take a meeting's record out; undo brings it back.

        Raises:
            ConflictError: Somebody changed it after the version the person saw.
        """
        with self._opened.unit() as unit:
            old = unit.reads.study.meeting(meeting)
            _refuse_stale("meeting", old.version, base)
            kept = _kept_memo(unit.reads, meeting, old.record)
            unit.record(MeetingRemoved(meeting, _whole(unit.reads, old.record, kept)))


def due(decisions: Iterable[Decision], today: str) -> list[Decision]:
    """Return the decisions whose day to look at them again has come, the longest due first.

    Args:
        decisions: Of a study.
        today: ISO date.
    """
    come = [one for one in decisions if one.record.review and one.record.review <= today]
    return sorted(come, key=lambda one: (one.record.review, one.record.date))


def decision_from(memo: Memo, date: str) -> DecisionRecord:
    """Return a decision to begin with, made of a memo.

    The record is everybody's: of a private memo it holds the words that its author brings into it
    here, and neither the memo's id nor what else it links to.

    Args:
        memo: The memo.
        date: The day of the decision, ISO.
    """
    links = " ".join(link.with_version for link in memo.links if link.kind != "memo")
    return DecisionRecord(
        date=date,
        question=_called(memo),
        why=_words_of(memo),
        affected=NO_WORDS if memo.visibility == "private" else Words(links),
        memo=_id_of(memo),
    )


def meeting_from(memo: Memo, date: str) -> MeetingRecord:
    """Return a meeting to begin with, made of a memo, as `decision_from` makes a decision."""
    return MeetingRecord(
        date=date, agenda=_called(memo), disagreements=_words_of(memo), memo=_id_of(memo)
    )


def links_of_decision(record: DecisionRecord) -> tuple[MemoLink, ...]:
    """Return the things that a decision is about."""
    found = (read_link(word) for word in record.affected.split())
    return tuple(link for link in found if link is not None)


def _called(memo: Memo) -> Words:
    return Words(memo.text.title or shortened(REFERENCE.sub("", memo.text.body)))


def _words_of(memo: Memo) -> Words:
    """Return a memo's words without its references; nothing where they are too many for a record.

    Then the memo itself, which the record names, is the place to read them.
    """
    words = REFERENCE.sub("", memo.text.body).strip()
    return Words(words) if len(words) <= LONGEST_VALUE else NO_WORDS


def _id_of(memo: Memo) -> MemoId | None:
    return None if memo.visibility == "private" else memo.id


def _told_versions(
    reads: Reads, record: DecisionRecord, known: DecisionRecord | None = None
) -> DecisionRecord:
    """Return a record whose new links to passages tell the version of the text they lie in."""
    versions = versions_now(reads, links_of_decision(record))
    old = () if known is None else links_of_decision(known)
    return replace(record, affected=told_links(record.affected, versions, old))


def _clean_decision(record: DecisionRecord) -> DecisionRecord:
    clean = replace(
        _clean(record, "decision"),
        review=iso_date(record.review) if record.review.strip() else "",
        affected=_checked_links(record.affected),
    )
    if not clean.question:
        raise InvalidActionError("A decision answers a question. Type it in a few words.")
    if clean.reversible not in ("", "yes", "no"):
        raise InvalidActionError("Whether it can be taken back is answered with yes or no.")
    return clean


def _clean_meeting(record: MeetingRecord) -> MeetingRecord:
    clean = _clean(record, "meeting")
    if not (clean.present or clean.agenda or clean.disagreements or clean.actions):
        raise InvalidActionError("A meeting needs a word: who met, on what, or what follows.")
    return clean


def _clean(record: Record, what: str) -> Record:
    if not record.date.strip():
        raise InvalidActionError(f"A {what} has a day. Write it like 2026-01-31.")
    words = (f.name for f in fields(record) if f.name not in _PLAIN)
    kept: dict[str, Any] = {name: Words(plain_text(getattr(record, name))) for name in words}
    return replace(record, date=iso_date(record.date), **kept)


def _checked_links(written: str) -> Words:
    links = [read_link(word) for word in written.split()]
    if None in links or len(links) > MOST_LINKS:
        raise InvalidActionError(
            f"What a decision is about is named as kind:id, at most {MOST_LINKS:,} things. One of "
            "these is no such name."
        )
    return written_links(tuple(dict.fromkeys(link for link in links if link is not None)))


def _refuse_links(
    reads: Reads, affected: str, memo: MemoId | None, known: DecisionRecord | None = None
) -> None:
    """Refuse new links that lead nowhere, and any to what is private."""
    links = [link for link in (read_link(word) for word in affected.split()) if link is not None]
    links += [] if memo is None else [MemoLink("memo", memo)]
    old = set() if known is None else {*links_of_decision(known)}
    if known is not None and known.memo is not None:
        old.add(MemoLink("memo", known.memo))
    things = Things(reads)
    new = [link for link in links if link not in old]
    if any(things.of(link) is None for link in new):
        raise InvalidActionError(
            "This record would name something that is not in the study, or was erased. Take it out "
            "of the record."
        )
    refuse_private_links(reads, new, "team", MemoId(""))


def _kept_memo(
    reads: Reads, made: DecisionId | MeetingId, seen: DecisionRecord | MeetingRecord
) -> MemoId | None:
    """Return the memo that a record names and this person is not told of, if there is one."""
    return reads.study.named_memo(made) if seen.memo is None else None


def _whole(reads: Reads, record: Record, kept: MemoId | None) -> Record:
    """Return a record with the memos that it names out of this person's sight."""
    whole = replace(record, memo=record.memo or kept)
    if isinstance(whole, MeetingRecord):
        return whole
    return replace(whole, affected=reads.memos.closed().restored(whole.affected))


def _refuse_stale(what: str, version: int, base: int | None) -> None:
    if base is not None and base != version:
        raise ConflictError(
            f"Somebody changed this {what} since you looked (entry {version}). Look again."
        )
