"""Finds the numbered headings of a text built along tasks or questions: 1, 1.a, a.i, 1.b, 2.

A number alone proves nothing, so the whole file decides: at least three headings of the second
level that follow each other as numbers do. Nothing else counts as an outline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SECOND = re.compile(r"[ \t]*(\d{1,2})\.([a-z]|\d{1,2})[.)]?[ \t]+(\S)")
_FIRST = re.compile(r"[ \t]*(\d{1,2})[.)]?[ \t]+(\S)")
_THIRD = re.compile(r"[ \t]*([a-z])\.(?:i{1,3}|iv|vi{0,3}|ix|x)[.)]?[ \t]+(\S)")
_FEWEST = 3
_WINDOW = 40


def outline_of(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that are headings of the text's outline; none when it has no outline."""
    second = _second_level(lines)
    if len(second) < _FEWEST:
        return frozenset()
    found: set[int] = set()
    chapter, letter = 0, ""
    for n, line in enumerate(lines):
        if n in second:
            chapter, letter = second[n]
            found.add(n)
        elif _opens_chapter(line, chapter + 1):
            chapter, letter = chapter + 1, ""
            found.add(n)
        elif letter and (third := _THIRD.match(line[:_WINDOW])) and third[1] == letter:
            found.add(n)
    return frozenset(found)


def _second_level(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Return the headings of the second level that follow each other: chapter and letter."""
    found: dict[int, tuple[int, str]] = {}
    last = (0, 0)
    for n, line in enumerate(lines):
        match = None if line[:1].isalpha() else _SECOND.match(line[:_WINDOW])
        if match is None or match[3].islower():
            continue
        chapter, section = int(match[1]), _place(match[2])
        follows = section > last[1] if chapter == last[0] else chapter > last[0] and section == 1
        if follows:
            last = (chapter, section)
            found[n] = (chapter, match[2])
    return found


def _place(section: str) -> int:
    return int(section) if section.isdecimal() else ord(section) - ord("a") + 1


def _opens_chapter(line: str, number: int) -> bool:
    match = _FIRST.match(line[:_WINDOW])
    return match is not None and int(match[1]) == number and not match[2].islower()
