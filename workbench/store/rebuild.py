"""The tables from the trail: replay, comparison and rebuilding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, MetaData, RowMapping, Table, delete, insert, select, text
from sqlalchemy.exc import IntegrityError, NoResultFound

from workbench.errors import NotFoundError, TrailError
from workbench.model.coding import Coding
from workbench.model.events import CodingApplied
from workbench.store import making, search, vectors
from workbench.store import tables as t
from workbench.store.acts import ActionRow, Acts, note_actions
from workbench.store.database import KEPT
from workbench.store.entries import BATCH, Recorded, read_entry, stored_entries
from workbench.store.projection import Place, insert_codings, project
from workbench.trail.chain import StoredEntry
from workbench.trail.entry import Header


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
            project(event, Place(header.seq, header.ts, header.action, header.undo), self.db)

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
        if undoes is not None or len(self.acts) == BATCH:
            self._write_acts()

    def _action_of(self, seq: int) -> str | None:
        held = Acts(self.db).holding(seq)
        return None if held is None else held.id

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
    try:
        for entry in entries:
            seq = entry.seq
            run.take(read_entry(entry))
        run.finish()
    except TrailError as error:
        raise TrailError(f"Entry {seq} cannot be replayed: {error}", seq) from error
    except _UNFIT as error:
        raise TrailError(f"Entry {seq} does not fit what came before it.", seq) from error
    return seq


#: What a body raises that is of the right form and makes no sense, as in a history forged whole.
_UNFIT = (TypeError, ValueError, LookupError, OverflowError, IntegrityError, NoResultFound)


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


def make_anew(db: Connection) -> int:
    """Take the projected tables away, whatever their form, and make today's from the trail."""
    db.execute(select(t.head).with_for_update())  # whoever comes at the same time waits here
    search.discard(db)
    vectors.discard(db)
    there = MetaData()
    there.reflect(db)
    there.drop_all(db, [table for table in there.sorted_tables if table.name not in KEPT])
    making.make(db, t.PROJECTED)
    return replay(stored_entries(db), db)


def pour(db: Connection, into: Connection, without: frozenset[int] = frozenset()) -> int:
    """Copy a trail into an empty store, byte for byte, and fill the tables from it.

    Args:
        db: Where it lies.
        into: The empty store.
        without: Entries whose words are left out: they never get into the store.
    """
    for table in (t.trail, t.parts, t.head):
        rows = db.execute(select(table).execution_options(yield_per=BATCH))
        for some in rows.mappings().partitions():
            into.execute(insert(table), [_without_words(row, without) for row in some])
    return replay(stored_entries(into), into)


def _without_words(row: RowMapping, without: frozenset[int]) -> dict[str, object]:
    kept: dict[str, object] = {str(name): value for name, value in row.items()}
    left_out = "salt" in kept and kept["seq"] in without
    return kept | {"salt": None, "body": None} if left_out else kept
