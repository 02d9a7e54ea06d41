"""Walks the XML of an OpenDocument text and brings out its words, paragraph by paragraph.

Source: OASIS OpenDocument 1.3 part 3 (schema), §5 and §6; white space as §6.1.2 says, except that
a blank at a paragraph's end stays, as in the programs that write these files. The walk is
iterative, so that depth costs nothing. Each paragraph ends in one generated break: LF, or a tab
between the cells of a row. Notes come after the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_NAMES}office:1.0}}"
STYLE = f"{{{_NAMES}style:1.0}}"
TEXT = f"{{{_NAMES}text:1.0}}"
_TABLE = f"{{{_NAMES}table:1.0}}"
_DRAW = f"{{{_NAMES}drawing:1.0}}"
_SVG = f"{{{_NAMES}svg-compatible:1.0}}"
FORMULA = "{http://www.w3.org/1998/Math/MathML}math"

_PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
_MARKS = frozenset({f"{TEXT}tab", f"{TEXT}line-break", f"{TEXT}s"})
_REMOVED = {
    f"{TEXT}tracked-changes": "deleted text",
    f"{OFFICE}annotation": "comments",
    f"{TEXT}note-citation": "note numbers",
    f"{TEXT}ruby-text": "ruby readings",
    FORMULA: "formulas",
    f"{_SVG}title": "picture descriptions",
    f"{_SVG}desc": "picture descriptions",
}
_WITHOUT_WORDS = (_DRAW, _TABLE, OFFICE, _SVG, f"{TEXT}note", f"{TEXT}list", f"{TEXT}section")
_HIDING_FIELDS = frozenset({f"{TEXT}hidden-text", f"{TEXT}section"})
_WHITE = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 10_000
_MOST_REPEATED = 100_000
_LONGEST_NUMBER = 10


@dataclass(slots=True)
class OpenLines:
    """What a walk brought out.

    Attributes:
        lines: The body, line by line.
        notes: The footnotes and endnotes, line by line.
        rows: Lines that begin a table row.
        breaks: Lines at which a table has ended.
        headings: Lines that are headings.
        left_out: Characters by reason.
        added: Characters of cells and rows that the file tells once and means more often, and
            breaks made for table cells that hold no paragraph.
    """

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    breaks: set[int] = field(default_factory=set)
    headings: set[int] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    added: int = 0


@dataclass(slots=True)
class _Paragraph:
    """A paragraph in the making, and the text boxes that hang on it."""

    heading: bool
    pieces: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    after_blank: bool = True


def count_characters(element: etree._Element) -> int:
    """Return the characters of text in the paragraphs of an element, one more for each of them.

    This counts flat, knowing nothing of the walk, so that the two can be held against each other.
    An element inside a paragraph is counted with all that stands in it.
    """
    inside = any(above.tag in _PARAGRAPHS for above in element.iterancestors())
    total = len("".join(element.itertext())) if inside else 0
    for node in element.iter(*_PARAGRAPHS, *_MARKS):
        if node.tag in _PARAGRAPHS:
            total += 1
            if not inside and not _within_paragraph(node, element):
                total += len("".join(node.itertext()))
        else:
            total += _blank_count(node) if node.tag == f"{TEXT}s" else 1
    return total


def _within_paragraph(node: etree._Element, top: etree._Element) -> bool:
    if node is top:
        return False
    for above in node.iterancestors():
        if above.tag in _PARAGRAPHS:
            return True
        if above is top:
            break
    return False


def _repeated(element: etree._Element, what: str) -> int:
    """Return how often a cell or row stands in its table."""
    count = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(count)) if count.isdecimal() and len(count) < _LONGEST_NUMBER else 1


def _blank_count(element: etree._Element) -> int:
    """Return how many blanks ``text:s`` stands for."""
    count = element.get(f"{TEXT}c", "1")
    return min(int(count), _MOST_BLANKS) if count.isdecimal() else 1


class OpenDocumentWalk:
    """One walk over one element of an OpenDocument text.

    Args:
        hidden_styles: The styles whose text is hidden.
        keep_hidden: Bring out hidden text too.
    """

    def __init__(self, hidden_styles: frozenset[str], *, keep_hidden: bool) -> None:
        self._hidden_styles = hidden_styles
        self._keep_hidden = keep_hidden
        self._found = OpenLines()
        self._paragraphs: list[_Paragraph | None] = [None]
        self._sinks: list[list[str]] = [[]]
        self._rows: list[list[str]] = []
        self._line_count = 0
        self._repeated = 0

    def walk(self, root: etree._Element) -> OpenLines:
        """Return the lines below an element."""
        from lxml import etree

        starts = self._starts()
        ends = self._ends()
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                if tag in ends:
                    ends[tag](element)
                self._say(element.getparent(), element.tail)
            elif self._is_left_out(element, tag):
                walk.skip_subtree()
            elif tag in _MARKS:
                self._mark(element, tag)
            else:
                if tag in starts:
                    starts[tag](element)
                self._say(element, element.text)
        self._found.lines = "\n".join(self._sinks[0]).split("\n") if self._sinks[0] else []
        return self._found

    def _starts(self) -> dict[str, Callable[[etree._Element], None]]:
        return {
            f"{TEXT}p": self._begin_paragraph,
            f"{TEXT}h": self._begin_paragraph,
            f"{TEXT}note-body": self._begin_sink,
            f"{_DRAW}text-box": self._begin_sink,
            f"{_TABLE}table-row": self._begin_row,
            f"{_TABLE}table-cell": self._begin_sink,
            f"{_TABLE}covered-table-cell": self._begin_sink,
        }

    def _ends(self) -> dict[str, Callable[[etree._Element], None]]:
        return {
            f"{TEXT}p": lambda _: self._end_paragraph(),
            f"{TEXT}h": lambda _: self._end_paragraph(),
            f"{TEXT}note-body": lambda _: self._end_note(),
            f"{_DRAW}text-box": lambda _: self._end_box(),
            f"{_TABLE}table-row": self._end_row,
            f"{_TABLE}table-cell": self._end_cell,
            f"{_TABLE}covered-table-cell": self._end_cell,
            f"{_TABLE}table": lambda _: self._end_table(),
        }

    def _is_left_out(self, element: etree._Element, tag: str) -> bool:
        """Count an element that does not belong to the text, with the reason."""
        reason = _REMOVED.get(tag)
        if reason is None and self._is_hidden(element, tag):
            reason = "hidden text"
        if reason is None:
            return False
        characters = count_characters(element)
        if tag in _PARAGRAPHS:
            self._begin_paragraph(element)
            characters -= 1
        self._found.left_out[reason] += characters
        return True

    def _is_hidden(self, element: etree._Element, tag: str) -> bool:
        if self._keep_hidden:
            return False
        if tag in _HIDING_FIELDS:
            off = bool(element.get(f"{TEXT}display") == "none")
            return off or bool(element.get(f"{TEXT}is-hidden") == "true")
        if tag in _PARAGRAPHS:
            switch = element.find(f".//{TEXT}hidden-paragraph")
            if switch is not None and switch.get(f"{TEXT}is-hidden") == "true":
                return True
        return element.get(f"{TEXT}style-name") in self._hidden_styles

    def _begin_paragraph(self, element: etree._Element) -> None:
        self._paragraphs.append(_Paragraph(element.tag == f"{TEXT}h"))

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        assert paragraph is not None
        if paragraph.heading and len(self._sinks) == 1:
            self._found.headings.add(self._line_count)
        self._emit("".join(paragraph.pieces), *paragraph.boxes)

    def _emit(self, *entries: str) -> None:
        self._sinks[-1].extend(entries)
        if len(self._sinks) == 1:
            self._line_count += sum(entry.count("\n") + 1 for entry in entries)

    def _begin_sink(self, element: etree._Element) -> None:
        del element
        self._sinks.append([])
        self._paragraphs.append(None)

    def _end_sink(self) -> list[str]:
        self._paragraphs.pop()
        return self._sinks.pop()

    def _end_note(self) -> None:
        lines = self._end_sink()
        self._found.notes += "\n".join(lines).split("\n") if lines else []

    def _end_box(self) -> None:
        lines = self._end_sink()
        paragraph = self._paragraphs[-1]
        if paragraph is None:
            self._emit(*lines)
        else:
            paragraph.boxes += lines

    def _begin_row(self, element: etree._Element) -> None:
        del element
        self._rows.append([])

    def _end_cell(self, element: etree._Element) -> None:
        lines = self._end_sink()
        self._found.added += not lines
        cell = "\n".join(lines)
        is_filler = not cell and element.getnext() is None
        row = self._rows[-1] if self._rows else self._sinks[-1]
        row += self._copies(cell, 1 if is_filler else _repeated(element, "columns"))

    def _end_row(self, element: etree._Element) -> None:
        cells = self._rows.pop()
        if not cells:
            return
        row = "\t".join(cells)
        for copy in self._copies(row, _repeated(element, "rows") if row.strip() else 1):
            if len(self._sinks) == 1:
                self._found.rows.add(self._line_count)
            self._emit(copy)

    def _copies(self, words: str, times: int) -> list[str]:
        """Return the words as often as the file means them; count those beyond the limit."""
        size = len(words) + 1
        within = min(times, 1 + max(0, _MOST_REPEATED - self._repeated) // size)
        self._repeated += (within - 1) * size
        beyond = (times - within) * len(words)
        self._found.left_out["repeated cells"] += beyond
        self._found.added += (within - 1) * size + beyond
        return [words] * within

    def _end_table(self) -> None:
        if len(self._sinks) == 1:
            self._found.breaks.add(self._line_count)

    def _mark(self, element: etree._Element, tag: str) -> None:
        """Add a tab, a line break or blanks to the paragraph they stand in."""
        paragraph = self._paragraphs[-1]
        if paragraph is None:
            self._found.left_out["text outside paragraphs"] += count_characters(element)
        elif tag == f"{TEXT}s":
            paragraph.pieces.append(" " * _blank_count(element))
        else:
            paragraph.pieces.append("\t" if tag == f"{TEXT}tab" else "\n")
        if paragraph is not None:
            paragraph.after_blank = False

    def _say(self, holder: etree._Element | None, raw: str | None) -> None:
        """Add a stretch of text to the paragraph it stands in, its white space as one blank."""
        if not raw or holder is None:
            return
        paragraph = self._paragraphs[-1]
        if paragraph is None or (holder.tag.startswith(_WITHOUT_WORDS) and not raw.strip()):
            self._stray(raw)
            return
        words = _WHITE.sub(" ", raw)
        if paragraph.after_blank:
            words = words.removeprefix(" ")
        self._found.left_out["white space of the markup"] += len(raw) - len(words)
        if words:
            paragraph.pieces.append(words)
            paragraph.after_blank = words.endswith(" ")

    def _stray(self, raw: str) -> None:
        """Count what stands between the paragraphs of a note or box that hangs on a paragraph."""
        if any(paragraph is not None for paragraph in self._paragraphs):
            reason = "text outside paragraphs" if raw.strip() else "white space of the markup"
            self._found.left_out[reason] += len(raw)
