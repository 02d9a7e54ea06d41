"""What the machine proposes, and what people answered: nothing is anything until adopted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from workbench.model.ids import (
    NO_WORDS,
    CodeId,
    CoderId,
    CodingId,
    DecisionId,
    RunId,
    SourceId,
    SuggestionId,
    Words,
)

#: What one segment of a run is.
RunUnit = Literal["codings", "turns", "sentences"]
RUN_UNITS: tuple[RunUnit, ...] = get_args(RunUnit)
#: Which segments of the study a run looks at.
ScopeKind = Literal["all", "uncoded", "code", "attribute"]
SCOPE_KINDS: tuple[ScopeKind, ...] = get_args(ScopeKind)
AdoptedAs = Literal["code", "theme"]
SuggestionAnswer = Literal["accepted", "refused"]
#: Hints that can be set aside: codes that may be one, codings unlike the others of their code,
#: and codings that the tool reads differently.
HintKind = Literal["alike", "unlike", "differs"]
HINTS: tuple[HintKind, ...] = get_args(HintKind)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which segments a run looks at.

    Attributes:
        thing: The code's id, or the attribute's; empty for the whole study and what is uncoded.
        value: The value that a case has of the attribute.
    """

    kind: ScopeKind = "all"
    thing: str = ""
    value: Words = NO_WORDS


class RunInput(NamedTuple):
    """The segments of one source that a run looked at: start and end by turns, ascending."""

    source: SourceId
    spans: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One clustering: its inputs, model, seed and the groups that were shown first.

    Attributes:
        runs: How many groupings were compared.
        around: About how many groups they were spread; 0 for what suits the number of segments.
        model: The model's name.
        sha256: Of the model's weights.
        libraries: Name and version of what worked it out.
        groups: The group of each segment in the first cut, in the order of the inputs.
        thirds: 2 for the most stable third of the segments, 0 for the least; in the same order.
        without_words: Segments in scope that have no word and were left out.
    """

    unit: RunUnit
    scope: Scope
    seed: int
    runs: int
    around: int
    model: Words
    sha256: str
    dimension: int
    libraries: tuple[str, ...]
    inputs: tuple[RunInput, ...]
    groups: tuple[int, ...]
    thirds: tuple[int, ...]
    without_words: int = 0

    @property
    def segments(self) -> list[tuple[SourceId, int, int]]:
        """The segments in the order of `groups`: source, start, end."""
        return [
            (source, spans[at], spans[at + 1])
            for source, spans in self.inputs
            for at in range(0, len(spans), 2)
        ]


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it stands: its record, who asked for it and when (µs)."""

    id: RunId
    record: RunRecord
    coder: CoderId
    at: int
    seq: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person did with a group, which is a node of its run's tree.

    Attributes:
        members: The group's segments, places in the run's order.
        adopted: As what; empty for one that was refused.
        thing: The code or theme; empty for one that was refused.
        made: Whether the thing was made of it, else it was added to one there was.
        codings: Codings made of segments that the person ticked.
        note: A word on why it was refused, where one was given.
    """

    run: RunId
    node: int
    members: tuple[int, ...]
    coder: CoderId
    at: int
    adopted: AdoptedAs | Literal[""] = ""
    thing: str = ""
    made: bool = False
    codings: tuple[CodingId, ...] = ()
    note: Words = NO_WORDS


class Offered(NamedTuple):
    """A code that was suggested: its margin in thousandths, and the coding that is its reason."""

    code: CodeId
    margin: int
    because: CodingId


@dataclass(frozen=True, slots=True)
class SuggestionRecord:
    """Codes that were suggested for a passage, and the person's answer.

    Attributes:
        sha256: Of the weights of the model.
        learnt_at: The newest entry when it was learnt; no coding after it was learnt from.
        offered: The most probable first.
        code: The one that was accepted; None where all were refused.
        coding: What was made of it.
    """

    coder: CoderId
    source: SourceId
    start: int
    end: int
    sha256: str
    learnt_at: int
    offered: tuple[Offered, ...]
    answer: SuggestionAnswer
    code: CodeId | None = None
    coding: CodingId | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion that was answered, and when (µs)."""

    id: SuggestionId
    record: SuggestionRecord
    at: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """The decision by which a reflexive study lets groupings and suggestions be offered."""

    decision: DecisionId
    at: int


class ProposalsSnapshot(NamedTuple):
    """What was read, proposed and answered, free of when: a part of `Snapshot`.

    Attributes:
        passed: Passages that people marked as read.
        allowed: The decision that lets groupings be offered.
    """

    passed: frozenset[tuple[CoderId, SourceId, int, int]]
    allowed: DecisionId | None
    runs: frozenset[tuple[RunId, CoderId, RunRecord]]
    answers: frozenset[Answer]
    suggested: frozenset[tuple[SuggestionId, SuggestionRecord]]
    set_aside: frozenset[tuple[HintKind, tuple[str, ...]]]
