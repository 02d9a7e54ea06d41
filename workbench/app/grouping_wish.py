"""Asking for a grouping: of what, why it is not offered where it is not, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TypeVar

import streamlit as st

from workbench.app import layout
from workbench.app.address import put_in_address
from workbench.app.cached import (
    Sight,
    all_attributes,
    all_codes,
    all_people,
    all_sources,
    sight,
)
from workbench.app.desk import Desk
from workbench.app.errand import Errand, Watch, found_by
from workbench.app.grouping_telling import UNIT_WORDS, names_of, why_closed
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.model.ids import CodeId, RunId, SourceId, Words
from workbench.model.proposal import SCOPE_KINDS, Run, RunUnit, Scope, ScopeKind
from workbench.project.grouping_runs import RunWish
from workbench.project.project import Project
from workbench.project.sample import SIMULATED

PLACE = "propose"
#: So many unread sources are led to at once.
_LINKS = 12
Id = TypeVar("Id", bound=str)
_SCOPE_WORDS: dict[ScopeKind, str] = {
    "all": "all that participants say",
    "uncoded": "what is not coded yet",
    "code": "what has a code",
    "attribute": "what some people say",
}
_UNITS: tuple[RunUnit, ...] = ("turns", "sentences", "codings")


def draw_wish(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw what can be grouped, and the button that begins it; or why it is not offered."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="wish"):
        unit: RunUnit = st.segmented_control(
            "One segment is one of the",
            _UNITS,
            default="turns",
            required=True,
            format_func=UNIT_WORDS.__getitem__,
            key="wish-unit",
        )
        scope = _scope(project)
        busy = PLACE in desk.errands
        ready = st.container(width="content")
    seed, around = _chance()
    closed = None if scope is None else why_closed(sight(project), project, scope)
    if closed is not None:
        draw_closed(desk, project, rooms, closed, scope)
        return
    wish = RunWish(unit, scope or Scope(), seed, around)
    ready.button(
        "Look for groups",
        key="wish-go",
        type="primary",
        icon=":material/workspaces:",
        disabled=scope is None or busy,
        on_click=begin,
        args=(desk, project, wish),
    )


def begin(desk: Desk, project: Project, wish: RunWish) -> None:
    """Begin to look for groups beside the page."""

    def work(watch: Watch) -> RunId:
        return project.groupings.propose(
            wish.unit, wish.scope, seed=wish.seed, around=wish.around, watch=watch
        )

    desk.refusal = None
    desk.errands[PLACE] = Errand(wish, work)


def same_wish(run: Run) -> RunWish:
    """Return what was asked for when a run was made."""
    record = run.record
    return RunWish(record.unit, record.scope, record.seed, record.around or None)


def draw_under_way(desk: Desk) -> None:
    """Draw how far a grouping is that was asked for; once it is there, let the page show it."""
    errand: Errand[RunId] | None = desk.errands.get(PLACE)
    if errand is not None and errand.wait(0):
        del desk.errands[PLACE]
        if desk.done(errand.result, place=PLACE):
            put_in_address(run=errand.result(), groups=None, segment=None)
    elif errand is not None:
        found_by(desk, PLACE, errand.key, lambda _: None, doing="Segments are read and grouped")
        if errand.wait(0):
            st.rerun()
    layout.refusal(desk, PLACE)


def _scope(project: Project) -> Scope | None:
    """Draw which segments are grouped; None while something is still to be chosen."""
    kind: ScopeKind = st.selectbox(
        "Which of them",
        SCOPE_KINDS,
        format_func=_SCOPE_WORDS.__getitem__,
        key="wish-scope",
        width=230,
    )
    if kind == "code":
        code = _choose("Code, with those below it", _coded(project), "wish-code")
        return None if code is None else Scope("code", code)
    return _people(project) if kind == "attribute" else Scope(kind)


def _coded(project: Project) -> dict[CodeId, str]:
    """Return the codes that something has, or has one below them, by path."""
    codes = all_codes(sight(project), project)
    above = {code.path[:n] for code in codes if code.coding_count for n in range(len(code.path))}
    return {c.id: c.path_text for c in codes if c.coding_count or c.path in above}


def _people(project: Project) -> Scope | None:
    seen = sight(project)
    found = {one.id: one.form.name for one in all_attributes(seen, project)}
    chosen = _choose("Attribute", found, "wish-attribute")
    if chosen is None:
        return None
    held = [person.values.get(chosen) for person in all_people(seen, project)]
    values = {value: value for value in sorted({value for value in held if value})}
    value = _choose("Its value", values, f"wish-value-{chosen}")
    return None if value is None else Scope("attribute", chosen, Words(value))


def _choose(label: str, options: Mapping[Id, str], key: str) -> Id | None:
    return st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda one: options[one],
        key=key,
        placeholder="choose" if options else "there is none",
        width=230,
    )


def _chance() -> tuple[int, int | None]:
    """Draw what hardly anybody needs: where chance begins, and about how many groups."""
    with (
        st.expander("Seed and number of groups", key="wish-more"),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        seed = st.number_input("Seed", 0, 2**53 - 1, 0, key="wish-seed", width=180)
        around = st.number_input(
            "About how many groups", 2, None, None, key="wish-around", width=200
        )
        st.caption(
            "The same segments, model and seed give the same groups again. Another seed shows what "
            "of them is chance."
        )
    return int(seed), None if around is None else int(around)


def draw_closed(
    desk: Desk, project: Project, rooms: Rooms, why: str, scope: Scope | None = None
) -> None:
    """Say why groupings or hints are not offered, and what opens them: reading, or a decision."""
    st.caption(f":material/info: {plain(why)}")
    if project.rounds.now():
        return
    waiting = _unread(sight(project), project, scope or Scope())
    if not waiting:
        _decide(desk, project)
        return
    names = {source.id: source.name for source in all_sources(sight(project), project)}
    st.caption(
        "While you read, **v** marks a turn as read, **Shift+V** all up to it, **a** the source."
    )
    with st.container(horizontal=True, key="wish-unread"):
        for source in waiting[:_LINKS]:
            label = f"Read {plain(names[source])}"
            layout.go(desk, rooms.read, label, icon=":material/menu_book:", source=source)
    known = names_of(project).coders.values()
    if SIMULATED in known and project.coder_name != SIMULATED:
        st.caption("This is the sample study. The coder it was made with has read all of it.")
        label = f"Look around as {SIMULATED}"
        st.button(label, key="be-simulated", on_click=desk.look_around_as, args=(SIMULATED,))


@st.cache_data(max_entries=16, show_spinner=False)
def _unread(seen: Sight, _project: Project, scope: Scope) -> list[SourceId]:  # noqa: ARG001
    return _project.groupings.unread(scope)


def _decide(desk: Desk, project: Project) -> None:
    with st.form("wish-allow", border=False):
        st.text_input("Why do you want this other way of reading?", key="wish-why")
        st.form_submit_button(
            "Record this decision",
            on_click=partial(_allow, desk, project),
        )
    layout.refusal(desk, "allow")


def _allow(desk: Desk, project: Project) -> None:
    desk.act(project.groupings.allow, desk.typed("wish-why"), place="allow")
