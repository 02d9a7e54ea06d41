"""The page for an address that names no page, with the way out."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain


def lost_page(desk: Desk, rooms: Rooms, asked: str) -> None:
    """Say that no page bears the name that the address asks for."""
    layout.top_line(desk)
    st.title("There is no such page", anchor=False)
    st.write(f"No page is called “{plain(asked)}”. The pages of this study stand at the left.")
    layout.go(desk, rooms.home, "Home", icon=":material/home:")
