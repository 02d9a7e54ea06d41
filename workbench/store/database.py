"""What a store asks of a project's database, whichever of the two it is.

A project lies in a file of its own (`files.py`) or in a schema of its own on a PostgreSQL server
(`servers.py`). Both hold the same tables and are asked through the protocol here.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from workbench.errors import InvalidActionError, StorageError
from workbench.store.address import Address

#: "QWB1", in a file's header and as the number of a server's lock: a project of ours.
APPLICATION_ID = 0x51574231
#: Version of the tables in `tables.py`; a project with a larger one is of a newer workbench.
SCHEMA_VERSION = 6
#: What is never made anew: the trail, its parts, and the head that says where it ends.
KEPT = frozenset({"trail", "parts", "head"})
#: Where a project lies: its file, or its address on a server.
Location = Path | Address


class Database(Protocol):
    """One project's database.

    Attributes:
        version: Version of its tables, as found when it was opened.
        number: What tells the project from another that takes its place, as a restore does; None
            where it is still to be made.
    """

    version: int
    number: int | None

    @property
    def place(self) -> Location:
        """Where it lies."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Open a transaction that cannot write and sees one moment of the project.

        What the database library raises becomes one sentence.

        Raises:
            ReplacedError: Another project lies there now: nothing known of this one is true of it.
        """

    def writing(self) -> AbstractContextManager[Connection]:
        """Open a transaction that writes, one after another; else as `reading`."""

    def make(self, db: Connection) -> None:
        """Make all tables and what guards the trail, in the project's first transaction."""

    def mark(self, db: Connection, version: int) -> None:
        """Write down of which version the tables are."""

    def agrees_with_itself(self, db: Connection) -> bool:
        """Tell whether the database finds no damage at all, indexes against tables included."""

    def close(self) -> None:
        """Let go of the database."""

    def discard(self) -> None:
        """Take away what is left of a project whose making failed."""


def taken() -> InvalidActionError:
    """Return the error for an id that something has already."""
    return InvalidActionError(
        "Something with this id is there already. Nothing was changed; reload the page."
    )


def unwritable() -> InvalidActionError:
    """Return the error for what no database can hold."""
    return InvalidActionError(
        "Something named here is no text, or a number beyond all bounds. Nothing was changed."
    )


def newer(place: Location, found: int) -> StorageError:
    """Return the error for tables of a newer version."""
    return StorageError(
        f"{place} was written by a newer workbench (tables {found}, this one knows "
        f"{SCHEMA_VERSION}). Install the newer version to open it."
    )
