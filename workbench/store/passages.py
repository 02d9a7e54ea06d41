"""A source's passages, kept in one cell: always read whole, never changed, looked up by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import orjson

from workbench.model.source import Passage, passages_of

#: Where a coding starts that no passage reaches.
BEYOND = -1
#: Further than any text goes on.
_ENDLESS = 2**62


def pack(passages: Iterable[Passage]) -> str:
    """Return passages as the rows of one JSON list, their values in order."""
    return orjson.dumps(list(map(tuple, passages))).decode()


def unpack(packed: str) -> list[Passage]:
    """Return the passages of a source in order."""
    return passages_of(orjson.loads(packed))


def turn_count(passages: Iterable[Passage]) -> int:
    """Return how many of the passages are turns."""
    return sum(passage.kind == "turn" for passage in passages)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a position stands: passage (from 0), turn (from 1) and whose words, where they are."""

    passage: int
    turn: int | None
    speaker: int | None


def place_of(packed: str, start: int) -> Place:
    """Return the place of the first passage that reaches past a position."""
    ends, places = _places(packed)
    number = bisect_right(ends, start)
    return places[number] if number < len(ends) else Place(BEYOND, None, None)


@lru_cache(maxsize=128)
def _places(packed: str) -> tuple[list[int], list[Place]]:
    ends, places, turns = [], [], 0
    for number, passage in enumerate(unpack(packed)):
        is_turn = passage.kind == "turn"
        turns += is_turn
        ends.append(passage.end)
        places.append(Place(number, turns if is_turn else None, passage.voice))
    return ends, places


def voices_at(packed: str, starts: Iterable[int]) -> list[int | None]:
    """Return whose words stand at each of these positions, as `place_of` tells it."""
    ends, places = _places(packed)
    voices = [*(place.speaker for place in places), None]
    return [voices[bisect_right(ends, start)] for start in starts]


def turns_of(packed: str) -> tuple[list[int], list[int]]:
    """Return where each passage ends, and the number of the turn it is, or that stands before it.

    Where there are no turns, passages count instead.
    """
    passages = unpack(packed)
    turns = list(accumulate(int(passage.kind == "turn") for passage in passages))
    numbers = turns if turns and turns[-1] else list(range(len(turns)))
    return [passage.end for passage in passages], numbers


def stretches_of_turns(packed: str) -> Callable[[int, int, int], tuple[int, int]]:
    """Return what tells the stretch of the turns around a segment: start, end and how many turns.

    Words between two turns count with the turn before them.
    """
    ends, numbers = turns_of(packed)

    def stretch(start: int, end: int, around: int) -> tuple[int, int]:
        if not ends:
            return 0, _ENDLESS
        last = len(ends) - 1
        begins = numbers[min(last, bisect_right(ends, start))] - around
        stops = numbers[min(last, bisect_right(ends, end - 1))] + around
        first, after = bisect_left(numbers, begins), bisect_right(numbers, stops)
        return (ends[first - 1] if first else 0), (ends[after - 1] if after <= last else _ENDLESS)

    return stretch
