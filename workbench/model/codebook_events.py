"""Events of a code's life beside its coming and going: its card, its state, splits, exemplars.

They are events like those of `events`, which lists them all, and follow the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.codebook import CodeCard, CodeState, ExemplarKind
from workbench.model.ids import CodeId, CodingId, ExemplarId, SourceId, Words
from workbench.model.source import Segment


@dataclass(frozen=True, slots=True)
class CodeRedefined:
    """A code got another card: what it means, when it applies and when not."""

    code: CodeId
    before: CodeCard
    after: CodeCard


@dataclass(frozen=True, slots=True)
class RecheckAsked:
    """Codings made under older cards were put up to be looked at again, or no longer.

    Attributes:
        before: The card version from which on codings counted as checked; 0 where all did.
        after: The same from now on.
    """

    code: CodeId
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class CodeStateChanged:
    """A code was retired, brought back, locked or unlocked."""

    code: CodeId
    before: CodeState
    after: CodeState


@dataclass(frozen=True, slots=True)
class CodingMove:
    """A coding sorted into another code, with its card version before and after."""

    coding: CodingId
    source: SourceId
    to: CodeId
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class CodeSplit:
    """Codings of one code were sorted into others; the rest stayed."""

    code: CodeId
    name: Words
    moves: tuple[CodingMove, ...]


@dataclass(frozen=True, slots=True)
class CodeRejoined:
    """Sorted codings came back to the code they were split from."""

    code: CodeId
    name: Words
    moves: tuple[CodingMove, ...]


@dataclass(frozen=True, slots=True)
class ExemplarChosen:
    """A passage was chosen to show what a code means, or just does not."""

    exemplar: ExemplarId
    code: CodeId
    kind: ExemplarKind
    source: SourceId
    segment: Segment


@dataclass(frozen=True, slots=True)
class ExemplarDropped:
    """A passage no longer stands as an example of a code."""

    exemplar: ExemplarId
    code: CodeId
    kind: ExemplarKind
    source: SourceId
    segment: Segment


CodebookEvent = (
    CodeRedefined
    | RecheckAsked
    | CodeStateChanged
    | CodeSplit
    | CodeRejoined
    | ExemplarChosen
    | ExemplarDropped
)
