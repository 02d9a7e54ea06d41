"""Bytes of a text file to characters: strictly, with nothing guessed and nothing changed.

A byte order mark decides, then strict UTF-8, then the encoding the person chose. One byte order
mark is dropped and CRLF and CR become LF; both are counted.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import InvalidFileError
from workbench.model.source import LeftOut

#: Offered on the import page when a file is not UTF-8, likeliest first.
CANDIDATE_ENCODINGS: tuple[str, ...] = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "iso8859-15",
    "mac-roman",
    "utf-16-le",
    "utf-16-be",
    "cp932",
    "gb18030",
)

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT_ENCODINGS = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs"}
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_IN_XML = frozenset(map(chr, range(32))) - {"\t", "\n", "\r"} | {"\ufffe", "\uffff"}
_CONTROL_BYTES = bytes(n for n in range(32) if chr(n) not in "\t\n\r")
_SHOWN = 10
_SAMPLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text file's characters.

    Attributes:
        characters_read: All characters of the file, before anything was left out.
    """

    text: str
    encoding: str
    characters_read: int
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EncodingPreview:
    """How a file would read in one encoding; no sample where it cannot be read so."""

    encoding: str
    sample: str | None


def decode(name: str, data: bytes, chosen: str | None) -> Decoded:
    """Return the characters of a text file.

    Args:
        name: The file's name, for the message.
        data: Its bytes.
        chosen: The encoding the person chose, used where no byte order mark and no UTF-8 speaks.

    Raises:
        InvalidFileError: The bytes are not text in that encoding, or hold NUL characters.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(name, _strict(name, data, encoding), encoding, ())
    if chosen is not None and not _is_plainly_utf8(data, chosen):
        encoding = _known_encoding(name, chosen)
        return _decoded(name, _strict(name, data, encoding), encoding, ())
    order = _utf16_pattern(data)
    if order is not None:
        raise InvalidFileError(
            "encoding",
            f"{name} looks like UTF-16 without a byte order mark. Choose its encoding: "
            f"--encoding {order}, or in the preview of the import page.",
        )
    notes: tuple[str, ...] = ()
    if chosen is not None:
        notes = ("The file is UTF-8; the chosen encoding was not needed.",)
    return _decoded(name, _strict(name, data, "utf-8"), "utf-8", notes)


def preview_encodings(
    data: bytes, candidates: Sequence[str] = CANDIDATE_ENCODINGS
) -> list[EncodingPreview]:
    """Return how the file reads around its first non-ASCII byte, encoding by encoding."""
    start = next((n for n, byte in enumerate(data) if byte > 127), 0)
    start = max(0, start - _SAMPLE_LENGTH // 2) // 4 * 4
    return [EncodingPreview(name, _sample(data, name, start)) for name in candidates]


def check_no_nul(name: str, text: str) -> None:
    """Refuse a text that holds NUL characters.

    Raises:
        InvalidFileError: It does; the message says how many and where.
    """
    if "\0" in text:
        raise InvalidFileError(
            "nul",
            f"{name} holds {text.count(chr(0))} NUL character(s), the first at position "
            f"{text.index(chr(0))}; no transcript holds any. Save it again as plain UTF-8 text.",
        )


def character_notes(text: str) -> tuple[str, ...]:
    """Return notes about characters that are stored as they are but that a person should know."""
    notes = []
    control = {character for character in _NOT_IN_XML if character in text} if _odd(text) else set()
    if control:
        notes.append(
            f"Characters that XML cannot hold are stored as they are: {_places(text, control)}."
        )
    marks = {character for character in _BIDI if character in text}
    if marks:
        notes.append(
            f"Marks that turn the direction of reading are stored as they are: "
            f"{_places(text, marks)}."
        )
    return tuple(notes)


def _odd(text: str) -> bool:
    """Tell quickly whether a text may hold characters that XML cannot hold."""
    data = text.encode("utf-8")
    plain = len(data.translate(None, _CONTROL_BYTES)) == len(data)
    return not plain or "\ufffe" in text or "\uffff" in text


def _is_plainly_utf8(data: bytes, chosen: str) -> bool:
    """Tell whether the bytes show the file to be UTF-8, whatever was chosen for others.

    Pure ASCII shows nothing but that it is not UTF-16 or UTF-32, where every Latin letter and
    every line end holds a NUL.
    """
    if data.isascii():
        return b"\0" not in data and _is_wide(chosen)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


def _known_encoding(name: str, chosen: str) -> str:
    encoding = _text_encoding(chosen)
    if encoding is None:
        raise InvalidFileError(
            "encoding",
            f"{name} cannot be read: there is no text encoding of the chosen name. "
            "Try cp1252, utf-16-le or another name from the preview.",
        )
    if encoding in ("utf-16", "utf-32"):
        raise InvalidFileError(
            "encoding",
            f"{name} has no byte order mark, so {encoding} does not say the order of its bytes. "
            f"Choose {encoding}-le or {encoding}-be.",
        )
    return encoding


def _is_wide(chosen: str) -> bool:
    return (_text_encoding(chosen) or "").startswith(("utf-16", "utf-32"))


def _text_encoding(chosen: str) -> str | None:
    """Return an encoding's own name; None when it is unknown or does not make text of bytes."""
    try:
        encoding = codecs.lookup(chosen).name
        b"text".decode(encoding, errors="replace")
    except (LookupError, ValueError):
        return None
    return None if encoding.replace("_", "-") in _NO_TEXT_ENCODINGS else encoding


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
        text.encode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidFileError("encoding", _undecodable(name, data, encoding, error)) from None
    except UnicodeEncodeError as error:
        raise InvalidFileError(
            "encoding",
            f"{name} holds half a character pair at position {error.start}. "
            "Save it again as UTF-8 text.",
        ) from None
    return text


def _undecodable(name: str, data: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    way_out = (
        "Choose its encoding: --encoding cp1252 (or another), or in the preview of the import page."
    )
    byte = f"0x{data[error.start]:02X}" if error.start < len(data) else "the end"
    return f"{name} is not {encoding.upper()} (byte {byte} at {error.start}). {way_out}"


def _utf16_pattern(data: bytes) -> str | None:
    """Return the byte order when every other byte is mostly NUL, as in UTF-16 of Latin text."""
    if b"\0" not in data:
        return None
    half = len(data) // 2
    if data[1::2].count(0) * 10 > half * 4 and data[0::2].count(0) * 10 < half:
        return "utf-16-le"
    if data[0::2].count(0) * 10 > half * 4 and data[1::2].count(0) * 10 < half:
        return "utf-16-be"
    return None


def _decoded(name: str, whole: str, encoding: str, notes: tuple[str, ...]) -> Decoded:
    check_no_nul(name, whole)
    text = whole.removeprefix("\ufeff")
    left_out = []
    if len(text) < len(whole):
        left_out.append(LeftOut("byte order mark", 1))
    if "\r" in text:
        ends = text.replace("\r\n", "\n")
        if len(ends) < len(text):
            left_out.append(LeftOut("carriage returns", len(text) - len(ends)))
        text = ends.replace("\r", "\n")
    return Decoded(text, encoding, len(whole), tuple(left_out), notes)


def _sample(data: bytes, encoding: str, start: int) -> str | None:
    try:
        data.decode(encoding)
        text = data[start:].decode(encoding, errors="ignore")
    except (UnicodeDecodeError, LookupError):
        return None
    shown = text[:_SAMPLE_LENGTH]
    return "".join(c if unicodedata.category(c) != "Cc" or c == "\n" else " " for c in shown)


def _places(text: str, characters: set[str]) -> str:
    """Return ``U+202E at 12, …`` for the first place of each, in order of the text."""
    places = [(text.index(character), character) for character in sorted(characters)]
    shown = [f"U+{ord(character):04X} at {place}" for place, character in sorted(places)[:_SHOWN]]
    more = len(places) - len(shown)
    return ", ".join(shown) + (f" and {more} more kinds" if more else "")
