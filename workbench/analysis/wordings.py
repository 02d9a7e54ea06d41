"""How alike segments are in their very words: sparse rows of term weights.

Meaning is in the vectors of the encoder; a study's own terms ("no-wrong-door", a form's name)
are often known to the words alone. Both together tell more than either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.analysis.terms import lexicon_of, rarity, terms_in, words_in
from workbench.analysis.vectors import Floats, Vectors, unit_rows

#: Rows of term weights: a SciPy sparse array, whose type SciPy does not tell.
Sparse = Any
_SMALL = 200


@dataclass(frozen=True, slots=True)
class Wording:
    """What turns texts into rows of term weights.

    Attributes:
        lexicon: The column of each term.
        weights: Shape (terms,), how rare each is.
    """

    lexicon: dict[str, int]
    weights: Floats

    def rows(self, texts: Sequence[str]) -> Sparse:
        """Return unit rows of (1 + ln count) x rarity, shape (n, terms) (Salton & Buckley 1988)."""
        return self._rows([words_in(text) for text in texts])

    def _rows(self, texts: Iterable[Sequence[str]]) -> Sparse:
        from scipy import sparse

        columns: list[int] = []
        begins = [0]
        for words in texts:
            columns += [self.lexicon[word] for word in words if word in self.lexicon]
            begins.append(len(columns))
        ones, shape = np.ones(len(columns)), (len(begins) - 1, len(self.lexicon))
        rows = sparse.csr_array((ones, np.array(columns, dtype=np.int32), begins), shape=shape)
        rows.sum_duplicates()
        rows.data = (1 + np.log(rows.data)) * self.weights[rows.indices]
        of = np.repeat(np.arange(shape[0]), np.diff(rows.indptr))
        rows.data /= np.sqrt(np.bincount(of, rows.data**2, minlength=shape[0]))[of]
        return rows


def worded(texts: Sequence[str]) -> tuple[Wording, Sparse]:
    """Return the weights of all words that some texts hold, and the texts' rows by them."""
    words = [words_in(text) for text in texts]
    lexicon = lexicon_of(words)
    wording = Wording(lexicon, rarity(words, lexicon))
    return wording, wording._rows(words)


def shared_words(texts: Sequence[str]) -> Sparse:
    """Return rows of the telling terms that at least two texts hold; shape (n, terms)."""
    terms = [terms_in(text) for text in texts]
    lexicon = lexicon_of(terms, least=2)
    return Wording(lexicon, rarity(terms, lexicon)).rows(texts)


def word_vectors(rows: Sparse, seed: int, size: int = 100) -> Vectors:
    """Return where texts lie by the terms they share: latent semantic analysis.

    The largest singular vectors of the weighted terms (Deerwester et al. 1990).

    Args:
        rows: Shape (n, terms), as `shared_words` gives them.
        seed: Where the iteration begins.
        size: Dimensions at most.

    Returns:
        Shape (n, at most size), unit rows or rows of nothing; no column where no term is shared.
    """
    kept = min(size, min(rows.shape) - 1)
    if kept < 1:
        return np.zeros((rows.shape[0], 0), dtype=np.float32)
    if min(rows.shape) <= _SMALL:
        left, strengths, _ = np.linalg.svd(rows.toarray(), full_matrices=False)
        left, strengths = left[:, :kept], strengths[:kept]
    else:
        from scipy.sparse.linalg import svds

        start = np.random.default_rng(seed).normal(size=min(rows.shape))
        left, strengths, _ = svds(rows, k=kept, v0=start)
    return unit_rows(left * strengths)
