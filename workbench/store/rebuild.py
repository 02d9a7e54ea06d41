"""The tables from the trail: replay, comparison and rebuilding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, insert, select, text

from workbench.errors import NotFoundError, TrailError
from workbench.model.codec import Part, decode
from workbench.model.coding import Coding
from workbench.model.events import CodingApplied, Event
from workbench.store import tables as t
from workbench.store.acts import ActionRow, note_actions
from workbench.store.projection import Place, insert_codings, project
from workbench.trail.chain import StoredEntry, StoredPart
from workbench.trail.entry import Header, read_header, read_part

_BATCH = 2_000


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
        query = select(t.trail).where(t.trail.c.seq > last).order_by(t.trail.c.seq).limit(_BATCH)
        if until is not None:
            query = query.where(t.trail.c.seq <= until)
        rows = db.execute(query).all()
        if not rows:
            return
        parts = _parts_between(db, last, rows[-1].seq)
        for row in rows:
            yield StoredEntry(row.seq, row.digest, row.header, tuple(parts.pop(row.seq, ())))
        last = rows[-1].seq


def _parts_between(db: Connection, after: int, last: int) -> dict[int, list[StoredPart]]:
    query = select(t.parts).where(t.parts.c.seq > after, t.parts.c.seq <= last)
    found: dict[int, list[StoredPart]] = {}
    for row in db.execute(query.order_by(t.parts.c.seq, t.parts.c.n)):
        found.setdefault(row.seq, []).append(StoredPart(row.n, row.salt, row.body))
    return found


def stray_part(db: Connection) -> int | None:
    """Return the number under which a part lies that no entry has, if there is one."""
    query = select(t.parts.c.seq).where(t.parts.c.seq.not_in(select(t.trail.c.seq))).limit(1)
    found: int | None = db.execute(query).scalar()
    return found


def read_entry(entry: StoredEntry) -> Recorded:
    """Return the entry's header and event.

    Raises:
        TrailError: Header or body cannot be read.
    """
    header = read_header(entry.header)
    parts: list[Part | None] = [
        None if part.body is None else read_part(part.body) for part in entry.parts
    ]
    return Recorded(header, decode(header.type, header.ver, header.body, parts))


@dataclass(slots=True)
class _Replay:
    """Entries on their way into an empty store.

    Runs of the commonest event and of ordinary actions are written many at a time; whatever might
    look at them writes them first.
    """

    db: Connection
    action: list[Header] = field(default_factory=list)
    codings: list[tuple[Coding, int]] = field(default_factory=list)
    acts: list[ActionRow] = field(default_factory=list)

    def take(self, recorded: Recorded) -> None:
        header, event = recorded.header, recorded.event
        if self.action and self.action[-1].action != header.action:
            self._close_action()
        self.action.append(header)
        if isinstance(event, CodingApplied):
            self.codings.append((event.coding, header.seq))
        else:
            self._write_codings()
            project(event, Place(header.seq, header.ts, header.action), self.db)

    def finish(self) -> None:
        self._close_action()
        self._write_codings()
        self._write_acts()

    def _close_action(self) -> None:
        if not self.action:
            return
        first, last = self.action[0], self.action[-1]
        undoes = None
        if first.undo is not None:
            self._write_acts()
            undoes = self._action_of(first.undo)
        row = ActionRow(
            id=first.action,
            command=first.cmd,
            first_seq=first.seq,
            last_seq=last.seq,
            actor=first.actor,
            at=first.ts,
            kinds=" ".join(dict.fromkeys(header.type for header in self.action)),
            asked=first.reason,
            undoes=undoes,
        )
        self.action.clear()
        self.acts.append(row)
        if undoes is not None or len(self.acts) == _BATCH:
            self._write_acts()

    def _action_of(self, seq: int) -> str | None:
        where = (t.actions.c.first_seq <= seq) & (t.actions.c.last_seq >= seq)
        found: str | None = self.db.execute(select(t.actions.c.id).where(where)).scalar()
        return found

    def _write_codings(self) -> None:
        insert_codings(self.codings, self.db)
        self.codings.clear()

    def _write_acts(self) -> None:
        note_actions(self.db, self.acts)
        self.acts.clear()


def replay(entries: Iterable[StoredEntry], into: Connection) -> int:
    """Project every entry into an empty store; return how many there were.

    Raises:
        TrailError: An entry cannot be read or does not fit what came before; it is named.
    """
    run, seq = _Replay(into), 0
    for entry in entries:
        seq = entry.seq
        try:
            run.take(read_entry(entry))
        except TrailError as error:
            raise TrailError(f"Entry {seq} cannot be replayed: {error}", seq) from error
    run.finish()
    return seq


def replay_until(db: Connection, seq: int, into: Connection) -> None:
    """Fill an empty store with the project as it was right after an entry, its head included.

    Raises:
        NotFoundError: There is no such entry.
    """
    digest = db.execute(select(t.trail.c.digest).where(t.trail.c.seq == seq)).scalar()
    if digest is None:
        raise NotFoundError(f"There is no entry {seq} in this history.")
    replay(stored_entries(db, until=seq), into)
    into.execute(insert(t.head), {"one": 1, "seq": seq, "digest": digest})


def differences(db: Connection, other: Connection) -> list[str]:
    """Return the names of projected tables whose rows differ between two stores."""
    return [
        table.name for table in t.PROJECTED if table_digest(db, table) != table_digest(other, table)
    ]


def table_digest(db: Connection, table: Table) -> str:
    """Return SHA-256 over all rows of a table in order of its key."""
    digest = hashlib.sha256()
    for row in db.execute(select(table).order_by(*table.primary_key.columns)):
        digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def rebuild(db: Connection) -> int:
    """Empty the projected tables and fill them from the trail; return the number of entries."""
    if db.dialect.name == "sqlite":
        db.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in reversed(t.PROJECTED):
        db.execute(delete(table))
    return replay(stored_entries(db), db)
