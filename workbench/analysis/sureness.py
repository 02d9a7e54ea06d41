"""How sure the second reader must be before it says a word, told by the study's own codings.

The margin by which a code leads means one thing in one study and another in the next. So it is
tried on what the coder did: a fifth of the codings at a time is held back, source by source, and
read with what the others teach. The margin is the least one from which on the first code would
have been right as often as is asked for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.analysis.suggest import (
    LEAST_MARGIN,
    Examples,
    chances_of,
    ground_of,
    most_offered,
)
from workbench.analysis.vectors import Floats, Whole

#: So often the first code shown is to be the coder's own. People with one codebook give a passage
#: another code about as often as not; who is right less often than that is no second reader.
RIGHT = 0.6
#: From so many codings on a study tells its margin; with fewer, what is left of a code when a fifth
#: is held back is too little.
LEAST_CODINGS = 100
#: The margin until then: on human-coded interviews the first code is right six times in ten there
#: when each code was given once, and when it was given four times.
EARLY_MARGIN = 0.25
#: No margin reaches it: nothing is suggested where even the surest are wrong too often.
NEVER = 1.001
_PARTS = 5


def margin_of(examples: Examples, documents: Whole) -> float:
    """Return the margin from which on a code may be offered.

    Args:
        examples: Codings of one coder, in order; each is held back once, and none else is known.
        documents: Shape (n,), the document of each, from 0.

    Returns:
        In [`LEAST_MARGIN`, 1], or `NEVER`; `EARLY_MARGIN` where they are too few.
    """
    if len(examples.texts) < LEAST_CODINGS:
        return EARLY_MARGIN
    margins, right = _tried(examples, _parts(documents))
    order = np.argsort(-margins, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(shares >= RIGHT)
    if not len(enough):
        return NEVER
    is_always = enough[-1] == len(order) - 1
    return LEAST_MARGIN if is_always else max(LEAST_MARGIN, float(margins[order[enough[-1]]]))


def _parts(documents: Whole) -> Whole:
    """Deal documents to parts; where they are few, stretches of what follows each other."""
    _, numbers = np.unique(documents, return_inverse=True)
    if numbers.max(initial=0) + 1 >= _PARTS:
        return np.asarray(numbers % _PARTS)
    return np.arange(len(documents)) * _PARTS // len(documents)


def _tried(examples: Examples, parts: Whole) -> tuple[Floats, NDArray[np.bool_]]:
    """Return by how much the first code leads where a coding was held back, and if it is right.

    A code that no other coding was given is not counted: it would not have been offered.
    """
    ground = ground_of(examples)
    given = set(zip(examples.texts, examples.codes.tolist(), strict=True))
    names = np.arange(len(examples.codes), len(ground.codes))
    margins, right = [], []
    for part in range(_PARTS):
        asked, taught = np.flatnonzero(parts == part), np.flatnonzero(parts != part)
        rows = np.concatenate([taught, names])
        chances = chances_of(ground.alike[np.ix_(asked, rows)] @ ground.votes(rows))
        ranked = -np.sort(-chances, axis=1)
        most = most_offered(examples.codes[taught])
        beyond = ranked[:, most] if ranked.shape[1] > most else 0.0
        first = chances.argmax(axis=1)
        known = np.isin(first, examples.codes[taught])
        margins.append((ranked[:, 0] - beyond)[known])
        right += [
            (examples.texts[p], int(c)) in given
            for p, c in zip(asked[known], first[known], strict=True)
        ]
    return np.concatenate(margins), np.array(right, dtype=np.bool_)
