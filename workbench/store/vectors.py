"""Vectors of words and the trees of runs, kept so that they are worked out once.

They are derived, made lazily, and no part of the trail or of the tables that are compared. They
hold something of people's words: whoever erases words discards them all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, TextClause, bindparam, text

from workbench.model.ids import RunId

TABLES = frozenset({"vectors", "run_trees"})

_MAKE = {
    "sqlite": (
        "CREATE TABLE vectors (model TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL, "
        "PRIMARY KEY (model, digest)) STRICT, WITHOUT ROWID",
        "CREATE TABLE run_trees (run TEXT NOT NULL PRIMARY KEY, tree BLOB NOT NULL) STRICT",
    ),
    "postgresql": (
        "CREATE TABLE IF NOT EXISTS vectors (model TEXT NOT NULL, digest BYTEA NOT NULL, "
        "vector BYTEA NOT NULL, PRIMARY KEY (model, digest))",
        "CREATE TABLE IF NOT EXISTS run_trees (run TEXT NOT NULL PRIMARY KEY, tree BYTEA NOT NULL)",
    ),
}
_IS_THERE = {
    "sqlite": text("SELECT count(*) FROM sqlite_master WHERE name IN ('vectors', 'run_trees')"),
    "postgresql": text(
        "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND relname IN ('vectors', 'run_trees')"
    ),
}
_FOUND = text(
    "SELECT digest, vector FROM vectors WHERE model = :model AND digest IN :digests"
).bindparams(bindparam("digests", expanding=True))
_KNOWN = text("SELECT digest FROM vectors WHERE model = :model AND digest IN :digests").bindparams(
    bindparam("digests", expanding=True)
)
_ADD = text(
    "INSERT INTO vectors (model, digest, vector) VALUES (:model, :digest, :vector) "
    "ON CONFLICT DO NOTHING"
)
_TREE = text("SELECT tree FROM run_trees WHERE run = :run")
_KEEP_TREE = text("INSERT INTO run_trees (run, tree) VALUES (:run, :tree) ON CONFLICT DO NOTHING")
#: How many values one question may carry; SQLite takes 32,766.
_VARIABLES = 10_000


def digest_of(words: str) -> bytes:
    """Return what tells words apart: their SHA-256."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()


def make(db: Connection) -> None:
    """Make the tables, empty, where they are missing."""
    if _is_there(db):
        return
    for statement in _MAKE[db.dialect.name]:
        db.exec_driver_sql(statement)


def discard(db: Connection) -> None:
    """Take all vectors and trees away; they are worked out again when somebody asks."""
    for table in sorted(TABLES):
        db.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


def found(db: Connection, model: str, digests: Iterable[bytes]) -> dict[bytes, bytes]:
    """Return the vectors there are of these words under a model, by digest.

    Args:
        db: The connection.
        model: SHA-256 of the model's weights.
        digests: Of the words, as `digest_of` tells.
    """
    rows = _asked(db, _FOUND, model, digests)
    return {bytes(row.digest): bytes(row.vector) for row in rows}


def known(db: Connection, model: str, digests: Iterable[bytes]) -> set[bytes]:
    """Return which of these words have a vector under a model, by digest."""
    return {bytes(row.digest) for row in _asked(db, _KNOWN, model, digests)}


def add(db: Connection, model: str, vectors: Mapping[bytes, bytes]) -> None:
    """Keep vectors of words, in a transaction that writes."""
    make(db)
    rows = [{"model": model, "digest": d, "vector": v} for d, v in vectors.items()]
    if rows:
        db.execute(_ADD, rows)


def tree(db: Connection, run: RunId) -> bytes | None:
    """Return the tree that was kept of a run."""
    if not _is_there(db):
        return None
    kept = db.execute(_TREE, {"run": run}).scalar()
    return None if kept is None else bytes(kept)


def keep_tree(db: Connection, run: RunId, tree: bytes) -> None:
    """Keep the tree of a run, in a transaction that writes."""
    make(db)
    db.execute(_KEEP_TREE, {"run": run, "tree": tree})


def _asked(
    db: Connection, question: TextClause, model: str, digests: Iterable[bytes]
) -> Iterator[Row[Any]]:
    wanted = list(dict.fromkeys(digests))
    if wanted and _is_there(db):
        for first in range(0, len(wanted), _VARIABLES):
            some = wanted[first : first + _VARIABLES]
            yield from db.execute(question, {"model": model, "digests": some})


def _is_there(db: Connection) -> bool:
    return db.execute(_IS_THERE[db.dialect.name]).scalar() == len(TABLES)
