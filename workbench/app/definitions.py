"""Which attributes people have: a list, and the fields that define and change one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.app.scales import (
    DIRECTION_WORDS,
    EARLIEST,
    KIND_WORDS,
    LATEST,
    choices_typed,
    cuts_told,
    cuts_typed,
    described,
)
from workbench.model.case import (
    ATTRIBUTE_KINDS,
    DIRECTIONS,
    USUAL_ATTRIBUTES,
    Attribute,
    AttributeForm,
    AttributeKind,
)
from workbench.model.ids import Words
from workbench.project.project import Project

_NOTHING = AttributeForm(Words(""), "text")


def draw_definitions(desk: Desk, project: Project, attributes: Sequence[Attribute]) -> None:
    """Draw the list of attributes, what each is, and the way to change it."""
    with st.expander("Attributes: what is known of people", icon=":material/tune:", type="compact"):
        with st.container(key="rows-attributes", gap="xsmall"):
            for attribute in attributes:
                _row(desk, project, attribute)
        with st.container(horizontal=True):
            _define(desk, project, f"new-{len(attributes)}")
            _usual(desk, project, attributes)
        layout.refusal(desk, "attributes")


def _usual(desk: Desk, project: Project, attributes: Sequence[Attribute]) -> None:
    """Offer what most studies compare by."""
    there = {attribute.form.name.casefold() for attribute in attributes}
    for name in USUAL_ATTRIBUTES:
        if name not in there:
            st.button(
                f"Add {name}",
                key=f"usual-{name}",
                type="tertiary",
                on_click=desk.act,
                args=(project.attributes.define, AttributeForm(Words(name), "text")),
                kwargs={"place": "attributes"},
            )


def _row(desk: Desk, project: Project, attribute: Attribute) -> None:
    name, what, change, remove = st.columns([3, 6, 1.5, 1.5], vertical_alignment="center")
    form = attribute.form
    name.text(form.name)
    what.caption(plain(described(form)))
    with change:
        _change(desk, project, attribute)
    remove.button(
        layout.named("Take out", form.name),
        key=f"take-out-{attribute.id}",
        type="tertiary",
        on_click=desk.act,
        args=(project.attributes.remove, attribute.id),
        kwargs={"place": "attributes"},
    )


def _define(desk: Desk, project: Project, key: str) -> None:
    with st.popover("Define an attribute", key=f"define-{key}", icon=":material/add:"):
        _fields(_NOTHING, key)
        _keep(desk, "Define it", key, lambda: project.attributes.define(_typed(desk, key)))


def _change(desk: Desk, project: Project, attribute: Attribute) -> None:
    base, key = attribute.form, f"{attribute.id}-{attribute.version}"
    menu = st.popover(
        layout.named("Change", base.name), key=f"change-{key}", on_change="rerun", type="tertiary"
    )
    if not menu.open:
        return
    change = project.attributes.change
    with menu:
        _fields(base, key)
        st.caption("The values stay. If one does not fit, nothing changes and you are told.")
        _keep(desk, "Keep it", key, lambda: change(attribute.id, _typed(desk, key), base=base))


def _fields(form: AttributeForm, key: str) -> None:
    st.text_input("Name of the attribute", value=form.name, key=f"name-{key}", max_chars=200)
    kind: AttributeKind = st.selectbox(
        "Its values are",
        ATTRIBUTE_KINDS,
        index=ATTRIBUTE_KINDS.index(form.kind),
        format_func=KIND_WORDS.__getitem__,
        key=f"kind-{key}",
    )
    if kind == "choice":
        st.text_area("Choices, one a line", value="\n".join(form.choices), key=f"choices-{key}")
    if kind == "score":
        score_fields(form, key)


def score_fields(form: AttributeForm, key: str) -> None:
    """Draw what a score needs to mean anything."""
    scale, edition = st.columns(2)
    scale.text_input("Scale", value=form.scale, key=f"scale-{key}")
    edition.text_input("Edition", value=form.edition, key=f"edition-{key}")
    st.selectbox(
        "Direction",
        DIRECTIONS,
        index=DIRECTIONS.index(form.direction),
        format_func=DIRECTION_WORDS.__getitem__,
        key=f"direction-{key}",
    )
    day = date.fromisoformat(form.measured) if form.measured else None
    st.date_input(
        "When it was measured (may stay empty)",
        value=day,
        min_value=min(EARLIEST, day or EARLIEST),
        max_value=max(LATEST, day or LATEST),
        format="YYYY-MM-DD",
        key=f"measured-{key}",
    )
    st.text_area(
        "Your own cut points, one a line (may stay empty)",
        value=cuts_told(form.cuts),
        placeholder="high: 20",
        key=f"cuts-{key}",
        height=68,
    )


def typed_form(desk: Desk, name: str, kind: AttributeKind, key: str) -> AttributeForm:
    """Return the attribute that the fields of this key describe.

    Raises:
        InvalidActionError: A cut point has no label or no number.
    """
    return AttributeForm(
        Words(name),
        kind,
        choices_typed(desk.typed(f"choices-{key}")),
        Words(desk.typed(f"scale-{key}")),
        Words(desk.typed(f"edition-{key}")),
        desk.chosen(f"direction-{key}") or "",
        cuts_typed(desk.typed(f"cuts-{key}")),
        desk.typed(f"measured-{key}"),
    )


def _typed(desk: Desk, key: str) -> AttributeForm:
    return typed_form(desk, desk.typed(f"name-{key}"), desk.chosen(f"kind-{key}"), key)


def _keep(desk: Desk, label: str, key: str, verb: Callable[[], object]) -> None:
    place = f"attribute-{key}"
    st.button(
        label,
        key=f"keep-{key}",
        type="primary",
        on_click=desk.act,
        args=(verb,),
        kwargs={"place": place},
    )
    layout.refusal(desk, place)
