"""Which model reads words on this machine, and how another one is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.errand import Errand
from workbench.app.places import typed_path
from workbench.app.plain import plain
from workbench.errors import InvalidActionError
from workbench.project.project import Project
from workbench.project.reckoning import WHAT_CHANGES

if TYPE_CHECKING:
    from workbench.analysis.models import ModelCard

_PLACE, _FIELD = "model", "model-folder"
#: So long a page waits for what may be refused at once (seconds).
_AT_ONCE = 0.6
#: What was found by meaning stands on these errands, and is looked for anew with another model.
_BY_MEANING = ("look", "similar")


def draw_model(desk: Desk, project: Project) -> None:
    """Draw which model reads words here; another is tried beside the page before it is taken."""
    with st.expander("Model", icon=":material/model_training:", key="model-form"):
        in_use = st.container()
        st.caption(f"This holds for all studies on this machine. {WHAT_CHANGES}")
        busy = _under_way(desk)
        name, folder = project.machine.model_in_use
        with in_use:
            _in_use(name, folder)
        with st.form("model-other", border=False):
            st.text_input(
                "Folder of another model on this machine, as sentence-transformers wrote it",
                key=_FIELD,
                placeholder="~/models/all-mpnet-base-v2",
            )
            st.form_submit_button(
                "Try it and read with it",
                disabled=busy,
                on_click=lambda: desk.act(_begin_typed, desk, project, place=_PLACE),
            )
        if folder is not None:
            st.button(
                "Use the packaged model",
                key="model-packaged",
                disabled=busy,
                on_click=_begin,
                args=(desk, project, None),
            )
        layout.refusal(desk, _PLACE)


def _in_use(name: str, folder: Path | None) -> None:
    layout.row("Words are read with", name, width=150)
    layout.row(
        "It lies in", "the package that came along" if folder is None else str(folder), width=150
    )


def _begin_typed(desk: Desk, project: Project) -> None:
    words = desk.typed(_FIELD)
    if not words:
        raise InvalidActionError("Type the folder of a model, for instance ~/models/my-model.")
    _begin(desk, project, typed_path(words))


def _begin(desk: Desk, project: Project, folder: Path | None) -> None:
    desk.refusal = None
    desk.errands[_PLACE] = Errand(folder, lambda _: project.machine.choose_model(folder))


def _under_way(desk: Desk) -> bool:
    """Draw that a model is tried; once it was, say what came of it. Tell whether it goes on."""
    errand: Errand[ModelCard] | None = desk.errands.get(_PLACE)
    if errand is None:
        return False
    if not errand.wait(_AT_ONCE):
        _trying(errand)
        return True
    del desk.errands[_PLACE]
    if desk.done(errand.result, place=_PLACE):
        for name in _BY_MEANING:
            desk.errands.pop(name, None)
        card = errand.result()
        told = f"{card.dimension:,} numbers a passage, weights {card.sha256[:8]}…"
        st.success(f"Words are now read with {plain(card.name)} ({told}).", icon=":material/check:")
    return False


@st.fragment(run_every=1.0)
def _trying(errand: Errand[ModelCard]) -> None:
    if errand.wait(0):
        st.rerun()
    st.progress(0.0, text="The model is loaded and tried, which takes ten seconds or so")
