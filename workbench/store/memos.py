"""Memos, read from the tables for one reader: nobody is told of another one's private memos.

A memo whose words a copy leaves out is told to nobody, its author neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, distinct, func, or_, select

from workbench.errors import NotFoundError
from workbench.model.closed_memos import ClosedMemos
from workbench.model.ids import CodeId, CoderId, MemoId, Words
from workbench.model.memo import Memo, MemoText, derived_kind, links_of
from workbench.store import tables as t

_ORDER = t.memos.c.created_at, t.memos.c.id
_WITHHELD = t.memos.c.visibility == "withheld"
_PRIVATE = t.memos.c.visibility == "private"
_HIDDEN = select(t.memos.c.id).where(
    (_PRIVATE & (t.memos.c.author != bindparam("reader"))) | _WITHHELD
)
_IS_HIDDEN = _HIDDEN.where(t.memos.c.id == bindparam("memo"))


class Memos:
    """Questions about memos, answered as far as one person may know.

    Args:
        db: The connection.
        reader: Who asks; None for somebody who has written nothing.
        kept: Memos that are not told whatever they were, as of a past in which others read them.
    """

    def __init__(
        self, db: Connection, reader: CoderId | None, kept: frozenset[MemoId] = frozenset()
    ) -> None:
        self._db = db
        self._reader = reader
        self._kept = kept

    def all(self) -> list[Memo]:
        """Return the memos in order of their beginning."""
        return self._memos(self._readable(select(t.memos)).order_by(*_ORDER))

    def of_kinds(self, kinds: Sequence[str]) -> list[Memo]:
        """Return the memos that were given one of these kinds, in order of their beginning."""
        query = self._readable(select(t.memos)).where(t.memos.c.kind.in_(kinds))
        return self._memos(query.order_by(*_ORDER))

    def one(self, memo: MemoId) -> Memo:
        """Return one memo.

        Raises:
            NotFoundError: It is not there, no longer, or not for this reader.
        """
        found = self._memos(self._readable(select(t.memos)).where(t.memos.c.id == memo))
        if not found:
            raise NotFoundError("This memo is not there, or no longer. Look again to see why.")
        return found[0]

    def is_taken(self, memo: MemoId) -> bool:
        """Tell whether there ever was a memo with this id, whoever may know of it."""
        query = select(t.memos.c.id).where(t.memos.c.id == memo)
        return self._db.execute(query).first() is not None

    def about(self, things: Sequence[str]) -> list[Memo]:
        """Return the memos that link to any of these ids, in order of their beginning."""
        hidden = self.hidden()
        told = [thing for thing in things if thing not in hidden]
        linked = select(t.memo_links.c.memo).where(t.memo_links.c.thing.in_(told))
        query = self._readable(select(t.memos)).where(t.memos.c.id.in_(linked))
        return self._memos(query.order_by(*_ORDER))

    def about_codings_of(self, code: CodeId) -> list[Memo]:
        """Return the memos that link to codings of a code, in order of their beginning."""
        codings = select(t.codings.c.id).where(t.codings.c.code == code)
        linked = select(t.memo_links.c.memo).where(t.memo_links.c.thing.in_(codings))
        query = self._readable(select(t.memos)).where(t.memos.c.id.in_(linked))
        return self._memos(query.order_by(*_ORDER))

    def counts(self) -> dict[str, int]:
        """Return how many memos link to each thing, by its id."""
        told = self._readable(select(t.memos.c.id)).where(t.memos.c.id.not_in(self._kept))
        links = t.memo_links.c
        query = select(links.thing, func.count(distinct(links.memo)).label("n"))
        rows = self._db.execute(query.where(links.memo.in_(told)).group_by(links.thing))
        hidden = self.hidden()
        return {row.thing: row.n for row in rows if row.thing not in hidden}

    def version_entries(self, memo: MemoId) -> list[int]:
        """Return the entries that hold the versions of a memo that this reader may read."""
        shown = self.one(memo)
        versions = t.memo_versions
        untold = ["withheld"] if shown.author == self._reader else ["withheld", "private"]
        query = select(versions.c.seq).where(versions.c.memo == memo).order_by(versions.c.seq)
        return list(self._db.execute(query.where(versions.c.visibility.not_in(untold))).scalars())

    def hidden(self) -> frozenset[MemoId]:
        """Return the memos that this reader may not know of, those taken out among them."""
        found = self._db.execute(_HIDDEN, {"reader": self._reader or ""}).scalars()
        return self._kept | {MemoId(memo) for memo in found}

    def closed(self) -> ClosedMemos:
        """Return the same as what to take out of what others wrote."""
        return ClosedMemos(self.hidden())

    def is_hidden(self, memo: MemoId) -> bool:
        """Tell whether this reader may not know of a memo, there or taken out."""
        asked = {"reader": self._reader or "", "memo": memo}
        return memo in self._kept or self._db.execute(_IS_HIDDEN, asked).first() is not None

    def private_moments(self) -> list[int]:
        """Return when each private memo of whomever was begun (µs), oldest first."""
        query = select(t.memos.c.created_at).where(_PRIVATE | _WITHHELD, t.memos.c.removed == 0)
        return list(self._db.execute(query.order_by(*_ORDER)).scalars())

    def _readable(self, query: Select[Any]) -> Select[Any]:
        mine = t.memos.c.author == (self._reader or "")
        return query.where(t.memos.c.removed == 0, ~_WITHHELD, or_(mine, ~_PRIVATE))

    def _memos(self, query: Select[Any]) -> list[Memo]:
        rows, closed = self._db.execute(query), self.closed()
        return [_memo(row, closed) for row in rows if row.id not in self._kept]


def _memo(row: Row[Any], closed: ClosedMemos) -> Memo:
    whole = MemoText(*(Words(value) for value in (row.title, row.body, row.links, row.kind)))
    text = closed.text_without(whole)
    return Memo(
        MemoId(row.id),
        CoderId(row.author),
        row.visibility,
        text,
        text.kind or derived_kind(links_of(text)),
        row.status,
        row.created_at,
        row.edited_at,
        row.version,
    )
