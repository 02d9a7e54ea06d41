"""What researchers wrote, a bracket in place of words that may not leave a study.

Words are taken for a participant's where they could hardly stand by chance: a run of seven; one of
five that is said nowhere else in the study; one of four with a word that is said nowhere else; two
or more in quotation marks; all of a shorter passage that is held whole; and a name that is said in
such passages alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.model.source import Segment

#: Stands where words were that may not leave.
HELD = "[words that may not leave]"
#: So many words in a row are taken for held words; so many are, if they are said nowhere else, all
#: together, or one of them.
RUN, OWN_RUN, RARE_RUN = 7, 5, 4
#: Marks over letters belong to a word, and what nobody sees within it; a low line parts words.
_WORD = re.compile("(?:[^\\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*)+")
#: What is held back already is no word of anybody's.
_WORD_OR_HELD = re.compile(f"{re.escape(HELD)}|{_WORD.pattern}")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_IN_QUOTES = re.compile('[“„«"]([^“„«»”"]+)[”“»"]')
#: What stands between two words of one sentence.
_WITHIN = re.compile("[ _,;\\-\N{EN DASH}]*")
_Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldWords:
    """Words that may not leave.

    Attributes:
        whole: Whether they are held also where they are few, and their names too.
        sparing: Whether the few, and then also a single one, are held only where nobody else says
            them, and no names.
    """

    words: str
    whole: bool
    sparing: bool = False


class Masking:
    """Finds held words in what researchers wrote.

    Args:
        held: All that is held back.
        free: Gives what is said where nothing is held back.
    """

    def __init__(self, held: Iterable[HeldWords], free: Callable[[], Iterable[str]]) -> None:
        self._held = [(one, _small(_WORD.finditer(one.words))) for one in held]
        self._free_texts = free

    def masked(self, words: str) -> str:
        """Return words, a bracket in place of those that are held."""
        told, at = "", 0
        for place in self.places(words):
            told += words[at : place.start] + HELD
            at = place.end
        return told + words[at:]

    def places(self, words: str) -> list[Segment]:
        """Return where held words stand, in order, each run of them once."""
        if not self._held:
            return []
        tokens = list(_WORD.finditer(words))
        covered = {n for first, last in self._found(words, tokens) for n in range(first, last)}
        firsts = (n for n in sorted(covered) if n - 1 not in covered)
        lasts = (n for n in sorted(covered) if n + 1 not in covered)
        return [
            Segment(tokens[first].start(), tokens[last].end())
            for first, last in zip(firsts, lasts, strict=True)
        ]

    def _found(self, words: str, tokens: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
        """Yield where held words stand: the number of the first, and behind the last."""
        small = _small(tokens)
        for first, token in enumerate(tokens):
            if small[first : first + RUN] in self._runs:
                yield first, first + RUN
            run = small[first : first + OWN_RUN]
            if run in self._own_runs and run not in self._shared_runs:
                yield first, first + OWN_RUN
            if self._is_rare(small[first : first + RARE_RUN]):
                yield first, first + RARE_RUN
            runs = (small[first : first + length] for length in range(1, RUN))
            yield from ((first, first + len(run)) for run in runs if run in self._phrases)
            if _alike(token.group()) in self._names:
                yield first, first + 1
        for quoted in _IN_QUOTES.finditer(words):
            first = sum(token.start() < quoted.start() for token in tokens)
            last = sum(token.start() < quoted.end() for token in tokens)
            if last - first > 1 and f" {' '.join(small[first:last])} " in self._said:
                yield first, last

    def _is_rare(self, run: _Run) -> bool:
        return run in self._rare_runs and not self._free.issuperset(run)

    @cached_property
    def _runs(self) -> set[_Run]:
        return {run for _, words in self._held for run in _runs(words, RUN)}

    @cached_property
    def _own_runs(self) -> set[_Run]:
        return {run for _, words in self._held for run in _runs(words, OWN_RUN)}

    @cached_property
    def _shared_runs(self) -> set[_Run]:
        """Those of them that stand where nothing is held too; all that is free is gone through."""
        said = (run for words in self._free_words for run in _runs(words, OWN_RUN))
        return self._own_runs.intersection(said)

    @cached_property
    def _rare_runs(self) -> set[_Run]:
        return {run for _, words in self._held for run in _runs(words, RARE_RUN)}

    @cached_property
    def _phrases(self) -> set[_Run]:
        """What is held whole and short; a single word, where nobody else says it."""
        whole = [one for one in self._held if one[0].whole]
        short = [one for one in whole if 2 - one[0].sparing <= len(one[1]) < RUN]
        return {words for held, words in short if not (held.sparing and self._is_free(words))}

    def _is_free(self, run: _Run) -> bool:
        return any(run in _runs(words, len(run)) for words in self._free_words)

    @cached_property
    def _said(self) -> str:
        return "".join(f" {' '.join(words)} |" for _, words in self._held)

    @cached_property
    def _free(self) -> frozenset[str]:
        return frozenset(word for words in self._free_words for word in words)

    @cached_property
    def _free_words(self) -> list[_Run]:
        alike: dict[str, str] = {}  # each word is kept but once
        texts = (_small(_WORD.finditer(text)) for text in self._free_texts())
        return [tuple(alike.setdefault(word, word) for word in words) for words in texts]

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words written like names in what is held whole, and said nowhere else."""
        whole = (held.words for held, _ in self._held if held.whole and not held.sparing)
        names = {name for words in whole for name in _like_names(words)}
        return frozenset(name for name in names if name.casefold() not in self._free)


class Naming:
    """Finds names of people in what researchers wrote, in whatever letters.

    Args:
        names: Of whom.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {run for name in names if (run := _small(_WORD.finditer(name)))}
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def replaced(self, words: str, by: Callable[[str], str]) -> str:
        """Return words with something else in place of each name, the longest at a place.

        Args:
            words: What is already held back in them stays.
            by: Gives what stands for a name behind some words.
        """
        tokens = list(_WORD_OR_HELD.finditer(words)) if self._names else []
        small, told, at, n = _small(tokens), "", 0, 0
        while n < len(tokens):
            length = next((k for k in self._lengths if small[n : n + k] in self._names), 0)
            if length:
                told += words[at : tokens[n].start()]
                told, at = told + by(told), tokens[n + length - 1].end()
            n += length or 1
        return told + words[at:]


def _small(tokens: Iterable[re.Match[str]]) -> _Run:
    return tuple(_alike(token.group()).casefold() for token in tokens)


def _alike(word: str) -> str:
    """Return a word as it is for every way in which its letters can be written."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFKC", word.translate(_UNSEEN))


def _runs(words: _Run, length: int) -> Iterator[_Run]:
    return zip(*(words[n:] for n in range(length)), strict=False)


def _like_names(words: str) -> Iterator[str]:
    """Yield words with a capital that do not begin a sentence; those all in capitals are none.

    The first word is one too: often nothing but a name is flagged.
    """
    end = 0
    for token in _WORD.finditer(words):
        name = _alike(token.group())
        within = end == 0 or _WITHIN.fullmatch(words, end, token.start())
        if within and name[0].isupper() and not name.isupper():
            yield name
        end = token.end()
