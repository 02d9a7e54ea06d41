"""The sorting board: codes as cards, laid on piles and under parents, kept in one act."""

from __future__ import annotations

import uuid
from copy import deepcopy

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_codes, sight
from workbench.app.desk import Desk
from workbench.app.drawings.component import mount
from workbench.app.laying import Board, Plan, told
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.unfinished import unfinished
from workbench.project.project import Project


def board_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the board, and what keeping it would do."""
    layout.top_line(desk)
    st.title("Sorting board", anchor=False)
    codes = all_codes(sight(project), project)
    if not codes:
        st.write("Here you lay codes on piles, as cards on a table. There are no codes yet.")
        layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")
        return
    top = st.container(horizontal=True, vertical_alignment="center", key="bar-board")
    left = unfinished(project)
    board = desk.board = desk.board or deepcopy(left.board)
    board.hear(mount("board", told(board, codes), key=f"board-{project.id}"))
    left.leave_board(board)
    plan = board.plan(codes)
    idle = not plan.parents and not plan.new
    with top:
        st.markdown(plain("Nothing is laid elsewhere yet" if idle else plan.summary) + ".")
        st.space("stretch")
        st.button(
            "Lay everything back",
            key="board-back",
            type="tertiary",
            disabled=idle,
            on_click=board.begin_again,
        )
        st.button(
            "Keep this arrangement",
            key="board-keep",
            type="primary",
            disabled=idle,
            on_click=_keep,
            args=(desk, project, board, plan, project.head.seq),
        )
    layout.refusal(desk, "board")


def _keep(desk: Desk, project: Project, board: Board, plan: Plan, seen: int) -> None:
    life = project.once(str(uuid.uuid4()), seen=seen).lifecycle
    if desk.done(life.arrange, plan.parents, plan.new, place="board"):
        board.begin_again()
