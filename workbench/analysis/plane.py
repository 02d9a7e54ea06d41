"""A map of segments: each has a place on the plane, near those it was grouped with.

The tree's small groups are laid out by how much they agree, their segments in a spiral round the
middle, the steadiest inside. Nothing is drawn by chance, and moving the slider moves no segment.
"""

from __future__ import annotations

import numpy as np

from workbench.analysis.cluster import together
from workbench.analysis.consensus import Consensus
from workbench.analysis.vectors import Floats, Whole, group_means

_ISLANDS = 60
_TURN = np.pi * (3 - np.sqrt(5))
_ROUNDS = 200


def place_segments(consensus: Consensus) -> Floats:
    """Return where each segment lies.

    Args:
        consensus: What the runs agree on.

    Returns:
        Shape (n, 2), centred, the farthest coordinate at 1.
    """
    size = len(consensus.leaves)
    if not size:
        return np.zeros((0, 2))
    islands = consensus.cut(min(_ISLANDS, max(1, size // 4)))
    counts = np.bincount(islands)
    radii = np.sqrt(counts)
    middles = _spread(_scaled(_apart(consensus, islands)), radii)
    places = middles[islands] + _spirals(islands, consensus.stability(islands))
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    return places / max(float(np.abs(places).max()), 1e-12)


def _apart(consensus: Consensus, islands: Whole) -> Floats:
    """Return the mean share of runs that keep two small groups apart; shape (islands, islands)."""
    firsts = np.unique(consensus.leaves, return_index=True)[1]
    own = islands[firsts]
    means = group_means(together(consensus.runs), own)
    return np.asarray(1 - group_means(means.T, own).T)


def _scaled(apart: Floats) -> Floats:
    """Return two coordinates by metric scaling, begun at the classical one: without chance."""
    from sklearn.manifold import MDS

    if len(apart) < 2:
        return np.zeros((len(apart), 2))
    np.fill_diagonal(apart, 0)
    scaling = MDS(2, metric="precomputed", n_init=1, init="classical_mds")
    return np.asarray(scaling.fit_transform(apart))


def _spread(middles: Floats, radii: Floats) -> Floats:
    """Return the middles as far apart as the discs round them need, pushed off each other."""
    size = len(middles)
    if size < 2:
        return middles
    needed = radii[:, None] + radii[None, :]
    reach = max(float(np.abs(middles).max()), 1e-9)
    places = middles / reach * float(np.sqrt((radii**2).sum())) * 1.2
    places += _spirals(np.zeros(size, dtype=np.int64), np.zeros(size)) * 1e-3  # tells copies apart
    for _ in range(_ROUNDS):
        away = places[:, None, :] - places[None, :, :]
        distances = np.maximum(_distances(places), 1e-9)
        short = np.clip(needed * 1.1 - distances, 0, None)
        np.fill_diagonal(short, 0)
        if not short.any():
            break
        places = places + 0.25 * (away / distances[..., None] * short[..., None]).sum(axis=1)
    return places


def _spirals(groups: Whole, stability: Floats) -> Floats:
    """Return each row's place round the middle of its group: a sunflower's (Vogel 1979)."""
    places = np.zeros((len(groups), 2))
    for number in range(int(groups.max(initial=-1)) + 1):
        members = np.flatnonzero(groups == number)
        members = members[np.argsort(-stability[members], kind="stable")]
        steps = np.arange(len(members))
        reach, angle = np.sqrt(steps + 0.5) * 0.9, steps * _TURN
        places[members] = np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)
    return places


def _distances(places: Floats) -> Floats:
    return np.asarray(np.linalg.norm(places[:, None, :] - places[None, :, :], axis=2))
