"""The page's address: ids only, so that a reload or another tab lands at the same place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

import streamlit as st

from workbench.model.source import Segment

_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?|[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
#: Streamlit's links to pages carry no study, so one opened in a new tab would land outside of it;
#: and it keeps a click with Ctrl in this tab.
_LEADS = """<script>
(() => {
  if (window["workbench-leads"]) return;
  window["workbench-leads"] = true;
  const link = (event) => event.target.closest?.("[data-testid=stSidebarNavLink]");
  const lead = (event) => {
    const study = new URLSearchParams(location.search).get("project");
    if (study && link(event)) link(event).search = `project=${study}`;
  };
  addEventListener("pointerover", lead);
  addEventListener("focusin", lead);
  const open = (event) => {
    if (link(event) && (event.ctrlKey || event.metaKey || event.shiftKey)) event.stopPropagation();
  };
  addEventListener("click", open, true);
})();
</script>"""
_PLACE = re.compile(r"([0-9]{1,12})-([0-9]{1,12})", re.ASCII)


def page_in_address() -> str | None:
    """Return how the address calls the page; nothing for the first one, or for folders."""
    path = unquote(urlsplit(st.context.url or "").path).strip("/ ")
    return path if path and "/" not in path else None


def id_in_address(name: str) -> str | None:
    """Return an id the address carries; anything else that stands there is no id."""
    found = st.query_params.get(name)
    return found if found and _ID.fullmatch(found) else None


def place_in_address() -> Segment | None:
    """Return the segment that the address carries as ``at=START-END``, if any."""
    found = _PLACE.fullmatch(st.query_params.get("at") or "")
    return Segment(int(found[1]), int(found[2])) if found else None


def place_id(segment: Segment) -> str:
    """Return how an address carries a segment."""
    return f"{segment.start}-{segment.end}"


def put_in_address(**ids: str | None) -> None:
    """Make the address carry these ids; None takes one out."""
    for name, value in ids.items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def lead_new_tabs() -> None:
    """Make the links beside the page carry the study of the address into a tab of their own."""
    with st.container(key="leads"):
        st.html(_LEADS, unsafe_allow_javascript=True)


def ids_in_address(name: str) -> list[str]:
    """Return the ids that the address carries under one name."""
    return [found for found in st.query_params.get_all(name) if _ID.fullmatch(found)]


def put_ids_in_address(name: str, ids: Sequence[str]) -> None:
    """Make the address carry these ids under one name; none of them takes it out."""
    if not ids:
        st.query_params.pop(name, None)
    elif st.query_params.get_all(name) != list(ids):
        st.query_params[name] = list(ids)


def number_in_address(name: str) -> str | None:
    """Return a number or a date that the address carries, as it stands there."""
    found = st.query_params.get(name)
    return found if found and _NUMBER.fullmatch(found) else None


def clear_address() -> None:
    """Take every id out of the address."""
    st.query_params.clear()
