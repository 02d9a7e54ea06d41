"""What stands around a quotation, drawn when somebody asks for it."""

from __future__ import annotations

import streamlit as st

from workbench.app.cached import sight, source_text
from workbench.app.extracts import around
from workbench.app.plain import plain
from workbench.model.coding import Quotation
from workbench.project.project import Project


def draw_around(project: Project, quotation: Quotation, *, within: str) -> None:
    """Draw a closed box that shows, once opened, the passages around a quotation.

    Args:
        project: Holds the source.
        quotation: Which.
        within: The page's part of the keys.
    """
    coding = quotation.coding
    context = st.expander(
        "What stands around it",
        key=f"{within}-around-{coding.id}",
        type="compact",
        on_change="rerun",
    )
    if not context.open:
        return
    source = source_text(sight(project), project, coding.source)
    with context:
        for number, passage in enumerate(around(source, quotation)):
            kind = "held" if passage.holds else "quiet"
            with st.container(key=f"{kind}-{within}-{coding.id}-{number}", gap=None):
                if passage.speaker:
                    st.caption(f"**{plain(passage.speaker)}**")
                st.text(passage.words)
