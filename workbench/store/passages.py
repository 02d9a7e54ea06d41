"""A source's passages, kept in one cell: always read whole, never changed, looked up by place."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter

from workbench.model.source import Passage

_row = attrgetter(*Passage.__dataclass_fields__)
#: Where a coding starts that no passage reaches.
BEYOND = -1


def pack(passages: Iterable[Passage]) -> str:
    """Return passages as the rows of one JSON list, their values in order."""
    return json.dumps([_row(passage) for passage in passages], separators=(",", ":"))


def unpack(packed: str) -> list[Passage]:
    """Return the passages of a source in order."""
    return [Passage(*row) for row in json.loads(packed)]


def turn_count(passages: Iterable[Passage]) -> int:
    """Return how many of the passages are turns."""
    return sum(passage.kind == "turn" for passage in passages)


def place_of(packed: str, start: int) -> tuple[int, int | None]:
    """Return the number and the speaker of the first passage that reaches past a position."""
    ends, speakers = _places(packed)
    number = bisect_right(ends, start)
    return (number, speakers[number]) if number < len(ends) else (BEYOND, None)


@lru_cache(maxsize=128)
def _places(packed: str) -> tuple[list[int], list[int | None]]:
    passages = unpack(packed)
    return [p.end for p in passages], [p.speaker for p in passages]
