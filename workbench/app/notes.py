"""Content notes: what somebody should know before they read a source's words, shown once a sitting.

The reader waits for the person; lists of quotations and hits count such words and hold them back.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_details, all_sources, sight
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.model.ids import SourceId
from workbench.project.project import Project

#: More notes than these can be said to be read at once.
_FEW = 2


def may_be_drawn(desk: Desk, project: Project, source: SourceId) -> bool:
    """Tell whether a source can be drawn; where its content note comes first, draw that instead."""
    note = unread_notes(desk, project, [source]).get(source)
    if note is None:
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


def held_back(
    desk: Desk, project: Project, sources: Iterable[SourceId], *, within: str
) -> frozenset[SourceId]:
    """Say which of these sources have a content note that was not read yet; return them.

    Args:
        desk: Remembers which notes were read.
        project: Holds the sources.
        sources: Whose words are about to be shown.
        within: The list they are shown in.
    """
    unread = unread_notes(desk, project, sources)
    names = {source.id: source.name for source in all_sources(sight(project), project)}
    for source, note in unread.items():
        key = f"note-{within}-{source}"
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=key):
            st.caption(
                f":material/info: Content note of {plain(names.get(source, ''))}: {plain(note)}",
                width="stretch",
            )
            st.button(
                layout.named("Show its words", f"of {names.get(source, '')}"),
                key=f"show-{within}-{source}",
                on_click=desk.noted.add,
                args=((source, note),),
            )
    if len(unread) > _FEW:
        of = f"of {', '.join(names.get(source, '') for source in unread)}"
        st.button(
            layout.named("I read these notes: show all words", of),
            key=f"noted-{within}",
            on_click=desk.noted.update,
            args=(unread.items(),),
        )
    return frozenset(unread)


def unread_notes(desk: Desk, project: Project, sources: Iterable[SourceId]) -> dict[SourceId, str]:
    """Return the content notes of sources that were not read in this sitting."""
    details = all_details(sight(project), project)
    notes = {s: details[s].content_note for s in dict.fromkeys(sources) if s in details}
    return {s: note for s, note in notes.items() if note and (s, note) not in desk.noted}
