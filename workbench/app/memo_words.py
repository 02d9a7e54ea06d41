"""What the page of memos calls things, and how its address names what a memo is about."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.model.memo import MemoLink, Visibility, read_link

READERS: dict[Visibility, str] = {
    "private": "only me",
    "team": "the team",
    "auditor": "the auditor too",
}
HIDDEN = "Hidden in the app, readable by whoever holds this file."
_ICON = ":material/sticky_note_2:"
_CONTRARY = "contrary-case"
#: Kinds that a link to a new memo can ask for.
KIND_IN_ADDRESS = {_CONTRARY: "contrary case"}
_LONGEST = 200


def link_in_address() -> MemoLink | None:
    """Return the thing that the address carries as ``about=code:ID``; anything else is none."""
    found = st.query_params.get("about") or ""
    return read_link(found) if len(found) <= _LONGEST and found.isprintable() else None


def draw_write(desk: Desk, rooms: Rooms, about: MemoLink, of: str) -> None:
    """Draw the way to a new memo about a thing.

    Args:
        desk: This tab's desk.
        rooms: Where memos are.
        about: The thing.
        of: What tells this link from others like it.
    """
    label = layout.named("Write a memo", f"about {of}")
    layout.go(desk, rooms.memos, label, icon=_ICON, about=str(about))


def draw_contrary(desk: Desk, rooms: Rooms, about: MemoLink, of: str) -> None:
    """Draw the way to a new memo about a quotation that stands against what was thought."""
    label = layout.named("Contrary case", f"of {of}")
    ids = {"about": str(about), "kind": _CONTRARY}
    layout.go(desk, rooms.memos, label, icon=":material/compare_arrows:", **ids)
