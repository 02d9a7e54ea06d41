"""Find: every place where words stand in sources and memos, leaf by leaf."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_sources, sight
from workbench.app.desk import Desk
from workbench.app.hits import HOW, draw_hits, found, hits_counted, take_in
from workbench.app.layout import Rooms
from workbench.app.memo_hits import draw_memo_hits, found_memos, memos_counted
from workbench.app.plain import plain
from workbench.errors import InvalidActionError
from workbench.project.find import LEAF
from workbench.project.project import Project


def find_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw what was found."""
    layout.top_line(desk)
    st.title("Find", anchor=False)
    sources = all_sources(sight(project), project)
    if not sources:
        st.write("Here you find words in all sources of the study. There is no source yet.")
        layout.bring(rooms)
        return
    typed = st.text_input(
        "Words to find",
        key=f"find-words-{project.id}",
        type="search",
        placeholder="",
        persist_state="session",
    )
    desk.sought = typed or ""
    if desk.sought.strip():
        _found(desk, project, rooms, len(sources))
    else:
        st.caption(HOW)


def _found(desk: Desk, project: Project, rooms: Rooms, source_count: int) -> None:
    take_in(project)
    name = f"find-{hash(desk.sought)}"
    try:
        first = desk.leaves.get(name, 0) * LEAF
        leaf = found(sight(project), project, desk.sought, first, LEAF)
    except InvalidActionError as refused:
        st.warning(plain(str(refused)), icon=":material/info:")
        return
    st.write(f"**{plain(hits_counted(leaf, source_count))}**")
    if not leaf.total:
        st.caption(HOW)
    layout.leaves(desk, name, leaf.total, LEAF)
    draw_hits(desk, project, rooms, leaf.hits)
    _found_in_memos(desk, project, rooms, f"{name}-memos")


def _found_in_memos(desk: Desk, project: Project, rooms: Rooms, name: str) -> None:
    first = desk.leaves.get(name, 0) * LEAF
    leaf = found_memos(sight(project), project, desk.sought, first, LEAF)
    if not leaf.total:
        return
    st.divider()
    st.write(f"**{plain(memos_counted(leaf))}**")
    layout.leaves(desk, name, leaf.total, LEAF)
    draw_memo_hits(desk, rooms, leaf.hits)
