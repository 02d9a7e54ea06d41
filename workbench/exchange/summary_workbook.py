"""Theme summaries as a workbook: a sheet a kind of thing, nothing in it ever a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workbench.exchange.codebook_workbook import book_bytes, put
from workbench.exchange.pages import Grid
from workbench.exchange.summaries import Summary
from workbench.exchange.summary_pages import BASIS_WORDS

_Row = Sequence[str | int]
_NUMBER = Alignment(horizontal="left", vertical="top")
_LINE, _HIGHEST = 15.0, 409.0
_THEME_COLUMNS = (
    ("theme", 30),
    ("state", 11),
    ("central concept", 30),
    ("claim", 50),
    ("covers", 30),
    ("is not", 30),
    ("what", 40),
    ("so what", 40),
    ("how widely", 40),
    ("held back", 40),
)
_VOICE_COLUMNS = (
    ("number", 9),
    ("theme", 28),
    ("bearing", 11),
    ("quotation", 80),
    ("who", 18),
    ("place", 30),
    ("code", 30),
    ("reference", 12),
)
_REST_COLUMNS = (("theme", 28), ("in", 10), ("sentence", 60), ("rests on", 18), ("quotation", 11),
                 ("note", 40), ("since then", 24))  # fmt: skip
_STEP_COLUMNS = (("theme", 28), ("for", 16), ("what", 70), ("owner", 24), ("rests on", 18))


def write_summary_workbook(summary: Summary) -> bytes:
    """Return a summary as an xlsx file; of the memos only the other formats tell."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Summary"
    told = [("", line) for line in summary.told]
    _fill(sheet, (("", 24), (summary.title, 90)), [*summary.facts, *told])
    for title, columns, rows in _sheets(summary):
        if rows:
            _fill(book.create_sheet(title), columns, rows)
    return book_bytes(book)


def _sheets(
    summary: Summary,
) -> Iterator[tuple[str, Sequence[tuple[str, int]], Sequence[_Row]]]:
    if summary.kind == "report":
        yield "Themes", _THEME_COLUMNS, list(_themes(summary))
    else:
        yield "Themes", _plain_columns(), list(_plain_themes(summary))
    with_codes = summary.kind == "report"
    voices = _VOICE_COLUMNS if with_codes else _VOICE_COLUMNS[:-2]
    yield "Quotations", voices, [row[: len(voices)] for row in _voices(summary)]
    yield "Rests on", _REST_COLUMNS, list(_rests(summary))
    yield "Now what", _STEP_COLUMNS, list(_steps(summary))
    if summary.appendix is not None:
        for title, grid in (
            ("Participants", summary.appendix.people),
            ("Codebook", summary.appendix.codebook),
        ):
            yield title, _columns(grid), grid.rows
        seq, digest = summary.appendix.head
        rows = [*(("", line) for line in summary.appendix.method), (f"entry {seq:,}", digest)]
        yield "Method", (("", 16), ("how it was done; the head of the history", 100)), rows


def _plain_columns() -> Sequence[tuple[str, int]]:
    return [column for column in _THEME_COLUMNS if column[0] in ("theme", "claim", "held back")]


def _plain_themes(summary: Summary) -> Iterator[_Row]:
    for theme in summary.themes:
        yield theme.name, theme.text.claim, "\n".join(theme.told)


def _themes(summary: Summary) -> Iterator[_Row]:
    for theme in summary.themes:
        text = theme.text
        yield (
            theme.name, theme.state, text.concept, text.claim, text.scope, text.is_not, text.what,
            text.so_what, "\n".join(theme.spread), "\n".join(theme.told),
        )  # fmt: skip


def _voices(summary: Summary) -> Iterator[_Row]:
    for theme in summary.themes:
        for voice in theme.voices:
            yield (
                voice.number, theme.name, voice.bearing, voice.words, voice.who, voice.place,
                voice.code, voice.reference,
            )  # fmt: skip


def _rests(summary: Summary) -> Iterator[_Row]:
    for theme in summary.themes:
        for one in theme.supports:
            number = "" if one.voice is None else one.voice
            told = BASIS_WORDS[one.basis], number, one.note, ", ".join(one.stale)
            yield theme.name, one.of.replace("_", " "), one.sentence, *told


def _steps(summary: Summary) -> Iterator[_Row]:
    for theme in summary.themes:
        for step in theme.steps:
            yield theme.name, step.audience, step.words, step.owner, BASIS_WORDS[step.basis]


def _columns(grid: Grid) -> list[tuple[str, int]]:
    return [(name, 40 if number else 30) for number, name in enumerate(grid.head)]


def _fill(sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[_Row]) -> None:
    for number, (name, width) in enumerate(columns, 1):
        put(sheet, (1, number), name)
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            put(sheet, (number, place), value)
            if isinstance(value, int):
                sheet.cell(number, place).alignment = _NUMBER
        sheet.row_dimensions[number].height = _height(columns, row)


def _height(columns: Sequence[tuple[str, int]], row: _Row) -> float:
    """Return how high a row must be, in points; no program asks the font."""
    lines = 1
    for (_, width), value in zip(columns, row, strict=True):
        lines = max(lines, sum(len(line) // width + 1 for line in str(value).split("\n")))
    return min(lines * _LINE, _HIGHEST)
