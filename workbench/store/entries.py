"""Entries as they lie in the trail, and read back into events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from workbench.model.codec import Part, decode
from workbench.model.events import Event
from workbench.store import tables as t
from workbench.trail.chain import LEFT_OUT_OF, StoredEntry, StoredPart
from workbench.trail.entry import Header, read_header, read_part

#: How many entries are fetched, and how many rows written, at a time.
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry read back: its header and the event it carries."""

    header: Header
    event: Event


def stored_entries(
    db: Connection, since: int = 0, until: int | None = None
) -> Iterator[StoredEntry]:
    """Yield entries with their parts, oldest first, those after `since` up to `until`."""
    last = since
    while True:
        query = select(t.trail).where(t.trail.c.seq > last).order_by(t.trail.c.seq).limit(BATCH)
        if until is not None:
            query = query.where(t.trail.c.seq <= until)
        rows = db.execute(query).all()
        parts = _parts_between(db, last, rows[-1].seq) if rows else {}
        for seq, digest, header in rows:
            yield StoredEntry(seq, digest, header, tuple(parts.pop(seq, ())))
        if len(rows) < BATCH:
            return
        last = rows[-1].seq


def _parts_between(db: Connection, after: int, last: int) -> dict[int, list[StoredPart]]:
    query = select(t.parts).where(t.parts.c.seq > after, t.parts.c.seq <= last)
    found: dict[int, list[StoredPart]] = {}
    for seq, *part in db.execute(query.order_by(t.parts.c.seq, t.parts.c.n)):
        found.setdefault(seq, []).append(StoredPart(*part))
    return found


def stray_part(db: Connection) -> int | None:
    """Return the number under which a part lies that no entry has, if there is one."""
    query = select(t.parts.c.seq).where(t.parts.c.seq.not_in(select(t.trail.c.seq))).limit(1)
    found: int | None = db.execute(query).scalar()
    return found


def _left_out() -> Part:
    """Return a part without words, whatever it is asked for."""
    return defaultdict(str)


def read_entry(entry: StoredEntry) -> Recorded:
    """Return the entry's header and event; what a copy leaves out is there without its words.

    Raises:
        TrailError: Header or body cannot be read.
    """
    header = read_header(entry.header)
    missing = _left_out() if header.type in LEFT_OUT_OF else None
    parts = [missing if part.body is None else read_part(part.body) for part in entry.parts]
    return Recorded(header, decode(header.type, header.ver, header.body, parts))
