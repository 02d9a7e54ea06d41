"""Tells what belongs to the pages of a printed text: repeated heads and feet, numbers of lines.

Pure geometry and counting over lines with their places; nothing is removed here. A line at a
page's edge counts when it stands there on at least half of the pages, in the same place: either
with a number that grows with the pages, or set apart from the text and word for word alike on
three pages and more, and nowhere else. Numbers in the margin count when they run on by equal
steps down the pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median, quantiles
from typing import Literal

Furniture = Literal["head", "foot", "line number"]
Spot = tuple[int, int]

_EDGE_LINES = 2
_EDGE = 0.2
_SAME_PLACE = 0.015
_ALIKE = 3
_PARAGRAPH_GAP = 1.4
#: Steps smaller than this share of a page lead to raised letters, not to the next line.
_LEAST_STEP = 0.006
_FEWEST_NUMBERS = 10
_MARGIN = 0.006
_DIGITS = re.compile(r"\d+")
_LINE_NUMBER = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line as it stands on its page.

    Attributes:
        words: The line, without its end.
        left: Where it begins, as a share of the page's width from the left.
        top: Where its foot stands, as a share of the page's height from the top.
        visible: It begins on the page and not beside it.
        leads: It is a number with a wide gap behind it; the next entry goes on with the line.
    """

    words: str
    left: float
    top: float
    visible: bool = True
    leads: bool = False


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: what it is there, and whether a gap parts it from the text."""

    kind: Furniture
    spot: Spot
    apart: bool


def paragraph_gap(pages: Sequence[Sequence[PageLine]]) -> float:
    """Return how far apart lines stand at least that begin a paragraph, as a share of a page."""
    steps = [
        below.top - above.top
        for page in pages
        for above, below in pairwise(line for line in page if line.visible and line.words.strip())
        if below.top - above.top > _LEAST_STEP
    ]
    return quantiles(steps, n=4)[0] * _PARAGRAPH_GAP if len(steps) > 1 else inf


def find_furniture(pages: Sequence[Sequence[PageLine]]) -> dict[Spot, Furniture]:
    """Return what each line is that belongs to its page: (page, line), both from 0."""
    numbers = _line_numbers(pages)
    found: dict[Spot, Furniture] = dict.fromkeys(numbers, "line number")
    return found | _edges(pages, numbers)


def _line_numbers(pages: Sequence[Sequence[PageLine]]) -> frozenset[Spot]:
    """Return the numbers in the left margin that count lines."""
    found = [_numbers_on(page) for page in pages]
    runs = {p: spots for p, spots in enumerate(found) if _runs_on([pages[p][n] for n in spots])}
    if sum(map(len, runs.values())) < _FEWEST_NUMBERS or len(runs) * 2 < sum(map(bool, found)):
        return frozenset()
    return frozenset((p, n) for p, spots in runs.items() for n in spots)


def _numbers_on(page: Sequence[PageLine]) -> list[int]:
    """Return the lines of a page that are mere numbers to the left of its words."""
    is_number = [_LINE_NUMBER.fullmatch(line.words.strip()) is not None for line in page]
    words = [line.left for line, number in zip(page, is_number, strict=True) if not number]
    if not words:
        return []
    begin = median(words) - _MARGIN
    return [n for n, line in enumerate(page) if is_number[n] and line.left < begin]


def _runs_on(numbers: Sequence[PageLine]) -> bool:
    """Tell whether numbers grow by equal steps from the top of a page down."""
    values = [int(line.words) for line in sorted(numbers, key=lambda line: line.top)]
    steps = {after - before for before, after in pairwise(values)}
    return bool(values) and len(steps) <= 1 and all(step > 0 for step in steps)


def _edges(pages: Sequence[Sequence[PageLine]], numbers: frozenset[Spot]) -> dict[Spot, Furniture]:
    """Return the heads and feet that repeat."""
    alike: dict[tuple[Furniture, str], list[_Edge]] = {}
    gap = paragraph_gap(pages)
    for p, page in enumerate(pages):
        for edge in _edges_of(p, page, numbers, gap):
            key = _DIGITS.sub("#", _words_at(pages, edge.spot))
            alike.setdefault((edge.kind, key), []).append(edge)
    everywhere = Counter(_key(line.words) for page in pages for line in page)
    filled = sum(any(line.words.strip() for line in page) for page in pages)
    found: dict[Spot, Furniture] = {}
    for edges in alike.values():
        placed = _in_one_place(pages, edges)
        if len(placed) * 2 >= filled and _repeats(pages, placed, everywhere):
            found |= {edge.spot: edge.kind for edge in placed}
    return found


def _key(words: str) -> str:
    return " ".join(words.casefold().split())


def _words_at(pages: Sequence[Sequence[PageLine]], spot: Spot) -> str:
    return _key(pages[spot[0]][spot[1]].words)


def _edges_of(
    p: int, page: Sequence[PageLine], numbers: frozenset[Spot], gap: float
) -> Iterator[_Edge]:
    """Yield the first and last lines of a page by their place, not by their order."""
    filled = [
        n
        for n, line in enumerate(page)
        if line.visible and line.words.strip() and (p, n) not in numbers
    ]
    filled.sort(key=lambda n: page[n].top)
    tops = [page[n].top for n in filled]
    parted = [below - above > gap for above, below in pairwise(tops)]
    for place, n in enumerate(filled[:_EDGE_LINES]):
        if tops[place] < _EDGE:
            yield _Edge("head", (p, n), place in _before_the_gap(parted))
    for place, n in enumerate(reversed(filled[-_EDGE_LINES:])):
        if tops[-1 - place] > 1 - _EDGE:
            yield _Edge("foot", (p, n), place in _before_the_gap(parted[::-1]))


def _before_the_gap(parted: Sequence[bool]) -> range:
    """Return the places, from the edge, of the lines that the first gap parts from the text."""
    gaps = (place for place, gap in enumerate(parted[:_EDGE_LINES]) if gap)
    return range(next(gaps, -1) + 1)


def _in_one_place(pages: Sequence[Sequence[PageLine]], edges: Sequence[_Edge]) -> list[_Edge]:
    """Return the edges that stand where most of them do, one a page."""
    tops = [pages[edge.spot[0]][edge.spot[1]].top for edge in edges]
    usual = median(tops)
    placed = {
        edge.spot[0]: edge
        for edge, top in zip(edges, tops, strict=True)
        if abs(top - usual) < _SAME_PLACE
    }
    return list(placed.values())


def _repeats(
    pages: Sequence[Sequence[PageLine]], edges: Sequence[_Edge], everywhere: Counter[str]
) -> bool:
    """Tell whether lines count the pages, or are alike on three pages and more and only there."""
    words = [_words_at(pages, edge.spot) for edge in edges]
    numbers = [[int(digits[:9]) for digits in _DIGITS.findall(line)] for line in words]
    counts = any(
        len({value - edge.spot[0] for value, edge in zip(column, edges, strict=True)}) == 1
        for column in zip(*numbers, strict=True)
    )
    same = len(set(words)) == 1 and everywhere[words[0]] == len(words)
    apart = all(edge.apart for edge in edges)
    return (counts and len(edges) > 1) or (same and apart and len(edges) >= _ALIKE)
