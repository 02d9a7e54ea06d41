"""Content notes: what somebody should know before they open a source, shown once a sitting."""

from __future__ import annotations

import streamlit as st

from workbench.app.cached import all_details, sight
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.model.ids import SourceId
from workbench.project.project import Project


def may_be_drawn(desk: Desk, project: Project, source: SourceId) -> bool:
    """Tell whether a source can be drawn; where its content note comes first, draw that instead."""
    details = all_details(sight(project), project).get(source)
    note = details.content_note if details else ""
    if not note or (source, note) in desk.noted:
        return True
    with st.container(key="note", width=640):
        st.subheader("Content note", anchor=False)
        st.markdown(plain(note))
        st.caption("The source opens when you say so; the note is shown once in a sitting.")
        st.button(
            "Open this source",
            key=f"open-{source}",
            type="primary",
            on_click=desk.noted.add,
            args=((source, note),),
        )
    return False
