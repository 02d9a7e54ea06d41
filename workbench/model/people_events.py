"""Events of people and sources: attributes, consent, details, the guide's questions, flags.

They are events like those of `events`, which lists them all, and follow the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.case import AttributeForm, CaseValue, Consent
from workbench.model.ids import AttributeId, CaseId, FlagId, QuestionId, SourceId, Words
from workbench.model.source import Asked, Mark, Segment, SourceDetails, SourceKind, SpeakerRole


@dataclass(frozen=True, slots=True)
class CaseRenamed:
    """A case got another name."""

    case: CaseId
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class AttributeDefined:
    """An attribute of cases was defined."""

    attribute: AttributeId
    form: AttributeForm
    position: int


@dataclass(frozen=True, slots=True)
class AttributeChanged:
    """An attribute got another name, kind or scale."""

    attribute: AttributeId
    before: AttributeForm
    after: AttributeForm


@dataclass(frozen=True, slots=True)
class AttributeRemoved:
    """An attribute was taken out with the values of all cases."""

    attribute: AttributeId
    form: AttributeForm
    position: int
    values: tuple[CaseValue, ...]


@dataclass(frozen=True, slots=True)
class AttributeRestored:
    """A removed attribute came back with its values."""

    attribute: AttributeId
    form: AttributeForm
    position: int
    values: tuple[CaseValue, ...]


@dataclass(frozen=True, slots=True)
class AttributeSet:
    """A case got another value of an attribute; an empty one is none."""

    case: CaseId
    attribute: AttributeId
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class ConsentRecorded:
    """What a participant allowed was written down or changed."""

    case: CaseId
    before: Consent
    after: Consent


@dataclass(frozen=True, slots=True)
class SourceDescribed:
    """What is known about a source was written down or changed."""

    source: SourceId
    before: SourceDetails
    after: SourceDetails


@dataclass(frozen=True, slots=True)
class SourceRenamed:
    """A source got another name."""

    source: SourceId
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class SourceKindChanged:
    """A source was said to be of another kind."""

    source: SourceId
    before: SourceKind
    after: SourceKind


@dataclass(frozen=True, slots=True)
class UnlabelledMapped:
    """The words of a source that bear no label were given a role and, mostly, a person."""

    source: SourceId
    before_role: SpeakerRole
    before_case: CaseId | None
    after_role: SpeakerRole
    after_case: CaseId | None


@dataclass(frozen=True, slots=True)
class QuestionAdded:
    """A question came into the guide."""

    question: QuestionId
    words: Words
    position: int


@dataclass(frozen=True, slots=True)
class QuestionReworded:
    """A question of the guide got other words."""

    question: QuestionId
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class QuestionRemoved:
    """A question was taken out of the guide with its marks."""

    question: QuestionId
    words: Words
    position: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class QuestionRestored:
    """A removed question came back with its marks."""

    question: QuestionId
    words: Words
    position: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class QuestionMarked:
    """A question was marked as asked or not asked in a source, or the mark taken off."""

    source: SourceId
    question: QuestionId
    before: Asked
    after: Asked


@dataclass(frozen=True, slots=True)
class ThirdPartyFlagged:
    """A segment was flagged: it tells of somebody who took no part."""

    flag: FlagId
    source: SourceId
    segment: Segment
    note: Words


@dataclass(frozen=True, slots=True)
class ThirdPartyUnflagged:
    """A third-party flag was taken off."""

    flag: FlagId
    source: SourceId
    segment: Segment
    note: Words


PeopleEvent = (
    CaseRenamed
    | AttributeDefined
    | AttributeChanged
    | AttributeRemoved
    | AttributeRestored
    | AttributeSet
    | ConsentRecorded
    | SourceDescribed
    | SourceRenamed
    | SourceKindChanged
    | UnlabelledMapped
    | QuestionAdded
    | QuestionReworded
    | QuestionRemoved
    | QuestionRestored
    | QuestionMarked
    | ThirdPartyFlagged
    | ThirdPartyUnflagged
)
