"""One click each way: a sentence down to its file, words back to all that rests on them."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, place_in_address
from workbench.app.cached import sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.theme_reads import all_themes
from workbench.app.trace_back import draw_back
from workbench.app.trace_down import draw_down
from workbench.errors import NotFoundError, WorkbenchError
from workbench.model.ids import CodingId, SourceId
from workbench.model.theme import Theme
from workbench.project.project import Project


def trace_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the way down from the address's theme, or back from its coding or passage."""
    layout.top_line(desk)
    st.title("Trace", anchor=False)
    themes = all_themes(sight(project), project)
    theme = next((one for one in themes if one.id == id_in_address("theme")), None)
    if theme is not None:
        draw_down(desk, project, rooms, themes, theme)
    elif not _back(desk, project, rooms, themes):
        _choose(desk, project, rooms, themes)


def _back(desk: Desk, project: Project, rooms: Rooms, themes: list[Theme]) -> bool:
    coding, source, segment = id_in_address("coding"), id_in_address("source"), place_in_address()
    try:
        if coding is not None:
            found = project.tracing.coding(CodingId(coding))
        elif source is not None and segment is not None:
            found = project.tracing.passage(SourceId(source), segment)
        else:
            return False
    except NotFoundError as gone:
        st.warning(plain(str(gone)), icon=":material/info:")
        return False
    draw_back(desk, project, rooms, themes, found)
    return True


def _choose(desk: Desk, project: Project, rooms: Rooms, themes: list[Theme]) -> None:
    st.write(
        "Here a sentence of a theme is followed down to the words and the file it rests on, and "
        "words back to everything that rests on them. Choose a theme, come from a quotation, or "
        "give the reference that stands by a quotation of a report."
    )
    _referred(project, rooms)
    with st.container(gap="xsmall", key="rows-themes"):
        for theme in themes:
            if theme.state != "let go":
                layout.leave_for(
                    desk,
                    rooms.trace,
                    plain(theme.name),
                    key=f"trace-{theme.id}",
                    icon=":material/topic:",
                    theme=theme.id,
                )
    if not themes:
        layout.go(desk, rooms.themes, "Themes", icon=":material/topic:")


def _referred(project: Project, rooms: Rooms) -> None:
    """Ask for a reference of a report, and lead to what it refers to."""
    typed = st.text_input(
        "Reference", key="reference", placeholder="eight letters and digits", width=320
    )
    if not typed.strip():
        return
    try:
        coding = project.tracing.referred(typed)
    except WorkbenchError as refused:
        st.warning(plain(str(refused)), icon=":material/info:")
        return
    st.switch_page(rooms.trace, query_params={"project": project.id, "coding": coding})
