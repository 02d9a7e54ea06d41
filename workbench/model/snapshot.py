"""A whole project as plain values: what tests compare, imports give and exports take."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.case import Case
from workbench.model.codebook import CodeCard, Swatch
from workbench.model.coding import Coding
from workbench.model.ids import ActionId, CodeId, SourceId
from workbench.model.source import SourceKind, Speaker


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a study holds at one moment, without when and how it came about."""

    name: str
    cases: frozenset[Case]
    texts: frozenset[tuple[SourceId, str, SourceKind, str]]
    speakers: frozenset[tuple[SourceId, Speaker]]
    codes: frozenset[tuple[CodeId, tuple[str, ...], Swatch, CodeCard]]
    codings: frozenset[Coding]
    reasons: frozenset[tuple[ActionId, str]]
