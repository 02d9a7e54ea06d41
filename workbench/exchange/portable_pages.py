"""Takes the lines of every page out of a PDF, with their places; PDFium does the reading.

PDFium gives characters in the order of the file. Its line ends are kept; one is added where the
next character stands lower and further left, which PDFium takes for a blank or for nothing, and
the hyphen that it folds into a word at a line's end gets its line end back.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import InvalidFileError
from workbench.exchange.page_furniture import PageLine

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_PASSWORD = 4
_CARRIAGE_RETURN, _LINE_FEED, _BLANK, _HYPHEN = 13, 10, 32, 45
_FOLDS = frozenset({0x02, 0xFFFE})
_PAGE_LIMIT = 5000
#: Points that a line may begin outside its page and still be seen.
_SLACK = 2.0
_LEVEL = 0.1
#: A number with so many heights of its line behind it may count lines.
_WIDE = 1.5
_NUMBER = re.compile(r"\s*\d{1,5}\s*")
_NUMBER_LENGTH = 8
_SCRIPTS = (b"/JavaScript", b"/JS ")


@dataclass(slots=True)
class PortablePages:
    """What a PDF holds.

    Attributes:
        pages: The lines of each page, in the order of the file.
        meaningless: Characters that the file gives no meaning.
        left_out: Characters outside the pages' text, by reason.
        fields: How many form fields there are.
        attachments: How many files are embedded.
        scripts: The file carries scripts.
    """

    pages: list[list[PageLine]] = field(default_factory=list)
    meaningless: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    fields: int = 0
    attachments: int = 0
    scripts: bool = False


def read_pages(name: str, data: bytes) -> PortablePages:
    """Return the lines of every page of a PDF.

    Raises:
        InvalidFileError: It is damaged, needs a password or has too many pages.
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise InvalidFileError(
                "password", f"{name} is protected by a password. Save it again without one."
            ) from None
        raise _damaged(name, "its structure cannot be read") from None
    with document:
        found = PortablePages(scripts=any(mark in data for mark in _SCRIPTS))
        found.attachments = max(0, raw.FPDFDoc_GetAttachmentCount(document))
        _read_all(name, document, found)
    return found


def _read_all(name: str, document: PdfDocument, found: PortablePages) -> None:
    import pypdfium2

    count = len(document)
    if count > _PAGE_LIMIT:
        raise InvalidFileError(
            "too large", f"{name} has {count:,} pages; at most {_PAGE_LIMIT:,} are read. Split it."
        )
    for number in range(count):
        try:
            page = document[number]
            words = page.get_textpage()
        except pypdfium2.PdfiumError:
            raise _damaged(name, f"its page {number + 1} cannot be read") from None
        found.pages.append(_Page(page, words, found).lines())
        _count_comments(page, found)
        words.close()
        page.close()


def _damaged(name: str, fact: str) -> InvalidFileError:
    return InvalidFileError(
        "damaged",
        f"{name} is damaged: {fact}. Fetch it again from where it came from, or print it to a new "
        "PDF.",
    )


class _Spot(NamedTuple):
    """Where a character stands on the upright page, in points from its lower left corner."""

    x: float
    y: float


@dataclass(slots=True)
class _Line:
    """A line in the making: its characters, and where its first and last visible ones stand."""

    codes: list[int] = field(default_factory=list)
    begins: _Spot | None = None
    ends: _Spot | None = None


class _Page:
    """Walks the characters of one page."""

    def __init__(self, page: PdfPage, words: PdfTextPage, found: PortablePages) -> None:
        from pypdfium2 import raw

        self._words = words
        self._found = found
        self._turns = page.get_rotation() // 90
        left, bottom, right, top = page.get_bbox()
        self._corner = (left, bottom)
        self._across, self._up = right - left, top - bottom
        sizes = (self._across or 1.0, self._up or 1.0)
        self._width, self._height = sizes[::-1] if self._turns % 2 else sizes
        self._line = _Line()
        self._lines: list[PageLine] = []
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._raw = words.raw
        self._origin_of = raw.FPDFText_GetCharOrigin

    def lines(self) -> list[PageLine]:
        """Return the lines of the page in the order of the file."""
        from pypdfium2 import raw

        code_of = raw.FPDFText_GetUnicode
        for n in range(self._words.count_chars()):
            code = code_of(self._raw, n)
            if code == 0:
                self._found.meaningless += 1
            elif code == _LINE_FEED:
                self._end()
            elif code != _CARRIAGE_RETURN:
                self._take(n, code)
        if self._line.codes:
            self._end()
        return self._lines

    def _take(self, n: int, code: int) -> None:
        spot = None if code == _BLANK else self._spot(n)
        if spot is not None and self._line.ends is not None:
            if self._stands_below(n, spot):
                self._end(broken=True)
            elif len(self._line.codes) <= _NUMBER_LENGTH and self._leaves_a_number(n, spot):
                self._end(leads=True)
        fold = code in _FOLDS and self._is_fold(n)
        self._line.codes.append(_HYPHEN if fold else code)
        self._line.begins = self._line.begins or spot
        self._line.ends = spot or self._line.ends
        if fold:
            self._end()

    def _end(self, *, broken: bool = False, leads: bool = False) -> None:
        """End the line; a blank that stood for a line's end goes with it."""
        line, self._line = self._line, _Line()
        words = _characters(line.codes)
        words = words.removesuffix(" ") if broken else words
        spot = line.begins
        if spot is None:
            self._lines.append(PageLine(words, 0.5, 0.5))
            return
        on_page = -_SLACK <= spot.x <= self._width + _SLACK
        on_page = on_page and -_SLACK <= spot.y <= self._height + _SLACK
        left, top = spot.x / self._width, 1 - spot.y / self._height
        self._lines.append(PageLine(words, left, top, on_page, leads))

    def _spot(self, n: int) -> _Spot | None:
        if not self._origin_of(self._raw, n, self._x, self._y):
            return None
        along, up = self._x.value - self._corner[0], self._y.value - self._corner[1]
        if not self._turns:
            return _Spot(along, up)
        turned = (
            (along, up),
            (up, self._across - along),
            (self._across - along, self._up - up),
            (self._up - up, along),
        )
        return _Spot(*turned[self._turns % 4])

    def _size(self, n: int) -> float:
        """Return the height of a character's line in points."""
        box = self._words.get_charbox(n, loose=True)
        return float(max(box[2] - box[0], box[3] - box[1], 1.0))

    def _stands_below(self, n: int, spot: _Spot) -> bool:
        """Tell whether a character begins another line; writing that runs upwards never does."""
        ends = self._line.ends
        assert ends is not None
        if spot.x > ends.x or abs(spot.y - ends.y) < self._size(n) / 2:
            return False
        from pypdfium2 import raw

        angle = raw.FPDFText_GetCharAngle(self._words, n) + self._turns * math.pi / 2
        return abs(math.sin(angle)) < _LEVEL or bool(self._turns)

    def _leaves_a_number(self, n: int, spot: _Spot) -> bool:
        """Tell whether the line is a number so far, and far from what follows."""
        ends = self._line.ends
        if ends is None or not _NUMBER.fullmatch(_characters(self._line.codes)):
            return False
        return spot.x - ends.x > _WIDE * self._size(n)

    def _is_fold(self, n: int) -> bool:
        """Tell whether a character is a hyphen that was folded into a word at a line's end."""
        from pypdfium2 import raw

        return bool(raw.FPDFText_IsHyphen(self._words, n) == 1)


def _characters(codes: list[int]) -> str:
    """Return characters; halves of pairs are joined, and replaced where the other is missing."""
    words = "".join(map(chr, codes))
    if any(0xD800 <= code < 0xE000 for code in codes):
        words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words


def _count_comments(page: PdfPage, found: PortablePages) -> None:
    """Count the characters of comments on a page, and its form fields."""
    from pypdfium2 import raw

    for n in range(raw.FPDFPage_GetAnnotCount(page)):
        comment = raw.FPDFPage_GetAnnot(page, n)
        size = raw.FPDFAnnot_GetStringValue(comment, b"Contents", None, 0)
        found.left_out["comments"] += max(0, size // 2 - 1)
        found.fields += raw.FPDFAnnot_GetSubtype(comment) == raw.FPDF_ANNOT_WIDGET
        raw.FPDFPage_CloseAnnot(comment)
