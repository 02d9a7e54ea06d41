"""What can be chosen of a summary: which themes, for whom, how long, and how voices are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from workbench.exchange.summaries import SummaryKind as SummaryKind
from workbench.model.ids import AttributeId, CaseId, CodingId, ThemeId

SUMMARY_KINDS: tuple[SummaryKind, ...] = get_args(SummaryKind)
Recipient = Literal["committee", "journal", "team", "partner", "participant"]
RECIPIENTS: tuple[Recipient, ...] = get_args(Recipient)
Attribution = Literal["id", "role"]
ATTRIBUTIONS: tuple[Attribution, ...] = get_args(Attribution)
Length = Literal["short", "medium", "full"]
LENGTHS: tuple[Length, ...] = get_args(Length)
#: What a summary can be written as.
SUMMARY_FORMATS = ("docx", "html", "md", "xlsx")
#: What each kind is for, as pages and commands say it.
TOLD_OF_KINDS: Mapping[SummaryKind, str] = {
    "report": "all of each theme, with codebook, participants, map, memos and method; "
    "for a committee, a journal or the team",
    "partner": "one or two pages a theme in plain words, without memos and codes; "
    "for those the study is done with",
    "participant": "what one participant said and the claims it supports; "
    "for them to say whether it is so",
}

_FOR: Mapping[SummaryKind, tuple[Recipient, Attribution, Length]] = {
    "report": ("committee", "id", "full"),
    "partner": ("partner", "role", "short"),
    "participant": ("participant", "id", "full"),
}
#: Of each length, how many voices for a theme, against it and unclear ones; None for all.
VOICES: Mapping[Length, tuple[int | None, int | None, int | None]] = {
    "short": (3, 1, 0),
    "medium": (8, 3, 2),
    "full": (None, None, None),
}


@dataclass(frozen=True, slots=True)
class Staff:
    """Whose words the recipient's own people are: all who have this value of an attribute."""

    attribute: AttributeId
    value: str


@dataclass(frozen=True, slots=True)
class SummaryChoice:
    """What is chosen of a summary.

    Attributes:
        themes: In the order in which they are to stand; none for all that are not let go.
        recipient: What is usual for the kind, where nothing is chosen; so are the next two.
        named: Who gets it, in words of one's own.
        staff: The recipient's own people, whose words are left out.
        ticked: Quotations of these that may go all the same.
        spread: Whether it is told how widely a theme is said; None for what suits the stance.
        participant: Whom a participant page is for.
    """

    kind: SummaryKind = "report"
    themes: tuple[ThemeId, ...] = ()
    recipient: Recipient | None = None
    attribution: Attribution | None = None
    length: Length | None = None
    named: str = ""
    staff: Staff | None = None
    ticked: frozenset[CodingId] = frozenset()
    spread: bool | None = None
    participant: CaseId | None = None

    @property
    def goes_to(self) -> Recipient:
        """Who gets it."""
        return self.recipient or _FOR[self.kind][0]

    @property
    def names_by(self) -> Attribution:
        """How the people quoted are named."""
        return self.attribution or _FOR[self.kind][1]

    @property
    def runs(self) -> Length:
        """How much of each theme is quoted."""
        return self.length or _FOR[self.kind][2]
