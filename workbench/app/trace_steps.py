"""The steps of a trace as both ways draw them: a name, and what stands at this step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.telling import moment
from workbench.model.theme import Theme
from workbench.project.tracing import SourceFile

_NAME = 90


@contextmanager
def step(name: str, key: str) -> Iterator[None]:
    """Draw a step's name; what is drawn within stands beside it."""
    with st.container(horizontal=True, wrap=False, gap="small", key=f"step-{name}-{key}"):
        st.caption(f"**{name}**", width=_NAME)
        with st.container(gap="xxsmall", width="stretch", key=f"rows-{name}-{key}"):
            yield


def draw_path(desk: Desk, rooms: Rooms, path: Sequence[Theme], *, within: str) -> None:
    """Draw a theme after those above it, each a link."""
    with st.container(horizontal=True, gap="small", key=f"path-{within}-{path[-1].id}"):
        for theme in path:
            label = plain(theme.name)
            layout.go(desk, rooms.theme, label, icon=":material/topic:", theme=theme.id)


def draw_file(desk: Desk, rooms: Rooms, file: SourceFile | None, source: str, key: str) -> None:
    """Draw the file that words came from, with its digest in full."""
    if file is None:
        return
    with step("File", key):
        layout.go(
            desk, rooms.sources, plain(file.name), icon=":material/description:", source=source
        )
        st.caption(f"sha256 {file.sha256}, brought in {moment(file.imported_at)}")
