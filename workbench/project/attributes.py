"""Attributes of people: defined, changed and removed; values set, and brought from tables."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from workbench.errors import ConflictError, InvalidActionError, InvalidFileError, NotFoundError
from workbench.exchange.reading import FileBytes, RefusedFile
from workbench.exchange.tables import Table
from workbench.model.case import USUAL_ATTRIBUTES, Attribute, AttributeForm, CaseValue
from workbench.model.ids import AttributeId, CaseId, Words
from workbench.model.people_events import (
    AttributeChanged,
    AttributeDefined,
    AttributeRemoved,
    AttributeSet,
)
from workbench.model.typed import typed_value
from workbench.project.attribute_forms import checked_form, refuse_namesake
from workbench.project.attribute_plans import (
    AttributePlan,
    PlannedCell,
    PlannedColumn,
    PlannedRow,
    plan_table,
)
from workbench.project.cases import add_cases
from workbench.project.names import same_name
from workbench.project.opened import Opened
from workbench.store.reads import Reads
from workbench.store.unit import Unit

__all__ = [
    "AttributePlan",
    "Attributes",
    "FileBytes",
    "PlannedCell",
    "PlannedColumn",
    "PlannedRow",
    "Table",
]


class Attributes:
    """What is known of each person, in one named and typed value a thing."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Attribute]:
        """Return the attributes: strand, site and group first, then as they were defined."""
        with self._opened.reading() as reads:
            return sorted(reads.people.attributes(), key=_usual_first)

    def values(self) -> dict[CaseId, dict[AttributeId, str]]:
        """Return the values there are, by person and attribute."""
        with self._opened.reading() as reads:
            return reads.people.values()

    def define(self, form: AttributeForm) -> AttributeId:
        """Define an attribute for all people; return its id.

        Raises:
            InvalidActionError: Its name is taken, or the form lacks what its kind needs.
        """
        with self._opened.unit() as unit:
            return _define(unit, form)

    def change(
        self, attribute: AttributeId, form: AttributeForm, *, base: AttributeForm | None = None
    ) -> None:
        """Give an attribute another name, kind or scale; its values are kept, written anew.

        Args:
            attribute: Which.
            form: All of it, as it is from now on.
            base: What was seen when the editing began.

        Raises:
            ConflictError: Somebody changed it meanwhile.
            InvalidActionError: Its name is taken, or some value does not fit.
        """
        with self._opened.unit() as unit:
            old, new = _attribute(unit.reads, attribute).form, checked_form(form)
            if base is not None and base != old:
                raise ConflictError("Somebody changed this attribute since you looked. Look again.")
            if new == old:
                return
            refuse_namesake(unit.reads.people.attributes(), new, but=attribute)
            rewritten = _rewritten(_values_of(unit.reads, attribute), new)
            unit.record(AttributeChanged(attribute, old, new))
            for case, before, after in rewritten:
                unit.record(AttributeSet(case, attribute, Words(before), Words(after)))

    def remove(self, attribute: AttributeId) -> None:
        """Take an attribute out with the values of all people; undo brings all back."""
        with self._opened.unit() as unit:
            old = _attribute(unit.reads, attribute)
            place = unit.reads.people.attribute_place(attribute)
            values = _values_of(unit.reads, attribute)
            unit.record(AttributeRemoved(attribute, old.form, place, values))

    def set(
        self, case: CaseId, attribute: AttributeId, value: str, *, base: str | None = None
    ) -> None:
        """Give a person another value.

        Args:
            case: Who.
            attribute: Of which attribute.
            value: As typed; empty takes the value away.
            base: The value that was seen when the editing began.

        Raises:
            ConflictError: Somebody changed it meanwhile.
            InvalidActionError: It is no value of the attribute's kind.
        """
        with self._opened.unit() as unit:
            unit.reads.people.case(case)
            new = typed_value(value, _attribute(unit.reads, attribute).form)
            old = unit.reads.people.value(case, attribute)
            _record_value(unit, case, attribute, (old, new), base)

    def read(self, file: FileBytes, encoding: str | None = None) -> Table:
        """Read a table of people (csv, tsv, xlsx) and write nothing.

        Raises:
            InvalidFileError: It is no table.
        """
        found = self._opened.reader.table(file, encoding)
        if isinstance(found, RefusedFile):
            raise InvalidFileError(found.reason, found.message)
        return found

    def plan(
        self,
        table: Table,
        *,
        person: int | None = None,
        forms: Mapping[str, AttributeForm | None] | None = None,
        add_people: bool = False,
    ) -> AttributePlan:
        """Say what bringing a table would do, cell by cell; nothing is written.

        Args:
            table: As it was read.
            person: Number of the column that names people, from 0; else it is looked for.
            forms: For columns that are new, by name: what each is to be; None leaves it out.
            add_people: Whether people who are not in the project become participants.

        Raises:
            InvalidActionError: A form lacks what its kind needs.
        """
        chosen = dict(forms or {})
        with self._opened.reading() as reads:
            return plan_table(table, reads.people, person, chosen, add_people=add_people)

    def bring(self, plan: AttributePlan) -> int:
        """Write what a plan says, in one act; return how many values are new or changed.

        Raises:
            ConflictError: Somebody changed one of the values since the plan was made.
        """
        with self._opened.unit() as unit:
            people = _people(unit, plan)
            attributes = _columns(unit, plan)
            standing = unit.reads.people.values()
            for row, cell in plan.writable():
                case, attribute = people[row.number], attributes[cell.column]
                old = standing.get(case, {}).get(attribute, "")
                _record_value(unit, case, attribute, (old, cell.value), cell.before)
            return sum(1 for _ in plan.writable())


def _usual_first(attribute: Attribute) -> int:
    name = attribute.form.name.casefold()
    usual = USUAL_ATTRIBUTES
    return usual.index(name) if name in usual else len(usual)


def _attribute(reads: Reads, attribute: AttributeId) -> Attribute:
    found = next((a for a in reads.people.attributes() if a.id == attribute), None)
    if found is None:
        raise NotFoundError("This attribute is no longer in the project. Look again to see why.")
    return found


def _define(unit: Unit, form: AttributeForm) -> AttributeId:
    new = checked_form(form)
    refuse_namesake(unit.reads.people.attributes(), new)
    attribute = AttributeId(str(uuid.uuid4()))
    place = unit.reads.people.next_attribute_place()
    unit.record(AttributeDefined(attribute, new, place))
    return attribute


def _values_of(reads: Reads, attribute: AttributeId) -> tuple[CaseValue, ...]:
    return tuple(
        CaseValue(case, Words(values[attribute]))
        for case, values in reads.people.values().items()
        if attribute in values
    )


def _rewritten(values: tuple[CaseValue, ...], form: AttributeForm) -> list[tuple[CaseId, str, str]]:
    """Return the values that another form writes otherwise, old beside new."""
    found, unfit = [], 0
    for item in values:
        try:
            after = typed_value(item.value, form)
        except InvalidActionError:
            unfit += 1
            continue
        if after != item.value:
            found.append((item.case, str(item.value), after))
    if unfit:
        raise InvalidActionError(
            f"{unfit} of {len(values)} values do not fit this kind ({form.kind}). "
            "Change or clear them first."
        )
    return found


def _record_value(
    unit: Unit, case: CaseId, attribute: AttributeId, values: tuple[str, str], base: str | None
) -> None:
    old, new = values
    if base is not None and base != old:
        raise ConflictError(
            "Somebody changed this value since you looked. Look again and set it once more."
        )
    if new != old:
        unit.record(AttributeSet(case, attribute, Words(old), Words(new)))


def _people(unit: Unit, plan: AttributePlan) -> dict[int, CaseId]:
    """Return whom each row is about, adding those who are new."""
    there = {case.id: case.name for case in unit.reads.people.cases()}
    for row in plan.rows:
        if row.case is None:
            continue
        if row.case not in there:
            raise ConflictError("Somebody of the table was taken out since you looked. Look again.")
        if row.person != row.case and not same_name(there[row.case], row.person):
            raise ConflictError("Somebody of the table was renamed since you looked. Look again.")
    new = [row for row in plan.rows if row.adds]
    added = add_cases(unit, [row.person for row in new], "participant")
    people = {row.number: row.case for row in plan.rows if row.case is not None}
    return people | {row.number: case for row, case in zip(new, added, strict=True)}


def _columns(unit: Unit, plan: AttributePlan) -> dict[int, AttributeId]:
    """Return the attribute of each column with something to write, defining those that are new."""
    known = {attribute.id: attribute.form for attribute in unit.reads.people.attributes()}
    used = {cell.column for _, cell in plan.writable()}
    found: dict[int, AttributeId] = {}
    for column in plan.columns:
        if column.number not in used:
            continue
        if column.attribute is None:
            found[column.number] = _define(unit, column.form)
        elif known.get(column.attribute) == column.form:
            found[column.number] = column.attribute
        else:
            raise ConflictError(
                f"Somebody changed the attribute “{column.form.name}” since the table was looked "
                "at. Look again."
            )
    return found
