"""The tray on which a code's quotations are sorted onto piles before anything is split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.model.codebook import Code
from workbench.model.coding import Quotation
from workbench.model.ids import CodeId, CodingId
from workbench.project.lifecycle import NewCode, Pile, Sorted

#: So many piles can be had: one a key.
MOST = 9
#: The key, and the pile, of what stays in the code.
STAYS = 0


@dataclass(frozen=True, slots=True)
class Heap:
    """A pile of the tray: the name of a code to be made, or a code that is there."""

    name: str
    code: CodeId | None = None


@dataclass(slots=True)
class Tray:
    """What one tab has sorted of one code; nothing of it is written until the code is split.

    Attributes:
        heaps: The piles; the n-th has the key n.
        placed: On which pile a quotation lies; `STAYS` where it was left in the code.
        order: Quotations in the order in which they were sorted.
        at: The quotation that is looked at.
        below: New codes stand below the code that is split, else beside it.
        retire: The code is retired with the split.
    """

    heaps: list[Heap] = field(default_factory=list)
    placed: dict[CodingId, int] = field(default_factory=dict)
    order: list[CodingId] = field(default_factory=list)
    at: CodingId | None = None
    below: bool = False
    retire: bool = False

    def add(self, heap: Heap) -> None:
        """Begin a pile, unless it is there or all keys are taken."""
        if heap not in self.heaps and len(self.heaps) < MOST and heap.name.strip():
            self.heaps.append(heap)

    def drop(self, number: int) -> None:
        """Take a pile away; what lay on it is not sorted any more, and later piles move up."""
        del self.heaps[number - 1]
        kept = {c: n for c, n in self.placed.items() if n != number}
        self.placed = {c: n - (n > number) for c, n in kept.items()}
        self.order = [c for c in self.order if c in kept]

    def put(self, coding: CodingId, number: int, all_of_them: Sequence[CodingId]) -> None:
        """Lay a quotation on a pile and look at the next that is not sorted."""
        self.placed[coding] = number
        self.order = [c for c in self.order if c != coding] + [coding]
        place = all_of_them.index(coding) + 1
        later = [*all_of_them[place:], *all_of_them[:place]]
        self.at = next((c for c in later if c not in self.placed), coding)

    def back(self) -> None:
        """Take the quotation sorted last from its pile and look at it again."""
        if self.order:
            self.at = self.order.pop()
            del self.placed[self.at]

    def keep_only(self, codings: Sequence[CodingId]) -> int:
        """Forget what is no longer of this code; return how many were sorted and are forgotten."""
        there = set(codings)
        gone = [c for c in self.placed if c not in there]
        for coding in gone:
            del self.placed[coding]
        self.order = [c for c in self.order if c in there]
        if self.at not in there:
            self.at = next((c for c in codings if c not in self.placed), None)
            self.at = self.at or next(iter(codings), None)
        return len(gone)

    def on(self, number: int) -> list[CodingId]:
        """Return the quotations of a pile in the order in which they were laid there."""
        return [c for c in self.order if self.placed[c] == number]

    def piles(self, code: Code) -> list[Pile]:
        """Return the piles as a split of the code takes them; an empty one is left out."""
        parent = code.id if self.below else code.parent
        return [
            Pile(heap.code or NewCode(heap.name, parent), tuple(self.on(n)))
            for n, heap in enumerate(self.heaps, 1)
            if self.on(n)
        ]


def heap_for(typed: str, code: Code, codes: Sequence[Code]) -> Heap:
    """Return the pile that a typed name or a chosen path means.

    Args:
        typed: The path of a code that is there, or a name.
        code: The code that is split.
        codes: The codebook.
    """
    name = " ".join(typed.split())
    for other in codes:
        siblings = other.parent in (code.parent, code.id) and other.name.casefold()
        if other.id != code.id and (other.path_text == typed or siblings == name.casefold()):
            return Heap(other.name, other.id)
    return Heap(name)


def summary(tray: Tray, outcome: Sorted, total: int) -> str:
    """Return what a split would do: ``12 to a new “time”, 5 to “edges”, 14 stay``."""
    parts = [
        f"{len(tray.on(n)):,} to {'' if heap.code else 'a new '}“{heap.name}”"
        for n, heap in enumerate(tray.heaps, 1)
        if tray.on(n)
    ]
    unsorted = total - len(tray.placed)
    stay = f"{outcome.stays:,} stay{'s' * (outcome.stays == 1)}"
    whys = []
    if unsorted:
        whys.append(f"{unsorted:,} not sorted yet")
    if outcome.twins:
        whys.append(f"{outcome.twins:,} coded so already by the same coder")
    return ", ".join([*parts, stay]) + (f" ({'; '.join(whys)})" if whys else "") + "."


def short(quotation: Quotation, length: int = 90) -> str:
    """Return the first words of a quotation in one line."""
    words = " ".join(quotation.words.split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"
