"""What belongs to a theme: codes, single quotations, the theme above it, and what it is tied to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_codes, sight
from workbench.app.desk import Desk
from workbench.app.extracts import place
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.app.theme_reads import all_themes, below
from workbench.app.theme_voices import draw_place, draw_words
from workbench.model.ids import CodeId
from workbench.model.theme import RELATION_KINDS, MapThing, Relation, Theme
from workbench.project.project import Project
from workbench.project.wording import counted

_SINGLES = 20


def draw_holds(
    desk: Desk, project: Project, rooms: Rooms, themes: Sequence[Theme], theme: Theme
) -> None:
    """Draw what belongs to a theme, and the ways to take in and put out."""
    codes, rest = st.columns(2, gap="large")
    with codes:
        _codes(desk, project, rooms, theme)
    with rest:
        _family(desk, project, rooms, themes, theme)
        _relations(desk, project, rooms, themes, theme)
    _singles(desk, project, rooms, theme)
    layout.refusal(desk, f"holds-{theme.id}")


def draw_themes_of(desk: Desk, project: Project, rooms: Rooms, code: CodeId) -> None:
    """Draw the ways to the themes that a code belongs to, if there are any."""
    themes = [one for one in all_themes(sight(project), project) if code in one.codes]
    if themes:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption("In the themes" if len(themes) > 1 else "In the theme", width="content")
            for one in themes:
                layout.go(desk, rooms.theme, plain(one.name), theme=one.id)


def _codes(desk: Desk, project: Project, rooms: Rooms, theme: Theme) -> None:
    st.subheader("Codes", anchor=False)
    codes = {code.id: code for code in all_codes(sight(project), project)}
    own = [codes[code] for code in theme.codes if code in codes]
    for code in own:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            layout.go(desk, rooms.codebook, plain(code.path_text), code=code.id)
            st.caption(counted(code.coding_count, "quotation"), width="content")
            put_out = partial(project.themes.put_out, theme.id, [code.id])
            _out(desk, theme, "Put out", code.path_text, put_out)
    if not own:
        st.caption("No code belongs to it.")
    key = f"take-in-{theme.id}-{len(theme.codes)}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            "Take codes in",
            [code for code in codes if code not in theme.codes],
            format_func=lambda code: codes[code].path_text,
            key=key,
            placeholder="which ones",
        )
        under = st.checkbox("with the codes below them", value=True, key=f"{key}-below")
        st.button(
            "Take them in",
            key=f"{key}-do",
            icon=":material/add:",
            disabled=not chosen,
            on_click=desk.act,
            args=(project.themes.take_in, theme.id, chosen),
            kwargs={"below": under, "place": f"holds-{theme.id}"},
        )


def _singles(desk: Desk, project: Project, rooms: Rooms, theme: Theme) -> None:
    if not theme.codings:
        return
    st.subheader(f"Single quotations · {len(theme.codings):,}", anchor=False)
    name = f"singles-{theme.id}"
    leaf = layout.leaves(desk, name, len(theme.codings), _SINGLES)
    shown = project.quotations.among(theme.codings[leaf])
    hidden = held_back(desk, project, (one.coding.source for one in shown), within="singles")
    for quotation in shown:
        coding = quotation.coding.id
        with st.container(border=True, gap="xsmall", key=f"rows-single-{coding}"):
            draw_words(quotation, hidden, f"single-{coding}")
            with st.container(horizontal=True, vertical_alignment="center"):
                draw_place(desk, rooms, quotation)
                put_out = partial(project.themes.put_out, theme.id, (), [coding])
                of = f"{place(quotation)}, {quotation.code[-1]}"
                _out(desk, theme, "Put out", of, put_out)


def _family(
    desk: Desk, project: Project, rooms: Rooms, themes: Sequence[Theme], theme: Theme
) -> None:
    st.subheader("Above and below", anchor=False)
    own = {one.id for _, one in below(themes, theme.id)} | {theme.id}
    names = {t.id: t.name for t in themes if t.id not in own and t.state != "let go"}
    names |= {t.id: t.name for t in themes if t.id == theme.parent}
    key = f"nest-{theme.id}-{theme.version}"
    st.selectbox(
        "It stands below",
        list(names),
        index=list(names).index(theme.parent) if theme.parent in names else None,
        format_func=names.__getitem__,
        key=key,
        placeholder="no other theme",
        on_change=lambda: desk.act(
            project.themes.nest,
            theme.id,
            desk.chosen(key),
            base=theme.version,
            place=f"holds-{theme.id}",
        ),
    )
    for _, one in below(themes, theme.id):
        layout.leave_for(desk, rooms.theme, plain(one.name), key=f"below-{one.id}", theme=one.id)


def _relations(
    desk: Desk, project: Project, rooms: Rooms, themes: Sequence[Theme], theme: Theme
) -> None:
    st.subheader("Tied to other themes", anchor=False)
    here = MapThing("theme", theme.id)
    names = {MapThing("theme", one.id): one.name for one in themes}
    codes = all_codes(sight(project), project)
    called = names | {MapThing("code", code.id): code.path_text for code in codes}
    for relation in project.theme_map.now().relations:
        if here in relation.ends and set(relation.ends) <= called.keys():
            _relation(desk, project, theme, relation, called)
    others = [one for one in names if one != here]
    key = f"relate-{theme.id}"
    if others:
        with st.form(key, border=False, clear_on_submit=True):
            kind, other, add = st.columns([3, 5, 3], vertical_alignment="bottom")
            kind.selectbox("This theme", RELATION_KINDS, key=f"{key}-kind")
            other.selectbox(
                "the theme", others, index=None, format_func=called.__getitem__, key=f"{key}-to"
            )
            add.form_submit_button("Tie them", on_click=lambda: _relate(desk, project, here, key))
    layout.go(desk, rooms.theme_map, "Thematic map", icon=":material/schema:")


def _relate(desk: Desk, project: Project, here: MapThing, key: str) -> None:
    other = desk.chosen(f"{key}-to")
    if other is not None:
        verb, kind = project.theme_map.relate, desk.chosen(f"{key}-kind")
        desk.act(verb, here, kind, MapThing(*other), place=f"holds-{here.id}")


def _relation(
    desk: Desk, project: Project, theme: Theme, relation: Relation, called: dict[MapThing, str]
) -> None:
    one, other = (called[end] for end in relation.ends)
    told = f"{one} — {relation.kind} — {other}"
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.text(f"{told} · {relation.note}" if relation.note else told, width="stretch")
        _out(desk, theme, "Take out", told, partial(project.theme_map.unrelate, relation.id))


def _out(desk: Desk, theme: Theme, label: str, of: str, verb: Callable[[], Any]) -> None:
    st.button(
        layout.named(label, of),
        key=f"out-{theme.id}-{of}",
        icon=":material/delete:",
        type="tertiary",
        on_click=desk.act,
        args=(verb,),
        kwargs={"place": f"holds-{theme.id}"},
    )
