"""The tables of corrected texts: each version that is not the only one, and when it held."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table

from workbench.store.columns import (
    Whole,
    key_column,
    table,
    text_columns,
    whole_column,
)


def text_of_source() -> tuple[Column[Any], ...]:
    """Return columns for what belongs to one version of a source's text: where its words lie."""
    return (
        *text_columns("format", "encoding"),
        *(whole_column(name) for name in ("text_seq", "text_part", "characters", "words")),
        whole_column("characters_read"),
        *text_columns("left_out", "lines", "passages", "pages"),
        whole_column("turns"),
    )


#: What they are called.
OF_TEXT = tuple(column.name for column in text_of_source())

text_versions = table(
    "text_versions",
    key_column("source"),
    key_column("n", Whole),
    whole_column("parent", null=True),
    *text_of_source(),
    *text_columns("stretches", "moves", "reworded", "gone", "new"),
)

text_turns = table("text_turns", key_column("source"), key_column("seq", Whole), whole_column("n"))

PROJECTED: tuple[Table, ...] = (text_versions, text_turns)
