"""What the pages of themes read, kept until the history moves on, and how they call things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from workbench.app.cached import Sight
from workbench.model.ids import AttributeId, ThemeId
from workbench.model.prevalence import Prevalence
from workbench.model.theme import ClaimLink, Placement, Theme, ThemeCounts
from workbench.project.project import Project
from workbench.project.theme_quotations import ThemeColumns
from workbench.project.theme_traces import ThemeTrace


@st.cache_data(max_entries=16, show_spinner=False)
def all_themes(seen: Sight, _project: Project) -> list[Theme]:  # noqa: ARG001 - the key
    """Return the themes in their order, those that were let go among them."""
    return _project.themes.all()


@st.cache_data(max_entries=16, show_spinner=False)
def theme_counts(seen: Sight, _project: Project) -> dict[ThemeId, ThemeCounts]:  # noqa: ARG001
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


@st.cache_data(max_entries=16, show_spinner=False)
def columns(
    seen: Sight,  # noqa: ARG001 - the key
    _project: Project,
    theme: ThemeId,
    leaves: tuple[tuple[Placement, int], ...],
    size: int,
) -> ThemeColumns:
    """Return a leaf of each column of a theme's quotations."""
    return _project.themes.columns(theme, dict(leaves), size)


@st.cache_data(max_entries=16, show_spinner=False)
def theme_trace(seen: Sight, _project: Project, theme: ThemeId) -> ThemeTrace:  # noqa: ARG001
    """Return each tied sentence of a theme down to the words."""
    return _project.themes.trace_theme(theme)


@st.cache_data(max_entries=16, show_spinner=False)
def prevalence(
    seen: Sight,  # noqa: ARG001 - the key
    _project: Project,
    theme: ThemeId,
    by: AttributeId | None,
) -> Prevalence:
    """Return how widely a theme is said."""
    return _project.themes.prevalence(theme, by)


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
