"""A whole project as plain values: what tests compare, imports give and exports take."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.case import AttributeForm, Case, Consent
from workbench.model.codebook import CodeCard, Swatch
from workbench.model.coding import Coding
from workbench.model.ids import ActionId, AttributeId, CaseId, CodeId, QuestionId, SourceId
from workbench.model.source import (
    Asked,
    GuideQuestion,
    SourceDetails,
    SourceKind,
    Speaker,
    ThirdParty,
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a study holds at one moment, without when and how it came about."""

    name: str
    cases: frozenset[Case]
    attributes: frozenset[tuple[AttributeId, AttributeForm]]
    values: frozenset[tuple[CaseId, AttributeId, str]]
    consents: frozenset[tuple[CaseId, Consent]]
    texts: frozenset[tuple[SourceId, str, SourceKind, str]]
    speakers: frozenset[tuple[SourceId, Speaker]]
    details: frozenset[tuple[SourceId, SourceDetails]]
    questions: frozenset[GuideQuestion]
    marks: frozenset[tuple[SourceId, QuestionId, Asked]]
    third_parties: frozenset[ThirdParty]
    codes: frozenset[tuple[CodeId, tuple[str, ...], Swatch, CodeCard]]
    codings: frozenset[Coding]
    reasons: frozenset[tuple[ActionId, str]]
