"""The longest common subsequence of two long sequences that repeat themselves, in bounded time.

A row of the table by which it is found is one whole number with a bit for each word, so that a row
costs a few operations however often words are repeated: Hyyrö, "Bit-parallel LCS-length computation
revisited", 2004. Some rows are kept; those between are worked out again on the way back.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import isqrt


def common_subsequence(
    words: Sequence[Hashable], others: Sequence[Hashable]
) -> list[tuple[int, int]]:
    """Return where the most words that stand in one order in both stand in each.

    Args:
        words: n words.
        others: m words; n times m bits are gone through, and n times the root of m kept.

    Returns:
        Pairs of numbers, both ascending.
    """
    rows = _Rows(words)
    step = isqrt(len(others)) + 1
    starts = range(0, len(others), step)
    kept = [rows.first]
    for start in starts:
        kept.append(rows.after(kept[-1], others[start : start + step])[-1])
    found: list[tuple[int, int]] = []
    n = len(words)
    for start, row in zip(reversed(starts), reversed(kept[:-1]), strict=True):
        block = rows.after(row, others[start : start + step])
        m = len(block) - 1
        while n and m:
            if block[m] >> (n - 1) & 1:  # one word more finds none more
                n -= 1
                continue
            m -= 1
            if block[m] >> (n - 1) & 1:
                n -= 1
                found.append((n, start + m))
    return found[::-1]


class _Rows:
    """Rows of the table: a bit is clear where one word more finds one more in common."""

    def __init__(self, words: Sequence[Hashable]) -> None:
        self.first = (1 << len(words)) - 1
        self._places: dict[Hashable, int] = {}
        for n, word in enumerate(words):
            self._places[word] = self._places.get(word, 0) | 1 << n

    def after(self, row: int, others: Sequence[Hashable]) -> list[int]:
        """Return a row and those of some words after it."""
        rows = [row]
        for word in others:
            met = row & self._places.get(word, 0)
            row = (row + met | row - met) & self.first
            rows.append(row)
        return rows
