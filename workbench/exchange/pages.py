"""Pages to read, as plain blocks: what a document is made of before any file format.

A writer a format turns the same blocks into a Word document (`pages_word`), a web page
(`pages_html`) or Markdown (`pages_markdown`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.exchange.diaries import DiaryMemo


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 0 is the title, 1 to 3 stand below it."""

    words: str
    level: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph.

    Attributes:
        label: What stands before the words, set off.
        refers: Numbers of quotations that it leads to, shown behind the words.
        quiet: Whether it is told in small letters.
        listed: Whether it is one of a list.
        leading: Whether it says the most important thing of its part.
        leads: Where in the study it comes from, as the query of an address; no file shows it.
    """

    words: str
    label: str = ""
    refers: tuple[int, ...] = ()
    quiet: bool = False
    listed: bool = False
    leading: bool = False
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: its number, its words, and who says so where; `leads` as of a line."""

    number: int
    words: str
    place: str
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row names the columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in both forms that files can hold; `told` says what it shows."""

    svg: str
    png: bytes
    told: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A memo as a diary shows it."""

    memo: DiaryMemo


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""


Block = Heading | Line | Quoted | Grid | Picture | Noted | NewPage


@dataclass(frozen=True, slots=True)
class Pages:
    """A document."""

    title: str
    blocks: Sequence[Block]
