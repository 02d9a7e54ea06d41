"""What a copy for a colleague leaves out: words of private memos, and why such acts were done."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, or_, select

from workbench.model.events import ReasonGiven, ReasonWithdrawn
from workbench.model.memo_events import MemoEvent, is_private
from workbench.store import tables as t
from workbench.store.entries import Recorded, read_entry, stored_entries


def private_entries(db: Connection) -> frozenset[int]:
    """Return the entries that hold words of whatever anybody keeps private.

    These are all entries of a memo that is private now, those of a private time of one that is
    shown by now, and the reasons that were given for such acts.
    """
    found: set[int] = set()
    acts: set[str] = set()
    memos = _private_memos(db)
    for recorded in _entries_of_memos_and_reasons(db):
        event, header = recorded.event, recorded.header
        if isinstance(event, MemoEvent):
            kept = event.memo in memos or is_private(event)
        else:
            kept = isinstance(event, ReasonGiven | ReasonWithdrawn) and event.action in acts
        if kept:
            found.add(header.seq)
            acts.add(header.action)
    return frozenset(found)


def _private_memos(db: Connection) -> frozenset[str]:
    query = select(t.memos.c.id).where(t.memos.c.visibility.in_(["private", "withheld"]))
    return frozenset(db.execute(query).scalars())


def _entries_of_memos_and_reasons(db: Connection) -> Iterator[Recorded]:
    kinds = t.actions.c.kinds
    query = select(t.actions.c.first_seq, t.actions.c.last_seq).where(
        or_(kinds.contains("Memo"), kinds.contains("Reason"))
    )
    for first, last in db.execute(query.order_by(t.actions.c.first_seq)).all():
        yield from map(read_entry, stored_entries(db, first - 1, last))
