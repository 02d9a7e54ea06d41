"""Texts laid out for finding: case and accents folded, passages apart, every place known.

What folding does, for texts and for what is looked for alike:

- case is folded; accents and strokes of Latin letters are taken away, other scripts keep theirs;
- composed and decomposed letters are the same; invisible format characters count for nothing;
- blanks, punctuation and control characters become blanks; other signs, emoji too, stay.

Most texts keep their length and are folded whole; what does not is mapped character by character.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: Raised whenever folding or words change: an index made under another rule is made anew.
RULE = f"1/{unicodedata.unidata_version}"
#: Stands before each passage, so that nothing is found across two of them.
BARRIER = "\x1f"
#: Scripts written without blanks between words; each character is found for itself.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\u3029\u3031-\u3035\u303b\u3041-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
#: Signs that are found for themselves: currencies, arrows, mathematics, emoji, private use.
SIGNS = (
    "$+<=>|~\u00a2-\u00a7\u00a9\u00ac\u00ae\u00b0\u00b1\u00b6\u00d7\u00f7\u20a0-\u20cf"
    "\u2100-\u214f\u2190-\u2bff\ue000-\uf8ff\U0001f000-\U0001fbff\U000f0000-\U0010ffff"
)

_ALONE = re.compile(f"[{UNSPACED}{SIGNS}]")
_WORDS = re.compile(f"[{UNSPACED}{SIGNS}]|[^ {BARRIER}{UNSPACED}{SIGNS}]+")
_SAME_LENGTH = "\x01"
_ASCII = bytes(
    ord(" ") if not (chr(c).isalnum() or chr(c) in "$+<=>|~") else ord(chr(c).lower())
    for c in range(128)
) + bytes(128)
_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "\u0131": "i", "æ": "ae", "œ": "oe"}
)


class _Table(dict[int, str]):
    """How each character is folded, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        folded = "" if _is_mark(chr(point)) else _fold_one(chr(point))
        self[point] = folded if len(folded) == 1 else _SAME_LENGTH
        return self[point]


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Laid:
    """A source's passages, folded and set one after the other.

    Attributes:
        words: Each passage behind a barrier.
        begins: Where each passage begins in `words`.
        starts: Where each passage begins in the text (code points).
        places: Start and end in the text of each folded character, as distances from the passage's
            start, for the passages whose length folding changed.
    """

    words: str
    begins: Sequence[int]
    starts: Sequence[int]
    places: dict[int, tuple[Sequence[int], Sequence[int]]]

    def passage_at(self, position: int) -> int:
        """Return the number of the passage that holds a position of `words`."""
        return bisect_right(self.begins, position) - 1

    def end_of(self, passage: int) -> int:
        """Return where a passage ends in `words`."""
        following = passage + 1
        return self.begins[following] - 1 if following < len(self.begins) else len(self.words)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the segment of the text that a stretch of `words` stands for."""
        passage = self.passage_at(start)
        first, last = start - self.begins[passage], end - self.begins[passage]
        origin = self.starts[passage]
        if passage not in self.places:
            return origin + first, origin + last
        starts, ends = self.places[passage]
        return origin + starts[first], origin + ends[last - 1]


def fold(text: str) -> str:
    """Return a text folded."""
    same = _fold_same_length(text)
    return "".join(folded for _, _, folded in _clusters(text)) if same is None else same


def lay_out(text: str, spans: Iterable[tuple[int, int]]) -> Laid:
    """Fold the passages of a text.

    Args:
        text: The source's whole text.
        spans: Start and end of each passage (code points).
    """
    whole = _fold_same_length(text)
    pieces: list[str] = []
    begins, starts = array("q"), array("q")
    places: dict[int, tuple[Sequence[int], Sequence[int]]] = {}
    at = 0
    for number, (start, end) in enumerate(sorted(spans)):
        if whole is None:
            piece, mapped = _fold_placed(text[start:end])
            if mapped is not None:
                places[number] = mapped
        else:
            piece = whole[start:end]
        pieces += (BARRIER, piece)
        begins.append(at + 1)
        starts.append(start)
        at += 1 + len(piece)
    return Laid("".join(pieces), begins, starts, places)


def words_of(folded: str) -> set[str]:
    """Return the different words of a folded text; a character that stands alone is one."""
    words: set[str] = set()
    for chunk in set(folded.split()):
        if chunk.isascii() and chunk.isalnum():
            words.add(chunk)
        else:
            words.update(_WORDS.findall(chunk))
    return words


def word_places(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and word of every word of a folded text."""
    for match in _WORDS.finditer(folded):
        yield match.start(), match.end(), match.group()


def stands_alone(word: str) -> bool:
    """Tell whether a word is found wherever it stands, with no blank around it."""
    return _ALONE.match(word) is not None


def _fold_same_length(text: str) -> str | None:
    """Return a text folded character by character; None where its length would change."""
    if text.isascii():
        return text.encode("ascii").translate(_ASCII).decode("ascii")
    if not unicodedata.is_normalized("NFC", text):
        return None
    folded = text.translate(_TABLE)
    return None if _SAME_LENGTH in folded else folded


def _fold_placed(text: str) -> tuple[str, tuple[Sequence[int], Sequence[int]] | None]:
    same = _fold_same_length(text)
    if same is not None:
        return same, None
    pieces: list[str] = []
    starts, ends = array("q"), array("q")
    for start, end, folded in _clusters(text):
        pieces.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    return "".join(pieces), (starts, ends)


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each character with the marks that belong to it, and what they fold to."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _is_joined(text[at]):
            yield start, at, _fold_cluster(text[start:at])
            start = at


def _fold_cluster(cluster: str) -> str:
    if len(cluster) == 1:
        return _fold_one(cluster)
    composed = unicodedata.normalize("NFC", cluster)
    first, rest = composed[0], composed[1:]
    bare = not first.isalpha() or _is_latin(first)
    kept = (mark for mark in rest if not (bare and _is_mark(mark)))
    return "".join(map(_fold_one, (first, *kept)))


def _fold_one(character: str) -> str:
    return "".join(map(_fold_composed, unicodedata.normalize("NFC", character)))


def _fold_composed(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cf" or _is_selector(character):
        return ""
    if kind[0] in "PZ" or kind in ("Cc", "Cs"):
        return " "
    if _ALONE.match(character):
        return character
    if kind[0] == "S":
        return " "
    if _is_latin(character):
        apart = unicodedata.normalize("NFD", character.casefold()).translate(_STROKES)
        return "".join(part for part in apart if not unicodedata.combining(part))
    return unicodedata.normalize("NFC", character.casefold())


def _is_latin(character: str) -> bool:
    return "LATIN" in unicodedata.name(character, "")


def _is_joined(character: str) -> bool:
    """Tell whether a character belongs to the one before it."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"


def _is_mark(character: str) -> bool:
    """Tell whether a character is a mark that Latin letters lose."""
    return (
        "\u0300" <= character <= "\u036f"
        or "\u1ab0" <= character <= "\u1aff"
        or "\u1dc0" <= character <= "\u1dff"
        or "\u20d0" <= character <= "\u20ff"
    )


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
