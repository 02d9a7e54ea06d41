"""Cases: the people (later: sites, groups) whose words are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.model.ids import CaseId, CoderId

CaseKind = Literal["participant", "interviewer"]


@dataclass(frozen=True, slots=True)
class Case:
    """A person who speaks in sources."""

    id: CaseId
    kind: CaseKind
    name: str


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes."""

    id: CoderId
    name: str
