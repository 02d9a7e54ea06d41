"""What a correction of a source's text would do, and the versions a text has had."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.ids import CodingId


@dataclass(frozen=True, slots=True)
class Touched:
    """A coding that does not stand on the same words after a correction.

    Attributes:
        code: Names from the root down.
        turn: The turn it begins in before the correction, from 1; None outside turns.
        before: Its words as they are.
        after: Its words after the correction; nothing where it has no place.
        stands_twice: It has no place because the same coder coded the same words so already there.
    """

    coding: CodingId
    code: str
    coder: str
    turn: int | None
    before: str
    after: str = ""
    stands_twice: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """What a correction would do to all that stands in a source.

    Attributes:
        base: The version of the text that would be corrected.
        same: How many codings stand on the same words, wherever these lie.
        reworded: Codings whose words would be others, where they stand then.
        lost: Codings that have no place in the corrected text: they go, if somebody says so.
        exemplars: How many examples of codes have no place and go.
        third_parties: How many third-party flags have no place and go.
        claims: How many sentences of themes are to be looked at again.
        characters: Of the corrected text.
        words: Of the corrected text.
        turns: Of the corrected text.
        new_speakers: Labels that were not there before, and are mapped to nobody.
        gone_speakers: Labels that have no words any more.
        heirs: Labels that take the place of one before, each with that one.
    """

    base: int
    same: int
    reworded: tuple[Touched, ...]
    lost: tuple[Touched, ...]
    exemplars: int
    third_parties: int
    claims: int
    characters: int
    words: int
    turns: int
    new_speakers: tuple[str, ...]
    gone_speakers: tuple[str, ...]
    heirs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """A version of a source's text.

    Attributes:
        parent: The version it was made from; None of the imported one.
        at: When it came, microseconds since 1970 UTC.
        coder: Who brought it.
        file_name: Where it came from; empty where words were changed by hand.
        reason: Why, where somebody said so.
        holds: Whether it is the one that is read and coded.
        reworded: How many codings got other words by it.
    """

    n: int
    parent: int | None
    at: int
    coder: str
    file_name: str
    characters: int
    words: int
    turns: int
    reason: str
    holds: bool
    reworded: int
