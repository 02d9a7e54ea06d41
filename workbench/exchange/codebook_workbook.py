"""The codebook as a workbook for spreadsheets: a row a code, nothing in it ever a formula."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workbench.exchange.codebook_pages import CodebookPages, CodePage
from workbench.exchange.codebook_word import writable

#: The columns and how wide each is, in characters.
COLUMNS: tuple[tuple[str, int], ...] = (
    ("label", 28),
    ("path", 36),
    ("state", 9),
    ("codings", 9),
    ("kind", 12),
    ("definition", 50),
    ("include_if", 40),
    ("exclude_if", 40),
    ("example_typical", 40),
    ("example_atypical", 40),
    ("quotations", 60),
    ("content_flag", 18),
    ("code_id", 12),
    ("seed", 8),
)
#: A cell of a workbook holds no more characters.
LONGEST = 32_767
_LINE, _HIGHEST = 15.0, 409.0
_TOP = Alignment(vertical="top", wrap_text=True)


def write_workbook(book: CodebookPages) -> bytes:
    """Return a codebook as an xlsx file."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Codebook"
    _head(sheet)
    for number, page in enumerate(book.pages, 2):
        for column, value in enumerate(_values(page), 1):
            put(sheet, (number, column), value)
        sheet.row_dimensions[number].height = _height(page)
    return book_bytes(workbook)


def book_bytes(book: Workbook) -> bytes:
    """Return a workbook as a file; each of its sheets lies in a temporary file on the way.

    Raises:
        OSError: There is no room for them.
    """
    out = io.BytesIO()
    try:
        book.save(out)
    except SerialisationError as error:  # says which, as ``IO_ENOSPC``
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from error
    return out.getvalue()


def _head(sheet: Worksheet) -> None:
    for number, (name, width) in enumerate(COLUMNS, 1):
        put(sheet, (1, number), name)
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _height(page: CodePage) -> float:
    """Return how high a row must be, in points, for its fullest cell; no program asks the font."""
    lines = 1
    for (_, width), value in zip(COLUMNS, _values(page), strict=True):
        lines = max(lines, sum(len(line) // width + 1 for line in str(value).split("\n")))
    return min(lines * _LINE, _HIGHEST)


def put(sheet: Worksheet, place: tuple[int, int], value: str | int) -> None:
    """Fill a cell; words are text for good, also when somebody edits them in a spreadsheet."""
    cell = sheet.cell(*place)
    assert isinstance(cell, Cell)
    cell.alignment = _TOP
    if isinstance(value, int):
        cell.value = value
        return
    cell.value = _fitting(writable(value))
    cell.data_type = "s"
    cell.quotePrefix = True


def _fitting(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    note = f" … ({len(words):,} characters in all; the csv and the docx hold them)"
    return words[: LONGEST - len(note)] + note


def _values(page: CodePage) -> Iterator[str | int]:
    code, card = page.code, page.code.card
    shown = "\n".join(f"{e.kind}: {e.words} ({e.place})" for e in page.examples)
    known: dict[str, str | int] = {
        "label": code.name,
        "path": code.path_text,
        "state": code.state,
        "codings": code.coding_count,
        "quotations": shown,
        "code_id": card.key,
    }
    for name, _ in COLUMNS:
        yield known[name] if name in known else str(getattr(card, name))
