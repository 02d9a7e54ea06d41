"""The studies that are open: each once for all tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from workbench.errors import WorkbenchError
from workbench.project.places import Location
from workbench.project.project import Project, open_project


def open_once(place: Location) -> Project:
    """Open a study, once for all tabs; another one that was put in its place is opened anew."""
    whole = place.absolute() if isinstance(place, Path) else place
    project = _opened(str(whole), None, partial(open_project, whole))
    while project.is_replaced:
        project = _opened(str(whole), project.number, project.anew)
    return project


@st.cache_resource(show_spinner=False, on_release=Project.close)
def _opened(
    name: str,  # noqa: ARG001 - part of the key
    before: int | None,  # noqa: ARG001 - part of the key
    _open: Callable[[], Project],
) -> Project:
    """Return the study that was opened here first, or after another one had been replaced."""
    return _open()


def id_in(place: Location) -> str | None:
    """Return the id of the study that lies somewhere; None where none can be opened."""
    try:
        if not isinstance(place, Path):  # one that is open stays so: its password is not kept
            return open_once(place).id
        with open_project(place) as project:
            return project.id
    except WorkbenchError:
        return None
