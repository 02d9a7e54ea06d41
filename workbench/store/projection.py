"""The effect of every event on the tables; nothing else writes them.

`effect` says what an effect may look at. The study, sources, codes and codings are written here,
what is known of people and sources in modules of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from workbench.model import events as e
from workbench.model.coding import Coding
from workbench.model.correction import FIRST
from workbench.model.ids import CodeId, CodingId
from workbench.store import (
    coding_effects,
    correction_effects,
    memo_effects,
    people_effects,
    proposal_effects,
    source_effects,
    study_effects,
    theme_effects,
)
from workbench.store import tables as t
from workbench.store.codebook_effects import (
    card_columns,
    card_version,
    forget_origins,
    note_card,
    note_origins,
    set_code,
)
from workbench.store.effect import Place, project
from workbench.store.passages import place_of
from workbench.store.rows import text_values
from workbench.store.statements import Statement

__all__ = [
    "Place",
    "coding_effects",
    "correction_effects",
    "insert_codings",
    "memo_effects",
    "people_effects",
    "project",
    "proposal_effects",
    "source_effects",
    "study_effects",
    "theme_effects",
]


@project.register
def _(event: e.ProjectCreated, place: Place, db: Connection) -> None:
    row = {"id": event.project, "name": event.name, "stance": event.stance, "phase": "familiarise"}
    db.execute(insert(t.project), row | {"created_at": place.at})


@project.register
def _(event: e.CoderJoined, place: Place, db: Connection) -> None:
    db.execute(insert(t.coders), {"id": event.coder, "name": event.name, "seq": place.seq})


@project.register
def _(event: e.CaseAdded, place: Place, db: Connection) -> None:
    row = {"id": event.case, "kind": event.kind, "name": event.name, "seq": place.seq}
    db.execute(insert(t.cases), row)


@project.register
def _(event: e.CaseRemoved, _place: Place, db: Connection) -> None:
    db.execute(delete(t.cases).where(t.cases.c.id == event.case))


@project.register
def _(event: e.SourceImported, place: Place, db: Connection) -> None:
    row = {
        "id": event.source,
        "name": event.name,
        "kind": event.kind,
        **text_values(event, place.seq, _TEXT_PART),
        "text_version": FIRST,
        "import_seq": place.seq,
        "imported_at": place.at,
        "version": place.seq,
        "removed": 0,
    }
    _SOURCE.run(db, row)
    _insert_speakers(event, db)


_SOURCE, _SPEAKERS = Statement(insert(t.sources)), Statement(insert(t.speakers))
#: The text is the second part of its entry: the name and the origin make the first.
_TEXT_PART = 1


def _insert_speakers(event: e.SourceImported, db: Connection) -> None:
    rows = [
        {"source": event.source, "n": n, "label": s.label, "role": s.role, "person": s.case}
        for n, s in enumerate(event.speakers)
    ]
    if rows:
        _SPEAKERS.run_all(db, rows)


@project.register
def _(event: e.SourceRemoved, place: Place, db: Connection) -> None:
    _remove_codings(event.codings, db)
    _set_source(event.source, {"removed": 1, "version": place.seq}, db)


@project.register
def _(event: e.SourceRestored, place: Place, db: Connection) -> None:
    _set_source(event.source, {"removed": 0, "version": place.seq}, db)
    insert_codings([(c, place.seq) for c in event.codings], db)


def _set_source(source: str, values: dict[str, object], db: Connection) -> None:
    db.execute(update(t.sources).where(t.sources.c.id == source), values)


@project.register
def _(event: e.SpeakerMapped, place: Place, db: Connection) -> None:
    chosen = (t.speakers.c.source == event.source) & (t.speakers.c.n == event.speaker)
    row = {"role": event.after_role, "person": event.after_case}
    db.execute(update(t.speakers).where(chosen), row)
    _set_source(event.source, {"version": place.seq}, db)


@project.register
def _(event: e.CodeCreated, place: Place, db: Connection) -> None:
    row = {
        "id": event.code,
        "name": event.name,
        "parent": event.parent,
        "colour": event.swatch.colour,
        "pattern": event.swatch.pattern,
        "position": event.position,
        "state": "active",
        "gone": "",
        "card_version": 1,
        "recheck": 0,
        "version": place.seq,
    }
    db.execute(insert(t.codes), row | card_columns(event.card))
    note_card(event.code, place, db)


@project.register
def _(event: e.CodeDeleted, place: Place, db: Connection) -> None:
    _remove_codings(event.codings, db)
    _move_codes(event.children, event.parent, place, db)
    set_code(event.code, {"gone": "deleted", "version": place.seq}, db)


@project.register
def _(event: e.CodeRestored, place: Place, db: Connection) -> None:
    set_code(event.code, {"gone": "", "version": place.seq}, db)
    _move_codes(event.children, event.code, place, db)
    insert_codings([(c, place.seq) for c in event.codings], db)


@project.register
def _(event: e.CodeRenamed, place: Place, db: Connection) -> None:
    set_code(event.code, {"name": event.after, "version": place.seq}, db)


@project.register
def _(event: e.CodeMoved, place: Place, db: Connection) -> None:
    _move_codes([event.code], event.after, place, db)


@project.register
def _(event: e.CodeRecoloured, place: Place, db: Connection) -> None:
    row = {"colour": event.after.colour, "pattern": event.after.pattern, "version": place.seq}
    set_code(event.code, row, db)


@project.register
def _(event: e.CodesMerged, place: Place, db: Connection) -> None:
    _remove_codings(event.collapsed, db)
    card = card_version(event.keep, db)
    _point_codings([(c.id, event.keep, card) for c in event.moved], place, db)
    for merged in event.merged:
        _move_codes(merged.children, event.keep, place, db)
        set_code(merged.code, {"gone": "merged", "version": place.seq}, db)
    set_code(event.keep, {"version": place.seq}, db)
    stand = [(c, str(c.id)) for c in event.moved]
    stand += [(c, _stands_for(c, event.keep, db)) for c in event.collapsed]
    note_origins(stand, event.keep, db)


def _stands_for(coding: Coding, keep: CodeId, db: Connection) -> str:
    """Return the coding under the code that stays on the same segment by the same coder."""
    place = {"source": coding.source, "start": coding.start, "end": coding.end}
    found: str = db.execute(_TWIN, place | {"code": keep, "coder": coding.coder}).scalar_one()
    return found


@project.register
def _(event: e.CodesUnmerged, place: Place, db: Connection) -> None:
    for merged in event.merged:
        set_code(merged.code, {"gone": "", "version": place.seq}, db)
        _move_codes(merged.children, merged.code, place, db)
    _point_codings([(c.id, c.code, c.card_version) for c in event.moved], place, db)
    insert_codings([(c, place.seq) for c in event.collapsed], db)
    set_code(event.keep, {"version": place.seq}, db)
    forget_origins([*event.moved, *event.collapsed], db)


def _move_codes(
    codes: Iterable[CodeId], parent: CodeId | None, place: Place, db: Connection
) -> None:
    for code in codes:
        set_code(code, {"parent": parent, "version": place.seq}, db)


@project.register
def _(event: e.CodingApplied, place: Place, db: Connection) -> None:
    insert_codings([(event.coding, place.seq)], db)


@project.register
def _(event: e.CodingRemoved, _place: Place, db: Connection) -> None:
    _remove_codings([event.coding], db)


@project.register
def _(event: e.CodingRecoded, place: Place, db: Connection) -> None:
    _point_codings([(event.coding, event.after, event.after_card)], place, db)


@project.register
def _(event: e.CodingResized, place: Place, db: Connection) -> None:
    start, end = event.after.start, event.after.end
    row = {"coding": event.coding, "to_start": start, "to_end": end, "seq": place.seq}
    at = _where(_passages(event.source, db), start)
    db.execute(_RESIZE, row | {f"at_{name}": value for name, value in at.items()})


_PASSAGES = select(t.sources.c.passages).where(t.sources.c.id == bindparam("source"))


def _passages(source: str, db: Connection) -> str:
    packed: str = db.execute(_PASSAGES, {"source": source}).scalar_one()
    return packed


def _where(passages: str, start: int) -> dict[str, int | None]:
    place = place_of(passages, start)
    return {"passage": place.passage, "turn": place.turn, "speaker": place.speaker}


def insert_codings(placed: Sequence[tuple[Coding, int]], db: Connection) -> None:
    """Write codings, each with the number of the entry that made it or brought it back."""
    passages = {source: _passages(source, db) for source in {c.source for c, _ in placed}}
    rows = []
    for coding, seq in placed:
        row: dict[str, object] = dict(zip(_CODING, _values(coding), strict=True))
        row["in_vivo"] = int(coding.in_vivo)
        row["version"] = seq
        row |= _where(passages[coding.source], coding.start)
        rows.append(row)
    if rows:
        _INSERT.run_all(db, rows)


_CODING = tuple(Coding.__dataclass_fields__)
_values = attrgetter(*_CODING)
_INSERT = Statement(insert(t.codings))
_TWIN = select(t.codings.c.id).where(
    *(t.codings.c[name] == bindparam(name) for name in ("source", "start", "end", "code", "coder"))
)
_REMOVE = delete(t.codings).where(t.codings.c.id == bindparam("coding"))
_POINT = (
    update(t.codings)
    .where(t.codings.c.id == bindparam("coding"))
    .values(code=bindparam("to"), card_version=bindparam("card"), version=bindparam("seq"))
)

_RESIZE = (
    update(t.codings)
    .where(t.codings.c.id == bindparam("coding"))
    .values(
        start=bindparam("to_start"),
        end=bindparam("to_end"),
        version=bindparam("seq"),
        **{name: bindparam(f"at_{name}") for name in ("passage", "turn", "speaker")},
    )
)


def _remove_codings(codings: Iterable[Coding], db: Connection) -> None:
    rows = [{"coding": c.id} for c in codings]
    if rows:
        db.execute(_REMOVE, rows)


def _point_codings(
    moves: Iterable[tuple[CodingId, CodeId, int]], place: Place, db: Connection
) -> None:
    rows = [{"coding": c, "to": code, "card": card, "seq": place.seq} for c, code, card in moves]
    if rows:
        db.execute(_POINT, rows)


@project.register
def _(event: e.ReasonGiven, place: Place, db: Connection) -> None:
    db.execute(delete(t.reasons).where(t.reasons.c.action == event.action))
    row = {"action": event.action, "reason": event.reason, "seq": place.seq}
    db.execute(insert(t.reasons), row)


@project.register
def _(event: e.ReasonWithdrawn, _place: Place, db: Connection) -> None:
    db.execute(delete(t.reasons).where(t.reasons.c.action == event.action))


@project.register
def _(event: e.BackupMade, place: Place, db: Connection) -> None:
    row = {"seq": place.seq, "file": event.file, "at": place.at}
    db.execute(insert(t.backups), row)


@project.register
def _(event: e.ImportRefused | e.ExportMade, _place: Place, db: Connection) -> None:
    """A refused file and an export leave a line in the history and no row."""
