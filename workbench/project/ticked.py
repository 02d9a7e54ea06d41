"""Acts on several codings at once: all of them or none, and one undo."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.errors import ConflictError, InvalidActionError
from workbench.model.coding import Coding, Judgement
from workbench.model.events import CodingApplied, CodingRecoded, CodingRemoved
from workbench.model.ids import CodeId, CodingId
from workbench.project.judging import clear, judge
from workbench.project.reasons import add_reason, reason_state
from workbench.project.wording import counted
from workbench.store.reads import Reads
from workbench.store.unit import Unit

#: So many places are named in a refusal; the rest are counted.
_NAMED = 3


def remove_all(unit: Unit, codings: Sequence[CodingId], reason: str | None) -> int:
    """Take codings away; return how many."""
    ticked = _ticked(unit.reads, codings)
    unit.reason = reason_state(len(ticked), reason)
    for coding in ticked:
        unit.record(CodingRemoved(coding))
    add_reason(unit, unit.command.action, reason)
    return len(ticked)


def recode_all(unit: Unit, codings: Sequence[CodingId], code: CodeId) -> int:
    """Give codings another code; return how many had another one.

    What was said of a coding when comparing was said of the code it had, and is cleared.
    """
    ticked = _ticked(unit.reads, codings)
    card = unit.reads.applicable(code)
    moving = [coding for coding in ticked if coding.code != code]
    if not moving:
        raise InvalidActionError("All of these have that code already. Choose another one.")
    _refuse_twins(unit.reads, moving, [replace(coding, code=code) for coding in moving])
    for old in moving:
        cards = old.card_version, card
        unit.record(CodingRecoded(old.id, old.source, old.code, code, *cards))
        clear(unit, replace(old, code=code, card_version=card))
    return len(moving)


def apply_second(unit: Unit, codings: Sequence[CodingId], code: CodeId) -> list[CodingId]:
    """Tie another code to the words of codings, as the person who acts; return the new codings.

    Words that several of the codings share are coded once.
    """
    ticked = _ticked(unit.reads, codings)
    card = unit.reads.applicable(code)
    coder = unit.command.actor.id
    first = {(coding.source, coding.start, coding.end): coding for coding in ticked}
    made = [
        Coding(CodingId(str(uuid.uuid4())), *place, code, coder, unit.at, card_version=card)
        for place in first
    ]
    _refuse_twins(unit.reads, list(first.values()), made)
    for coding in made:
        unit.record(CodingApplied(coding))
    return [coding.id for coding in made]


def judge_all(unit: Unit, codings: Sequence[CodingId], judgement: Judgement) -> int:
    """Say of codings whether they belong to their codes; return of how many that is new."""
    ticked = _ticked(unit.reads, codings)
    said = 0
    for coding in ticked:
        belongs = judgement == "belongs"
        card = unit.reads.applicable(coding.code) if belongs else coding.card_version
        said += judge(unit, coding, judgement, card)
    return said


def _ticked(reads: Reads, codings: Sequence[CodingId]) -> list[Coding]:
    """Return the codings, each once, in the order in which they were ticked.

    Raises:
        InvalidActionError: None was ticked.
        ConflictError: Some are no longer there.
    """
    ids = list(dict.fromkeys(codings))
    if not ids:
        raise InvalidActionError("Nothing is ticked. Tick the quotations that you mean first.")
    found = {coding.id: coding for coding in reads.codings_among(ids)}
    gone = len(ids) - len(found)
    if gone:
        raise ConflictError(
            f"{_of(gone, len(ids))} no longer there. Nothing was changed; look again."
        )
    return [found[coding] for coding in ids]


def _refuse_twins(reads: Reads, ticked: Sequence[Coding], made: Sequence[Coding]) -> None:
    """Refuse to code the same words twice with one code by one coder.

    Args:
        reads: The project.
        ticked: The codings that were ticked.
        made: What would become of each of them.

    Raises:
        InvalidActionError: Some would stand twice; where those lie.
    """
    places: set[tuple[str, int, int, str]] = set()
    twins: list[Coding] = []
    for old, new in zip(ticked, made, strict=True):
        place = new.source, new.start, new.end, new.coder
        if place in places or reads.twin(new) not in (None, new.id):
            twins.append(old)
        places.add(place)
    if twins:
        raise InvalidActionError(
            f"{_of(len(twins), len(ticked))} coded so already by the same person "
            f"({_where(reads, twins)}). Untick {'it' if len(twins) == 1 else 'them'}; nothing was "
            "changed."
        )


def _of(some: int, all_of_them: int) -> str:
    if all_of_them == 1:
        return "This coding is"
    return f"{some:,} of the {all_of_them:,} codings {'is' if some == 1 else 'are'}"


def _where(reads: Reads, codings: Iterable[Coding]) -> str:
    ordered = list(codings)
    told = [_place(reads, coding) for coding in ordered[:_NAMED]]
    more = len(ordered) - _NAMED
    return "; ".join([*told, *([f"and {counted(more, 'other')}"] if more > 0 else [])])


def _place(reads: Reads, coding: Coding) -> str:
    turn = reads.turn_at(coding.source, coding.start)
    at = f"turn {turn:,}" if turn else f"characters {coding.start:,}-{coding.end:,}"
    return f"“{reads.source_name(coding.source)}”, {at}"
