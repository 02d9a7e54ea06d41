"""Two people wrote in one memo: both texts put together, line by line, with nothing left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from workbench.model.ids import Words
from workbench.model.memo import MemoText

#: Of more lines than this no places are compared: what was changed stands one after the other.
_MOST = 4_000


def put_together(base: MemoText, mine: MemoText, theirs: MemoText) -> MemoText:
    """Return a memo with what both changed; where both changed a line, theirs follows mine.

    Args:
        base: What both began from.
        mine: What one wrote.
        theirs: What the other wrote; its kind stays.
    """
    links = dict.fromkeys((*mine.links.split(), *theirs.links.split()))
    return replace(
        theirs,
        title=mine.title if mine.title != base.title else theirs.title,
        body=Words(_merged(base.body, mine.body, theirs.body)),
        links=Words(" ".join(links)),
    )


def _merged(base: str, mine: str, theirs: str) -> str:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    old, one, other = (text.splitlines() for text in (base, mine, theirs))
    if max(map(len, (old, one, other))) > _MOST:
        return f"{mine}\n\n{theirs}"
    return "\n".join(_lines(old, one, other))


def _lines(old: list[str], one: list[str], other: list[str]) -> Iterator[str]:
    """Go through the lines that all three share, and give what stands between them."""
    at = at_one = at_other = 0
    in_one, in_other = _places(old, one), _places(old, other)
    for line in [*sorted(in_one.keys() & in_other.keys()), len(old)]:
        end_one, end_other = in_one.get(line, len(one)), in_other.get(line, len(other))
        yield from _between(old[at:line], one[at_one:end_one], other[at_other:end_other])
        yield from old[line : line + 1]
        at, at_one, at_other = line + 1, end_one + 1, end_other + 1


def _places(old: list[str], new: list[str]) -> dict[int, int]:
    """Return where each line of the old text that still stands is in the new one."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {b.a + n: b.b + n for b in blocks for n in range(b.size)}


def _between(old: list[str], one: list[str], other: list[str]) -> list[str]:
    if one in (other, old):
        return other
    return one if other == old else [*one, *other]
