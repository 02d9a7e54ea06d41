"""Why something was done: said with the act, or after it."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model.codebook import Code
from workbench.model.events import ReasonGiven, ReasonWithdrawn
from workbench.model.ids import ActionId, Words
from workbench.store.reads import Reads
from workbench.store.unit import ReasonState, Unit

#: An act on a code that touches fewer codings is not asked about.
ASKED_FROM = 5


def touched_by(reads: Reads, codes: Sequence[Code]) -> int:
    """Return how many codings of codes the person who acts is shown: in a round, not all."""
    if reads.study.round_now() is None:
        return sum(code.coding_count for code in codes)
    return len(reads.told.shown(reads.codings(codes=[code.id for code in codes])))


def reason_state(touched: int, reason: str | None) -> ReasonState:
    """Return whether the screen asks why an act on a code was done.

    Args:
        touched: How many codings it touches.
        reason: What was said with the act.
    """
    if reason:
        return "volunteered"
    return "asked" if touched >= ASKED_FROM else "none"


def add_reason(unit: Unit, action: ActionId, words: str | None) -> None:
    """Record the reason for an action; an earlier one is withdrawn; none is no event."""
    if not words or not words.strip():
        return
    before = unit.reads.acts.reasons().get(action)
    if before is not None:
        unit.record(ReasonWithdrawn(action, Words(before)))
    unit.record(ReasonGiven(action, Words(words.strip())))
