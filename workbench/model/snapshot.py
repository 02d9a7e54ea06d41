"""A whole project as plain values: what tests compare, imports give and exports take."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.case import AttributeForm, Case, Consent
from workbench.model.codebook import CodeCard, CodeState, Exemplar, Swatch
from workbench.model.coding import Coding, Judgement
from workbench.model.facet import FacetForm
from workbench.model.ids import (
    ActionId,
    AttributeId,
    CaseId,
    CodeId,
    CoderId,
    CodingId,
    DecisionId,
    FacetId,
    FacetValueId,
    MeetingId,
    MemoId,
    QuestionId,
    RoundId,
    SourceId,
)
from workbench.model.memo import MemoStatus, MemoText, Visibility
from workbench.model.proposal import ProposalsSnapshot
from workbench.model.source import (
    Asked,
    GuideQuestion,
    SourceDetails,
    SourceKind,
    Speaker,
    ThirdParty,
)
from workbench.model.study import DecisionRecord, MeetingRecord, Phase, StudyDetails
from workbench.model.theme import ThemesSnapshot


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a study holds at one moment, without when and how it came about.

    Attributes:
        memos: Those that the person who asks may read.
        blind: The blind round that is open.
        states: Each code's state, its card's version, and from which one codings count as checked.
    """

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
    states: frozenset[tuple[CodeId, CodeState, int, int]]
    exemplars: frozenset[Exemplar]
    facets: frozenset[tuple[FacetId, FacetForm]]
    codings: frozenset[Coding]
    carried: frozenset[tuple[CodingId, FacetId, tuple[FacetValueId, ...]]]
    judgements: frozenset[tuple[CodingId, Judgement]]
    printed: frozenset[tuple[CodingId, str]]
    memos: frozenset[tuple[MemoId, CoderId, Visibility, MemoText, MemoStatus]]
    themes: ThemesSnapshot
    proposals: ProposalsSnapshot
    stance: str
    phase: Phase
    study: StudyDetails
    decisions: frozenset[tuple[DecisionId, DecisionRecord]]
    meetings: frozenset[tuple[MeetingId, MeetingRecord]]
    reasons: frozenset[tuple[ActionId, str]]
    blind: frozenset[tuple[RoundId, tuple[SourceId, ...], str]] = frozenset()
