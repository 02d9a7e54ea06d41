"""A schema on the tests' server that holds a new project, lent to one test after another.

Making fifty tables and dropping them costs a server more than most tests do. Between two tests the
rows are put back as they were when the project was new; a schema that was changed in any other way
goes, and the next test makes another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from workbench.project.opened import Opened
from workbench.project.project import Project, create_project
from workbench.store import search, vectors
from workbench.store.address import Address, read_address
from workbench.store.servers import ServerProject
from workbench.store.store import Store
from workbench.store.tables import metadata

_TABLES = [table.name for table in metadata.sorted_tables]
_DERIVED = ", ".join(sorted(search.TABLES | vectors.TABLES))
_GUARDED = ("trail", "parts")
#: Every column, constraint, trigger and function of the schema that is searched.
_FORM = """
WITH relation AS (SELECT * FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
SELECT md5(string_agg(one, '|' ORDER BY one COLLATE "C")) FROM (
  SELECT concat_ws(' ', relname, relkind, attname, atttypid, attcollation, attnotnull) AS one
  FROM relation r LEFT JOIN pg_attribute ON attrelid = r.oid AND attnum > 0
  UNION ALL SELECT concat_ws(' ', relname, tgname, tgtype, tgenabled)
  FROM relation r JOIN pg_trigger ON tgrelid = r.oid WHERE NOT tgisinternal
  UNION ALL SELECT concat_ws(' ', conname, contype, convalidated, conkey::text)
  FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
  UNION ALL SELECT concat_ws(' ', proname, prosrc)
  FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
) AS told
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A schema as it is when its project is new.

    Attributes:
        number: Of the table by which a project on a server knows itself.
        rows: What each table holds that is not empty, as COPY has it.
    """

    oid: int
    number: int
    about: str
    form: str
    rows: dict[str, bytes]

    def lies_in(self, address: Address) -> ServerProject:
        """What the schema is to a project that is opened at an address."""
        return ServerProject(address, number=self.number)


class Lending:
    """Lends one schema at a time, to the tests of one process.

    Args:
        db: A connection that commits each statement by itself.
    """

    def __init__(self, db: psycopg.Connection) -> None:
        self._db = db
        self._kept: Kept | None = None

    @contextmanager
    def project(self, where: str) -> Iterator[Project]:
        """An empty project at an address, with Ana coding."""
        address = read_address(where)
        if self._kept is None:
            made = create_project(address, name="Study", coder="Ana")
            self._kept = self._look_at(address.schema, address.name)
        else:
            about = self._kept.about.replace("{name}", address.name)
            self._call(self._schema(), address.schema, about)
            made = Project(Opened(Store(self._kept.lies_in(address)), "Ana"))
        with made:
            yield made
        self._take_back(self._kept)

    def close(self) -> None:
        """Drop the schema, if it is there still."""
        if schema := self._schema():
            self._db.execute(f'DROP SCHEMA "{schema}" CASCADE')
        self._kept = None

    def _schema(self) -> str:
        """Return its name now, since a test may set its project aside; "" if it is gone."""
        oid = 0 if self._kept is None else self._kept.oid
        (name,) = self._one(
            "SELECT coalesce(max(nspname), '') FROM pg_namespace WHERE oid = %s", oid
        )
        return str(name)

    def _call(self, schema: str, name: str, about: str) -> None:
        self._db.execute(
            f'ALTER SCHEMA "{schema}" RENAME TO "{name}"; COMMENT ON SCHEMA "{name}" IS \'{about}\''
        )

    def _look_at(self, schema: str, name: str) -> Kept:
        self._db.execute(f'SET search_path TO "{schema}"')
        oid, number, about = self._one(
            "SELECT oid, 'head'::regclass::oid, obj_description(oid) FROM pg_namespace "
            "WHERE nspname = %s",
            schema,
        )
        rows = {table: self._copied(table) for table in _TABLES}
        full = {table: told for table, told in rows.items() if told}
        return Kept(oid, number, about.replace(name, "{name}"), *self._one(_FORM), full)

    def _copied(self, table: str) -> bytes:
        with self._db.cursor().copy(f"COPY {table} TO STDOUT") as copy:
            return b"".join(copy)

    def _take_back(self, kept: Kept) -> None:
        schema = self._schema()
        self._db.execute(f"SET search_path TO \"{schema}\"; SET lock_timeout TO '30s'")
        self._db.execute(f"DROP TABLE IF EXISTS {_DERIVED}")
        if self._one(_FORM) != (kept.form,):
            self.close()
            return
        with self._db.transaction():
            self._put_back(kept.rows)
            self._call(schema, f"lent_{kept.oid}", "between two tests")

    def _put_back(self, rows: dict[str, bytes]) -> None:
        for table in _GUARDED:
            self._db.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_refuses_change")
        self._db.execute("; ".join(f"DELETE FROM {table}" for table in reversed(_TABLES)))
        for table, told in rows.items():
            with self._db.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(told)
        for table in _GUARDED:
            self._db.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_refuses_change")

    def _one(self, query: str, *values: object) -> tuple:
        found = self._db.execute(query, values).fetchone()
        assert found is not None
        return found
