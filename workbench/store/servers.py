"""A project on a PostgreSQL server: a schema of its own, made, found, examined and opened.

The schema's comment holds the project's name and the version of its tables. Writers read what was
committed and wait for each other at the head's row; a reader sees one moment. Making a project is
one transaction, so that none is ever there by half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, bindparam, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from workbench.errors import InvalidActionError, ReplacedError, StorageError, WorkbenchError
from workbench.store import making, search, vectors
from workbench.store.address import FORM, Address
from workbench.store.database import APPLICATION_ID, KEPT, SCHEMA_VERSION, newer, taken, unwritable
from workbench.store.tables import metadata

_ABOUT = re.compile(r"Thematic workbench project, tables (\d+): (.*)", re.DOTALL)
_SCHEMAS = text(
    "SELECT nspname, obj_description(oid, 'pg_namespace') AS about FROM pg_namespace "
    r"WHERE nspname LIKE 'qwb\_%' ORDER BY nspname"
)
_COLUMNS = text(
    "SELECT table_name, column_name, upper(data_type), is_nullable = 'YES' "
    "FROM information_schema.columns WHERE table_schema = :schema"
)
_TRIGGERS = text(
    "SELECT c.relname, t.tgname, t.tgenabled::text, t.tgtype, p.prosrc FROM pg_trigger t "
    "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = :schema AND NOT t.tgisinternal"
)
#: What tells a project from another of its name: the number of a table that is made with it and
#: never anew. Whoever asks the table itself keeps the project from being set aside meanwhile.
_NUMBER = "SELECT 'head'::regclass::oid"
_HELD = "SELECT tableoid FROM head"
#: So often, a second each, one waits for those who hold it.
_TRIES = 30
_REFUSAL = "\nBEGIN RAISE EXCEPTION 'the trail is only ever appended to'; END\n"
#: Before the statement, whether it updates, deletes or truncates, as `pg_trigger.tgtype` has it.
_BEFORE_ANY_CHANGE = 2 | 8 | 16 | 32
_GUARDS = {
    (table, f"{table}_refuses_change", "A", _BEFORE_ANY_CHANGE, _REFUSAL)
    for table in ("trail", "parts")
}


class ServerProject:
    """The database of a project in its schema.

    Args:
        address: Where it lies.
        version: Version of its tables, as `examine` found it.
        number: What tells it from another, as `examine` found it; None to make it.
    """

    def __init__(
        self, address: Address, version: int = SCHEMA_VERSION, number: int | None = None
    ) -> None:
        self.place = address
        self.version = version
        self.number = number
        self._writing = _engine(address, "-clock_timeout=30s")
        self._reading = _engine(
            address,
            r"-cdefault_transaction_isolation=repeatable\ read -cdefault_transaction_read_only=on",
        )

    def reading(self) -> AbstractContextManager[Connection]:
        """Open a transaction that cannot write and sees one moment of the project."""
        return self._begun(self._reading)

    def writing(self) -> AbstractContextManager[Connection]:
        """Open a transaction that writes; `set_aside` waits for its end, or it for that one's."""
        return self._begun(self._writing)

    def make(self, db: Connection) -> None:
        """Make the schema, its tables, and the triggers that guard the trail.

        Raises:
            InvalidActionError: The address names no project.
            StorageError: A project of this name is there, or the database cannot hold any text.
        """
        if db.exec_driver_sql("SHOW server_encoding").scalar() != "UTF8":
            raise StorageError(
                f"The database of {self.place} does not store Unicode. Make one with ENCODING UTF8."
            )
        studies = _studies(db, alone=True)
        if not self.place.name:
            raise _unknown(self.place, list(studies))
        if self.place.name in studies:
            raise _there_already(self.place)
        db.exec_driver_sql(f"CREATE SCHEMA {self.place.schema}")
        self.mark(db, SCHEMA_VERSION)
        making.make(db)
        db.exec_driver_sql(
            f"CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${_REFUSAL}$$"
        )
        for table, guard, *_ in _GUARDS:
            db.exec_driver_sql(
                f"CREATE TRIGGER {guard} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
            db.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {guard}")
        self.number = db.exec_driver_sql(_NUMBER).scalar_one()

    def mark(self, db: Connection, version: int) -> None:
        """Write down of which version the tables are, and whose."""
        _describe(db, self.place, version)
        self.version = version

    def agrees_with_itself(self, db: Connection) -> bool:  # noqa: ARG002 - as of a file
        """Leave it to the server to know its own damage."""
        return True

    def close(self) -> None:
        """Let go of the server."""
        self._reading.dispose()
        self._writing.dispose()

    def discard(self) -> None:
        """Let go of a project that could not be begun: its transaction left nothing."""
        self.close()

    @contextmanager
    def _begun(self, engine: Engine) -> Iterator[Connection]:
        with translated(self.place), engine.begin() as db:
            if self.number is not None and db.exec_driver_sql(_HELD).scalar() != self.number:
                raise ReplacedError(self.place)
            yield db


@dataclass(frozen=True, slots=True)
class _Study:
    """What a schema's comment says."""

    schema: str
    version: int


def examine(address: Address) -> tuple[int, int]:
    """Refuse what is not a whole project of ours.

    Returns:
        The version of its tables, today's or an older one; what tells it from another project.

    Raises:
        InvalidActionError: The address names no project.
        StorageError: With one sentence that names the address and what was found.
    """
    engine = _engine(address, "-cdefault_transaction_read_only=on")
    try:
        with translated(address), engine.begin() as db:
            return _examine(address, db)
    finally:
        engine.dispose()


def set_aside(db: Connection, address: Address, aside: Address) -> bool:
    """Give the project at an address another name, once nobody reads or writes it.

    Returns:
        Whether there was one.
    """
    study = _studies(db, alone=True).get(address.name)
    if study is None:
        return False
    _hold_alone(db, f"{address.schema}.head")
    db.exec_driver_sql(f"ALTER SCHEMA {address.schema} RENAME TO {aside.schema}")
    _describe(db, aside, study.version)
    return True


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """Turn what the database library raises into one sentence."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        raise _told(address, error) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise unwritable() from error


def _engine(address: Address, settings: str) -> Engine:
    return create_engine(
        address.server,
        connect_args={
            "options": f"-csearch_path={address.schema} {settings}",
            "connect_timeout": 10,
            "application_name": "thematic-workbench",
        },
        hide_parameters=True,  # an error may be logged, and these are people's words
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=20,
        pool_timeout=60,
    )


def _studies(db: Connection, *, alone: bool = False) -> dict[str, _Study]:
    """Return what the database holds of ours, by the projects' names.

    Args:
        db: A transaction.
        alone: Wait until nobody else makes or renames a project, and keep others from it.
    """
    if alone:
        db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
    found = {}
    for row in db.execute(_SCHEMAS):
        said = _ABOUT.fullmatch(row.about or "")
        if said is not None:
            found[said[2]] = _Study(row.nspname, int(said[1]))
    return found


def _hold_alone(db: Connection, table: str) -> None:
    """Lock a table once nobody holds it any more.

    Whoever comes meanwhile waits behind us, also who asks once more before letting go: so one
    steps back every second and lets them pass.
    """
    db.exec_driver_sql("SET LOCAL lock_timeout = '1s'")
    for left in reversed(range(_TRIES)):
        try:
            with db.begin_nested():
                db.exec_driver_sql(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            return
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != _HELD_BY_OTHERS or not left:
                raise


def _describe(db: Connection, address: Address, version: int) -> None:
    about = f"Thematic workbench project, tables {version:d}: {address.name}"
    query = text(f"COMMENT ON SCHEMA {address.schema} IS :about")
    db.execute(query.bindparams(bindparam("about", about, literal_execute=True)))


def _examine(address: Address, db: Connection) -> tuple[int, int]:
    studies = _studies(db)
    study = studies.get(address.name)
    if study is None:
        raise _unknown(address, list(studies))
    if study.version > SCHEMA_VERSION:
        raise newer(address, study.version)
    if study.schema != address.schema or not _is_ours(db, address, study.version):
        raise StorageError(
            f"{address} holds tables or triggers that are not a project's. It was not opened."
        )
    if db.exec_driver_sql("SELECT count(*) FROM project").scalar() != 1:
        raise StorageError(f"{address} holds no study. Restore it from a backup.")
    return study.version, db.exec_driver_sql(_NUMBER).scalar_one()


def _is_ours(db: Connection, address: Address, version: int) -> bool:
    """Tell whether a schema holds what a project does; of an older one, what is never made anew."""
    guards = {tuple(row) for row in db.execute(_TRIGGERS, {"schema": address.schema})}
    rows = db.execute(_COLUMNS, {"schema": address.schema})
    derived = search.TABLES | vectors.TABLES
    found = {tuple(row) for row in rows if row.table_name not in derived}
    if version == SCHEMA_VERSION:
        return guards == _GUARDS and found == _columns(db)
    kept = {row for row in _columns(db) if row[0] in KEPT}
    return guards == _GUARDS and {row for row in found if row[0] in KEPT} == kept


def _columns(db: Connection) -> set[tuple[object, ...]]:
    """Return table, column, type and whether it may be empty, as the catalogue should have them."""
    return {
        (table.name, column.name, _type(column.type.compile(db.dialect)), bool(column.nullable))
        for table in metadata.tables.values()
        for column in table.columns
    }


def _type(written: str) -> str:
    return written.partition(" COLLATE")[0]


def _unknown(address: Address, names: list[str]) -> WorkbenchError:
    there = ", ".join(f"“{name}”" for name in sorted(names)) or "none yet"
    if not address.name:
        return InvalidActionError(
            f"The address names no project. Write it as {FORM}; there are: {there}."
        )
    return StorageError(f"There is no project at {address}. In this database there are: {there}.")


def _there_already(address: Address) -> StorageError:
    return StorageError(f"{address} exists already. Choose another name, or open it.")


_HELD_BY_OTHERS = "55P03"
#: What the server's code says (PostgreSQL documentation, appendix A), and what a person is told.
_BUSY = "{place} is busy: another program is writing to it. Try again in a moment."
_FORBIDDEN = "{place}: this user may not do that. Ask whoever keeps the server for the right."
_STATES = {
    "25006": "{place} can only be read here.",
    "40001": _BUSY,
    "40P01": _BUSY,
    "42501": _FORBIDDEN,
    "53100": "The server's disk is full; {place} was not changed. Make room and try again.",
    _HELD_BY_OTHERS: _BUSY,
    "P0001": "The history cannot be changed, only added to. Nothing was changed.",
}
#: What the client says where it was not let in, in part.
_REFUSALS = {
    "password": "{place}: the server did not accept user and password. Give the password in the "
    "address, in PGPASSWORD or in ~/.pgpass.",
    "does not exist": "{place}: the server has no such database or user. Check the address.",
}


def _told(address: Address, error: DBAPIError | PoolTimeoutError) -> WorkbenchError:
    if isinstance(error, PoolTimeoutError):
        return StorageError(_BUSY.format(place=address))
    state = getattr(error.orig, "sqlstate", None)
    if state == "23505":
        return taken()
    if state == "42P01":
        return ReplacedError(address)
    if state == "42P06":
        return _there_already(address)
    if state in ("22003", "22021") or "NUL (0x00)" in str(error.orig):
        return unwritable()
    return StorageError(_sentence(state, error).format(place=address))


def _sentence(state: str | None, error: DBAPIError) -> str:
    if state in _STATES:
        return _STATES[state]
    if type(error.orig).__name__ != "OperationalError":
        return f"{{place}} cannot be read or written here ({type(error).__name__})."
    said = str(error.orig)
    unreachable = "{place}: the server does not answer. Check the address, or try again."
    return next((told for part, told in _REFUSALS.items() if part in said), unreachable)
