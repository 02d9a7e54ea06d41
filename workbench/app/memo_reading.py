"""A memo as it reads: Markdown without pictures, things by their names, and what changed when."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from workbench.app.differences import Piece, shown_differences, word_differences
from workbench.app.plain import plain
from workbench.model.memo import REFERENCE, LinkedThing, MemoLink, read_link

#: So many characters of a memo are drawn at once.
SHEET = 20_000
#: Beside what changed so many characters of what did not are shown.
_AROUND = 160
#: Characters that turn the direction of what follows; they are shown by their number.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PICTURE = re.compile(r"!(?=\[)")
_WORD_JOINER = "\u2060"
_GONE = "*something since taken out*"


def sheets(body: str) -> list[str]:
    """Return a text in parts that a browser draws at once, cut between paragraphs if it can."""
    found, at = [], 0
    while len(body) - at > SHEET:
        cut = body.rfind("\n\n", at + SHEET // 2, at + SHEET)
        end = cut if cut > 0 else at + SHEET
        found.append(body[at:end])
        at = end
    return [*found, body[at:]]


def markdown(
    body: str,
    things: Mapping[MemoLink, LinkedThing],
    address: Callable[[MemoLink, LinkedThing], str | None],
) -> str:
    """Return a memo's text as Markdown that loads nothing and hides no direction.

    Args:
        body: As it was written.
        things: What its references lead to now.
        address: Where a thing is shown; None where nowhere.
    """
    parts = REFERENCE.split(body)  # text, reference, text, reference, … text
    return "".join(
        _reference(part, things, address) if n % 2 else _safe(part) for n, part in enumerate(parts)
    )


def visible(words: str) -> str:
    """Return words in which characters that turn the direction are seen."""
    return _TURNING.sub(lambda found: f"(U+{ord(found[0]):04X})", words)


def changed(before: str, after: str) -> str:
    """Return what went out of a text and what came in, as Markdown, with a little around it."""
    pieces = word_differences(visible(before), visible(after))
    return shown_differences(_in_short(piece) for piece in pieces)


def _safe(words: str) -> str:
    """A picture becomes a link that nobody follows by accident: reading a memo asks no server."""
    return visible(_PICTURE.sub(f"!{_WORD_JOINER}", words))


def _reference(
    word: str,
    things: Mapping[MemoLink, LinkedThing],
    address: Callable[[MemoLink, LinkedThing], str | None],
) -> str:
    link = read_link(word)
    if link is None:
        return plain(f"[[{visible(word)}]]")
    thing = things.get(link)
    if thing is None:
        return _GONE
    where = address(link, thing)
    name = plain(visible(_place(thing) if thing.words is not None else thing.name))
    named = f"[{name}]({where})" if where else name
    return named if thing.words is None else f"“{plain(visible(thing.words))}” ({named})"


def _place(thing: LinkedThing) -> str:
    who = f"{thing.speaker} in " if thing.speaker else ""
    turn = "" if thing.turn is None else f", turn {thing.turn}"
    return f"{who}{thing.source_name}{turn}"


def _in_short(piece: Piece) -> Piece:
    if piece.what != "same" or len(piece.words) <= 2 * _AROUND:
        return Piece(piece.what, piece.words[:SHEET])
    return Piece("same", f"{piece.words[:_AROUND]} … {piece.words[-_AROUND:]}")
