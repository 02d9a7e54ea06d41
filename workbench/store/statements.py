"""Statements of every act, written out once and handed straight to the driver.

What SQLAlchemy does around a statement costs several times what the database does for it. That is
no matter but for the few statements that stand behind each act, each import and each replay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, object]


class Statement:
    """A statement for either database; its values go to the driver as they are.

    Args:
        clause: What is done. Its values have names of their own or are written out in SQL, and
            none needs converting.
        names: The values it takes, where the clause does not name them.
    """

    def __init__(self, clause: ClauseElement, *names: str) -> None:
        self._clause = clause
        self._names = names or None
        self._written: dict[str, tuple[str, list[str] | None]] = {}

    def run(self, db: Connection, values: Values) -> None:
        """Run it, in the transaction that the connection is in.

        Raises:
            DBAPIError: The database refuses it.
        """
        sql, order = self._sql(db)
        with _cursor(db) as cursor:
            cursor.execute(sql, _placed(values, order))

    def run_all(self, db: Connection, rows: Iterable[Values]) -> None:
        """Run it with each of many values.

        Raises:
            DBAPIError: The database refuses it.
        """
        sql, order = self._sql(db)
        with _cursor(db) as cursor:
            cursor.executemany(sql, [_placed(values, order) for values in rows])

    def first(self, db: Connection, values: Values) -> Any:
        """Return the first row it finds, a tuple; None without one.

        Raises:
            DBAPIError: The database refuses it.
        """
        sql, order = self._sql(db)
        with _cursor(db) as cursor:
            cursor.execute(sql, _placed(values, order))
            return cursor.fetchone()

    def _sql(self, db: Connection) -> tuple[str, list[str] | None]:
        """Return the SQL and, where its values stand without names, their order."""
        written = self._written.get(db.dialect.name)
        if written is None:
            compiled: Any = self._clause.compile(dialect=db.dialect, column_keys=self._names)
            written = (str(compiled), compiled.positiontup)
            self._written[db.dialect.name] = written
        return written


def _placed(values: Values, order: list[str] | None) -> Any:
    return values if order is None else [values[name] for name in order]


@contextmanager
def _cursor(db: Connection) -> Iterator[DBAPICursor]:
    """Lend a cursor; what the driver raises becomes what SQLAlchemy would raise."""
    cursor = db.connection.cursor()
    try:
        yield cursor
    except db.dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(None, None, error, db.dialect.loaded_dbapi.Error) from error
    finally:
        cursor.close()
