"""Memos as a diary to read, in order of their dates: what it holds, and all of it in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.exchange.markdown import literal, one_line, quoted
from workbench.model.typed import day_told

#: What would make a page call something, or turn into markup that is not a memo's own emphasis.
_CALLING = re.compile(r"<|!(?=\[)|(?<=\])(?=[(\[:])")
_HEADING = re.compile(r"^(\s*)(#|={3,}|-{3,})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a memo: its author's Markdown, or words of the study that it names.

    Attributes:
        place: Where the words stand, of a quotation that is set apart; else None.
        is_named: Whether these are a name or a quotation within the author's line.
    """

    words: str
    place: str | None = None
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class DiaryMemo:
    """A memo as the diary shows it.

    Attributes:
        date: When it was begun, and edited if on another day.
        title: Its kind where it has none.
        facts: Kind, author, how far it came and who may read it.
        about: What the things it is about are called.
    """

    date: str
    title: str
    facts: tuple[str, ...]
    about: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def heading(self) -> str:
        """Its date, and its title where it has one."""
        return f"{self.date}: {self.title}" if self.title else self.date


@dataclass(frozen=True, slots=True)
class Diary:
    """Memos to read, oldest first.

    Attributes:
        title: The study's name.
        date: The day it is written, ISO.
    """

    title: str
    date: str
    memos: Sequence[DiaryMemo]

    @property
    def summary(self) -> str:
        """How many memos it holds, and when it was written."""
        count = len(self.memos)
        return f"{count:,} memo{'s' * (count != 1)}, {day_told(self.date)}"


def write_diary(diary: Diary) -> bytes:
    """Return a diary in Markdown: a heading a memo, quotations as block quotations."""
    blocks = [f"# Memos: {one_line(diary.title)}", one_line(diary.summary)]
    for memo in diary.memos:
        blocks += memo_blocks(memo)
    return ("\n\n".join(blocks) + "\n").encode()


def memo_blocks(memo: DiaryMemo) -> Iterator[str]:
    """Yield the blocks of a memo in Markdown, its heading first."""
    yield f"## {one_line(memo.heading)}"
    yield one_line(" · ".join(memo.facts))
    if memo.about:
        yield f"About: {one_line('; '.join(memo.about))}"
    text = ""
    for piece in memo.pieces:
        if piece.place is None:
            text += literal(piece.words) if piece.is_named else own_markdown(piece.words)
            continue
        if text.strip():
            yield text.strip("\n")
        text = ""
        yield f"{quoted(piece.words)}\n>\n> ({one_line(piece.place)})"
    if text.strip():
        yield text.strip("\n")


def own_markdown(body: str) -> str:
    """Return what a person wrote in Markdown: emphasis and lists, no markup that calls anything.

    HTML, images and links show as text, and headings do not mix with the diary's own.
    """
    return _HEADING.sub(r"\1\\\2", _CALLING.sub(lambda sign: "\\" + sign.group(), body))
