"""How many codings of one code lie together with codings of another.

Codings lie side by side on a line: of characters, or of the turns of a source. Every pair that
shares a place on it is looked at once, so the cost is that of the pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Counts = NDArray[np.integer[Any]]
_Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Lines:
    """Codings of one source, shape (n,) each: from `starts` to `ends` (excluded).

    Attributes:
        codes: The number of each coding's code, from 0.
        counted: Which of them are counted; the others only lie beside.
    """

    starts: Whole
    ends: Whole
    codes: Whole
    counted: NDArray[np.bool_]


def amid_turns(lines: Lines, ends: Sequence[int], turns: Sequence[int]) -> Lines:
    """Return codings by the turns in which they lie, not by characters.

    Args:
        lines: The codings, by code points.
        ends: Where each passage of the source ends, in order.
        turns: The number of the turn that each passage is, or that stands before it.
    """
    if not ends:
        return replace(lines, starts=np.zeros_like(lines.starts), ends=np.ones_like(lines.ends))
    stops, numbers = np.asarray(ends), np.asarray(turns)
    last = len(stops) - 1
    first = numbers[np.minimum(last, np.searchsorted(stops, lines.starts, "right"))]
    final = numbers[np.minimum(last, np.searchsorted(stops, lines.ends - 1, "right"))]
    return replace(lines, starts=first, ends=final + 1)


def together(lines: Lines, code_count: int) -> Counts:
    """Count the codings of each code that share a place with one of each other code.

    Args:
        lines: The n codings of a source.
        code_count: How many codes there are, m.

    Returns:
        Shape (m, m): of the counted codings of the row's code, how many lie together with the
        column's code. On the diagonal all counted codings of the code.
    """
    from scipy import sparse

    n, order = len(lines.codes), np.argsort(lines.starts, kind="stable")
    starts, ends, codes = lines.starts[order], lines.ends[order], lines.codes[order]
    # In order of their starts, a coding meets those after it that begin before it ends.
    one, other = _spread(np.arange(1, n + 1), np.searchsorted(starts, ends))
    small = np.min_scalar_type(n)  # no count is greater
    met = np.zeros((n, code_count), small)
    met[np.arange(n), codes] = 1
    met[one, codes[other]] = 1
    met[other, codes[one]] = 1
    rows = (lines.counted[order].astype(small), codes, np.arange(n + 1))
    counts: Counts = sparse.csc_array(rows, shape=(code_count, n)) @ met
    return counts


def _spread(first: Whole, last: Whole) -> tuple[_Places, _Places]:
    """Return every number from `first` on and before `last`, each with the place of its range."""
    sizes = (last - first).astype(np.int32)
    place = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    begun = np.cumsum(sizes) - sizes
    found: _Places = np.repeat((first - begun).astype(np.int32), sizes)
    found += np.arange(len(place), dtype=np.int32)
    return place, found
