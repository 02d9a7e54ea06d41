"""Codebook: the tree of codes, and the card of the one that is chosen."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, put_in_address
from workbench.app.cached import all_codes, sight
from workbench.app.code_card import draw_card
from workbench.app.code_tree import choose_code
from workbench.app.codebook_days import draw_days
from workbench.app.codebook_shelf import draw_files, draw_new_code, draw_starters
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.model.codebook import Code
from workbench.model.ids import CodeId
from workbench.project.project import Project


def codebook_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the codebook."""
    layout.top_line(desk)
    codes = all_codes(sight(project), project)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Codebook", anchor=False, width="stretch")
        layout.go(desk, rooms.facets, "Facets", icon=":material/label:")
        if codes:
            layout.go(desk, rooms.board, "Sorting board", icon=":material/dashboard:")
            draw_files(desk, project)
        draw_new_code(desk, project, codes)
    if codes:
        _draw(desk, project, rooms, codes)
        draw_days(desk, project)
    else:
        st.write(
            "Here codes stand in their tree, each with a card that says what it means. "
            "A study starts without codes: they come from reading."
        )
        layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")
    draw_starters(desk, project)


def _draw(desk: Desk, project: Project, rooms: Rooms, codes: list[Code]) -> None:
    tree, card = st.columns([4, 7], gap="large")
    with tree:
        chosen = choose_code(codes, _asked(desk, codes))
    put_in_address(code=chosen)
    with card:
        code = next((code for code in codes if code.id == chosen), None)
        if code is None:
            st.caption("Choose a code to see its card.")
        else:
            draw_card(desk, project, rooms, codes, code)


def _asked(desk: Desk, codes: list[Code]) -> CodeId | None:
    """Return the code just made, else the one of the address, where it is in the codebook."""
    made = desk.chosen("code-made")
    if made:
        desk.put("code-made", None)
    asked = made or id_in_address("code")
    return next((code.id for code in codes if code.id == asked), None)
