"""How a theme came to be: its words and states in time, and what each change was, word by word."""

from __future__ import annotations

import streamlit as st

from workbench.app.differences import changed_parts
from workbench.app.plain import plain
from workbench.app.telling import moment
from workbench.app.theme_words import TEXT_WORDS
from workbench.model.ids import Words
from workbench.model.theme import Theme, ThemeText
from workbench.project.project import Project

_NOTHING = ThemeText(Words(""))


def draw_past(project: Project, theme: Theme) -> None:
    """Draw the versions of a theme, newest first."""
    versions = project.themes.versions(theme.id)
    st.caption("Words that went stand as [- …], words that came as [+ …].")
    for number, version in reversed(list(enumerate(versions))):
        before = versions[number - 1] if number else None
        state = "" if before and before.state == version.state else f" · **{version.state}**"
        st.write(f"{moment(version.at)} · {plain(version.coder)}{state}")
        if version.reason:
            st.text(version.reason)
        parts = changed_parts(before.text if before else _NOTHING, version.text, TEXT_WORDS)
        for name, told in parts:
            st.caption(name)
            st.markdown(told)
