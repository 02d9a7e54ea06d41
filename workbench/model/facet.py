"""Facets: small fixed values that a coding carries beside its code, set by one key."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.ids import NO_WORDS, FacetId, FacetValueId, Words


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet; `key` is the one character that sets it, or nothing."""

    id: FacetValueId
    name: Words
    key: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class FacetForm:
    """What a facet is called, which values it has, and whether a coding may carry several.

    Attributes:
        note: What the facet asks of a passage, in a sentence.
    """

    name: Words
    values: tuple[FacetValue, ...]
    several: bool = False
    note: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet of the study; `version` is the entry that last changed it."""

    id: FacetId
    form: FacetForm
    version: int
