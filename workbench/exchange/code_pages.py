"""Bytes of an RTF document to characters: by the code page that it or one of its fonts declares.

Source: RTF specification 1.9.1, "Character Set" and "Font Table". What each character set of a
font means comes from striprtf.
"""

from __future__ import annotations

import codecs

from striprtf.striprtf import charset_map

_NAMED = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_MACINTOSH = {
    10000: "mac_roman",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    10079: "mac_iceland",
    10081: "mac_turkish",
    65001: "utf-8",
}
_DEFAULT_CHARSETS = frozenset({1, 2})


class CodePages:
    """Which encoding holds, and the bytes that wait for their second half.

    Attributes:
        encoding: That of the document.
        unknown: A code page that was declared and is not known.
        broken: Places where bytes mean nothing in their code page.
        used: Bytes beyond ASCII were read.
    """

    def __init__(self) -> None:
        self.encoding = "cp1252"
        self.unknown: int | None = None
        self.broken = 0
        self.used = False
        self._fonts: dict[int, str] = {}
        self._using = ""
        self._decoder: codecs.IncrementalDecoder | None = None

    @property
    def waiting(self) -> bool:
        """Whether a first half waits for the byte that completes its character."""
        return self._decoder is not None and bool(self._decoder.getstate()[0])

    def declare(self, word: str, number: int | None) -> None:
        """Take note of the document's character set (``ansi``) or code page (``ansicpg1252``)."""
        if word != "ansicpg":
            self.encoding = _NAMED[word]
        elif number:
            self.encoding = self._page(number) or self.encoding

    def declare_font(self, font: int, word: str, number: int) -> None:
        """Take note of a font's character set (``fcharset204``) or code page (``cpg1251``)."""
        if word == "cpg":
            name = self._page(number)
        else:
            name = None if number in _DEFAULT_CHARSETS else charset_map.get(number)
        if name is not None and _is_known(name):
            self._fonts[font] = name

    def characters(self, data: bytes, font: int | None) -> str:
        """Return the characters that bytes complete, written in a font."""
        encoding = self.encoding if font is None else self._fonts.get(font, self.encoding)
        ahead = ""
        self.used = self.used or not data.isascii()
        if self._decoder is None or encoding != self._using:
            ahead = self.rest()
            self._using = encoding
            self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        return ahead + self._counted(self._decoder.decode(data))

    def rest(self) -> str:
        """Return what an unfinished character becomes when nothing follows it."""
        if self._decoder is None or not self.waiting:
            return ""
        rest = self._decoder.decode(b"", final=True)
        self._decoder.reset()
        return self._counted(rest)

    def _counted(self, characters: str) -> str:
        self.broken += characters.count("\ufffd")
        return characters

    def _page(self, number: int) -> str | None:
        name = _MACINTOSH.get(number, f"cp{number}")
        if _is_known(name):
            return name
        self.unknown = number
        return None


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name).name != "undefined"
    except LookupError:
        return False
