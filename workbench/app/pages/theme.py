"""One theme: its claim on top, the voices for and against it, and what its sentences rest on."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address
from workbench.app.cached import sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.theme_reads import all_themes
from workbench.project.project import Project


def theme_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the theme that the address names."""
    layout.top_line(desk)
    themes = all_themes(sight(project), project)
    theme = next((one for one in themes if one.id == id_in_address("theme")), None)
    layout.go(desk, rooms.themes, "Themes", icon=":material/arrow_back:")
    if theme is None:
        st.title("Theme", anchor=False)
        st.write("No theme is chosen, or it is not there any more.")
        return
    st.title(plain(theme.name), anchor=False)
    if theme.text.claim:
        st.text(theme.text.claim)
