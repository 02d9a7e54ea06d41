"""Vectors of segments as rows of length one, and the few steps that everything else is made of."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

#: How strongly the mean of a document with few segments is drawn towards nothing.
_DRAWN = 5.0
_TINY = 1e-12


def unit_rows(rows: NDArray[np.floating]) -> Vectors:
    """Return rows of length one; a row of nothing stays nothing.

    Args:
        rows: Shape (n, d).
    """
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, _TINY), dtype=np.float32)


def numbered(names: Sequence[Hashable]) -> Whole:
    """Return for each name a number, in the order in which names are first met; shape (n,)."""
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)


def group_means(rows: NDArray[np.floating], groups: Whole) -> Floats:
    """Return the mean row of each group.

    Args:
        rows: Shape (n, d).
        groups: Shape (n,), a group's number from 0 for each row; none is left out.

    Returns:
        Shape (groups, d).
    """
    count = int(groups.max(initial=-1)) + 1
    sums = np.zeros((count, rows.shape[1]))
    np.add.at(sums, groups, rows)
    return sums / np.maximum(np.bincount(groups, minlength=count), 1)[:, None]


def participant_centred(vectors: Vectors, documents: Whole) -> Vectors:
    """Return vectors without what is particular to how each participant speaks.

    The mean of a participant's segments is taken away, less of it where there are few segments.
    It destroys topics that coincide with a document, so it is one view among others.

    Args:
        vectors: Shape (n, d), unit rows.
        documents: Shape (n,), whose words each row is, numbered from 0.
    """
    counts = np.bincount(documents)
    kept = counts / (counts + _DRAWN)
    means = group_means(vectors, documents) * kept[:, None]
    return unit_rows(vectors - means[documents])
