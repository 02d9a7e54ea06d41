"""What was expected before the analysis, returning unasked beside a claim."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Sight, sight
from workbench.app.desk import Desk
from workbench.app.grouping_look import shortened
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.telling import day
from workbench.model.memo import Memo
from workbench.project.project import Project

#: So much of a memo is shown, and so many memos.
_BEGINNING, _MOST = 240, 2


def draw_expected(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the memos on what was expected to be found, each with its day."""
    me = project.coder
    names = {coder.id: coder.name for coder in project.coders()}
    for memo in _expectations(sight(project), project)[:_MOST]:
        is_mine = me is not None and me.id == memo.author
        who = "you" if is_mine else plain(names.get(memo.author, "somebody"))
        on = day(memo.created_at).partition(", ")[2]
        with st.container(border=True, gap="xsmall", key=f"rows-expected-{memo.id}"):
            st.caption(f"**On {on} {who} expected:**")
            st.text(shortened(memo.text.body, _BEGINNING))
            label = layout.named("Read the memo", f"of {on}")
            layout.go(desk, rooms.memos, label, icon=":material/sticky_note_2:", memo=memo.id)


@st.cache_data(max_entries=16, show_spinner=False)
def _expectations(seen: Sight, _project: Project) -> list[Memo]:  # noqa: ARG001 - the key
    return _project.themes.expectations()
