"""A project's store: opened, read, written through units, checked and rebuilt."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from workbench.errors import TrailError, WorkbenchError
from workbench.model.ids import ActionId, ProjectId
from workbench.store import database
from workbench.store.content import Texts
from workbench.store.entries import stored_entries, stray_part
from workbench.store.reads import Reads
from workbench.store.rebuild import (
    differences,
    rebuild,
    replay,
    replay_until,
)
from workbench.store.unit import Actor, Command, Unit
from workbench.trail.chain import ChainReport, Step, check_chain

Clock = Callable[[], int]
_REPLAY = "Replaying the history gives the tables"


@cache
def app_version() -> str:
    """Return the version of the installed workbench."""
    try:
        return version("thematic-workbench")
    except PackageNotFoundError:
        return "0"


class Store:
    """One project's database; shared by threads, closed once.

    Args:
        path: The project file, examined before.
        clock: Nanoseconds since 1970 UTC.
    """

    def __init__(self, path: Path, clock: Clock = time.time_ns) -> None:
        self.path = path
        self._clock = clock
        self._texts = Texts()
        self._writing: Engine = database.writing_engine(path)
        self._reading: Engine = database.reading_engine(path)
        self._log: ProjectId | None = None

    def close(self) -> None:
        """Let go of the file; the last one to do so leaves nothing beside it."""
        self._reading.dispose()
        self._writing.dispose()
        database.tidy(self.path)

    def discard(self) -> None:
        """Take away the file of a project that could not be begun."""
        self.close()
        database.discard(self.path)

    @contextmanager
    def reading(self) -> Iterator[Reads]:
        """Open the project at one moment, for questions only."""
        with database.translated(self.path), self._reading.begin() as db:
            yield Reads(db, self._texts)

    @contextmanager
    def unit(self, actor: Actor, command: str | None = None) -> Iterator[Unit]:
        """Open a unit of work: commits when left in peace, else leaves nothing behind.

        Raises:
            AlreadyDoneError: The command was recorded before.
        """
        act = Command(actor, command or str(uuid.uuid4()), ActionId(str(uuid.uuid4())))
        with database.translated(self.path), self._writing.begin() as db:
            reads = Reads(db, self._texts)
            unit = Unit(self._project_id(reads), reads, act, self._clock, app_version())
            yield unit
            unit.close()

    def begin(self, log: ProjectId, actor: Actor, record: Callable[[Unit], None]) -> None:
        """Write the first action of a new project."""
        self._log = log
        with self.unit(actor) as unit:
            record(unit)

    @contextmanager
    def at(self, seq: int) -> Iterator[Reads]:
        """Open the project as it was right after an entry, replayed into an empty store.

        Raises:
            NotFoundError: There is no such entry.
        """
        engine = database.memory_engine()
        try:
            with database.translated(self.path), engine.begin() as past:
                with self._reading.begin() as db:
                    replay_until(db, seq, past)
                yield Reads(past, Texts())
        finally:
            engine.dispose()

    def check(self) -> tuple[ChainReport, Step]:
        """Check the chain (steps 1-4) and replay it into an empty store (step 5)."""
        with database.translated(self.path), self._reading.begin() as db:
            reads = Reads(db, self._texts)
            report = check_chain(reads.project().id, stored_entries(db), reads.head())
            if not all(step.ok for step in report.steps):
                return report, _replay_step("Not replayed: the history was changed.")
            return report, _check_replay(db)

    def rebuild(self) -> int:
        """Fill the tables anew from the trail; return the number of entries."""
        with database.translated(self.path), self._writing.begin() as db:
            return rebuild(db)

    def copy(self, out: Path) -> None:
        """Write a consistent copy of the project file."""
        database.copy_whole(self.path, out)

    def _project_id(self, reads: Reads) -> ProjectId:
        if self._log is None:
            self._log = reads.project().id
        return self._log


def create_store(path: Path, clock: Clock = time.time_ns) -> Store:
    """Make a new project file and open it."""
    database.create_file(path)
    return Store(path, clock)


def open_store(path: Path, clock: Clock = time.time_ns) -> Store:
    """Open a project file that is whole and ours.

    Raises:
        StorageError: It is not; one sentence says why, its bytes are as they were.
    """
    database.examine(path)
    return Store(path, clock)


def _replay_step(found: str, seq: int | None = None) -> Step:
    return Step(5, _REPLAY, ok=False, detail=found, seq=seq)


def _check_replay(db: Connection) -> Step:
    if not database.agrees_with_itself(db):
        return _replay_step("The file is damaged: its indexes do not match its tables.")
    stray = stray_part(db)
    if stray is not None:
        return _replay_step(f"Words lie under entry {stray}, which is not there.", stray)
    engine = database.memory_engine()
    try:
        with engine.begin() as empty:
            count = replay(stored_entries(db), empty)
            differing = differences(db, empty)
    except TrailError as error:
        return _replay_step(str(error), error.seq)
    except (WorkbenchError, SQLAlchemyError) as error:
        return _replay_step(f"The history cannot be replayed ({type(error).__name__}).")
    finally:
        engine.dispose()
    if differing:
        return _replay_step(f"These tables differ: {', '.join(differing)}.")
    return Step(5, _REPLAY, ok=True, detail=f"{count:,} entries replayed")
