"""What was found, shown: each hit in its context, with its place and a way to where it stands."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.address import place_id
from workbench.app.cached import Sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.memo_words import draw_write
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.model.finding import Found, Hit, MemoHit
from workbench.model.memo import MemoLink
from workbench.model.source import Segment
from workbench.project.project import Project
from workbench.project.wording import counted

HOW = (
    "Whole words, in any script; *boundar\\** finds every word that begins so; words in "
    "“quotation marks” are found next to each other."
)
_LONGEST = 160
#: Beside a sign, an emoji for instance, Markdown would take the asterisks for words.
_JOINER = "\u2060"


@st.cache_data(max_entries=32, show_spinner=False)
def found(seen: Sight, _project: Project, typed: str, first: int, most: int) -> Found:  # noqa: ARG001
    """Return a leaf of the hits for what was typed."""
    return _project.find.hits(typed, first=first, most=most)


def take_in(project: Project) -> None:
    """Take sources that nobody has looked through yet into the index, and show how far it is."""
    behind = project.find.behind()
    if not behind:
        return
    bar = st.progress(0.0, text=_progress(0, behind))
    for left in project.find.catch_up():
        bar.progress(1 - left / behind, text=_progress(behind - left, behind))
    bar.empty()


def draw_hits(
    desk: Desk, project: Project, rooms: Rooms, hits: Sequence[Hit], *, links: bool = True
) -> None:
    """Draw hits; each one leads to where it stands.

    Args:
        desk: Remembers which content notes were read.
        project: Holds the words.
        rooms: Where the reader is.
        hits: What was found.
        links: Draw links, which open in a new tab too; else buttons, which lead from the reader
            to another place in it.
    """
    where = "hits" if links else "seek-hits"  # the dialog may stand over the page of hits
    held = held_back(desk, project, (hit.source for hit in hits), within=where)
    with st.container(key=where, gap="small"):
        for hit in hits:
            key = f"{where}-{hit.source}-{hit.start}"
            to = {"source": hit.source, "at": place_id(Segment(hit.start, hit.end))}
            with st.container(key=key, gap=None):
                if hit.source in held:
                    st.caption("Its words are shown when you say so, above.")
                elif links:
                    layout.go(desk, rooms.read, marked(hit), **to)
                else:
                    layout.leave_for(desk, rooms.read, marked(hit), key=f"to-{key}", **to)
                _where(desk, rooms, hit, writes=links and hit.source not in held)


def _where(desk: Desk, rooms: Rooms, hit: Hit, *, writes: bool) -> None:
    """Say where a hit stands, and offer to write about it where there is room."""
    if not writes:
        st.caption(plain(place(hit)))
        return
    about = MemoLink("segment", hit.source, hit.start, hit.end)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(plain(place(hit)), width="content")
        draw_write(desk, rooms, about, f"this hit in {place(hit)}")


def marked(hit: Hit | MemoHit) -> str:
    """Return a hit in its context as Markdown, the words that were found in bold."""
    words = hit.words
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
    before = f"{'… ' * hit.cut_before}{_shown(hit.before)}"
    after = f"{_shown(hit.after)}{' …' * hit.cut_after}"
    first, last = (_JOINER * (not edge.isalnum()) for edge in (words[0], words[-1]))
    return f"{before}**{first}{plain(words)}{last}**{after}"


def place(hit: Hit) -> str:
    """Return where a hit stands: ``Interview 3 · P03, turn 12``."""
    where = f"turn {hit.turn}" if hit.turn is not None else _OUTSIDE.get(hit.passage, "")
    return " · ".join(
        filter(None, (hit.source_name, ", ".join(filter(None, (hit.speaker, where)))))
    )


def hits_counted(found: Found, source_count: int) -> str:
    """Return how much was found: ``12 hits in 3 of 9 sources``."""
    sources = f"{found.source_count:,} of {counted(source_count, 'source')}"
    return f"{counted(found.total, 'hit')} in {sources}"


_OUTSIDE = {"head": "head", "foot": "foot", "direction": "direction"}


def _shown(words: str) -> str:
    """Return words as Markdown shows them, with a blank at an edge where one stands."""
    if not words.strip():
        return " " if words else ""
    return f"{' ' * words[0].isspace()}{plain(words)}{' ' * words[-1].isspace()}"


def _progress(done: int, of: int) -> str:
    return f"Looking through the sources for the first time: {done:,} of {of:,}"
