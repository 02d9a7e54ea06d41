"""What splitting a code means for its quotations: sorted onto piles, and what cannot move.

Where a coder coded the same words with the code of a pile already, sorting would make a second
coding of the same. Such a twin is left where it is and counted: nothing is lost, nothing doubled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.errors import ConflictError, InvalidActionError
from workbench.model.codebook import Code
from workbench.model.coding import Coding
from workbench.model.ids import CodeId, CodingId
from workbench.project.shelf import NewCode


@dataclass(frozen=True, slots=True)
class Pile:
    """Quotations that are sorted into one code: one that is there, or one to be made."""

    into: CodeId | NewCode
    codings: tuple[CodingId, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a split does.

    Attributes:
        moved: Codings that go to another code.
        twins: Codings that stay because the same coder has the same words under that code.
        stays: All codings that stay, twins among them.
        made: Codes that are made; a pile without quotations makes none.
    """

    moved: int
    twins: int
    stays: int
    made: int


@dataclass(frozen=True, slots=True)
class Sorting:
    """Piles with the codings that go there, and how many twins are left where they are."""

    piles: tuple[tuple[CodeId | NewCode, tuple[Coding, ...]], ...]
    twins: int
    total: int

    @property
    def outcome(self) -> Sorted:
        """The same in numbers."""
        moved = sum(len(codings) for _, codings in self.piles)
        made = sum(isinstance(into, NewCode) for into, _ in self.piles)
        return Sorted(moved, self.twins, self.total - moved, made)


def sort_out(
    code: Code, own: Iterable[Coding], piles: Sequence[Pile], there: Iterable[Coding]
) -> Sorting:
    """Part the codings of a code among piles.

    Args:
        code: The code that is split.
        own: Its codings.
        piles: Which of them go where; the rest stays.
        there: The codings of those codes that are there already.

    Raises:
        InvalidActionError: A quotation lies on two piles, or a pile is the code itself.
        ConflictError: A quotation is no longer of this code.
    """
    known = {coding.id: coding for coding in own}
    _refuse_piles(code, piles, known.keys())
    taken = {(*_place(coding), coding.code) for coding in there}
    parted: list[tuple[CodeId | NewCode, tuple[Coding, ...]]] = []
    twins = 0
    for pile in piles:
        codings = [known[coding] for coding in pile.codings]
        goes = tuple(c for c in codings if (*_place(c), pile.into) not in taken)
        twins += len(codings) - len(goes)
        if goes:
            parted.append((pile.into, goes))
    return Sorting(tuple(parted), twins, len(known))


def _refuse_piles(code: Code, piles: Sequence[Pile], known: Iterable[CodingId]) -> None:
    if any(pile.into == code.id for pile in piles):
        raise InvalidActionError(
            f"What stays in “{code.name}” lies on no pile. Choose another code for the pile."
        )
    sorted_ids = [coding for pile in piles for coding in pile.codings]
    if len(set(sorted_ids)) < len(sorted_ids):
        raise InvalidActionError("A quotation can lie on one pile only. Take it from the other.")
    gone = len(set(sorted_ids).difference(known))
    if gone:
        raise ConflictError(
            f"{gone} of these quotations left “{code.name}” meanwhile. Look again, sort the rest."
        )


def refuse_nothing(sorting: Sorting) -> None:
    """Refuse a split in which nothing moves.

    Raises:
        InvalidActionError: No quotation goes anywhere; the sentence says why.
    """
    if sorting.outcome.moved:
        return
    if sorting.twins:
        raise InvalidActionError(
            f"All {sorting.twins} sorted quotations are coded so already by the same coders. "
            "Merge the codes instead, or sort others."
        )
    raise InvalidActionError("No quotation was put on a pile. Sort at least one.")


def _place(coding: Coding) -> tuple[str, int, int, str]:
    return coding.source, coding.start, coding.end, coding.coder
