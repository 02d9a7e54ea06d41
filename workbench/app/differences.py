"""What differs between two versions of a text, word by word, told so that no colour is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any, Literal

from workbench.app.plain import ends, plain

_WORDS = re.compile(r"\s+|\w+|[^\w\s]+")
#: Comparing takes time with the product of lengths; longer texts are compared by lines.
_MOST_WORDS = 4_000
_MOST_LINES = 2_000
#: More than this is no reading, and a browser is busy with it for minutes.
_MOST_SHOWN = 40_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stayed, went or came."""

    what: Literal["same", "gone", "new"]
    words: str


def changed_parts(before: Any, after: Any, called: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each field of a record that changed, with its differences as Markdown.

    Args:
        before: A dataclass of words.
        after: Another of the same class.
        called: What its fields are called on screen.
    """
    for field in fields(before):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if one != other:
            yield called[field.name], shown_differences(word_differences(one, other))


def word_differences(before: str, after: str) -> list[Piece]:
    """Return both versions as one run of pieces, what went before what came."""
    one, other = _parted(before, after)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(one[i:j])))
            continue
        pieces += [Piece("gone", "".join(one[i:j]))] if j > i else []
        pieces += [Piece("new", "".join(other[k:m]))] if m > k else []
    return pieces


def shown_differences(pieces: Iterable[Piece]) -> str:
    """Return pieces as Markdown: what went struck through, what came in bold, both in brackets.

    Of very long ones the beginning and the end stand there.
    """
    told, length = list[str](), 0
    for shown in filter(None, map(_shown, pieces)):
        length += len(shown)
        if length > _MOST_SHOWN:
            return " ".join([*told, "…"])
        told.append(shown)
    return " ".join(told)


def _shown(piece: Piece) -> str:
    words = plain(ends(piece.words))
    if not words:
        return ""
    if piece.what == "gone":
        return f"[- ~~{words}~~]"
    return f"[+ **{words}**]" if piece.what == "new" else words


def _parted(before: str, after: str) -> tuple[Sequence[str], Sequence[str]]:
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(one), len(other)) <= _MOST_WORDS:
        return one, other
    one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return (one, other) if max(len(one), len(other)) <= _MOST_LINES else ([before], [after])
