"""Pieces of the sentences of the history: names by id, counts, and where a coding lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workbench.model.coding import Coding
from workbench.model.ids import SourceId


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id, for events that hold ids only; and the turn a position of a source lies in.

    Attributes:
        questions: Each question of the guide by its number, such as ``question 3``.
        facets: Facets and their values.
    """

    codes: Mapping[str, str]
    sources: Mapping[str, str]
    cases: Mapping[str, str]
    attributes: Mapping[str, str]
    questions: Mapping[str, str]
    facets: Mapping[str, str]
    turn: Callable[[SourceId, int], int | None]
    themes: Mapping[str, str] = field(default_factory=dict)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def named(names: Mapping[str, str], thing: str) -> str:
    """Return a thing's name as it is now, in quotation marks."""
    return f"“{names[thing]}”" if thing in names else "something since taken out"


def place_of(coding: Coding, names: Names) -> str:
    """Return the turn, or outside turns the characters, and the source."""
    return place_at(coding.source, coding.start, coding.end, names)


def place_at(source: SourceId, start: int, end: int, names: Names) -> str:
    """Return the turn in which a segment begins, or outside turns its characters; and the source.

    Args:
        source: Which.
        start: Of the segment, in code points.
        end: Of the segment; excluded.
        names: What things are called now.
    """
    turn = names.turn(source, start)
    place = f"characters {start:,}-{end:,}" if turn is None else f"turn {turn:,}"
    return f"{place} of {named(names.sources, source)}"
