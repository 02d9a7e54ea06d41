"""What a table of people would change, cell by cell, before anything is written.

One column names people, every other one is an attribute. A row that is ragged, that names nobody,
or somebody a second time, is left out with a sentence; an empty cell changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.errors import InvalidActionError
from workbench.exchange.tables import Table
from workbench.model.case import Attribute, AttributeForm, Case
from workbench.model.ids import AttributeId, CaseId, Words
from workbench.model.typed import choices_in, decimal_text, likely_kind, typed_value
from workbench.project.attribute_forms import checked_form
from workbench.project.names import clean_name, folded, same_name
from workbench.store.people import People

Outcome = Literal["new", "changed", "same", "refused"]
Forms = Mapping[str, AttributeForm | None]

#: How the column that names people may be called; else it is the first.
PERSON_COLUMNS: tuple[str, ...] = ("participant", "person", "case", "id", "name")
_FORMULA_SIGNS = tuple("=+-@")
_RAGGED = (
    "it has {} instead of {} cells, so they may stand in the wrong columns; it is left out. Mend "
    "it and bring the table again."
)
_TWICE = "it names the same person as row {}; it is left out."


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column that is brought.

    Attributes:
        number: Where it stands in the table, from 0.
        attribute: The attribute of this name; None where it would be a new one.
        form: What its values may be; of a new one, as proposed or chosen.
    """

    number: int
    attribute: AttributeId | None
    form: AttributeForm


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A cell that holds something.

    Attributes:
        column: The number of its column.
        raw: As it stands in the table.
        value: As it would be kept; empty where refused.
        before: What stands in the project.
        sentence: Why it is refused, or what to know about it; mostly empty.
    """

    column: int
    raw: str
    value: str
    before: str
    outcome: Outcome
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the table.

    Attributes:
        number: As a spreadsheet counts.
        person: The name as it stands there.
        case: Who that is; None for nobody in the project.
        adds: Whether this person would be added.
        sentence: Why the row is left out; mostly empty.
    """

    number: int
    person: str
    case: CaseId | None = None
    adds: bool = False
    cells: tuple[PlannedCell, ...] = ()
    sentence: str = ""

    @property
    def brought(self) -> bool:
        """Whether the row is about somebody who is in the project, or would be added."""
        return self.case is not None or self.adds


@dataclass(frozen=True, slots=True)
class AttributePlan:
    """What bringing a table would do.

    Attributes:
        person_column: Number of the column that names people, from 0.
        notes: Sentences about the table and about what of it is left out.
    """

    person_column: int
    columns: tuple[PlannedColumn, ...]
    rows: tuple[PlannedRow, ...]
    notes: tuple[str, ...]

    def writable(self) -> Iterator[tuple[PlannedRow, PlannedCell]]:
        """Yield the cells that would be written, each with its row."""
        for row in self.rows:
            yield from ((row, cell) for cell in row.cells if cell.outcome in ("new", "changed"))

    def count(self, outcome: Outcome) -> int:
        """Return how many cells have this outcome."""
        return sum(cell.outcome == outcome for row in self.rows for cell in row.cells)

    @property
    def refused_count(self) -> int:
        """How many rows and cells are left out."""
        return self.count("refused") + sum(not row.brought for row in self.rows)

    @property
    def sentences(self) -> tuple[str, ...]:
        """All there is to tell: of the table, its rows and its cells, each with its place."""
        names = {column.number: column.form.name for column in self.columns}
        told = list(self.notes)
        for row in self.rows:
            if row.sentence:
                told.append(f"Row {row.number}: {row.sentence}")
            told += [
                f"Row {row.number}, “{names[cell.column]}”: {cell.sentence}"
                for cell in row.cells
                if cell.sentence
            ]
        return tuple(told)


def plan_table(
    table: Table, people: People, person: int | None, forms: Forms, *, add_people: bool
) -> AttributePlan:
    """Return what bringing a table would do; see `Attributes.plan`."""
    width = len(table.header)
    who = _person_column(table.header) if person is None else person
    if not 0 <= who < width:
        raise InvalidActionError(f"The table has no column {who + 1}; it has {width}.")
    columns, notes = _columns(table, who, people.attributes(), forms)
    rows = _Rows(people, columns, who, add_people=add_people)
    numbers = table.numbers or range(2, len(table.rows) + 2)
    planned = [rows.take(n, cells, width) for n, cells in zip(numbers, table.rows, strict=True)]
    kept = tuple(row for row in planned if row is not None)
    return AttributePlan(who, columns, kept, (*table.notes, *notes))


def _person_column(header: Sequence[str]) -> int:
    for name in PERSON_COLUMNS:
        for number, heading in enumerate(header):
            if same_name(heading.strip(), name):
                return number
    return 0


def _columns(
    table: Table, who: int, attributes: Sequence[Attribute], forms: Forms
) -> tuple[tuple[PlannedColumn, ...], list[str]]:
    known = {folded(attribute.form.name): attribute for attribute in attributes}
    chosen = {folded(name.strip()): form for name, form in forms.items()}
    taken, columns, notes = {folded(table.header[who].strip())}, [], []
    for number, heading in enumerate(table.header):
        name = folded(heading.strip())
        if number == who or (name in chosen and chosen[name] is None):
            continue
        why = "it has a name that an earlier column has." if name in taken else _unfit(heading)
        if why:
            notes.append(f"Column {number + 1} is left out: {why}")
            continue
        taken.add(name)
        columns.append(_column(table, number, known.get(name), chosen.get(name)))
    return tuple(columns), notes


def _unfit(heading: str) -> str:
    try:
        clean_name(heading, "column")
    except InvalidActionError as error:
        return str(error)
    return ""


def _column(
    table: Table, number: int, known: Attribute | None, chosen: AttributeForm | None
) -> PlannedColumn:
    if known is not None:
        return PlannedColumn(number, known.id, known.form)
    if chosen is not None:
        return PlannedColumn(number, None, checked_form(chosen))
    return PlannedColumn(number, None, proposed_form(table, number))


def proposed_form(table: Table, number: int) -> AttributeForm:
    """Return what a column's values suggest for an attribute of its name."""
    values = [row[number] for row in table.rows if number < len(row)]
    kind = likely_kind(values)
    choices = tuple(map(Words, choices_in(values))) if kind == "choice" else ()
    name = Words(clean_name(table.header[number], "column"))
    try:
        return checked_form(AttributeForm(name, kind, choices))
    except InvalidActionError:  # a choice cannot be named so; as a text each value is told apart
        return AttributeForm(name, "text")


class _Rows:
    """Takes rows one after the other, and knows who was named before."""

    def __init__(
        self, people: People, columns: Sequence[PlannedColumn], who: int, *, add_people: bool
    ) -> None:
        self._cases = people.cases()
        self._values = people.values()
        self._columns = columns
        self._who = who
        self._add = add_people
        self._named: dict[str, int] = {}

    def take(self, number: int, cells: Sequence[str], width: int) -> PlannedRow | None:
        """Return what a row would do; None for an empty one."""
        if not any(cell.strip() for cell in cells):
            return None
        person = cells[self._who].strip() if self._who < len(cells) else ""
        if len(cells) != width:
            return PlannedRow(number, person, sentence=_RAGGED.format(len(cells), width))
        if not person:
            return PlannedRow(number, person, sentence="it names nobody; it is left out.")
        try:
            person = clean_name(person, "person")
        except InvalidActionError as error:
            return PlannedRow(number, person, sentence=f"{error} It is left out.")
        return self._whole(number, person, cells)

    def _whole(self, number: int, person: str, cells: Sequence[str]) -> PlannedRow:
        first = self._named.setdefault(folded(person), number)
        if first != number:
            return PlannedRow(number, person, sentence=_TWICE.format(first))
        case, out = self._whose(person)
        if out:
            return PlannedRow(number, person, sentence=out)
        standing = {} if case is None else self._values.get(case, {})
        planned = tuple(
            _cell(column, cells[column.number], standing)
            for column in self._columns
            if cells[column.number].strip()
        )
        return PlannedRow(number, person, case, case is None, planned)

    def _whose(self, person: str) -> tuple[CaseId | None, str]:
        found = _named(self._cases, person)
        if len(found) > 1:
            return None, "several people have this name; it is left out."
        if found:
            return found[0].id, ""
        missing = "" if self._add else "this person is not in the project; it is left out."
        return None, missing


def _named(cases: Sequence[Case], person: str) -> list[Case]:
    """Return the people of this name: participants before interviewers."""
    found = [case for case in cases if same_name(case.name, person) or case.id == person]
    participants = [case for case in found if case.kind == "participant"]
    return participants or found


def _cell(column: PlannedColumn, raw: str, standing: Mapping[AttributeId, str]) -> PlannedCell:
    before = standing.get(column.attribute, "") if column.attribute else ""
    try:
        value = typed_value(raw, column.form)
    except InvalidActionError as error:
        return PlannedCell(column.number, raw, "", before, "refused", str(error))
    outcome: Outcome = "same" if value == before else "changed" if before else "new"
    return PlannedCell(column.number, raw, value, before, outcome, _formula(column.form, value))


def _formula(form: AttributeForm, value: str) -> str:
    """Say that a cell which a spreadsheet would run is kept as its text."""
    if form.kind not in ("text", "choice") or not value.startswith(_FORMULA_SIGNS):
        return ""
    try:
        decimal_text(value)
    except InvalidActionError:
        return "it looks like a formula; it is kept as this text and never run."
    return ""
