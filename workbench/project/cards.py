"""Cards of codes and what belongs to them: versions, states, and passages that stand as examples.

A card, the name and the place of a locked code stay as they are until it is unlocked; so do its
exemplars, which are part of the card. A retired code keeps everything and can be brought back.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields

from workbench.errors import (
    ConflictError,
    ContentErasedError,
    InvalidActionError,
    NotFoundError,
)
from workbench.model.codebook import (
    EXEMPLAR_KINDS,
    Code,
    CodeCard,
    CodeState,
    Exemplar,
    ExemplarKind,
)
from workbench.model.codebook_events import (
    CodeRedefined,
    CodeStateChanged,
    ExemplarChosen,
    ExemplarDropped,
    RecheckAsked,
)
from workbench.model.events import CodeCreated, Event
from workbench.model.ids import CodeId, CoderId, ExemplarId, SourceId
from workbench.model.source import Segment
from workbench.project.analysis_sentences import CARD_WORDS
from workbench.project.code_tree import code_in, refuse_locked
from workbench.project.reasons import reason_state, touched_by
from workbench.store.reads import Reads
from workbench.store.unit import ReasonState, Unit

#: Into which states a code may pass from each.
PASSAGES: dict[CodeState, tuple[CodeState, ...]] = {
    "draft": ("active", "locked", "retired"),
    "active": ("draft", "locked", "retired"),
    "locked": ("active",),
    "retired": ("active", "draft"),
}


@dataclass(frozen=True, slots=True)
class CardVersion:
    """A card that a code had.

    Attributes:
        n: Its number, from 1.
        seq: The entry that wrote it.
        at: When, microseconds since 1970 UTC.
        coder: By whom.
    """

    n: int
    seq: int
    at: int
    coder: str
    card: CodeCard


@dataclass(frozen=True, slots=True)
class ShownExemplar:
    """An exemplar with its words and where they stand.

    Attributes:
        words: None where they were erased.
        turn: Number of the turn it begins in, from 1; None outside turns.
    """

    exemplar: Exemplar
    words: str | None
    source_name: str
    turn: int | None


def redefine(
    unit: Unit, old: Code, card: CodeCard, *, base: CodeCard | None, recheck: bool
) -> None:
    """Record another card of a code, and that earlier codings wait to be looked at again.

    Raises:
        ConflictError: The card is not the one the person saw.
        InvalidActionError: The code is locked.
    """
    if base is not None and base != old.card:
        changed = ", ".join(differing(base, old.card))
        raise ConflictError(
            f"Somebody changed the card of “{old.name}” meanwhile ({changed}). "
            "Copy what you wrote, look again, and write it into the card as it is now."
        )
    if card != old.card:
        refuse_locked([old])
        unit.record(CodeRedefined(old.id, old.card, card))
    if recheck:
        ask_recheck(unit, code_in(unit.reads.codes(), old.id))


def ask_recheck(unit: Unit, code: Code) -> None:
    """Record that codings made under earlier cards of a code wait to be looked at again."""
    is_coded = code.coding_count or unit.reads.study.round_now()  # a round does not tell which
    if is_coded and code.recheck != code.card_version:
        unit.record(RecheckAsked(code.id, code.recheck, code.card_version))


def differing(one: CodeCard, other: CodeCard) -> list[str]:
    """Return what the parts of a card in which two differ are called."""
    names = (field.name for field in fields(CodeCard))
    return [CARD_WORDS[name] for name in names if getattr(one, name) != getattr(other, name)]


def set_state(unit: Unit, old: Code, state: CodeState, base: CodeState | None) -> None:
    """Record another state of a code.

    Raises:
        ConflictError: Its state is not the one the person saw.
        InvalidActionError: It cannot pass from one to the other.
    """
    if base is not None and base != old.state:
        raise ConflictError(
            f"The code “{old.name}” was {base} when you looked and is {old.state} now. Look again."
        )
    if state == old.state:
        return
    if state not in PASSAGES[old.state]:
        raise InvalidActionError(_no_passage(old))
    unit.record(CodeStateChanged(old.id, old.state, state))


def asked_why(reads: Reads, old: Code, state: CodeState, reason: str | None) -> ReasonState:
    """Return whether the screen asks why: it does when a code is retired or unlocked."""
    if state == "retired" or old.state == "locked":
        return reason_state(touched_by(reads, [old]), reason)
    return "volunteered" if reason else "none"


def _no_passage(old: Code) -> str:
    if old.state == "locked":
        return f"The code “{old.name}” is locked. Unlock it first."
    if old.state == "retired":
        return f"The code “{old.name}” is retired. Bring it back first."
    return "A code has no such state. Choose draft, active, locked or retired."


def versions(reads: Reads, code: CodeId) -> list[CardVersion]:
    """Return the cards a code had, first to last."""
    coders = {coder.id: coder.name for coder in reads.coders()}
    found: list[CardVersion] = []
    for n, seq in enumerate(reads.carried.card_entries(code), 1):
        (recorded,) = reads.entries(seq - 1, seq)
        header = recorded.header
        coder = coders.get(CoderId(header.actor), "nobody who joined")
        found.append(CardVersion(n, seq, header.ts, coder, _card_of(recorded.event)))
    return found


def _card_of(event: Event) -> CodeCard:
    assert isinstance(event, (CodeCreated, CodeRedefined))
    return event.card if isinstance(event, CodeCreated) else event.after


def shown(reads: Reads, code: CodeId | None = None) -> list[ShownExemplar]:
    """Return the exemplars of one code or of all, typical ones first, each with its words."""
    found = sorted(
        reads.carried.exemplars(code), key=lambda exemplar: EXEMPLAR_KINDS.index(exemplar.kind)
    )
    return [
        ShownExemplar(
            exemplar,
            _words(reads, exemplar),
            reads.source_name(exemplar.source),
            reads.turn_at(exemplar.source, exemplar.segment.start),
        )
        for exemplar in found
    ]


def _words(reads: Reads, exemplar: Exemplar) -> str | None:
    try:
        return exemplar.segment.words_in(reads.text(exemplar.source))
    except ContentErasedError:
        return None


def choose(unit: Unit, codes: Sequence[Code], wanted: Exemplar, words: str | None) -> None:
    """Record a passage as an example of a code.

    Args:
        unit: The act.
        codes: The codebook.
        wanted: What is to stand as an example.
        words: What the person selected, to be compared with the source's words.

    Raises:
        SegmentMismatchError: The words at that place are others.
        InvalidActionError: The code is locked, or the passage is an example of it already.
    """
    if wanted.kind not in EXEMPLAR_KINDS:
        raise InvalidActionError(f"A passage is shown as {', '.join(EXEMPLAR_KINDS)}. Choose one.")
    refuse_locked(code for code in codes if code.id == wanted.code)
    wanted.segment.words_in(unit.reads.text(wanted.source), words)
    for there in unit.reads.carried.exemplars(wanted.code):
        if (there.source, there.segment) == (wanted.source, wanted.segment):
            raise InvalidActionError(
                f"This passage is shown as “{there.kind}” already. Drop it there first."
            )
    unit.record(ExemplarChosen(*_values(wanted)))


def drop(unit: Unit, codes: Sequence[Code], exemplar: ExemplarId) -> None:
    """Record that a passage is no example any more.

    Raises:
        NotFoundError: It is none, or no longer.
        InvalidActionError: Its code is locked.
    """
    found = next((one for one in unit.reads.carried.exemplars() if one.id == exemplar), None)
    if found is None:
        raise NotFoundError("This example is no longer there. Look again to see why.")
    refuse_locked(code for code in codes if code.id == found.code)
    unit.record(ExemplarDropped(*_values(found)))


def new_exemplar() -> ExemplarId:
    """Return an id for a passage that is to stand as an example."""
    return ExemplarId(str(uuid.uuid4()))


def _values(
    one: Exemplar,
) -> tuple[ExemplarId, CodeId, ExemplarKind, SourceId, Segment]:
    return one.id, one.code, one.kind, one.source, one.segment
