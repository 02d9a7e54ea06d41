"""Builds passages over the lines of one text and counts where every line went.

What opens a turn is decided elsewhere; this keeps spans exact, in order and apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from workbench.exchange.openings import Opening, closing_time
from workbench.model.source import PASSAGE_KINDS, LineCount, Passage, PassageKind

Times = tuple[int | None, int | None]
_NO_TIMES: Times = (None, None)
_Label = tuple[str, int | None, int | None]

_WRAPPED_AT = 100
_WORDS = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Turns:
    """What was found in a text: passages in order, speakers as written, lines by kind."""

    passages: tuple[Passage, ...]
    speakers: tuple[str, ...]
    lines: LineCount
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _OpenTurn:
    """A turn that still runs: its label, and the lines its words have covered so far."""

    label: str = ""
    label_start: int | None = None
    label_end: int | None = None
    begins_ms: int | None = None
    ends_ms: int | None = None
    line_count: int = 0
    start: int | None = None
    last_line: int = -1


@dataclass(slots=True)
class Building:
    """Passages in the making over the lines of one text.

    Attributes:
        lines: The lines of the text, without their LF.
        paragraphs: Every line is a paragraph of its own.
        wrapped: Lines are wrapped, however long they are.
    """

    lines: Sequence[str]
    paragraphs: bool = False
    wrapped: bool = False
    _passages: list[Passage] = field(default_factory=list)
    _speakers: dict[str, int] = field(default_factory=dict)
    _count: dict[PassageKind, int] = field(default_factory=dict)
    _offsets: list[int] = field(default_factory=list)
    _turn: _OpenTurn | None = None
    _speaks: tuple[str, bool] = ("", False)
    _blank_kind: PassageKind | None = None
    _leading: int = 0

    def __post_init__(self) -> None:
        self._offsets = list(accumulate((len(line) + 1 for line in self.lines), initial=0))

    @property
    def has_words(self) -> bool:
        """Whether the running turn, if any, has words already."""
        return self._turn is None or self._turn.start is not None

    @property
    def speaking(self) -> bool:
        """Whether a turn runs."""
        return self._turn is not None

    def open_turn(self, n: int, opening: Opening, times: Times = _NO_TIMES) -> None:
        """Begin a turn at line n with its label; its words may stand below.

        Args:
            n: The line.
            opening: Its label; a time in it goes before the given ones.
            times: When the turn begins and ends, in milliseconds.
        """
        self.close_turn()
        offset = self._offsets[n]
        _, label, start, end, after, begins_ms, ends_ms, _ = opening
        if times is not _NO_TIMES:
            begins_ms = times[0] if begins_ms is None else begins_ms
            ends_ms = times[1] if ends_ms is None else ends_ms
        self._turn = _OpenTurn(label, offset + start, offset + end, begins_ms, ends_ms, 1)
        self._speaks = (label, True)
        self._cover(self._turn, n, after)

    def single_turn(self, n: int, opening: Opening) -> None:
        """Make line n a turn of its own: as `open_turn`, where the next line opens another."""
        _, label, start, end, after, begins_ms, ends_ms, _ = opening
        words = _WORDS.search(self.lines[n], after)
        if words is None:
            self.open_turn(n, opening)
            return
        self.close_turn()
        offset = self._offsets[n]
        self._speaks = (label, True)
        span = (offset + start, offset + end)
        self._say((label, *span), (offset + words.start(), n), (begins_ms, ends_ms), 1)

    def begin_unlabelled(self, n: int, times: Times) -> None:
        """Begin a turn at line n that nobody is named for."""
        self.close_turn()
        begins_ms, ends_ms = times
        self._turn = _OpenTurn(begins_ms=begins_ms, ends_ms=ends_ms, line_count=1)
        self._speaks = ("", True)
        self._cover(self._turn, n, 0)

    def speak_on(self, n: int, ends_ms: int | None = None) -> None:
        """Add line n to the running turn; without one, to the speaker before a direction."""
        if self._turn is None:
            label, speaking = self._speaks
            if not speaking:
                self.single("unassigned", n)
                return
            self._turn = _OpenTurn(label)
        self._turn.line_count += 1
        self._turn.ends_ms = ends_ms if ends_ms is not None else self._turn.ends_ms
        self._cover(self._turn, n, 0)

    def blank(self) -> None:
        """Count a blank line with what stands above it."""
        if self._turn is not None:
            self._turn.line_count += 1
        else:
            self._add_lines(self._blank_kind, 1)

    def fall_silent(self) -> None:
        """End the running turn; what follows without a label belongs to nobody."""
        self.close_turn()
        self._speaks = ("", False)

    def single(self, kind: PassageKind, n: int) -> None:
        """Make line n a passage of its own."""
        self.close_turn()
        self._passage(kind, n, n)
        self._add_lines(kind, 1)

    def loose(self, kind: PassageKind, first: int, beyond: int) -> None:
        """Make the lines from first up to beyond passages of one kind, one a paragraph."""
        for start, end in self._paragraphs(first, beyond):
            self._passage(kind, start, end)
            self._blank_kind = kind
        if beyond > first:
            filled = self._blank_kind if self._passages else None
            self._add_lines(filled, beyond - first)

    def close_turn(self) -> None:
        """End the running turn; a label without any words stays visible as loose text."""
        turn, self._turn = self._turn, None
        if turn is None:
            return
        if turn.start is None:
            assert turn.label_start is not None
            assert turn.label_end is not None
            self._passages.append(Passage("unassigned", turn.label_start, turn.label_end))
            self._add_lines("unassigned", turn.line_count)
            return
        label = (turn.label, turn.label_start, turn.label_end)
        times = (turn.begins_ms, turn.ends_ms)
        self._say(label, (turn.start, turn.last_line), times, turn.line_count)

    def turns(self, notes: tuple[str, ...]) -> Turns:
        """Return everything that was found."""
        self.close_turn()
        count = self._count
        lines = LineCount(*(count.get(kind, 0) for kind in PASSAGE_KINDS))
        return Turns(tuple(self._passages), tuple(self._speakers), lines, notes)

    def _say(self, label: _Label, words: tuple[int, int], times: Times, line_count: int) -> None:
        """Make a passage of a turn whose words go from a position to the end of a line."""
        name, label_start, label_end = label
        start, last = words
        begins_ms, ends_ms = times
        line = self.lines[last].rstrip()
        if ends_ms is None and line[-1] == "#":
            ends_ms = closing_time(line)
        end, speaker = self._offsets[last] + len(line), self._speaker(name)
        self._passages.append(
            Passage("turn", start, end, speaker, label_start, label_end, begins_ms, ends_ms)
        )
        self._add_lines("turn", line_count)

    def _cover(self, turn: _OpenTurn, n: int, after: int) -> None:
        """Let the turn reach over the words of line n from the given column on."""
        words = _WORDS.search(self.lines[n], after)
        if words is None:
            return
        if turn.start is None:
            turn.start = self._offsets[n] + words.start()
        turn.last_line = n

    def _passage(self, kind: PassageKind, first: int, last: int) -> None:
        opening = self.lines[first]
        start = self._offsets[first] + len(opening) - len(opening.lstrip())
        end = self._offsets[last] + len(self.lines[last].rstrip())
        self._passages.append(Passage(kind, start, end))

    def _add_lines(self, kind: PassageKind | None, count: int) -> None:
        """Count lines of a kind; blank lines above everything wait for the first kind."""
        if kind is None:
            self._leading += count
            return
        self._blank_kind = kind
        self._count[kind] = self._count.get(kind, 0) + count + self._leading
        self._leading = 0

    def _speaker(self, label: str) -> int | None:
        return self._speakers.setdefault(label, len(self._speakers)) if label else None

    def _paragraphs(self, first: int, beyond: int) -> Iterator[tuple[int, int]]:
        """Yield the first and last line of each paragraph among the given lines."""
        start: int | None = None
        for n in range(first, beyond + 1):
            if n < beyond and self.lines[n] and not self.lines[n].isspace():
                start = n if start is None else start
            elif start is not None:
                yield from self._split(start, n - 1)
                start = None

    def _split(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Split a run of filled lines: wrapped lines stay together, long ones stand alone."""
        short = all(len(self.lines[n]) <= _WRAPPED_AT for n in range(first, last + 1))
        if self.wrapped or (short and not self.paragraphs):
            yield first, last
        else:
            yield from ((n, n) for n in range(first, last + 1))
