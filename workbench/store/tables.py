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


def _texts(*names: str) -> tuple[Column[str], ...]:
    return tuple(_text(name) for name in names)


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
    *_texts("kinds", "asked", "sense"),
    _text("undoes", null=True),
    _whole("undone"),
)

reasons = _table("reasons", _key("action"), _text("reason"), _whole("seq"))

project = _table(
    "project", _key("id"), _text("name"), _text("stance"), _text("phase"), _whole("created_at")
)

study = _table(
    "study",
    _key("one", Whole),
    *_texts(
        "question",
        "paradigm",
        "reasoning",
        "meaning",
        "unit",
        "ethics",
        "data_controller",
        "retention",
        "funding",
        "conflicts",
    ),
)

decisions = _table(
    "decisions",
    _key("id"),
    *_texts(
        "date",
        "question",
        "options",
        "chosen",
        "why",
        "who",
        "dissent",
        "affected",
        "reversible",
        "review",
    ),
    _text("memo", null=True),
    _whole("at"),
    _whole("version"),
)

meetings = _table(
    "meetings",
    _key("id"),
    *_texts("date", "present", "agenda", "disagreements", "actions"),
    _text("memo", null=True),
    _whole("at"),
    _whole("version"),
)

coders = _table("coders", _key("id"), _text("name"), _whole("seq"))

cases = _table("cases", _key("id"), _text("kind"), _text("name"), _whole("seq"))

attributes = _table(
    "attributes",
    _key("id"),
    *_texts("name", "kind", "choices", "scale", "edition", "direction", "cuts"),
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
    *_texts("recording", "verbatim", "archive", "auditor_sees_raw", "third_parties"),
    _whole("paraphrase_only"),
    *_texts("withdraw_until", "withdrawn", "note"),
)

sources = _table(
    "sources",
    _key("id"),
    Column("name", Text, nullable=False, index=True),
    *_texts("kind", "format", "encoding"),
    _whole("text_seq"),
    _whole("text_part"),
    _whole("characters"),
    _whole("words"),
    _whole("characters_read"),
    *_texts("left_out", "lines", "passages", "pages"),
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
    *_texts(
        "date",
        "mode",
        "place",
        "guide_version",
        "transcriber",
        "checked_against_audio",
        "strand",
        "site",
        "citation",
        "design",
    ),
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
    _text("gone"),  # deleted, merged, or nothing while it is in the codebook
    _whole("card_version"),
    _whole("recheck"),
    _whole("version"),
    *_texts(
        "key",
        "kind",
        "definition",
        "include_if",
        "exclude_if",
        "example_typical",
        "example_atypical",
        "seed",
        "content_flag",
    ),
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
    _whole("card_version"),
    _whole("passage"),
    _whole("turn", null=True),
    _whole("speaker", null=True),
    _whole("version"),
    UniqueConstraint("source", "start", "end", "code", "coder", name="once"),
)
Index("codings_by_version", codings.c.version)

cards = _table(
    "cards",
    Column("code", ForeignKey("codes.id"), primary_key=True),
    _key("n", Whole),
    _whole("seq"),
    _whole("at"),
)

exemplars = _table(
    "exemplars",
    _key("id"),
    Column("code", ForeignKey("codes.id"), nullable=False, index=True),
    _text("kind"),
    Column("source", ForeignKey("sources.id"), nullable=False, index=True),
    _whole("start"),
    _whole("end"),
)

facets = _table(
    "facets",
    _key("id"),
    _text("name"),
    _text("choices"),
    _whole("several"),
    _text("note"),
    _whole("position"),
    _whole("version"),
)

# What a coding carries stays when the coding is taken away, and is there again when it returns.

coding_facets = _table(
    "coding_facets",
    _key("coding"),
    _key("facet"),
    Column("value", Text, primary_key=True, index=True),
)

judgements = _table(
    "judgements", _key("coding"), Column("judgement", Text, nullable=False, index=True)
)

printed = _table("printed", _key("coding"), _text("words"))

coding_origins = _table(
    "coding_origins", _key("twin"), _key("code"), Column("coding", Text, nullable=False, index=True)
)

memos = _table(
    "memos",
    _key("id"),
    *_texts("author", "visibility", "title", "body", "links", "kind", "status"),
    _whole("created_at"),
    _whole("edited_at"),
    _whole("version"),
    _whole("removed"),
)

memo_links = _table(
    "memo_links",
    Column("memo", ForeignKey("memos.id"), primary_key=True),
    _key("n", Whole),
    _text("kind"),
    Column("thing", Text, nullable=False, index=True),
    _whole("start", null=True),
    _whole("end", null=True),
)

memo_versions = _table(
    "memo_versions",
    Column("memo", ForeignKey("memos.id"), primary_key=True),
    _key("seq", Whole),
    _text("visibility"),
    _whole("at"),
)

backups = _table("backups", _key("seq", Whole), _text("file"), _whole("at"))

#: What the projection writes, in an order that foreign keys allow.
PROJECTED: tuple[Table, ...] = (
    actions,
    reasons,
    project,
    study,
    decisions,
    meetings,
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
    cards,
    exemplars,
    facets,
    coding_facets,
    judgements,
    printed,
    coding_origins,
    memos,
    memo_links,
    memo_versions,
    backups,
)
