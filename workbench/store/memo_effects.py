"""The effects of events of memos: the memo as it is, its links, and where its versions stand.

In a copy that leaves the words of private memos out, an event of theirs has no text. What it did
is written all the same, as withheld: nobody is shown that memo, or that version of it.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from workbench.model import memo_events as m
from workbench.model.memo import NO_TEXT, MemoText, Visibility, links_of
from workbench.store import tables as t
from workbench.store.effect import Place, project


@project.register
def _(event: m.MemoWritten, place: Place, db: Connection) -> None:
    seen = _seen_by(event.visibility, event.text)
    row: dict[str, object] = {"visibility": seen, "status": event.status, "removed": 0}
    if _is_there(event.memo, db):
        _set(event.memo, row, place, db)
    else:
        row |= {"id": event.memo, "author": event.author, "created_at": place.at}
        edited = {"edited_at": place.at, "version": place.seq}
        db.execute(_MEMO, row | edited | _text(event.text))
    _write(event.memo, event.text, event.visibility, place, db)


def _is_there(memo: str, db: Connection) -> bool:
    return db.execute(_THERE, {"memo": memo}).first() is not None


@project.register
def _(event: m.MemoEdited, place: Place, db: Connection) -> None:
    _write(event.memo, event.after, event.visibility, place, db)


@project.register
def _(event: m.MemoShown, place: Place, db: Connection) -> None:
    _set(event.memo, {"visibility": _seen_by(event.after, event.text)}, place, db)
    _write(event.memo, event.text, event.after, place, db)


@project.register
def _(event: m.MemoGrown, place: Place, db: Connection) -> None:
    _set(event.memo, {"status": event.after}, place, db)


@project.register
def _(event: m.MemoRemoved, place: Place, db: Connection) -> None:
    _set(event.memo, {"removed": 1}, place, db)


def _set(memo: str, values: dict[str, object], place: Place, db: Connection) -> None:
    db.execute(_CHANGE, values | {"memo": memo, "version": place.seq})


def _write(memo: str, text: MemoText, visibility: Visibility, place: Place, db: Connection) -> None:
    """Write a memo's words and links; keep which entry holds this version, and who may read it."""
    _set(memo, _text(text) | {"edited_at": place.at}, place, db)
    version = {"memo": memo, "seq": place.seq, "at": place.at}
    seen = {"visibility": _seen_by(visibility, text)}
    db.execute(_VERSION, version | seen)
    db.execute(_UNLINK, {"memo_id": memo})
    rows = [
        {"memo": memo, "n": n, "kind": k.kind, "thing": k.thing, "start": k.start, "end": k.end}
        for n, k in enumerate(links_of(text))
    ]
    if rows:
        db.execute(_LINK, rows)


# Written out once: building a statement costs more than running it.
_THERE = select(t.memos.c.id).where(t.memos.c.id == bindparam("memo"))
_MEMO, _VERSION, _LINK = insert(t.memos), insert(t.memo_versions), insert(t.memo_links)
_CHANGE = update(t.memos).where(t.memos.c.id == bindparam("memo"))
_UNLINK = delete(t.memo_links).where(t.memo_links.c.memo == bindparam("memo_id"))


def _seen_by(visibility: Visibility, text: MemoText) -> str:
    return "withheld" if text == NO_TEXT else visibility


def _text(text: MemoText) -> dict[str, object]:
    return {"title": text.title, "body": text.body, "links": text.links, "kind": text.kind}
