"""Finds the turns of a text: passages, speakers and where every line went.

Pure: a text goes in, spans over it come out; nothing in the text is changed. Every stretch that
is not blank lies in exactly one passage or in the label before one, so that all of it can be
read and coded. What opens a turn is decided in `workbench.exchange.speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.exchange.columns import Columns, named_columns, named_opening
from workbench.exchange.openings import Opening, opening_of, row_opening
from workbench.exchange.outlines import outline_of
from workbench.exchange.passages import Building, Turns
from workbench.exchange.speakers import Heads, heads_that_count, role_labels

_HEAD_LINES = 40
_HEAD_CHARACTERS = 4000
_FOOT_LINES = 5
_DIRECTION_LENGTH = 200
_BEFORE_DIRECTION = frozenset(".?!…:;)]-\"'\u2019\u201d\u2013\u2014")

_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]+\S|\d{1,2}(?:\.\w{1,2})+\.?[ \t]*(?:\t|$))")
_FOOT = re.compile(
    r"\W*(?:transcribed (?:by|with|using)\b.{0,120}"
    r"|end of (?:the )?(?:transcript|transcription|interview|recording|audio|tape|session)\W*"
    r"|(?:recording|audio|interview|transcript|transcription|meeting) (?:ends|ended|stopped)\W*"
    r"|.{1,60} stopped transcription\W*"
    r"|https?://otter\.ai\S{0,80})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a format knows about its lines beyond their words.

    Attributes:
        paragraphs: Every line is a paragraph (Word), so lines are never joined to one.
        rows: Lines that begin a table row.
        breaks: Lines at which a table has ended: nobody speaks on.
        notes_from: The line at which footnotes begin; None without any.
        headings: Lines that the format itself calls headings.
        page_heads: Lines that stand at the top of many pages alike, or number the lines.
        page_feet: Lines that stand at the bottom of many pages alike.
        wrapped: Lines end where the page does (pdf); an empty line parts paragraphs.
    """

    paragraphs: bool = False
    rows: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()
    notes_from: int | None = None
    headings: frozenset[int] = frozenset()
    page_heads: frozenset[int] = frozenset()
    page_feet: frozenset[int] = frozenset()
    wrapped: bool = False

    @property
    def furniture(self) -> frozenset[int]:
        """Lines that belong to the page, not to what was said."""
        return self.page_heads | self.page_feet


def find_turns(text: str, layout: Layout | None = None) -> Turns:
    """Return the passages, speakers and lines of a text.

    Args:
        text: The whole text, lines ended by LF.
        layout: What its format knows about the lines.
    """
    layout = layout or Layout()
    lines = _lines_of(text)
    body = len(lines) if layout.notes_from is None else layout.notes_from
    outline = outline_of(lines[:body])
    heads = _heads(lines[:body], layout, outlined=bool(outline))
    building = Building(lines, layout.paragraphs, layout.wrapped)
    if heads.by_line or outline:
        first = min((*heads.by_line, *outline))
        layout = replace(layout, headings=layout.headings | outline)
        _Transcript(building, heads.by_line, layout, outlined=bool(outline)).build(first, body)
    else:
        building.loose("unassigned", 0, body)
    building.loose("foot", body, len(lines))
    once = [n for n in heads.once if n > min(heads.by_line) and not _HEADING.match(lines[n])]
    return building.turns(_notes(once, heads.by_line))


def _heads(lines: Sequence[str], layout: Layout, *, outlined: bool) -> Heads:
    """Return the openings that count; in an outline, where few words have a label, roles do."""
    openings = _openings(lines, layout.rows)
    for n in layout.furniture:
        openings.pop(n, None)
    heads = heads_that_count(lines, openings)
    return Heads(role_labels(openings)) if outlined and not heads.by_line else heads


def _lines_of(text: str) -> list[str]:
    lines = text.split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


def _openings(lines: Sequence[str], rows: frozenset[int]) -> dict[int, Opening]:
    """Return what each line may open with; the names of a table's columns open nothing.

    Nor does a row that names its speaker behind the words: what it begins with is no label.
    """
    if not rows:
        return {n: opening for n, line in enumerate(lines) if (opening := opening_of(line))}
    found: dict[int, Opening] = {}
    columns: Columns | None = None
    for n, line in enumerate(lines):
        opening = None
        if n in rows and n - 1 not in rows:
            columns = named_columns(line.split("\t"))
            if columns is not None:
                continue
        if n in rows:
            if columns is not None and columns.speaker_follows:
                continue
            opening = (columns and named_opening(columns, line)) or row_opening(line)
        opening = opening or opening_of(line)
        if opening is not None:
            found[n] = opening
    return found


class _Transcript:
    """Lays out a text in which somebody is named, or which has an outline."""

    def __init__(
        self, building: Building, heads: Mapping[int, Opening], layout: Layout, *, outlined: bool
    ) -> None:
        self._building = building
        self._lines = building.lines
        self._heads = heads
        self._layout = layout
        self._one_paragraph = (
            outlined and layout.paragraphs and len({head.key for head in heads.values()}) == 1
        )
        self._furniture = layout.furniture
        self._between = self._furniture_between_turns()

    def build(self, first: int, body: int) -> None:
        """Lay out head, turns with their directions and headings, and foot."""
        foot = _foot_from(self._lines[:body], self._heads)
        ahead = self._lines[:first]
        long = len(ahead) > _HEAD_LINES or sum(map(len, ahead)) > _HEAD_CHARACTERS
        self._building.loose("unassigned" if long else "head", 0, first)
        for n in range(first, foot):
            if n not in self._heads:
                self._place(n)
            elif n + 1 in self._heads:
                self._building.single_turn(n, self._heads[n])
            else:
                self._building.open_turn(n, self._heads[n])
        self._building.close_turn()
        self._building.loose("foot", foot, body)

    def _place(self, n: int) -> None:
        building, line = self._building, self._lines[n]
        if n in self._layout.breaks:
            building.fall_silent()
        if not line or line.isspace():
            building.blank()
        elif n in self._layout.headings or _HEADING.match(line):
            building.single("head", n)
            building.fall_silent()
        elif n in self._furniture:
            self._place_furniture(n)
        elif building.has_words and _is_direction(line, self._lines[n - 1], self._layout):
            building.single("direction", n)
        else:
            self._speak_on(n)

    def _speak_on(self, n: int) -> None:
        """Go on with the turn; in an outline with one label nobody names the others who speak."""
        if self._one_paragraph and self._building.speaking and self._building.has_words:
            self._building.fall_silent()
        self._building.speak_on(n)

    def _place_furniture(self, n: int) -> None:
        """Set a page's head or foot apart, but never break the turn that runs over the page."""
        if self._building.speaking and n not in self._between:
            self._building.speak_on(n)
        else:
            self._building.single("head" if n in self._layout.page_heads else "foot", n)

    def _furniture_between_turns(self) -> frozenset[int]:
        """Return the heads and feet of pages after which no turn goes on."""
        if not self._furniture:
            return frozenset()
        between = set()
        ends = True
        for n in range(len(self._lines) - 1, -1, -1):
            if n in self._furniture:
                between |= {n} if ends else set()
            elif self._lines[n].strip():
                ends = n in self._heads or n in self._layout.headings
        return frozenset(between)


def _is_direction(line: str, before: str, layout: Layout) -> bool:
    """Tell whether a line is a stage direction: wholly in brackets and no wrapped line's end."""
    words = line.strip()
    if len(words) > _DIRECTION_LENGTH or words[0] + words[-1] not in {"()", "[]"}:
        return False
    if words.find(words[-1]) != len(words) - 1 or not any(map(str.isalpha, words)):
        return False
    before = before.rstrip()
    return layout.paragraphs or not before or before[-1] in _BEFORE_DIRECTION


def _foot_from(lines: Sequence[str], heads: Mapping[int, Opening]) -> int:
    """Return the line at which the foot begins; all lines when there is none."""
    foot = len(lines)
    seen = 0
    for n in range(len(lines) - 1, -1, -1):
        if seen == _FOOT_LINES or n in heads:
            break
        if not lines[n].strip():
            continue
        if not _FOOT.fullmatch(lines[n][:200].strip()):
            break
        foot = n
        seen += 1
    return foot


def _notes(once: Sequence[int], heads: Mapping[int, Opening]) -> tuple[str, ...]:
    """Say what a person should look at: labels that occur once, times that run backwards."""
    notes = []
    if once:
        shown = ", ".join(str(n + 1) for n in once[:10]) + (", …" if len(once) > 10 else "")
        notes.append(
            f"{len(once)} line(s) begin like a speaker's label that counts nowhere else and were "
            f"read as words: line {shown}."
        )
    back = backward_times([(n, head.begins_ms) for n, head in heads.items()])
    if back:
        notes.append(
            f"Times go back by more than a second {len(back)} time(s), first in line "
            f"{back[0] + 1}; they are kept as written."
        )
    return tuple(notes)


def backward_times(times: Sequence[tuple[int, int | None]]) -> list[int]:
    """Return the places whose time lies more than a second before the one ahead of them."""
    back = []
    latest = 0
    for place, time in times:
        if time is None:
            continue
        if time < latest - 1000:
            back.append(place)
        latest = time
    return back
