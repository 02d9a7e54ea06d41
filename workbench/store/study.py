"""What is written down about the study itself, its decisions, meetings and blind rounds."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select

from workbench.errors import NotFoundError
from workbench.model.closed_memos import ClosedMemos
from workbench.model.ids import CoderId, DecisionId, MeetingId, MemoId, RoundId, SourceId, Words
from workbench.model.study import (
    NO_DETAILS,
    BlindRound,
    Decision,
    DecisionRecord,
    Meeting,
    MeetingRecord,
    Phase,
    StudyDetails,
)
from workbench.store import proposal_tables as p
from workbench.store import tables as t
from workbench.store.memos import Memos

_DECISIONS = select(t.decisions).order_by(t.decisions.c.date, t.decisions.c.at, t.decisions.c.id)
_MEETINGS = select(t.meetings).order_by(t.meetings.c.date, t.meetings.c.at, t.meetings.c.id)
_OPENED, _CLOSED = t.actions.alias(), t.actions.alias()
_ROUNDS = (
    select(
        p.rounds,
        _OPENED.c.actor.label("opened_by"),
        _OPENED.c.at.label("opened_at"),
        _CLOSED.c.actor.label("closed_by"),
        _CLOSED.c.at.label("closed_at"),
    )
    .join(_OPENED, _OPENED.c.id == p.rounds.c.opened)
    .outerjoin(_CLOSED, _CLOSED.c.id == p.rounds.c.closed)
    .order_by(_OPENED.c.first_seq)
)
#: Columns of records that hold no words.
_PLAIN = ("date", "retention", "reversible", "review", "memo")


class Study:
    """Questions about the study's details, phase, decisions, meetings and blind rounds.

    Args:
        db: The connection.
        memos: The memos as the reader may know them: a record names no other one.
    """

    def __init__(self, db: Connection, memos: Memos) -> None:
        self._db = db
        self._memos = memos

    def details(self) -> StudyDetails:
        """Return what is written down about the study."""
        row = self._db.execute(select(t.study)).one_or_none()
        return NO_DETAILS if row is None else StudyDetails(**_values(StudyDetails, row))

    def phase(self) -> Phase:
        """Return the phase at which the bookmark lies."""
        phase: Phase = self._db.execute(select(t.project.c.phase)).scalar_one()
        return phase

    def decisions(self) -> list[Decision]:
        """Return the decisions by date."""
        closed = self._memos.closed()
        return [_decision(row, closed) for row in self._db.execute(_DECISIONS)]

    def decision(self, decision: DecisionId) -> Decision:
        """Return one decision.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        found = next((d for d in self.decisions() if d.id == decision), None)
        if found is None:
            raise NotFoundError("This decision is no longer there. Look again to see why.")
        return found

    def named_memo(self, record: DecisionId | MeetingId) -> MemoId | None:
        """Return the memo that a decision or meeting names, whoever may know of that memo.

        It is for the trail alone, which keeps a record whole when somebody changes it who is not
        told of its memo.
        """
        for table in (t.decisions, t.meetings):
            row = self._db.execute(select(table.c.memo).where(table.c.id == record)).one_or_none()
            if row is not None:
                return None if row.memo is None else MemoId(row.memo)
        return None

    def meetings(self) -> list[Meeting]:
        """Return the meetings by date."""
        closed = self._memos.closed()
        return [_meeting(row, closed) for row in self._db.execute(_MEETINGS)]

    def meeting(self, meeting: MeetingId) -> Meeting:
        """Return one meeting.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        found = next((m for m in self.meetings() if m.id == meeting), None)
        if found is None:
            raise NotFoundError("This meeting is no longer there. Look again to see why.")
        return found

    def rounds(self) -> list[BlindRound]:
        """Return the blind rounds, the oldest first."""
        return [
            BlindRound(
                RoundId(row.id),
                tuple(map(SourceId, json.loads(row.sources))),
                Words(row.note),
                CoderId(row.opened_by),
                row.opened_at,
                row.closed_by,
                row.closed_at,
            )
            for row in self._db.execute(_ROUNDS)
        ]

    def round_now(self) -> BlindRound | None:
        """Return the blind round that is open; None where none is."""
        return next((one for one in self.rounds() if one.is_open), None)


_Record = TypeVar("_Record", DecisionRecord, MeetingRecord)


def _without(closed: ClosedMemos, record: _Record) -> _Record:
    return replace(record, memo=None) if record.memo in closed.ids else record


def _values(record: Any, row: Row[Any]) -> dict[str, Any]:
    names = [f.name for f in fields(record)]
    return {n: v if n in _PLAIN else Words(v) for n in names if (v := getattr(row, n)) is not None}


def _decision(row: Row[Any], closed: ClosedMemos) -> Decision:
    record = _without(closed, DecisionRecord(**_values(DecisionRecord, row)))
    record = replace(record, affected=closed.without(record.affected))
    return Decision(DecisionId(row.id), record, row.at, row.version)


def _meeting(row: Row[Any], closed: ClosedMemos) -> Meeting:
    record = _without(closed, MeetingRecord(**_values(MeetingRecord, row)))
    return Meeting(MeetingId(row.id), record, row.at, row.version)
