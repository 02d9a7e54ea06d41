"""The effects of events about sources: name, kind, details, the guide's questions, flags."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, update

from workbench.model import people_events as p
from workbench.model.source import UNLABELLED, SourceDetails
from workbench.store import tables as t
from workbench.store.effect import Place, project


@project.register
def _(event: p.SourceDescribed, place: Place, db: Connection) -> None:
    db.execute(delete(t.source_details).where(t.source_details.c.source == event.source))
    if event.after != SourceDetails():
        db.execute(insert(t.source_details), {"source": event.source} | asdict(event.after))
    _set_source(event.source, {"version": place.seq}, db)


@project.register
def _(event: p.SourceRenamed, place: Place, db: Connection) -> None:
    _set_source(event.source, {"name": event.after, "version": place.seq}, db)


@project.register
def _(event: p.SourceKindChanged, place: Place, db: Connection) -> None:
    _set_source(event.source, {"kind": event.after, "version": place.seq}, db)


@project.register
def _(event: p.UnlabelledMapped, place: Place, db: Connection) -> None:
    speaker = {"source": event.source, "n": UNLABELLED}
    of_source = t.speakers.c.source == event.source
    db.execute(delete(t.speakers).where(of_source, t.speakers.c.n == UNLABELLED))
    if event.after_role != "unmapped":
        who = {"label": "", "role": event.after_role, "person": event.after_case}
        db.execute(insert(t.speakers), speaker | who)
    _set_source(event.source, {"version": place.seq}, db)


def _set_source(source: str, values: dict[str, object], db: Connection) -> None:
    db.execute(update(t.sources).where(t.sources.c.id == source), values)


@project.register
def _(event: p.QuestionAdded | p.QuestionRestored, place: Place, db: Connection) -> None:
    question = event.question
    row = {"id": question, "words": event.words, "position": event.position}
    db.execute(insert(t.questions), row | {"version": place.seq})
    marks = event.marks if isinstance(event, p.QuestionRestored) else ()
    rows = [{"source": m.source, "question": question, "asked": m.asked} for m in marks]
    if rows:
        db.execute(insert(t.question_marks), rows)


@project.register
def _(event: p.QuestionRemoved, _place: Place, db: Connection) -> None:
    db.execute(delete(t.question_marks).where(t.question_marks.c.question == event.question))
    db.execute(delete(t.questions).where(t.questions.c.id == event.question))


@project.register
def _(event: p.QuestionReworded, place: Place, db: Connection) -> None:
    row = {"words": event.after, "version": place.seq}
    db.execute(update(t.questions).where(t.questions.c.id == event.question), row)


@project.register
def _(event: p.QuestionMarked, _place: Place, db: Connection) -> None:
    marks = t.question_marks
    db.execute(
        delete(marks).where((marks.c.source == event.source) & (marks.c.question == event.question))
    )
    if event.after != "not recorded":
        row = {"source": event.source, "question": event.question, "asked": event.after}
        db.execute(insert(marks), row)


@project.register
def _(event: p.ThirdPartyFlagged, _place: Place, db: Connection) -> None:
    row = {
        "id": event.flag,
        "source": event.source,
        "start": event.segment.start,
        "end": event.segment.end,
        "note": event.note,
    }
    db.execute(insert(t.third_parties), row)


@project.register
def _(event: p.ThirdPartyUnflagged, _place: Place, db: Connection) -> None:
    db.execute(delete(t.third_parties).where(t.third_parties.c.id == event.flag))
