"""People and their attributes as one table; each cell that is edited is an act of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Person
from workbench.app.consents import told
from workbench.app.desk import Desk, Refusal
from workbench.model.case import Attribute
from workbench.project.project import Project

_PERSON, _CONSENT, _SOURCES = "person", "consent", "sources"
_FIXED = {_CONSENT: "Consent", _SOURCES: "Speaks in"}
#: Pixels that the table has on a screen 1280 wide; of a letter, of both edges of a cell, of the
#: mark of a column that is edited, and of a column in which something can still be read.
_ROOM, _LETTER, _EDGES, _MARK, _LEAST = 940, 6.4, 18, 24, 60
#: More people than these scroll within the table.
_ROWS = 25


def draw_grid(
    desk: Desk, project: Project, people: Sequence[Person], attributes: Sequence[Attribute]
) -> None:
    """Draw the table; names and values are edited in place."""
    key = f"people-{desk.edits}"
    table = cells(people, attributes)
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        disabled=list(_FIXED),
        height="content" if len(people) <= _ROWS else "auto",
        placeholder="",
        alt="People and their attributes",
        column_config=_columns(attributes, table),
        on_change=lambda: _edited(desk, project, people, attributes, key),
    )
    layout.refusal(desk, "people")


def cells(people: Sequence[Person], attributes: Sequence[Attribute]) -> dict[str, list[str | None]]:
    """Return the table by columns: a column's key is an attribute's id, an empty cell None.

    Of somebody who is no participant, what they are stands in place of consent.
    """
    table: dict[str, list[str | None]] = {_PERSON: [person.case.name for person in people]}
    for attribute in attributes:
        table[attribute.id] = [person.values.get(attribute.id) for person in people]
    table[_CONSENT] = [
        told(person.consent) if person.case.kind == "participant" else person.case.kind
        for person in people
    ]
    table[_SOURCES] = [", ".join(person.sources) or None for person in people]
    return table


def widths(heads: Mapping[str, str], table: Mapping[str, Sequence[str | None]]) -> dict[str, int]:
    """Return how many pixels wide each column is: as its words ask, the widest cut so that all fit.

    The sources that people speak in are told of each below, too: they are the first to go.

    Args:
        heads: What stands above each column.
        table: Its cells.
    """
    wanted = {
        key: max(_wide(head) + (key not in _FIXED) * _MARK, *map(_wide, table[key]))
        for key, head in heads.items()
    }
    if sum(wanted.values()) > _ROOM:
        wanted.pop(_SOURCES)
    left, cut = _ROOM, max(wanted.values())
    for place, width in enumerate(sorted(wanted.values())):
        share = left // (len(wanted) - place)
        if width > share:
            cut = max(share, _LEAST)
            break
        left -= width
    return {key: min(width, cut) for key, width in wanted.items()}


def _wide(words: str | None) -> int:
    return round(_LETTER * len(words or "")) + _EDGES


def _columns(
    attributes: Sequence[Attribute], table: Mapping[str, Sequence[str | None]]
) -> dict[str, Any]:
    names = {str(attribute.id): str(attribute.form.name) for attribute in attributes}
    wide = widths({_PERSON: "Person"} | names | _FIXED, table)
    text = st.column_config.TextColumn
    found = {key: text(head, width=wide[key]) for key, head in _FIXED.items() if key in wide}
    found |= {one.id: _column(one, wide[one.id]) for one in attributes}
    found[_PERSON] = text("Person", width=wide[_PERSON], pinned=True, required=True)
    return {_SOURCES: None} | found


def _column(attribute: Attribute, wide: int) -> Any:
    form, config = attribute.form, st.column_config
    if form.kind == "choice":
        return config.SelectboxColumn(form.name, width=wide, options=list(form.choices))
    right = form.kind in ("number", "score")
    return config.TextColumn(form.name, width=wide, alignment="right" if right else "left")


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
