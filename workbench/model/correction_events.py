"""Events of corrected texts: a source gets another version of its text, or an earlier one again.

They are events like those of `events`, which lists them all, and follow the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.model.correction import Move, Stretch, Voice
from workbench.model.ids import OWN_PART, CodingId, SourceId, Words
from workbench.model.source import LeftOut, LineCount, Origin, Passage


@dataclass(frozen=True, slots=True)
class SourceCorrected:
    """A source got a corrected text; the text before it stays where it is.

    Attributes:
        before: The version that was corrected.
        after: The version that this is.
        stretches: How the words of the two lie to each other: all that stands in the source moves
            along.
        moves: What stands elsewhere than the stretches tell, or could not be told back by them.
        reworded: The codings whose words are others now.
        gone: Speakers who have no words any more.
        new: Speakers who had none before.
        origin: The file it came from; None where words were changed by hand.
    """

    source: SourceId
    before: int
    after: int
    text: Words = field(metadata=OWN_PART)
    format: str
    encoding: str
    characters: int
    words: int
    characters_read: int
    left_out: tuple[LeftOut, ...]
    lines: LineCount
    passages: tuple[Passage, ...]
    stretches: tuple[Stretch, ...]
    moves: tuple[Move, ...] = ()
    reworded: tuple[CodingId, ...] = ()
    gone: tuple[Voice, ...] = ()
    new: tuple[Voice, ...] = ()
    pages: tuple[int, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class TextReturned:
    """A correction was taken back or done again: a version of the text holds that held before."""

    source: SourceId
    before: int
    after: int


CorrectionEvent = SourceCorrected | TextReturned
