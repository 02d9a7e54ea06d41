"""Walks an RTF document and brings out its words, paragraph by paragraph.

Source: RTF specification 1.9.1. The walk is ours, because tracked deletions, hidden words, notes
and boxes must each be known from the rest and every character counted. It is iterative, so that
depth costs nothing. What the control words mean stands in `rich_text_words`.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import Literal

from workbench.exchange.code_pages import CodePages
from workbench.exchange.rich_text_lines import RichLines
from workbench.exchange.rich_text_words import (
    BREAKS,
    CHARACTER_SETS,
    CHARACTERS,
    DESCRIPTIONS,
    DESTINATIONS,
    FIELD_CODES,
    FONT_WORDS,
    PICTURES,
    REASONS,
    RUBY,
    SETTINGS,
    SINKS,
    SYMBOLS,
    UNKNOWN,
    WITHOUT_WORDS,
)

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?"  # 1, 2: a control word and its number
    r"|\\'([0-9a-fA-F]{2})"  # 3: a byte
    r"|\\([^a-zA-Z])"  # 4: a control symbol
    r"|([{}])"  # 5: a group begins or ends
    r"|[\r\n\0]+"
    r"|([^\\{}\r\n\0]+)"  # 6: characters
    r"|\\",
    re.DOTALL,
)
_MOST_DEPTH = 1000


class DeepNestingError(Exception):
    """Groups nest deeper than any word processor writes them."""


@dataclass(slots=True)
class _Group:
    """What holds within a group; a group that it opens begins with the same."""

    silent: bool = False
    reason: str = ""
    part: str = ""
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    skips: int = 1
    font: int | None = None
    fonts: bool = False
    opens: Literal["", "note", "box", "field"] = ""
    outer_reason: str = ""


class RichTextWalk:
    """One walk over one document.

    Args:
        code: The file's bytes, each as the character of the same number.
        keep_hidden: Bring out hidden text too.
    """

    def __init__(self, code: str, *, keep_hidden: bool) -> None:
        self.pages = CodePages()
        self._code = code
        self._keep_hidden = keep_hidden
        self._found = RichLines()
        self._group = _Group()
        self._groups: list[_Group] = []
        self._sinks: list[list[str]] = [[]]
        self._boxes: list[str] = []
        self._code_of_field: list[str] = []
        self._property = ""
        self._half = ""
        self._for_other_script = False
        self._skip = 0
        self._font: int | None = None
        self._listed_font = 0
        self._line = 0
        self._row: int | None = None
        self._after_row = False

    def walk(self) -> RichLines:
        """Return the words of the document.

        Raises:
            DeepNestingError: Its groups nest too deep.
        """
        place = 0
        while token := _TOKEN.match(self._code, place):
            place = token.end() + self._take(token)
            if token[5] == "}" and not self._groups:
                break
        self._count_behind(self._code[place:])
        return self._ended()

    def _take(self, token: re.Match[str]) -> int:
        """Take one token; return how many bytes after it are no code at all."""
        word, number, byte, symbol, brace, characters = token.groups()
        if characters is not None:
            self._take_characters(characters)
        elif byte is not None:
            self._take_bytes(bytes.fromhex(byte))
        elif word is not None:
            self._finish_bytes()
            if word == "bin":
                return max(0, int(number or 0))
            self._take_word(word, None if number is None else int(number))
        elif symbol is not None:
            self._finish_bytes()
            self._take_symbol(symbol)
        elif brace is not None:
            self._finish_bytes()
            self._take_brace(brace)
        return 0

    def _count_behind(self, rest: str) -> None:
        """Count what stands behind the document's end, where no program looks."""
        words = rest.strip("\0\t\r\n ")
        self._found.characters += len(words)
        self._found.left_out["text behind the end"] += len(words)

    def _ended(self) -> RichLines:
        found = self._found
        self._finish_bytes()
        self._finish_half()
        found.open_groups = len(self._groups)
        while self._groups:
            self._close_group()
        self._flush_boxes()
        found.body = "".join(self._sinks[0])
        return found

    # --- groups ------------------------------------------------------------------------------

    def _take_brace(self, brace: str) -> None:
        self._skip = 0
        if brace == "}":
            self._close_group()
            return
        if len(self._groups) == _MOST_DEPTH:
            raise DeepNestingError
        self._groups.append(self._group)
        self._group = copy(self._group)
        self._group.opens = ""

    def _close_group(self) -> None:
        if not self._groups:
            return
        closed, self._group = self._group, self._groups.pop()
        if closed.opens == "field":
            self._end_field_code()
        elif closed.opens:
            words = "".join(self._sinks.pop())
            self._found.characters += 1
            (self._found.notes if closed.opens == "note" else self._boxes).append(words)

    def _end_field_code(self) -> None:
        """Bring out words that carry their reading above them, which is told as a field's code."""
        found = RUBY.fullmatch("".join(self._code_of_field))
        self._code_of_field.clear()
        if found is None:
            return
        reading, words = found.groups()
        self._found.left_out[FIELD_CODES] -= len(reading) + len(words)
        self._found.left_out["ruby readings"] += len(reading)
        self._found.characters -= len(words)
        self._emit(words)

    def _open_destination(self, word: str) -> None:
        """Let the group be what its destination makes of it."""
        group = self._group
        if word not in DESTINATIONS:
            group.part = group.part or word
            return
        outer = self._groups[-1].reason if self._groups else ""
        group.reason = outer if group.reason == UNKNOWN else group.reason
        if word == "sv" and self._property in DESCRIPTIONS:
            group.silent, group.reason = False, group.reason or "picture descriptions"
        elif word in WITHOUT_WORDS:
            group.silent = True
            group.fonts = word == "fonttbl"
            self._found.pictures += word in PICTURES
        elif word in REASONS:
            self._leave_out(word)
        elif word == "ud":
            group.reason = group.outer_reason
        elif word in SINKS and not group.opens:
            group.opens = SINKS[word]
            self._sinks.append([])

    def _leave_out(self, word: str) -> None:
        """Count the words of the group as left out; keep those of a field's code at hand."""
        group = self._group
        group.outer_reason = group.reason
        group.reason = group.reason or REASONS[word]
        if word == "fldinst":
            group.opens = group.opens or "field"
            self._code_of_field.clear()

    def _skippable(self) -> None:
        """Leave out the group unless its destination is known for words of the text."""
        group = self._group
        if not group.reason:
            group.reason, group.part = UNKNOWN, ""

    # --- words, symbols and characters -------------------------------------------------------

    def _take_word(self, word: str, number: int | None) -> None:
        if word == "u":
            self._take_code_point(number)
            return
        self._skip = 0
        if word in CHARACTERS:
            self._emit(CHARACTERS[word])
        elif word in BREAKS:
            self._break(word)
        elif word == "row":
            self._end_row()
        elif word in CHARACTER_SETS:
            self.pages.declare(word, number)
        elif word in FONT_WORDS:
            self._take_font(word, number or 0)
        elif word in SETTINGS:
            self._set(word, number)
        else:
            self._open_destination(word)
        self._for_other_script = word in ("hich", "dbch")

    def _set(self, word: str, number: int | None) -> None:
        """Note what holds from here to the end of the group."""
        group = self._group
        if word == "v":
            group.hidden = number != 0
        elif word == "deleted":
            group.deleted = number != 0
        elif word == "plain":
            group.hidden = group.deleted = False
            group.font = self._font
        elif word == "uc":
            group.skips = max(0, 1 if number is None else number)
        else:
            group.in_table = word != "pard"

    def _take_font(self, word: str, number: int) -> None:
        if self._group.fonts:
            if word == "f":
                self._listed_font = number
            elif word != "deff":
                self.pages.declare_font(self._listed_font, word, number)
        elif word == "deff":
            self._font = self._group.font = number
        elif word == "f" and not self._for_other_script:
            self._group.font = number

    def _take_symbol(self, symbol: str) -> None:
        self._skip = 0
        if symbol == "*":
            self._skippable()
        elif symbol in "\r\n":
            self._break("par")
        else:
            self._emit(SYMBOLS.get(symbol, ""))

    def _take_code_point(self, number: int | None) -> None:
        """Take a character by its number (``u8217``), and skip what stands for it elsewhere."""
        self._skip = self._group.skips
        code = (number or 0) + (0x10000 if (number or 0) < 0 else 0)
        if self._group.silent or not 0 < code < 0x110000:
            return
        if 0xD800 <= code < 0xDC00:
            self._finish_half()
            self._half = chr(code)
        elif 0xDC00 <= code < 0xE000 and self._half:
            pair, self._half = self._half + chr(code), ""
            self._emit(pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le"))
        else:
            self._emit("\ufffd" if 0xDC00 <= code < 0xE000 else chr(code))

    def _take_bytes(self, data: bytes) -> None:
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        data = data[skipped:]
        if data and not self._group.silent:
            self._emit(self.pages.characters(data, self._group.font))

    def _take_characters(self, characters: str) -> None:
        if self.pages.waiting or not characters.isascii():
            self._take_bytes(characters.encode("latin-1"))
            return
        skipped = min(self._skip, len(characters))
        self._skip -= skipped
        self._emit(characters[skipped:])

    def _finish_half(self) -> None:
        """Replace half a pair whose other half is not there."""
        half, self._half = self._half, ""
        if half:
            self._emit("\ufffd")

    def _finish_bytes(self) -> None:
        rest = self.pages.rest()
        if rest:
            self._emit(rest)

    # --- the text ----------------------------------------------------------------------------

    def _emit(self, characters: str, *, part: bool = False) -> bool:
        """Add characters where they belong; tell whether they came into the text."""
        group = self._group
        if group.silent or not characters:
            self._property = characters
            return False
        self._finish_half()
        self._found.characters += len(characters)
        hidden = group.hidden and not (self._keep_hidden or part)
        reason = group.reason or ("deleted text" if group.deleted else "")
        reason = reason or ("hidden text" if hidden else "")
        if reason:
            self._found.left_out[reason] += len(characters)
            if reason == UNKNOWN:
                self._found.unknown[group.part] += len(characters)
            elif reason == FIELD_CODES:
                self._code_of_field.append(characters)
            return False
        if len(self._sinks) == 1:
            self._place_in_table()
            self._line += characters.count("\n")
        self._sinks[-1].append(characters)
        return True

    def _break(self, word: str) -> None:
        """End a paragraph or line; hidden words never join the paragraphs around them."""
        silent = self._group.silent
        self._group.silent = silent and word != "nestrow"
        if self._emit("\n", part=True) and len(self._sinks) == 1:
            self._flush_boxes()
        self._group.silent = silent

    def _flush_boxes(self) -> None:
        """Let text boxes follow the paragraph that they hang on."""
        body = self._sinks[0]
        for box in self._boxes:
            apart = not body or body[-1].endswith("\n")
            body.append(f"{box}\n" if apart else f"\n{box}")
            self._line += box.count("\n") + 1
        self._boxes.clear()

    def _place_in_table(self) -> None:
        """Note where rows begin and tables end."""
        if self._group.in_table:
            self._row = self._line if self._row is None else self._row
        elif self._after_row:
            self._found.breaks.add(self._line)
        self._after_row = False

    def _end_row(self) -> None:
        sink = self._sinks[-1]
        if self._group.reason:
            self._break("row")
            return
        if len(self._sinks) > 1 or self._group.silent or not sink or sink[-1] != "\t":
            self._break("row")
        else:
            sink[-1] = "\n"
            self._line += 1
            self._flush_boxes()
        if self._row is not None:
            self._found.rows.add(self._row)
        self._row, self._after_row = None, True
