"""The starter codebooks: codes of prior studies, offered and never a default.

An inductive study starts without codes. Loading some changes what it can claim, so the same act
records a decision that says what was loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.errors import NotFoundError
from workbench.exchange.codebooks import read_codebook
from workbench.model.codebook import CodeRow
from workbench.project.project import Project
from workbench.project.shipped import shipped

#: Each with what it is about.
_ABOUT = {
    "practitioner_role": "how practitioners describe their role",
    "sts_resilience_selfcare": "strain, burnout, satisfaction, resilience, self-care",
    "socioecological_levels": "where a speaker locates a cause, a cost or a remedy",
    "organisational_practices": "what organisations do, or fail to do, about strain",
}


@dataclass(frozen=True, slots=True)
class Starter:
    """A starter codebook.

    Attributes:
        key: What it is asked for by.
        about: What its codes are about, in a phrase.
    """

    key: str
    about: str
    code_count: int


def starters() -> list[Starter]:
    """Return the starter codebooks that come with the workbench."""
    return [Starter(key, about, len(_rows(key))) for key, about in _ABOUT.items()]


def load_starter(project: Project, key: str) -> int:
    """Add the codes of a starter codebook, and record the decision in the same act.

    Returns:
        How many codes were added.

    Raises:
        NotFoundError: There is no such starter codebook.
        InvalidActionError: A code of one of these names is there already.
    """
    if key not in _ABOUT:
        known = ", ".join(_ABOUT)
        raise NotFoundError(f"There is no starter codebook “{key}”. There are: {known}.")
    return load_codes(project, _rows(key))


def load_codes(project: Project, rows: Sequence[CodeRow]) -> int:
    """Add codes in one act, which records a decision where some are of a starter codebook.

    Raises:
        InvalidActionError: A code of one of these names is there already, or a parent is missing.
    """
    return project.codebook.load(rows, decided=_decided(rows))


def _decided(rows: Iterable[CodeRow]) -> str:
    held = _told_apart(rows)
    shared = {about: len(held & _told_apart(_rows(key))) for key, about in _ABOUT.items()}
    told = "; ".join(f"{about}; {count} codes" for about, count in shared.items() if count)
    return f"codes from prior studies loaded ({told}): hybrid" if told else ""


def _told_apart(rows: Iterable[CodeRow]) -> set[tuple[str, str]]:
    return {(row.card.key, row.name) for row in rows if row.card.key}


def _rows(key: str) -> list[CodeRow]:
    return read_codebook(shipped("codebooks", f"{key}.csv").read_bytes())
