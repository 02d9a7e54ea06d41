"""The bookmark of the phase: where the researcher says they are; only they move it."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.model.study import PHASES, Phase
from workbench.project.analysis_sentences import PHASE_WORDS
from workbench.project.project import Project


def phase_name(phase: Phase) -> str:
    """Return what a phase is called at the beginning of a line."""
    words = PHASE_WORDS[phase]
    return words[0].upper() + words[1:]


def draw_bookmark(desk: Desk, project: Project) -> None:
    """Draw the six phases with the bookmark at one of them."""
    phase = project.study.phase()
    key = f"phase-{phase}"
    st.radio(
        "Where am I?",
        PHASES,
        index=PHASES.index(phase),
        format_func=phase_name,
        horizontal=True,
        key=key,
        help="A bookmark for you and whoever reads the history. It moves only when you move it, "
        "forwards or back.",
        on_change=lambda: desk.act(
            project.study.move_to, desk.chosen(key), base=phase, place="phase"
        ),
    )
    layout.refusal(desk, "phase")
