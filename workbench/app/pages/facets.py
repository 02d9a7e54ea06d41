"""Facets: which small values codings may carry beside their code, and the key of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.facet_form import draw_facet_form
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.model.facet import Facet, FacetForm, FacetValue
from workbench.model.ids import FacetValueId
from workbench.project.project import Project
from workbench.project.wording import counted


def facets_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the study's facets, the way to define one, and those that are offered."""
    layout.top_line(desk)
    facets = project.facets.all()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Facets", anchor=False, width="stretch")
        layout.go(desk, rooms.codebook, "Codebook", icon=":material/account_tree:")
    st.write(
        "A coding can carry small values beside its code: on which level the speaker places a "
        "cause, whether they are for or against. While reading, one key sets a value on the "
        "coding you have just made or chosen; the same key takes it off. A capital letter is typed "
        "with Shift."
    )
    counts = project.facets.counts()
    for facet in facets:
        _facet(desk, project, facet, counts)
    _define(desk, project, facets)
    _offers(desk, project)


def _define(desk: Desk, project: Project, facets: Sequence[Facet]) -> None:
    newest = max((facet.version for facet in facets), default=0)
    key = f"facet-new-{len(facets)}-{newest}"
    with st.expander("Define a facet", icon=":material/add:", key=f"open-{key}"):
        draw_facet_form(desk, project, key)


def _facet(desk: Desk, project: Project, facet: Facet, counts: Mapping[FacetValueId, int]) -> None:
    form = facet.form
    with st.container(border=True, gap="small", key=f"rows-facet-{facet.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(form.name), anchor=False, width="stretch")
            st.button(
                layout.named("Take out", form.name),
                key=f"facet-out-{facet.id}",
                icon=":material/delete:",
                type="tertiary",
                on_click=desk.act,
                args=(project.facets.remove, facet.id),
                kwargs={"base": facet.version, "place": f"facet-{facet.id}"},
            )
        st.caption(f"{plain(form.note)} {_how_many(form)}".strip())
        with st.container(gap="xxsmall"):
            for value in form.values:
                _value(value, counts.get(value.id, 0))
        _change(desk, project, facet)
        layout.refusal(desk, f"facet-{facet.id}")


def _change(desk: Desk, project: Project, facet: Facet) -> None:
    key = f"facet-{facet.id}-{facet.version}"
    if st.toggle(layout.named("Change this facet", facet.form.name), key=f"open-{key}"):
        draw_facet_form(desk, project, key, facet)


def _value(value: FacetValue, count: int) -> None:
    carried = f" · {counted(count, 'coding')}" if count else ""
    key = f"key {plain(value.key)}" if value.key else "no key"
    layout.row(key, f"{value.name}{carried}", width=60, key=f"value-{value.id}")


def _how_many(form: FacetForm) -> str:
    return "A coding may carry several." if form.several else "A coding carries one of them."


def _offers(desk: Desk, project: Project) -> None:
    offers = project.facets.shipped()
    if not offers:
        return
    with st.expander("Facets that come with the workbench", icon=":material/inventory_2:"):
        st.caption(
            "They are offered, never defaults. Taking one up stands in the history, and you may "
            "change it afterwards."
        )
        for form in offers:
            _offer(desk, project, form)
        layout.refusal(desk, "facet-offers")


def _offer(desk: Desk, project: Project, form: FacetForm) -> None:
    values = ", ".join(
        f"{value.name} ({value.key})" if value.key else value.name for value in form.values
    )
    row = f"rows-offer-{form.name}"
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=row):
        st.text(f"{form.name}: {values}", width="stretch")
        st.button(
            layout.named("Take up", form.name),
            key=f"facet-offer-{form.name}",
            on_click=desk.act,
            args=(project.facets.define, form),
            kwargs={"place": "facet-offers"},
        )
