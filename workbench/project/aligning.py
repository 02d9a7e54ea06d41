"""How the words of a corrected text lie to those of the text before it.

Lines are compared first, then words and marks. Lines, and long stretches of words, are parted where
the same stands in each but once, as Bram Cohen's patience diff does. Between, the longest matching
runs belong together, after Ratcliff & Metzener 1988, as `difflib` finds them; where so much is
repeated that this would take long, the most words that stand in one order in both (`subsequence`).
What was put in the place of other words belongs to them within a line: word to word where there are
as many, else all to all. What was taken out, or came in, belongs to nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from workbench.model.correction import Stretch
from workbench.project.subsequence import common_subsequence

_WORD = re.compile(r"\w+|[^\w\s]+")
#: Longer stretches of words are parted before they are compared.
_LONG = 500
#: How often a word may be looked at while two stretches are compared run by run.
_PATIENCE = 5_000


class _Token(NamedTuple):
    """A word, where it stands, and the number of its line."""

    word: str
    start: int
    end: int
    line: int


class _Pair(NamedTuple):
    """Runs of words that belong together: first and last, the same words or others."""

    before: range
    after: range
    is_same: bool


def align(before: str, after: str) -> tuple[Stretch, ...]:
    """Return the stretches of two texts that belong together, in order.

    Args:
        before: The text as it was.
        after: The corrected text.
    """
    old, new = list(_tokens(before)), list(_tokens(after))
    laid = _Laid(before, after, old, new)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    while tail and not (_opens(old, len(old) - tail) and _opens(new, len(new) - tail)):
        tail -= 1  # else an inserted line would take the full stop of the one before it
    middle = range(head, len(old) - tail), range(head, len(new) - tail)
    last = range(len(old) - tail, len(old)), range(len(new) - tail, len(new))
    pairs = [_Pair(range(head), range(head), is_same=True), *_by_lines(old, new, *middle)]
    for pair in _slid(old, new, [*pairs, _Pair(*last, is_same=True)]):
        laid.take(pair)
    return tuple(laid.stretches)


def _tokens(text: str) -> Iterator[_Token]:
    line = at = 0
    for found in _WORD.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.end()
        yield _Token(found[0], found.start(), at, line)


def _alike(old: Sequence[_Token], new: Sequence[_Token]) -> int:
    """Return with how many of the same words two runs begin."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one.word != other.word:
            break
        count += 1
    return count


def _by_lines(
    old: Sequence[_Token], new: Sequence[_Token], before: range, after: range
) -> Iterator[_Pair]:
    """Yield what belongs together in two runs of words, lines that are the same first."""
    lines, others = _lines(old, before), _lines(new, after)
    for these, those, is_same in _met(_words_of(old, lines), _words_of(new, others), long=0):
        runs = _run(lines[these]), _run(others[those])
        if is_same:
            yield _Pair(*runs, is_same=True)
        else:
            yield from _by_words(old, new, *runs)


def _lines(tokens: Sequence[_Token], among: range) -> list[range]:
    numbers = (list(line) for _, line in groupby(among, lambda n: tokens[n].line))
    return [range(line[0], line[-1] + 1) for line in numbers]


def _words_of(tokens: Sequence[_Token], lines: Sequence[range]) -> list[tuple[str, ...]]:
    return [tuple(tokens[n].word for n in line) for line in lines]


def _run(ranges: Sequence[range]) -> range:
    return range(ranges[0].start, ranges[-1].stop) if ranges else range(0)


def _by_words(
    old: Sequence[_Token], new: Sequence[_Token], before: range, after: range
) -> Iterator[_Pair]:
    words, others = [old[n].word for n in before], [new[n].word for n in after]
    for these, those, is_same in _met(words, others, long=_LONG):
        if is_same:
            yield _Pair(before[these], after[those], is_same=True)
        else:
            yield from _in_place_of(old, new, before[these], after[those])


def _met(
    words: Sequence[Hashable], others: Sequence[Hashable], long: int
) -> Iterator[tuple[slice, slice, bool]]:
    """Yield the runs that are the same in both, and what stands in the place of what between.

    Args:
        words: Words, or lines of them.
        others: Those of the other text.
        long: From which length on they are parted.
    """
    a = b = 0
    for c, d, size in [*_same_runs(words, others, long), (len(words), len(others), 0)]:
        if a < c and b < d:
            yield slice(a, c), slice(b, d), False
        if size:
            yield slice(c, c + size), slice(d, d + size), True
        a, b = c + size, d + size


def _same_runs(
    words: Sequence[Hashable], others: Sequence[Hashable], long: int
) -> Iterator[tuple[int, int, int]]:
    """Yield where runs that are the same in both begin in each, and how long they are."""
    a = b = 0
    is_long = min(len(words), len(others)) >= long
    parting = _parting(words, others) if is_long else []
    for c, d in [*parting, (len(words), len(others))]:
        for n, m, size in _compared(words[a:c], others[b:d]):
            yield a + n, b + m, size
        if c < len(words):
            yield c, d, 1
        a, b = c + 1, d + 1


def _compared(
    words: Sequence[Hashable], others: Sequence[Hashable]
) -> Iterable[tuple[int, int, int]]:
    counts, sizes = Counter(others), (len(words), len(others))
    meetings = sum(counts[word] for word in words)  # so often difflib looks, for each run it finds
    if meetings * min(sizes) > _PATIENCE * sum(sizes):
        return [(n, m, 1) for n, m in common_subsequence(words, others)]
    return SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()


def _parting(words: Sequence[Hashable], others: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return where two runs can be parted: what stands in each but once, in one order."""
    once = {word for word, n in Counter(words).items() if n == 1}
    places = {word: n for n, word in enumerate(others)}
    once &= {word for word, n in Counter(others).items() if n == 1}
    return _ascending([(n, places[word]) for n, word in enumerate(words) if word in once])


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs, in order, whose second numbers ascend too."""
    lowest: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, number) in enumerate(pairs):
        at = bisect_left(lowest, number)
        before.append(last[at - 1] if at else -1)
        lowest[at : at + 1], last[at : at + 1] = [number], [n]
    found, n = [], last[-1] if last else -1
    while n >= 0:
        found.append(pairs[n])
        n = before[n]
    return found[::-1]


def _in_place_of(
    old: Sequence[_Token], new: Sequence[_Token], before: range, after: range
) -> Iterator[_Pair]:
    """Yield what stands in the place of other words: word for word, else line for line."""
    if len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield _Pair(range(one, one + 1), range(other, other + 1), is_same=False)
        return
    lines, others = _lines(old, before), _lines(new, after)
    if len(lines) == len(others):
        for line, other_line in zip(lines, others, strict=True):
            yield _Pair(line, other_line, is_same=False)


def _slid(old: Sequence[_Token], new: Sequence[_Token], pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """Yield pairs of the same words so that what was taken out, or came in, begins a sentence.

    Of “And I said no. And I drove” without the first sentence, “And I” could stand for either.
    """
    last: _Pair | None = None
    for pair in pairs:
        if not pair.before:
            continue
        if last is not None:
            last, pair = _slide(old, new, *_joined(last, pair))
            if last.before:
                yield last
        last = pair
    if last is not None:
        yield last


def _joined(one: _Pair, other: _Pair) -> tuple[_Pair, _Pair]:
    """Return two pairs of the same words as an empty one and one, where no word lies between."""
    stops = one.before.stop, one.after.stop
    if not (one.is_same and other.is_same) or stops != (other.before.start, other.after.start):
        return one, other
    before, after = (range(a.start, b.stop) for a, b in zip(one[:2], other[:2], strict=True))
    return _Pair(range(0), range(0), is_same=True), _Pair(before, after, is_same=True)


def _slide(
    old: Sequence[_Token], new: Sequence[_Token], one: _Pair, other: _Pair
) -> tuple[_Pair, _Pair]:
    """Return two pairs with the words between them taken as far back as a sentence begins."""
    gap = range(one.before.stop, other.before.start), range(one.after.stop, other.after.start)
    if not (one.is_same and other.is_same) or bool(gap[0]) == bool(gap[1]):
        return one, other
    tokens, between, run = (old, gap[0], one.before) if gap[0] else (new, gap[1], one.after)
    best = steps = 0
    score = _rounded(tokens, between)
    while steps < len(run) and _same(tokens, between, steps):
        steps += 1
        now = _rounded(tokens, range(between.start - steps, between.stop - steps))
        if now > score:
            best, score = steps, now
    if not best:
        return one, other
    first = _Pair(one.before[:-best], one.after[:-best], is_same=True)
    before = range(other.before.start - best, other.before.stop)
    return first, _Pair(before, range(other.after.start - best, other.after.stop), is_same=True)


def _same(tokens: Sequence[_Token], between: range, steps: int) -> bool:
    return tokens[between.start - steps - 1].word == tokens[between.stop - steps - 1].word


def _rounded(tokens: Sequence[_Token], run: range) -> int:
    """Tell how far a run of words is whole lines or sentences."""
    return _begins(tokens, run.start) + _begins(tokens, run.stop)


def _begins(tokens: Sequence[_Token], n: int) -> int:
    """Tell what begins with a word: a line, a sentence, or nothing."""
    if _opens(tokens, n):
        return 2
    return int(tokens[n - 1].word[-1] in ".?!…:")


def _opens(tokens: Sequence[_Token], n: int) -> bool:
    return n in (0, len(tokens)) or tokens[n - 1].line != tokens[n].line


class _Laid:
    """Two texts laid beside each other, as far as they were gone through."""

    def __init__(
        self, before: str, after: str, old: Sequence[_Token], new: Sequence[_Token]
    ) -> None:
        self.stretches: list[Stretch] = []
        self._texts = before, after
        self._old, self._new = old, new

    def take(self, pair: _Pair) -> None:
        """Go on with the next words that belong together."""
        if not pair.before:
            return
        if not pair.is_same:
            first, last = self._old[pair.before[0]], self._old[pair.before[-1]]
            other, end = self._new[pair.after[0]], self._new[pair.after[-1]]
            self.stretches.append(Stretch(first.start, last.end, other.start, end.end))
            return
        for n, m in zip(pair.before, pair.after, strict=True):
            self._take_word(n, m)
        self._take_blanks(pair.before[-1] + 1, pair.after[-1] + 1)

    def _take_word(self, n: int, m: int) -> None:
        """Add a word that is the same, to the stretch before it where the blanks are the same."""
        self._take_blanks(n, m)
        word, other = self._old[n], self._new[m]
        self._add(Stretch(word.start, word.end, other.start, other.end))

    def _take_blanks(self, n: int, m: int) -> None:
        """Add the blanks before a word, or behind the last one, where both texts have the same."""
        gaps = _gap(self._texts[0], self._old, n), _gap(self._texts[1], self._new, m)
        words = self._texts[0][slice(*gaps[0])], self._texts[1][slice(*gaps[1])]
        if words[0] and words[0] == words[1]:
            self._add(Stretch(*gaps[0], *gaps[1]))

    def _add(self, stretch: Stretch) -> None:
        """Add a stretch, to the last one where it goes on; blanks that are told already are not."""
        last = self.stretches[-1] if self.stretches else Stretch(0, 0, 0, 0)
        steps = stretch.before - last.before_end, stretch.after - last.after_end
        if min(steps) < 0:
            return
        if steps == (0, 0) and self.stretches and last.is_as_long:
            self.stretches[-1] = Stretch(
                last.before, stretch.before_end, last.after, stretch.after_end
            )
        else:
            self.stretches.append(stretch)


def _gap(text: str, tokens: Sequence[_Token], n: int) -> tuple[int, int]:
    """Return the blanks between a word and the one before it."""
    return tokens[n - 1].end if n else 0, tokens[n].start if n < len(tokens) else len(text)
