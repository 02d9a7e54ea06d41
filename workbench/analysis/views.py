"""Ways of looking at the same segments: what is found from several sides is worth more.

Three views: meaning and words together; meaning without each participant's manner of speaking; and
the neighbourhoods that segments form, where a chain of like segments holds together. Where segments
are short and long, the first and the last see meaning without what only length tells.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np

from workbench.analysis.vectors import (
    Vectors,
    Whole,
    participant_centred,
    unit_rows,
    without_common,
)
from workbench.analysis.wordings import word_vectors

#: How much words count beside meaning, as a factor of their vectors.
_WORDS_WEIGHT = 0.6
_NEIGHBOURS = 12
_DIMENSIONS = 15


def sides_of(
    vectors: Vectors, texts: Sequence[str], documents: Whole, seed: int
) -> tuple[Vectors, Vectors]:
    """Return segments from the sides that can be averaged, each of shape (n, ...) with unit rows.

    Args:
        vectors: Shape (n, d), unit rows.
        texts: The n segments' words.
        documents: Shape (n,), whose words each is, numbered from 0.
        seed: Where iterations begin.

    Returns:
        Meaning and words side by side, and meaning without each participant's manner of speaking.
    """
    lengths = np.array([len(text.split()) for text in texts], dtype=np.int64)
    meaning = without_common(vectors, lengths)
    mixed = unit_rows(np.hstack([meaning, _WORDS_WEIGHT * word_vectors(texts, seed)]))
    return mixed, participant_centred(vectors, documents)


def neighbourhoods(rows: Vectors, seed: int) -> tuple[Vectors, ...]:
    """Return where segments lie in the graph of nearest neighbours.

    Each segment is tied to its nearest; the rows are the eigenvectors of the normalised graph with
    the largest eigenvalues, but for the first (Ng, Jordan & Weiss 2002).

    Args:
        rows: Shape (n, d), unit rows.
        seed: Where the iteration begins.

    Returns:
        One view of shape (n, 15), unit rows; none of segments too few for it.
    """
    from sklearn.manifold import SpectralEmbedding

    if len(rows) < _DIMENSIONS + 2:
        return ()
    lay_out = SpectralEmbedding(
        _DIMENSIONS,
        affinity="nearest_neighbors",
        n_neighbors=_NEIGHBOURS,
        # of so few, this one finds the vectors outright; the other may fail on copies
        eigen_solver="lobpcg" if len(rows) <= 5 * _DIMENSIONS else "arpack",
        random_state=seed,
    )
    with warnings.catch_warnings():  # a graph in pieces is a finding, too
        warnings.filterwarnings("ignore", "Graph is not fully connected|ARPACK has failed")
        return (unit_rows(lay_out.fit_transform(rows)),)
