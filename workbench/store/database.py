"""A project's database file: made, examined, opened and copied; refused when it is not whole.

SQLite is reached through sqlcipher3 (the interpreter's own library may carry the WAL-reset bug of
3.7.0-3.51.2). What can be told from a file's bytes is told before any database library touches
it, so that a file we refuse stays as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from workbench.errors import InvalidActionError, StorageError, WorkbenchError
from workbench.store.tables import TRIGGERS, metadata

#: "QWB1" in the file's header: this is a project of ours.
APPLICATION_ID = 0x51574231
#: Version of the tables; a file with a larger one was written by a newer workbench.
SCHEMA_VERSION = 1
BUSY_SECONDS = 5.0
_MAGIC = b"SQLite format 3\x00"

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA recursive_triggers=ON",  # else INSERT OR REPLACE walks past the delete triggers
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
)


def create_file(path: Path) -> None:
    """Make an empty project file that only its owner can read.

    Raises:
        StorageError: Something is there already, or the place cannot be written.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise StorageError(f"{path} exists already. Choose another name, or open it.") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be made here: {error.strerror}.") from error
    try:
        with translated(path):
            _fill_file(path)
    except StorageError:
        discard(path)
        raise


def discard(path: Path) -> None:
    """Take away a file whose making failed, with what SQLite left beside it."""
    for tail in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{tail}").unlink(missing_ok=True)


def examine(path: Path) -> None:
    """Refuse a file that is not a whole project of ours, leaving its bytes as they were.

    Steps:
        (1) there is a file, it is not empty, and SQLite wrote it;
        (2) its application id is ours and its version is not newer;
        (3) it has all its pages, unless a crash left some of them beside it for SQLite to take in;
        (4) its tables and triggers are exactly ours;
        (5) SQLite finds no damage;
        (6) a study was begun in it.

    Raises:
        StorageError: With one sentence that names the file and what was found.
    """
    unwritten = not _has_unwritten(path)
    _examine_bytes(path, whole=unwritten)
    try:
        connection = _connect(path, "ro&immutable=1" if unwritten else "ro")
        try:
            _examine_inside(path, connection)
        finally:
            connection.close()
    except dbapi2.Error as error:
        raise damaged(path) from error


def damaged(path: Path) -> StorageError:
    """Return the error for a project file that cannot be trusted."""
    return StorageError(f"{path} is damaged and was not opened; its bytes are as they were.")


def writing_engine(path: Path) -> Engine:
    """Return an engine whose transactions take the write lock when they begin."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _prepared(path, "rw"),
        poolclass=pool.QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
    )
    event.listen(engine, "begin", lambda opened: opened.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def reading_engine(path: Path) -> Engine:
    """Return an engine that cannot write; each transaction sees one moment of the project."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _prepared(path, "ro"),
        poolclass=pool.QueuePool,
        pool_size=5,
        max_overflow=20,
    )
    event.listen(engine, "begin", lambda opened: opened.exec_driver_sql("BEGIN"))
    return engine


def memory_engine() -> Engine:
    """Return an engine on an empty store in memory, with all tables: where a replay goes."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False),
        poolclass=pool.StaticPool,
    )
    event.listen(engine, "begin", lambda opened: opened.exec_driver_sql("BEGIN"))
    with engine.begin() as opened:
        _make_tables(opened)
    return engine


def copy_whole(path: Path, out: Path) -> None:
    """Write a consistent copy of a project that may be in use, readable by its owner only.

    Raises:
        StorageError: The copy exists already or cannot be written.
    """
    try:
        os.close(os.open(out, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise StorageError(f"{out} exists already. Choose another name for the copy.") from error
    except OSError as error:
        raise StorageError(f"{out} cannot be made here: {error.strerror}.") from error
    try:
        with translated(out):
            _vacuum_into(path, out)
    except StorageError:
        discard(out)
        raise


def agrees_with_itself(opened: Connection) -> bool:
    """Tell whether SQLite finds no damage at all, indexes against tables included.

    Opening a project asks for less (`quick_check`), which takes a fraction of the time.
    """
    return bool(opened.exec_driver_sql("PRAGMA integrity_check(1)").scalar() == "ok")


def tidy(path: Path) -> None:
    """Let SQLite take away what readers left beside a project that nobody has open any more.

    A connection that only reads cannot do so itself; where nobody may write, it stays.
    """
    if not _beside(path).exists():
        return
    with suppress(dbapi2.Error):
        connection = _connect(path, "rw")
        try:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            connection.close()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the database library raises into one sentence."""
    try:
        yield
    except (DBAPIError, dbapi2.Error, OSError) as error:
        raise _told(path, error) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise InvalidActionError(
            "Something named here is no text, or a number beyond all bounds. Nothing was changed."
        ) from error


_FULL = "The disk is full; {path} was not changed. Make room and try again."
#: What the database library says, in part, and what a person is told.
_SENTENCES = {
    "locked": "{path} is busy: another program is writing to it. Try again in a moment.",
    "disk is full": _FULL,
    "No space": _FULL,
    "readonly": "{path} can only be read here. Copy it to a place you may write to.",
    "only ever appended": "The history cannot be changed, only added to. Nothing was changed.",
}


def _told(path: Path, error: Exception) -> WorkbenchError:
    said = str(getattr(error, "orig", None) or error)
    if "UNIQUE constraint failed" in said:
        return InvalidActionError(
            "Something with this id is there already. Nothing was changed; reload the page."
        )
    if "malformed" in said or "not a database" in said:
        return damaged(path)
    sentence = next((told for part, told in _SENTENCES.items() if part in said), None)
    unknown = f"{path} cannot be read or written here ({type(error).__name__})."
    return StorageError(sentence.format(path=path) if sentence else unknown)


def _connect(path: Path, mode: str) -> dbapi2.Connection:
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    return dbapi2.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )


def _fill_file(path: Path) -> None:
    connection = _connect(path, "rw")
    try:
        connection.execute("PRAGMA page_size=4096")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()
    engine = writing_engine(path)
    try:
        with engine.begin() as opened:
            _make_tables(opened)
    finally:
        engine.dispose()


def _vacuum_into(path: Path, out: Path) -> None:
    connection = _connect(path, "ro")
    try:
        connection.execute("VACUUM INTO ?", (f"file:{quote(os.fsencode(out.absolute()))}",))
    finally:
        connection.close()


def _prepared(path: Path, mode: str) -> dbapi2.Connection:
    connection = _connect(path, _still(path) if mode == "ro" else mode)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if mode == "rw":
        connection.execute("PRAGMA journal_mode=WAL")
    return connection


def _still(path: Path) -> str:
    """Return the mode for reading: a file that nobody here may change is read as it lies."""
    beside = _beside(path)
    fixed = not beside.exists() and not os.access(beside.parent, os.W_OK)
    return "ro&immutable=1" if fixed else "ro"


def _make_tables(opened: Connection) -> None:
    metadata.create_all(opened)
    for trigger in TRIGGERS:
        opened.exec_driver_sql(trigger)


def _beside(path: Path) -> Path:
    """Return where SQLite keeps what is not yet in the file: beside it, not beside a link to it."""
    return Path(f"{os.path.realpath(path)}-wal")


def _has_unwritten(path: Path) -> bool:
    try:
        return _beside(path).stat().st_size > 0
    except OSError:
        return False


def _examine_bytes(path: Path, *, whole: bool) -> None:
    size, start = _size_and_start(path)
    if size == 0:  # (1)
        raise StorageError(f"{path} is empty (0 bytes): not a project, or its words are gone.")
    if not start.startswith(_MAGIC):
        raise StorageError(f"{path} is not a project of this workbench.")
    number = [int.from_bytes(start[at : at + 4], "big") for at in (68, 60, 28)]
    if len(start) < 100 or number[0] != APPLICATION_ID:  # (2)
        raise StorageError(f"{path} is a database of another program, not a project.")
    if number[1] > SCHEMA_VERSION:
        raise StorageError(
            f"{path} was written by a newer workbench (tables {number[1]}, this one knows "
            f"{SCHEMA_VERSION}). Install the newer version to open it."
        )
    page = int.from_bytes(start[16:18], "big")
    if whole and size < number[2] * (65536 if page == 1 else page):  # (3)
        raise damaged(path)


def _size_and_start(path: Path) -> tuple[int, bytes]:
    try:
        size = path.stat().st_size
        if path.is_fifo():
            raise StorageError(f"{path} is no file. Name the project's file.")
        with path.open("rb") as file:
            return size, file.read(100)
    except FileNotFoundError as error:
        raise StorageError(f"There is no project at {path}.") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}.") from error


def _examine_inside(path: Path, connection: dbapi2.Connection) -> None:
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    if not found:
        raise _unbegun(path)
    if {tuple(row) for row in found} != _expected_schema():  # (4)
        raise StorageError(
            f"{path} holds tables or triggers that are not a project's. It was not opened."
        )
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":  # (5)
        raise damaged(path)
    if connection.execute("SELECT count(*) FROM project").fetchone()[0] != 1:  # (6)
        raise _unbegun(path)


def _unbegun(path: Path) -> StorageError:
    return StorageError(f"{path} holds no study: its making was cut off. Remove it, begin anew.")


@cache
def _expected_schema() -> frozenset[tuple[object, ...]]:
    engine = memory_engine()
    with engine.begin() as opened:
        rows = opened.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")
        schema = frozenset(tuple(row) for row in rows)
    engine.dispose()
    return schema
