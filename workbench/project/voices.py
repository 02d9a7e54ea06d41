"""Whose words stand under which label of a corrected text: nobody's consent goes with a label."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from workbench.errors import InvalidActionError
from workbench.model.case import NEVER_QUOTED, Consent
from workbench.model.correction import Alignment, Stretch
from workbench.model.ids import CaseId
from workbench.model.source import Passage, Segment, Speaker


class Voices:
    """Who spoke the words that a corrected text has.

    Args:
        stretches: How the text before lies to it.
        before: The passages of the text before.
        after: Those of the corrected one, with the numbers that its speakers have.
    """

    def __init__(
        self, stretches: Sequence[Stretch], before: Sequence[Passage], after: Sequence[Passage]
    ) -> None:
        self._stretches, self._after = stretches, after
        self._ends = [one.after_end for one in stretches]
        self._back = Alignment(one.turned for one in stretches)
        self._before = sorted(before, key=lambda one: one.start)
        self._starts = [one.start for one in self._before]

    def of(self, voice: int) -> Iterator[frozenset[int]]:
        """Yield who spoke the words of each passage of a voice before; nobody of what is new."""
        for passage in self._after:
            if passage.voice == voice:
                yield frozenset(self._spoke(passage))

    def _spoke(self, passage: Passage) -> Iterator[int]:
        first = bisect_right(self._ends, passage.start)
        for one in self._stretches[first:]:
            if one.after >= passage.end:
                return
            part = max(one.after, passage.start), min(one.after_end, passage.end)
            place = self._back.moved(Segment(*part)) if part[0] < part[1] else None
            yield from () if place is None else self._spoke_at(place)

    def _spoke_at(self, place: Segment) -> Iterator[int]:
        first = max(0, bisect_right(self._starts, place.start) - 1)
        for old in self._before[first : bisect_left(self._starts, place.end)]:
            if old.end > place.start and old.voice is not None:
                yield old.voice


def heirs(voices: Voices, new: Iterable[int], old: Sequence[Speaker]) -> dict[int, Speaker]:
    """Return the new voices whose words were all spoken by one of some speakers, with that one.

    Args:
        voices: Who spoke the words.
        new: The numbers of the new voices.
        old: The speakers of whom one can take the place.
    """
    speakers = {one.index: one for one in old if one.role != "unmapped"}
    found: dict[int, Speaker] = {}
    for number in new:
        spoke = frozenset[int]().union(*voices.of(number))
        if len(spoke) == 1 and spoke <= speakers.keys():
            found[number] = speakers[min(spoke)]
    return found


def never_quoted(
    speakers: Iterable[Speaker], consents: Mapping[CaseId, Consent]
) -> dict[int, Speaker]:
    """Return the speakers whose words may not leave the project as they were said, by number."""
    cases = {case for case, one in consents.items() if one.may_quote in NEVER_QUOTED}
    return {one.index: one for one in speakers if one.case in cases}


def refuse_lost_consent(
    voices: Voices, held: Mapping[int, Speaker], unmapped: Mapping[int, str], known: Container[int]
) -> None:
    """Refuse to put words that are held back where nobody knows any more whose they are.

    Args:
        voices: Who spoke the words.
        held: The speakers whose words are held back, by number.
        unmapped: The labels that stand for nobody then, by number.
        known: The numbers of labels that can be mapped before the correction.

    Raises:
        InvalidActionError: Such words would stand under one of these labels.
    """
    for number, label in unmapped.items() if held else ():
        spoke = [one for one in voices.of(number) if number not in one]
        found = sorted(frozenset[int]().union(*spoke).intersection(held))
        if found:
            raise InvalidActionError(_told(held[found[0]].label, label, is_known=number in known))


def _told(old: str, label: str, *, is_known: bool) -> str:
    whose = f"Words of “{old}”" if old else "Words without a label"
    there = f"under “{label}”, which is mapped to nobody" if label else "without a label"
    way = f"Keep the label “{old}” for them" if old else "Keep them without a label"
    if label:
        other = f"map “{label}” first" if is_known else f"let “{label}” stand for their words alone"
        way = f"{way}, or {other}"
    return f"{whose} may not be quoted, and would stand {there}. {way}."
