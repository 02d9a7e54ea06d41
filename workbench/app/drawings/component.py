"""The drawings' component: its registration with Streamlit, and what a drawing says back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import streamlit as st

_HERE = Path(__file__).parent


def mount(name: Literal["board", "map", "plane"], data: dict[str, Any], *, key: str) -> object:
    """Draw it; return what it said, as it came: the board keeps its word, a map says it once.

    Args:
        name: Which drawing.
        data: What the page tells it.
        key: Built from ids.
    """
    draw = st.components.v2.component(
        f"workbench_{name}",
        html=f"<div class='{name}'></div>",
        css=_text(f"{name}.css"),
        js=_text("pieces.js") + _text(f"{name}.js"),
    )
    return draw(key=key, data=data, height="content", on_said_change=_heard).get("said")


def _heard() -> None:
    """Make Streamlit run the page once more with the message."""


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
