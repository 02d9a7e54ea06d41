"""The tables: the trail with its parts, and what is projected from it.

Both databases share them; on PostgreSQL each project has a schema of its own. Everything below
`head` is derived from the trail by the projection alone and can be rebuilt from it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
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


def _table(
    name: str, *columns: Column[int] | Column[str] | Column[bytes] | UniqueConstraint
) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _whole(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Whole, nullable=null)


def _key(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


# --- the trail: only ever appended to -------------------------------------------------------

trail = _table(
    "trail",
    _key("seq", Whole),
    _text("digest"),
    Column("header", LargeBinary, nullable=False),
)

parts = _table(
    "parts",
    _key("seq", Whole),
    _key("n", Whole),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
)

head = _table("head", _key("one", Whole), _whole("seq"), _text("digest"))

# --- projected from the trail ----------------------------------------------------------------

actions = _table(
    "actions",
    _key("id"),
    Column("command", Text, nullable=False, unique=True),
    Column("first_seq", Whole, nullable=False, index=True),
    _whole("last_seq"),
    _text("actor"),
    _whole("at"),
    _text("kinds"),
    _text("asked"),
    _text("sense"),
    _text("undoes", null=True),
    _whole("undone"),
)

reasons = _table("reasons", _key("action"), _text("reason"), _whole("seq"))

project = _table("project", _key("id"), _text("name"), _text("stance"), _whole("created_at"))

coders = _table("coders", _key("id"), _text("name"), _whole("seq"))

cases = _table("cases", _key("id"), _text("kind"), _text("name"), _whole("seq"))

attributes = _table(
    "attributes",
    _key("id"),
    _text("name"),
    _text("kind"),
    _text("choices"),
    _text("scale"),
    _text("edition"),
    _text("direction"),
    _text("cuts"),
    _whole("position"),
    _whole("version"),
)

attribute_values = _table(
    "attribute_values",
    Column("person", ForeignKey("cases.id"), primary_key=True),
    Column("attribute", ForeignKey("attributes.id"), primary_key=True, index=True),
    _text("value"),
)

consents = _table(
    "consents",
    Column("person", ForeignKey("cases.id"), primary_key=True),
    _text("recording"),
    _text("verbatim"),
    _text("archive"),
    _text("auditor_sees_raw"),
    _text("third_parties"),
    _whole("paraphrase_only"),
    _text("withdraw_until"),
    _text("withdrawn"),
    _text("note"),
)

sources = _table(
    "sources",
    _key("id"),
    Column("name", Text, nullable=False, index=True),
    _text("kind"),
    _text("format"),
    _text("encoding"),
    _whole("text_seq"),
    _whole("text_part"),
    _whole("characters"),
    _whole("words"),
    _whole("characters_read"),
    _text("left_out"),
    _text("lines"),
    _text("passages"),
    _text("pages"),
    _whole("turns"),
    _whole("imported_at"),
    _whole("version"),
    _whole("removed"),
)

speakers = _table(
    "speakers",
    Column("source", ForeignKey("sources.id"), primary_key=True),
    _key("n", Whole),
    _text("label"),
    _text("role"),
    _text("person", null=True),  # a case; that of a removed source may be gone
)

source_details = _table(
    "source_details",
    Column("source", ForeignKey("sources.id"), primary_key=True),
    _text("date"),
    _text("mode"),
    _text("place"),
    _text("guide_version"),
    _text("transcriber"),
    _text("checked_against_audio"),
    _text("strand"),
    _text("site"),
    _text("citation"),
    _text("design"),
    _whole("n", null=True),
    _text("direction"),
    _text("content_note"),
)

questions = _table("questions", _key("id"), _text("words"), _whole("position"), _whole("version"))

question_marks = _table(
    "question_marks",
    Column("source", ForeignKey("sources.id"), primary_key=True),
    Column("question", ForeignKey("questions.id"), primary_key=True, index=True),
    _text("asked"),
)

third_parties = _table(
    "third_parties",
    _key("id"),
    Column("source", ForeignKey("sources.id"), nullable=False, index=True),
    _whole("start"),
    _whole("end"),
    _text("note"),
)

codes = _table(
    "codes",
    _key("id"),
    _text("name"),
    Column("parent", ForeignKey("codes.id")),
    _text("colour"),
    _text("pattern"),
    _whole("position"),
    _text("state"),
    _whole("version"),
    _text("key"),
    _text("kind"),
    _text("definition"),
    _text("include_if"),
    _text("exclude_if"),
    _text("example_typical"),
    _text("example_atypical"),
    _text("seed"),
    _text("content_flag"),
)

codings = _table(
    "codings",
    _key("id"),
    Column("source", ForeignKey("sources.id"), nullable=False),
    _whole("start"),
    _whole("end"),
    Column("code", ForeignKey("codes.id"), nullable=False, index=True),
    Column("coder", ForeignKey("coders.id"), nullable=False),
    _whole("at"),
    _whole("in_vivo"),
    _text("origin"),
    _whole("passage"),
    _whole("turn", null=True),
    _whole("speaker", null=True),
    _whole("version"),
    UniqueConstraint("source", "start", "end", "code", "coder", name="once"),
)
Index("codings_by_version", codings.c.version)

backups = _table("backups", _key("seq", Whole), _text("file"), _whole("at"))

#: What the projection writes, in an order that foreign keys allow.
PROJECTED: tuple[Table, ...] = (
    actions,
    reasons,
    project,
    coders,
    cases,
    attributes,
    attribute_values,
    consents,
    sources,
    speakers,
    source_details,
    questions,
    question_marks,
    third_parties,
    codes,
    codings,
    backups,
)

_REFUSED = "BEGIN SELECT RAISE(ABORT, 'the trail is only ever appended to'); END"
_SAME = {"trail": "seq = NEW.seq", "parts": "seq = NEW.seq AND n = NEW.n"}


def _triggers(table: str) -> tuple[str, ...]:
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {_SAME[table]})"  # noqa: S608 - own constants
    return (
        f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} {_REFUSED}",
        f"CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table} {_REFUSED}",
        f"CREATE TRIGGER {table}_refuses_replace BEFORE INSERT ON {table} WHEN {there} {_REFUSED}",
    )


#: SQLite refuses every change to what was appended, whoever asks and by whatever statement. The
#: insert triggers stand against INSERT OR REPLACE on connections without recursive triggers.
TRIGGERS: tuple[str, ...] = (*_triggers("trail"), *_triggers("parts"))
