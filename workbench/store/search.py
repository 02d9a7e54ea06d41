"""The index of words: which source holds which, so that only those are looked through.

It is derived, made lazily, and no part of the trail or of the tables that are compared. It only
narrows down: what is found is found in the text itself, and a source that is not in the index yet
is looked through whole. An index that was made by another rule or is damaged counts for nothing
until it is made anew. On SQLite it is an FTS5 table that holds no text, on PostgreSQL a tsvector
with a GIN index; words are cut and folded before they come here, the same for both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.exc import DBAPIError

from workbench.errors import StorageError
from workbench.model.ids import SourceId
from workbench.store import tables as t
from workbench.store.passages import unpack
from workbench.trail.entry import read_part

#: Tables of the index, and on SQLite those that FTS5 keeps for itself.
TABLES = frozenset(
    {"search", "search_rule", "search_data", "search_idx", "search_docsize", "search_config"}
)
#: Of a long word so many characters are kept in the index.
KEPT_OF_WORD = 40
#: A tsvector may have 1 MB: so many words a row.
_WORDS_A_ROW = 5_000
#: Put into the index with every text, so that what is in it can be told from its words alone.
_EVERYWHERE = "\ue000\ue000"

_MAKE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search USING fts5"
        "(words, content='', contentless_delete=1, detail=none, tokenize='ascii')",
        "CREATE TABLE search_rule (rule TEXT NOT NULL PRIMARY KEY) STRICT",
    ),
    "postgresql": (
        "CREATE TABLE search (seq BIGINT, n BIGINT, words TSVECTOR, PRIMARY KEY (seq, n))",
        "CREATE INDEX search_by_word ON search USING gin (words)",
        "CREATE TABLE search_rule (rule TEXT NOT NULL PRIMARY KEY)",
    ),
}
_IS_THERE = {
    "sqlite": text("SELECT count(*) FROM sqlite_master WHERE name IN ('search', 'search_rule')"),
    "postgresql": text(
        "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND relname IN ('search', 'search_rule')"
    ),
}
_RULE = text("SELECT rule FROM search_rule")
_ADD = {
    "sqlite": text("INSERT INTO search (rowid, words) VALUES (:seq, :words)"),
    "postgresql": text(
        "INSERT INTO search (seq, n, words) "
        "VALUES (:seq, :n, array_to_tsvector(CAST(:words AS text[])))"
    ),
}
_COUNT = {
    "sqlite": text("SELECT count(*) FROM search"),
    "postgresql": text("SELECT count(*) FROM search WHERE n = 0"),
}
_HOLDING = {
    "sqlite": text("SELECT rowid FROM search WHERE search MATCH :sought"),
    "postgresql": text("SELECT seq FROM search WHERE words @@ CAST(:sought AS tsquery)"),
}
_HAS_SETTINGS = text("SELECT count(*) FROM sqlite_master WHERE name = 'search_config'")
_SETTINGS = text("INSERT OR REPLACE INTO search_config (k, v) VALUES ('version', 4)")
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(current_schema(), 0))")
_SOURCES = select(t.sources.c.id, t.sources.c.name, t.sources.c.text_seq).where(
    t.sources.c.removed == 0
)
_TEXTS = (
    select(t.sources.c.text_seq, t.sources.c.passages, t.parts.c.body)
    .join(
        t.parts,
        (t.parts.c.seq == t.sources.c.text_seq) & (t.parts.c.n == t.sources.c.text_part),
    )
    .where(t.sources.c.text_seq.in_(bindparam("seqs", expanding=True)))
    .where(t.parts.c.body.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Searched:
    """A source under study; `seq` is the entry that brought its text."""

    id: SourceId
    name: str
    seq: int


@dataclass(frozen=True, slots=True)
class SearchText:
    """A source's text with the spans of its passages; all of it is one where there are none."""

    seq: int
    text: str
    spans: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class IndexWord:
    """A word to ask the index for; with `goes_on`, all words that begin like it."""

    word: str
    goes_on: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether the index may hold it with more letters."""
        return self.goes_on and len(self.word) < KEPT_OF_WORD


class DamagedIndexError(StorageError):
    """The index of words cannot be read; what it was made from can."""


def searched(db: Connection, source: SourceId | None = None) -> list[Searched]:
    """Return the sources under study in order of import, or the one that is named."""
    query = _SOURCES.order_by(t.sources.c.import_seq)
    if source is not None:
        query = query.where(t.sources.c.id == source)
    return [Searched(SourceId(row.id), row.name, row.text_seq) for row in db.execute(query)]


def texts(db: Connection, seqs: Collection[int]) -> Iterator[SearchText]:
    """Yield the texts that these entries brought; none where words were erased."""
    for row in db.execute(_TEXTS, {"seqs": list(seqs)}):
        words: str = read_part(row.body).get("text", "")
        spans = [(passage.start, passage.end) for passage in unpack(row.passages)]
        yield SearchText(row.text_seq, words, spans or [(0, len(words))])


def missing(db: Connection, rule: str, seqs: Iterable[int]) -> list[int]:
    """Return those of the entries whose texts are not in the index.

    Raises:
        DamagedIndexError: The index cannot be read.
    """
    there = _indexed(db, rule)
    return [seq for seq in seqs if seq not in there]


def narrow(
    db: Connection, rule: str, words: Iterable[IndexWord], seqs: Sequence[int]
) -> Collection[int]:
    """Return those of the entries whose texts may hold all the words.

    Raises:
        DamagedIndexError: The index cannot be read.
    """
    asked = [word for word in words if _is_kept(word.word)]
    there = _indexed(db, rule) if asked else set[int]()
    if not there:
        return seqs
    found = _asked(db, asked)
    return [seq for seq in seqs if seq not in there or seq in found]


def add(db: Connection, rule: str, words: dict[int, set[str]]) -> None:
    """Add texts to the index, which is begun anew where its rule is another or it does not add up.

    Args:
        db: A transaction that writes.
        rule: How words are cut and folded.
        words: The different words of each text, by the entry that brought it.
    """
    kind = db.dialect.name
    if kind == "postgresql":
        db.execute(_LOCK)
    try:
        there = _indexed(db, rule)
    except DamagedIndexError:
        there = set()
    if not there or len(there) != db.execute(_COUNT[kind]).scalar():
        there = set()
        discard(db)
        make(db)
        db.execute(text("INSERT INTO search_rule VALUES (:rule)"), {"rule": rule})
    rows = [row for seq in words.keys() - there for row in _rows(kind, seq, words[seq])]
    if rows:
        db.execute(_ADD[kind], rows)


def make(db: Connection) -> None:
    """Make the index's tables, empty."""
    for statement in _MAKE[db.dialect.name]:
        db.exec_driver_sql(statement)


def discard(db: Connection) -> None:
    """Take the index away; it is made again when somebody looks for something."""
    if db.dialect.name == "sqlite" and db.execute(_HAS_SETTINGS).scalar():
        db.execute(_SETTINGS)  # FTS5 drops no table whose settings it cannot read
    for table in ("search", "search_rule"):
        db.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


@contextmanager
def _readable(db: Connection) -> Iterator[None]:
    try:
        with db.begin_nested():
            yield
    except DBAPIError as error:
        raise DamagedIndexError("The index of words is damaged; it will be made anew.") from error


def _indexed(db: Connection, rule: str) -> set[int]:
    """Return the entries whose texts are in the index: those that hold the word all of them do."""
    with _readable(db):
        if not _is_there(db) or db.execute(_RULE).scalar() != rule:
            return set()
        return _asked(db, [IndexWord(_EVERYWHERE)])


def _asked(db: Connection, words: Sequence[IndexWord]) -> set[int]:
    """Return the entries whose texts hold all the words; they may lie in several rows."""
    query, sought = _HOLDING[db.dialect.name], _IN_QUERIES[db.dialect.name]
    with _readable(db):
        found = (set(db.execute(query, {"sought": sought(word)}).scalars()) for word in words)
        return set.intersection(*found)


def _is_there(db: Connection) -> bool:
    return db.execute(_IS_THERE[db.dialect.name]).scalar() == 2


def _is_kept(word: str) -> bool:
    """Tell whether the index knows a word: FTS5's simplest tokenizer skips signs of ASCII."""
    return not word.isascii() or word.isalnum()


def _rows(kind: str, seq: int, words: set[str]) -> list[dict[str, object]]:
    kept = sorted({word[:KEPT_OF_WORD] for word in words if _is_kept(word)})
    kept.insert(0, _EVERYWHERE)
    if kind == "sqlite":
        return [{"seq": seq, "words": " ".join(kept)}]
    return [
        {"seq": seq, "n": n, "words": kept[first : first + _WORDS_A_ROW]}
        for n, first in enumerate(range(0, len(kept), _WORDS_A_ROW))
    ]


def _in_fts5(word: IndexWord) -> str:
    return f'"{word.word[:KEPT_OF_WORD]}"{" *" if word.is_cut else ""}'


def _in_tsquery(word: IndexWord) -> str:
    return f"'{word.word[:KEPT_OF_WORD]}'{':*' if word.is_cut else ''}"


_IN_QUERIES = {"sqlite": _in_fts5, "postgresql": _in_tsquery}
