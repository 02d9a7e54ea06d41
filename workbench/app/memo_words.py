"""What the page of memos calls things, and how its address names what a memo is about."""

from __future__ import annotations

import streamlit as st

from workbench.model.memo import MemoLink, Visibility, read_link

READERS: dict[Visibility, str] = {
    "private": "only me",
    "team": "the team",
    "auditor": "the auditor too",
}
LOCKS: dict[Visibility, str] = {
    "private": ":material/lock: only me",
    "team": ":material/group: the team",
    "auditor": ":material/visibility: the auditor too",
}
HIDDEN = "Hidden in the app, readable by whoever holds this file."
#: Kinds that a link to a new memo can ask for.
KIND_IN_ADDRESS = {"contrary-case": "contrary case"}
_LONGEST = 200


def link_in_address(name: str) -> MemoLink | None:
    """Return the thing that the address carries as ``about=code:ID``; anything else is none."""
    found = st.query_params.get(name) or ""
    return read_link(found) if len(found) <= _LONGEST and found.isprintable() else None
