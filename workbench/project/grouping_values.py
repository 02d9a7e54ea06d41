"""What a grouping looks like: groups of segments, what each is made of, and what was answered.

A grouping is one way of looking, never a result. Nobody is left out of it: a segment that stays
unsteadily with its group is shown as such, and may be where the unlike voices are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.model.ids import CodeId, RunId
from workbench.model.proposal import Answer, Run
from workbench.project.segments import StudySegment

#: How steadily a segment stayed with its group, by thirds; of a group, its segments' mean.
Stability = Literal["high", "medium", "low"]
#: From the least stable third to the most.
STABILITIES: tuple[Stability, ...] = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a group something makes up.

    Attributes:
        name: A person's name, or the words of the question that was answered.
        share: Of the group's segments, in [0, 1].
    """

    name: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class CodeOverlap:
    """How far a group and a code are the same: shares of each that lie in the other, in [0, 1]."""

    code: CodeId
    count: int
    of_group: float
    of_code: float


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a grouping, and evidence of what it is made of; it has no name.

    Attributes:
        run: The grouping's run.
        node: Its node of the tree, the same at any cut where the group is the same.
        members: Places in the run's order, the most typical first; changed segments last.
        stable: Shares of its segments in the most stable third, the middle one and the least.
        phrases: Evidence words, the most telling first, in lower case.
        medoid: The place of the most typical segment; None where all have changed.
        boundary: Places of at most two that would nearly belong elsewhere.
        participants: Whose words they are, most first.
        question: What was asked before most of them, where that is known: a question of the guide,
            or the first of the interviewers' turns that ask so in much the same words.
        of_guide: Whether that is a question of the guide.
        codes: Codes that its segments have already, most first.
        changed: How many of its segments are no longer what they were; with one it can no longer be
            adopted.
        answer: What a person made of it, or that it was refused.
    """

    run: RunId
    node: int
    members: tuple[int, ...]
    stability: Stability
    stable: tuple[float, float, float]
    phrases: tuple[str, ...] = ()
    medoid: int | None = None
    boundary: tuple[int, ...] = ()
    participants: tuple[Share, ...] = ()
    question: Share | None = None
    of_guide: bool = False
    codes: tuple[CodeOverlap, ...] = ()
    changed: int = 0
    answer: Answer | None = None

    @property
    def id(self) -> str:
        """What a person names it by: the run and the node."""
        return f"{self.run}.{self.node}"

    @property
    def size(self) -> int:
        """How many segments it has."""
        return len(self.members)

    @property
    def can_be_adopted(self) -> bool:
        """Whether nobody answered it and all of its segments are what they were."""
        return self.answer is None and not self.changed


@dataclass(frozen=True, slots=True)
class Grouping:
    """A run cut into so many groups.

    Attributes:
        count: Groups in this cut.
        most: Groups that the tree can be cut into.
        first: Groups that were shown first.
        changed: Segments that are no longer what they were; groups with one are outdated.
        groups: The largest first.
        segments: By place; None for one that changed.
        stability: By place, in this cut.
        places: By place, where it lies on the map, in [-1, 1]; the same at every cut.
        answers: Of all nodes of this run, also those that are no group at this cut.
    """

    run: Run
    count: int
    most: int
    first: int
    changed: int
    groups: tuple[Group, ...]
    segments: tuple[StudySegment | None, ...]
    stability: tuple[Stability, ...]
    places: tuple[tuple[float, float], ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in a list.

    Attributes:
        groups: That were shown first.
        answered: Groups that were adopted or refused.
        changed: Segments that are no longer what they were.
    """

    run: Run
    groups: int
    answered: int
    changed: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side, each in its first cut.

    Attributes:
        rows: Sizes of the first run's groups.
        columns: Sizes of the second one's.
        cells: For each row and column, how many of the row's segments share a character with one
            of the column's.
    """

    first: Run
    second: Run
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class ProposalOrigin:
    """The run that a code, a theme or a coding comes from, and what was answered there."""

    run: Run
    answer: Answer
