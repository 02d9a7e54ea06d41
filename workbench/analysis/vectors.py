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
#: One direction in so many dimensions is common to all texts (Mu & Viswanath 2018, section 2.3).
_A_COMMON_ONE = 100
#: Length tells most of a direction where it tells so much of its variance.
_MOSTLY = 0.5
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


def without_common(vectors: Vectors, lengths: Whole) -> Vectors:
    """Return vectors without what all texts share, where that is how long they are.

    Where turns of three words stand beside turns of three hundred, length tells most of the
    strongest direction, and what is told comes behind it. "All but the top" then takes the mean
    and the strongest directions away (Mu & Viswanath 2018, algorithm 1), one for each hundred
    segments at most: of few segments the strongest directions are topics.

    Args:
        vectors: Shape (n, d), unit rows.
        lengths: Shape (n,), how many words each text has.
    """
    from sklearn.decomposition import PCA

    count = min(vectors.shape[1], len(vectors)) // _A_COMMON_ONE
    if not count:
        return vectors
    strongest = PCA(count, svd_solver="covariance_eigh")
    told = strongest.fit_transform(vectors)
    with np.errstate(invalid="ignore"):  # texts of one length tell nothing by it
        by_length = np.corrcoef(np.log1p(lengths), told[:, 0])[0, 1] ** 2
    if not by_length >= _MOSTLY:
        return vectors
    return unit_rows(vectors - strongest.inverse_transform(told))
