"""Transcripts in tables (csv, tsv, xlsx): a row is a line, its words are a turn.

The text of a row is its cells joined by tabs, the words last, so that speaker and time stand
before what was said whatever the order of the columns. Line ends within other cells are blanks.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import InvalidFileError
from workbench.exchange.columns import Columns, columns_by_content, doubled_words, named_columns
from workbench.exchange.grids import Grid, GridRow, numbers_shown
from workbench.exchange.openings import Opening
from workbench.exchange.passages import Building, Turns
from workbench.exchange.turns import backward_times


@dataclass(frozen=True, slots=True)
class RowText:
    """The text of a table and its turns."""

    text: str
    turns: Turns


@dataclass(frozen=True, slots=True)
class _Line:
    """One row as it becomes text: the cells before the words, and the words, if there are such.

    Attributes:
        ragged: It has more or fewer cells than the first row.
    """

    ahead: str | None
    words: str | None
    label: str
    begins_ms: int | None
    ends_ms: int | None
    ragged: bool
    number: int

    @property
    def text(self) -> str:
        """The whole row."""
        return "\t".join(part for part in (self.ahead, self.words) if part is not None)

    @property
    def words_at(self) -> int:
        """Where the words begin in the row."""
        return 0 if self.ahead is None else len(self.ahead) + 1


def read_rows(name: str, grid: Grid, delimiter: str) -> RowText:
    """Return the text and turns of a table.

    Args:
        name: The file's name, for messages.
        grid: Its rows.
        delimiter: What parts cells in the file; words that were taken apart by it are joined.

    Raises:
        InvalidFileError: No column holds the words, or two might.
    """
    columns = _columns(name, grid)
    width = len(grid.rows[0].cells)
    lines = [_line(row, columns, width, delimiter) for row in grid.rows]
    text = "\n".join(line.text for line in lines)
    text += "\n" * grid.closed
    building = Building(text.removesuffix("\n").split("\n"))
    n = _head(building, columns, lines)
    said: str = ""
    for line in lines[columns.named :]:
        said = line.label or said
        n = _lay(building, line, n, said)
    turns = building.turns(grid.notes + _notes(lines))
    return RowText(text, turns)


def _columns(name: str, grid: Grid) -> Columns:
    cells = [row.cells for row in grid.rows]
    columns = named_columns(cells[0]) if cells else None
    double = doubled_words(cells[0], columns) if columns else None
    if double is not None:
        raise InvalidFileError(
            "duplicate column",
            f"{name} names two columns alike (columns {double[0]} and {double[1]}), so nobody can "
            "tell which holds the words. Rename or remove one of them.",
        )
    columns = columns or columns_by_content(cells)
    if columns is None:
        raise InvalidFileError(
            "no words",
            f"{name} is a table in which no column is called text or transcript and no speakers or "
            "times can be told. Name its columns in the first row: Speaker, Time, Text.",
        )
    return columns


def _line(row: GridRow, columns: Columns, width: int, delimiter: str) -> _Line:
    cells = row.cells
    at = columns.text
    beyond = len(cells) if at == width - 1 else at + 1
    words = delimiter.join(cells[at:beyond]) if at < len(cells) else None
    others = (*cells[:at], *cells[beyond:])
    speaker = columns.speaker
    label = cells[speaker] if speaker is not None and speaker < len(cells) else ""
    return _Line(
        "\t".join(others).replace("\n", " ") if others else None,
        words,
        " ".join(label.split()).rstrip(":"),
        columns.time(cells, columns.begins),
        columns.time(cells, columns.ends),
        len(cells) != width,
        row.number,
    )


def _head(building: Building, columns: Columns, lines: list[_Line]) -> int:
    """Lay out the names of the columns; return the line below them."""
    if not columns.named:
        return 0
    n = lines[0].text.count("\n") + 1
    building.loose("head", 0, n)
    return n


def _lay(building: Building, line: _Line, n: int, label: str) -> int:
    """Lay out one row from line n on; return the line below it."""
    below = min(n + line.text.count("\n") + 1, len(building.lines))
    times = (line.begins_ms, line.ends_ms)
    if line.words is None or not line.words.strip():
        building.close_turn()
        building.loose("unassigned", n, below)
        return below
    if line.ahead is not None and (label or line.ahead.strip()):
        opening = Opening("row", label, 0, len(line.ahead), line.words_at, *times)
        building.open_turn(n, opening)
    else:
        building.begin_unlabelled(n, times)
    for further in range(n + 1, below):
        building.speak_on(further)
    return below


def _notes(lines: list[_Line]) -> tuple[str, ...]:
    notes = []
    ragged = [line.number for line in lines if line.ragged]
    if ragged:
        notes.append(
            f"{len(ragged)} row(s) have more or fewer cells than the first; what stood behind the "
            f"last column was kept with the words: row {numbers_shown(ragged)}."
        )
    back = backward_times([(line.number, line.begins_ms) for line in lines])
    if back:
        notes.append(
            f"Times go back by more than a second {len(back)} time(s), first in row {back[0]}; "
            "the order of the file is kept."
        )
    return tuple(notes)
