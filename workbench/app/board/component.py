"""The sorting board's component: its registration with Streamlit, and what it says back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_NAME = "workbench_board"


def mount_board(data: dict[str, Any], *, key: str) -> object:
    """Draw the board; return what was laid where, as it came.

    Args:
        data: What `workbench.app.laying` tells.
        key: Built from ids.
    """
    draw = st.components.v2.component(
        _NAME,
        html="<div class='board'></div>",
        css=_text("board.css"),
        js=_text("board.js"),
    )
    return draw(key=key, data=data, height="content", on_laid_change=_heard).get("laid")


def _heard() -> None:
    """Make Streamlit keep the message."""


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
