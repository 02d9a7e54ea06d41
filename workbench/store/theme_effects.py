"""The effects of events of themes: words and states, what belongs to them, claims, map, matrix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import orjson
from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from workbench.model import theme_events as h
from workbench.model.theme import ClaimTie, ThemeText
from workbench.store import theme_tables as t
from workbench.store.effect import Place, project

# --- the theme itself -----------------------------------------------------------------------


@project.register
def _(event: h.ThemeMade, place: Place, db: Connection) -> None:
    row: dict[str, object] = {"parent": event.parent, "position": event.position, "removed": 0}
    row |= {"state": event.state, "version": place.seq} | _text(event.text)
    changed = db.execute(_SET, row | {"which": event.theme})
    if not changed.rowcount:
        new = {"id": event.theme, "made_at": place.at, "asked": 0}
        db.execute(insert(t.themes), row | new)
    _note_version(event.theme, place, db)


@project.register
def _(event: h.ThemeRemoved, place: Place, db: Connection) -> None:
    _set(event.theme, {"removed": 1}, place, db)


@project.register
def _(event: h.ThemeEdited, place: Place, db: Connection) -> None:
    _set(event.theme, _text(event.after), place, db)
    _note_version(event.theme, place, db)


@project.register
def _(event: h.ThemeStateChanged, place: Place, db: Connection) -> None:
    _set(event.theme, {"state": event.after}, place, db)
    _note_version(event.theme, place, db)


@project.register
def _(event: h.ThemeNested, place: Place, db: Connection) -> None:
    _set(event.theme, {"parent": event.after}, place, db)


@project.register
def _(event: h.ThemesOrdered, _place: Place, db: Connection) -> None:
    places = t.themes.c.position
    query = select(places).where(t.themes.c.id.in_(event.after)).order_by(places)
    held = zip(event.after, db.execute(query).scalars().all(), strict=True)
    db.execute(_SET, [{"which": theme, "position": position} for theme, position in held])


@project.register
def _(event: h.ClaimAsked, _place: Place, db: Connection) -> None:
    db.execute(_SET, {"which": event.theme, "asked": 1})


def _set(theme: str, values: dict[str, object], place: Place, db: Connection) -> None:
    db.execute(_SET, values | {"which": theme, "version": place.seq})


def _note_version(theme: str, place: Place, db: Connection) -> None:
    db.execute(insert(t.theme_versions), {"theme": theme, "seq": place.seq})


def _text(text: ThemeText) -> dict[str, object]:
    return {name: str(words) for name, words in asdict(text).items()}


_SET = update(t.themes).where(t.themes.c.id == bindparam("which"))

# --- what belongs to it ---------------------------------------------------------------------


@project.register
def _(event: h.ThemeTookIn, _place: Place, db: Connection) -> None:
    _insert(t.theme_codes, [{"theme": event.theme, "code": c} for c in event.codes], db)
    _insert(t.theme_codings, [{"theme": event.theme, "coding": c} for c in event.codings], db)


@project.register
def _(event: h.ThemePutOut, _place: Place, db: Connection) -> None:
    _take_out(t.theme_codes.c.code, event.theme, event.codes, db)
    _take_out(t.theme_codings.c.coding, event.theme, event.codings, db)


def _take_out(column: Any, theme: str, things: Iterable[str], db: Connection) -> None:
    of = and_(column.table.c.theme == theme, column == bindparam("thing"))
    rows = [{"thing": thing} for thing in things]
    if rows:
        db.execute(delete(column.table).where(of), rows)


@project.register
def _(event: h.QuotationPlaced, _place: Place, db: Connection) -> None:
    _take_out(t.bearings.c.coding, event.theme, [event.coding], db)
    row = {"theme": event.theme, "coding": event.coding, "bearing": event.after}
    _insert(t.bearings, [row] if event.after else [], db)


@project.register
def _(event: h.ContrarySought, _place: Place, db: Connection) -> None:
    db.execute(insert(t.contrary_searches), {"theme": event.theme} | asdict(event.search))


@project.register
def _(event: h.ContrarySearchDropped, _place: Place, db: Connection) -> None:
    db.execute(delete(t.contrary_searches).where(t.contrary_searches.c.id == event.search.id))


# --- claims and what follows ----------------------------------------------------------------


@project.register
def _(event: h.ClaimLinked, _place: Place, db: Connection) -> None:
    row = {"id": event.link, "theme": event.theme, "at": event.at}
    db.execute(insert(t.claim_links), row | _tie(event.tie))


@project.register
def _(event: h.ClaimUnlinked, _place: Place, db: Connection) -> None:
    db.execute(delete(t.claim_links).where(t.claim_links.c.id == event.link))


@project.register
def _(event: h.ClaimReviewed, _place: Place, db: Connection) -> None:
    row = _tie(event.after) | {"at": event.after_at}
    db.execute(update(t.claim_links).where(t.claim_links.c.id == event.link), row)


def _tie(tie: ClaimTie) -> dict[str, object]:
    row: dict[str, object] = {name: str(getattr(tie, name)) for name in _TIE}
    rested = tie.rested
    return row | {name: rested and getattr(rested, name) for name in _RESTED}


_TIE = ("of", "sentence", "basis", "note")
_RESTED = ("coding", "source", "start", "end", "code", "card", "text", "state")


@project.register
def _(event: h.NowWhatAdded, place: Place, db: Connection) -> None:
    row = {"id": event.line, "theme": event.theme, "position": event.position}
    db.execute(insert(t.now_whats), row | asdict(event.form) | {"version": place.seq})


@project.register
def _(event: h.NowWhatChanged, place: Place, db: Connection) -> None:
    row = asdict(event.after) | {"version": place.seq}
    db.execute(update(t.now_whats).where(t.now_whats.c.id == event.line), row)


@project.register
def _(event: h.NowWhatRemoved, _place: Place, db: Connection) -> None:
    db.execute(delete(t.now_whats).where(t.now_whats.c.id == event.line))


# --- map and matrix -------------------------------------------------------------------------


@project.register
def _(event: h.RelationDrawn, _place: Place, db: Connection) -> None:
    db.execute(insert(t.relations), asdict(event.relation))


@project.register
def _(event: h.RelationErased, _place: Place, db: Connection) -> None:
    db.execute(delete(t.relations).where(t.relations.c.id == event.relation.id))


@project.register
def _(event: h.MapArranged, _place: Place, db: Connection) -> None:
    rows = [{"of": place.kind, "which": place.thing} for place in event.before]
    if rows:
        db.execute(_UNPLACE, rows)
    _insert(t.map_places, [place._asdict() for place in event.after], db)


_UNPLACE = delete(t.map_places).where(
    t.map_places.c.kind == bindparam("of"), t.map_places.c.thing == bindparam("which")
)


@project.register
def _(event: h.MapKept, _place: Place, db: Connection) -> None:
    picture = orjson.dumps(asdict(event.picture)).decode()
    row = {"id": event.map, "at": event.picture.at, "picture": picture}
    db.execute(insert(t.kept_maps), row)


@project.register
def _(event: h.MapDropped, _place: Place, db: Connection) -> None:
    db.execute(delete(t.kept_maps).where(t.kept_maps.c.id == event.map))


@project.register
def _(event: h.CellWritten, place: Place, db: Connection) -> None:
    cell = {"person": event.case, "kind": event.kind, "thing": event.thing}
    cells = t.matrix_cells
    db.execute(delete(cells).where(*(cells.c[name] == value for name, value in cell.items())))
    row = cell | {"words": event.after, "at": place.at, "version": place.seq}
    _insert(cells, [row] if event.after else [], db)
    db.execute(insert(t.cell_versions), cell | {"seq": place.seq})


@project.register
def _(event: h.ThemesHandedOver, _place: Place, db: Connection) -> None:
    """What was handed over leaves a line in the history and no row."""


def _insert(table: Any, rows: list[dict[str, Any]], db: Connection) -> None:
    if rows:
        db.execute(insert(table), rows)
