"""Events of what a coding carries beside its code: facets, a judgement, a printed form.

They are events like those of `events`, which lists them all, and follow the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.coding import Judgement
from workbench.model.facet import FacetForm
from workbench.model.ids import CodingId, FacetId, FacetValueId, SourceId, Words


@dataclass(frozen=True, slots=True)
class FacetDefined:
    """A facet was defined for the study, or came back."""

    facet: FacetId
    form: FacetForm
    position: int


@dataclass(frozen=True, slots=True)
class FacetChanged:
    """A facet got another name or other values."""

    facet: FacetId
    before: FacetForm
    after: FacetForm


@dataclass(frozen=True, slots=True)
class FacetRemoved:
    """A facet was taken out; what codings carry of it is kept out of sight."""

    facet: FacetId
    form: FacetForm
    position: int


@dataclass(frozen=True, slots=True)
class FacetsSet:
    """A coding got other values of a facet."""

    coding: CodingId
    source: SourceId
    facet: FacetId
    before: tuple[FacetValueId, ...]
    after: tuple[FacetValueId, ...]


@dataclass(frozen=True, slots=True)
class CodingJudged:
    """A person said whether a coding belongs to its code.

    Attributes:
        before_card: The version of the code's card it was made or last judged under.
        after_card: The version it is judged under now.
    """

    coding: CodingId
    source: SourceId
    before: Judgement
    after: Judgement
    before_card: int
    after_card: int


@dataclass(frozen=True, slots=True)
class QuotationPrinted:
    """A coding's words got another printed form; empty for the words themselves."""

    coding: CodingId
    source: SourceId
    before: Words
    after: Words


CodingEvent = (
    FacetDefined | FacetChanged | FacetRemoved | FacetsSet | CodingJudged | QuotationPrinted
)
