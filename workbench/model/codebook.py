"""Codes, their cards and colours, and the tree they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from workbench.model.ids import NO_WORDS, CodeId, ExemplarId, SourceId, Words
from workbench.model.source import Segment

Pattern = Literal["plain", "hatched"]

#: A draft, active or locked code can be applied; a retired one keeps its codings and is put away.
CodeState = Literal["draft", "active", "locked", "retired"]
APPLICABLE: tuple[CodeState, ...] = ("draft", "active", "locked")

#: A passage shows what a code means, its edge, or what it just is not.
ExemplarKind = Literal["typical", "atypical", "close but no"]
EXEMPLAR_KINDS: tuple[ExemplarKind, ...] = ("typical", "atypical", "close but no")

#: Colour-blind-safe: six of Okabe & Ito (2008), then six of Paul Tol's "muted" (2021).
COLOURS: tuple[str, ...] = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#AA4499",
    "#44AA99",
    "#999933",
    "#882255",
    "#117733",
    "#332288",
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """How a code is painted; never its only mark."""

    colour: str
    pattern: Pattern = "plain"


def swatch(index: int) -> Swatch:
    """Return the swatch for the index-th code: twelve colours plain, the same hatched, again."""
    turn, place = divmod(index, len(COLOURS))
    return Swatch(COLOURS[place], "hatched" if turn % 2 else "plain")


@dataclass(frozen=True, slots=True)
class CodeCard:
    """What a code means and when it applies; the columns of a codebook file.

    Attributes:
        key: The short id a codebook file gives the code.
        seed: The prior study a starter code comes from.
    """

    key: Words = NO_WORDS
    kind: Words = NO_WORDS
    definition: Words = NO_WORDS
    include_if: Words = NO_WORDS
    exclude_if: Words = NO_WORDS
    example_typical: Words = NO_WORDS
    example_atypical: Words = NO_WORDS
    seed: Words = NO_WORDS
    content_flag: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Code:
    """A code as the codebook shows it.

    Attributes:
        path: Names from the root down, the code's own last.
        position: Order among all codes, by creation.
        coding_count: Codings of this code alone, without its children.
        version: The entry that last changed it.
        card_version: Which of its cards it has, by number, from 1; undo brings one back.
        recheck: Codings made under a card before this version wait to be looked at again.
    """

    id: CodeId
    name: str
    parent: CodeId | None
    path: tuple[str, ...]
    swatch: Swatch
    position: int
    coding_count: int
    version: int
    card: CodeCard = field(default_factory=CodeCard)
    state: CodeState = "active"
    card_version: int = 1
    recheck: int = 0

    @property
    def path_text(self) -> str:
        """The path in one line: ``parent / child``."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A passage that stands as an example of a code; whether it is coded so is no matter."""

    id: ExemplarId
    code: CodeId
    kind: ExemplarKind
    source: SourceId
    segment: Segment


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One row of a codebook file; parent is the key of another row of the same file."""

    name: str
    parent: str
    card: CodeCard
