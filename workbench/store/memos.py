"""Memos, read from the tables for one reader: nobody is told of another one's private memos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from workbench.errors import NotFoundError
from workbench.model.ids import CoderId, MemoId, Words
from workbench.model.memo import Memo, MemoText, derived_kind, read_links
from workbench.store import tables as t


class Memos:
    """Questions about memos, answered as far as one person may know.

    Args:
        db: The connection.
        reader: Who asks; None for somebody who has written nothing.
    """

    def __init__(self, db: Connection, reader: CoderId | None) -> None:
        self._db = db
        self._reader = reader

    def all(self) -> list[Memo]:
        """Return the memos in order of their beginning."""
        query = self._readable(select(t.memos)).order_by(t.memos.c.created_at, t.memos.c.id)
        return [_memo(row) for row in self._db.execute(query)]

    def one(self, memo: MemoId) -> Memo:
        """Return one memo.

        Raises:
            NotFoundError: It is not there, no longer, or not for this reader.
        """
        query = self._readable(select(t.memos)).where(t.memos.c.id == memo)
        row = self._db.execute(query).one_or_none()
        if row is None:
            raise NotFoundError("This memo is not there, or no longer. Look again to see why.")
        return _memo(row)

    def about(self, things: Sequence[str]) -> list[Memo]:
        """Return the memos that link to any of these ids, in order of their beginning."""
        linked = select(t.memo_links.c.memo).where(t.memo_links.c.thing.in_(list(things)))
        query = self._readable(select(t.memos)).where(t.memos.c.id.in_(linked))
        rows = self._db.execute(query.order_by(t.memos.c.created_at, t.memos.c.id))
        return [_memo(row) for row in rows]

    def version_entries(self, memo: MemoId) -> list[int]:
        """Return the entries that hold the versions of a memo that this reader may read."""
        shown = self.one(memo)
        versions = t.memo_versions
        query = select(versions.c.seq).where(versions.c.memo == memo).order_by(versions.c.seq)
        if shown.author != self._reader:
            query = query.where(versions.c.visibility != "private")
        return list(self._db.execute(query).scalars())

    def hidden(self) -> frozenset[MemoId]:
        """Return the memos that this reader may not know of, those taken out among them."""
        private = t.memos.c.visibility == "private"
        query = select(t.memos.c.id).where(private & (t.memos.c.author != (self._reader or "")))
        return frozenset(MemoId(memo) for memo in self._db.execute(query).scalars())

    def _readable(self, query: Select[Any]) -> Select[Any]:
        mine = t.memos.c.author == (self._reader or "")
        shown = or_(mine, t.memos.c.visibility != "private")
        return query.where((t.memos.c.removed == 0) & shown)


def _memo(row: Row[Any]) -> Memo:
    text = MemoText(*(Words(value) for value in (row.title, row.body, row.links, row.kind)))
    return Memo(
        MemoId(row.id),
        CoderId(row.author),
        row.visibility,
        text,
        text.kind or derived_kind(read_links(text.links)),
        row.status,
        row.created_at,
        row.edited_at,
        row.version,
    )
