"""How far the coding of a study is: worked out from values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from workbench.model.coding import Coding
from workbench.model.source import UNLABELLED, Passage, Speaker


@dataclass(frozen=True, slots=True)
class Progress:
    """How many turns of a source hold a coding, of how many.

    Attributes:
        noun: What is counted: turns, or passages where words without a label are somebody's.
    """

    coded: int
    turns: int
    noun: str = "turn"


def progress(
    passages: Iterable[Passage], codings: Sequence[Coding], speakers: Iterable[Speaker]
) -> Progress:
    """Return how many turns, or other passages of a speaker, at least one coding touches."""
    spans = sorted((coding.start, coding.end) for coding in codings)
    starts = [start for start, _ in spans]
    reach = list(accumulate((end for _, end in spans), max))
    loose = any(speaker.index == UNLABELLED for speaker in speakers)
    turns = [p for p in passages if p.kind == "turn" or (loose and p.voice == UNLABELLED)]

    def touched(turn: Passage) -> bool:
        before = bisect_left(starts, turn.end)
        return before > 0 and reach[before - 1] > turn.start

    noun = "passage" if loose else "turn"
    return Progress(sum(map(touched, turns)), len(turns), noun)
