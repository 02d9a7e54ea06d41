"""The codebook as it was, replayed from its own entries alone: sources and codings stay out.

What a code was called, where it stood and what its card said needs only the events of codes, a
small part of a long history. Codings are not replayed, so codes of the past have no counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, and_, insert, or_, select

from workbench.model import codebook_events as b
from workbench.model import events as e
from workbench.model.events import Event
from workbench.store import tables as t
from workbench.store.effect import Place, project
from workbench.store.entries import Recorded, read_entry, stored_entries

_OF_THE_TREE: tuple[type[Event], ...] = (
    e.CodeCreated,
    e.CodeRenamed,
    e.CodeMoved,
    e.CodeRecoloured,
    b.CodeRedefined,
    b.CodeStateChanged,
    e.CodeDeleted,
    e.CodeRestored,
    e.CodesMerged,
    e.CodesUnmerged,
)
_SORTED = (b.CodeSplit, b.CodeRejoined)


def codebook_until(db: Connection, seq: int, into: Connection) -> None:
    """Fill the codes of an empty store with those that stood right after an entry."""
    for recorded in codebook_entries(db, 0, seq):
        if not isinstance(recorded.event, _SORTED):
            header = recorded.header
            place = Place(header.seq, header.ts, header.action, header.undo)
            project(_without_codings(recorded.event), place, into)
    into.execute(insert(t.head), {"one": 1, "seq": seq, "digest": ""})


def codebook_entries(db: Connection, since: int, until: int) -> Iterator[Recorded]:
    """Yield the entries about codes after one entry up to another, oldest first."""
    acts, told = t.actions, (*_OF_THE_TREE, *_SORTED)
    within = and_(acts.c.last_seq > since, acts.c.first_seq <= until)
    query = select(acts.c.first_seq, acts.c.last_seq).where(
        within, or_(*(acts.c.kinds.contains(cls.__name__) for cls in told))
    )
    for first, last in db.execute(query.order_by(acts.c.first_seq)).all():
        after, end = max(first - 1, since), min(last, until)
        for recorded in map(read_entry, stored_entries(db, after, end)):
            if isinstance(recorded.event, told):
                yield recorded


def _without_codings(event: Event) -> Event:
    match event:
        case e.CodeDeleted() | e.CodeRestored():
            return replace(event, codings=())
        case e.CodesMerged() | e.CodesUnmerged():
            return replace(event, moved=(), collapsed=())
    return event
