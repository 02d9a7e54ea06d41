"""The codebook as a Word document: a heading a code, as deep as it stands, its card below."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Pages
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from workbench.exchange.codebook_pages import CodebookPages, CodePage, Example
from workbench.exchange.markup import writable

_DEEPEST = 9
_QUIET = RGBColor(0x59, 0x59, 0x59)


def write_word(book: CodebookPages) -> bytes:
    """Return a codebook as a docx file."""
    pages = Document()
    _describe(pages, book)
    pages.add_heading(f"Codebook: {_line(book.title)}", 0)
    _quiet(pages, book.summary)
    for page in book.pages:
        _add(pages, page)
    out = io.BytesIO()
    pages.save(out)
    return out.getvalue()


def _describe(pages: Pages, book: CodebookPages) -> None:
    """Say what it is, instead of what the template says of itself."""
    known = pages.core_properties
    known.title, known.author, known.comments = f"Codebook: {_line(book.title)}"[:255], "", ""
    for section in pages.sections:
        section.left_margin = section.right_margin = Cm(2.5)
    normal = pages.styles["Normal"]
    normal.font.size = Pt(11)


def _add(pages: Pages, page: CodePage) -> None:
    pages.add_heading(_line(page.code.name), min(page.depth + 1, _DEEPEST))
    _quiet(pages, page.facts)
    if page.code.card.definition.strip():
        pages.add_paragraph(writable(page.code.card.definition.strip()))
    for heading, words in page.parts():
        paragraph = pages.add_paragraph()
        paragraph.add_run(f"{heading}: ").bold = True
        paragraph.add_run(writable(words.strip()))
    for example in page.examples:
        _quote(pages, example)


def _quote(pages: Pages, example: Example) -> None:
    paragraph = pages.add_paragraph(writable(example.words.strip()), style="Quote")
    paragraph.paragraph_format.left_indent = Cm(1)
    paragraph.paragraph_format.space_after = Pt(0)
    _quiet(pages, f"{example.kind} quotation, {example.place}").paragraph_format.left_indent = Cm(1)


def _quiet(pages: Pages, words: str) -> Paragraph:
    paragraph = pages.add_paragraph()
    run = paragraph.add_run(_line(words))
    run.font.size, run.font.color.rgb = Pt(9), _QUIET
    return paragraph


def _line(words: str) -> str:
    return " ".join(writable(words).split())
