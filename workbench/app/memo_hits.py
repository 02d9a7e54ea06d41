"""What was found in memos, shown: each hit in its context, with a way to its memo."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Sight
from workbench.app.desk import Desk
from workbench.app.hits import marked
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.model.finding import FoundMemos, MemoHit
from workbench.project.project import Project


@st.cache_data(max_entries=32, show_spinner=False)
def found_memos(seen: Sight, _project: Project, typed: str, first: int, most: int) -> FoundMemos:  # noqa: ARG001
    """Return a leaf of the hits in the memos that the person may read."""
    return _project.find.memos(typed, first=first, most=most)


def draw_memo_hits(
    desk: Desk, rooms: Rooms, hits: Sequence[MemoHit], *, links: bool = True
) -> None:
    """Draw hits; each one leads to its memo.

    Args:
        desk: Knows which study is open.
        rooms: Where memos are read.
        hits: What was found.
        links: Draw links, which open in a new tab too; else buttons.
    """
    where = "memo-hits" if links else "seek-memo-hits"
    with st.container(key=where, gap="small"):
        for number, hit in enumerate(hits):
            key = f"{where}-{number}-{hit.memo}"
            with st.container(key=key, gap=None):
                if links:
                    layout.go(desk, rooms.memos, marked(hit), memo=hit.memo)
                else:
                    layout.leave_for(desk, rooms.memos, marked(hit), key=f"to-{key}", memo=hit.memo)
                st.caption(plain(place_in_memo(hit)))


def place_in_memo(hit: MemoHit) -> str:
    """Return where a hit stands: ``Memo “Waiting is work”, title``."""
    name = f"Memo “{hit.title}”" if hit.title else "Memo"
    return f"{name}, title" if hit.in_title else name


def memos_counted(found: FoundMemos) -> str:
    """Return how much was found: ``12 hits in 3 memos``."""
    hits = f"{found.total:,} {'hit' if found.total == 1 else 'hits'}"
    return f"{hits} in {found.memo_count:,} {'memo' if found.memo_count == 1 else 'memos'}"
