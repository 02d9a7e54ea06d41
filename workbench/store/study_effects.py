"""The effects of events of the study: title, details, stance, phase, records, blind rounds."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import Connection, Table, delete, insert, select, update

from workbench.model import study_events as s
from workbench.model.study import StudyDetails
from workbench.store import proposal_tables as p
from workbench.store import tables as t
from workbench.store.effect import Place, project


@project.register
def _(event: s.StudyRenamed, _place: Place, db: Connection) -> None:
    db.execute(update(t.project), {"name": event.after})


@project.register
def _(event: s.StanceChanged, _place: Place, db: Connection) -> None:
    db.execute(update(t.project), {"stance": event.after})


@project.register
def _(event: s.PhaseMoved, _place: Place, db: Connection) -> None:
    db.execute(update(t.project), {"phase": event.after})


@project.register
def _(event: s.StudyDescribed, _place: Place, db: Connection) -> None:
    db.execute(delete(t.study))
    if event.after != StudyDetails():
        db.execute(insert(t.study), {"one": 1} | asdict(event.after))


@project.register
def _(event: s.DecisionRecorded | s.MeetingRecorded, place: Place, db: Connection) -> None:
    table, record = _kept_in(event)
    row = {"id": record, "at": place.at, "version": place.seq}
    db.execute(insert(table), row | asdict(event.record))


@project.register
def _(event: s.DecisionChanged | s.MeetingChanged, place: Place, db: Connection) -> None:
    table, record = _kept_in(event)
    row = asdict(event.after) | {"version": place.seq}
    db.execute(update(table).where(table.c.id == record), row)


@project.register
def _(event: s.DecisionRemoved | s.MeetingRemoved, _place: Place, db: Connection) -> None:
    table, record = _kept_in(event)
    db.execute(delete(table).where(table.c.id == record))


def _kept_in(event: s.StudyEvent) -> tuple[Table, str]:
    """Return the table of a record, and the record's id."""
    match event:
        case s.DecisionRecorded() | s.DecisionChanged() | s.DecisionRemoved():
            return t.decisions, event.decision
        case s.MeetingRecorded() | s.MeetingChanged() | s.MeetingRemoved():
            return t.meetings, event.meeting
    raise NotImplementedError(type(event).__name__)


@project.register
def _(event: s.RoundOpened, place: Place, db: Connection) -> None:
    there = p.rounds.c.id == event.round
    if db.execute(select(p.rounds.c.id).where(there)).first() is not None:
        db.execute(update(p.rounds).where(there), {"closed": ""})  # its closing was taken back
        return
    row = {"id": event.round, "note": event.note, "opened": place.action, "closed": ""}
    db.execute(insert(p.rounds), row | {"sources": json.dumps(event.sources)})


@project.register
def _(event: s.RoundClosed, place: Place, db: Connection) -> None:
    db.execute(update(p.rounds).where(p.rounds.c.id == event.round), {"closed": place.action})
