"""Where exact words stand in one source, with their turn and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.app.cached import SourceText
from workbench.model.source import Passage, Segment

_AROUND = 60
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """A place where the words stand.

    Attributes:
        turn: Number of the turn, from 1; None outside of turns.
        before: What stands before them, cut at words; `after` what stands behind.
    """

    segment: Segment
    words: str
    turn: int | None
    before: str
    after: str


def occurrences(source: SourceText, words: str, most: int = 10) -> list[Found]:
    """Return the first places where words stand, exactly as they are written."""
    sought = words.strip()
    return [found_at(source, at) for at in _starts(source.text, sought, most)] if sought else []


def found_at(source: SourceText, segment: Segment) -> Found:
    """Return a segment with its words, its turn and what stands around."""
    text = source.text
    return Found(
        segment,
        text[segment.start : segment.end],
        turn_at(source.passages, segment.start),
        _cut(text[max(0, segment.start - _AROUND) : segment.start], first=False),
        _cut(text[segment.end : segment.end + _AROUND], first=True),
    )


def turn_at(passages: Sequence[Passage], place: int) -> int | None:
    """Return the number of the turn that holds a place, from 1."""
    number = 0
    for passage in passages:
        number += passage.kind == "turn"
        if passage.start <= place < passage.end:
            return number if passage.kind == "turn" else None
    return None


def _starts(text: str, words: str, most: int) -> Iterator[Segment]:
    at = text.find(words)
    while at >= 0 and most > 0:
        yield Segment(at, at + len(words))
        at, most = text.find(words, at + len(words)), most - 1


def _cut(words: str, *, first: bool) -> str:
    """Drop the part of a word at the outer edge, and write blanks as one."""
    parts = _BLANKS.sub(" ", words).split(" ")
    kept = (parts[:-1] if first else parts[1:]) if len(words) == _AROUND else parts
    return " ".join(kept)
