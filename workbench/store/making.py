"""Making a project's tables: the statements are put into words once, since that is what takes long.

Every new project, every check of a history and every project made anew makes all of them. What the
tables are stands in `workbench.store.tables`; what guards them is made by those who know how.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Table, create_mock_engine
from sqlalchemy.schema import DDLElement

from workbench.store.tables import metadata


def make(db: Connection, tables: Sequence[Table] | None = None) -> None:
    """Make these tables and their indexes, all of them if none are named."""
    chosen = metadata.sorted_tables if tables is None else tables
    for statement in _statements(db.dialect.name, tuple(chosen)):
        db.exec_driver_sql(statement)


@cache
def _statements(dialect: str, tables: tuple[Table, ...]) -> tuple[str, ...]:
    said: list[str] = []

    def say(element: DDLElement, *_: object, **__: object) -> None:
        said.append(str(element.compile(dialect=engine.dialect)))

    engine = create_mock_engine(f"{dialect}://", say)
    metadata.create_all(engine, tables, checkfirst=False)
    return tuple(said)
