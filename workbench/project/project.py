"""A project opened or created, one facet a noun: the door for app, command line and scripts."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from workbench.errors import InvalidActionError, ReplacedError, StorageError
from workbench.model.case import Coder
from workbench.model.events import CoderJoined, ProjectCreated
from workbench.model.ids import CoderId, ProjectId, Words
from workbench.model.snapshot import Snapshot
from workbench.model.study import STANCES, Phase, Stance
from workbench.project.attributes import Attributes
from workbench.project.cases import Cases
from workbench.project.claims import Claims
from workbench.project.codebook import Codebook
from workbench.project.codings import Codings
from workbench.project.copies import bring_up_to_date
from workbench.project.corrections import Corrections
from workbench.project.decisions import Decisions, Meetings
from workbench.project.facets import Facets
from workbench.project.find import Find
from workbench.project.flags import Flags
from workbench.project.groupings import Groupings
from workbench.project.guide import Guide
from workbench.project.hints import Hints
from workbench.project.history import History
from workbench.project.lifecycle import Lifecycle
from workbench.project.machine import Machine
from workbench.project.matrix import Matrix
from workbench.project.memos import Memos
from workbench.project.names import clean_name
from workbench.project.opened import Opened
from workbench.project.places import newest_good_backup, project_place
from workbench.project.quotations import Quotations
from workbench.project.reading import Reading
from workbench.project.rounds import Rounds
from workbench.project.similar import MoreLikeThis
from workbench.project.snapshots import take_snapshot
from workbench.project.sources import Sources
from workbench.project.study import Study, beginning
from workbench.project.suggestions import SecondReader
from workbench.project.theme_map import ThematicMap
from workbench.project.themes import Themes
from workbench.project.tracing import Tracing
from workbench.store.address import Address
from workbench.store.reads import ProjectRow, Reads
from workbench.store.store import Store, create_store, open_store
from workbench.store.unit import Actor, Unit


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: its number and digest; every change moves it."""

    seq: int
    digest: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A study in one look; `head` is the newest entry's digest, the rest names and counts."""

    name: str
    question: str
    stance: str
    phase: Phase
    coders: list[str]
    entries: int
    head: str
    sources: int
    codes: int
    codings: int
    memos: int = 0
    themes: int = 0
    checkpoint: None = None


class Project:
    """An open project in one person's hands."""

    def __init__(self, opened: Opened, row: ProjectRow | None = None) -> None:
        self._opened = opened
        self.sources = Sources(opened)
        self.codebook = Codebook(opened)
        self.lifecycle = Lifecycle(opened)
        self.corrections = Corrections(opened)
        self.codings = Codings(opened)
        self.cases = Cases(opened)
        self.attributes = Attributes(opened)
        self.guide = Guide(opened)
        self.flags = Flags(opened)
        self.facets = Facets(opened)
        self.memos = Memos(opened)
        self.study = Study(opened)
        self.decisions = Decisions(opened)
        self.meetings = Meetings(opened)
        self.themes = Themes(opened)
        self.claims = Claims(opened)
        self.tracing = Tracing(opened)
        self.theme_map = ThematicMap(opened)
        self.matrix = Matrix(opened)
        self.find = Find(opened)
        self.reading = Reading(opened)
        self.suggestions = SecondReader(opened)
        self.similar = MoreLikeThis(opened)
        self.hints = Hints(opened)
        self.quotations = Quotations(opened)
        self.groupings = Groupings(opened)
        self.machine = Machine(opened)
        self.rounds = Rounds(opened)
        self.history = History(opened)
        self._row = row or _row(opened)
        self.id: ProjectId = self._row.id

    @property
    def name(self) -> str:
        """The study's title as it is now."""
        return self.study.title()

    @property
    def stance(self) -> Stance:
        """How the study understands its analysis now."""
        return self.study.stance()

    @property
    def where(self) -> str:
        """The path or the address it was opened from; an address without its password."""
        return str(self._opened.store.place)

    @property
    def number(self) -> int | None:
        """What tells it from another study that takes its place, as a restored one does."""
        return self._opened.store.number

    @property
    def is_on_server(self) -> bool:
        """Whether it lies on a database server, where no backups are kept beside it."""
        return isinstance(self._opened.store.place, Address)

    @property
    def coder(self) -> Coder | None:
        """The person who acts; None while they have not joined."""
        return self._opened.coder()

    @property
    def coder_name(self) -> str | None:
        """The name of the person who acts, joined or not."""
        return self._opened.coder_name

    @property
    def head(self) -> Head:
        """The newest entry, read anew."""
        with self._opened.reading() as reads:
            return Head(*reads.head())

    @property
    def is_replaced(self) -> bool:
        """Whether another study lies in its place, or none: whatever it is asked is refused."""
        try:
            with self._opened.store.reading():
                return False
        except ReplacedError:
            return True

    def anew(self) -> Project:
        """Open what lies in its place now, in nobody's hands."""
        return open_project(self._opened.store.place)

    def as_coder(self, name: str) -> Project:
        """Return the same open project in another person's hands."""
        return Project(self._opened.by(clean_name(name, "person")), self._row)

    def once(self, command: str, *, seen: int | None = None) -> Project:
        """Return the same project, whose next act carries this client-made id.

        If the id was recorded before, that act raises AlreadyDoneError and changes nothing.

        Args:
            command: The id.
            seen: The entry at which the person looked: moving, painting, merging or deleting a
                code that somebody else changed since is a ConflictError.
        """
        return Project(self._opened.once(command, seen), self._row)

    def coders(self) -> list[Coder]:
        """Return everybody who joined, in order."""
        with self._opened.reading() as reads:
            return reads.coders()

    def summary(self) -> Summary:
        """Return the study in one look."""
        with self._opened.reading() as reads:
            return _summary(reads)

    def summary_at(self, seq: int) -> Summary:
        """Return the study as it was right after an entry, replayed from the trail.

        Raises:
            NotFoundError: There is no such entry.
        """
        with self._opened.store.at(seq, self._opened.reader_id()) as reads:
            return _summary(reads)

    def snapshot(self) -> Snapshot:
        """Return the whole study as plain values, free of when and how it came about."""
        with self._opened.reading() as reads:
            return take_snapshot(reads)

    def rebuild(self) -> int:
        """Fill the tables anew from the trail; return the number of entries."""
        return self._opened.store.rebuild()

    def close(self) -> None:
        """Let go of the file and of the process that reads files."""
        self._opened.reader.close()
        self._opened.reckoning.close()
        self._opened.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _row(opened: Opened) -> ProjectRow:
    with opened.reading() as reads:
        return reads.project()


def _summary(reads: Reads) -> Summary:
    row, head = reads.project(), reads.head()
    return Summary(
        name=row.name,
        question=reads.study.details().question,
        stance=row.stance,
        phase=reads.study.phase(),
        coders=[coder.name for coder in reads.coders()],
        entries=head[0],
        head=head[1],
        sources=len(reads.sources()),
        codes=len(reads.codes()),
        codings=reads.coding_count(),
        memos=len(reads.memos.all()),
        themes=sum(theme.state != "let go" for theme in reads.themes.all()),
    )


def create_project(
    where: str | Path | Address,
    *,
    name: str,
    coder: str,
    stance: Stance = "open",
    question: str = "",
    clock: Callable[[], int] = time.time_ns,
) -> Project:
    """Make a new project and open it.

    Args:
        where: Path of its file, or `postgresql://USER@HOST/DATABASE?project=NAME`; nothing may be
            there.
        name: The study's title.
        coder: Who begins it.
        stance: How the study understands its analysis.
        question: What it asks.
        clock: Nanoseconds since 1970 UTC.

    Raises:
        StorageError: It cannot be made there.
        InvalidActionError: A name is empty, or the place is none.
    """
    title, person = clean_name(name, "study"), clean_name(coder, "person")
    if stance not in STANCES:
        raise InvalidActionError(f"There is no such stance. Choose {', '.join(STANCES)}.")
    asked = beginning(question)
    log, first = ProjectId(str(uuid.uuid4())), CoderId(str(uuid.uuid4()))

    def begin(unit: Unit) -> None:
        unit.record(ProjectCreated(log, Words(title), stance))
        unit.record(CoderJoined(first, Words(person)))
        if asked is not None:
            unit.record(asked)

    store = create_store(project_place(where), clock)
    opened = Opened(store, person)
    try:
        store.begin(log, Actor(first, session=opened.session), begin)
    except BaseException:
        store.discard()
        raise
    return Project(opened)


def open_project(
    where: str | Path | Address,
    *,
    coder: str | None = None,
    clock: Callable[[], int] = time.time_ns,
) -> Project:
    """Open a project.

    One that an older workbench wrote is brought up to date; of a file, a backup is made first.

    Args:
        where: Path of its file, or its address on a PostgreSQL server.
        coder: Who acts; None opens it for reading only: nothing is recorded. What is derived may
            still be written: the index of words at the first search, tables of an older version.
        clock: Nanoseconds since 1970 UTC.

    Raises:
        StorageError: There is none, or it is empty, foreign, newer or damaged; the sentence names
            the newest good backup where there is one. The file's bytes are as they were.
        InvalidActionError: The place is none.
    """
    place = project_place(where)
    person = None if coder is None else clean_name(coder, "person")
    try:
        store = open_store(place, clock)
        return _project(store, person)
    except StorageError as error:
        backup = newest_good_backup(place)
        if backup is None:
            raise
        raise StorageError(f"{error} The newest good backup is {backup}.") from error


def _project(store: Store, person: str | None) -> Project:
    try:
        if store.is_older:
            bring_up_to_date(store)
        return Project(Opened(store, person))
    except BaseException:
        store.close()
        raise
