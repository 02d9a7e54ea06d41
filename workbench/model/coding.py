"""Codings: one coder tied one code to one segment; and quotations, their words with a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.model.ids import CodeId, CoderId, CodingId, FacetValueId, SourceId
from workbench.model.printed import fits
from workbench.model.source import Segment

Origin = Literal["person", "import", "proposal"]

#: What a person said of a coding when comparing: nothing yet, it belongs, or it may not.
Judgement = Literal["", "belongs", "doubtful"]


@dataclass(frozen=True, slots=True)
class Coding:
    """A coding whole, as events keep it so that removal can be undone.

    Attributes:
        at: When it was made, microseconds since 1970 UTC.
        in_vivo: The code's name was taken from these words.
        card_version: The version of the code's card it was made or last judged under.
    """

    id: CodingId
    source: SourceId
    start: int
    end: int
    code: CodeId
    coder: CoderId
    at: int
    in_vivo: bool = False
    origin: Origin = "person"
    card_version: int = 1

    @property
    def segment(self) -> Segment:
        """The stretch of the source it covers."""
        return Segment(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A coding with its words and where they stand, as pages and exports show it.

    Attributes:
        speaker: The mapped person, else the label as written; None where nobody is named.
        turn: Number of the turn it starts in, from 1; None where it starts outside turns.
        code: Names from the root down.
        page: The page it starts on, from 1; None where the source has no pages.
        facets: The facet values it carries, in the order of the study's facets.
        waits: The code's card changed, and the coding waits to be looked at again.
        printed: Its printed form, as it was written; it may no longer fit the words.
    """

    coding: Coding
    words: str
    source_name: str
    code: tuple[str, ...]
    coder: str
    speaker: str | None
    turn: int | None
    page: int | None = None
    facets: tuple[FacetValueId, ...] = ()
    judgement: Judgement = ""
    waits: bool = False
    printed: str = ""

    @property
    def is_stale(self) -> bool:
        """Whether its printed form was written for other words, and is not used."""
        return bool(self.printed) and not fits(self.printed, self.words)

    @property
    def as_printed(self) -> str:
        """The printed form, else the words themselves."""
        return self.words if not self.printed or self.is_stale else self.printed
