"""The effects of events of the study: title, details, stance, phase, records, blind rounds."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, update

from workbench.model import study_events as s
from workbench.model.study import DecisionRecord, MeetingRecord, StudyDetails
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
def _(event: s.DecisionRecorded, place: Place, db: Connection) -> None:
    row = {"id": event.decision, "at": place.at, "version": place.seq}
    db.execute(insert(t.decisions), row | _plain(event.record))


@project.register
def _(event: s.DecisionChanged, place: Place, db: Connection) -> None:
    row = _plain(event.after) | {"version": place.seq}
    db.execute(update(t.decisions).where(t.decisions.c.id == event.decision), row)


@project.register
def _(event: s.DecisionRemoved, _place: Place, db: Connection) -> None:
    db.execute(delete(t.decisions).where(t.decisions.c.id == event.decision))


@project.register
def _(event: s.MeetingRecorded, place: Place, db: Connection) -> None:
    row = {"id": event.meeting, "at": place.at, "version": place.seq}
    db.execute(insert(t.meetings), row | _plain(event.record))


@project.register
def _(event: s.MeetingChanged, place: Place, db: Connection) -> None:
    row = _plain(event.after) | {"version": place.seq}
    db.execute(update(t.meetings).where(t.meetings.c.id == event.meeting), row)


@project.register
def _(event: s.MeetingRemoved, _place: Place, db: Connection) -> None:
    db.execute(delete(t.meetings).where(t.meetings.c.id == event.meeting))


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


def _plain(record: DecisionRecord | MeetingRecord) -> dict[str, object]:
    return asdict(record)
