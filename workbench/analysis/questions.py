"""Tells which turns of interviewers ask the same, by their words.

Two interviewers put the guide's question in words of their own. A turn asks a question of the guide
where that was marked as asked in its source and enough of its words are there; else turns ask the
same where most of what they say is said in the same words. The same in quite other words is not
seen: what interviewers say never reaches the encoder.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.analysis.terms import words_in

#: How much of a marked question's words a turn must hold, and how near others must lie (cosine).
_HELD, _NEAR = 0.5, 0.65

Weights = Mapping[str, float]


class Turn(NamedTuple):
    """An interviewer's turn: its words, and the questions marked as asked in its source."""

    words: str
    marked: tuple[str, ...] = ()


def same_questions(turns: Sequence[Turn], guide: Sequence[str] = ()) -> list[str]:
    """Return for each turn the question it asks: the guide's words, or the first such turn's.

    Args:
        turns: In the order in which they were asked.
        guide: The questions of the guide.
    """
    kinds = _Kinds.of([turn.words for turn in turns], guide)
    return [kinds.marked(turn) or kinds.nearest(turn.words) for turn in turns]


@dataclass(slots=True)
class _Kinds:
    """Questions told apart so far.

    Attributes:
        rarity: How rare each word is among all turns (Sparck Jones 1972).
        firsts: The words that stand for each question, as unit weights.
        holders: For each word the questions that may be found by it.
    """

    rarity: Weights
    firsts: dict[str, Weights]
    holders: dict[str, list[str]]

    @classmethod
    def of(cls, texts: Sequence[str], guide: Sequence[str]) -> _Kinds:
        """Begin with the questions of the guide."""
        whole = [*texts, *guide]
        counts = Counter(word for text in whole for word in set(words_in(text)))
        made = cls({word: 1 + math.log(len(whole) / n) for word, n in counts.items()}, {}, {})
        for question in guide:
            made.nearest(question)
        return made

    def marked(self, turn: Turn) -> str | None:
        """Return the marked question of which the turn holds most, if that is enough."""
        said = set(words_in(turn.words))
        held = {question: self._share(question, said) for question in turn.marked}
        best = max(held, key=held.__getitem__, default=None)
        return best if best is not None and held[best] >= _HELD else None

    def nearest(self, text: str) -> str:
        """Return the nearest question there is, or this one as a new one."""
        own = self._weights(text)
        near: dict[str, float] = {}
        for question in dict.fromkeys(q for word in own for q in self.holders.get(word, ())):
            first = self.firsts[question]
            near[question] = sum(weight * first.get(word, 0) for word, weight in own.items())
        best = max(near, key=near.__getitem__, default=None)
        if best is not None and near[best] >= _NEAR:
            return best
        self.firsts[text] = own
        for word in _telling(own):
            self.holders.setdefault(word, []).append(text)
        return text

    def _share(self, question: str, said: set[str]) -> float:
        weights = {word: self.rarity[word] for word in words_in(question)}
        held = sum(weight for word, weight in weights.items() if word in said)
        return held / sum(weights.values()) if weights else 0.0

    def _weights(self, text: str) -> Weights:
        weights = {word: self.rarity[word] for word in words_in(text)}
        length = math.hypot(*weights.values()) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def _telling(weights: Weights) -> list[str]:
    """Return the heaviest words: who shares none of them is not near, whatever else is shared."""
    found: list[str] = []
    left = 1.0
    for word, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if left < _NEAR**2:
            break
        found.append(word)
        left -= weight * weight
    return found
