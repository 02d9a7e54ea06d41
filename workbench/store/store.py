"""A project's store: opened, read, written through units, checked and rebuilt."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from workbench.errors import StorageError, TrailError, WorkbenchError
from workbench.model.codebook import Code
from workbench.model.events import Event
from workbench.model.ids import ActionId, CoderId, ProjectId
from workbench.store import files, servers
from workbench.store.address import Address
from workbench.store.blind import blindfold_of
from workbench.store.content import Texts
from workbench.store.database import SCHEMA_VERSION, Database, Location
from workbench.store.entries import stored_entries, stray_part
from workbench.store.memos import Memos
from workbench.store.past import codebook_entries, replay_codebook
from workbench.store.private_words import private_entries
from workbench.store.reads import Reads
from workbench.store.rebuild import (
    differences,
    make_anew,
    pour,
    rebuild,
    replay,
    replay_until,
)
from workbench.store.sqlite import memory_engine
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
    """One project's store; shared by threads, closed once.

    Args:
        database: The project's, examined before.
        clock: Nanoseconds since 1970 UTC.
    """

    def __init__(self, database: Database, clock: Clock = time.time_ns) -> None:
        self._database = database
        self._clock = clock
        self._texts = Texts()

    @property
    def place(self) -> Location:
        """Where the project lies."""
        return self._database.place

    @property
    def number(self) -> int | None:
        """What tells the project from another that takes its place."""
        return self._database.number

    @property
    def is_older(self) -> bool:
        """Whether its tables are of an older version: nothing can be asked before `upgrade`."""
        return self._database.version < SCHEMA_VERSION

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def discard(self) -> None:
        """Take away what is left of a project that could not be begun."""
        self._database.discard()

    @contextmanager
    def reading(self, reader: CoderId | None = None) -> Iterator[Reads]:
        """Open the project at one moment, for questions only.

        Args:
            reader: Who asks; what others keep private is not told.
        """
        with self._database.reading() as db:
            yield Reads(db, self._texts, reader, fold=blindfold_of(db, reader))

    @contextmanager
    def unit(self, actor: Actor, command: str | None = None) -> Iterator[Unit]:
        """Open a unit of work: commits when left in peace, else leaves nothing behind.

        Raises:
            AlreadyDoneError: The command was recorded before.
        """
        with self._database.writing() as db, self._unit(db, actor, command) as unit:
            yield unit

    @contextmanager
    def deriving(self) -> Iterator[Connection]:
        """Open a transaction for what is derived and is no part of the study, as an index is."""
        with self._database.writing() as db:
            yield db

    def begin(self, log: ProjectId, actor: Actor, record: Callable[[Unit], None]) -> None:
        """Make the tables and write the first action of a new project, both or neither."""
        with self._database.writing() as db:
            self._database.make(db)
            with self._unit(db, actor, begins=log) as unit:
                record(unit)

    @contextmanager
    def at(self, seq: int, reader: CoderId | None = None) -> Iterator[Reads]:
        """Open the project as it was right after an entry, replayed into an empty store.

        What others keep private today is not told, whoever might read it then; nor is what they
        coded, while a blind round is open.

        Raises:
            NotFoundError: There is no such entry.
        """
        engine = memory_engine()
        try:
            with engine.begin() as past:
                with self._database.reading() as db:
                    kept, fold = Memos(db, reader).hidden(), blindfold_of(db, reader)
                    replay_until(db, seq, past)
                yield Reads(past, Texts(), reader, kept, fold)
        finally:
            engine.dispose()

    def codebooks(self, first: int, last: int) -> tuple[list[Code], list[Code], list[Event]]:
        """Return the codes right after two entries, without counts, and what befell them between.

        Args:
            first: An entry's number.
            last: The same or a later one's.
        """
        engine = memory_engine()
        try:
            with engine.begin() as past:
                with self._database.reading() as db:
                    told = list(codebook_entries(db, last))
                since = [one for one in told if one.header.seq > first]
                reads = Reads(past, Texts())
                replay_codebook(told[: len(told) - len(since)], past)
                before = reads.codes()
                replay_codebook(since, past)
                return before, reads.codes(), [one.event for one in since]
        finally:
            engine.dispose()

    def check(self) -> tuple[ChainReport, Step]:
        """Check the chain (steps 1-4) and replay it into an empty store (step 5)."""
        with self._database.reading() as db:
            return self._check(db)

    def rebuild(self) -> int:
        """Fill the tables anew from the trail; return the number of entries."""
        with self._database.writing() as db:
            return rebuild(db)

    def upgrade(self) -> None:
        """Give a project of an older version today's tables, made from its trail."""
        with self._database.writing() as db:
            make_anew(db)
            self._database.mark(db, SCHEMA_VERSION)

    def take_over(self, other: Store, aside: Address | None = None) -> bool:
        """Become a whole copy of another project that checks, or stay as it was.

        Args:
            other: The project that is copied; its trail byte for byte.
            aside: The address that a project here gets first; None where nothing may be here.

        Returns:
            Whether there was a project here.

        Raises:
            StorageError: The copy does not check.
        """
        with self._database.writing() as db, other._database.reading() as source:
            moved = False
            if aside is not None and isinstance(self.place, Address):
                moved = servers.set_aside(db, self.place, aside)
            self._take_in(db, source, other.place)
            return moved

    def hand_over(self, copy: Store, act: tuple[Actor, str | None], event: Event) -> None:
        """Record that a copy without private words is made, and make it: both or neither.

        Args:
            copy: An empty store that gets it.
            act: Who makes it, and the client-made id of that.
            event: What is recorded; it stands in the copy too.

        Raises:
            StorageError: The copy does not check.
        """
        with self._database.writing() as db:
            with self._unit(db, *act) as unit:
                unit.record(event)
            with copy._database.writing() as into:
                copy._take_in(into, db, self.place, private_entries(db))

    def _take_in(
        self,
        db: Connection,
        source: Connection,
        named: Location,
        without: frozenset[int] = frozenset(),
    ) -> None:
        self._database.make(db)
        pour(source, db, without)
        report, replayed = self._check(db)
        broken = [step for step in (*report.steps, replayed) if not step.ok]
        if broken:
            raise StorageError(f"{named} does not check: {broken[0].detail}")

    @contextmanager
    def _unit(
        self,
        db: Connection,
        actor: Actor,
        command: str | None = None,
        begins: ProjectId | None = None,
    ) -> Iterator[Unit]:
        act = Command(actor, command or str(uuid.uuid4()), ActionId(str(uuid.uuid4())))
        unit = Unit(Reads(db, self._texts, actor.id), act, self._clock, app_version(), begins)
        yield unit
        unit.close()

    def _check(self, db: Connection) -> tuple[ChainReport, Step]:
        reads = Reads(db, self._texts)
        report = check_chain(reads.project().id, stored_entries(db), reads.head())
        if not all(step.ok for step in report.steps):
            return report, _replay_step("Not replayed: the history was changed.")
        if not self._database.agrees_with_itself(db):
            return report, _replay_step("The file is damaged: its indexes do not match its tables.")
        return report, _check_replay(db)


def create_store(place: Location, clock: Clock = time.time_ns) -> Store:
    """Return the store of a project that is to be begun where nothing is."""
    if isinstance(place, Address):
        return Store(servers.ServerProject(place), clock)
    files.create_file(place)
    return Store(files.ProjectFile(place), clock)


def open_store(place: Location, clock: Clock = time.time_ns) -> Store:
    """Open a project that is whole and ours.

    Raises:
        StorageError: It is not; one sentence says why, and it is as it was.
    """
    if isinstance(place, Address):
        return Store(servers.ServerProject(place, *servers.examine(place)), clock)
    return Store(files.ProjectFile(place, files.examine(place)), clock)


def _replay_step(found: str, seq: int | None = None) -> Step:
    return Step(5, _REPLAY, ok=False, detail=found, seq=seq)


def _check_replay(db: Connection) -> Step:
    stray = stray_part(db)
    if stray is not None:
        return _replay_step(f"Words lie under entry {stray}, which is not there.", stray)
    engine = memory_engine()
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
