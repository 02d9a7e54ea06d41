"""Events of the study itself: its title and details, stance, phase, decisions and meetings.

They are events like those of `events`, which lists them all, and follow the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.ids import DecisionId, MeetingId, Words
from workbench.model.study import DecisionRecord, MeetingRecord, Phase, Stance, StudyDetails


@dataclass(frozen=True, slots=True)
class StudyRenamed:
    """The study got another title."""

    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class StudyDescribed:
    """What is written down about the study was changed."""

    before: StudyDetails
    after: StudyDetails


@dataclass(frozen=True, slots=True)
class StanceChanged:
    """The study took another stance."""

    before: Stance
    after: Stance


@dataclass(frozen=True, slots=True)
class PhaseMoved:
    """The bookmark of the phase was moved."""

    before: Phase
    after: Phase


@dataclass(frozen=True, slots=True)
class DecisionRecorded:
    """A decision was written down, or came back."""

    decision: DecisionId
    record: DecisionRecord


@dataclass(frozen=True, slots=True)
class DecisionChanged:
    """A decision's record was changed."""

    decision: DecisionId
    before: DecisionRecord
    after: DecisionRecord


@dataclass(frozen=True, slots=True)
class DecisionRemoved:
    """A decision's record was taken out."""

    decision: DecisionId
    record: DecisionRecord


@dataclass(frozen=True, slots=True)
class MeetingRecorded:
    """A meeting was written down, or came back."""

    meeting: MeetingId
    record: MeetingRecord


@dataclass(frozen=True, slots=True)
class MeetingChanged:
    """A meeting's record was changed."""

    meeting: MeetingId
    before: MeetingRecord
    after: MeetingRecord


@dataclass(frozen=True, slots=True)
class MeetingRemoved:
    """A meeting's record was taken out."""

    meeting: MeetingId
    record: MeetingRecord


StudyEvent = (
    StudyRenamed
    | StudyDescribed
    | StanceChanged
    | PhaseMoved
    | DecisionRecorded
    | DecisionChanged
    | DecisionRemoved
    | MeetingRecorded
    | MeetingChanged
    | MeetingRemoved
)
