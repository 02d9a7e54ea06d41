"""One person of the study: name, attributes, where they speak, and what they allowed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Person
from workbench.app.consents import draw_consent
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.app.scales import EARLIEST, LATEST, described, meaning
from workbench.model.case import Attribute
from workbench.project.project import Project

_DATE = "YYYY-MM-DD"


def draw_person(
    desk: Desk, project: Project, person: Person, attributes: Sequence[Attribute]
) -> None:
    """Draw one person; each field is an act of its own, consent is kept as a whole."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Attributes", anchor=False)
        _name(desk, project, person)
        for attribute in attributes:
            _value(desk, project, person, attribute)
        layout.facts([("Speaks in", ", ".join(person.sources) or "no source yet")])
        _remove(desk, project, person)
    with right:
        if person.case.kind == "participant":
            st.subheader("Consent", anchor=False)
            draw_consent(desk, project, person.case, person.consent)


def _name(desk: Desk, project: Project, person: Person) -> None:
    case, place = person.case, f"name-{person.case.id}"
    key = f"{place}-{case.name}"
    st.text_input(
        "Name",
        value=case.name,
        max_chars=200,
        key=key,
        on_change=lambda: desk.act(
            project.cases.rename, case.id, desk.typed(key), base=case.name, place=place
        ),
    )
    layout.refusal(desk, place)


def _value(desk: Desk, project: Project, person: Person, attribute: Attribute) -> None:
    before = person.values.get(attribute.id, "")
    place = f"value-{person.case.id}-{attribute.id}"
    key = f"{place}-{before}"

    def keep() -> None:
        value = desk.chosen(key)
        typed = value.isoformat() if isinstance(value, date) else value or ""
        desk.act(
            project.attributes.set, person.case.id, attribute.id, typed, base=before, place=place
        )

    form = attribute.form
    if form.kind == "choice":
        options = ["", *form.choices]
        st.selectbox(
            plain(form.name), options, index=options.index(before), key=key, on_change=keep
        )
    elif form.kind == "date":
        day = date.fromisoformat(before) if before else None
        st.date_input(
            plain(form.name),
            value=day,
            min_value=min(EARLIEST, day or EARLIEST),
            max_value=max(LATEST, day or LATEST),
            format=_DATE,
            key=key,
            on_change=keep,
        )
    else:
        st.text_input(plain(form.name), value=before, key=key, on_change=keep)
    if form.kind == "score":
        band = meaning(form, before)
        st.caption(plain(f"{described(form)}{f' · counts as {band}' if band else ''}"))
    layout.refusal(desk, place)


def _remove(desk: Desk, project: Project, person: Person) -> None:
    case, place = person.case, f"remove-{person.case.id}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            layout.named("Take out of the study", case.name),
            key=place,
            icon=":material/person_remove:",
            disabled=bool(person.sources),
            on_click=desk.act,
            args=(project.cases.remove, case.id),
            kwargs={"place": place},
        )
        if person.sources:
            st.caption(
                "Somebody who speaks in a source stays. Its page can give the label to somebody "
                "else first."
            )
    layout.refusal(desk, place)
