"""Events of themes: their words and states, what belongs to them, their claims, map and matrix.

They are events like those of `events`, which lists them all, and follow the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.ids import (
    CaseId,
    ClaimLinkId,
    CodeId,
    CodingId,
    LineId,
    MapId,
    ThemeId,
    Words,
)
from workbench.model.theme import (
    ClaimTie,
    ContrarySearch,
    HandedOver,
    MapPicture,
    MapPlace,
    NowWhatForm,
    Placement,
    Relation,
    ThemeState,
    ThemeText,
    ThingKind,
)


@dataclass(frozen=True, slots=True)
class ThemeMade:
    """A theme was begun, or came back."""

    theme: ThemeId
    text: ThemeText
    parent: ThemeId | None
    position: int
    state: ThemeState = "candidate"


@dataclass(frozen=True, slots=True)
class ThemeRemoved:
    """The making of a theme was taken back; one that no longer holds is let go instead."""

    theme: ThemeId
    text: ThemeText
    parent: ThemeId | None
    position: int
    state: ThemeState = "candidate"


@dataclass(frozen=True, slots=True)
class ThemeEdited:
    """What is written of a theme was changed."""

    theme: ThemeId
    before: ThemeText
    after: ThemeText


@dataclass(frozen=True, slots=True)
class ThemeStateChanged:
    """A theme was reviewed, defined, reported, let go, or taken up again."""

    theme: ThemeId
    before: ThemeState
    after: ThemeState


@dataclass(frozen=True, slots=True)
class ThemeNested:
    """A theme was put below another one, or on top."""

    theme: ThemeId
    before: ThemeId | None
    after: ThemeId | None


@dataclass(frozen=True, slots=True)
class ThemesOrdered:
    """Themes were put in another order, in the places that they have among all."""

    before: tuple[ThemeId, ...]
    after: tuple[ThemeId, ...]


@dataclass(frozen=True, slots=True)
class ThemeTookIn:
    """Codes and single codings came to belong to a theme."""

    theme: ThemeId
    codes: tuple[CodeId, ...]
    codings: tuple[CodingId, ...]


@dataclass(frozen=True, slots=True)
class ThemePutOut:
    """Codes and single codings no longer belong to a theme."""

    theme: ThemeId
    codes: tuple[CodeId, ...]
    codings: tuple[CodingId, ...]


@dataclass(frozen=True, slots=True)
class QuotationPlaced:
    """A quotation was said to carry a theme, to speak against it, or to be unclear."""

    theme: ThemeId
    coding: CodingId
    before: Placement
    after: Placement


@dataclass(frozen=True, slots=True)
class ContrarySought:
    """Contrary cases of a theme were looked for, and some were found or none."""

    theme: ThemeId
    search: ContrarySearch


@dataclass(frozen=True, slots=True)
class ContrarySearchDropped:
    """The record of a search for contrary cases was taken out."""

    theme: ThemeId
    search: ContrarySearch


@dataclass(frozen=True, slots=True)
class ClaimAsked:
    """A theme without a claim was asked what it claims: once, and it stays asked."""

    theme: ThemeId


@dataclass(frozen=True, slots=True)
class ClaimLinked:
    """A sentence of a theme was tied to a quotation, to literature, or marked as inferred."""

    link: ClaimLinkId
    theme: ThemeId
    tie: ClaimTie
    at: int


@dataclass(frozen=True, slots=True)
class ClaimUnlinked:
    """A sentence was untied from what it rested on."""

    link: ClaimLinkId
    theme: ThemeId
    tie: ClaimTie
    at: int


@dataclass(frozen=True, slots=True)
class ClaimReviewed:
    """A tie was looked at again and rests on things as they are now."""

    link: ClaimLinkId
    theme: ThemeId
    before: ClaimTie
    before_at: int
    after: ClaimTie
    after_at: int


@dataclass(frozen=True, slots=True)
class NowWhatAdded:
    """A line of *Now what* was added to a theme, or came back."""

    line: LineId
    theme: ThemeId
    form: NowWhatForm
    position: int


@dataclass(frozen=True, slots=True)
class NowWhatChanged:
    """A line of *Now what* was changed."""

    line: LineId
    theme: ThemeId
    before: NowWhatForm
    after: NowWhatForm


@dataclass(frozen=True, slots=True)
class NowWhatRemoved:
    """A line of *Now what* was taken out."""

    line: LineId
    theme: ThemeId
    form: NowWhatForm
    position: int


@dataclass(frozen=True, slots=True)
class RelationDrawn:
    """Two themes or codes were said to hang together, and how."""

    relation: Relation


@dataclass(frozen=True, slots=True)
class RelationErased:
    """A relation between themes or codes was taken out."""

    relation: Relation


@dataclass(frozen=True, slots=True)
class MapArranged:
    """Themes and codes got other places on the map; who is in one list alone came or went."""

    before: tuple[MapPlace, ...]
    after: tuple[MapPlace, ...]


@dataclass(frozen=True, slots=True)
class MapKept:
    """The map was kept as it is."""

    map: MapId
    picture: MapPicture


@dataclass(frozen=True, slots=True)
class MapDropped:
    """A kept map was taken out."""

    map: MapId
    picture: MapPicture


@dataclass(frozen=True, slots=True)
class CellWritten:
    """A cell of the framework matrix was written: one case under one theme or code."""

    case: CaseId
    kind: ThingKind
    thing: str
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class ThemesHandedOver:
    """Themes left the project in a file."""

    record: HandedOver


ThemeEvent = (
    ThemeMade
    | ThemeRemoved
    | ThemeEdited
    | ThemeStateChanged
    | ThemeNested
    | ThemesOrdered
    | ThemeTookIn
    | ThemePutOut
    | QuotationPlaced
    | ContrarySought
    | ContrarySearchDropped
    | ClaimAsked
    | ClaimLinked
    | ClaimUnlinked
    | ClaimReviewed
    | NowWhatAdded
    | NowWhatChanged
    | NowWhatRemoved
    | RelationDrawn
    | RelationErased
    | MapArranged
    | MapKept
    | MapDropped
    | CellWritten
    | ThemesHandedOver
)
