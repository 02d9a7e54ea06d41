"""The studies that are open: each once for all tabs."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from workbench.errors import WorkbenchError
from workbench.project.places import Location
from workbench.project.project import Project, open_project


def open_once(place: Location) -> Project:
    """Open a study, once for all tabs; another file at the same path is another study."""
    whole = place.absolute() if isinstance(place, Path) else place
    return _opened(str(whole), file_number(whole), whole)


@st.cache_resource(show_spinner=False, on_release=Project.close)
def _opened(name: str, file: int, _place: Location) -> Project:  # noqa: ARG001 - parts of the key
    return open_project(_place)


def file_number(place: Location) -> int:
    """Return what tells a file from another one that takes its place; 0 where none lies."""
    try:
        return place.stat().st_ino if isinstance(place, Path) else 0
    except OSError:
        return 0  # opening says what is wrong with it


def id_in(place: Location) -> str | None:
    """Return the id of the study that lies somewhere; None where none can be opened."""
    try:
        if not isinstance(place, Path):  # one that is open stays so: its password is not kept
            return open_once(place).id
        with open_project(place) as project:
            return project.id
    except WorkbenchError:
        return None
