"""What stands around some words: enough to know them again, cut at words, within one passage."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: So many characters either side.
REACH = 60
_BROKEN_START = re.compile(r"\S*\s+(?=\S)")
_BROKEN_END = re.compile(r"(?<=\S)\s+\S*\Z")


@dataclass(frozen=True, slots=True)
class Context:
    """The words before and after, and whether the passage goes on beyond them."""

    before: str
    after: str
    cut_before: bool
    cut_after: bool


def context(text: str, start: int, end: int, passage: tuple[int, int]) -> Context:
    """Return what stands around a segment.

    Args:
        text: The source's whole text.
        start: Where the segment begins (code points).
        end: Where it ends; excluded.
        passage: Start and end of the passage it lies in.
    """
    first, last = max(passage[0], start - REACH), min(passage[1], end + REACH)
    cut_before, cut_after = first > passage[0], last < passage[1]
    before, after = text[first:start], text[end:last]
    if cut_before and not text[first - 1].isspace():
        before = _from_a_word(before)
    if cut_after and not text[last].isspace():
        after = _to_a_word(after, text[last])
    return Context(before, after, cut_before, cut_after)


def _from_a_word(words: str) -> str:
    broken = _BROKEN_START.match(words)
    if broken:
        return words[broken.end() :]
    return words.lstrip("".join(set(filter(_belongs_to_the_last, words))))


def _to_a_word(words: str, following: str) -> str:
    broken = _BROKEN_END.search(words)
    if broken:
        return words[: broken.start()]
    return words[:-1] if _belongs_to_the_last(following) else words


def _belongs_to_the_last(character: str) -> bool:
    """Tell whether a character is shown as part of the one before it."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
