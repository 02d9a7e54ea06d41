"""Codes that a passage might get, learnt from the researcher's own codings.

A weighted multinomial logistic regression over two likenesses at once, of meaning and of words, in
its kernel form (Zhu & Hastie 2005, equations 3-5). With few codings the code's own name and
definition, which is an example too, carries most; with more the codings do: no switch is needed.
Silent when unsure: a suggestion needs a margin, and a human-coded quotation that gives its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.analysis.vectors import Floats, Vectors, Whole
from workbench.analysis.wordings import Sparse, Wording, worded

Likeness = NDArray[np.floating]

#: A coding accepted from a suggestion counts half of one a person chose unprompted.
ACCEPTED_WEIGHT = 0.5
MOST_OFFERED = 3
#: By so much at least an offered code's probability exceeds that of the best one not offered;
#: `sureness` tells how much it takes in a study.
LEAST_MARGIN = 0.05
#: A quotation less alike than this is no reason to a reader.
LEAST_ALIKE = 0.2
#: More examples are thinned out code by code: time grows with their square.
MOST_EXAMPLES = 800
_PENALTY = 0.03
_ROUNDS = 50
_BEFORE_WEIGHT = 0.5
_BEFORE_DRAWN = 5.0


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learnt from: the codings of one coder, and what the codes are called.

    Attributes:
        vectors: Shape (n, d), unit rows, one for each coding.
        texts: The n codings' words.
        codes: Shape (n,), the code of each, from 0.
        weights: Shape (n,), 1 for a person's own coding, `ACCEPTED_WEIGHT` for an accepted one.
        names: Shape (c, d), unit rows, the vectors of each code's "name. definition".
        named: The c names and definitions themselves.
    """

    vectors: Vectors
    texts: tuple[str, ...]
    codes: Whole
    weights: Floats
    names: Vectors
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What all learning from some examples has in common: how alike they are, row by row.

    Attributes:
        vectors: Shape (n + c, d), the examples and after them the names.
        wording: How words are weighted.
        words: Shape (n + c, terms), the same rows by their words.
        alike: Shape (n + c, n + c).
        codes: Shape (n + c,), the code of each row.
        weights: Shape (n + c,), what each row counts.
        count: How many codes there are, c.
    """

    vectors: Vectors
    wording: Wording
    words: Sparse
    alike: Likeness
    codes: Whole
    weights: Floats
    count: int

    def rows_without(self, places: Whole) -> Whole:
        """Return the rows but for some, in order."""
        return np.delete(np.arange(len(self.codes)), places)

    def votes(self, rows: Whole) -> Floats:
        """Return how much each of some rows speaks for each code, where no other is known.

        Each code counts the same, however often it was used.

        Args:
            rows: Which are known; those of the names must be.
        """
        codes, weights = self.codes[rows], self.weights[rows]
        weights = weights / np.bincount(codes, weights, minlength=self.count)[codes]
        alike = self.alike if len(rows) == len(self.codes) else self.alike[np.ix_(rows, rows)]
        return _votes(alike, codes, weights / weights.mean(), self.count)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt: how much each example speaks for each code.

    Attributes:
        vectors: Shape (m, d), the examples learnt from and after them the names.
        wording: How words are weighted.
        words: Shape (m, terms), the same rows by their words.
        votes: Shape (m, c).
    """

    vectors: Vectors
    wording: Wording
    words: Sparse
    votes: Floats


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that a passage might get.

    Attributes:
        code: Which, from 0.
        margin: Its probability less that of the best code not offered, in [0, 1].
        because: Which example is its reason: the nearest that a person coded unprompted.
        alike: How alike that quotation is, as a cosine.
    """

    code: int
    margin: float
    because: int
    alike: float


def ground_of(examples: Examples) -> Ground:
    """Return what learning from examples, or from any part of them, begins with.

    Raises:
        ValueError: There is no code.
    """
    count = len(examples.names)
    if not count:
        raise ValueError("nothing to learn without a code")
    vectors = np.vstack([examples.vectors, examples.names]).astype(np.float32)
    wording, words = worded((*examples.texts, *examples.named))
    alike = _alike(vectors, words, vectors, words).astype(np.float32)
    codes = np.concatenate([examples.codes, np.arange(count)])
    weights = np.concatenate([examples.weights, np.ones(count)])
    return Ground(vectors, wording, words, alike, codes, weights, count)


def learn(examples: Examples) -> Learnt:
    """Learn from examples; each code counts the same, however often it was used.

    Raises:
        ValueError: There is no code.
    """
    return learn_without(ground_of(examples), np.empty(0, dtype=np.int64))


def learn_without(ground: Ground, places: Whole) -> Learnt:
    """Learn from all examples but those at some places."""
    rows = ground.rows_without(places)
    return Learnt(ground.vectors[rows], ground.wording, ground.words[rows], ground.votes(rows))


def probabilities(
    learnt: Learnt, vectors: Vectors, texts: Sequence[str], before: Floats | None = None
) -> Floats:
    """Return how probable each code is for each passage.

    Args:
        learnt: What was learnt.
        vectors: Shape (q, d), the passages' unit rows.
        texts: The q passages' words.
        before: Shape (q, c), how probable each code is after the codes before, as `after` tells;
            None where nothing was coded before.

    Returns:
        Shape (q, c), rows that sum to 1.
    """
    words = learnt.wording.transform(texts)
    scores = _alike(vectors, words, learnt.vectors, learnt.words) @ learnt.votes
    if before is not None:
        scores = scores + _BEFORE_WEIGHT * np.log(before)
    return np.asarray(chances_of(scores), dtype=np.float64)


def chances_of(scores: Likeness) -> Likeness:
    """Return scores as probabilities, row by row: shape (q, c) of both."""
    from scipy.special import softmax

    return np.asarray(softmax(scores, axis=1))


def transitions(pairs: Sequence[tuple[Sequence[int], Sequence[int]]], count: int) -> Floats:
    """Return how often each code follows each, drawn towards "the same again or any".

    Args:
        pairs: Codes of a coded segment and of the next one in its source, as a person coded them.
        count: How many codes there are.

    Returns:
        Shape (c, c), row a: probabilities of the code after a.
    """
    seen = np.zeros((count, count))
    for first, second in pairs:
        for a in first:
            seen[a, list(second)] += 1 / (len(first) * len(second))
    again = float(np.trace(seen) / max(seen.sum(), 1.0))
    drawn = (1 - again) / count + again * np.eye(count)
    sums = seen.sum(axis=1, keepdims=True)
    return np.asarray((seen + _BEFORE_DRAWN * drawn) / (sums + _BEFORE_DRAWN))


def after(chances: Floats, codes: Sequence[int]) -> Floats:
    """Return how probable each code is after some codes; equal chances after none; shape (c,)."""
    if not codes:
        return np.full(len(chances), 1 / len(chances))
    return np.asarray(chances[list(codes)].mean(axis=0))


def offered(
    chances: Floats,
    vector: Vectors,
    examples: Examples,
    least_margin: float = LEAST_MARGIN,
) -> tuple[Suggestion, ...]:
    """Return at most three codes for a passage, the most probable first, or none when unsure.

    They are at most half of the codes that were given so far: more would tell nothing.

    Args:
        chances: Shape (c,), the passage's row of `probabilities`.
        vector: Shape (d,), the passage's vector.
        examples: The codings learnt from; those of full weight can be a reason.
        least_margin: What a code must have before the best one not offered.
    """
    order = np.argsort(-chances, kind="stable")
    most = most_offered(examples.codes)
    beyond = float(chances[order[most]]) if len(order) > most else 0.0
    alike = np.where(examples.weights >= 1, examples.vectors @ vector, -np.inf)
    found = []
    for code in order[:most]:
        margin = float(chances[code]) - beyond
        place = np.flatnonzero(examples.codes == code)
        nearest = int(place[np.argmax(alike[place])]) if len(place) else -1
        if margin >= least_margin and nearest >= 0 and alike[nearest] >= LEAST_ALIKE:
            found.append(Suggestion(int(code), margin, nearest, float(alike[nearest])))
    return tuple(found)


def most_offered(codes: Whole) -> int:
    """Return how many codes are offered at most, given those of the examples: at most half."""
    return min(MOST_OFFERED, max(1, len(np.unique(codes)) // 2))


def thinned(codes: Whole, most: int = MOST_EXAMPLES) -> Whole:
    """Return which examples to learn from when there are many: the last of each code.

    The codes with most examples lose first, so that rare codes keep theirs.

    Args:
        codes: Shape (n,), the code of each example, from 0.
        most: So many are kept.

    Returns:
        Shape (at most n,), places in the examples, in order.
    """
    counts = np.bincount(codes, minlength=1)
    limit = int(counts.max(initial=0))
    while limit > 1 and np.minimum(counts, limit).sum() > most:
        limit -= 1
    places = [np.flatnonzero(codes == code)[-limit:] for code in range(len(counts))]
    return np.sort(np.concatenate(places))


def chosen(examples: Examples, places: Whole) -> Examples:
    """Return some of the examples; the codes and their names stay."""
    return replace(
        examples,
        vectors=examples.vectors[places],
        texts=tuple(examples.texts[place] for place in places),
        codes=examples.codes[places],
        weights=examples.weights[places],
    )


def _alike(vectors: Vectors, words: Sparse, others: Vectors, other_words: Sparse) -> Floats:
    """Return cosine of meaning plus cosine of words; shape (n, m), in [-1, 2]."""
    return np.asarray(vectors @ others.T + (words @ other_words.T).toarray(), dtype=np.float64)


def _votes(alike: Likeness, codes: Whole, weights: Floats, count: int) -> Floats:
    """Minimise the weighted, penalised loss by accelerated steps (Nesterov 1983).

    The steps go along the gradient of the function space, so that each costs one product.
    """
    alike = alike.astype(np.float32, copy=False)  # half the bytes, twice the pace
    weights = weights.astype(np.float32)
    truth = np.eye(count, dtype=np.float32)[codes]
    votes = np.zeros_like(truth)
    ahead, pace = votes, 1.0
    steep = np.float32(0.5 * float(weights.max()) * _largest(alike) + _PENALTY)
    for _ in range(_ROUNDS):
        wrong = weights[:, None] * (chances_of(alike @ ahead) - truth)
        stepped = ahead - (wrong + np.float32(_PENALTY) * ahead) / steep
        following = (1 + float(np.sqrt(1 + 4 * pace * pace))) / 2
        ahead = stepped + np.float32((pace - 1) / following) * (stepped - votes)
        votes, pace = stepped, following
    return np.asarray(votes, dtype=np.float64)


def _largest(alike: Likeness) -> float:
    """Return a bound of the largest eigenvalue, by power iteration and a little more."""
    row = np.ones(len(alike), dtype=alike.dtype)
    length = 1.0
    for _ in range(12):
        row = alike @ row
        length = max(float(np.linalg.norm(row)), 1e-12)
        row = row / length
    return 1.05 * length
