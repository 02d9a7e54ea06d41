"""Where the researcher stands and what they expected, returning unasked beside a claim."""

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
from workbench.project.wording import counted

#: So much of a note is shown, and so many notes before one asks for more.
_BEGINNING, _FIRST = 140, 2


def draw_expected(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw what researchers wrote of themselves before, the newest of one's own on top."""
    notes = _notes(sight(project), project)
    for note in notes[:_FIRST]:
        _note(desk, project, rooms, note)
    if len(notes) > _FIRST:
        more = counted(len(notes) - _FIRST, "more note")
        box = st.expander(more, key="more-expected", type="compact", on_change="rerun")
        if box.open:
            with box:
                for note in notes[_FIRST:]:
                    _note(desk, project, rooms, note)


def _note(desk: Desk, project: Project, rooms: Rooms, note: Memo) -> None:
    told = f"On {day(note.created_at)} {_wrote(project, note)}"
    lock = " :material/lock: only you read this" if note.visibility == "private" else ""
    with st.container(border=True, gap="xsmall", key=f"rows-expected-{note.id}"):
        st.caption(f"**{plain(told)}:**{lock}")
        st.text(shortened(note.text.body, _BEGINNING))
        label = layout.named("Read the memo", told)
        layout.go(desk, rooms.memos, label, icon=":material/sticky_note_2:", memo=note.id)


def _wrote(project: Project, note: Memo) -> str:
    me = project.coder
    is_mine = me is not None and me.id == note.author
    names = {coder.id: coder.name for coder in project.coders()}
    who, they = ("you", "you") if is_mine else (names.get(note.author, "somebody"), "they")
    return f"{who} expected" if note.kind == "expectations" else f"{who} wrote where {they} stand"


@st.cache_data(max_entries=16, show_spinner=False)
def _notes(seen: Sight, _project: Project) -> list[Memo]:  # noqa: ARG001 - the key
    return _project.themes.notes_before()
