"""Themes: what a researcher claims, whose words it rests on, and how themes hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from workbench.model.codebook import CodeState
from workbench.model.ids import (
    NO_WORDS,
    CaseId,
    ClaimLinkId,
    CodeId,
    CodingId,
    LineId,
    MapId,
    RelationId,
    SearchId,
    SourceId,
    ThemeId,
    Words,
)
from workbench.model.source import Segment

#: A theme is tried, held against the data, put into words and told; or it is let go.
ThemeState = Literal["candidate", "reviewed", "defined", "reported", "let go"]
THEME_STATES: tuple[ThemeState, ...] = get_args(ThemeState)

#: How a quotation bears on a theme: it carries it, speaks against it, or could be either.
Bearing = Literal["key", "contrary", "unclear"]
BEARINGS: tuple[Bearing, ...] = get_args(Bearing)
#: The same, or nothing where nobody said.
Placement = Literal["", "key", "contrary", "unclear"]
PLACEMENTS: tuple[Placement, ...] = get_args(Placement)

#: Where in a theme a sentence stands that rests on something.
SentenceOf = Literal["claim", "what", "so_what"]
SENTENCES_OF: tuple[SentenceOf, ...] = get_args(SentenceOf)

#: What a sentence rests on: participants said it, the literature does, or we infer it.
Basis = Literal["participants", "literature", "inferred"]
BASES: tuple[Basis, ...] = get_args(Basis)

#: Whom a line of *Now what* is for.
Audience = Literal["practitioners", "organisations", "communities", "mentors"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)

SearchFound = Literal["none", "some"]
RelationKind = Literal["part of", "leads to", "in tension with", "contrasts"]
RELATION_KINDS: tuple[RelationKind, ...] = get_args(RelationKind)
#: What stands on the map, and at the head of a column of the framework matrix.
ThingKind = Literal["theme", "code"]
THING_KINDS: tuple[ThingKind, ...] = get_args(ThingKind)

#: Why a claim is to be looked at again: what it rested on is not as it was.
Stale = Literal[
    "removed",
    "recoded",
    "resized",
    "redefined",
    "merged",
    "deleted",
    "retired",
    "corrected",
    "reworded",
]


@dataclass(frozen=True, slots=True)
class ThemeText:
    """All that is written of a theme; its columns beside *Now what* are lines of their own.

    Attributes:
        concept: The central concept, in a few words.
        claim: What the theme says; a topic is no claim.
        scope: Whom and what it covers.
        is_not: What it is not.
    """

    name: Words
    concept: Words = NO_WORDS
    claim: Words = NO_WORDS
    scope: Words = NO_WORDS
    is_not: Words = NO_WORDS
    what: Words = NO_WORDS
    so_what: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as pages show it.

    Attributes:
        asked: Whether it was asked once what the theme claims.
        codes: Those of the codebook that belong to it.
        codings: Those that belong to it by themselves, and are there.
        position: Its place among all themes: that of its making until they are put in order.
        made_at: Microseconds since 1970 UTC.
        version: The entry that last changed its words, its state or its parent.
    """

    id: ThemeId
    text: ThemeText
    state: ThemeState
    parent: ThemeId | None
    asked: bool
    codes: tuple[CodeId, ...]
    codings: tuple[CodingId, ...]
    position: int
    made_at: int
    version: int

    @property
    def name(self) -> str:
        """What it is called."""
        return self.text.name

    @property
    def asks_for_claim(self) -> bool:
        """Whether "what about it?" is still to be asked."""
        return not self.text.claim and not self.asked and self.state != "let go"


@dataclass(frozen=True, slots=True)
class ContrarySearch:
    """Contrary cases were looked for; kept also where none was found.

    Attributes:
        words: Where and how.
        date: ISO date.
    """

    id: SearchId
    words: Words
    found: SearchFound
    date: str


@dataclass(frozen=True, slots=True)
class RestedOn:
    """What a claim rested on when it was tied to a quotation.

    Attributes:
        card: How many cards the code had had.
        text: The entry that brought the source's text.
        state: The code's state.
    """

    coding: CodingId
    source: SourceId
    start: int
    end: int
    code: CodeId
    card: int
    text: int
    state: CodeState = "active"

    @property
    def segment(self) -> Segment:
        """The stretch of the source that was quoted."""
        return Segment(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ClaimTie:
    """A sentence of a theme tied to what it rests on.

    Attributes:
        of: Where the sentence stands.
        sentence: The words as they were when the tie was made.
        rested: A quotation; None for what only the literature says or we infer.
        note: A citation, or a word on the inference.
    """

    of: SentenceOf
    sentence: Words
    basis: Basis = "participants"
    rested: RestedOn | None = None
    note: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A tie as it stands.

    Attributes:
        at: When it was made or looked at again, microseconds since 1970 UTC.
        stale: What of it is not as it was; empty while all is.
    """

    id: ClaimLinkId
    theme: ThemeId
    tie: ClaimTie
    at: int
    stale: tuple[Stale, ...] = ()


@dataclass(frozen=True, slots=True)
class NowWhatForm:
    """What follows from a theme, for whom, and who sees to it."""

    audience: Audience
    words: Words
    owner: Words = NO_WORDS
    basis: Basis = "inferred"


@dataclass(frozen=True, slots=True)
class NowWhat:
    """A line of *Now what*; `version` is the entry that last changed it."""

    id: LineId
    theme: ThemeId
    form: NowWhatForm
    position: int
    version: int


class MapThing(NamedTuple):
    """A theme or a code, by its id."""

    kind: ThingKind
    id: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How two themes or codes hang together, read from one to the other."""

    id: RelationId
    source_kind: ThingKind
    source: str
    kind: RelationKind
    target_kind: ThingKind
    target: str
    note: Words = NO_WORDS

    @property
    def ends(self) -> tuple[MapThing, MapThing]:
        """From which thing to which it reads."""
        return MapThing(self.source_kind, self.source), MapThing(self.target_kind, self.target)


class MapPlace(NamedTuple):
    """Where a theme or code stands on the map, in whole units of its canvas."""

    kind: ThingKind
    thing: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class MapItem:
    """A theme or code on a kept map, by the name it had."""

    kind: ThingKind
    thing: str
    name: Words
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class MapPicture:
    """The map as it was one day.

    Attributes:
        at: When it was kept, microseconds since 1970 UTC.
    """

    title: Words
    at: int
    items: tuple[MapItem, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptMap:
    """A dated snapshot of the map."""

    id: MapId
    picture: MapPicture


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What was written down about one case under one theme or code.

    Attributes:
        version: The entry that last changed it.
    """

    case: CaseId
    thing: MapThing
    words: Words
    at: int
    version: int


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What left the project when themes were handed over.

    Attributes:
        what: A report, a partner page, a framework matrix and so on.
        recipient: The kind of recipient: committee, partner, participant, journal, team.
        sha256: Of the file's bytes; it tells whether a file is the one that was handed over.
    """

    format: str
    what: str
    recipient: str
    themes: tuple[ThemeId, ...]
    quotations: int
    file: Words
    sha256: Words = NO_WORDS
    named: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """What a theme holds with those below it: codings, and how quotations bear on it."""

    codings: int = 0
    participants: int = 0
    sources: int = 0
    key: int = 0
    contrary: int = 0
    unclear: int = 0


@dataclass(frozen=True, slots=True)
class ThemeVersion:
    """A theme as it was after one change of its words or state, and why it was changed."""

    seq: int
    at: int
    coder: str
    text: ThemeText
    state: ThemeState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """Where themes and codes stand, and what ties them."""

    places: tuple[MapPlace, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemesSnapshot:
    """All that a study holds of themes at one moment, without when and how it came about."""

    themes: frozenset[tuple[ThemeId, ThemeText, ThemeState, ThemeId | None, int]]
    belonging: frozenset[tuple[ThemeId, str]]
    bearings: frozenset[tuple[ThemeId, CodingId, Bearing]]
    searches: frozenset[tuple[ThemeId, ContrarySearch]]
    links: frozenset[tuple[ClaimLinkId, ThemeId, ClaimTie, int, tuple[Stale, ...]]]
    now_whats: frozenset[tuple[LineId, NowWhatForm]]
    relations: frozenset[Relation]
    places: frozenset[MapPlace]
    maps: frozenset[KeptMap]
    cells: frozenset[tuple[CaseId, MapThing, Words]]
