"""The diary of memos as a Word document: a heading a memo, quotations set apart."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.document import Document as Pages
from docx.shared import Cm, Pt, RGBColor

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
    for piece in memo.pieces:
        if piece.place is None:
            _write(pages, piece.words)
        else:
            _quote(pages, piece, piece.place)


def _write(pages: Pages, body: str) -> None:
    for line in writable(body).splitlines():
        item = _ITEM.match(line)
        if not line.strip():
            continue
        paragraph = pages.add_paragraph(style="List Bullet" if item else None)
        for part in _EMPHASIS.split(line[item.end() :] if item else line):
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
