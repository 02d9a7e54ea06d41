"""The thematic map's component: its registration with Streamlit, and what it says back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_NAME = "workbench_map"


def mount_map(data: dict[str, Any], *, key: str) -> object:
    """Draw the map; return what was moved just now, as it came, or None.

    Args:
        data: What `workbench.app.mapping_themes` tells.
        key: Built from ids.
    """
    draw = st.components.v2.component(
        _NAME,
        html="<div class='map'></div>",
        css=_text("map.css"),
        js=_text("map.js"),
    )
    return draw(key=key, data=data, height="content", on_moved_change=_heard).get("moved")


def _heard() -> None:
    """Make Streamlit run the page once more with the message."""


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
