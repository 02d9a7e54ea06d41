"""Transcripts in tables (csv, tsv, xlsx): a row is a line, its words are a turn.

The text of a row is its cells joined by tabs, the words last, so that speaker and time stand
before what was said whatever the order of the columns. Line ends within other cells are blanks.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from workbench.errors import InvalidFileError
from workbench.exchange.columns import Columns, columns_by_content, doubled_words, named_columns
from workbench.exchange.grids import Grid, GridRow, is_blank, numbers_shown
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
        surplus: How many cells more than the first row it has; those without anything do not
            count. Fewer are below 0.
    """

    ahead: str | None
    words: str | None
    label: str
    begins_ms: int | None
    ends_ms: int | None
    surplus: int
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
        InvalidFileError: No column holds the words, or two might; or a row has more cells than the
            first and nobody can tell which of them are the words.
    """
    columns = _columns(name, grid)
    lines = _lines(name, grid, columns, delimiter)
    text = "\n".join(line.text for line in lines)
    text += "\n" * grid.closed
    building = Building(text.removesuffix("\n").split("\n"))
    n = _head(building, columns, lines)
    said: str = ""
    for line in lines[columns.named :]:
        said = line.label or said
        n = _lay(building, line, n, said)
    turns = building.turns(grid.notes + _notes(lines, grid))
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
            "times can be told. Name its columns in the first row: Speaker, Time, Text. A table of "
            "people is brought on the page People, or with “workbench attributes import”.",
        )
    return columns


def _lines(name: str, grid: Grid, columns: Columns, delimiter: str) -> list[_Line]:
    width = len(grid.rows[0].cells)
    apart = not grid.placed and columns.text < width - 1
    said = [row.cells for row in grid.rows[columns.named :]]
    whole = [cells for cells in said if len(cells) == width]
    whole = whole or [cells for cells in said if is_blank(cells[width:])]
    labels = {_label(cells, columns) for cells in whole}
    parted = _Parted(width, delimiter, labels)
    lines = []
    for row in grid.rows:
        surplus = len(row.cells) - width
        whole_again = row
        if surplus > 0 and is_blank(row.cells[width:]) and _fits(row.cells, columns, labels):
            surplus = 0
        elif surplus > 0 and apart:
            whole_again = GridRow(row.number, _put_together(name, row, columns, parted))
        lines.append(_line(whole_again, columns, width, delimiter, surplus))
    return lines


@dataclass(frozen=True, slots=True)
class _Parted:
    """How the rows of a table are parted: columns, what parts them, labels of rows as long."""

    width: int
    delimiter: str
    labels: Set[str]

    def joined(self, cells: tuple[str, ...], at: int) -> tuple[str, ...]:
        """Return cells as many as columns, those that are too many joined at one place."""
        beyond = at + 1 + len(cells) - self.width
        return (*cells[:at], self.delimiter.join(cells[at:beyond]), *cells[beyond:])


def _put_together(name: str, row: GridRow, columns: Columns, parted: _Parted) -> tuple[str, ...]:
    """Return a row's cells where all ways of joining them that give a known speaker agree."""
    ways = [parted.joined(row.cells, at) for at in range(parted.width)]
    fitting = [cells for cells in ways if _fits(cells, columns, parted.labels)]
    if len({(cells[columns.text], _label(cells, columns)) for cells in fitting}) == 1:
        return fitting[0]
    raise InvalidFileError(
        "ragged row",
        f"{name} has {len(row.cells)} cells in row {row.number} where the first row has "
        f"{parted.width}, so nobody can tell which of them are the words. Put the words of that "
        "row between quotation marks and save it again.",
    )


def _fits(cells: tuple[str, ...], columns: Columns, labels: Set[str]) -> bool:
    timed = all(
        not cells[place].strip() or columns.time(cells, place) is not None
        for place in (columns.begins, columns.ends)
        if place is not None
    )
    return timed and (columns.speaker is None or _label(cells, columns) in labels)


def _label(cells: Sequence[str], columns: Columns) -> str:
    at = columns.speaker
    return " ".join(cells[at].split()).rstrip(":") if at is not None and at < len(cells) else ""


def _line(row: GridRow, columns: Columns, width: int, delimiter: str, surplus: int) -> _Line:
    cells = row.cells
    at = columns.text
    beyond = len(cells) if at == width - 1 else at + 1
    words = delimiter.join(cells[at:beyond]) if at < len(cells) else None
    others = (*cells[:at], *cells[beyond:])
    return _Line(
        "\t".join(others).replace("\n", " ") if others else None,
        words,
        _label(cells, columns),
        columns.time(cells, columns.begins),
        columns.time(cells, columns.ends),
        surplus,
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


def _notes(lines: list[_Line], grid: Grid) -> tuple[str, ...]:
    notes = []
    long = [line.number for line in lines if line.surplus > 0]
    if long:
        kept = "all of them were kept" if grid.placed else "what was apart was put together again"
        notes.append(
            f"{len(long)} row(s) have more cells than the first; {kept}: row {numbers_shown(long)}."
        )
    short = [line.number for line in lines if line.surplus < 0]
    if short:
        notes.append(
            f"{len(short)} row(s) have fewer cells than the first: row {numbers_shown(short)}."
        )
    back = backward_times([(line.number, line.begins_ms) for line in lines])
    if back:
        notes.append(
            f"Times go back by more than a second {len(back)} time(s), first in row {back[0]}; "
            "the order of the file is kept."
        )
    return tuple(notes)
