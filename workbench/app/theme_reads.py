"""What the pages of themes read, kept until the history moves on, and how they call things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from workbench.app.cached import Sight
from workbench.model.ids import ThemeId
from workbench.model.theme import ClaimLink, Theme, ThemeCounts
from workbench.project.project import Project


@st.cache_data(max_entries=16, show_spinner=False)
def all_themes(seen: Sight, _project: Project) -> list[Theme]:  # noqa: ARG001 - the key
    """Return the themes in order of making, those that were let go among them."""
    return _project.themes.all()


@st.cache_data(max_entries=16, show_spinner=False)
def theme_counts(
    seen: Sight,  # noqa: ARG001 - the key
    _project: Project,
) -> dict[ThemeId, ThemeCounts]:
    """Return how much each theme holds with those below it."""
    return _project.themes.counts()


@st.cache_data(max_entries=16, show_spinner=False)
def stale_links(seen: Sight, _project: Project) -> list[ClaimLink]:  # noqa: ARG001 - the key
    """Return the ties of all themes that are to be looked at again."""
    return _project.claims.stale()


@st.cache_data(max_entries=16, show_spinner=False)
def searched_themes(seen: Sight, _project: Project) -> set[ThemeId]:  # noqa: ARG001 - the key
    """Return the themes of which contrary cases were looked for."""
    return _project.themes.searched()


def tops(themes: Sequence[Theme]) -> list[Theme]:
    """Return the themes that stand below none, or below one that was let go."""
    standing = {theme.id for theme in themes if theme.state != "let go"}
    return [theme for theme in themes if theme.parent not in standing or theme.state == "let go"]


def below(themes: Sequence[Theme], theme: ThemeId, depth: int = 1) -> Iterator[tuple[int, Theme]]:
    """Yield the themes below one with how deep they stand, those that were let go left out."""
    for one in themes:
        if one.parent == theme and one.state != "let go":
            yield depth, one
            yield from below(themes, one.id, depth + 1)


def theme_path(themes: Sequence[Theme], theme: Theme) -> list[Theme]:
    """Return a theme after those above it."""
    by_id, path = {one.id: one for one in themes}, [theme]
    while path[0].parent in by_id and len(path) <= len(by_id):
        path.insert(0, by_id[path[0].parent])
    return path


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 quotation``, ``1,204 quotations``."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
