"""Blind rounds on screen: opened and closed beside the stance, and named while one is open."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_sources, sight
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.app.telling import moment
from workbench.model.ids import SourceId
from workbench.model.study import BlindRound
from workbench.project.project import Project
from workbench.project.wording import counted


def draw_rounds(desk: Desk, project: Project) -> None:
    """Draw the round that is open, or how to open one; and those there were."""
    rounds = project.rounds.all()
    now = next((one for one in rounds if one.is_open), None)
    if not rounds and project.stance == "reflexive":
        return  # nobody is compared there
    st.subheader("Blind round: open" if now else "Blind round", anchor=False)
    if now:
        _open_one(desk, project, now)
    else:
        _opening(desk, project)
    layout.refusal(desk, "round")
    past = [one for one in reversed(rounds) if not one.is_open]
    if past:
        with st.expander(f"{len(past)} closed {'rounds' if len(past) > 1 else 'round'}"):
            for one in past:
                st.caption(plain(_told(project, one)))


def draw_blind(project: Project, source: SourceId | None = None) -> None:
    """Say in a line that a blind round is open, where it goes over a source or over any."""
    now = project.rounds.now()
    if now and (source is None or not now.sources or source in now.sources):
        where = "in its sources" if now.sources and source is None else "here"
        st.caption(
            f":material/visibility_off: A blind round is open: nobody sees what others code "
            f"{where}, and nothing is suggested."
        )


def _open_one(desk: Desk, project: Project, now: BlindRound) -> None:
    st.caption(plain(_told(project, now)))
    done, coders = project.rounds.read_through()
    st.caption(
        f":material/done_all: {done} of {counted(coders, 'coder')} marked every source of it as "
        "read since it was opened (key **a** in the reader, which shows no marks from before)."
    )
    st.caption(
        "The workbench shows nobody what others code in it, and proposes nothing. Whoever holds "
        "the file itself could still read it."
    )
    st.button(
        "Close the blind round",
        key=f"close-{now.id}",
        icon=":material/visibility:",
        help="From then on everybody sees what was coded.",
        on_click=desk.act,
        args=(project.rounds.close,),
        kwargs={"place": "round"},
    )


def _opening(desk: Desk, project: Project) -> None:
    st.caption("Coders code alone, and see what the others coded when the round is closed.")
    names = {source.id: source.name for source in all_sources(sight(project), project)}
    key = f"round-{len(project.rounds.all())}"
    with st.expander("Open a blind round"), st.form(key, border=False):
        st.multiselect(
            "Over which sources?",
            list(names),
            format_func=lambda source: names[source],
            placeholder="all sources, and those that come",
            key=f"{key}-sources",
        )
        st.text_input("What is it for?", key=f"{key}-note", placeholder="it may stay empty")
        st.form_submit_button(
            "Open the blind round",
            on_click=lambda: desk.act(
                project.rounds.open,
                desk.chosen(f"{key}-sources") or (),
                desk.typed(f"{key}-note"),
                place="round",
            ),
        )


def _told(project: Project, one: BlindRound) -> str:
    people = {coder.id: coder.name for coder in project.coders()}
    names = {source.id: source.name for source in all_sources(sight(project), project)}
    over = ", ".join(names.get(source, "a source taken out") for source in one.sources)
    told = f"{people[one.opened_by]} opened it {moment(one.opened_at)} over {over or 'all sources'}"
    if one.closed_by and one.closed_at:
        told += f"; {people[one.closed_by]} closed it {moment(one.closed_at)}"
    return told + (f". What for: {one.note}" if one.note else ".")
