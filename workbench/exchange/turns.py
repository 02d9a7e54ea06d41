"""Finds the turns of a text: passages, speakers and where every line went.

Pure: a text goes in, spans over it come out; nothing in the text is changed. Every stretch that
is not blank lies in exactly one passage or in the label before one, so that all of it can be
read and coded. What opens a turn is decided in `workbench.exchange.speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.columns import named_columns
from workbench.exchange.openings import Opening, opening_of, row_opening
from workbench.exchange.passages import Building, Turns
from workbench.exchange.speakers import heads_that_count

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
    """

    paragraphs: bool = False
    rows: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()
    notes_from: int | None = None


def find_turns(text: str, layout: Layout | None = None) -> Turns:
    """Return the passages, speakers and lines of a text.

    Args:
        text: The whole text, lines ended by LF.
        layout: What its format knows about the lines.
    """
    layout = layout or Layout()
    lines = _lines_of(text)
    body = len(lines) if layout.notes_from is None else layout.notes_from
    openings = _openings(lines[:body], layout.rows)
    heads = heads_that_count(lines[:body], openings)
    building = Building(lines, layout.paragraphs)
    if heads.by_line:
        _build_transcript(building, heads.by_line, layout, body)
    else:
        building.loose("unassigned", 0, body)
    building.loose("foot", body, len(lines))
    once = [n for n in heads.once if n > min(heads.by_line) and not _HEADING.match(lines[n])]
    return building.turns(_notes(once, heads.by_line))


def _lines_of(text: str) -> list[str]:
    lines = text.split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


def _openings(lines: Sequence[str], rows: frozenset[int]) -> dict[int, Opening]:
    """Return what each line may open with; the names of a table's columns open nothing."""
    found: dict[int, Opening] = {}
    for n, line in enumerate(lines):
        if n in rows and n - 1 not in rows and named_columns(line.split("\t")):
            continue
        opening = (row_opening(line) if n in rows else None) or opening_of(line)
        if opening is not None:
            found[n] = opening
    return found


def _build_transcript(
    building: Building, heads: Mapping[int, Opening], layout: Layout, body: int
) -> None:
    """Lay out head, turns with their directions and headings, and foot."""
    lines = building.lines
    first = min(heads)
    foot = _foot_from(lines[:body], heads)
    ahead = lines[:first]
    long = len(ahead) > _HEAD_LINES or sum(map(len, ahead)) > _HEAD_CHARACTERS
    building.loose("unassigned" if long else "head", 0, first)
    for n in range(first, foot):
        line = lines[n]
        head = heads.get(n)
        if n in layout.breaks:
            building.fall_silent()
        if head is not None:
            building.open_turn(n, head)
        elif not line or line.isspace():
            building.blank()
        elif _HEADING.match(line):
            building.single("head", n)
            building.fall_silent()
        elif building.has_words and _is_direction(line, lines[n - 1]):
            building.single("direction", n)
        else:
            building.speak_on(n)
    building.close_turn()
    building.loose("foot", foot, body)


def _is_direction(line: str, before: str) -> bool:
    """Tell whether a line is a stage direction: wholly in brackets and no wrapped line's end."""
    words = line.strip()
    if len(words) > _DIRECTION_LENGTH or words[0] + words[-1] not in {"()", "[]"}:
        return False
    if words.find(words[-1]) != len(words) - 1 or not any(map(str.isalpha, words)):
        return False
    before = before.rstrip()
    return not before or before[-1] in _BEFORE_DIRECTION


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
