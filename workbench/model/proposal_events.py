"""Events of what was marked as read, and of what the machine proposed and people answered.

They are events like those of `events`, which lists them all, and follow the same rules. Margins
are thousandths and stability is told in thirds: a header holds no floats.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.ids import (
    CoderId,
    CodingId,
    DecisionId,
    RunId,
    SourceId,
    SuggestionId,
    Words,
)
from workbench.model.proposal import AdoptedAs, HintKind, RunRecord, SuggestionRecord


@dataclass(frozen=True, slots=True)
class PassagesRead:
    """A person marked passages of a source as read.

    Attributes:
        spans: Start and end of each by turns; none of them was marked before.
    """

    coder: CoderId
    source: SourceId
    spans: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PassagesUnread:
    """Passages of a source are no longer marked as read by a person."""

    coder: CoderId
    source: SourceId
    spans: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupingsAllowed:
    """A reflexive study decided to look at groupings and suggestions as another way of reading."""

    decision: DecisionId


@dataclass(frozen=True, slots=True)
class GroupingsDisallowed:
    """That decision no longer lets them be offered."""

    decision: DecisionId


@dataclass(frozen=True, slots=True)
class RunMade:
    """Segments were grouped, or a grouping came back."""

    run: RunId
    coder: CoderId
    record: RunRecord


@dataclass(frozen=True, slots=True)
class RunDropped:
    """A grouping was taken out."""

    run: RunId
    coder: CoderId
    record: RunRecord


@dataclass(frozen=True, slots=True)
class ProposalAdopted:
    """A person made something of a group, or added of it to something.

    Attributes:
        node: The group, a node of the run's tree.
        members: Its segments, places in the run's order.
        thing: The code or theme.
        made: Whether the thing was made of it.
        codings: Codings made of segments that the person ticked one by one.
    """

    run: RunId
    node: int
    coder: CoderId
    members: tuple[int, ...]
    adopted: AdoptedAs
    thing: str
    made: bool
    codings: tuple[CodingId, ...]


@dataclass(frozen=True, slots=True)
class ProposalReturned:
    """What was made of a group is taken back: it is nothing but a proposal again."""

    run: RunId
    node: int
    coder: CoderId
    members: tuple[int, ...]
    adopted: AdoptedAs
    thing: str
    made: bool
    codings: tuple[CodingId, ...]


@dataclass(frozen=True, slots=True)
class ProposalRefused:
    """A person refused a group, with a word or without."""

    run: RunId
    node: int
    coder: CoderId
    members: tuple[int, ...]
    note: Words


@dataclass(frozen=True, slots=True)
class ProposalReopened:
    """The refusal of a group is taken back."""

    run: RunId
    node: int
    coder: CoderId
    members: tuple[int, ...]
    note: Words


@dataclass(frozen=True, slots=True)
class SuggestionsShown:
    """From here on in one sitting suggestions of codes were shown to a person.

    It is said once a sitting, and stays.
    """

    coder: CoderId
    sha256: str


@dataclass(frozen=True, slots=True)
class SuggestionAnswered:
    """A person accepted one of the codes suggested for a passage, or refused them all.

    Attributes:
        margin: What a code had to lead by to be offered, in thousandths.
    """

    suggestion: SuggestionId
    record: SuggestionRecord
    margin: int = 50


@dataclass(frozen=True, slots=True)
class SuggestionReopened:
    """The answer to a suggestion is taken back."""

    suggestion: SuggestionId
    record: SuggestionRecord
    margin: int = 50


@dataclass(frozen=True, slots=True)
class HintSetAside:
    """A person looked at a hint and leaves things as they are.

    Attributes:
        things: Ids of the codes or the coding it is about, ascending.
    """

    hint: HintKind
    things: tuple[str, ...]
    coder: CoderId


@dataclass(frozen=True, slots=True)
class HintReturned:
    """A hint that was set aside is given again."""

    hint: HintKind
    things: tuple[str, ...]
    coder: CoderId


ProposalEvent = (
    PassagesRead
    | PassagesUnread
    | GroupingsAllowed
    | GroupingsDisallowed
    | RunMade
    | RunDropped
    | ProposalAdopted
    | ProposalReturned
    | ProposalRefused
    | ProposalReopened
    | SuggestionsShown
    | SuggestionAnswered
    | SuggestionReopened
    | HintSetAside
    | HintReturned
)
