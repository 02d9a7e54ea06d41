"""The effects of events of reading and of what the machine proposed and people answered."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, delete, insert

from workbench.model import proposal_events as p
from workbench.store import proposal_tables as t
from workbench.store.effect import Place, project

_UNREAD = delete(t.read_marks).where(
    t.read_marks.c.coder == bindparam("who"),
    t.read_marks.c.source == bindparam("of"),
    t.read_marks.c.start == bindparam("begins"),
)


@project.register
def _(event: p.PassagesRead, place: Place, db: Connection) -> None:
    pairs = zip(event.spans[::2], event.spans[1::2], strict=True)
    who = {"coder": event.coder, "source": event.source, "at": place.at}
    rows = [who | {"start": start, "end": end} for start, end in pairs]
    if rows:
        db.execute(insert(t.read_marks), rows)


@project.register
def _(event: p.PassagesUnread, _place: Place, db: Connection) -> None:
    rows = [{"who": event.coder, "of": event.source, "begins": s} for s in event.spans[::2]]
    if rows:
        db.execute(_UNREAD, rows)


@project.register
def _(event: p.GroupingsAllowed, place: Place, db: Connection) -> None:
    db.execute(delete(t.allowance))
    db.execute(insert(t.allowance), {"one": 1, "decision": event.decision, "at": place.at})


@project.register
def _(event: p.GroupingsDisallowed, _place: Place, db: Connection) -> None:
    db.execute(delete(t.allowance).where(t.allowance.c.decision == event.decision))


@project.register
def _(event: p.RunMade, place: Place, db: Connection) -> None:
    row = {"id": event.run, "coder": event.coder, "record": json.dumps(asdict(event.record))}
    db.execute(insert(t.runs), row | {"at": place.at, "seq": place.seq})


@project.register
def _(event: p.RunDropped, _place: Place, db: Connection) -> None:
    db.execute(delete(t.runs).where(t.runs.c.id == event.run))


@project.register
def _(event: p.ProposalAdopted, place: Place, db: Connection) -> None:
    row = {
        "adopted": event.adopted,
        "thing": event.thing,
        "made": int(event.made),
        "codings": json.dumps(event.codings),
        "note": "",
    }
    db.execute(insert(t.answers), _answered(event, place) | row)


@project.register
def _(event: p.ProposalRefused, place: Place, db: Connection) -> None:
    row = {"adopted": "", "thing": "", "made": 0, "codings": "[]", "note": event.note}
    db.execute(insert(t.answers), _answered(event, place) | row)


@project.register
def _(event: p.ProposalReturned | p.ProposalReopened, _place: Place, db: Connection) -> None:
    of = (t.answers.c.run == event.run) & (t.answers.c.node == event.node)
    db.execute(delete(t.answers).where(of))


@project.register
def _(event: p.SuggestionsShown, place: Place, db: Connection) -> None:
    row = {"seq": place.seq, "coder": event.coder, "sha256": event.sha256, "at": place.at}
    db.execute(insert(t.suggestions_shown), row)


@project.register
def _(event: p.SuggestionAnswered, place: Place, db: Connection) -> None:
    row = asdict(event.record) | {"id": event.suggestion, "at": place.at}
    db.execute(insert(t.suggestions), row | {"offered": json.dumps(event.record.offered)})


@project.register
def _(event: p.SuggestionReopened, _place: Place, db: Connection) -> None:
    db.execute(delete(t.suggestions).where(t.suggestions.c.id == event.suggestion))


@project.register
def _(event: p.HintSetAside, place: Place, db: Connection) -> None:
    row = {"hint": event.hint, "things": " ".join(event.things)}
    db.execute(insert(t.hints_aside), row | {"coder": event.coder, "at": place.at})


@project.register
def _(event: p.HintReturned, _place: Place, db: Connection) -> None:
    of = (t.hints_aside.c.hint == event.hint) & (t.hints_aside.c.things == " ".join(event.things))
    db.execute(delete(t.hints_aside).where(of))


def _answered(event: p.ProposalAdopted | p.ProposalRefused, place: Place) -> dict[str, object]:
    return {
        "run": event.run,
        "node": event.node,
        "coder": event.coder,
        "members": json.dumps(event.members),
        "at": place.at,
    }
