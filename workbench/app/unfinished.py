"""Sorting that was begun and not kept: it outlives a reload of the page, not the program's end.

A tab sorts on a tray and a board of its own. What it did last lies here, and a tab that comes anew
begins from that.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

import streamlit as st

from workbench.app.laying import Board
from workbench.app.tray import Tray
from workbench.model.ids import CodeId, ProjectId
from workbench.project.project import Project


@dataclass(slots=True)
class Unfinished:
    """What one person has sorted in one study and not kept."""

    trays: dict[CodeId, Tray] = field(default_factory=dict)
    board: Board = field(default_factory=Board)

    def tray(self, code: CodeId) -> Tray:
        """Return the tray of a code as it was left, to go on with."""
        return deepcopy(self.trays.get(code, Tray()))

    def leave(self, code: CodeId, tray: Tray) -> None:
        """Keep a tray as it is now."""
        self.trays[code] = deepcopy(tray)

    def leave_board(self, board: Board) -> None:
        """Keep the board as it is now."""
        self.board = deepcopy(board)


def unfinished(project: Project) -> Unfinished:
    """Return what the person who sits here left unfinished in a study."""
    return _kept(project.id, project.coder_name or "")


@st.cache_resource(show_spinner=False, max_entries=256)
def _kept(project: ProjectId, coder: str) -> Unfinished:  # noqa: ARG001 - the key
    return Unfinished()
