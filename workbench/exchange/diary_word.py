"""The diary of memos as a Word document: a heading a memo, quotations set apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from docx import Document
from docx.document import Document as Pages
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from workbench.exchange.codebook_word import writable
from workbench.exchange.diaries import Diary, DiaryMemo, Piece

_QUIET = RGBColor(0x59, 0x59, 0x59)
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
    pages.add_heading(f"Memos: {_line(diary.title)}", 0)
    _quiet(pages, diary.summary)
    for memo in diary.memos:
        _add(pages, memo)
    out = io.BytesIO()
    pages.save(out)
    return out.getvalue()


def _add(pages: Pages, memo: DiaryMemo) -> None:
    pages.add_heading(_line(memo.heading), 1)
    _quiet(pages, " · ".join(memo.facts))
    if memo.about:
        _quiet(pages, f"About: {'; '.join(memo.about)}")
    for line in _lines(memo.pieces):
        if line[0].place is None:
            _write(pages, line)
        else:
            _quote(pages, line[0], line[0].place)


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


def _write(pages: Pages, line: list[Piece]) -> None:
    first = line[0]
    item = None if first.is_named else _ITEM.match(first.words)
    paragraph = pages.add_paragraph(style="List Bullet" if item else None)
    if item:
        line = [replace(first, words=first.words[item.end() :]), *line[1:]]
    for piece in line:
        if piece.is_named:
            paragraph.add_run(writable(piece.words))
        else:
            _emphasised(paragraph, writable(piece.words))


def _emphasised(paragraph: Paragraph, words: str) -> None:
    for part in _EMPHASIS.split(words):
        marks = 2 if part.startswith("**") else 1
        if _EMPHASIS.fullmatch(part):
            run = paragraph.add_run(part[marks:-marks])
            run.bold, run.italic = marks == 2, marks == 1
        elif part:
            paragraph.add_run(part)


def _quote(pages: Pages, piece: Piece, place: str) -> None:
    paragraph = pages.add_paragraph(writable(piece.words.strip()), style="Quote")
    paragraph.paragraph_format.left_indent = Cm(1)
    paragraph.paragraph_format.space_after = Pt(0)
    _quiet(pages, place, indent=1)


def _quiet(pages: Pages, words: str, indent: int = 0) -> None:
    paragraph = pages.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(indent)
    run = paragraph.add_run(_line(words))
    run.font.size, run.font.color.rgb = Pt(9), _QUIET


def _line(words: str) -> str:
    return " ".join(writable(words).split())
