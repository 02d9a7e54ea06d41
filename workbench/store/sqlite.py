"""SQLite: connections that are set up to lose nothing, and the tables with what guards them.

SQLite is reached through sqlcipher3 (the interpreter's own library may carry the WAL-reset bug of
3.7.0-3.51.2).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2

from workbench.store import making, search, vectors

BUSY_SECONDS = 5.0

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA recursive_triggers=ON",  # else INSERT OR REPLACE walks past the delete triggers
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
)

# What SQLite refuses by itself: any change to the trail and its parts.
_REFUSED = "BEGIN SELECT RAISE(ABORT, 'the trail is only ever appended to'); END"
_SAME = {"trail": "seq = NEW.seq", "parts": "seq = NEW.seq AND n = NEW.n"}


def _guards(table: str) -> tuple[str, ...]:
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {_SAME[table]})"  # noqa: S608 - own constants
    return (
        f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} {_REFUSED}",
        f"CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table} {_REFUSED}",
        f"CREATE TRIGGER {table}_refuses_replace BEFORE INSERT ON {table} WHEN {there} {_REFUSED}",
    )


#: SQLite refuses every change to what was appended, whoever asks and by whatever statement. The
#: insert triggers stand against INSERT OR REPLACE on connections without recursive triggers.
_TRIGGERS: tuple[str, ...] = (*_guards("trail"), *_guards("parts"))

#: What the statements of all projects were compiled to: as many as SQLAlchemy keeps for one engine.
_COMPILED: LRUCache[Any, Any] = LRUCache(500)


class ProjectDialect(SQLiteDialect_pysqlite):
    """The SQL of project files: what was compiled for one of them serves all others.

    Args:
        begins: The statement that begins a transaction. It stands here and not in an event of the
            engine's, since a single listener makes every statement dearer.
        dialect: What the library's own dialect takes.
    """

    supports_statement_cache = True

    def __init__(self, begins: str = "BEGIN", **dialect: Any) -> None:
        super().__init__(**dialect)
        self._begins = begins

    def do_begin(self, dbapi_connection: DBAPIConnection) -> None:
        """Begin a transaction; the driver begins none by itself."""
        dbapi_connection.cursor().execute(self._begins)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ProjectDialect)

    def __hash__(self) -> int:
        return hash(ProjectDialect)


registry.register("project", __name__, ProjectDialect.__name__)


def connect(path: Path, mode: str) -> dbapi2.Connection:
    """Return a bare connection to a file that is there.

    Args:
        path: The file.
        mode: `ro` or `rw`, and what else its URI may say.
    """
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    return dbapi2.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )


def writing_engine(path: Path) -> Engine:
    """Return an engine whose transactions take the write lock when they begin."""
    return _engine(
        lambda: _prepared(path, "rw"),
        begins="BEGIN IMMEDIATE",
        poolclass=pool.QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
    )


def reading_engine(path: Path) -> Engine:
    """Return an engine that cannot write; each transaction sees one moment of the project."""
    return _engine(
        lambda: _prepared(path, "ro"),
        poolclass=pool.QueuePool,
        pool_size=5,
        max_overflow=20,
    )


def memory_engine() -> Engine:
    """Return an engine on an empty store in memory, with all tables: where a replay goes."""
    engine = _engine(
        lambda: dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False),
        poolclass=pool.StaticPool,
    )
    with engine.begin() as opened:
        make_tables(opened)
    return engine


def make_tables(opened: Connection) -> None:
    """Make all tables, and the triggers that guard the trail."""
    making.make(opened)
    for trigger in _TRIGGERS:
        opened.exec_driver_sql(trigger)


def beside(path: Path) -> Path:
    """Return where SQLite keeps what is not yet in the file: beside it, not beside a link to it."""
    return Path(f"{os.path.realpath(path)}-wal")


def is_whole(ask: Callable[[str], Any], check: str) -> bool:
    """Tell whether SQLite finds no damage, but in the index of words, which can be made anew.

    Args:
        ask: Runs a statement and returns its rows to be fetched.
        check: `quick_check`, or `integrity_check` for more.
    """
    try:
        (said,) = ask(f"PRAGMA {check}(1)").fetchone()
    except (dbapi2.Error, DBAPIError) as error:
        said = str(error)
    if said == "ok" or "fts5" not in said.casefold():
        return bool(said == "ok")
    tables = (name for kind, name, *_ in expected_schema() if kind == "table")
    return all(ask(f"PRAGMA {check}({name})").fetchone()[0] == "ok" for name in tables)


@cache
def expected_schema() -> frozenset[tuple[object, ...]]:
    """Return type, name, table and SQL of everything that a project's file holds."""
    engine = memory_engine()
    with engine.begin() as opened:
        schema = _schema(opened)
    engine.dispose()
    return schema


@cache
def derived_schema() -> frozenset[tuple[object, ...]]:
    """Return the same for what is derived lazily, which a project may have or not."""
    engine = memory_engine()
    with engine.begin() as opened:
        search.make(opened)
        vectors.make(opened)
        schema = _schema(opened) - expected_schema()
    engine.dispose()
    return schema


def _engine(creator: Callable[[], dbapi2.Connection], **pooled: Any) -> Engine:
    return create_engine(
        "project://",
        module=dbapi2,
        creator=creator,
        execution_options={"compiled_cache": _COMPILED},
        hide_parameters=True,  # an error may be logged, and these are people's words
        **pooled,
    )


def _schema(opened: Connection) -> frozenset[tuple[object, ...]]:
    rows = opened.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return frozenset(tuple(row) for row in rows)


def _prepared(path: Path, mode: str) -> dbapi2.Connection:
    connection = connect(path, _still(path) if mode == "ro" else mode)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if mode == "rw":
        connection.execute("PRAGMA journal_mode=WAL")
    return connection


def _still(path: Path) -> str:
    """Return the mode for reading: a file that nobody here may change is read as it lies."""
    left = beside(path)
    fixed = not left.exists() and not os.access(left.parent, os.W_OK)
    return "ro&immutable=1" if fixed else "ro"
