"""Events of the study itself: title, details, stance, phase, decisions, meetings, blind rounds.

They are events like those of `events`, which lists them all, and follow the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.ids import DecisionId, MeetingId, RoundId, SourceId, Words
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


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """A blind round began, or goes on: nobody sees what others coded in these sources, or in any.

    Attributes:
        sources: Those it goes over; none for all.
    """

    round: RoundId
    sources: tuple[SourceId, ...]
    note: Words


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """A blind round ended: what was coded is seen by all."""

    round: RoundId
    sources: tuple[SourceId, ...]
    note: Words


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
    | RoundOpened
    | RoundClosed
)
