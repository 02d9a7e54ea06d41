"""Tells what a group of segments is made of: evidence, never a name.

Phrases that stand in the group and hardly elsewhere, the most typical quotation and two at the
edge, who speaks, what question was answered, and which codes are there already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.analysis.terms import phrases_in
from workbench.analysis.vectors import Floats, Vectors, Whole, group_means, unit_rows

_CANDIDATES = 60
_BALANCE = 0.6


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a group something makes up.

    Attributes:
        name: Whose words, which question or which code.
        count: How many of the group's segments.
        share: Of all the group's segments, in [0, 1].
    """

    name: Hashable
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far a group and an existing code are the same.

    Attributes:
        code: Which code.
        count: How many of the group's segments have it.
        of_group: Share of the group that has it, in [0, 1].
        of_code: Share of the code's segments that lie in the group, in [0, 1].
    """

    code: Hashable
    count: int
    of_group: float
    of_code: float


@dataclass(frozen=True, slots=True)
class Description:
    """What a group is made of.

    Attributes:
        segments: Places of its segments, the most typical first.
        phrases: Evidence, the most telling first, in lower case.
        medoid: The segment most like all of the group.
        boundary: At most two that would nearly belong elsewhere.
        participants: Whose words they are, most first.
        question: The question that most of them answer, where questions are known.
        codes: Codes that its segments have already, most first.
    """

    segments: tuple[int, ...]
    phrases: tuple[str, ...]
    medoid: int
    boundary: tuple[int, ...]
    participants: tuple[Share, ...]
    question: Share | None
    codes: tuple[Overlap, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of n segments.

    Attributes:
        texts: Their words.
        participants: Whose words each is.
        questions: The question each follows, or None.
        codes: The codes each has.
        names: Words of names in lower case, as `terms.name_words` gives them.
    """

    texts: Sequence[str]
    participants: Sequence[Hashable]
    questions: Sequence[Hashable | None]
    codes: Sequence[Collection[Hashable]]
    names: Collection[str] = ()


def describe(
    vectors: Vectors, groups: Whole, known: Known, phrases: int = 5
) -> tuple[Description, ...]:
    """Return what each group is made of.

    Args:
        vectors: Shape (n, d), unit rows.
        groups: Shape (n,), the group of each segment, numbered from 0 without gaps.
        known: What is known of the segments.
        phrases: How many evidence phrases at most.
    """
    if not len(groups):
        return ()
    evidence = evidence_phrases(known.texts, groups, known.names, phrases)
    alike = vectors @ unit_rows(group_means(vectors, groups)).T
    used = Counter(code for codes in known.codes for code in set(codes))
    return tuple(
        _description(number, alike, groups, (known, evidence[number], used))
        for number in range(int(groups.max()) + 1)
    )


def evidence_phrases(
    texts: Sequence[str], groups: Whole, names: Collection[str], count: int
) -> tuple[tuple[str, ...], ...]:
    """Return the phrases that tell each group apart.

    Candidates by class-based TF-IDF (Grootendorst 2022, equation 2); of these, one after the other,
    those that are weighty and unlike the ones before: maximal marginal relevance (Carbonell &
    Goldstein 1998), where two phrases are alike as the segments that hold them are.
    A phrase stands in at least two of a group's segments, unless none does.
    """
    holders = _holders(texts, names)
    held: list[Counter[str]] = [Counter() for _ in range(int(groups.max(initial=-1)) + 1)]
    for phrase, places in holders.items():
        for place in places:
            held[groups[place]][phrase] += 1
    average = sum(map(Counter.total, held)) / max(len(held), 1)
    return tuple(
        _varied(_weighty(own, holders, average, int((groups == number).sum())), holders, count)
        for number, own in enumerate(held)
    )


def _holders(texts: Sequence[str], names: Collection[str]) -> dict[str, set[int]]:
    """Return for each phrase the segments that hold it."""
    holders: dict[str, set[int]] = {}
    for place, text in enumerate(texts):
        for phrase in phrases_in(text, names):
            holders.setdefault(phrase, set()).add(place)
    return holders


def _weighty(
    own: Counter[str], holders: dict[str, set[int]], average: float, size: int
) -> dict[str, float]:
    """Return the heaviest candidates of a group and their weights; shares of it, not counts."""
    repeated = {phrase: count for phrase, count in own.items() if count >= 2} or dict(own)
    weights = {
        phrase: count / size * _apart(count, phrase, holders) * _rare(phrase, holders, average)
        for phrase, count in repeated.items()
    }
    order = sorted(weights, key=lambda phrase: (-weights[phrase], -len(phrase), phrase))
    return {phrase: float(weights[phrase]) for phrase in order[:_CANDIDATES]}


def _apart(count: int, phrase: str, holders: dict[str, set[int]]) -> float:
    """Return the share of a phrase's segments that lie in the group."""
    return count / len(holders[phrase])


def _rare(phrase: str, holders: dict[str, set[int]], average: float) -> float:
    """Return the second factor of class-based TF-IDF."""
    return float(np.log(1 + average / len(holders[phrase])))


def _varied(weights: dict[str, float], holders: dict[str, set[int]], count: int) -> tuple[str, ...]:
    heaviest = max(weights.values(), default=1.0)
    left = list(weights)
    found: list[str] = []
    while left and len(found) < count:
        best = max(
            left,
            key=lambda phrase: (
                _BALANCE * weights[phrase] / heaviest
                - (1 - _BALANCE) * _likest(phrase, found, holders)
            ),
        )
        found.append(best)
        left = [phrase for phrase in left if not _says_the_same(phrase, best)]
    return tuple(found)


def _likest(phrase: str, found: Sequence[str], holders: dict[str, set[int]]) -> float:
    """Return the largest Jaccard index of a phrase's segments with those of phrases found."""
    own = holders[phrase]
    return max((len(own & holders[f]) / len(own | holders[f]) for f in found), default=0.0)


def _says_the_same(phrase: str, other: str) -> bool:
    return f" {phrase} " in f" {other} " or f" {other} " in f" {phrase} "


def _description(
    number: int,
    alike: Floats | Vectors,
    groups: Whole,
    told: tuple[Known, tuple[str, ...], Counter[Hashable]],
) -> Description:
    known, phrases, used = told
    members = np.flatnonzero(groups == number)
    places: list[int] = members.tolist()
    own = alike[members, number]
    order = members[np.argsort(-own, kind="stable")]
    return Description(
        segments=tuple(map(int, order)),
        phrases=phrases,
        medoid=int(order[0]),
        boundary=_boundary(members, alike, number, int(order[0])),
        participants=_shares([known.participants[place] for place in places]),
        question=_question([known.questions[place] for place in places]),
        codes=_overlaps([known.codes[place] for place in places], used),
    )


def _boundary(members: Whole, alike: Floats | Vectors, number: int, medoid: int) -> tuple[int, ...]:
    """Return the two members that are least nearer to their own centre than to another."""
    if alike.shape[1] < 2:
        lead = alike[members, number]
    else:
        others = np.delete(alike[members], number, axis=1).max(axis=1)
        lead = alike[members, number] - others
    order = members[np.argsort(lead, kind="stable")]
    return tuple(int(place) for place in order if place != medoid)[:2]


def _shares(names: Sequence[Hashable]) -> tuple[Share, ...]:
    counted = Counter(names).most_common()
    return tuple(Share(name, count, count / len(names)) for name, count in counted)


def _question(questions: Sequence[Hashable | None]) -> Share | None:
    """Return the commonest question; its share is of all the group's segments."""
    counted = Counter(question for question in questions if question is not None).most_common(1)
    if not counted:
        return None
    name, count = counted[0]
    return Share(name, count, count / len(questions))


def _overlaps(
    codes: Sequence[Collection[Hashable]], used: Counter[Hashable]
) -> tuple[Overlap, ...]:
    counted = Counter(code for given in codes for code in set(given))
    return tuple(
        Overlap(code, counted[code], counted[code] / len(codes), counted[code] / used[code])
        for code in sorted(counted, key=lambda code: (-counted[code], str(code)))
    )
