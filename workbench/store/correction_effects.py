"""The effects of corrected texts: the text that holds, and all that stands in it moved along."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, insert, select, update

from workbench.model.correction import FIRST, Alignment, AnchorKind, Stretch
from workbench.model.correction_events import SourceCorrected, TextReturned
from workbench.model.source import Segment
from workbench.store import correction_tables as k
from workbench.store import proposal_tables, theme_tables
from workbench.store import tables as t
from workbench.store.effect import Place, project
from workbench.store.passages import place_of
from workbench.store.rows import text_values

#: The tables of what stands at places of a source by an id of its own.
ANCHORED: Mapping[AnchorKind, Table] = {
    "coding": t.codings,
    "third party": t.third_parties,
    "exemplar": t.exemplars,
    "claim": theme_tables.claim_links,
    "suggestion": proposal_tables.suggestions,
}
#: The text is the first part of its entry.
_TEXT_PART = 0
_V = k.text_versions.c


@project.register
def _(event: SourceCorrected, place: Place, db: Connection) -> None:
    _keep_first(event.source, db)
    row = {
        "source": event.source,
        "n": event.after,
        "parent": event.before,
        **text_values(event, place.seq, _TEXT_PART),
        **{name: json.dumps(getattr(event, name)) for name in ("stretches", "moves", "reworded")},
        **{name: _voices(getattr(event, name)) for name in ("gone", "new")},
    }
    db.execute(insert(k.text_versions), row)
    _turn(event.source, event.before, event.after, place, db)


@project.register
def _(event: TextReturned, place: Place, db: Connection) -> None:
    _turn(event.source, event.before, event.after, place, db)


def _keep_first(source: str, db: Connection) -> None:
    """Write down the imported version, the first time that it is corrected."""
    first = db.execute(select(_V.n).where(_V.source == source, _V.n == FIRST)).first()
    if first is not None:
        return
    row = db.execute(select(t.sources).where(t.sources.c.id == source)).mappings().one()
    text = {name: row[name] for name in k.OF_TEXT}
    nothing = dict.fromkeys(("stretches", "moves", "reworded", "gone", "new"), "[]")
    db.execute(
        insert(k.text_versions),
        {"source": source, "n": FIRST, "parent": None, **text, **nothing},
    )
    db.execute(insert(k.text_turns), {"source": source, "seq": row["import_seq"], "n": FIRST})


def _voices(voices: Sequence[Any]) -> str:
    return json.dumps([[one.n, one.label, one.role, one.case] for one in voices])


def _turn(source: str, before: int, after: int, place: Place, db: Connection) -> None:
    """Let a version hold instead of the one that it was made from, or of one made from it."""
    versions = {
        row.n: row
        for row in db.execute(
            select(k.text_versions).where(_V.source == source, _V.n.in_([before, after]))
        )
    }
    made, holds = versions[max(before, after)], versions[after]
    row = {name: getattr(holds, name) for name in k.OF_TEXT}
    row |= {"text_version": after, "version": place.seq}
    db.execute(update(t.sources).where(t.sources.c.id == source), row)
    db.execute(insert(k.text_turns), {"source": source, "seq": place.seq, "n": after})
    is_back = after < before
    gone, new = ("new", "gone") if is_back else ("gone", "new")
    _change_speakers(source, getattr(made, gone), getattr(made, new), db)
    _move_all(source, Way(made, is_back=is_back), (holds.passages, place.seq), db)
    texts = versions[before].text_seq, holds.text_seq
    _confirm_claims(source, texts, json.loads(made.reworded), db)


def _change_speakers(source: str, gone: str, new: str, db: Connection) -> None:
    s = t.speakers.c
    numbers = [n for n, *_ in json.loads(gone)]
    db.execute(delete(t.speakers).where(s.source == source, s.n.in_(numbers)))
    names = ("n", "label", "role", "person")
    rows = [dict(zip(names, voice, strict=True)) | {"source": source} for voice in json.loads(new)]
    if rows:
        db.execute(insert(t.speakers), rows)


class Way:
    """How things move between a version and the one it was made from."""

    def __init__(self, made: Row[Any], *, is_back: bool) -> None:
        stretches = [Stretch(*one) for one in json.loads(made.stretches)]
        way = Alignment(stretches)
        self._way = way.turned if is_back else way
        self._moves = {
            (kind, thing): Segment(*(places[:2] if is_back else places[2:]))
            for kind, thing, *places in json.loads(made.moves)
        }

    def of(self, kind: AnchorKind, thing: str, segment: Segment) -> Segment:
        """Return where a thing stands from now on; what has no place stays."""
        return self.found(kind, thing, segment) or segment

    def found(self, kind: AnchorKind, thing: str, segment: Segment) -> Segment | None:
        """Return where a thing stands from now on; None where none of its words are there."""
        return self._moves.get((kind, thing)) or self._way.moved(segment)


def _move_all(source: str, way: Way, now: tuple[str, int], db: Connection) -> None:
    _move_codings(source, way, now, db)
    for kind, table in ANCHORED.items():
        if kind == "coding":
            continue
        c = table.c
        rows = db.execute(select(c.id, c.start, c.end).where(c.source == source)).all()
        moved = [(row.id, way.of(kind, row.id, Segment(row.start, row.end))) for row in rows]
        places = [{"which": n, "to_start": s.start, "to_end": s.end} for n, s in moved]
        if places:
            there = update(table).where(c.id == bindparam("which"))
            db.execute(there.values(start=bindparam("to_start"), end=bindparam("to_end")), places)


def _move_codings(source: str, way: Way, now: tuple[str, int], db: Connection) -> None:
    """Move codings; all leave their places first, for one may go where another one stands."""
    (passages, seq), rows = now, []
    for coding, *before in db.execute(_STAND.where(t.codings.c.source == source)):
        segment = way.of("coding", coding, Segment(before[0], before[1]))
        at = place_of(passages, segment.start)
        after = [segment.start, segment.end, at.passage, at.turn, at.speaker]
        if after != before:
            places = zip((f"to_{name}" for name in _PLACES), after, strict=True)
            rows.append({"which": coding, "seq": seq, **dict(places)})
    if rows:
        db.execute(_ASIDE, [{"which": row["which"], "aside": -1 - n} for n, row in enumerate(rows)])
        db.execute(_PLACE, rows)


_PLACES = ("start", "end", "passage", "turn", "speaker")
_STAND = select(t.codings.c.id, *(t.codings.c[name] for name in _PLACES))
_WHICH = t.codings.c.id == bindparam("which")
_ASIDE = update(t.codings).where(_WHICH).values(start=bindparam("aside"))
_PLACE = (
    update(t.codings)
    .where(_WHICH)
    .values(version=bindparam("seq"), **{name: bindparam(f"to_{name}") for name in _PLACES})
)


def _confirm_claims(
    source: str, texts: tuple[int, int], reworded: Sequence[str], db: Connection
) -> None:
    """Let claims rest on the text that holds, but where other words or none are quoted now."""
    links = theme_tables.claim_links
    of = (links.c.source == source) & (links.c.text == texts[0])
    same = links.c.coding.in_(select(t.codings.c.id)) & links.c.coding.not_in(list(reworded))
    db.execute(update(links).where(of, same), {"text": texts[1]})
