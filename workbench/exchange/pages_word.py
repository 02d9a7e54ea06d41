"""Pages as a Word document, in the styles of a template where one is supplied."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor
from lxml.etree import LxmlError

from workbench.errors import InvalidFileError
from workbench.exchange.archive import Archive
from workbench.exchange.diary_word import memo_paragraphs, paragraph, quiet, run
from workbench.exchange.markup import writable
from workbench.exchange.pages import (
    Block,
    Grid,
    Heading,
    Line,
    NewPage,
    Noted,
    Pages,
    Picture,
    Quoted,
)

#: The styles that are used; what a template lacks of them is as where there is none.
STYLES = (
    "Title",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "List Bullet",
    "Quote",
    _TABLE := "Table Grid",
)
#: A quotation of fewer characters stays on one page.
_SHORT = 1_000
_LEAD = '<w:b/><w:sz w:val="26"/>'
#: The width of a table: all of the page, in fiftieths of a percent.
_WHOLE = 5_000
_SPACE = '<w:pPr><w:keepNext/><w:spacing w:before="80" w:after="160"/></w:pPr>'
#: The number of the page, in the middle of its foot.
_PAGE = '<w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE "/>'
#: How much smaller than its dots a drawing stands, so that its letters are as those around it.
_SMALLER = 0.4
#: How far in a line of a list hangs where there is no bullet.
_HANGING = Cm(0.5)
_INK = RGBColor(0x1F, 0x23, 0x28)
#: Names of a template's parts that hold programs, which no document of ours carries on.
_PROGRAMS = ("vba", "activex", "embeddings")


def write_pages_word(pages: Pages, template: bytes | None = None) -> bytes:
    """Return pages as a docx file.

    Args:
        pages: What is written.
        template: A docx whose styles, margins, head and foot are used; its words are not.

    Raises:
        InvalidFileError: The template is no docx, or holds programs.
    """
    document = _plain() if template is None else opened_template(template)
    _complete(document)
    known = document.core_properties
    known.title, known.author, known.comments = _one(pages.title)[:255], "", ""
    styles = _styles(document)
    for element in list(document.element.body):
        if not element.tag.endswith("}sectPr"):
            document.element.body.remove(element)
    # The library looks a style and a place up for each paragraph: minutes for many quotations.
    document.element.body[:0] = list(_elements(pages, document, styles))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened_template(data: bytes) -> Word:
    """Return a template, if it is one.

    Raises:
        InvalidFileError: It is no docx, or holds programs.
    """
    package = Archive("The template", data)
    if any(sign in name.casefold() for name in package.names for sign in _PROGRAMS):
        raise InvalidFileError(
            "programs inside", "The template holds programs or other files. Choose one without."
        )
    for name in package.names:  # each within its limit, so that none unpacks without end
        package.read(name)
    try:
        document = Document(io.BytesIO(data))
        lacking(document)
        document.element.body  # noqa: B018 - a package without words is none
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise InvalidFileError(
            "no document", "The template is no docx document. Save it as .docx in Word or Writer."
        ) from error
    return document


def lacking(document: Word) -> list[str]:
    """Return those of STYLES that a document has not: Word keeps only what was used in it."""
    names = _styles(document)
    return [name for name in STYLES if name not in names]


def _styles(document: Word) -> dict[str, str]:
    """Return the ids of styles by name; programs write some names large, and some small."""
    kinds = dict.fromkeys(STYLES, WD_STYLE_TYPE.PARAGRAPH) | {_TABLE: WD_STYLE_TYPE.TABLE}
    found = (style for style in document.styles if kinds.get(str(style.name)) == style.type)
    return {str(style.name): str(style.style_id) for style in found}


def _complete(document: Word) -> None:
    """Give a template the styles that it lacks; they rest on its own usual paragraph."""
    usual = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    taken = {style.style_id for style in document.styles}
    ours = _plain()
    for name in lacking(document):
        style = deepcopy(ours.styles[name].element)
        tied = ("basedOn", "next", "link")
        listed = list(style.iter(qn("w:numPr")))
        tight = list(style.iter(qn("w:contextualSpacing")))
        for one in [*listed, *tight, *(style.find(qn(f"w:{tag}")) for tag in tied)]:
            if one is not None:
                one.getparent().remove(one)
        own = str(ours.styles[name].style_id)
        style.set(qn("w:styleId"), own if own not in taken else f"Workbench{own}")
        if listed:
            style.pPr.ind_left, style.pPr.first_line_indent = _HANGING, -_HANGING
        if usual is not None and name != _TABLE:
            style.basedOn_val = usual.style_id
        document.styles.element.append(style)


def _plain() -> Word:
    """Return the document that is used where no template is supplied: A4, dark, calm."""
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.3)
    document.styles["Normal"].font.size = Pt(11)
    for name, size in (("Title", 24), ("Heading 1", 17), ("Heading 2", 13), ("Heading 3", 11)):
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), _INK
    quote = document.styles["Quote"].font
    quote.color.rgb, quote.italic = _INK, False
    foot = document.sections[0].footer.paragraphs[0]._p
    for element in parse_xml(f"<w:p {nsdecls('w')}>{_PAGE}</w:p>"):
        foot.append(element)
    return document


def _elements(pages: Pages, document: Word, styles: Mapping[str, str]) -> Iterator[BaseOxmlElement]:
    """Yield the elements of the body; what lies between two pictures is read at once."""
    waiting: list[str] = []
    breaks = False
    for block in pages.blocks:
        if isinstance(block, Picture):
            yield from _parsed(waiting)
            yield _picture(document, block)
            waiting = [quiet(block.told)]
        elif isinstance(block, NewPage):
            breaks = True
        else:
            waiting += _written(block, styles, new_page=breaks)
            breaks = False
    yield from _parsed(waiting)


def _parsed(written: list[str]) -> list[BaseOxmlElement]:
    return list(parse_xml(f"<w:body {nsdecls('w')}>{''.join(written)}</w:body>"))


def _picture(document: Word, picture: Picture) -> BaseOxmlElement:
    section = document.sections[0]
    sizes = section.page_width, section.left_margin, section.right_margin
    page, left, right = (size or Cm(0) for size in sizes)
    held = document.add_paragraph()
    shape = held.add_run().add_picture(io.BytesIO(picture.png))
    share = min(_SMALLER, (page - left - right) / shape.width)
    shape.width, shape.height = Emu(shape.width * share), Emu(shape.height * share)
    shape._inline.docPr.set("descr", _one(picture.told))
    element = held._p
    document.element.body.remove(element)
    return element


def _written(block: Block, styles: Mapping[str, str], *, new_page: bool) -> Iterator[str]:
    match block:
        case Heading():
            name = "Title" if block.level == 0 else f"Heading {block.level}"
            yield _heading(run(_one(block.words)), styles[name], new_page=new_page)
        case Line():
            yield _line(block, styles)
        case Quoted():
            anchor = f'w:id="{block.number}"'
            marks = (
                f'<w:bookmarkStart {anchor} w:name="q{block.number}"/>',
                (f"<w:bookmarkEnd {anchor}/>"),
            )
            words = run(block.words.strip()).join(marks)
            whole = len(block.words) < _SHORT
            yield paragraph(words, styles["Quote"], indent=1, whole=whole)
            yield quiet(f"[{block.number}] {block.place}", indent=1)
        case Grid():
            yield _grid(block, styles[_TABLE])
        case Noted():
            yield from memo_paragraphs(block.memo, {**styles, "Heading 1": styles["Heading 2"]})


def _heading(runs: str, style: str, *, new_page: bool) -> str:
    begins = "<w:pageBreakBefore/>" if new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{begins}</w:pPr>{runs}</w:p>'


def _line(line: Line, styles: Mapping[str, str]) -> str:
    if line.quiet:
        return quiet(line.words)
    label = run(f"{_one(line.label)}: ", "<w:b/>") if line.label else ""
    if line.leading:
        return f"<w:p>{_SPACE}{run(line.words.strip(), _LEAD)}</w:p>"
    words = run(line.words.strip())
    refers = "".join(
        f'{run(" ")}<w:hyperlink w:anchor="q{number}">{run(f"[{number}]")}</w:hyperlink>'
        for number in line.refers
    )
    return paragraph(label + words + refers, styles["List Bullet"] if line.listed else "")


def _grid(grid: Grid, style: str) -> str:
    look = f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{_WHOLE}" w:type="pct"/>'
    fixed = '<w:tblLayout w:type="fixed"/>'
    widths = _widths(grid)
    columns = "".join(f'<w:gridCol w:w="{2 * width}"/>' for width in widths)
    head = _row(grid.head, widths, "<w:b/>", "<w:tblHeader/>")
    rows = "".join(_row(row, widths, "", "") for row in grid.rows)
    begin = f"<w:tbl><w:tblPr>{look}{fixed}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    return f"{begin}{head}{rows}</w:tbl>{paragraph('')}"


def _widths(grid: Grid) -> list[int]:
    """Return how wide columns are, in fiftieths of a percent: by what stands in them."""
    longest = [max(map(len, column)) for column in zip(grid.head, *grid.rows, strict=True)]
    weights = [min(max(length, 15), 60) for length in longest]
    return [_WHOLE * weight // sum(weights) for weight in weights]


def _row(cells: tuple[str, ...], widths: list[int], marks: str, kind: str) -> str:
    small = f'{marks}<w:sz w:val="18"/>'
    tight = '<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>'
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/></w:tcPr>'
        f"<w:p>{tight}{run(cell.strip(), small)}</w:p></w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>{told}</w:tr>"


def _one(words: str) -> str:
    return " ".join(writable(words).split())
