"""Groupings: what the machine proposes as groups, looked at in many cuts, answered by people."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, number_in_address, put_in_address
from workbench.app.cached import all_sources, sight
from workbench.app.desk import Desk
from workbench.app.errand import PATIENCE, Watch, found_by
from workbench.app.grouping_answers import draw_other_answers
from workbench.app.grouping_beside import draw_beside
from workbench.app.grouping_cards import draw_cards
from workbench.app.grouping_look import Look, look_at
from workbench.app.grouping_map import draw_map
from workbench.app.grouping_telling import (
    all_runs,
    inputs_told,
    names_of,
    runs_told,
    size_told,
    why_closed,
)
from workbench.app.grouping_wish import (
    begin,
    draw_closed,
    draw_under_way,
    draw_wish,
    same_wish,
)
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.model.ids import RunId
from workbench.project.groupings import Grouping, RunLine
from workbench.project.project import Project
from workbench.project.wording import counted

_CARDS, _MAP, _BESIDE = "Groups", "Map", "Beside another"
#: So many groups the slider goes to; a person reads no more.
_MOST = 60


def groupings_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the groupings of a study."""
    layout.top_line(desk)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Groupings", anchor=False, width="stretch")
        layout.go(desk, rooms.second_look, "A second look", icon=":material/visibility:")
    if not all_sources(sight(project), project):
        st.write(
            "Here what participants say is put into groups to look at. There is no source yet."
        )
        layout.bring(rooms)
        return
    draw_under_way(desk)
    lines = all_runs(sight(project), project)
    if not lines:
        st.write(
            "Segments that say alike things are put into groups, from their words alone. A "
            "grouping is one way of looking, never a result: what it means is yours to say."
        )
        draw_wish(desk, project, rooms)
        return
    anew = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="run"):
        line = _chosen(project, lines)
        _facts(desk, project, line)
    closed = why_closed(sight(project), project, line.run.record.scope)
    if closed is not None:
        layout.refusal(desk, "grouping")
        draw_closed(desk, project, rooms, closed, line.run.record.scope)
        return
    with anew.expander("Look for groups anew", icon=":material/workspaces:", key="wish-anew"):
        draw_wish(desk, project, rooms)
    _changed(desk, project, line)
    view, count = _cut(desk, line)
    grouping = _shown(desk, project, line, count)
    if grouping is not None:
        _look(look_at(desk, project, rooms, grouping), view, lines)


def _chosen(project: Project, lines: Sequence[RunLine]) -> RunLine:
    """Draw which grouping is looked at: that of the address, else the newest.

    With one more or less the field is another one: their numbers are others then, and nothing
    chosen before comes back in it.
    """
    runs = {line.run.id: line for line in lines}
    asked = RunId(id_in_address("run") or "")
    told = runs_told(lines, names_of(project))
    run: RunId = st.selectbox(
        "Grouping",
        list(runs),
        index=list(runs).index(asked) if asked in runs else 0,
        format_func=told.__getitem__,
        key=f"grouping-{lines[0].run.id}-{len(lines)}",
        on_change=lambda: put_in_address(groups=None, segment=None),
        width=560,
    )
    put_in_address(run=run)
    return runs[run]


def _facts(desk: Desk, project: Project, line: RunLine) -> None:
    """Draw what became of a grouping, what went into it, and the way to take it out."""
    run = line.run
    st.caption(f"{counted(line.answered, 'group')} answered", width="content")
    with st.popover("Its inputs", icon=":material/input:", type="tertiary"):
        layout.facts(inputs_told(run, names_of(project)).items())
        names = names_of(project).sources
        told = (
            f"{plain(names.get(source, 'a source that is gone'))} {len(spans) // 2:,}"
            for source, spans in run.record.inputs
        )
        st.caption(f"From {' · '.join(told)}")
    st.button(
        "Take it out",
        key=f"drop-{run.id}",
        icon=":material/delete:",
        type="tertiary",
        on_click=desk.act,
        args=(project.groupings.drop, run.id),
        kwargs={"place": "grouping"},
    )


def _changed(desk: Desk, project: Project, line: RunLine) -> None:
    """Draw why it was not taken out, and that it no longer fits with the way to another one."""
    run = line.run
    layout.refusal(desk, "grouping")
    if line.changed:
        with st.container(horizontal=True, vertical_alignment="center", key="changed"):
            st.warning(
                f"{line.changed:,} of {size_told(run.record)} "
                f"{'is' if line.changed == 1 else 'are'} not the same any more.",
                icon=":material/info:",
            )
            st.button(
                "Look anew",
                key=f"anew-{run.id}",
                on_click=begin,
                args=(desk, project, same_wish(run)),
            )


def _cut(desk: Desk, line: RunLine) -> tuple[str, int]:
    """Draw the choice of view and of how many groups, and return both; the slider stays in hand."""
    run = line.run
    most = min(len(run.record.groups), max(_MOST, line.groups))
    moved = desk.chosen(f"cut-{run.id}")
    asked = str(moved) if moved else number_in_address("groups")
    put_in_address(groups=asked)
    count = min(max(int(asked), 2), most) if asked and asked.isdecimal() else line.groups
    with st.container(horizontal=True, vertical_alignment="bottom", key="cut"):
        view = st.segmented_control(
            "Looked at as",
            (_CARDS, _MAP, _BESIDE),
            default=_CARDS,
            required=True,
            key="grouping-view",
        )
        if most > 2 and view != _BESIDE:
            st.slider("Fewer or more groups", 2, most, count, key=f"cut-{run.id}", width=360)
            st.caption(
                f"{count:,} groups; {line.groups:,} were shown first. No number is the number of "
                "themes.",
                width=250,
            )
    return view, count


def _shown(desk: Desk, project: Project, line: RunLine, count: int) -> Grouping | None:
    """Return the grouping in a cut; None while it is worked out."""
    run = line.run.id

    def work(watch: Watch) -> Grouping:
        return project.groupings.show(run, count, watch)

    key = (sight(project), run, count)
    doing = "The groups are described"
    return found_by(desk, "grouping", key, work, doing=doing, patience=PATIENCE)


def _look(look: Look, view: str, lines: list[RunLine]) -> None:
    if view == _BESIDE:
        draw_beside(look, lines)
    elif view == _MAP:
        draw_map(look)
    else:
        draw_cards(look)
        draw_other_answers(look)
