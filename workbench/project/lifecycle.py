"""What becomes of codes and their quotations: split, arranged, compared, looked at again.

The rules stand in modules of their own: `splitting` sorts quotations onto piles, `arranging` says
what another arrangement forbids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.errors import ConflictError, InvalidActionError
from workbench.model.codebook import Code, CodeCard
from workbench.model.codebook_events import CodeSplit, CodingMove
from workbench.model.coding import Coding, Judgement, Quotation
from workbench.model.events import CodeMoved
from workbench.model.ids import CodeId, CodingId, Words
from workbench.project import cards, judging
from workbench.project.arranging import Parents, arranged
from workbench.project.code_tree import code_in, refuse_locked
from workbench.project.opened import Opened
from workbench.project.reasons import add_reason, reason_state, touched_by
from workbench.project.safeguards import refuse_unseen
from workbench.project.shelf import NewCode, Shelf
from workbench.project.splitting import Pile, Sorted, Sorting, refuse_nothing, sort_out
from workbench.project.stale import unchanged
from workbench.store.reads import Reads
from workbench.store.unit import Unit

__all__ = ["Compared", "Lifecycle", "NewCode", "Pile", "Sorted"]

JUDGEMENTS: tuple[Judgement, ...] = ("", "belongs", "doubtful")


@dataclass(frozen=True, slots=True)
class Compared:
    """A quotation as it is compared with others of its code.

    Attributes:
        origins: Names of codes it had before they were merged into this one.
    """

    quotation: Quotation
    origins: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether somebody said of it what they think, under the card as it is now."""
        one = self.quotation
        return one.judgement == "doubtful" or (one.judgement == "belongs" and not one.waits)


class Lifecycle:
    """Codes that part, find another place, and are held against their quotations."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def foresee(self, code: CodeId, piles: Sequence[Pile]) -> Sorted:
        """Return what splitting a code so would do, and change nothing.

        Raises:
            InvalidActionError: A quotation lies on two piles, or a pile is the code itself.
            ConflictError: A quotation is no longer of this code.
        """
        with self._opened.reading() as reads:
            return _sorting(reads, code_in(reads.codes(), code), piles).outcome

    def split(
        self,
        code: CodeId,
        piles: Sequence[Pile],
        *,
        retire: bool = False,
        reason: str | None = None,
    ) -> Sorted:
        """Sort quotations of a code into others, made in the same act; the rest stays.

        Where a coder coded the same words with the code of a pile already, their coding stays
        where it is. What was said of a coding when comparing is cleared where it moves.

        Args:
            code: The code.
            piles: Which of its quotations go where; one without quotations makes no code.
            retire: Whether the code is retired in the same act; what stays in it stays.
            reason: Why.

        Returns:
            How many moved, stayed, and why.

        Raises:
            InvalidActionError: Nothing would move, the code is locked, the code of a pile is
                retired, a name cannot be given, or a blind round is open.
            ConflictError: The code, or a quotation on a pile, is not as the person saw it.
        """
        with self._opened.unit() as unit:
            refuse_unseen(unit.reads)
            old = unchanged(self._opened, unit, code_in(unit.reads.codes(), code))
            refuse_locked([old])
            sorting = _sorting(unit.reads, old, piles)
            refuse_nothing(sorting)
            unit.reason = reason_state(old.coding_count, reason)
            moves = _moves(unit, sorting)
            unit.record(CodeSplit(code, Words(old.name), moves))
            judging.clear_moved(unit, [move.coding for move in moves])
            if retire:
                cards.set_state(unit, old, "retired", None)
            add_reason(unit, unit.command.action, reason)
            return sorting.outcome

    def arrange(
        self,
        parents: Parents,
        new: Mapping[CodeId, str] | None = None,
        *,
        reason: str | None = None,
    ) -> None:
        """Give codes other parents, some of them new, in one act.

        Args:
            parents: Codes with the parents they are to have, None for the top; who is not named
                stays.
            new: Names of codes to be made, by client-made id; they stand on top unless `parents`
                says otherwise.
            reason: Why.

        Raises:
            InvalidActionError: A code would stand below itself, a locked one would move, or
                siblings would share a name.
            ConflictError: Somebody changed one of these codes since this person looked.
        """
        names = new or {}
        with self._opened.unit() as unit:
            todo = arranged(unit.reads.codes(), parents, names)
            moved = [unchanged(self._opened, unit, code) for code, _ in todo.moved]
            unit.reason = reason_state(touched_by(unit.reads, moved), reason)
            shelf = Shelf(unit)
            for made, parent in todo.made:
                shelf.add(NewCode(names[made], parent, id=made), CodeCard())
            for code, parent in todo.moved:
                unit.record(CodeMoved(code.id, code.parent, parent))
            add_reason(unit, unit.command.action, reason)

    def judge(
        self, coding: CodingId, judgement: Judgement, *, base: Judgement | None = None
    ) -> None:
        """Say whether a coding belongs to its code; one that belongs waits no longer.

        Args:
            coding: Which.
            judgement: It belongs, it may not, or nothing.
            base: What the person saw was said of it.

        Raises:
            ConflictError: Somebody said something else of it meanwhile.
        """
        if judgement not in JUDGEMENTS:
            raise InvalidActionError("A coding belongs, is doubtful, or is not judged. Choose one.")
        with self._opened.unit() as unit:
            old, before = unit.reads.coding(coding), unit.reads.carried.judgement(coding)
            if base is not None and base != before:
                raise ConflictError(
                    "Somebody said something else of this coding meanwhile. Look again."
                )
            card = unit.reads.applicable(old.code) if judgement == "belongs" else old.card_version
            judging.judge(unit, old, judgement, card)

    def recheck_queue(self, code: CodeId | None = None) -> list[Coding]:
        """Return codings made under earlier cards that wait to be looked at again."""
        with self._opened.reading() as reads:
            return reads.carried.waiting(code)

    def comparison(self, code: CodeId) -> list[Compared]:
        """Return a code's own quotations grouped by who speaks, each with what was said of it."""
        with self._opened.reading() as reads:
            code_in(reads.codes(), code)
            found = reads.quotations(codes=[code])
            origins = reads.carried.origins([q.coding for q in found])
            names = reads.code_names()
        found.sort(key=lambda q: (q.speaker is None, (q.speaker or "").casefold()))
        return [
            Compared(q, tuple(names[code] for code in origins.get(q.coding.id, ()))) for q in found
        ]


def _sorting(reads: Reads, code: Code, piles: Sequence[Pile]) -> Sorting:
    targets = [pile.into for pile in piles if not isinstance(pile.into, NewCode)]
    there = reads.codings(codes=targets) if targets else []
    return sort_out(code, reads.codings(codes=[code.id]), piles, there)


def _moves(unit: Unit, sorting: Sorting) -> tuple[CodingMove, ...]:
    """Make the codes that are missing; return the moves of all codings."""
    shelf = Shelf(unit)
    moves: list[CodingMove] = []
    for into, codings in sorting.piles:
        to = shelf.add(into, CodeCard()) if isinstance(into, NewCode) else into
        card = unit.reads.applicable(to)
        moves += [CodingMove(c.id, c.source, to, c.card_version, card) for c in codings]
    return tuple(moves)
