"""Theme summaries as plain values: what a report, a partner page or a participant page holds.

Every word in here may leave the study: who gathers them (`workbench.project.summaries`) has held
back what may not, and says so in `told`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.exchange.diaries import Diary
from workbench.exchange.pages import Grid, Picture
from workbench.model.ids import ClaimLinkId, CodingId, ThemeId
from workbench.model.theme import (
    Audience,
    Basis,
    ContrarySearch,
    Placement,
    SentenceOf,
    Stale,
    ThemeText,
)

SummaryKind = Literal["report", "partner", "participant"]
#: So much of a coding's id is its reference: enough to be found by, short enough to be typed.
REFERENCE = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """A quotation of a summary.

    Attributes:
        number: Its number within the summary, from 1.
        words: In their printed form.
        who: Who says it, by id or role.
        place: Where the words stand; empty where that would tell who speaks.
    """

    number: int
    coding: CodingId
    words: str
    who: str
    place: str
    bearing: Placement
    code: str

    @property
    def line(self) -> str:
        """Who says it, and where."""
        return ", ".join(filter(None, (self.who, self.place)))

    @property
    def reference(self) -> str:
        """By what the words are found again in the study."""
        return self.coding[:REFERENCE]


@dataclass(frozen=True, slots=True)
class Support:
    """What a sentence of a theme rests on.

    Attributes:
        link: The tie; no page shows it.
        voice: Number of the quotation; None where it is none of the summary.
        stale: What of it is not as it was when the sentence was written.
    """

    link: ClaimLinkId
    of: SentenceOf
    sentence: str
    basis: Basis
    voice: int | None
    note: str
    stale: tuple[Stale, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A line of *Now what*."""

    audience: Audience
    words: str
    owner: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class ThemeLeaf:
    """A theme in a summary.

    Attributes:
        id: The theme; no page shows it.
        name: With the names of the themes above it before it, where it stands below one.
        spread: How widely it is said; empty where that is not to be shown.
        told: What was held back of its quotations, and why.
    """

    id: ThemeId
    name: str
    state: str
    text: ThemeText
    steps: tuple[Step, ...] = ()
    voices: tuple[Voice, ...] = ()
    supports: tuple[Support, ...] = ()
    searches: tuple[ContrarySearch, ...] = ()
    spread: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def bearing(self, *bearings: Placement) -> list[Voice]:
        """Return the voices that bear on the theme in one of these ways."""
        return [voice for voice in self.voices if voice.bearing in bearings]


@dataclass(frozen=True, slots=True)
class Appendix:
    """What a report holds behind its themes.

    Attributes:
        method: How it was done, a paragraph each.
        head: The newest entry of the history: its number and digest.
    """

    codebook: Grid
    people: Grid
    map: Picture | None
    memos: Diary
    method: tuple[str, ...]
    head: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of themes.

    Attributes:
        title: What stands on top.
        facts: Name and value of what a title page says.
        told: What was held back or coarsened in all of it.
        appendix: Only a report has one.
    """

    kind: SummaryKind
    title: str
    facts: tuple[tuple[str, str], ...]
    themes: tuple[ThemeLeaf, ...]
    told: tuple[str, ...] = ()
    appendix: Appendix | None = None

    @property
    def quotation_count(self) -> int:
        """How many quotations it holds."""
        return sum(len(theme.voices) for theme in self.themes)
