"""Memos: what was written while thinking, by day, and one of them open to be read and written."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, put_in_address
from workbench.app.desk import Desk
from workbench.app.downloads import Download, offer
from workbench.app.handing import MEMO_FILES, memos_file
from workbench.app.layout import Rooms
from workbench.app.memo_editor import draw_editor, heard, new_memo
from workbench.app.memo_ops import MemoAnswer
from workbench.app.memo_sheet import draw_memo
from workbench.app.memo_sifting import sifted
from workbench.app.memo_timeline import ask_sift, draw_timeline, open_memo
from workbench.app.memo_words import KIND_IN_ADDRESS, link_in_address
from workbench.app.plain import plain
from workbench.errors import NotFoundError
from workbench.model.ids import MemoId
from workbench.model.memo import Memo
from workbench.project.project import Project


def memos_page(
    desk: Desk, project: Project, rooms: Rooms, clock: Callable[[], int] = time.time_ns
) -> None:
    """Draw the timeline of memos, and beside it the one of the address or a new one."""
    layout.top_line(desk)
    head = st.container(horizontal=True, vertical_alignment="center")
    answer = heard(desk, project)
    if answer.memo is not None:
        put_in_address(memo=answer.memo, about=None, kind=None)
    memos = project.memos.all()
    opened = _asked(project)
    with head:
        _head(desk, project, has_memos=bool(memos))
    if not memos:
        st.write(
            "Here you write down what you think while you read, dated and tied to the words, codes "
            "and people it is about. What is written is never lost, and can be for you alone."
        )
        _beside(desk, project, rooms, None, answer)
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        sift = ask_sift(project, memos, _about())
        found = sifted(memos, sift, clock() // 1_000)
        draw_timeline(desk, project, memos, found, opened.id if opened else None)
    with right:
        _beside(desk, project, rooms, opened, answer)


def _head(desk: Desk, project: Project, *, has_memos: bool) -> None:
    st.title("Memos", anchor=False, width="stretch")
    if has_memos:
        _diary(desk, project)
    if id_in_address("memo"):
        st.button(
            "A new memo", type="primary", icon=":material/add:", on_click=open_memo, args=(None,)
        )


def _diary(desk: Desk, project: Project) -> None:
    """Hand the memos over in order of their dates, as those who audit a study read them."""
    with st.popover("Download as a diary", icon=":material/download:"):
        own = st.checkbox("with my private memos", key="diary-private")
        files = [
            Download(
                f"Diary ({ending})",
                f"diary.{ending}",
                partial(memos_file, project, ending, private=own),
                key=f"diary-{ending}",
                media=kind,
            )
            for ending, kind in MEMO_FILES.items()
        ]
        offer(desk, "diary", files, across=False)


def _beside(
    desk: Desk, project: Project, rooms: Rooms, opened: Memo | None, answer: MemoAnswer
) -> None:
    if opened is None:
        st.subheader("A new memo", anchor=False)
        about = link_in_address()
        kind = KIND_IN_ADDRESS.get(id_in_address("kind") or "", "")
        if kind:
            st.caption(f"Kind: {kind}")
        draw_editor(project, new_memo(about, kind), answer)
        return
    draw_memo(desk, project, rooms, opened, answer)


def _asked(project: Project) -> Memo | None:
    asked = id_in_address("memo")
    if asked is None:
        return None
    try:
        return project.memos.one(MemoId(asked))
    except NotFoundError as error:
        st.warning(plain(str(error)), icon=":material/info:")
        put_in_address(memo=None)
        return None


def _about() -> str:
    """Return what a link to this page asked about, to begin the sifting with."""
    link = link_in_address()
    return str(link) if link else ""
