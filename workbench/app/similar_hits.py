"""Passages that were found by what they mean: each with its place, a tick, and ways on from it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.address import place_id
from workbench.app.cached import all_codes, sight
from workbench.app.code_tree import code_named
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.model.codebook import APPLICABLE
from workbench.model.source import Segment
from workbench.project.lifecycle import NewCode
from workbench.project.project import Project
from workbench.project.similar import Similar

_PLACE, _CODE = "similar-ticked", "similar-code"
_ICON = ":material/blur_on:"


def draw_like(desk: Desk, rooms: Rooms, of: str, **ids: str) -> None:
    """Draw the way to more like something.

    Args:
        desk: This tab's desk.
        rooms: Where it is found.
        of: What tells this link from others like it.
        ids: What it is: a coding, a code, or a source and the place in it.
    """
    layout.go(desk, rooms.similar, layout.named("More like this", of), icon=_ICON, **ids)


def draw_passages(desk: Desk, project: Project, rooms: Rooms, found: Sequence[Similar]) -> None:
    """Draw passages in the order in which they were found."""
    held = held_back(desk, project, (one.source for one in found), within="similar")
    _acts(desk, project, [one for one in found if one.source not in held])
    names = {code.id: code.path_text for code in all_codes(sight(project), project)}
    for number, one in enumerate(found, 1):
        key, of = _key(one), f"{_place(one)}, passage {number}"
        with st.container(border=True, key=f"words-{key}", gap="small"):
            if one.source in held:
                st.caption("Its words are shown when you say so, above.")
            else:
                st.text(one.words)
            with st.container(
                horizontal=True, vertical_alignment="center", gap="small", wrap=False
            ):
                if one.source not in held:
                    st.checkbox(
                        f"Tick the passage of {plain(of)}",
                        key=f"tick-{key}",
                        label_visibility="collapsed",
                    )
                codes = [f"**{plain(names[code])}**" for code in one.codes if code in names]
                told = [plain(_place(one)), *(codes or ["not coded"])]
                st.caption(" · ".join(told), width="stretch")
                ids = {"source": one.source, "at": place_id(Segment(one.start, one.end))}
                read = layout.named("Read it in place", of)
                layout.go(desk, rooms.read, read, icon=":material/menu_book:", **ids)
                more = layout.named("More like this", of)
                layout.leave_for(desk, rooms.similar, more, key=f"like-{key}", icon=_ICON, **ids)


def _acts(desk: Desk, project: Project, shown: Sequence[Similar]) -> None:
    """Draw what can be done with the ticked ones: a person's own ticks, in one act."""
    ticked = [one for one in shown if desk.chosen(f"tick-{_key(one)}")]
    if not ticked:
        st.caption("Tick passages to give them a code.")
        return
    codes = [c for c in all_codes(sight(project), project) if c.state in APPLICABLE]
    with st.container(horizontal=True, vertical_alignment="bottom", key="bar-ticked"):
        st.write(f"**{len(ticked)} of {len(shown)} ticked**")
        chosen = st.selectbox(
            "Code for those ticked",
            [code.path_text for code in codes],
            index=None,
            key=_CODE,
            accept_new_options=True,
            placeholder="choose a code, or type a new one",
            width=320,
        )
        known = code_named(codes, chosen or "")
        label = "Make this code and give it" if chosen and not known else "Give this code"

        def do() -> None:
            if chosen:
                _give(desk, project, known.id if known else NewCode(chosen), ticked)

        st.button(label, key="similar-give", type="primary", disabled=not chosen, on_click=do)
    if known is not None and known.path_text != chosen:
        st.caption(f"There is this code: **{plain(known.path_text)}**")
    layout.refusal(desk, _PLACE)


def _give(desk: Desk, project: Project, code: object, ticked: Sequence[Similar]) -> None:
    """Give passages a code; once that was done, nothing is ticked any more."""
    places = [(one.source, Segment(one.start, one.end)) for one in ticked]
    if desk.done(project.similar.give, code, places, place=_PLACE):
        for one in ticked:
            desk.put(f"tick-{_key(one)}", value=False)


def _place(one: Similar) -> str:
    turn = "" if one.turn is None else f", turn {one.turn}"
    return f"{one.case} in {one.source_name}{turn}"


def _key(one: Similar) -> str:
    return f"like-{one.source}-{one.start}"
