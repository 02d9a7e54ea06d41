"""What many groupings of the same segments agree on: a tree that can be cut anywhere.

A grouping is a lens, never a result. Nobody is left out: how steadily a segment stays with its
group is shown beside it. Light arithmetic on small arrays, so that a slider can move it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analysis.vectors import Floats, Whole


@dataclass(frozen=True, slots=True)
class Consensus:
    """The agreement of many runs over n segments.

    Attributes:
        leaves: Shape (n,), the tree's leaf of each segment, from 0; each segment is a leaf of its
            own in studies of usual size.
        merges: Shape (m - 1, 2), for m leaves: the two that become one at each step, closest first;
            step s makes number m + s.
        heights: Shape (m - 1,), in [0, 1]: the mean share of runs that kept the two apart.
        runs: Shape (r, m), the group of each leaf in each run.
    """

    leaves: Whole
    merges: Whole
    heights: Floats
    runs: NDArray[np.int32]

    @property
    def most(self) -> int:
        """The largest number of groups the tree can be cut into."""
        return len(self.merges) + 1 if len(self.leaves) else 0

    def cut(self, count: int) -> Whole:
        """Return the group of each segment when the tree is cut into so many groups.

        Groups are numbered from 0, the largest first; equals by their first segment.

        Args:
            count: Groups wanted, in [1, most]; what lies outside is brought in.
        """
        return by_size(self.nodes(count))

    def nodes(self, count: int) -> Whole:
        """Return the tree's node of each segment when it is cut into so many groups.

        A group that is the same at two cuts is the same node there.

        Args:
            count: Groups wanted, in [1, most]; what lies outside is brought in.
        """
        if not len(self.leaves):
            return np.zeros(0, dtype=np.int64)
        size = self.most
        roots = np.arange(2 * size - 1)
        for step in range(size - min(max(count, 1), size)):
            roots[self.merges[step]] = size + step
        for number in range(len(roots) - 1, -1, -1):
            roots[number] = roots[roots[number]]
        return np.asarray(roots[self.leaves])

    def members(self, node: int) -> Whole:
        """Return the segments below a node of the tree; none where there is no such node."""
        size = self.most
        below = np.arange(2 * size - 1) == node
        for step in range(len(self.merges) - 1, -1, -1):
            below[self.merges[step]] |= below[size + step]
        return np.flatnonzero(below[self.leaves])

    def stability(self, groups: Whole) -> Floats:
        """Return how steadily each segment stays with its group and apart from the others.

        For each run: the share of its group's other members that it came together with, and how
        much of what it came together with was of its group. The mean over the runs of the share's
        root, for meeting half of a group again is more than half of staying, and of the two
        together. A segment alone in its group has none to stay with and gets 0.

        Args:
            groups: Shape (n,), as `cut` returns them.

        Returns:
            Shape (n,), in [0, 1].
        """
        kept = np.zeros(len(groups))
        others = np.maximum(np.bincount(groups, minlength=1)[groups] - 1, 1)
        for run in self.runs:
            found = run[self.leaves].astype(np.int64)
            pairs = groups * (int(found.max(initial=0)) + 1) + found
            _, place, counts = np.unique(pairs, return_inverse=True, return_counts=True)
            met = counts[place] - 1
            share = met / others
            own = met / np.maximum(np.bincount(found, minlength=1)[found] - 1, 1)
            kept += (np.sqrt(share) + share * own) / 2
        return kept / max(len(self.runs), 1)


def by_size(groups: Whole) -> Whole:
    """Return groups numbered from 0, the largest first; equals by their first segment."""
    _, firsts, place, counts = np.unique(
        groups, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((firsts, -counts))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks[place]


def thirds(stability: Floats) -> tuple[str, ...]:
    """Return *high*, *medium* or *low* for each segment, by thirds; equals get the same word.

    Args:
        stability: Shape (n,).
    """
    if not len(stability):
        return ()
    low, high = np.quantile(stability, [1 / 3, 2 / 3], method="lower")
    return tuple(
        "high" if s > high or s >= 1 else "medium" if s > low else "low" for s in stability
    )


def first_count(size: int) -> int:
    """Return how many groups to show first for so many segments: their square root.

    It is where the slider begins and round what the runs are spread, not "the" number of themes.
    """
    return min(max(1, round(float(np.sqrt(size)))), 60)
