"""What is said of a coding: whether it belongs to its code; with another code, that is cleared."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.model.coding import Coding, Judgement
from workbench.model.coding_events import CodingJudged
from workbench.model.ids import CodingId
from workbench.store.unit import Unit


def judge(unit: Unit, coding: Coding, after: Judgement, card: int) -> bool:
    """Record what is said of a coding; return whether that is new.

    Args:
        unit: The act.
        coding: As it is now.
        after: What is said of it.
        card: The version of its code's card under which that is said.
    """
    before = unit.reads.carried.judgement(coding.id)
    if (after, card) == (before, coding.card_version):
        return False
    seen = before, after, coding.card_version, card
    unit.record(CodingJudged(coding.id, coding.source, *seen))
    return True


def clear(unit: Unit, coding: Coding) -> None:
    """Record that what was said of a coding no longer holds, now that it has another code."""
    judge(unit, coding, "", coding.card_version)


def clear_moved(unit: Unit, moved: Iterable[CodingId]) -> None:
    """Record the same of all codings that were moved to other codes and had something said."""
    for coding in unit.reads.codings_among(unit.reads.carried.judged(list(moved))):
        clear(unit, coding)
