"""What tables are made of: their columns, alike on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy import Text as PlainText

metadata = MetaData()

#: Counts, positions and microseconds: 64 bits on both databases.
Whole = BigInteger().with_variant(Integer, "sqlite")
#: Ids and words, in the same order on both databases: that of their bytes.
Text = PlainText().with_variant(PlainText(collation="C"), "postgresql")


def table(
    name: str, *columns: Column[int] | Column[str] | Column[bytes] | UniqueConstraint
) -> Table:
    """Return a table; on SQLite one that holds each column to its type."""
    return Table(name, metadata, *columns, sqlite_strict=True)


def text_column(name: str, *, null: bool = False) -> Column[str]:
    """Return a column of ids or words."""
    return Column(name, Text, nullable=null)


def text_columns(*names: str) -> tuple[Column[str], ...]:
    """Return several of them."""
    return tuple(text_column(name) for name in names)


def whole_column(name: str, *, null: bool = False) -> Column[int]:
    """Return a column of counts, positions or microseconds."""
    return Column(name, Whole, nullable=null)


def key_column(name: str, kind: Any = Text) -> Column[Any]:
    """Return a column of the primary key."""
    return Column(name, kind, primary_key=True, autoincrement=False)
