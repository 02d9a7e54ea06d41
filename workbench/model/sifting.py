"""What quotations are sought by: code, facets, speaker, source, date, words and neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from workbench.model.coding import Judgement, Quotation
from workbench.model.ids import (
    AttributeId,
    CaseId,
    CodeId,
    CoderId,
    FacetValueId,
    MemoId,
    SourceId,
)
from workbench.model.source import SourceKind, SpeakerRole

#: How close another coding must be: sharing words, within turns, or within characters.
Closeness = Literal["overlapping", "turns", "characters"]
CLOSENESS: tuple[Closeness, ...] = ("overlapping", "turns", "characters")


@dataclass(frozen=True, slots=True)
class Beside:
    """A coding of another code in the same source, together with a quotation or near it.

    Attributes:
        code: The other code; a quotation's own code never counts.
        children: And the codes below it.
        closeness: What is counted; `overlapping` codings share at least one character.
        within: How many turns on or back, or characters between; 0 is the same turn, or touching.
    """

    code: CodeId
    children: bool = True
    closeness: Closeness = "overlapping"
    within: int = 0


@dataclass(frozen=True, slots=True)
class ValueSought:
    """What a speaker's value of an attribute must be; each of these that is given must hold.

    Attributes:
        value: Exactly this one, as it is kept.
        least: Of a number, score or date: this or more.
        most: This or less.
        band: Of a score: what the researcher's own cut points call it.
    """

    attribute: AttributeId
    value: str | None = None
    least: str | None = None
    most: str | None = None
    band: str | None = None


@dataclass(frozen=True, slots=True)
class QuotationFilter:
    """What quotations must be to be found; everything that is given must hold.

    Attributes:
        children: And the codes below `code`.
        facets: Values that a coding carries; of several values of one facet any will do.
        values: Values of the case that speaks.
        strand: As written down of the source; empty for sources of which none is.
        speaker: A label as it stands in sources.
        memo: A memo that links to the coding, or to words that the coding shares.
        since: Coded on this day or later (ISO date, UTC).
        until: Coded on this day or before.
        words: As `Find` reads them; each must stand whole within the quotation.
        judgement: What was said of the coding; empty for nothing yet.
        waiting: The code's card changed, it is not retired, and the coding waits for another look.
        beside: Another code together with it or near it.
    """

    code: CodeId | None = None
    children: bool = True
    facets: frozenset[FacetValueId] = field(default_factory=frozenset)
    coder: CoderId | None = None
    case: CaseId | None = None
    values: tuple[ValueSought, ...] = ()
    strand: str | None = None
    source: SourceId | None = None
    kind: SourceKind | None = None
    speaker: str | None = None
    role: SpeakerRole | None = None
    memo: MemoId | None = None
    since: str = ""
    until: str = ""
    words: str = ""
    judgement: Judgement | None = None
    waiting: bool = False
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class FoundQuotations:
    """Some of the quotations that were found, in order of import and place.

    Attributes:
        first: How many come before these.
        total: How many were found in all, of so many codes and in so many sources.
    """

    quotations: tuple[Quotation, ...]
    first: int
    total: int
    code_count: int
    source_count: int
