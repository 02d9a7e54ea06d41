"""Small cells: values of attributes that too few people share are not shown.

Who is one of two with a combination of values can be told by it. Column by column, whoever shares
all that is shown of them with fewer than three people has the next value left out; if that leaves
one or two without it, all who are alike so far go without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

#: So many people must share what is shown of them.
LEAST = 3
NOT_SHOWN = "not shown"


def coarsened(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the rows with values left out, so that each row stands there three times or more.

    Fewer than three rows show nothing at all.
    """
    shown: list[tuple[str, ...]] = [() for _ in rows]
    width = len(rows[0]) if rows else 0
    for column in range(width):
        wanted = [(before, row[column]) for before, row in zip(shown, rows, strict=True)]
        counts = Counter(wanted)
        small = Counter(before for before, value in wanted if counts[before, value] < LEAST)
        shown = [
            (*before, NOT_SHOWN if _hides(counts[before, value], small[before]) else value)
            for before, value in wanted
        ]
    return shown


def _hides(same: int, small: int) -> bool:
    """Tell whether a value goes: few share it, or those few would stand alone without one."""
    return same < LEAST or 0 < small < LEAST
