"""What can be done with quotations that are ticked: one act for all of them, and one undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_codes, sight
from workbench.app.desk import Desk
from workbench.app.extracts import place
from workbench.app.plain import plain
from workbench.app.theme_reads import all_themes
from workbench.model.codebook import APPLICABLE
from workbench.model.coding import Quotation
from workbench.model.ids import CodingId, FacetId, FacetValueId
from workbench.project.project import Project

_PLACE = "ticked"
_CODE, _VALUE, _THEME = "ticked-code", "ticked-value", "ticked-theme"


def draw_tick(quotation: Quotation) -> None:
    """Draw the box that ticks a quotation."""
    of = f"{' / '.join(quotation.code)}, {place(quotation)}"
    st.checkbox(
        f"Tick the quotation of {plain(of)}",
        key=_key(quotation.coding.id),
        label_visibility="collapsed",
    )


def draw_acts(desk: Desk, project: Project, shown: Sequence[Quotation]) -> None:
    """Draw what can be done with the ticked ones of those on the page."""
    ids = [quotation.coding.id for quotation in shown]
    ticked = [coding for coding in ids if desk.chosen(_key(coding))]
    bar = "bar-ticked" if ticked else "bar-tick"  # only the former stays in sight
    with st.container(horizontal=True, vertical_alignment="bottom", key=bar):
        if not ticked:
            if ids:
                _tick(desk, f"Tick all {len(ids)} here", ids, on=True)
            return
        st.write(f"**{len(ticked)} of {len(ids)} here ticked**")
        _with_code(desk, project, ticked)
        _with_facets(desk, project, ticked)
        _with_theme(desk, project, ticked)
        codings = project.codings
        doubt = partial(codings.judge_all, ticked, "doubtful")
        _act(desk, "Flag as doubtful", "flag", ticked, doubt)
        _act(desk, "Remove", "delete", ticked, partial(codings.remove_all, ticked))
        _tick(desk, "Untick", ids, on=False)
    layout.refusal(desk, _PLACE)


def _with_code(desk: Desk, project: Project, ticked: list[CodingId]) -> None:
    codes = [code for code in all_codes(sight(project), project) if code.state in APPLICABLE]
    titles = {code.id: code.path_text for code in codes}
    code = st.selectbox(
        "Code for those ticked",
        list(titles),
        index=None,
        format_func=lambda key: titles[key],
        key=_CODE,
        placeholder="choose a code",
        width=260,
    )
    instead = partial(project.codings.recode_all, ticked, code) if code else None
    second = partial(project.codings.apply_second, ticked, code) if code else None
    _act(desk, "Give this code instead", "sync_alt", ticked, instead)
    _act(desk, "Add this code", "add", ticked, second)


def _with_facets(desk: Desk, project: Project, ticked: list[CodingId]) -> None:
    of: dict[FacetValueId, FacetId] = {}
    titles: dict[FacetValueId, str] = {}
    for facet in project.facets.all():
        for value in facet.form.values:
            of[value.id], titles[value.id] = facet.id, f"{facet.form.name}: {value.name}"
    if not titles:
        return
    chosen = st.selectbox(
        "Value for those ticked",
        list(titles),
        index=None,
        format_func=lambda key: titles[key],
        key=_VALUE,
        placeholder="choose a value",
        width=220,
    )
    verb = partial(project.facets.set_all, ticked, of[chosen], [chosen]) if chosen else None
    _act(desk, "Set this value", "label", ticked, verb)


def _with_theme(desk: Desk, project: Project, ticked: list[CodingId]) -> None:
    themes = [one for one in all_themes(sight(project), project) if one.state != "let go"]
    if not themes:
        return
    titles = {theme.id: theme.name for theme in themes}
    chosen = st.selectbox(
        "Theme for those ticked",
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        key=_THEME,
        placeholder="choose a theme",
        width=220,
    )
    verb = partial(project.themes.take_in, chosen, (), ticked) if chosen else None
    _act(desk, "Take them in", "topic", ticked, verb)


def _act(
    desk: Desk, label: str, icon: str, ticked: list[CodingId], verb: Callable[[], Any] | None
) -> None:
    """Draw a button, shut without a verb; once that was done, nothing is ticked any more."""

    def do() -> None:
        if verb is not None and desk.done(verb, place=_PLACE):
            _set(desk, ticked, on=False)

    st.button(
        label,
        key=f"ticked-{icon}",
        icon=f":material/{icon}:",
        on_click=do,
        disabled=verb is None,
    )


def _tick(desk: Desk, label: str, codings: list[CodingId], *, on: bool) -> None:
    st.button(
        label,
        key=f"ticked-{'all' if on else 'none'}",
        type="tertiary",
        on_click=lambda: _set(desk, codings, on=on),
    )


def _set(desk: Desk, codings: Sequence[CodingId], *, on: bool) -> None:
    for coding in codings:
        desk.put(_key(coding), on)


def _key(coding: CodingId) -> str:
    return f"tick-{coding}"
