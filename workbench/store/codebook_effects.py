"""The effects of events of a code's life: cards, states, splits, exemplars."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from workbench.model import codebook_events as b
from workbench.model.codebook import CodeCard
from workbench.model.coding import Coding
from workbench.model.ids import CodeId
from workbench.store import tables as t
from workbench.store.effect import Place, project

_CARD_VERSION = select(t.codes.c.card_version).where(t.codes.c.id == bindparam("code"))


def set_code(code: str, values: dict[str, object], db: Connection) -> None:
    """Write columns of one code."""
    db.execute(update(t.codes).where(t.codes.c.id == code), values)


def card_columns(card: CodeCard) -> dict[str, object]:
    """Return a card as the columns of a code."""
    return {name: str(getattr(card, name)) for name in CodeCard.__dataclass_fields__}


def card_version(code: CodeId, db: Connection) -> int:
    """Return which version of its card a code has."""
    version: int = db.execute(_CARD_VERSION, {"code": code}).scalar_one()
    return version


def note_card(code: CodeId, place: Place, db: Connection) -> int:
    """Write down which entry holds a code's next card; return the version that holds now.

    Taking an entry back brings back the version before it, so that codings are of the card they
    were made under. No number is given twice.
    """
    of = t.cards.c.code == code
    n = db.execute(select(func.count()).where(of)).scalar_one() + 1
    version = n
    if place.undo is not None:
        before = select(t.cards.c.version).where(of, t.cards.c.seq < place.undo)
        version = db.execute(before.order_by(t.cards.c.n.desc()).limit(1)).scalar_one()
    row = {"code": code, "n": n, "version": version, "seq": place.seq, "at": place.at}
    db.execute(insert(t.cards), row)
    return version


def note_origins(codings: Iterable[tuple[Coding, str]], into: CodeId, db: Connection) -> None:
    """Write down which code each coding had before a merge, and which coding stands for it now.

    Args:
        codings: Codings as they were, each with the id of the one that stands for it.
        into: The code that stays.
        db: The connection.
    """
    rows = [{"twin": c.id, "code": c.code, "coding": s, "into": into} for c, s in codings]
    if rows:
        db.execute(insert(t.coding_origins), rows)


def forget_origins(codings: Iterable[Coding], db: Connection) -> None:
    """Take away what a merge wrote down."""
    rows = [{"which": c.id, "former": c.code} for c in codings]
    if rows:
        db.execute(_FORGET_ORIGIN, rows)


_FORGET_ORIGIN = delete(t.coding_origins).where(
    (t.coding_origins.c.twin == bindparam("which"))
    & (t.coding_origins.c.code == bindparam("former"))
)


@project.register
def _(event: b.CodeRedefined, place: Place, db: Connection) -> None:
    version = note_card(event.code, place, db)
    row = {"card_version": version, "version": place.seq}
    set_code(event.code, row | card_columns(event.after), db)


@project.register
def _(event: b.RecheckAsked, place: Place, db: Connection) -> None:
    set_code(event.code, {"recheck": event.after, "version": place.seq}, db)


@project.register
def _(event: b.CodeStateChanged, place: Place, db: Connection) -> None:
    set_code(event.code, {"state": event.after, "version": place.seq}, db)


_SORT = (
    update(t.codings)
    .where(t.codings.c.id == bindparam("which"))
    .values(code=bindparam("to"), card_version=bindparam("card"), version=bindparam("seq"))
)


@project.register
def _(event: b.CodeSplit, place: Place, db: Connection) -> None:
    _sort([(m.coding, m.to, m.after) for m in event.moves], place, db)


@project.register
def _(event: b.CodeRejoined, place: Place, db: Connection) -> None:
    _sort([(m.coding, event.code, m.before) for m in event.moves], place, db)


def _sort(moves: Iterable[tuple[str, str, int]], place: Place, db: Connection) -> None:
    rows = [{"which": c, "to": to, "card": card, "seq": place.seq} for c, to, card in moves]
    if rows:
        db.execute(_SORT, rows)


@project.register
def _(event: b.ExemplarChosen, _place: Place, db: Connection) -> None:
    row = {"id": event.exemplar, "code": event.code, "kind": event.kind, "source": event.source}
    span = {"start": event.segment.start, "end": event.segment.end}
    db.execute(insert(t.exemplars), row | span)


@project.register
def _(event: b.ExemplarDropped, _place: Place, db: Connection) -> None:
    db.execute(delete(t.exemplars).where(t.exemplars.c.id == event.exemplar))
