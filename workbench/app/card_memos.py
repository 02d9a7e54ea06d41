"""The memos about a code and about its quotations, listed on its card."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Sight, sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.memo_reading import visible
from workbench.app.plain import plain
from workbench.app.reader.memo_rows import name_of
from workbench.app.telling import day
from workbench.model.ids import CodeId
from workbench.model.memo import Memo
from workbench.project.project import Project
from workbench.project.wording import counted

_LEAF = 10


def draw_memos_of(desk: Desk, project: Project, rooms: Rooms, code: CodeId) -> None:
    """Draw the ways to the memos about a code and its quotations, once somebody opens them."""
    own, quoted = _memos(sight(project), project, code)
    told = [counted(len(own), "memo") + " about it"] if own else []
    if quoted:
        told.append(counted(len(quoted), "memo") + " about its quotations")
    if not told:
        return
    box = st.expander(", ".join(told), key=f"memos-of-{code}", type="compact", on_change="rerun")
    if box.open:
        with box:
            _list(desk, rooms, f"memos-about-{code}", own)
            if quoted:
                st.caption("About its quotations")
                _list(desk, rooms, f"memos-quoting-{code}", quoted)


def _list(desk: Desk, rooms: Rooms, name: str, memos: Sequence[Memo]) -> None:
    with st.container(gap="xxsmall"):
        for memo in memos[layout.leaves(desk, name, len(memos), _LEAF)]:
            icon = "lock" if memo.visibility == "private" else "sticky_note_2"
            label = f"{plain(visible(name_of(memo)))} · {day(memo.created_at)}"
            layout.go(desk, rooms.memos, label, icon=f":material/{icon}:", memo=memo.id)


@st.cache_data(max_entries=16, show_spinner=False)
def _memos(seen: Sight, _project: Project, code: CodeId) -> tuple[list[Memo], list[Memo]]:  # noqa: ARG001
    """Return the memos about a code, then those about its quotations alone, newest first."""
    own = _project.memos.about([code])
    known = {memo.id for memo in own}
    quoted = [one for one in _project.memos.about_codings_of(code) if one.id not in known]
    return own[::-1], quoted[::-1]
