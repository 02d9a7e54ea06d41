"""The printed form of a quotation: its words with cuts, additions in brackets and no fillers.

A printed form says nothing that was not said. Word for word it follows the quotation, but for

- ``[…]``, which stands for any stretch that was cut;
- ``[other words]``, which are the researcher's: added, or in place of up to five words;
- fillers and pauses, which may be left out without a mark (`HESITATIONS`, `ASIDES`).

Beside these, as the APA allows (Publication Manual, 7th ed., 8.30 and 8.31), the first letter may
be large or small at the beginning and after a bracket or a filler, and stops and commas may be
dropped or changed before one and at the end. Question and exclamation marks stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.errors import InvalidActionError

#: Sounds that may be left out wherever they stand.
HESITATIONS = frozenset({"um", "umm", "uhm", "uh", "uhh", "er", "erm", "ehm"})
#: Phrases that may be left out where commas, stops or dashes set them off on both sides.
ASIDES: tuple[tuple[str, ...], ...] = (
    ("you", "know"),
    ("i", "mean"),
    ("sort", "of"),
    ("kind", "of"),
    ("like",),
    ("well",),
)
CUT = "[…]"
#: In place of so many words a bracket may stand; more are cut.
REPLACED = 5

_PIECE = re.compile(r"\[[^\[\]]*\]|[^\s\[]+|\[")
_CUTS = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]")
#: What may change at the end of a word next to a cut; a piece of nothing else is a pause.
_SOFT = ".,;:\u2026\u2013\u2014-"
_ENDS = ("?", "!", '"', "\u201d", "\u2019")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, or what stands in brackets.

    Attributes:
        core: Without the punctuation that may change.
        tail: That punctuation.
    """

    start: int
    end: int
    core: str
    tail: str

    @property
    def in_brackets(self) -> bool:
        return self.core.startswith("[") and self.core.endswith("]")

    @property
    def is_pause(self) -> bool:
        return not self.core

    @property
    def is_set_off(self) -> bool:
        """Whether what follows begins anew."""
        return bool(self.tail) or self.in_brackets or self.core.endswith(_ENDS)


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a printed form has followed the words.

    Attributes:
        at: How many pieces of the words are behind.
        loose: The next word's first letter may change.
        owes: Punctuation was changed: a bracket, a filler or the end must come next.
    """

    at: int
    loose: bool = False
    owes: bool = False


def tidied(printed: str) -> str:
    """Return a printed form without blanks around it, every cut written alike."""
    return _CUTS.sub(CUT, printed).strip()


def fits(printed: str, words: str) -> bool:
    """Tell whether a printed form says nothing but these words."""
    return _misfit(printed, words) is None


def check_printed(printed: str, words: str) -> None:
    """Refuse a printed form that adds, changes, reorders or silently drops words.

    Raises:
        InvalidActionError: The sentence names the first word that is not in its place.
    """
    misfit = _misfit(printed, words)
    if misfit is not None:
        raise InvalidActionError(misfit)


def without_fillers(printed: str) -> str:
    """Return a text without hesitations and asides; the commas around them go too."""
    pieces = _pieces(printed)
    gone = _dropped(pieces)
    kept: list[str] = []
    behind, opens = 0, False
    for number, piece in enumerate(pieces):
        between = printed[behind : piece.start]
        behind = piece.end
        if number in gone:
            opens = opens or _opens(pieces, number)
            _close(kept, piece.tail)
            continue
        word = printed[piece.start : piece.end]
        kept += (between, _large(word) if opens else word)
        opens = False
    return "".join(kept).strip()


def _misfit(printed: str, words: str) -> str | None:
    said = _Said(_pieces(words))
    pieces = _pieces(printed)
    if all(piece.in_brackets or piece.is_pause for piece in pieces):
        return "None of the quotation's words are left. Keep at least one outside of brackets."
    followed = _Followed(said, {_Place(0, loose=True)})
    count, bracket_end = 0, -1
    for piece in pieces:
        if piece.in_brackets:
            followed, bracket_end = followed.past_bracket(piece), piece.end
            continue
        if piece.is_pause and piece.start == bracket_end:
            continue  # the stop or comma behind a bracket
        count += 1
        followed = followed.past_word(piece)
        if not followed.places:
            return (
                f"Word {count} of the printed form does not stand there in the quotation. Put what "
                "you add in [brackets], and write […] for what you cut."
            )
    if followed.reaches_end():
        return None
    return "The printed form ends before the quotation does. Write […] for what you cut."


class _Said:
    """A quotation's words, and what of them may be left out."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self.pieces = pieces
        self.where: dict[str, list[int]] = {}
        for number, piece in enumerate(pieces):
            self.where.setdefault(_small(piece.core), []).append(number)

    def onward(self, places: Iterable[_Place]) -> set[_Place]:
        """Return the places, and those behind the fillers that stand there."""
        found: set[_Place] = set()
        rest = list(places)
        while rest:
            place = rest.pop()
            if place not in found:
                found.add(place)
                past = _fillers(self.pieces, place.at, pauses=True)
                rest += (_Place(place.at + length, loose=True) for length in past)
        return found

    def past(self, place: _Place, word: _Piece) -> _Place | None:
        """Return the place behind a word, if it stands there."""
        if place.owes or place.at >= len(self.pieces):
            return None
        piece = self.pieces[place.at]
        same = _small(piece.core) == _small(word.core) if place.loose else piece.core == word.core
        return _Place(place.at + 1, owes=piece.tail != word.tail) if same else None


@dataclass(frozen=True, slots=True)
class _Followed:
    """Where a printed form may stand in the words, after some of its pieces.

    Attributes:
        cut: A cut came last: every place from the first one on is possible.
    """

    said: _Said
    places: set[_Place]
    cut: bool = False

    def past_bracket(self, bracket: _Piece) -> _Followed:
        if self.cut or not self.places:
            return self
        if bracket.core == CUT:
            first = min(place.at for place in self.places)
            return _Followed(self.said, {_Place(first, loose=True)}, cut=True)
        last = len(self.said.pieces)
        reached = {
            _Place(min(last, place.at + count), loose=True)
            for place in self.said.onward(self.places)
            for count in range(REPLACED + 1)
        }
        return _Followed(self.said, reached)

    def past_word(self, word: _Piece) -> _Followed:
        places = self._from_cut(word) if self.cut else self.said.onward(self.places)
        reached = (self.said.past(place, word) for place in places)
        return _Followed(self.said, {place for place in reached if place is not None})

    def reaches_end(self) -> bool:
        last = len(self.said.pieces)
        return self.cut or any(place.at == last for place in self.said.onward(self.places))

    def _from_cut(self, word: _Piece) -> set[_Place]:
        first = min(place.at for place in self.places)
        found = self.said.where.get(_small(word.core), ())
        return {_Place(at, loose=True) for at in found if at >= first}


def _pieces(text: str) -> list[_Piece]:
    return [_piece(found) for found in _PIECE.finditer(text)]


def _piece(found: re.Match[str]) -> _Piece:
    text = found.group()
    if text.startswith("[") and text.endswith("]"):
        core = CUT if _CUTS.fullmatch(text) else text
        return _Piece(found.start(), found.end(), core, "")
    core = text.rstrip(_SOFT)
    return _Piece(found.start(), found.end(), core, text[len(core) :])


def _fillers(pieces: Sequence[_Piece], at: int, *, pauses: bool) -> list[int]:
    """Return over how many pieces the fillers go that begin here."""
    if at >= len(pieces):
        return []
    piece = pieces[at]
    if piece.core.lower() in HESITATIONS or (pauses and piece.is_pause):
        return [1]
    if at > 0 and not (pieces[at - 1].is_set_off or pieces[at - 1].is_pause):
        return []
    return [len(aside) for aside in ASIDES if _is_aside(pieces[at : at + len(aside)], aside)]


def _is_aside(pieces: Sequence[_Piece], aside: tuple[str, ...]) -> bool:
    cores = tuple(piece.core.lower() for piece in pieces)
    return cores == aside and bool(pieces[-1].tail) and not any(p.tail for p in pieces[:-1])


def _dropped(pieces: Sequence[_Piece]) -> set[int]:
    gone: set[int] = set()
    for at in range(len(pieces)):
        for length in _fillers(pieces, at, pauses=False):
            gone.update(range(at, at + length))
    return gone


def _opens(pieces: Sequence[_Piece], number: int) -> bool:
    """Tell whether a piece begins a sentence with a large letter."""
    before = pieces[number - 1] if number else None
    begins = before is None or "." in before.tail or before.core.endswith(_ENDS)
    return begins and pieces[number].core[:1].isupper()


def _close(kept: list[str], tail: str) -> None:
    """End the last kept word as the filler behind it ended: with its stop, or with no comma."""
    if not kept or kept[-1].endswith("]"):
        return
    bare = kept[-1].rstrip(",")
    ends = "." in tail and not bare.endswith((".", *_ENDS))
    if bare:
        kept[-1] = f"{bare}." if ends else bare


def _letter(word: str) -> int:
    return next((at for at, sign in enumerate(word) if sign.isalpha()), -1)


def _small(core: str) -> str:
    at = _letter(core)
    return core if at < 0 else f"{core[:at]}{core[at].lower()}{core[at + 1 :]}"


def _large(word: str) -> str:
    at = _letter(word)
    return word if at < 0 else f"{word[:at]}{word[at].upper()}{word[at + 1 :]}"
