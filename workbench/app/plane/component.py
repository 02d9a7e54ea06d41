"""The component of the map of segments: its registration with Streamlit, and what it says back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_NAME = "workbench_plane"


def mount_plane(data: dict[str, Any], *, key: str) -> int | None:
    """Draw the map; return the place of the segment that was opened just now, if one was.

    Args:
        data: What `workbench.app.grouping_map` tells.
        key: Built from ids.
    """
    draw = st.components.v2.component(
        _NAME,
        html="<div class='plane'></div>",
        css=_text("plane.css"),
        js=_text("plane.js"),
    )
    opened = draw(key=key, data=data, height="content", on_opened_change=_heard).get("opened")
    place = opened.get("place") if isinstance(opened, Mapping) else None
    return place if isinstance(place, int) else None


def _heard() -> None:
    """Make Streamlit run the page once more with the message."""


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
