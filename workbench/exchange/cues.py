"""Reads WebVTT and SRT into cues, keeping account of every line.

Formats: W3C WebVTT (https://www.w3.org/TR/webvtt1/) §4 and the SubRip habit. Read leniently:
comma or dot in times, no hours, no numbers. What cannot be a cue keeps its words, in place.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

CaptionFormat = Literal["vtt", "srt"]

_TIME = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(
    rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t]+[A-Za-z]\w*:[^ \t]*)*[ \t]*$"  # with settings
)
_BROKEN_TIMING = re.compile(r"[ \t]*\d[\d:.,]*[ \t]*-->|[^-]{0,40}-->[ \t]*\d+:")
_FIRST_CUE = re.compile(rf"\s*(?:\d+[ \t]*\n)?[ \t]*{_TIME}[ \t]*-->")
_BLOCK = re.compile(r"NOTE(?:[ \t]|$)|(?:STYLE|REGION)[ \t]*$")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]++([^<>]+)>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|v|s|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d{1,4}:[\d:.]{2,12}>|\{\\an?\d\}",
    re.IGNORECASE,
)
_WORD_TIME = re.compile(r"<\d{1,4}:\d\d[\d:.]*>")
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
_WORD = re.compile(r"[^\W\d_]{2}")
_ROLLING_MS = 10


@dataclass(slots=True)
class CueLine:
    """One line of a cue's words.

    Attributes:
        number: The line of the file it stands in.
        voice: Who speaks by the file's own markup; the words then begin with this label.
    """

    text: str
    number: int
    voice: str | None = None


@dataclass(slots=True)
class Cue:
    """Words with their times; without any where the file has none that make sense."""

    begins_ms: int | None
    ends_ms: int | None
    lines: list[CueLine] = field(default_factory=list)
    literal: bool = False


@dataclass(slots=True)
class Captions:
    """What a caption file holds.

    Attributes:
        left_out: Characters by reason, each line with its LF.
        bad_lines: Lines of the file (from 1) whose times or place make no sense.
        goes_on: A cue without a label goes on with the speaker before; else nobody is named.
        places: What `bad_lines` counts, when it is not lines.
    """

    cues: list[Cue] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    bad_lines: list[int] = field(default_factory=list)
    goes_on: bool = True
    places: str = "line"


def looks_like_vtt(text: str) -> bool:
    """Tell whether a text begins as WebVTT files do."""
    return re.match(r"WEBVTT(?:[ \t\n]|$)", text) is not None


def looks_like_srt(text: str) -> bool:
    """Tell whether a text begins with a cue."""
    return _FIRST_CUE.match(text[:2000]) is not None


def read_cues(text: str, kind: CaptionFormat) -> Captions:
    """Return the cues of a caption file, with an account of all other lines."""
    reading = _Reading(text.split("\n"), kind)
    captions = reading.captions()
    _strip_markup(captions, rolling=_WORD_TIME.search(text) is not None)
    captions.cues = [cue for cue in captions.cues if cue.lines]
    return captions


class _Reading:
    """Walks the lines of one file, block by block."""

    def __init__(self, lines: list[str], kind: CaptionFormat) -> None:
        self._lines = lines
        self._kind = kind
        self._found = Captions()
        self._cue: Cue | None = None

    def captions(self) -> Captions:
        """Return all cues, each with its raw lines."""
        n = self._header()
        while n < len(self._lines):
            n = self._step(n)
        return self._found

    def _leave(self, n: int, reason: str) -> None:
        self._found.left_out[reason] += len(self._lines[n]) + 1

    def _header(self) -> int:
        """Leave out the block that begins with WEBVTT."""
        n = 0
        if self._kind == "vtt" and self._lines[0].startswith("WEBVTT"):
            while n < len(self._lines) and self._lines[n].strip() and not self._timed(n):
                self._leave(n, "header")
                n += 1
        return n

    def _step(self, n: int) -> int:
        """Deal with line n; return the line to go on with."""
        line = self._lines[n]
        if not line.strip():
            self._cue = None if not line else self._cue
            self._leave(n, "blank lines")
        elif self._timed(n):
            self._begin_cue(n)
        elif self._cue is not None and not (line.strip().isdigit() and self._is_number(n)):
            self._cue.lines.append(CueLine(line, n))
        elif self._kind == "vtt" and _BLOCK.match(line):
            return self._skip_block(n)
        elif self._is_number(n):
            self._leave(n, "cue numbers")
        else:
            self._stray(n)
        return n + 1

    def _timed(self, n: int) -> bool:
        line = self._lines[n]
        return "-->" in line and bool(_TIMING.match(line) or _BROKEN_TIMING.match(line))

    def _begin_cue(self, n: int) -> None:
        line = self._lines[n]
        times = _times(line)
        if times is None:
            self._found.bad_lines.append(n + 1)
            self._cue = Cue(None, None, literal=True)
        else:
            self._cue = Cue(*times)
        self._found.cues.append(self._cue)
        if times is None and _WORD.search(line):
            self._cue.lines.append(CueLine(line, n))
        else:
            self._leave(n, "timings")

    def _is_number(self, n: int) -> bool:
        """Tell whether line n is the number or id of the cue below it."""
        ahead = n + 1 < len(self._lines) and self._timed(n + 1)
        return ahead and (self._kind == "vtt" or self._lines[n].strip().isdigit())

    def _skip_block(self, n: int) -> int:
        while n < len(self._lines) and self._lines[n].strip():
            self._leave(n, "notes and styles")
            n += 1
        return n

    def _stray(self, n: int) -> None:
        """Keep words that stand outside every cue."""
        self._found.bad_lines.append(n + 1)
        self._cue = Cue(None, None, [CueLine(self._lines[n], n)], literal=True)
        self._found.cues.append(self._cue)


def _times(line: str) -> tuple[int, int] | None:
    """Return when a cue begins and ends in milliseconds; None if that makes no sense."""
    found = _TIMING.match(line)
    if found is None:
        return None
    begins, ends = _milliseconds(*found.groups()[:4]), _milliseconds(*found.groups()[4:])
    return None if begins is None or ends is None or ends < begins else (begins, ends)


def _milliseconds(
    hours: str | None, minutes: str, seconds: str, fraction: str | None
) -> int | None:
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def _strip_markup(captions: Captions, *, rolling: bool) -> None:
    """Turn raw lines into words: voices to labels, tags away, entities to characters."""
    last = ""
    for cue in captions.cues:
        if cue.literal:
            continue
        lines: list[CueLine] = []
        for raw in cue.lines:
            words = list(_words(raw))
            net = len(raw.text) + 1 - sum(len(line.text) + 1 for line in words)
            captions.left_out["markup"] += net
            lines += words
        cue.lines = _without_repeats(cue, lines, last, captions.left_out) if rolling else lines
        last = cue.lines[-1].text if cue.lines else last


def _words(raw: CueLine) -> Iterator[CueLine]:
    """Yield the words of a raw line, one line a voice."""
    if "<" not in raw.text and "&" not in raw.text and "{" not in raw.text:
        yield raw
        return
    pieces = _VOICE.split(raw.text)
    ahead = _plain(pieces[0])
    if ahead.strip():
        yield CueLine(ahead, raw.number)
    last = len(pieces) - 1
    for n in range(1, last, 2):
        label, words = _plain(pieces[n]).strip(), _plain(pieces[n + 1])
        said = words if n + 1 == last else words.rstrip(" ")
        if label:
            yield CueLine(f"{label}: {said}", raw.number, label)
        elif said.strip():
            yield CueLine(said, raw.number)


def _plain(text: str) -> str:
    """Return the text without tags, entities decoded, unknown markup as it stands."""
    return _ENTITY.sub(_character, _TAG.sub("", text))


def _character(entity: re.Match[str]) -> str:
    character = html.unescape(entity[0])
    kept = character in "\u00a0\u200e\u200f" or (character.isprintable() and character != "\ufffd")
    return character if kept else entity[0]


def _without_repeats(
    cue: Cue, lines: list[CueLine], last: str, left_out: Counter[str]
) -> list[CueLine]:
    """Drop what a rolling caption shows again: its first line, and cues of 10 ms that do so."""
    assert cue.begins_ms is not None
    assert cue.ends_ms is not None
    said = [line.text.strip() for line in lines]
    repeated = 0
    if cue.ends_ms - cue.begins_ms <= _ROLLING_MS and set(said) <= {last.strip(), ""}:
        repeated = len(lines)
    elif len(lines) > 1 and said[0] == last.strip():
        repeated = 1
    for line in lines[:repeated]:
        left_out["repeated lines"] += len(line.text) + 1
    return lines[repeated:]
