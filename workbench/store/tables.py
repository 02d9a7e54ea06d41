"""The tables: the trail with its parts, and what is projected from it.

Both databases share them; on PostgreSQL each project has a schema of its own. Everything below
`head` is derived from the trail by the projection alone and can be rebuilt from it.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, UniqueConstraint

from workbench.store import correction_tables, proposal_tables, theme_tables
from workbench.store.columns import (
    Text,
    Whole,
    key_column,
    metadata,
    table,
    text_column,
    text_columns,
    whole_column,
)

__all__ = ["PROJECTED", "metadata"]

# --- the trail: only ever appended to -------------------------------------------------------

trail = table(
    "trail",
    key_column("seq", Whole),
    text_column("digest"),
    Column("header", LargeBinary, nullable=False),
)

parts = table(
    "parts",
    key_column("seq", Whole),
    key_column("n", Whole),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
)

head = table("head", key_column("one", Whole), whole_column("seq"), text_column("digest"))

# --- projected from the trail ----------------------------------------------------------------

actions = table(
    "actions",
    key_column("id"),
    Column("command", Text, nullable=False, unique=True),
    Column("first_seq", Whole, nullable=False, index=True),
    whole_column("last_seq"),
    text_column("actor"),
    whole_column("at"),
    *text_columns("kinds", "asked", "sense"),
    text_column("undoes", null=True),
    whole_column("undone"),
)

reasons = table("reasons", key_column("action"), text_column("reason"), whole_column("seq"))

project = table(
    "project",
    key_column("id"),
    text_column("name"),
    text_column("stance"),
    text_column("phase"),
    whole_column("created_at"),
)

study = table(
    "study",
    key_column("one", Whole),
    *text_columns(
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

decisions = table(
    "decisions",
    key_column("id"),
    *text_columns(
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
    text_column("memo", null=True),
    whole_column("at"),
    whole_column("version"),
)

meetings = table(
    "meetings",
    key_column("id"),
    *text_columns("date", "present", "agenda", "disagreements", "actions"),
    text_column("memo", null=True),
    whole_column("at"),
    whole_column("version"),
)

coders = table("coders", key_column("id"), text_column("name"), whole_column("seq"))

cases = table(
    "cases", key_column("id"), text_column("kind"), text_column("name"), whole_column("seq")
)

attributes = table(
    "attributes",
    key_column("id"),
    *text_columns("name", "kind", "choices", "scale", "edition", "direction", "cuts", "measured"),
    whole_column("position"),
    whole_column("version"),
)

attribute_values = table(
    "attribute_values",
    Column("person", ForeignKey("cases.id"), primary_key=True),
    Column("attribute", ForeignKey("attributes.id"), primary_key=True, index=True),
    text_column("value"),
)

consents = table(
    "consents",
    Column("person", ForeignKey("cases.id"), primary_key=True),
    *text_columns("recording", "verbatim", "archive", "auditor_sees_raw", "third_parties"),
    whole_column("paraphrase_only"),
    *text_columns("withdraw_until", "withdrawn", "note"),
)

sources = table(
    "sources",
    key_column("id"),
    Column("name", Text, nullable=False, index=True),
    text_column("kind"),
    *correction_tables.text_of_source(),
    whole_column("text_version"),
    whole_column("import_seq"),
    whole_column("imported_at"),
    whole_column("version"),
    whole_column("removed"),
)

speakers = table(
    "speakers",
    Column("source", ForeignKey("sources.id"), primary_key=True),
    key_column("n", Whole),
    text_column("label"),
    text_column("role"),
    text_column("person", null=True),  # a case; that of a removed source may be gone
)

source_details = table(
    "source_details",
    Column("source", ForeignKey("sources.id"), primary_key=True),
    *text_columns(
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
    whole_column("n", null=True),
    text_column("direction"),
    text_column("content_note"),
)

questions = table(
    "questions",
    key_column("id"),
    text_column("words"),
    whole_column("position"),
    whole_column("version"),
)

question_marks = table(
    "question_marks",
    Column("source", ForeignKey("sources.id"), primary_key=True),
    Column("question", ForeignKey("questions.id"), primary_key=True, index=True),
    text_column("asked"),
)

third_parties = table(
    "third_parties",
    key_column("id"),
    Column("source", ForeignKey("sources.id"), nullable=False, index=True),
    whole_column("start"),
    whole_column("end"),
    text_column("note"),
)

codes = table(
    "codes",
    key_column("id"),
    text_column("name"),
    Column("parent", ForeignKey("codes.id")),
    text_column("colour"),
    text_column("pattern"),
    whole_column("position"),
    text_column("state"),
    text_column("gone"),  # deleted, merged, or nothing while it is in the codebook
    whole_column("card_version"),
    whole_column("recheck"),
    whole_column("version"),
    *text_columns(
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

codings = table(
    "codings",
    key_column("id"),
    Column("source", ForeignKey("sources.id"), nullable=False),
    whole_column("start"),
    whole_column("end"),
    Column("code", ForeignKey("codes.id"), nullable=False, index=True),
    Column("coder", ForeignKey("coders.id"), nullable=False),
    whole_column("at"),
    whole_column("in_vivo"),
    text_column("origin"),
    whole_column("card_version"),
    whole_column("passage"),
    whole_column("turn", null=True),
    whole_column("speaker", null=True),
    whole_column("version"),
    UniqueConstraint("source", "start", "end", "code", "coder", name="once"),
)
Index("codings_by_version", codings.c.version)

cards = table(
    "cards",
    Column("code", ForeignKey("codes.id"), primary_key=True),
    key_column("n", Whole),
    whole_column("version"),  # the card that holds from here on: this one, or an earlier one again
    whole_column("seq"),
    whole_column("at"),
)

exemplars = table(
    "exemplars",
    key_column("id"),
    Column("code", ForeignKey("codes.id"), nullable=False, index=True),
    text_column("kind"),
    Column("source", ForeignKey("sources.id"), nullable=False, index=True),
    whole_column("start"),
    whole_column("end"),
)

facets = table(
    "facets",
    key_column("id"),
    text_column("name"),
    text_column("choices"),
    whole_column("several"),
    text_column("note"),
    whole_column("position"),
    whole_column("version"),
)

# What a coding carries stays when the coding is taken away, and is there again when it returns.

coding_facets = table(
    "coding_facets",
    key_column("coding"),
    key_column("facet"),
    Column("value", Text, primary_key=True, index=True),
)

judgements = table(
    "judgements", key_column("coding"), Column("judgement", Text, nullable=False, index=True)
)

printed = table("printed", key_column("coding"), text_column("words"))

coding_origins = table(
    "coding_origins",
    key_column("twin"),
    key_column("code"),
    Column("coding", Text, nullable=False, index=True),
    text_column("into"),
)

memos = table(
    "memos",
    key_column("id"),
    *text_columns("author", "visibility", "title", "body", "links", "kind", "status"),
    whole_column("created_at"),
    whole_column("edited_at"),
    whole_column("version"),
    whole_column("removed"),
)

memo_links = table(
    "memo_links",
    Column("memo", ForeignKey("memos.id"), primary_key=True),
    key_column("n", Whole),
    text_column("kind"),
    Column("thing", Text, nullable=False, index=True),
    whole_column("start", null=True),
    whole_column("end", null=True),
)

memo_versions = table(
    "memo_versions",
    Column("memo", ForeignKey("memos.id"), primary_key=True),
    key_column("seq", Whole),
    text_column("visibility"),
    whole_column("at"),
)

backups = table("backups", key_column("seq", Whole), text_column("file"), whole_column("at"))

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
    *proposal_tables.PROJECTED,
    *theme_tables.PROJECTED,
    *correction_tables.PROJECTED,
    backups,
)
