"""The study itself: its stance, where it stands, what was decided, when it was coded blind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.model.ids import (
    NO_WORDS,
    CoderId,
    DecisionId,
    MeetingId,
    MemoId,
    RoundId,
    SourceId,
    Words,
)

#: The families of thematic analysis (Braun & Clarke), and `open` for those who decide later.
Stance = Literal["open", "reflexive", "codebook", "reliability"]
STANCES: tuple[Stance, ...] = ("open", "reflexive", "codebook", "reliability")

#: The six phases of thematic analysis (Braun & Clarke 2006; Nowell et al. 2017).
Phase = Literal["familiarise", "code", "search", "review", "define", "report"]
PHASES: tuple[Phase, ...] = ("familiarise", "code", "search", "review", "define", "report")


@dataclass(frozen=True, slots=True)
class StudyDetails:
    """What a researcher writes down about a study; only the question is asked for.

    Attributes:
        reasoning: Inductive, deductive or hybrid.
        meaning: Semantic or latent.
        unit: What is coded: free passages, sentences, turns.
        retention: Until when the data are kept, ISO date.
    """

    question: Words = NO_WORDS
    paradigm: Words = NO_WORDS
    reasoning: Words = NO_WORDS
    meaning: Words = NO_WORDS
    unit: Words = NO_WORDS
    ethics: Words = NO_WORDS
    data_controller: Words = NO_WORDS
    retention: str = ""
    funding: Words = NO_WORDS
    conflicts: Words = NO_WORDS


NO_DETAILS = StudyDetails()


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What was decided, between which options, and why.

    Attributes:
        date: ISO date.
        affected: The things it is about, as links of memos are written.
        reversible: ``yes``, ``no`` or nothing.
        review: When to look at it again, ISO date.
        memo: The memo it was made from.
    """

    date: str
    question: Words
    options: Words = NO_WORDS
    chosen: Words = NO_WORDS
    why: Words = NO_WORDS
    who: Words = NO_WORDS
    dissent: Words = NO_WORDS
    affected: Words = NO_WORDS
    reversible: Literal["", "yes", "no"] = ""
    review: str = ""
    memo: MemoId | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the study; `at` is when it was recorded (µs), `version` its last entry."""

    id: DecisionId
    record: DecisionRecord
    at: int
    version: int


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """Who met when, on what, how disagreements were settled, and what follows.

    Attributes:
        date: ISO date.
        memo: The memo it was made from.
    """

    date: str
    present: Words = NO_WORDS
    agenda: Words = NO_WORDS
    disagreements: Words = NO_WORDS
    actions: Words = NO_WORDS
    memo: MemoId | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the study; `at` is when it was recorded (µs), `version` its last entry."""

    id: MeetingId
    record: MeetingRecord
    at: int
    version: int


@dataclass(frozen=True, slots=True)
class BlindRound:
    """A time in which nobody sees what others coded in some sources.

    Attributes:
        sources: Those it goes over; none for all, and for those that come meanwhile.
        note: What it is for.
        opened_at: Microseconds since 1970 UTC.
        closed_by: Who closed it; None while it is open.
        closed_at: Microseconds since 1970 UTC; None while it is open.
    """

    id: RoundId
    sources: tuple[SourceId, ...]
    note: Words
    opened_by: CoderId
    opened_at: int
    closed_by: CoderId | None = None
    closed_at: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.closed_at is None
