"""Tables as a workbook for spreadsheets, also very long ones: words are text, never a formula.

The parts of the file are written as they are (ECMA-376, SpreadsheetML): every word stands in its
own cell as an inline string that stays text when somebody edits it, so that a hundred thousand rows
take seconds. Nothing lies in a temporary file on the way.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

from workbench.exchange.markup import writable

Row = Sequence[str | int]
#: A cell of a workbook holds no more characters.
LONGEST = 32_767
_LINE, _HIGHEST = 15.0, 409.0
_ROWS_AT_ONCE = 250
#: So many characters stand beside each other on a printed page, and can still be read.
_ACROSS = 220
#: What a reader of the format takes for a character written by its number.
_NUMBERED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        columns: The head of each column, and how wide it is, in characters.
        rows: A cell for each column.
        pinned: So many columns stay in sight, and on every printed page; the head always does.
        wraps: Whether long words take several lines.
    """

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Row]
    pinned: int = 0
    wraps: bool = True


def write_sheets(sheets: Iterable[Sheet]) -> bytes:
    """Return an xlsx file with these sheets, written row by row."""
    out, titles = io.BytesIO(), list[tuple[str, int]]()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=3) as file:
        for number, sheet in enumerate(sheets, 1):
            titles.append((sheet.title, sheet.pinned))
            with file.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                part.writelines(piece.encode() for piece in _sheet(sheet))
        for name, content in _parts(titles):
            file.writestr(name, _DECLARED + content)
    return out.getvalue()


# --- a sheet -----------------------------------------------------------------------------------


def _sheet(sheet: Sheet) -> Iterator[str]:
    letters = [_letters(number) for number in range(1, len(sheet.columns) + 2)]
    yield (
        f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{_pane(sheet.pinned, letters)}</sheetView>'
        "</sheetViews><cols>"
    )
    for number, (_, width) in enumerate(sheet.columns, 1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    head = [name for name, _ in sheet.columns]
    yield writable(_row(1, head, letters, _HEAD, f" {_height(sheet.columns, head)}"))
    waiting, look = list[str](), _WRAPPED if sheet.wraps else _PLAIN
    for number, row in enumerate(sheet.rows, 2):
        height = f" {_height(sheet.columns, row)}" if sheet.wraps else ""
        waiting.append(_row(number, row, letters, look, height))
        if len(waiting) == _ROWS_AT_ONCE:
            yield writable("".join(waiting))
            waiting.clear()
    yield writable("".join(waiting))
    pages = -(-sum(width for _, width in sheet.columns) // _ACROSS)
    yield f"</sheetData>{_PRINTED.format(pages=pages)}</worksheet>"


def _letters(number: int) -> str:
    """Return what a column is called: A to Z, then AA."""
    before, letter = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + letter)


def _pane(pinned: int, letters: Sequence[str]) -> str:
    across = f'xSplit="{pinned}" ' if pinned else ""
    where = "bottomRight" if pinned else "bottomLeft"
    corner = f"{letters[pinned]}2"
    return f'<pane {across}ySplit="1" topLeftCell="{corner}" activePane="{where}" state="frozen"/>'


def _row(number: int, row: Row, letters: Sequence[str], look: int, height: str) -> str:
    cells = [
        f'<c r="{letter}{number}" s="{_COUNTED}"><v>{value}</v></c>'
        if isinstance(value, int)
        else f'<c r="{letter}{number}" s="{look}" t="inlineStr"><is><t xml:space="preserve">'
        f"{_fitting(value)}</t></is></c>"
        for letter, value in zip(letters, row, strict=False)
        if value != ""
    ]
    return f'<row r="{number}"{height}>{"".join(cells)}</row>'


def _fitting(words: str) -> str:
    if len(words) > LONGEST // 2 and len(coded := words.encode("utf-16-le")) > 2 * LONGEST:
        note = f" … ({len(words):,} characters in all; other formats hold them)"
        words = coded[: 2 * (LONGEST - len(note))].decode("utf-16-le", "ignore") + note
    return escape(_NUMBERED.sub("_x005F_", words) if "_x" in words else words, quote=False)


def _height(columns: Sequence[tuple[str, int]], row: Row) -> str:
    """Return how high a row must be, in points; no program asks the font."""
    lines = 1
    for (_, width), value in zip(columns, row, strict=True):
        lines = max(lines, sum(len(line) // width + 1 for line in str(value).split("\n")))
    return f'ht="{min(lines * _LINE, _HIGHEST)}" customHeight="1"'


# --- the other parts -----------------------------------------------------------------------------

_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TIES = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: The looks of cells, by their place in the styles.
_PLAIN, _WRAPPED, _HEAD, _COUNTED = 1, 2, 3, 4


def _parts(sheets_of: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    titles = [title for title, _ in sheets_of]
    numbered = list(enumerate(titles, 1))
    sheets = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"/>' for n, title in numbered
    )
    heads = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">'
        f"{_repeated(title, pinned)}</definedName>"
        for n, (title, pinned) in enumerate(sheets_of)
    )
    ties = "".join(_tie(n, "worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered)
    kinds = "".join(_type(f"xl/worksheets/sheet{n}.xml", "worksheet") for n, _ in numbered)
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{_type('xl/workbook.xml', 'sheet.main')}{_type('xl/styles.xml', 'styles')}"
        f"{kinds}</Types>",
    )
    book = _tie(1, "officeDocument", "xl/workbook.xml")
    yield "_rels/.rels", f'<Relationships xmlns="{_TIES}">{book}</Relationships>'
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>'
        f"<definedNames>{heads}</definedNames></workbook>",
    )
    styles = _tie(len(titles) + 1, "styles", "styles.xml")
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_TIES}">{ties}{styles}</Relationships>',
    )
    yield "xl/styles.xml", _STYLES


def _repeated(title: str, pinned: int) -> str:
    """Return what stands on every printed page: the columns that are pinned, and the head."""
    sheet = f"'{escape(title)}'"
    columns = f"{sheet}!$A:${_letters(pinned)}," if pinned else ""
    return f"{columns}{sheet}!$1:$1"


def _tie(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _type(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{_KIND}.{kind}+xml"/>'


def _look(font: int, *, wraps: bool, across: str = "general") -> str:
    return (
        f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" quotePrefix="1" '
        f'applyFont="1" applyAlignment="1"><alignment horizontal="{across}" vertical="top" '
        f'wrapText="{int(wraps)}"/></xf>'
    )


#: How a sheet is printed: on so many pages beside each other, with its name and their numbers.
_PRINTED = (
    '<printOptions gridLines="1"/>'
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="{pages}" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
)
_FONT = '<sz val="11"/><name val="Calibri"/>'
_XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1">{_XF}/></cellStyleXfs><cellXfs count="5">{_XF} xfId="0"/>'
    f"{_look(0, wraps=False)}{_look(0, wraps=True)}{_look(1, wraps=True)}"
    f"{_look(0, wraps=False, across='center')}</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
