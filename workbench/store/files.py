"""A project in a file: made, examined, opened and copied; refused when it is not whole.

What can be told from a file's bytes is told before anything may be written beside it, so that a
file we refuse stays as it was.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from workbench.errors import ReplacedError, StorageError, WorkbenchError
from workbench.store import sqlite
from workbench.store.database import APPLICATION_ID, KEPT, SCHEMA_VERSION, newer, taken, unwritable


class ProjectFile:
    """The database of a project in a file that is there.

    Args:
        path: The file.
        version: Version of its tables, as `examine` found it.
    """

    def __init__(self, path: Path, version: int = SCHEMA_VERSION) -> None:
        self.place = path
        self.number = file_number(path)
        self.version = version
        self._writing = sqlite.writing_engine(path)
        self._reading = sqlite.reading_engine(path)

    def reading(self) -> AbstractContextManager[Connection]:
        """Open a transaction that cannot write and sees one moment of the file."""
        return self._begun(self._reading)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes; `unwritten` waits for its end, or it for that one's.

        Another program may move the file without waiting. What is seen of that before the end is
        refused, too: nobody looks for acts in a file that was set aside.
        """
        with self._begun(self._writing) as db:
            yield db
            self._refuse_replaced()

    def make(self, db: Connection) -> None:
        """Make all tables and what guards the trail."""
        sqlite.make_tables(db)

    def mark(self, db: Connection, version: int) -> None:
        """Write down of which version the tables are."""
        db.exec_driver_sql(f"PRAGMA user_version={version:d}")
        self.version = version

    def agrees_with_itself(self, db: Connection) -> bool:
        """Tell whether SQLite finds no damage at all, indexes against tables included.

        Opening a project asks for less (`quick_check`), which takes a fraction of the time.
        """
        return sqlite.is_whole(db.exec_driver_sql, "integrity_check")

    def close(self) -> None:
        """Let go of the file; the last one to do so leaves nothing beside it."""
        self._reading.dispose()
        self._writing.dispose()
        tidy(self.place)

    def discard(self) -> None:
        """Take away the file of a project that could not be begun."""
        self.close()
        discard(self.place)

    @contextmanager
    def _begun(self, engine: Engine) -> Iterator[Connection]:
        self._refuse_replaced()
        with translated(self.place), engine.begin() as db:
            self._refuse_replaced()  # meanwhile, too
            yield db

    def _refuse_replaced(self) -> None:
        if file_number(self.place) != self.number:
            raise ReplacedError(self.place)


def file_number(path: Path) -> int | None:
    """Return what tells a file from another one that takes its place; None where none lies."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def create_file(path: Path) -> None:
    """Make an empty project file that only its owner can read.

    Raises:
        StorageError: Something is there already, or the place cannot be written.
    """
    with _made(path, "Choose another name, or open it."), _connected(path, "rw") as connection:
        connection.execute("PRAGMA page_size=4096")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        connection.execute("PRAGMA journal_mode=WAL")


def discard(path: Path) -> None:
    """Take away a file whose making failed, with what SQLite left beside it."""
    for tail in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{tail}").unlink(missing_ok=True)


def examine(path: Path) -> int:
    """Refuse a file that is not a whole project of ours, leaving its bytes as they were.

    Steps:
        (1) there is a file, it is not empty, and SQLite wrote it;
        (2) its application id is ours and its version is not newer;
        (3) it has all its pages, unless a crash left some of them beside it for SQLite to take in;
        (4) its tables and triggers are exactly ours; of an older version's, what guards the trail;
        (5) SQLite finds no damage, but in the index of words, which can be made anew;
        (6) a study was begun in it.

    Returns:
        The version of its tables: today's or an older one.

    Raises:
        StorageError: With one sentence that names the file and what was found.
    """
    whole = not _has_unwritten(path)
    _examine_bytes(path, whole=whole)
    try:
        with _connected(path, "ro&immutable=1" if whole else "ro") as connection:
            return _examine_inside(path, connection)
    except dbapi2.Error as error:
        raise damaged(path) from error


def damaged(path: Path) -> StorageError:
    """Return the error for a project file that cannot be trusted."""
    return StorageError(f"{path} is damaged and was not opened; its bytes are as they were.")


def copy_whole(path: Path, out: Path) -> None:
    """Write a consistent copy of a project that may be in use, readable by its owner only.

    Raises:
        StorageError: The copy exists already or cannot be written.
    """
    into = f"file:{quote(os.fsencode(out.absolute()))}"
    with _made(out, "Choose another name for the copy."), _connected(path, "ro") as connection:
        connection.execute("VACUUM INTO ?", (into,))


@contextmanager
def unwritten(path: Path) -> Iterator[None]:
    """Keep everybody from writing to a project, while another file is put in its place.

    Who writes is waited for, and who begins to write meanwhile waits, and is refused then: no act
    is lost in a file that was set aside. What SQLite cannot read or write is not kept; nor is any
    file on Windows, which does not let a file be moved while it is open.

    Raises:
        StorageError: Somebody writes to it for longer than one waits.
    """
    with ExitStack() as held:
        if os.name != "nt":
            try:
                held.enter_context(_connected(path, "rw")).execute("BEGIN IMMEDIATE")
            except dbapi2.Error as error:
                if "locked" in str(error):
                    raise _told(path, error) from error
        yield


def tidy(path: Path) -> None:
    """Let SQLite take away what it left beside a project that nobody has open any more.

    A connection that only reads cannot do so itself; where nobody may write, it stays.
    """
    if not sqlite.beside(path).exists():
        return
    with suppress(dbapi2.Error), _connected(path, "rw") as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the database library raises into one sentence."""
    try:
        yield
    except (DBAPIError, dbapi2.Error, OSError) as error:
        raise _told(path, error) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise unwritable() from error


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
        return taken()
    if "malformed" in said or "not a database" in said:
        return damaged(path)
    sentence = next((told for part, told in _SENTENCES.items() if part in said), None)
    unknown = f"{path} cannot be read or written here ({type(error).__name__})."
    return StorageError(sentence.format(path=path) if sentence else unknown)


@contextmanager
def _made(path: Path, instead: str) -> Iterator[None]:
    """Make a file that only its owner can read, to be filled; what was not filled goes again.

    Args:
        path: Where.
        instead: What to do where something is there already.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise StorageError(f"{path} exists already. {instead}") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be made here: {error.strerror}.") from error
    try:
        with translated(path):
            yield
    except StorageError:
        discard(path)
        raise


def _connected(path: Path, mode: str) -> closing[dbapi2.Connection]:
    return closing(sqlite.connect(path, mode))


def _has_unwritten(path: Path) -> bool:
    try:
        return sqlite.beside(path).stat().st_size > 0
    except OSError:
        return False


def _examine_bytes(path: Path, *, whole: bool) -> None:
    """Tell what the file's head says, as it lies.

    SQLite reads it, never we: where a process closes a file that it has open a second time, its
    locks are gone (fcntl(2)), and SQLite alone knows when that would harm. Without its lock, the
    next program that closes the project takes away what is not yet in the file.
    """
    if _size(path) == 0:  # (1)
        raise StorageError(f"{path} is empty (0 bytes): not a project, or its words are gone.")
    with _connected(path, "ro&immutable=1") as connection:
        try:
            connection.execute("PRAGMA writable_schema=ON")  # else no word of one that lacks pages
            application, version, pages, page = (
                int(connection.execute(f"PRAGMA {name}").fetchone()[0])
                for name in ("application_id", "user_version", "page_count", "page_size")
            )
        except dbapi2.Error as error:
            raise StorageError(f"{path} is not a project of this workbench.") from error
    if application != APPLICATION_ID:  # (2)
        raise StorageError(f"{path} is a database of another program, not a project.")
    if version > SCHEMA_VERSION:
        raise newer(path, version)
    if whole and _size(path) < pages * page:  # (3)
        raise damaged(path)


def _size(path: Path) -> int:
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise StorageError(f"There is no project at {path}.") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}.") from error
    if stat.S_ISDIR(found.st_mode):
        raise StorageError(f"{path} cannot be read: {os.strerror(errno.EISDIR)}.")
    if not stat.S_ISREG(found.st_mode):
        raise StorageError(f"{path} is no file. Name the project's file.")
    if not os.access(path, os.R_OK):
        raise StorageError(f"{path} cannot be read: {os.strerror(errno.EACCES)}.")
    return found.st_size


def _examine_inside(path: Path, connection: dbapi2.Connection) -> int:
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    if not found:
        raise _unbegun(path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:  # of a crash, only what lies beside the file tells so
        raise newer(path, version)
    if not _is_ours({tuple(row) for row in found}, version):  # (4)
        raise StorageError(
            f"{path} holds tables or triggers that are not a project's. It was not opened."
        )
    if not sqlite.is_whole(connection.execute, "quick_check"):  # (5)
        raise damaged(path)
    if connection.execute("SELECT count(*) FROM project").fetchone()[0] != 1:  # (6)
        raise _unbegun(path)
    return version


def _is_ours(found: set[tuple[object, ...]], version: int) -> bool:
    """Tell whether a file holds what a project does.

    An older version's tables are made anew from the trail, so that their form matters little: the
    trail and what guards it must be as they always were, and nothing else may act by itself.
    """
    expected = sqlite.expected_schema()
    found = found - sqlite.derived_schema()
    if version == SCHEMA_VERSION:
        return found == expected
    guarded = {row for row in expected if row[2] in KEPT}
    others = found - guarded
    passive = all(kind in ("table", "index") and of not in KEPT for kind, _, of, _ in others)
    return version > 0 and guarded <= found and passive


def _unbegun(path: Path) -> StorageError:
    return StorageError(f"{path} holds no study: its making was cut off. Remove it, begin anew.")
