"""The codebook as it was, replayed from its own entries alone: sources and codings stay out.

What a code was called, where it stood and what its card said needs only the events of codes, a
small part of a long history. Codings are not replayed, so codes of the past have no counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, or_, select

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
_TOLD = (*_OF_THE_TREE, *_SORTED)
_NAMED = re.compile(f'"type":"(?:{"|".join(cls.__name__ for cls in _TOLD)})"'.encode())
#: Spans of entries that lie this near to each other are read as one.
_NEAR = 100


def replay_codebook(entries: Iterable[Recorded], into: Connection) -> None:
    """Write what entries about codes mean for the codes of a store that holds no codings."""
    for recorded in entries:
        if not isinstance(recorded.event, _SORTED):
            header = recorded.header
            place = Place(header.seq, header.ts, header.action, header.undo)
            project(_without_codings(recorded.event), place, into)


def codebook_entries(db: Connection, until: int) -> Iterator[Recorded]:
    """Yield the entries about codes up to one entry, oldest first."""
    for after, end in _spans(db, until):
        for entry in stored_entries(db, after, end):
            # An act may hold thousands of others: these are not read.
            if _NAMED.search(entry.header):
                recorded = read_entry(entry)
                if isinstance(recorded.event, _TOLD):
                    yield recorded


def _spans(db: Connection, until: int) -> Iterable[tuple[int, int]]:
    """Return where the acts about codes lie: after which entry, and up to which."""
    acts = t.actions.c
    query = select(acts.first_seq, acts.last_seq).where(
        acts.first_seq <= until,
        or_(*(acts.kinds.contains(cls.__name__) for cls in _TOLD)),
    )
    spans: list[tuple[int, int]] = []
    for first, last in db.execute(query.order_by(acts.first_seq)):
        after, end = first - 1, min(last, until)
        if spans and after - spans[-1][1] < _NEAR:
            after = spans.pop()[0]
        spans.append((after, end))
    return spans


def _without_codings(event: Event) -> Event:
    match event:
        case e.CodeDeleted() | e.CodeRestored():
            return replace(event, codings=())
        case e.CodesMerged() | e.CodesUnmerged():
            return replace(event, moved=(), collapsed=())
    return event
