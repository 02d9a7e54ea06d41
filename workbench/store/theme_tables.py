"""The tables of themes: what they say, what belongs to them, their claims, the map, the matrix.

What a theme holds of codings and codes stays when these are taken away, and counts again when
they return: whoever reads joins what is there.
"""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import Column, ForeignKey, Table

from workbench.model.theme import ThemeText
from workbench.store.columns import (
    Text,
    Whole,
    key_column,
    table,
    text_column,
    text_columns,
    whole_column,
)


def _theme() -> Column[str]:
    return Column("theme", ForeignKey("themes.id"), nullable=False, index=True)


def _theme_key() -> Column[str]:
    return Column("theme", ForeignKey("themes.id"), primary_key=True)


themes = table(
    "themes",
    key_column("id"),
    Column("parent", ForeignKey("themes.id"), nullable=True, index=True),
    whole_column("position"),
    text_column("state"),
    whole_column("asked"),
    whole_column("removed"),
    whole_column("made_at"),
    whole_column("version"),
    *text_columns(*(f.name for f in fields(ThemeText))),
)

theme_versions = table("theme_versions", _theme_key(), key_column("seq", Whole))

theme_codes = table("theme_codes", _theme_key(), Column("code", Text, primary_key=True, index=True))

theme_codings = table(
    "theme_codings", _theme_key(), Column("coding", Text, primary_key=True, index=True)
)

bearings = table(
    "bearings",
    _theme_key(),
    Column("coding", Text, primary_key=True, index=True),
    text_column("bearing"),
)

contrary_searches = table(
    "contrary_searches", key_column("id"), _theme(), *text_columns("words", "found", "date")
)

claim_links = table(
    "claim_links",
    key_column("id"),
    _theme(),
    *text_columns("of", "sentence", "basis", "note"),
    Column("coding", Text, nullable=True, index=True),
    *(text_column(name, null=True) for name in ("source", "code", "state")),
    *(whole_column(name, null=True) for name in ("start", "end", "card", "text")),
    whole_column("at"),
)

now_whats = table(
    "now_whats",
    key_column("id"),
    _theme(),
    *text_columns("audience", "words", "owner", "basis"),
    whole_column("position"),
    whole_column("version"),
)

relations = table(
    "relations",
    key_column("id"),
    *text_columns("source_kind", "source", "kind", "target_kind", "target", "note"),
)

map_places = table(
    "map_places", key_column("kind"), key_column("thing"), whole_column("x"), whole_column("y")
)

kept_maps = table("kept_maps", key_column("id"), whole_column("at"), text_column("picture"))

matrix_cells = table(
    "matrix_cells",
    key_column("person"),
    key_column("kind"),
    key_column("thing"),
    text_column("words"),
    whole_column("at"),
    whole_column("version"),
)

cell_versions = table(
    "cell_versions",
    key_column("person"),
    key_column("kind"),
    key_column("thing"),
    key_column("seq", Whole),
)

#: What the projection writes, in an order that foreign keys allow.
PROJECTED: tuple[Table, ...] = (
    themes,
    theme_versions,
    theme_codes,
    theme_codings,
    bearings,
    contrary_searches,
    claim_links,
    now_whats,
    relations,
    map_places,
    kept_maps,
    matrix_cells,
    cell_versions,
)
