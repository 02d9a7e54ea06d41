"""The tables of reading, blind rounds, and what the machine proposed and people answered."""

from __future__ import annotations

from sqlalchemy import Column, Table

from workbench.store.columns import (
    Text,
    Whole,
    key_column,
    table,
    text_column,
    text_columns,
    whole_column,
)

read_marks = table(
    "read_marks",
    key_column("coder"),
    key_column("source"),
    key_column("start", Whole),
    whole_column("end"),
    whole_column("at"),
)

rounds = table(
    "rounds",
    key_column("id"),
    text_column("sources"),  # none for all
    text_column("note"),
    text_column("opened"),  # the action that did
    text_column("closed"),  # the action that did, or nothing
)

allowance = table(
    "allowance", key_column("one", Whole), text_column("decision"), whole_column("at")
)

runs = table(
    "runs",
    key_column("id"),
    *text_columns("coder", "record"),
    whole_column("at"),
    whole_column("seq"),
)

answers = table(
    "answers",
    key_column("run"),
    key_column("node", Whole),
    *text_columns("coder", "members", "adopted", "thing", "codings", "note"),
    whole_column("made"),
    whole_column("at"),
)

suggestions = table(
    "suggestions",
    key_column("id"),
    *text_columns("coder", "source", "sha256", "offered", "answer"),
    whole_column("start"),
    whole_column("end"),
    whole_column("learnt_at"),
    text_column("code", null=True),
    Column("coding", Text, index=True),
    whole_column("at"),
)

suggestions_shown = table(
    "suggestions_shown",
    key_column("seq", Whole),
    *text_columns("coder", "sha256"),
    whole_column("at"),
)

hints_aside = table(
    "hints_aside",
    key_column("hint"),
    key_column("things"),
    text_column("coder"),
    whole_column("at"),
)

PROJECTED: tuple[Table, ...] = (
    read_marks,
    rounds,
    allowance,
    runs,
    answers,
    suggestions,
    suggestions_shown,
    hints_aside,
)
