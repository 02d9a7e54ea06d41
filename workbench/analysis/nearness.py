"""Which codings lie together with codings of another code, or near them, within one source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol, TypeVar

#: Reach of codings that must share something: a gap of less than nothing lies between them.
SHARED = -1


class Spanned(Protocol):
    """What lies in a source from `start` to `end` (excluded), under a code."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def code(self) -> str:
        """Its code."""


Coded = TypeVar("Coded", bound=Spanned)


@dataclass(slots=True)
class _Furthest:
    """How far the codings met so far go on, and how far those of any other code do."""

    code: str = ""
    end: int | None = None
    other_end: int | None = None

    def meet(self, one: Spanned) -> None:
        if one.code == self.code or self.end is None:
            self.code, self.end = one.code, max(one.end, self.end or 0)
        elif one.end > self.end:
            self.code, self.end, self.other_end = one.code, one.end, self.end
        else:
            self.other_end = max(one.end, self.other_end or 0)

    def beside(self, code: str) -> int | None:
        """Return how far codings of other codes than this go on."""
        return self.other_end if code == self.code else self.end


def beside_others(
    codings: Sequence[Coded], others: Iterable[Spanned], reach: int = SHARED
) -> Iterator[Coded]:
    """Yield the codings that have one of another code at most so far away, by their ends.

    Two codings are ``max(a.start, b.start) - min(a.end, b.end)`` apart: less than 0 where they
    share something. One sweep over both in order of place, O(n log n).

    Args:
        codings: Of one source.
        others: Of the same source; of these, those with a coding's own code do not count for it.
        reach: The largest distance.
    """
    waiting = sorted(others, key=attrgetter("start"))
    furthest, met = _Furthest(), 0
    for one in sorted(codings, key=attrgetter("end")):
        while met < len(waiting) and waiting[met].start <= one.end + reach:
            furthest.meet(waiting[met])
            met += 1
        end = furthest.beside(one.code)
        if end is not None and end >= one.start - reach:
            yield one
