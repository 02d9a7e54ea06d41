"""Cases: the people whose words are compared, what is known of them, and what they allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from workbench.model.ids import NO_WORDS, AttributeId, CaseId, CoderId, Words

CaseKind = Literal["participant", "interviewer"]
CASE_KINDS: tuple[CaseKind, ...] = get_args(CaseKind)
AttributeKind = Literal["text", "number", "date", "choice", "score"]
ATTRIBUTE_KINDS: tuple[AttributeKind, ...] = get_args(AttributeKind)
Direction = Literal["", "more", "less"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
ConsentAnswer = Literal["not recorded", "yes", "no"]
CONSENT_ANSWERS: tuple[ConsentAnswer, ...] = get_args(ConsentAnswer)
MayQuote = Literal["verbatim", "paraphrase only", "no", "not recorded"]
#: Whose words may not leave a study as they were said.
NEVER_QUOTED: frozenset[MayQuote] = frozenset({"no", "paraphrase only"})

#: Attributes that most studies compare by; they are offered first.
USUAL_ATTRIBUTES: tuple[str, ...] = ("strand", "site", "group")


@dataclass(frozen=True, slots=True)
class Case:
    """A person who speaks in sources."""

    id: CaseId
    kind: CaseKind
    name: str


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes."""

    id: CoderId
    name: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A researcher's own cut point: from this decimal on, a person counts as the label."""

    label: Words
    start: str


@dataclass(frozen=True, slots=True)
class AttributeForm:
    """What an attribute is called and what its values may be.

    Attributes:
        choices: Of a choice: the values there are.
        scale: Of a score: the instrument it was measured with.
        edition: Of a score: which edition or version of the scale.
        direction: Of a score: whether a higher one means more or less of what is measured.
        cuts: Of a score: the researcher's own cut points, lowest first; nothing is banded else.
        measured: Of a score: the day on which it was measured (ISO date), where it is known.
    """

    name: Words
    kind: AttributeKind
    choices: tuple[Words, ...] = ()
    scale: Words = NO_WORDS
    edition: Words = NO_WORDS
    direction: Direction = ""
    cuts: tuple[Cut, ...] = ()
    measured: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A case's named value, as it is defined for all cases.

    Attributes:
        version: The entry that last changed its form.
    """

    id: AttributeId
    form: AttributeForm
    version: int


@dataclass(frozen=True, slots=True)
class CaseValue:
    """The value that one case has of an attribute."""

    case: CaseId
    value: Words


@dataclass(frozen=True, slots=True)
class Consent:
    """What a participant allowed, as far as it was written down.

    Attributes:
        third_parties: Whether what is said about others may be used.
        withdraw_until: The last day on which they may withdraw (ISO date).
        withdrawn: The day on which they did (ISO date).
    """

    recording: ConsentAnswer = "not recorded"
    verbatim: ConsentAnswer = "not recorded"
    archive: ConsentAnswer = "not recorded"
    auditor_sees_raw: ConsentAnswer = "not recorded"
    third_parties: ConsentAnswer = "not recorded"
    paraphrase_only: bool = False
    withdraw_until: str = ""
    withdrawn: str = ""
    note: Words = NO_WORDS

    @property
    def may_quote(self) -> MayQuote:
        """How this person's words may leave the project; the strictest of what was answered."""
        if self.withdrawn:
            return "no"
        if self.paraphrase_only:
            return "paraphrase only"
        return _BY_ANSWER[self.verbatim]


_BY_ANSWER: dict[ConsentAnswer, MayQuote] = {
    "yes": "verbatim",
    "no": "no",
    "not recorded": "not recorded",
}

#: What stands where nobody wrote anything down.
NO_CONSENT = Consent()
