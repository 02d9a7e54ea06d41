"""File names made of people's names for things: safe everywhere, never two alike.

Source for what Windows reserves: Microsoft, "Naming Files, Paths, and Namespaces".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_BYTE_LIMIT = 120
_FORBIDDEN = re.compile('[<>:"/\\\\|?*%\u2044\u2215\u29f8\uff0f\uff3c]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$|desktop)", re.IGNORECASE)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


def safe_file_name(name: str, taken: Iterable[str]) -> str:
    """Return a file name that stays in its folder and differs from all that are taken.

    Two names differ only if they do so without regard to case and to how accents are composed.

    Args:
        name: What the thing is called; anything at all.
        taken: File names given out before.
    """
    stem, suffix = _split(_plain(name))
    stem = _whole(stem, suffix)
    occupied = {_key(other) for other in taken}
    candidate, number = _cut(stem, suffix), 2
    while _key(candidate) in occupied:
        candidate = _cut(stem, f" ({number}){suffix}")
        number += 1
    return candidate


def _plain(name: str) -> str:
    """Return the name composed, without invisible characters and separators."""
    composed = unicodedata.normalize("NFC", name)
    visible = "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in composed
        if unicodedata.category(character) not in _INVISIBLE - {"Cc", "Zl", "Zp"}
    )
    return " ".join(_FORBIDDEN.sub("_", visible).split()).strip(" .")


def _split(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    if stem and _SUFFIX.fullmatch(dot + suffix):
        return stem, dot + suffix
    return name, ""


def _whole(stem: str, suffix: str) -> str:
    """Return a stem that is not empty, no device's name and no option's or formula's beginning."""
    stem = stem.strip(" .")
    if not stem:
        return "unnamed"
    device = _RESERVED.fullmatch((stem + suffix).partition(".")[0].strip())
    return f"_{stem}" if device or stem[0] in "-=+@~$" else stem


def _cut(stem: str, ending: str) -> str:
    """Return stem and ending within the limit, cut between characters."""
    room = _BYTE_LIMIT - len(ending.encode("utf-8"))
    kept = stem.encode("utf-8")[:room].decode("utf-8", errors="ignore").rstrip(" .")
    return (kept or "unnamed") + ending


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
