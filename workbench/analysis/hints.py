"""Hints for a second look: codes that may be one, codings unlike the others, what to read next.

Each is an invitation to look, never a finding: embeddings do not see contradiction or irony.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analysis.similar import Found, by_rarity, fuse, nearest
from workbench.analysis.suggest import Examples, chosen, learn, probabilities, thinned
from workbench.analysis.vectors import Floats, Vectors, Whole, group_means, unit_rows

#: A code of fewer codings tells too little of what it is about.
LEAST_CODINGS = 3
#: So sure must the tool be of another code before it says so.
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Alike:
    """Two codes whose codings are alike.

    Attributes:
        first: A code, from 0; less than the second.
        second: The other.
        alike: The cosine of what is particular to each, in [-1, 1].
    """

    first: int
    second: int
    alike: float


@dataclass(frozen=True, slots=True)
class Differing:
    """A coding that the tool reads differently.

    Attributes:
        place: Which example.
        code: The code it would have suggested.
        chance: How probable it holds that code, in [0, 1].
        given: How probable it holds the code that a person gave.
    """

    place: int
    code: int
    chance: float
    given: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim or its opposite.

    Attributes:
        vector: Shape (d,), its unit vector.
        holding: For each of its telling words which passages hold it, shape (n,).
    """

    vector: Vectors
    holding: Sequence[NDArray[np.bool_]] = ()


def codes_alike(vectors: Vectors, codes: Whole) -> tuple[Alike, ...]:
    """Return pairs of codes, the most alike first.

    A code stands for the mean of its codings, less the mean of all codes: what every code of a
    study shares says nothing of two of them.

    Args:
        vectors: Shape (n, d), unit rows, one for each coding.
        codes: Shape (n,), the code of each, from 0.
    """
    counts = np.bincount(codes)
    used = np.flatnonzero(counts >= LEAST_CODINGS)
    if len(used) < 2:
        return ()
    means = unit_rows(group_means(vectors, codes))[used]
    own = unit_rows(means - means.mean(axis=0))
    alike = own @ own.T
    pairs = [
        Alike(int(used[a]), int(used[b]), float(alike[a, b]))
        for a in range(len(used))
        for b in range(a + 1, len(used))
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.alike, pair.first, pair.second)))


def unlike_the_others(vectors: Vectors, count: int) -> tuple[Found, ...]:
    """Return the codings of one code that are least like its others, the least alike first.

    Args:
        vectors: Shape (n, d), the unit rows of the codings of one code.
        count: How many at most.

    Returns:
        Each with its cosine to the mean of the others; none where there are fewer than three.
    """
    if len(vectors) < LEAST_CODINGS:
        return ()
    others = unit_rows(vectors.sum(axis=0) - vectors)
    alike = np.einsum("nd,nd->n", vectors, others)
    order = np.argsort(alike, kind="stable")[:count]
    return tuple(Found(int(place), float(alike[place])) for place in order)


def read_differently(examples: Examples, documents: Whole, folds: int = 5) -> tuple[Differing, ...]:
    """Return codings where the tool, having learnt from other documents, is sure of another code.

    Args:
        examples: Codings by people.
        documents: Shape (n,), the document of each, from 0; none teaches about itself.
        folds: Into how many parts the documents are dealt.

    Returns:
        The surest first; none where there is but one document.
    """
    parts = min(folds, int(documents.max(initial=0)) + 1)
    if parts < 2:
        return ()
    chances = _from_other_documents(examples, documents, parts)
    places = np.arange(len(chances))
    best, given = chances.argmax(axis=1), chances[places, examples.codes]
    also = _given_besides(examples)
    sure = [
        Differing(int(p), int(best[p]), float(chances[p, best[p]]), float(given[p]))
        for p in places
        if chances[p, best[p]] >= SURE and (examples.texts[p], int(best[p])) not in also
    ]
    return tuple(sorted(sure, key=lambda one: (-one.chance, one.place)))


def farthest_first(vectors: Vectors, coded: NDArray[np.bool_], count: int) -> Whole:
    """Return segments unlike what was coded, each also unlike those before it (Gonzalez 1985).

    Args:
        vectors: Shape (n, d), unit rows.
        coded: Shape (n,), which were coded; with none the one nearest to the mean comes first.
        count: How many at most.

    Returns:
        Places, shape (at most count,).
    """
    wanted = min(count, int((~coded).sum()))
    found: list[int] = []
    near = _nearest_to(vectors, vectors[coded]) if coded.any() else None
    while len(found) < wanted:
        if near is None:
            place = int(np.argmax(vectors @ vectors.mean(axis=0)))
            near = vectors @ vectors[place]
        else:
            barred = coded.copy()
            barred[found] = True
            place = int(np.argmin(np.where(barred, np.inf, near)))
            near = np.maximum(near, vectors @ vectors[place])
        found.append(place)
    return np.array(found, dtype=np.int64)


def near_claim(
    asked: Sequence[Asked],
    vectors: Vectors,
    among: NDArray[np.bool_],
    beside: NDArray[np.bool_] | None = None,
) -> tuple[Found, ...]:
    """Return passages by how near they are to a claim, for it or against it.

    What is asked means and which of its words a passage holds are a ranking each: who speaks
    against something says its words, but means another thing. What stands beside the claim's own
    quotations makes another: who speaks against something does so where it is spoken of.

    Args:
        asked: The claim, and its opposite where somebody wrote one.
        vectors: Shape (n, d), unit rows of passages.
        among: Shape (n,), which may be found.
        beside: Shape (n,), which stand beside the claim's quotations.

    Returns:
        Each with its cosine to what is asked that it is nearest to.
    """
    rankings: list[list[int]] = []
    for one in asked:
        near = [found.place for found in nearest(one.vector, vectors, len(vectors), among)]
        rarity = by_rarity(one.holding, len(vectors))
        held = [place for place in near if rarity[place] > 0]
        rankings += [near, sorted(held, key=lambda place: -rarity[place])]  # equals: nearest first
    order = fuse(rankings, len(vectors))
    if beside is not None:
        rankings.append([one.place for one in order if beside[one.place]])
        order = fuse(rankings, len(vectors))
    scores = np.max([vectors @ one.vector for one in asked], axis=0)
    return tuple(Found(one.place, float(scores[one.place])) for one in order)


def _from_other_documents(examples: Examples, documents: Whole, parts: int) -> Floats:
    chances = np.zeros((len(documents), len(examples.names)))
    for part in range(parts):
        asked = np.flatnonzero(documents % parts == part)
        taught = chosen(examples, np.flatnonzero(documents % parts != part))
        learnt = learn(chosen(taught, thinned(taught.codes)))
        texts = [examples.texts[place] for place in asked]
        chances[asked] = probabilities(learnt, examples.vectors[asked], texts)
    return chances


def _given_besides(examples: Examples) -> set[tuple[str, int]]:
    """Return which code each text was given by anyone: a second code is no other reading."""
    return set(zip(examples.texts, examples.codes.tolist(), strict=True))


def _nearest_to(vectors: Vectors, others: Vectors, block: int = 1_000) -> Vectors:
    """Return each row's cosine to the nearest of others, in blocks to spare memory."""
    found: Sequence[Vectors] = [
        (vectors @ others[at : at + block].T).max(axis=1) for at in range(0, len(others), block)
    ]
    return np.asarray(np.max(np.stack(found), axis=0))
