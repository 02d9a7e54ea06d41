"""Ways of looking at the same segments: what is found from several sides is worth more.

Three views: meaning and words together; meaning without each participant's manner of speaking; and
the neighbourhoods that segments form, where a chain of like segments holds together. Where segments
are short and long, the first and the last see meaning without what only length tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.analysis.vectors import (
    Floats,
    Vectors,
    Whole,
    group_means,
    participant_centred,
    unit_rows,
    without_common,
)
from workbench.analysis.wordings import Sparse, shared_words, word_vectors

#: How much words count beside meaning, as a factor of their vectors.
_WORDS_WEIGHT = 0.6
_WORDS_IN_TIES = 0.5
_NEIGHBOURS = 12
_DIMENSIONS = 15
_SMALL = 200


@dataclass(frozen=True, slots=True)
class Sides:
    """Segments, or small groups of them, from the sides that can be averaged.

    Attributes:
        meaning: Shape (n, d), the encoder's vectors, where need be without length.
        words: Shape (n, terms), sparse rows of term weights.
        mixed: Shape (n, d + at most 100), meaning and words side by side.
        centred: Shape (n, d), without each participant's manner of speaking.
    """

    meaning: Vectors
    words: Sparse
    mixed: Vectors
    centred: Vectors

    def averaged(self, leaves: Whole) -> Sides:
        """Return the sides of groups of segments: the means of their rows, of length one.

        Args:
            leaves: Shape (n,), the group of each segment from 0.
        """
        from scipy import sparse

        size = len(leaves)
        member = sparse.csr_array((np.ones(size), (leaves, np.arange(size))))
        words = member @ self.words
        lengths = np.sqrt(np.asarray((words * words).sum(axis=1))).ravel()
        scale = sparse.diags_array(1 / np.maximum(lengths, 1e-12))
        meaning, mixed, centred = (
            unit_rows(group_means(side, leaves))
            for side in (self.meaning, self.mixed, self.centred)
        )
        return Sides(meaning, (scale @ words).tocsr(), mixed, centred)

    def views(self, seed: int) -> tuple[Vectors, ...]:
        """Return the views to group in, each of shape (n, ...) with unit rows."""
        if len(self.meaning) <= _DIMENSIONS:
            return (self.mixed, self.centred)
        alike = self.meaning @ self.meaning.T
        alike += _WORDS_IN_TIES * (self.words @ self.words.T).toarray()
        return (self.mixed, self.centred, neighbourhoods(alike, seed))


def sides_of(vectors: Vectors, texts: Sequence[str], documents: Whole, seed: int) -> Sides:
    """Return segments from several sides.

    Args:
        vectors: Shape (n, d), unit rows.
        texts: The n segments' words.
        documents: Shape (n,), whose words each is, numbered from 0.
        seed: Where iterations begin.
    """
    lengths = np.array([len(text.split()) for text in texts], dtype=np.int64)
    words, meaning = shared_words(texts), without_common(vectors, lengths)
    mixed = unit_rows(np.hstack([meaning, _WORDS_WEIGHT * word_vectors(words, seed)]))
    return Sides(meaning, words, mixed, participant_centred(vectors, documents))


def neighbourhoods(alike: Vectors, seed: int) -> Vectors:
    """Return where segments lie in the graph of nearest neighbours.

    Each segment is tied to its twelve most alike; the rows are the eigenvectors of the
    normalised graph with the largest eigenvalues, but for the first (Ng, Jordan & Weiss 2002).

    Args:
        alike: Shape (n, n), n > 15; its diagonal is overwritten.
        seed: Where the iteration begins.

    Returns:
        Shape (n, 15), unit rows.
    """
    from scipy.sparse.linalg import eigsh

    graph = _normalised(_ties(alike))
    count = min(_DIMENSIONS, len(alike) - 2)
    if len(alike) <= _SMALL:
        strengths, found = np.linalg.eigh(graph.toarray())
    else:
        start = np.random.default_rng(seed).normal(size=len(alike))
        strengths, found = eigsh(graph, k=count + 1, which="LA", v0=start)
    order = np.argsort(-strengths, kind="stable")[1 : count + 1]
    return unit_rows(found[:, order])


def _ties(alike: Vectors) -> Sparse:
    """Return the symmetric graph of nearest neighbours, weighted by how alike they are."""
    from scipy import sparse

    size = len(alike)
    np.fill_diagonal(alike, -np.inf)
    count = min(_NEIGHBOURS, size - 1)
    nearest = np.argpartition(-alike, count - 1, axis=1)[:, :count]
    weights = np.maximum(np.take_along_axis(alike, nearest, axis=1), 1e-6).astype(np.float64)
    rows = np.repeat(np.arange(size), count)
    graph = sparse.csr_array((weights.ravel(), (rows, nearest.ravel())), shape=(size, size))
    return graph.maximum(graph.T)


def _normalised(graph: Sparse) -> Sparse:
    from scipy import sparse

    sums: Floats = np.asarray(graph.sum(axis=1)).ravel()
    scale = sparse.diags_array(1 / np.sqrt(sums))
    return (scale @ graph @ scale).tocsr()
