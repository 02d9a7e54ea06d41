"""What a reader of documents gives: the words, what the format knows of lines, the account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.exchange.turns import Layout
from workbench.model.source import LeftOut

DocumentFormat = Literal["odt", "rtf", "pdf"]


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's text and the account of how it was read.

    Attributes:
        encoding: How its characters were told: ``xml``, a code page, or ``pdf``.
        characters_read: Characters of text anywhere in the file, with one break between paragraphs
            (of a pdf: between lines).
        pages: Where each page begins; empty where the format has none.
        repeated: Characters of page heads, feet and line numbers, kept or not.
    """

    format: DocumentFormat
    encoding: str
    text: str
    layout: Layout
    characters_read: int
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    pages: tuple[int, ...] = ()
    repeated: int = 0
