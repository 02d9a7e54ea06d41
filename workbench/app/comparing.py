"""Quotations of a code as they are compared: which, in which order, and how far one has come."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app.cached import Sight
from workbench.model.codebook import APPLICABLE, Code
from workbench.model.ids import CodeId, CodingId
from workbench.project.lifecycle import Compared
from workbench.project.project import Project

#: So many other quotations of the same person are drawn.
OTHERS = 8


@st.cache_data(max_entries=16, show_spinner=False)
def comparison(seen: Sight, _project: Project, code: CodeId) -> list[Compared]:  # noqa: ARG001
    """Return a code's own quotations grouped by who speaks."""
    return _project.lifecycle.comparison(code)


@st.cache_data(max_entries=16, show_spinner=False)
def waiting(seen: Sight, _project: Project) -> dict[CodeId, int]:  # noqa: ARG001 - the key
    """Return how many quotations wait to be looked at again, by code."""
    counts: dict[CodeId, int] = {}
    for coding in _project.lifecycle.recheck_queue():
        counts[coding.code] = counts.get(coding.code, 0) + 1
    return counts


def applicable(codes: Sequence[Code]) -> list[Code]:
    """Return the codes that can be applied."""
    return [code for code in codes if code.state in APPLICABLE]


def place_in(compared: Sequence[Compared], asked: str | None, last: int) -> int:
    """Return the place of the quotation that is looked at.

    Args:
        compared: At least one.
        asked: The coding that was asked for; it may have left.
        last: The place looked at before.
    """
    ids = [one.quotation.coding.id for one in compared]
    if asked in ids:
        return ids.index(CodingId(asked or ""))
    return min(last, len(ids) - 1)


def begun(compared: Sequence[Compared]) -> int:
    """Return the place of the first quotation nobody has said anything of; else the first."""
    return next((n for n, one in enumerate(compared) if not one.is_done), 0)


def speaker(one: Compared) -> str:
    """Return who speaks, as the page calls them."""
    return one.quotation.speaker or "nobody who is named"


def progress(compared: Sequence[Compared]) -> str:
    """Return how many were looked at: ``7 of 31 looked at, 2 of them flagged``."""
    done = sum(one.is_done for one in compared)
    flagged = sum(one.quotation.judgement == "doubtful" for one in compared)
    more = f", {flagged:,} of them flagged" if flagged else ""
    return f"{done:,} of {len(compared):,} looked at{more}"


def others(compared: Sequence[Compared], at: int) -> list[tuple[int, Compared]]:
    """Return other quotations of the same person with their places, the nearest ones."""
    who = speaker(compared[at])
    same = [(n, one) for n, one in enumerate(compared) if n != at and speaker(one) == who]
    nearest = sorted(same, key=lambda pair: abs(pair[0] - at))[:OTHERS]
    return sorted(nearest, key=lambda pair: pair[0])
