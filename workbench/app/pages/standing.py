"""What is there, what is thin: the signs each phase has left, with links, and no score."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.phases import draw_bookmark, phase_name
from workbench.app.plain import plain
from workbench.project.project import Project
from workbench.project.standing import PhaseStanding, Sign

#: The mark beside the word: a ticked, a half and an empty circle.
_MARKS = {"have": "check_circle", "partly": "contrast", "none": "radio_button_unchecked"}
_WORDS = {"have": "there", "partly": "partly", "none": "not there"}
_GO = {
    "sources": "Sources",
    "people": "People",
    "read": "Read and code",
    "codebook": "Codebook",
    "quotations": "Quotations",
    "memos": "Memos",
    "decisions": "Decisions",
    "study": "The study",
    "themes": "Themes",
    "theme_map": "Thematic map",
}


def standing_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the signs of all six phases."""
    layout.top_line(desk)
    st.title("What is there, what is thin", anchor=False)
    st.write(
        "What the study holds, phase by phase, with a question where some of it is missing. A "
        "study need not have all of it, and nobody keeps a score."
    )
    draw_bookmark(desk, project)
    here = project.study.phase()
    for standing in project.study.overview():
        _phase(desk, rooms, standing, here=standing.phase == here)


def _phase(desk: Desk, rooms: Rooms, standing: PhaseStanding, *, here: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader(phase_name(standing.phase), anchor=False, width="content")
        if here:
            st.caption(":material/bookmark: you are here", width="content")
    with st.container(gap="xsmall", key=f"rows-{standing.phase}"):
        for sign in standing.signs:
            _sign(desk, rooms, sign)


def _sign(desk: Desk, rooms: Rooms, sign: Sign) -> None:
    mark, what, question, link = st.columns([2, 5, 5, 2], vertical_alignment="center")
    mark.caption(f":material/{_MARKS[sign.amount]}: {_WORDS[sign.amount]}")
    what.text(f"{sign.what}: {sign.found}")
    if sign.amount == "have":
        return
    question.caption(plain(sign.question))
    room = getattr(rooms, sign.place, None)
    if room is not None:
        with link:
            layout.go(desk, room, layout.named(_GO[sign.place], sign.what))
