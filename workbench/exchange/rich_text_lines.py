"""What a walk over an RTF document brings out: its words, and the account of all others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class RichLines:
    """What a walk brought out.

    Attributes:
        body: The text, notes and left-out words apart.
        notes: The footnotes and endnotes in order.
        rows: Lines of the body that begin a table row.
        breaks: Lines at which a table has ended.
        left_out: Characters by reason.
        unknown: Those left out as unknown, by the name of their part.
        characters: All characters of words, one more for each note and box.
        pictures: How many pictures there are.
        open_groups: How many groups the file never closes.
    """

    body: str = ""
    notes: list[str] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    breaks: set[int] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    pictures: int = 0
    open_groups: int = 0
