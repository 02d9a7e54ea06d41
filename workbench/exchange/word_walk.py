"""Walks the XML of a Word part and brings out its text, paragraph by paragraph.

Source: ECMA-376 part 1 (WordprocessingML), §17. The walk is iterative, so that depth costs
nothing. Each paragraph ends in one generated break: LF, or a tab between the cells of a row. In a
table whose first row names the columns of a transcript, the cell of the words comes last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.exchange.columns import named_columns

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATH_TEXT = f"{_MATH}t"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_SHOWN = frozenset({f"{W}t", _MATH_TEXT})
_FIELD_CODES = frozenset({f"{W}instrText", f"{W}delInstrText"})
_TEXTS = _SHOWN | _FIELD_CODES | {f"{W}delText"}
_MARKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
    f"{W}sym": "",
}
_REMOVED = {
    f"{W}del": "deleted text",
    f"{W}moveFrom": "deleted text",
    f"{W}delText": "deleted text",
    f"{W}instrText": "field codes",
    f"{W}delInstrText": "field codes",
    f"{W}rt": "ruby readings",
    f"{_MATH}oMath": "formulas",
    f"{_MC}Fallback": "second copies",
}
_PROPERTIES = frozenset({f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}tblPr", f"{W}trPr", f"{W}tcPr"})
_OFF = frozenset({"0", "false", "off", "none"})
_LINE_ENDS = str.maketrans("\n\r", "  ")


@dataclass(slots=True)
class WordLines:
    """What a walk brought out.

    Attributes:
        lines: The text, line by line.
        rows: Lines that begin a table row.
        breaks: Lines at which a table has ended.
        left_out: Characters by reason.
        added_breaks: Breaks made for table cells that hold no paragraph.
    """

    lines: list[str] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    breaks: set[int] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    added_breaks: int = 0


@dataclass(slots=True)
class _Paragraph:
    """A paragraph in the making, and the text boxes that hang on it."""

    pieces: list[str]
    hidden: bool
    mark_deleted: bool
    boxes: list[str] = field(default_factory=list)


def count_characters(element: etree._Element) -> int:
    """Return the characters of text below an element, one more for each paragraph.

    This counts flat, knowing nothing of the walk, so that the two can be held against each other.
    """
    paragraph, run = f"{W}p", f"{W}r"
    total = 0
    for node in element.iter("*"):
        tag = node.tag
        if tag in _TEXTS:
            total += len(node.text or "")
        elif tag == paragraph:
            total += 1
        elif tag in _MARKS:
            parent = node.getparent()
            total += parent is not None and parent.tag == run
    return total


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and element.get(f"{W}val", "1").lower() not in _OFF


class WordWalk:
    """One walk over one element of a Word part.

    Args:
        hidden_styles: The styles whose text is hidden.
        keep_hidden: Bring out hidden text too.
    """

    def __init__(self, hidden_styles: frozenset[str], *, keep_hidden: bool) -> None:
        self._hidden_styles = hidden_styles
        self._keep_hidden = keep_hidden
        self._found = WordLines()
        self._paragraphs: list[_Paragraph] = []
        self._sinks: list[list[str]] = [[]]
        self._rows: list[list[str]] = []
        self._words_at: list[int | None] = []
        self._carried: list[_Paragraph | None] = [None]
        self._counted = 0
        self._line_total = 0

    def walk(self, root: etree._Element) -> WordLines:
        """Return the lines below an element."""
        from lxml import etree

        starts: dict[str, Callable[[etree._Element], None]] = {
            f"{W}p": self._begin_paragraph,
            f"{W}tbl": self._begin_table,
            f"{W}tr": self._begin_row,
            f"{W}tc": self._begin_sink,
            f"{W}txbxContent": self._begin_sink,
        }
        ends: dict[str, Callable[[], None]] = {
            f"{W}p": self._end_paragraph,
            f"{W}tc": self._end_cell,
            f"{W}tr": self._end_row,
            f"{W}tbl": self._end_table,
            f"{W}txbxContent": self._end_box,
        }
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                if tag in ends:
                    ends[tag]()
            elif tag in _PROPERTIES or self._is_left_out(element, tag):
                walk.skip_subtree()
            elif tag in starts:
                starts[tag](element)
            elif tag in _SHOWN or tag in _MARKS:
                self._say(element, tag)
        self._release_carried()
        self._found.lines = "\n".join(self._sinks[0]).split("\n") if self._sinks[0] else []
        return self._found

    def _is_left_out(self, element: etree._Element, tag: str) -> bool:
        """Count an element that does not belong to the text, with the reason."""
        reason = _REMOVED.get(tag)
        if tag == f"{W}r" and self._is_hidden(element):
            reason = "hidden text"
        elif tag == f"{_MC}Choice" and _has_choice(element):
            reason = "second copies"
        elif reason == "second copies" and not _has_choice(element):
            reason = None
        if reason is None:
            return False
        self._found.left_out[reason] += count_characters(element)
        return True

    def _is_hidden(self, run: etree._Element) -> bool:
        if self._keep_hidden:
            return False
        properties = run.find(f"{W}rPr")
        own = None if properties is None else properties.find(f"{W}vanish")
        if own is not None:
            return is_on(own)
        style = None if properties is None else properties.find(f"{W}rStyle")
        by_style = style is not None and style.get(f"{W}val") in self._hidden_styles
        return by_style or (bool(self._paragraphs) and self._paragraphs[-1].hidden)

    def _begin_paragraph(self, element: etree._Element) -> None:
        properties = element.find(f"{W}pPr")
        style = mark = None
        if properties is not None:
            style = properties.find(f"{W}pStyle")
            mark = properties.find(f"{W}rPr")
        hidden = style is not None and style.get(f"{W}val") in self._hidden_styles
        deleted = mark is not None and (
            mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
        )
        carried = self._carried[-1]
        self._carried[-1] = None
        paragraph = _Paragraph([], hidden, deleted)
        if carried is not None:
            paragraph.pieces, paragraph.boxes = carried.pieces, carried.boxes
        self._paragraphs.append(paragraph)

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        if paragraph.mark_deleted:
            self._carried[-1] = paragraph
            self._found.left_out["deleted text"] += 1
        else:
            self._emit(paragraph)

    def _emit(self, paragraph: _Paragraph) -> None:
        self._sinks[-1].append("".join(paragraph.pieces))
        self._sinks[-1].extend(paragraph.boxes)

    def _release_carried(self) -> None:
        """Let a paragraph whose mark was deleted stand alone when none follows it."""
        carried = self._carried[-1]
        if carried is not None:
            self._emit(carried)
            self._found.left_out["deleted text"] -= 1
            self._carried[-1] = None

    def _begin_table(self, element: etree._Element) -> None:
        """Let what stands before a table stay before it, even when its mark was deleted."""
        self._release_carried()
        first = element.find(f"{W}tr")
        cells = [] if first is None else first.findall(f"{W}tc")
        columns = named_columns(["".join(cell.itertext(*_SHOWN)) for cell in cells])
        self._words_at.append(None if columns is None else columns.text)

    def _begin_row(self, element: etree._Element) -> None:
        del element
        self._rows.append([])

    def _begin_sink(self, element: etree._Element) -> None:
        del element
        self._sinks.append([])
        self._carried.append(None)

    def _end_sink(self) -> list[str]:
        self._release_carried()
        self._carried.pop()
        return self._sinks.pop()

    def _end_cell(self) -> None:
        lines = self._end_sink()
        if not lines:
            self._found.added_breaks += 1
        (self._rows[-1] if self._rows else self._sinks[-1]).append("\n".join(lines))

    def _end_row(self) -> None:
        cells = self._rows.pop()
        if not cells:
            return
        if len(self._sinks) == 1:
            self._found.rows.add(self._line_count())
        at = self._words_at[-1] if self._words_at else None
        if at is not None and at < len(cells):
            cells.append(cells.pop(at))
        self._sinks[-1].append("\t".join(cells))

    def _end_table(self) -> None:
        self._words_at.pop()
        if len(self._sinks) == 1:
            self._found.breaks.add(self._line_count())

    def _end_box(self) -> None:
        lines = self._end_sink()
        if self._paragraphs:
            self._paragraphs[-1].boxes.extend(lines)
        else:
            self._sinks[-1].extend(lines)

    def _line_count(self) -> int:
        body = self._sinks[0]
        self._line_total += sum(entry.count("\n") + 1 for entry in body[self._counted :])
        self._counted = len(body)
        return self._line_total

    def _say(self, element: etree._Element, tag: str) -> None:
        """Add a text node or a mark to the paragraph it stands in."""
        if tag in _SHOWN:
            words = (element.text or "").translate(_LINE_ENDS)
        else:
            parent = element.getparent()
            if parent is None or parent.tag != f"{W}r":
                return
            words = _MARKS[tag] or _symbol(element)
        if self._paragraphs:
            self._paragraphs[-1].pieces.append(words)
        elif words:
            self._found.left_out["text outside paragraphs"] += len(words)


def _has_choice(copy: etree._Element) -> bool:
    """Tell whether another copy of an element's content stands before it and holds text."""
    return any(
        count_characters(sibling) for sibling in copy.itersiblings(f"{_MC}Choice", preceding=True)
    )


def _symbol(element: etree._Element) -> str:
    """Return a symbol's character (``w:sym``); the replacement character if it has none."""
    try:
        character = chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    allowed = character.isprintable() or "\ue000" <= character <= "\uf8ff"
    return character if allowed else "\ufffd"
