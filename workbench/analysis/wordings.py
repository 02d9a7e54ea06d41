"""How alike segments are in their very words: sparse rows of term weights.

Meaning is in the vectors of the encoder; a study's own terms ("no-wrong-door", a form's name)
are often known to the words alone. Both together tell more than either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from workbench.analysis.terms import terms_in, words_in
from workbench.analysis.vectors import Vectors, unit_rows

#: A fitted `sklearn.feature_extraction.text.TfidfVectorizer`, and the rows it gives.
Wording = Any
Sparse = Any
#: So many dimensions the words of a study are told in at most.
_DIMENSIONS = 100


def worded(texts: Sequence[str], terms: Callable[[str], list[str]] = words_in) -> tuple[Any, Any]:
    """Return what weights words, learnt from some texts, and the texts' rows by it.

    Rows are of length one, or of nothing but zeros where a text has no word.

    Args:
        texts: n >= 1 texts.
        terms: Returns the words of a text.

    Returns:
        A wording and rows of shape (n, terms).
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    none_at_all = None if any(map(terms, texts)) else [""]
    wording = TfidfVectorizer(analyzer=terms, vocabulary=none_at_all, sublinear_tf=True)
    return wording, wording.fit_transform(texts)


def word_vectors(texts: Sequence[str], seed: int) -> Vectors:
    """Return where texts lie by the terms they share: latent semantic analysis.

    The largest singular vectors of the weighted terms (Deerwester et al. 1990).

    Args:
        texts: n >= 1 texts.
        seed: Where the iteration begins.

    Returns:
        Shape (n, at most 100), unit rows; no column where there is no more than one term.
    """
    from sklearn.decomposition import TruncatedSVD

    _, rows = worded(texts, terms_in)
    kept = min(_DIMENSIONS, min(rows.shape) - 1)
    if kept < 1:
        return np.zeros((len(texts), 0), dtype=np.float32)
    with np.errstate(invalid="ignore"):  # the shares of a variance of nothing
        return unit_rows(TruncatedSVD(kept, random_state=seed).fit_transform(rows))
