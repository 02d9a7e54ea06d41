"""Home: where the study stands, what happened last, and whether it is kept safely."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_sources, sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.telling import moment
from workbench.model.source import Source
from workbench.project.keeping import backup, backups, place_notes
from workbench.project.project import Project, Summary

_LAST = 5
_SHOWN = 12


def home_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the first page of a study."""
    layout.top_line(desk)
    st.title(plain(project.name), anchor=False)
    summary, sources = project.summary(), all_sources(sight(project), project)
    if not sources:
        _begin_here(rooms)
    left, right = st.columns([3, 2], gap="large")
    with left:
        if sources:
            _sources(desk, rooms, summary, sources)
            _people(project, summary)
        _happened(desk, project, rooms)
    with right:
        _kept(desk, project, rooms)


def _begin_here(rooms: Rooms) -> None:
    st.write("This study has no sources yet. Bring your transcripts to begin.")
    layout.bring(rooms)


def _sources(desk: Desk, rooms: Rooms, summary: Summary, sources: list[Source]) -> None:
    words = sum(source.words for source in sources)
    st.subheader("Sources", anchor=False)
    st.caption(
        f"{_count(len(sources), 'source')} · {words:,} words · {_count(summary.codes, 'code')} · "
        f"{_count(summary.codings, 'coding')}"
    )
    for source in sources[:_SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            layout.go(
                desk,
                rooms.read,
                plain(source.name),
                icon=":material/description:",
                source=source.id,
            )
            st.space("stretch")
            st.caption(
                f"{source.words:,} words · {_count(source.coding_count, 'coding')}",
                width="content",
            )
    if len(sources) > _SHOWN:
        layout.go(desk, rooms.sources, f"All {len(sources)} sources", icon=":material/list:")


def _people(project: Project, summary: Summary) -> None:
    st.subheader("People", anchor=False)
    people = project.cases.all()
    named = {
        kind: ", ".join(case.name for case in people if case.kind == kind)
        for kind in ("participant", "interviewer")
    }
    if not people:
        st.caption("Nobody is mapped to a speaker yet: see who speaks in a source.")
    told = [(f"{kind.capitalize()}s", names) for kind, names in named.items() if names]
    layout.facts([*told, ("Coders", ", ".join(summary.coders))])


def _happened(desk: Desk, project: Project, rooms: Rooms) -> None:
    st.subheader("What happened last", anchor=False)
    with st.container(gap="xsmall"):
        for line in project.history.lines(limit=_LAST):
            layout.row(
                moment(line.at), f"{line.coder} {line.sentence}", width=130, key=str(line.seq)
            )
    layout.go(desk, rooms.history, "The whole history", icon=":material/history:")


def _kept(desk: Desk, project: Project, rooms: Rooms) -> None:
    st.subheader("How it is kept", anchor=False)
    layout.facts([("This file", project.where), ("Last backup", _last_backup(project))])
    st.button(
        "Make a backup now",
        key="backup",
        icon=":material/save:",
        on_click=desk.act,
        args=(backup, project),
        kwargs={"place": "backup"},
    )
    layout.refusal(desk, "backup")
    for note in place_notes(project.where):
        st.caption(f":material/lock_open: {plain(note)}")
    st.subheader("Can it be trusted?", anchor=False)
    st.caption(
        f"{project.head.seq:,} entries stand in the history. Checking it recomputes every one."
    )
    layout.go(desk, rooms.history, "Check the history", icon=":material/fact_check:")


def _last_backup(project: Project) -> str:
    """Return when the newest backup that still lies beside the study was made."""
    there = {path.name for path in backups(project.where)}
    made = project.history.lines(kind="BackupMade", limit=1) if there else []
    return moment(made[0].at) if made else "none yet"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
