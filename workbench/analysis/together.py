"""How many codings of one code lie together with codings of another.

Of each source two things are held against each other: where codings begin and end, and the stretch
around each that others must share a character with: the coding itself, or the turns it lies in.
Every pair that meets is looked at once, so the cost is that of the pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
#: Further than any text goes on.
_ENDLESS = 2**62


@dataclass(frozen=True, slots=True)
class Lines:
    """Codings of one source, shape (n,) each: from `starts` to `ends` (code points, excluded).

    Attributes:
        codes: The number of each coding's code, from 0.
        counted: Which of them are counted; the others only lie beside.
    """

    starts: Whole
    ends: Whole
    codes: Whole
    counted: NDArray[np.bool_]


def amid_turns(lines: Lines, ends: Sequence[int], turns: Sequence[int]) -> tuple[Whole, Whole]:
    """Return where the turns begin and end in which codings lie, shape (n,) each.

    Args:
        lines: The codings.
        ends: Where each passage of the source ends, in order.
        turns: The number of the turn that each passage is, or that stands before it.
    """
    if not ends:
        return np.zeros_like(lines.starts), np.full_like(lines.starts, _ENDLESS)
    stops, numbers = np.asarray(ends), np.asarray(turns)
    last = len(stops) - 1
    first = numbers[np.minimum(last, np.searchsorted(stops, lines.starts, "right"))]
    final = numbers[np.minimum(last, np.searchsorted(stops, lines.ends - 1, "right"))]
    before = np.searchsorted(numbers, first, "left")
    after = np.searchsorted(numbers, final, "right")
    low = np.where(before > 0, stops[before - 1], 0)
    return low, np.where(after <= last, stops[after - 1], _ENDLESS)


def together(lines: Lines, low: Whole, high: Whole, code_count: int) -> Whole:
    """Count the codings of each code that share a character with a stretch of each other code.

    Args:
        lines: The n codings of a source.
        low: Where the stretch around each begins, shape (n,).
        high: Where it ends (excluded).
        code_count: How many codes there are, m.

    Returns:
        Shape (m, m): of the counted codings of the row's code, how many lie together with the
        column's code. On the diagonal all counted codings of the code.
    """
    met = np.zeros((len(lines.codes), code_count), dtype=np.bool_)
    by_low, by_start = np.argsort(low, kind="stable"), np.argsort(lines.starts, kind="stable")
    # A pair meets if the stretch begins within the coding, or the coding begins within the stretch.
    first, last = np.searchsorted(low[by_low], [lines.starts, lines.ends])
    place, found = _spread(first, last)
    met[place, lines.codes[by_low[found]]] = True
    starts = lines.starts[by_start]
    first, last = np.searchsorted(starts, low, "right"), np.searchsorted(starts, high)
    place, found = _spread(first, last)
    met[by_start[found], lines.codes[place]] = True
    met[np.arange(len(lines.codes)), lines.codes] = True
    met[~lines.counted] = False
    coding, code = np.divmod(np.flatnonzero(met), code_count)
    pairs = lines.codes[coding] * code_count + code
    return np.bincount(pairs, minlength=code_count**2).reshape(code_count, code_count)


def _spread(first: Whole, last: Whole) -> tuple[Whole, Whole]:
    """Return every number from `first` on and before `last`, each with the place of its range."""
    sizes = np.maximum(last - first, 0)
    place = np.repeat(np.arange(len(sizes)), sizes)
    begun = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return place, np.repeat(first, sizes) + np.arange(len(place)) - begun
