"""One source with all that is known of it, beside the list of sources."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.accounts import lines_of
from workbench.app.address import put_in_address
from workbench.app.cached import all_details, sight, voices
from workbench.app.correcting import draw_text
from workbench.app.desk import Desk
from workbench.app.flags import draw_flags
from workbench.app.guide import draw_guide
from workbench.app.layout import Rooms
from workbench.app.memo_words import draw_write
from workbench.app.plain import plain
from workbench.app.source_details import draw_details
from workbench.app.telling import moment
from workbench.app.voices import draw_voices
from workbench.model.memo import MemoLink
from workbench.model.source import Source, SourceDetails
from workbench.project.project import Project
from workbench.project.wording import counted


def draw_source(desk: Desk, project: Project, rooms: Rooms, source: Source) -> None:
    """Draw one source."""
    seen = sight(project)
    st.button(
        "All sources",
        key="all-sources",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=put_in_address,
        kwargs={"source": None},
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(plain(source.name), anchor=False, width="stretch")
        draw_write(desk, rooms, MemoLink("source", source.id), source.name)
        layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:", source=source.id)
    _account(source)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Details", anchor=False)
        details = all_details(seen, project).get(source.id, SourceDetails())
        draw_details(desk, project, source, details)
    with right:
        people = project.cases.all()
        draw_voices(desk, project, source, voices(seen, project, source.id), people)
        draw_guide(desk, project, source)
        draw_flags(desk, project, rooms, source)
    draw_text(desk, project, source)
    _remove(desk, project, source)


def _account(source: Source) -> None:
    left = sum(part.characters for part in source.left_out)
    reasons = ", ".join(f"{part.reason} {part.characters:,}" for part in source.left_out)
    told = f"{source.characters:,} characters kept, {left:,} left out"
    st.caption(
        plain(
            f"{source.format}, imported {moment(source.imported_at)} · {source.words:,} words · "
            f"{told}{f' ({reasons})' if reasons else ''} · {lines_of(source.lines)}"
        )
    )


def _remove(desk: Desk, project: Project, source: Source) -> None:
    place = f"remove-{source.id}"
    count = counted(source.coding_count, "coding")
    st.divider()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Remove it from the study",
            key=place,
            icon=":material/delete:",
            on_click=desk.act,
            args=(project.sources.remove, source.id),
            kwargs={"place": place},
        )
        st.caption(f"Removing it takes {count} along. Undo brings all back.")
    layout.refusal(desk, place)
