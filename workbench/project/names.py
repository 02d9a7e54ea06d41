"""Rules for the names people give: what a name may be, and that siblings differ."""

from __future__ import annotations

import unicodedata

from workbench.errors import InvalidActionError

LONGEST = 200


def clean_name(name: str, what: str) -> str:
    """Return a name without blanks around it and within.

    Args:
        name: As typed.
        what: What it names, for the message: "code", "study".

    Raises:
        InvalidActionError: It is empty, too long or holds control characters.
    """
    cleaned = " ".join(name.split())
    if not cleaned:
        raise InvalidActionError(f"A {what} needs a name. Type at least one character.")
    if len(cleaned) > LONGEST:
        raise InvalidActionError(
            f"The name of a {what} has at most {LONGEST} characters; this one has {len(cleaned)}."
        )
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in cleaned):
        raise InvalidActionError(f"The name of a {what} cannot hold control characters.")
    return cleaned


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same to a reader: case and composition do not count."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    """Return a name as it is compared: the same for all names that are the same to a reader."""
    return unicodedata.normalize("NFC", name).casefold()
