"""How far the coding of a study is: worked out from values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from workbench.model.coding import Coding
from workbench.model.source import Passage


@dataclass(frozen=True, slots=True)
class Progress:
    """How many turns of a source hold a coding, of how many."""

    coded: int
    turns: int


def progress(passages: Iterable[Passage], codings: Sequence[Coding]) -> Progress:
    """Return how many turns at least one coding touches."""
    spans = sorted((coding.start, coding.end) for coding in codings)
    starts = [start for start, _ in spans]
    reach = list(accumulate((end for _, end in spans), max))
    turns = [passage for passage in passages if passage.kind == "turn"]

    def touched(turn: Passage) -> bool:
        before = bisect_left(starts, turn.end)
        return before > 0 and reach[before - 1] > turn.start

    return Progress(sum(map(touched, turns)), len(turns))
