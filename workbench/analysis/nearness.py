"""Where codings lie together with those of other codes, and how that is asked in one pass.

All spans here are of one source: start included, end excluded. A `Step` says of codings that begin
within it how far they must at least go on; steps follow each other and do not overlap, so that
each coding meets at most one and a database can look it up by where the coding begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar

Span = tuple[int, int]


class Step(NamedTuple):
    """Codings that begin from `low` on and before `high` must end at `least` or later."""

    low: int
    high: int
    least: int


class Coded(Protocol):
    """What lies from `start` to `end` under a code."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def code(self) -> str:
        """Its code."""


AnyCoded = TypeVar("AnyCoded", bound=Coded)


def united(spans: Iterable[Span]) -> list[Span]:
    """Return the same stretches in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def steps_to_meet(stretches: Iterable[Span]) -> list[Step]:
    """Return the steps of codings that share something with any of the stretches.

    A coding that begins after one stretch and before the end of the next meets that one or none.

    Args:
        stretches: As `united` returns them.
    """
    steps, low = [], 0
    for start, end in stretches:
        steps.append(Step(low, end, start + 1))
        low = end
    return steps


def steps_to_hold(places: Iterable[Span]) -> list[Step]:
    """Return the steps of codings that hold any of the places whole.

    Of the places from a coding's beginning on, the first one ends first.

    Args:
        places: In order; none overlaps another.
    """
    steps, low = [], 0
    for start, end in places:
        steps.append(Step(low, start + 1, end))
        low = start + 1
    return steps


@dataclass(slots=True)
class _Furthest:
    """How far the codings met so far go on, and how far those of any other code do."""

    code: str = ""
    end: int = 0
    other_end: int = 0

    def meet(self, one: Coded) -> None:
        if one.code == self.code:
            self.end = max(one.end, self.end)
        elif one.end > self.end:
            self.code, self.end, self.other_end = one.code, one.end, self.end
        else:
            self.other_end = max(one.end, self.other_end)

    def beside(self, code: str) -> int:
        """Return how far codings of other codes than this go on."""
        return self.other_end if code == self.code else self.end


def beside_others(codings: Iterable[AnyCoded], others: Sequence[Coded]) -> Iterator[AnyCoded]:
    """Yield the codings that share something with one of another code, by their ends.

    One sweep over both in order of place, O(n log n).
    """
    waiting = sorted(others, key=attrgetter("start"))
    furthest, met = _Furthest(), 0
    for one in sorted(codings, key=attrgetter("end")):
        while met < len(waiting) and waiting[met].start < one.end:
            furthest.meet(waiting[met])
            met += 1
        if furthest.beside(one.code) > one.start:
            yield one
