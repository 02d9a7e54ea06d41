"""Which column of a transcript in a table holds the words, the speaker and the times.

Told by the names of the columns; without any, by what the cells look like. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.exchange.openings import Opening, milliseconds, plausible_label

# The plainest first.
_TEXT = (
    *("text", "transcript", "transcription", "utterance", "words", "speech", "content", "said"),
    *("sentence", "caption", "message", "answer", "response", "quote", "excerpt", "comment"),
)
_SPEAKER = (
    *("speaker", "speaker name", "speaker label", "speaker id", "name", "participant", "who"),
    *("person", "voice", "role", "actor"),
)
_BEGINS = (
    *("time", "timestamp", "time stamp", "timecode", "time code", "start", "start time"),
    *("begin", "begins", "from", "in"),
)
_ENDS = ("end", "end time", "stop", "ends", "to", "out")

_ROWS_TRIED = 200
_CLOCK = re.compile(r"[\[(#]?\d{1,3}:\d{2}(?::\d{2})?(?:[.,-]\d{1,9})?[\])#]?")
#: How many milliseconds the numbers of a column count that names its unit; None: no time at all.
_UNITS: dict[str, float | None] = {
    **dict.fromkeys(("ms", "msec", "msecs", "millis", "millisecond", "milliseconds"), 1),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1000),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60_000),
    **dict.fromkeys(("h", "hour", "hours"), 3_600_000),
    **dict.fromkeys(("us", "\u00b5s", "\u03bcs", "microseconds"), 0.001),
    **dict.fromkeys(("frame", "frames", "samples"), None),
}
_CAMEL = re.compile(r"(?<=[a-z])(?=Ms$|Sec$)")
_PLAIN_NUMBER = re.compile(r"\d{1,8}(?:\.\d{1,9})?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns that matter, from 0; None where there is none.

    Attributes:
        named: The first row names the columns and is no speech.
        units: How many milliseconds one is in the plain numbers of a column of times, by its
            place; None where they are no times. Columns that are not here count seconds.
    """

    text: int
    speaker: int | None = None
    begins: int | None = None
    ends: int | None = None
    named: bool = False
    units: tuple[tuple[int, float | None], ...] = ()

    @property
    def speaker_follows(self) -> bool:
        """Whether the speaker's column stands behind that of the words."""
        return self.speaker is not None and self.speaker > self.text

    def time(self, cells: Sequence[str], place: int | None) -> int | None:
        """Return the time in a row's cell, in milliseconds."""
        cell = cells[place].strip() if place is not None and place < len(cells) else ""
        if place is not None and _PLAIN_NUMBER.fullmatch(cell):
            unit = dict(self.units).get(place, 1000)
            return None if unit is None else round(float(cell) * unit)
        return milliseconds(cell) if _CLOCK.fullmatch(cell) else None


def named_columns(header: Sequence[str]) -> Columns | None:
    """Return the columns that a header names; None when the row is no header of a transcript.

    Two columns that could hold the words are settled by the order of words above, the plainest
    first; two of the very same name are not: see `doubled_words`.
    """
    names = [_plain(cell) for cell in header]
    timed = [_without_unit(name) for name in names]
    text, speaker = _first(names, _TEXT), _first(names, _SPEAKER)
    begins, ends = _first(timed, _BEGINS), _first(timed, _ENDS)
    if text is None or len(names) < 2:
        return None
    whole = [cell.strip().casefold() for cell in header] == ["start", "end", "text"]
    if whole:  # Whisper's tsv, which counts milliseconds
        return Columns(text, speaker, begins, ends, named=True, units=((0, 1), (1, 1)))
    units = ((n, _unit(header[n])) for n in (begins, ends) if n is not None)
    return Columns(text, speaker, begins, ends, named=True, units=tuple(units))


def doubled_words(header: Sequence[str], columns: Columns) -> tuple[int, int] | None:
    """Return the places (from 1) of two columns that both have the name of the words' column."""
    names = [_plain(cell) for cell in header]
    places = [n for n, name in enumerate(names, start=1) if name == names[columns.text]]
    return (places[0], places[1]) if len(places) > 1 else None


def named_opening(columns: Columns, line: str) -> Opening | None:
    """Return how a row opens in a table with named columns, the words in its last cell.

    Args:
        columns: As the table's first row names them, its cells in the order of ``line``.
        line: The row, its cells parted by tabs.
    """
    cells = line.split("\t", columns.text)
    if columns.speaker is None or len(cells) <= columns.text:
        return None
    end = len("\t".join(cells[:-1]))
    label = " ".join(cells[columns.speaker].split()).rstrip(":")
    if not plausible_label(label):
        return None
    times = (columns.time(cells, columns.begins), columns.time(cells, columns.ends))
    return Opening("row", label, 0, end, end + 1, *times, wide=True)


def columns_by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns that a table without a header has; None when it tells no speakers.

    Times are clock times in four of five rows; a speaker's column holds labels that come again;
    the words are the longest of the rest, and most of it.
    """
    rows = rows[:_ROWS_TRIED]
    width = max(map(len, rows), default=0)
    cells = {n: [row[n].strip() for row in rows if n < len(row)] for n in range(width)}
    timed = [n for n in range(width) if _mostly(cells[n], _is_clock, 0.8)]
    rest = {n: cells[n] for n in range(width) if n not in timed}
    text = max(rest, key=lambda n: sum(map(len, rest[n])), default=None)
    speaker = next((n for n in rest if n != text and _names_speakers(rest[n])), None)
    if text is None or (speaker is None and not timed):
        return None
    length = {n: sum(map(len, cells)) for n, cells in rest.items()}
    if length[text] * 2 < sum(length.values()):
        return None
    begins, ends = (*timed, None, None)[:2]
    return Columns(text, speaker, begins, ends)


def _plain(cell: str) -> str:
    """Return a column's name without case, brackets and stops (``Start Time (s):``)."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|[_.:#*-]", " ", cell[:80])
    return " ".join(_CAMEL.sub(" ", " ".join(bare.split())).split()).casefold()


def _unit(cell: str) -> float | None:
    """Return how many milliseconds one is in a column of times; as of seconds where none is said.

    The unit stands last in the column's name, in brackets or not: ``Start (ms)``, ``end_ms``.
    """
    words = _CAMEL.sub(" ", cell[:80].strip()).strip("()[]:. ").casefold()
    return _UNITS.get(re.split(r"[\W_]+", words)[-1], 1000)


def _without_unit(name: str) -> str:
    """Return a column's plain name without the unit behind it (``start time in ms``)."""
    words = name.split()
    if len(words) > 1 and words[-1] in _UNITS:
        words.pop()
        if len(words) > 1 and words[-1] == "in":
            words.pop()
    return " ".join(words)


def _first(names: Sequence[str], known: Sequence[str]) -> int | None:
    return next((names.index(word) for word in known if word in names), None)


def _is_clock(cell: str) -> bool:
    return _CLOCK.fullmatch(cell) is not None


def _mostly(cells: Sequence[str], fits: Callable[[str], bool], share: float) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(fits, filled)) >= share * len(filled)


def _names_speakers(cells: Sequence[str]) -> bool:
    filled = [cell.rstrip(":") for cell in cells if cell]
    return len(set(filled)) < len(filled) and _mostly(filled, plausible_label, 0.9)
