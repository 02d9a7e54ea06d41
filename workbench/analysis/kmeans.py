"""K-means on unit rows: one seed, one answer, whoever works it out."""

from __future__ import annotations

import numpy as np

from workbench.analysis.vectors import Floats, Vectors, Whole

_ROUNDS = 30


def spherical_kmeans(
    vectors: Vectors, count: int, rng: np.random.Generator
) -> tuple[Whole, Vectors]:
    """Return groups of rows by cosine (Dhillon & Modha 2001), begun as k-means++ does.

    Args:
        vectors: Shape (n, d), unit rows, n >= 1.
        count: Groups wanted; no more are made than there are rows.
        rng: Chooses where to begin.

    Returns:
        The group of each row, shape (n,), and the groups' centres, shape (groups, d), unit rows.
    """
    centres = _beginnings(vectors, min(count, len(vectors)), rng)
    groups = nearest_centre(vectors, centres)
    for _ in range(_ROUNDS):
        centres = _moved(vectors, groups, centres)
        found = nearest_centre(vectors, centres)
        if np.array_equal(found, groups):
            break
        groups = found
    return groups, centres


def nearest_centre(vectors: Vectors, centres: Vectors) -> Whole:
    """Return for each row the number of its nearest centre by cosine, the first of equals."""
    return np.asarray(np.argmax(vectors @ centres.T, axis=1))


def _beginnings(vectors: Vectors, count: int, rng: np.random.Generator) -> Vectors:
    """Choose rows far from each other by chance (Arthur & Vassilvitskii 2007, section 2.2)."""
    chosen = [int(rng.integers(len(vectors)))]
    away = _distance(vectors, vectors[chosen[0]])
    for _ in range(count - 1):
        reach = np.cumsum(away)
        if reach[-1] > 0:
            found = int(np.searchsorted(reach, rng.random() * reach[-1], side="right"))
            chosen.append(min(found, len(vectors) - 1))
        else:  # all rows left are copies of chosen ones
            chosen.append(int(rng.integers(len(vectors))))
        away = np.minimum(away, _distance(vectors, vectors[chosen[-1]]))
    return vectors[chosen]


def _distance(vectors: Vectors, centre: Vectors) -> Floats:
    away = np.clip(1 - (vectors @ centre).astype(np.float64), 0, None)
    away[away < 1e-6] = 0
    return away


def _moved(vectors: Vectors, groups: Whole, centres: Vectors) -> Vectors:
    """Return the mean direction of each group; one that lost all its rows stays where it was."""
    member = np.zeros((len(centres), len(vectors)), dtype=np.float32)
    member[groups, np.arange(len(vectors))] = 1
    sums = member @ vectors
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.where(lengths > 1e-9, sums / np.maximum(lengths, 1e-9), centres).astype(np.float32)
