"""People: who speaks in the study."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.project.project import Project


def people_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the people of the study."""
    layout.top_line(desk)
    st.title("People", anchor=False)
    people = project.cases.all()
    for case in people:
        st.text(case.name)
    if not people:
        st.write("Here you say more of the people who speak. Nobody is named yet.")
        layout.bring(rooms)
