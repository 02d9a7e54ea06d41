"""When the machine may propose anything: by the study's stance, and only to a second reader.

A study's stance decides what is offered at all, and nobody is shown a suggestion for a passage
before an own first pass of it: marked as read, or coded. While a blind round is open nothing is
proposed to anybody. Searching is offered from the start.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Collection
from itertools import accumulate

from workbench.errors import InvalidActionError
from workbench.model.ids import CoderId, ProjectId, SourceId
from workbench.model.source import Segment
from workbench.project.segments import turns_of
from workbench.store.reads import Reads

_BLIND = (
    "A blind round is open: everybody codes alone, and nothing is suggested, grouped or hinted at "
    "until it is closed."
)
_UNSEEN = (
    "A blind round is open, and this could change what others coded, which you are not shown. "
    "Wait until it is closed; a code can be retired meanwhile."
)
#: Of so many passages one is never shown suggestions, where their influence is measured.
CONTROL_EVERY = 10


def why_blind(reads: Reads) -> str | None:
    """Return why nothing is proposed to anybody, while a blind round is open; else None."""
    return None if reads.study.round_now() is None else _BLIND


def refuse_unseen(reads: Reads, source: SourceId | None = None) -> None:
    """Refuse what would take along codings that nobody is shown, whether there are any or not.

    Args:
        reads: The project at one moment.
        source: The source that it is done to; None where it may reach into any.

    Raises:
        InvalidActionError: A blind round is open, and goes over the source.
    """
    now = reads.study.round_now()
    if now is not None and (source is None or not now.sources or source in now.sources):
        raise InvalidActionError(_UNSEEN)


def why_no_groupings(
    reads: Reads, coder: CoderId | None, sources: Collection[SourceId]
) -> str | None:
    """Return why groupings and hints are not offered to a coder; None where they are.

    Args:
        reads: The project at one moment.
        coder: Who asks; None for somebody who never joined.
        sources: Those in scope.
    """
    blind = why_blind(reads)
    if blind is not None:
        return blind
    if reads.project().stance != "reflexive":
        return None
    waiting = [source for source in sources if unpassed(reads, coder, source)]
    if waiting:
        many = f"{len(waiting):,} of {len(sources):,} sources" if len(sources) > 1 else "the source"
        has = "has" if len(waiting) == 1 else "have"
        return (
            "In a reflexive study groupings and suggestions come after your own first pass: "
            f"{many} {has} passages that you neither coded nor marked as read."
        )
    if reads.proposals.allowance() is None:
        return (
            "In a reflexive study groupings and suggestions are a decision: say in a line why "
            "you want this other way of reading."
        )
    return None


def why_no_suggestions(
    reads: Reads, coder: CoderId | None, source: SourceId, segment: Segment
) -> str | None:
    """Return why codes are not suggested to a coder for a passage; None where they are.

    In a reflexive study what holds for groupings holds for suggestions in that source too.
    """
    blind = why_blind(reads)
    if blind is not None:
        return blind
    touched = [t for t in turns_of(reads, source) if _meet(t, (segment.start, segment.end))]
    if not touched:
        return "Codes are suggested for what participants say, and no participant says this."
    if coder is None or not all(reads.readings.has_passed(coder, source, t) for t in touched):
        return "Codes are suggested after your own first pass: code this passage or mark it read."
    if is_control(reads, touched[0][0], source):
        return "This passage is one of those kept free of suggestions, to measure their influence."
    return why_no_groupings(reads, coder, [source])


def unpassed(reads: Reads, coder: CoderId | None, source: SourceId) -> int:
    """Return how many turns of participants a coder has neither coded nor marked as read."""
    passed, turns = first_pass(reads, coder, source)
    return turns - passed


def first_pass(reads: Reads, coder: CoderId | None, source: SourceId) -> tuple[int, int]:
    """Return how many turns of participants a coder coded or marked as read, and of how many."""
    spans = [] if coder is None else reads.readings.passed(coder, source)
    starts = [start for start, _ in spans]
    reach = list(accumulate((end for _, end in spans), max))
    turns = turns_of(reads, source)
    before = [bisect_left(starts, end) for _, end in turns]
    met = (b > 0 and reach[b - 1] > turn[0] for b, turn in zip(before, turns, strict=True))
    return sum(met), len(turns)


def is_control(reads: Reads, turn: int, source: SourceId) -> bool:
    """Tell whether the turn that begins here never gets suggestions, to measure their influence.

    It is a tenth of the turns of a reliability study with two coders or more, the same for all.
    """
    study = reads.project()
    if study.stance != "reliability" or len(reads.coders()) < 2:
        return False
    return control(study.id, source, turn)


def control(study: ProjectId, source: SourceId, turn: int) -> bool:
    """Tell whether a turn is a control, by chance that anybody can work out again."""
    drawn = hashlib.sha256(f"{study} {source} {turn}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") % CONTROL_EVERY == 0


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
