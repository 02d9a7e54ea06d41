"""People and their attributes as one table; each cell that is edited is an act of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Person
from workbench.app.consents import told
from workbench.app.desk import Desk, Refusal
from workbench.model.case import Attribute
from workbench.project.project import Project

_PERSON, _KIND, _SOURCES, _CONSENT = "person", "kind", "sources", "consent"
_FIXED = (_KIND, _SOURCES, _CONSENT)
#: More people than these scroll within the table.
_ROWS = 25


def draw_grid(
    desk: Desk, project: Project, people: Sequence[Person], attributes: Sequence[Attribute]
) -> None:
    """Draw the table; names and values are edited in place."""
    key = f"people-{desk.edits}"
    st.data_editor(
        cells(people, attributes),
        key=key,
        hide_index=True,
        disabled=_FIXED,
        height="content" if len(people) <= _ROWS else "auto",
        placeholder="",
        alt="People and their attributes",
        column_config=_columns(attributes),
        on_change=lambda: _edited(desk, project, people, attributes, key),
    )
    layout.refusal(desk, "people")


def cells(people: Sequence[Person], attributes: Sequence[Attribute]) -> dict[str, list[str | None]]:
    """Return the table by columns: a column's key is an attribute's id, an empty cell None."""
    table: dict[str, list[str | None]] = {
        _PERSON: [person.case.name for person in people],
        _KIND: [person.case.kind for person in people],
    }
    for attribute in attributes:
        table[attribute.id] = [person.values.get(attribute.id) for person in people]
    table[_SOURCES] = [", ".join(person.sources) or None for person in people]
    table[_CONSENT] = [
        told(person.consent) if person.case.kind == "participant" else None for person in people
    ]
    return table


def _columns(attributes: Sequence[Attribute]) -> dict[str, Any]:
    text = st.column_config.TextColumn
    fixed = {
        _PERSON: text("Person", pinned=True, required=True),
        _KIND: text("Is"),
        _SOURCES: text("Speaks in"),
        _CONSENT: text("Consent"),
    }
    return fixed | {attribute.id: _column(attribute) for attribute in attributes}


def _column(attribute: Attribute) -> Any:
    form = attribute.form
    if form.kind == "choice":
        return st.column_config.SelectboxColumn(form.name, options=list(form.choices))
    right = form.kind in ("number", "score")
    return st.column_config.TextColumn(form.name, alignment="right" if right else "left")


def _edited(
    desk: Desk,
    project: Project,
    people: Sequence[Person],
    attributes: Sequence[Attribute],
    key: str,
) -> None:
    """Do what was edited, each cell an act; what is refused is said with its place."""
    names = {str(attribute.id): attribute for attribute in attributes}
    refused: list[str] = []
    for row, edits in desk.chosen(key)["edited_rows"].items():
        person = people[int(row)]
        for column, value in edits.items():
            if not _set(desk, project, person, names.get(column), value or ""):
                what = names[column].form.name if column in names else "name"
                refused.append(f"{person.case.name}, {what}: {desk.refused('people')}")
    desk.edits += 1
    if refused:
        more = f" {len(refused) - 1} more cells were refused." if len(refused) > 1 else ""
        desk.refusal = Refusal("people", refused[0] + more)


def _set(
    desk: Desk, project: Project, person: Person, attribute: Attribute | None, value: str
) -> bool:
    case, place = person.case, "people"
    if attribute is None:
        return desk.done(project.cases.rename, case.id, value, base=case.name, place=place)
    base = person.values.get(attribute.id, "")
    return desk.done(project.attributes.set, case.id, attribute.id, value, base=base, place=place)
