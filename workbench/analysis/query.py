"""What somebody looks for: read from what they typed, and found in folded passages.

Words stand for themselves, whole; a star at the end of a word lets it go on; words in quotation
marks stand next to each other, whatever blanks and punctuation lie between. Several things are
found in any order, all within one passage: a hit is the shortest stretch that holds them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from workbench.analysis.folding import (
    BARRIER,
    SIGNS,
    UNSPACED,
    Laid,
    fold,
    stands_alone,
    word_places,
)
from workbench.errors import InvalidActionError

#: More than this nobody types; a pasted page is not a phrase.
LONGEST = 1_000
_MARKS = '"“”„«»'
_THINGS = re.compile(f"[{_MARKS}]([^{_MARKS}]*)[{_MARKS}]?|([^{_MARKS}\\s]+)")
_STAR = re.compile("[*\uff0a]")
_IN_WORD = f"[^ {BARRIER}{UNSPACED}{SIGNS}]"


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """One word that is looked for, folded.

    Attributes:
        goes_on: It may go on, as in ``boundar*``.
        joined: Nothing may stand between the word before and this one.
    """

    word: str
    goes_on: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: things, each of words that stand next to each other."""

    things: tuple[tuple[SoughtWord, ...], ...]
    patterns: tuple[re.Pattern[str], ...]

    def words(self) -> set[SoughtWord]:
        """Return the words that any passage must hold."""
        return {SoughtWord(w.word, w.goes_on) for thing in self.things for w in thing}

    def count(self, laid: Laid) -> int:
        """Return how many hits there are."""
        if len(self.patterns) == 1:
            return len(self.patterns[0].findall(laid.words))
        return sum(1 for _ in self.hits(laid))

    def hits(self, laid: Laid) -> Iterator[tuple[int, int]]:
        """Yield start and end of each hit in the folded words, in order."""
        if len(self.patterns) == 1:
            for match in self.patterns[0].finditer(laid.words):
                yield match.span()
        else:
            yield from _stretches(self.patterns, laid)


def read_query(typed: str) -> Query:
    """Return what somebody typed as a query.

    Raises:
        InvalidActionError: There is no word in it, or it is far too long.
    """
    if len(typed) > LONGEST:
        raise InvalidActionError(
            f"This is too long to look for ({len(typed):,} characters). "
            f"Look for at most {LONGEST:,}."
        )
    things = (_thing(found[1] or found[2] or "") for found in _THINGS.finditer(typed))
    kept = tuple(dict.fromkeys(thing for thing in things if thing))
    if not kept:
        raise InvalidActionError("There is no word to look for. Type a word or a part of one.")
    return Query(kept, tuple(re.compile(_pattern(thing)) for thing in kept))


def _thing(typed: str) -> tuple[SoughtWord, ...]:
    words: list[SoughtWord] = []
    *starred, last = _STAR.split(typed)
    for piece in starred:
        found = _words(piece)
        if found and not piece[-1:].isspace():
            found[-1] = SoughtWord(found[-1].word, goes_on=True, joined=found[-1].joined)
        words += found
    return (*words, *_words(last))


def _words(piece: str) -> list[SoughtWord]:
    words: list[SoughtWord] = []
    end = -1
    for start, stop, word in word_places(fold(piece)):
        words.append(SoughtWord(word, joined=start == end))
        end = stop
    return words


def _pattern(thing: tuple[SoughtWord, ...]) -> str:
    """Return a regular expression that begins with plain letters: those are sought fastest."""
    pattern = ""
    before: SoughtWord | None = None
    for sought in thing:
        alone = stands_alone(sought.word)
        if before is not None and not sought.joined:
            pattern += " *" if alone or stands_alone(before.word) else " +"
        literal = re.escape(sought.word)
        pattern += literal
        if before is None and not alone:
            pattern += f"(?<!{_IN_WORD}{literal})"
        if sought.goes_on and not alone:
            pattern += f"{_IN_WORD}*"
        before = sought
    last = thing[-1]
    return pattern if stands_alone(last.word) or last.goes_on else f"{pattern}(?!{_IN_WORD})"


def _stretches(patterns: tuple[re.Pattern[str], ...], laid: Laid) -> Iterator[tuple[int, int]]:
    """Yield stretches that hold a match of each pattern; of those that overlap, the shortest."""
    best: tuple[int, int] | None = None
    for start, end in _all_stretches(patterns, laid):
        if best is None or end - start < best[1] - best[0] or start >= best[1]:
            if best is not None and start >= best[1]:
                yield best
            best = start, end
    if best is not None:
        yield best


def _all_stretches(patterns: tuple[re.Pattern[str], ...], laid: Laid) -> Iterator[tuple[int, int]]:
    """Yield, for each match that completes the others within a passage, what holds them all."""
    spots: list[tuple[int, int, int]] = []
    for number, pattern in enumerate(patterns):
        found = [(*match.span(), number) for match in pattern.finditer(laid.words)]
        if not found:
            return
        spots += found
    spots.sort(key=itemgetter(0, 1))
    passage_end, held = 0, dict[int, tuple[int, int]]()
    for start, end, number in spots:
        if start >= passage_end:
            passage_end, held = laid.end_of(laid.passage_at(start)), {}
        held[number] = (start, end)
        if len(held) == len(patterns):
            yield min(held.values())[0], max(stop for _, stop in held.values())
