"""The diary of memos as a Word document: a heading a memo, quotations set apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Pt

from workbench.exchange.diaries import Diary, DiaryMemo, Piece
from workbench.exchange.markup import writable

_QUIET = '<w:color w:val="595959"/><w:sz w:val="18"/>'  # grey, in half points
_STYLES = ("Title", "Heading 1", "List Bullet", "Quote")
_CENTIMETRE = 567  # twentieths of a point
_BLANKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}
_EMPHASIS = re.compile(r"(\*\*[^*\n]+\*\*|\*[^*\s][^*\n]*\*|(?<!\w)_[^_\n]+_(?!\w))")
_ITEM = re.compile(r"\s*[-*+]\s+")


def write_diary_word(diary: Diary) -> bytes:
    """Return a diary as a docx file."""
    pages = Document()
    known = pages.core_properties
    known.title, known.author, known.comments = f"Memos: {_line(diary.title)}"[:255], "", ""
    for section in pages.sections:
        section.left_margin = section.right_margin = Cm(2.5)
    pages.styles["Normal"].font.size = Pt(11)
    styles = {name: str(pages.styles[name].style_id) for name in _STYLES}
    # The library looks a style and a place up for each paragraph, which takes minutes for a diary.
    written = parse_xml(f"<w:body {nsdecls('w')}>{''.join(_paragraphs(diary, styles))}</w:body>")
    pages.element.body[:0] = list(written)
    out = io.BytesIO()
    pages.save(out)
    return out.getvalue()


def _paragraphs(diary: Diary, styles: Mapping[str, str]) -> Iterator[str]:
    yield paragraph(run(f"Memos: {_line(diary.title)}"), styles["Title"])
    yield quiet(diary.summary)
    for memo in diary.memos:
        yield from memo_paragraphs(memo, styles)


def memo_paragraphs(memo: DiaryMemo, styles: Mapping[str, str]) -> Iterator[str]:
    """Yield the paragraphs of a memo, as the words of a document's own format.

    Args:
        memo: What is written.
        styles: Ids of the styles *Heading 1*, *List Bullet* and *Quote*, by these names.
    """
    yield paragraph(run(_line(memo.heading)), styles["Heading 1"])
    yield quiet(" · ".join(memo.facts))
    if memo.about:
        yield quiet(f"About: {'; '.join(memo.about)}")
    for line in _lines(memo.pieces):
        if line[0].place is None:
            yield _of_line(line, styles)
        else:
            yield paragraph(run(line[0].words.strip()), styles["Quote"], indent=1)
            yield quiet(line[0].place, indent=1)


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the lines of a memo's own text, and each quotation set apart alone."""
    line: list[Piece] = []
    for piece in pieces:
        first, *rest = [piece.words] if piece.is_named else piece.words.split("\n")
        if piece.place is not None:
            yield from _written(line)
            yield [piece]
            line = []
            continue
        line.append(replace(piece, words=first))
        for words in rest:
            yield from _written(line)
            line = [replace(piece, words=words)]
    yield from _written(line)


def _written(line: list[Piece]) -> Iterator[list[Piece]]:
    if any(piece.words.strip() for piece in line):
        yield [piece for piece in line if piece.words]


def _of_line(line: list[Piece], styles: Mapping[str, str]) -> str:
    first = line[0]
    item = None if first.is_named else _ITEM.match(first.words)
    if item:
        line = [replace(first, words=first.words[item.end() :]), *line[1:]]
    runs = (run(p.words) if p.is_named else _emphasised(p.words) for p in line)
    return paragraph("".join(runs), styles["List Bullet"] if item else "")


def _emphasised(words: str) -> str:
    runs = []
    for part in _EMPHASIS.split(words):
        if _EMPHASIS.fullmatch(part):
            strong = part.startswith("**")
            runs.append(run(part[2:-2], "<w:b/>") if strong else run(part[1:-1], "<w:i/>"))
        elif part:
            runs.append(run(part))
    return "".join(runs)


def quiet(words: str, indent: int = 0) -> str:
    """Return a paragraph in small grey letters."""
    return paragraph(run(_line(words), _QUIET), indent=indent)


def paragraph(runs: str, style: str = "", indent: int = 0, *, whole: bool = False) -> str:
    """Return a paragraph; one of a style that is indented is followed closely by the next.

    Args:
        runs: What stands in it.
        style: The id of its style.
        indent: How far in it stands, in centimetres.
        whole: Whether it stays on one page, with the next.
    """
    kept = "<w:keepNext/><w:keepLines/>" if whole else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    tight = '<w:spacing w:after="0"/>' if style and indent else ""
    place = f'<w:ind w:left="{indent * _CENTIMETRE}"/>' if indent else ""
    return f"<w:p><w:pPr>{named}{kept}{tight}{place}</w:pPr>{runs}</w:p>"


def run(words: str, marks: str = "") -> str:
    """Return words as they stand within a paragraph, with marks of how they look."""
    parts = re.split(r"([\t\n\r])", writable(words))
    told = (
        _BLANKS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in parts
        if part
    )
    return f"<w:r><w:rPr>{marks}</w:rPr>{''.join(told)}</w:r>"


def _line(words: str) -> str:
    return " ".join(writable(words).split())
