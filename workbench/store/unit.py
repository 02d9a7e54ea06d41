"""The unit of work: the one way anything is written.

What a person did at once is one unit and one action: its events are appended to the trail, their
words to parts, and their effects to the tables, in one transaction. Leaving the block by an error
leaves nothing behind.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection, bindparam, insert, select, true, update

from workbench.errors import AlreadyDoneError, StorageError, TrailError
from workbench.model.codec import encode
from workbench.model.events import Event
from workbench.model.ids import ActionId, CoderId, ProjectId
from workbench.model.upcast import CURRENT_VERSION
from workbench.store import tables as t
from workbench.store.acts import ActionRow, note_actions
from workbench.store.database import unwritable
from workbench.store.projection import Place, project
from workbench.store.reads import Reads
from workbench.store.statements import Statement
from workbench.trail.entry import (
    FORMAT,
    GENESIS,
    SALT_BYTES,
    Header,
    canonical,
    commitment,
    leaf_digest,
    write_header,
)

_DONE = Statement(select(t.actions.c.id).where(t.actions.c.command == bindparam("command")))
_LOCK = Statement(
    select(t.head.c.seq, t.head.c.digest, t.project.c.id)
    .join_from(t.head, t.project, true())
    .with_for_update(of=t.head)
)
_ENTRY, _PARTS = Statement(insert(t.trail)), Statement(insert(t.parts))
_HEAD = Statement(update(t.head), "seq", "digest")

ReasonState = Literal["none", "asked", "volunteered"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role and sitting, and how that is known."""

    id: CoderId
    role: str = "coder"
    session: str = "-"
    auth: str = "local"


@dataclass(frozen=True, slots=True)
class Command:
    """One act: who does it, the client-made id that makes a retry a no-op, and its action."""

    actor: Actor
    id: str
    action: ActionId


@dataclass(slots=True)
class Unit:
    """An open transaction that records events.

    Attributes:
        begins: The id of the project that this unit begins; None in one that is there.
        reads: What the project holds, seen from inside the transaction.
        reason: Whether the screen will ask why; set it before the first event.
        undoes: The action that this one takes back, if any; set it before the end.
    """

    reads: Reads
    command: Command
    clock: Callable[[], int]
    app: str
    begins: ProjectId | None = None
    reason: ReasonState = "none"
    undoes: ActionId | None = None
    _db: Connection = field(init=False)
    _log: ProjectId = field(init=False)
    _head: tuple[int, str] = field(init=False)
    _first: int = field(init=False)
    _at: int = field(init=False)
    _kinds: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._db = self.reads.db
        self._log, self._head = _locked(self._db, self.begins)
        self._first = self._head[0] + 1
        self._at = self.clock() // 1000
        if "\0" in self.command.id:
            raise unwritable()
        already = _DONE.first(self._db, {"command": self.command.id})
        if already is not None:
            raise AlreadyDoneError(already[0])

    @property
    def at(self) -> int:
        """The act's moment, microseconds since 1970 UTC; all its entries carry it."""
        return self._at

    def record(self, event: Event, *, undo: int | None = None) -> int:
        """Append the event to the trail, keep its words, write its effects; return its number."""
        seq = self._head[0] + 1
        body, words = encode(event)
        if any("\0" in text for part in words for text in part.values()):
            raise unwritable()
        try:
            bodies = [canonical(part) for part in words]
        except TrailError as error:
            raise unwritable() from error
        salts = [secrets.token_bytes(SALT_BYTES) for _ in bodies]
        header = write_header(
            Header(
                v=FORMAT,
                log=self._log,
                seq=seq,
                prev=self._head[1],
                ts=self._at,
                actor=self.command.actor.id,
                role=self.command.actor.role,
                session=self.command.actor.session,
                auth=self.command.actor.auth,
                app=self.app,
                type=type(event).__name__,
                ver=CURRENT_VERSION,
                cmd=self.command.id,
                action=self.command.action,
                reason=self.reason,
                origin="person",
                body=body,
                parts=[
                    commitment(self._log, seq, n, salt, part)
                    for n, (salt, part) in enumerate(zip(salts, bodies, strict=True))
                ],
                undo=undo,
            )
        )
        self._append(seq, header, salts, bodies)
        place = Place(seq, self._at, self.command.action, undo)
        project(event, place, self._db)
        self._kinds.append(type(event).__name__)
        return seq

    def close(self) -> None:
        """Write the head and the action's row; without events, nothing."""
        if not self._kinds:
            return
        head = {"seq": self._head[0], "digest": self._head[1]}
        if self.begins is not None:
            self._db.execute(insert(t.head), {"one": 1, **head})
        else:
            _HEAD.run(self._db, head)
        row = ActionRow(
            id=self.command.action,
            command=self.command.id,
            first_seq=self._first,
            last_seq=self._head[0],
            actor=self.command.actor.id,
            at=self._at,
            kinds=" ".join(dict.fromkeys(self._kinds)),
            asked=self.reason,
            undoes=self.undoes,
        )
        note_actions(self._db, [row])

    def _append(self, seq: int, header: bytes, salts: list[bytes], bodies: list[bytes]) -> None:
        digest = leaf_digest(header)
        _ENTRY.run(self._db, {"seq": seq, "digest": digest, "header": header})
        rows = [
            {"seq": seq, "n": n, "salt": salt, "body": body}
            for n, (salt, body) in enumerate(zip(salts, bodies, strict=True))
        ]
        if rows:
            _PARTS.run_all(self._db, rows)
        self._head = (seq, digest)


def _locked(db: Connection, begins: ProjectId | None) -> tuple[ProjectId, tuple[int, str]]:
    """Return the project and its newest entry, holding the head's row until the unit ends.

    Raises:
        StorageError: A project is to be begun where one is, or to be written to where none is.
    """
    row = _LOCK.first(db, {})
    if row is not None and begins is None:
        seq, digest, project_id = row
        return project_id, (seq, digest)
    if row is None and begins is not None:
        return begins, (0, GENESIS)
    raise StorageError(
        "There is no study here any more. Restore it from a backup."
        if begins is None
        else "Another study was begun here meanwhile. Open that one."
    )
