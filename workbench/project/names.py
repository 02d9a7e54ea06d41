"""Rules for the names people give: what a name may be, and that siblings differ."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from workbench.errors import InvalidActionError

LONGEST = 200

_ROOM = 10  # for a number that tells two sources of one name apart
_JOINERS = "\u200c\u200d"
#: What is asked for under another word than name.
_TITLED = frozenset({"study", "memo"})
_CONTROLS = frozenset({"Cc", "Cs"})


def clean_name(name: str, what: str) -> str:
    """Return a name without blanks around it and within, and without characters nobody sees.

    Zero-width characters and marks that turn the direction of reading are taken out, because two
    names that look alike would differ by them; joiners stay, since scripts and emoji need them.

    Args:
        name: As typed.
        what: What it names, for the message: "code", "study".

    Raises:
        InvalidActionError: It is empty, too long or holds control characters.
    """
    cleaned, one = " ".join(_seen(name).split()), f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
    word = "title" if what in _TITLED else "name"
    if not cleaned.strip(_JOINERS):
        raise InvalidActionError(f"A{one[1:]} needs a {word}. Type at least one character.")
    if len(cleaned) > LONGEST:
        raise InvalidActionError(
            f"The {word} of {one} has at most {LONGEST} characters; this one has {len(cleaned)}."
        )
    if any(unicodedata.category(character) in _CONTROLS for character in cleaned):
        raise InvalidActionError(f"The {word} of {one} cannot hold control characters.")
    return cleaned


def plain_file_name(file_name: str) -> str:
    """Return a file's name with a blank for each control character, without what nobody sees."""
    return "".join(" " if unicodedata.category(c) in _CONTROLS else c for c in _seen(file_name))


def name_from_file(file_name: str) -> str:
    """Return the name of a source made of its file's: never refused, since nobody typed it.

    Folders and the ending go; so does what `clean_name` takes out or would refuse.
    """
    stem = PurePosixPath(file_name.replace("\\", "/")).stem
    cleaned = " ".join(plain_file_name(stem).split())[: LONGEST - _ROOM].strip()
    return cleaned if cleaned.strip(f".{_JOINERS}") else "source"


def _seen(name: str) -> str:
    """Return a name without format characters, but for the two joiners."""
    return "".join(c for c in name if c in _JOINERS or unicodedata.category(c) != "Cf")


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same to a reader: case and composition do not count."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    """Return a name as it is compared: the same for all names that are the same to a reader."""
    return unicodedata.normalize("NFC", name).casefold()
