"""The fields that define a facet or change one, and the facet they describe."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.model.facet import Facet, FacetForm, FacetValue
from workbench.model.ids import Words
from workbench.project.facets import new_value
from workbench.project.project import Project

#: Empty lines for values in a new facet, and after the values of one that is there.
_FIRST_LINES, _MORE_LINES = 4, 3
_NO_FORM = FacetForm(Words(""), ())


def draw_facet_form(desk: Desk, project: Project, key: str, facet: Facet | None = None) -> None:
    """Draw the form for a facet, a new one or one that is there.

    Args:
        desk: This tab's desk.
        project: The study.
        key: The beginning of its widgets' keys; another version of the facet has another one.
        facet: The facet as the person sees it; None for a new one.
    """
    form = facet.form if facet else _NO_FORM
    with st.form(key, border=False):
        st.text_input("Name of the facet", value=form.name, key=f"{key}-name", max_chars=200)
        st.text_input("What it asks of a passage (may stay empty)", form.note, key=f"{key}-note")
        st.checkbox(
            "A coding may carry several of its values", value=form.several, key=f"{key}-several"
        )
        for line in range(_lines(form)):
            _value(form, line, key)
        st.caption(
            "A key is one character, for instance a capital letter; it may stay empty. A value "
            "without a name is left out: codings that carry it show it no longer, and carry it "
            "again after undo."
        )
        st.form_submit_button(
            "Define it" if facet is None else "Keep it",
            type="primary",
            on_click=lambda: _keep(desk, project, key, facet),
        )
    layout.refusal(desk, key)


def _lines(form: FacetForm) -> int:
    return len(form.values) + _MORE_LINES if form.values else _FIRST_LINES


def _value(form: FacetForm, line: int, key: str) -> None:
    value = form.values[line] if line < len(form.values) else None
    called, pressed = st.columns([5, 1])
    called.text_input(
        f"Value {line + 1}",
        value=value.name if value else "",
        key=f"{key}-value-{line}",
        max_chars=200,
    )
    pressed.text_input(
        layout.named("Key", f"of value {line + 1}"),
        value=value.key if value else "",
        key=f"{key}-key-{line}",
        max_chars=1,
    )


def _keep(desk: Desk, project: Project, key: str, facet: Facet | None) -> None:
    form = _typed(desk, key, facet.form if facet else _NO_FORM)
    if facet is None:
        desk.act(project.facets.define, form, place=key)
    else:
        desk.act(project.facets.change, facet.id, form, base=facet.version, place=key)


def _typed(desk: Desk, key: str, old: FacetForm) -> FacetForm:
    """Return the facet that the fields describe; a value that stays keeps its id."""
    values: list[FacetValue] = []
    for line in range(_lines(old)):
        name, pressed = desk.typed(f"{key}-value-{line}"), desk.typed(f"{key}-key-{line}")
        if not name:
            continue
        known = line < len(old.values)
        value = old.values[line] if known else new_value("")
        values.append(replace(value, name=Words(name), key=Words(pressed)))
    return FacetForm(
        Words(desk.typed(f"{key}-name")),
        tuple(values),
        bool(desk.chosen(f"{key}-several")),
        Words(desk.typed(f"{key}-note")),
    )
