"""Finds more like this: exactly, by meaning, and together with what full text finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analysis.vectors import Floats, Vectors, Whole

_FUSED = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A segment that was found.

    Attributes:
        place: Which row.
        score: A cosine in [-1, 1] where meaning alone was asked; after fusing, a sum of ranks.
    """

    place: int
    score: float


def nearest(
    wanted: Vectors, vectors: Vectors, count: int, among: NDArray[np.bool_] | None = None
) -> tuple[Found, ...]:
    """Return the rows nearest to a vector by exact dot product, the nearest first.

    Args:
        wanted: Shape (d,), a unit vector.
        vectors: Shape (n, d), unit rows.
        count: How many at most.
        among: Shape (n,), which rows may be found; None for all.
    """
    scores = vectors @ wanted
    if among is not None:
        scores = np.where(among, scores, -np.inf)
    kept = _best(scores, count)
    return tuple(Found(int(place), float(scores[place])) for place in kept)


def fuse(rankings: Sequence[Sequence[int]], count: int) -> tuple[Found, ...]:
    """Return one ranking of several: reciprocal-rank fusion (Cormack et al. 2009, k = 60).

    Args:
        rankings: Places, the best first; a place may be missing from some of them.
        count: How many at most.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, place in enumerate(ranking, start=1):
            scores[place] = scores.get(place, 0.0) + 1 / (_FUSED + rank)
    order = sorted(scores, key=lambda place: (-scores[place], place))
    return tuple(Found(place, scores[place]) for place in order[:count])


def by_rarity(holding: Sequence[NDArray[np.bool_]], size: int) -> Floats:
    """Return how many words each segment holds, a rare one counting more; shape (size,).

    Args:
        holding: For each word which segments hold it; weighted as TF-IDF weighs terms.
        size: How many segments there are.
    """
    weights = np.zeros(size)
    for held in holding:
        weights += held * (np.log((1 + size) / (1 + held.sum())) + 1)
    return weights


def _best(scores: NDArray[np.floating], count: int) -> Whole:
    """Return the places of the highest scores, the first of equals first; none that is barred."""
    if count < len(scores):
        bound = np.partition(scores, len(scores) - count)[len(scores) - count] if count else np.inf
        places = np.flatnonzero(scores >= bound)
    else:
        places = np.arange(len(scores))
    places = places[np.isfinite(scores[places])]
    return np.asarray(places[np.argsort(-scores[places], kind="stable")][:count])
