"""The reader's component: its registration with Streamlit, its two mounts, what it sends back.

Streamlit looks for a component's files in distributions that are named like their module. Ours is
not, so the manifest is handed over here; that works for a wheel and for an editable install alike,
in every new session and in page tests.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

_PROJECT, _COMPONENT = "workbench", "reader"
_NAME = f"{_PROJECT}.{_COMPONENT}"


def mount_transcript(payload: bytes, *, key: str) -> None:
    """Send a transcript to the browser; the same bytes go over the wire once.

    Args:
        payload: A line of JSON that names it, then its JSON.
        key: Built from ids.
    """
    _renderer()(key=key, data=payload, height="content")


def mount_surface(data: dict[str, Any], *, key: str) -> None:
    """Draw the coding surface over a transcript that was mounted before.

    Args:
        data: What `workbench.app.reader.payload` makes.
        key: Built from ids.
    """
    _renderer()(key=key, data=data, height="content", on_ops_change=_heard, on_leave_change=_heard)


def mount_memo(data: dict[str, Any], *, key: str) -> None:
    """Draw the memo that is open, to be written.

    Args:
        data: What `workbench.app.memo_editor` makes.
        key: Built from ids; the same for every memo, so that what was sent is heard.
    """
    _renderer()(key=key, data=data, height="content", on_ops_change=_heard)


def mount_things(data: dict[str, Any], *, key: str) -> None:
    """Send what a memo can link to; the same data go over the wire once."""
    _renderer()(key=key, data=data, height="content")


def sent(key: str, what: str = "ops") -> object:
    """Return what a mount sent with this run, as it came; None when it sent nothing.

    Args:
        key: The mount's.
        what: Acts, or the way by which the person leaves (``leave``).
    """
    state = st.session_state.get(key)
    return state.get(what) if isinstance(state, dict) else None


def _heard() -> None:
    """Make Streamlit keep the message for `sent`."""


def _renderer() -> ComponentRenderer:
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(_NAME) is None:
        component = ComponentConfig(_COMPONENT, asset_dir="build")
        manifest = ComponentManifest(_PROJECT, version("thematic-workbench"), [component])
        manager.register_from_manifest(manifest, Path(__file__).parent)
    # The same definition again is no change; a glob that fits two files is refused.
    return st.components.v2.component(_NAME, js="index-*.js")
