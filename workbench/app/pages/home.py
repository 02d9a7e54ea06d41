"""Home: where the study stands, what happened last, and whether it is kept safely."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Person, all_people, all_sources, first_pass_of, progress_of, sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.phases import draw_bookmark
from workbench.app.plain import plain
from workbench.app.rounds import draw_blind
from workbench.app.telling import moment, verdict
from workbench.model.case import CASE_KINDS, NO_CONSENT
from workbench.model.source import Source
from workbench.project.keeping import backup, backups, place_notes
from workbench.project.project import Project, Summary
from workbench.project.wording import counted

_LAST = 5
_SHOWN = 12
_NAMED = 20


def home_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the first page of a study."""
    layout.top_line(desk)
    st.title(plain(project.name), anchor=False)
    seen = sight(project)
    summary, sources = project.summary(), all_sources(seen, project)
    draw_blind(project)
    _where(desk, project, rooms, summary)
    _next(desk, rooms, summary)
    left, right = st.columns([3, 2], gap="large")
    with left:
        if sources:
            _sources(desk, project, rooms, summary, sources)
        _happened(desk, project, rooms)
    with right:
        _people(desk, rooms, all_people(seen, project), summary)
        _kept(desk, project)
        _trusted(desk, project, rooms)


def _where(desk: Desk, project: Project, rooms: Rooms, summary: Summary) -> None:
    """Show what the study asks, and the bookmark of its phase."""
    if summary.question:
        with st.container(key="words-question"):
            st.text(summary.question)
    else:
        layout.go(desk, rooms.study, "Say what the study asks", icon=":material/menu_book:")
    draw_bookmark(desk, project)
    layout.go(desk, rooms.standing, "What is there, what is thin", icon=":material/checklist:")


def _next(desk: Desk, rooms: Rooms, summary: Summary) -> None:
    """Offer the next step of a study that has just begun."""
    if not summary.sources:
        st.write("This study has no sources yet. Bring your transcripts to begin.")
        layout.bring(rooms)
    elif not summary.codings:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="next"):
            st.write("Nothing is coded yet. Read a source and give its words codes.")
            st.space("stretch")
            layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")


def _sources(
    desk: Desk, project: Project, rooms: Rooms, summary: Summary, sources: list[Source]
) -> None:
    words = sum(source.words for source in sources)
    st.subheader("Sources", anchor=False)
    st.caption(
        f"{counted(len(sources), 'source')} · {words:,} words · {counted(summary.codes, 'code')} · "
        f"{counted(summary.codings, 'coding')}"
    )
    with st.container(gap="xsmall"):
        for source in sources[:_SHOWN]:
            _source(desk, project, rooms, source)
    if len(sources) > _SHOWN:
        layout.go(desk, rooms.sources, f"All {len(sources)} sources", icon=":material/list:")


def _source(desk: Desk, project: Project, rooms: Rooms, source: Source) -> None:
    done = progress_of(sight(project), project, source.id)
    told = counted(source.coding_count, "coding")
    if done.turns:
        told = f"{done.coded:,} of {counted(done.turns, done.noun)} coded · {told}"
    first = first_pass_of(sight(project), project, source.id)
    if first.passed:
        told = f"read {first.passed:,} of {counted(first.turns, 'turn')} by participants · {told}"
    with st.container(gap=None):
        layout.go(
            desk, rooms.read, plain(source.name), icon=":material/description:", source=source.id
        )
        st.caption(told)


def _people(desk: Desk, rooms: Rooms, people: list[Person], summary: Summary) -> None:
    st.subheader("People", anchor=False)
    if not people:
        st.caption("Nobody is named yet: people come with the sources they speak in.")
    told = []
    for kind in CASE_KINDS:
        names = [person.case.name for person in people if person.case.kind == kind]
        if names:
            told.append((f"{kind.capitalize()}s", _names(names)))
    layout.facts([*told, ("Coders", ", ".join(summary.coders))])
    asked = [person for person in people if person.case.kind == "participant"]
    gaps = sum(person.consent == NO_CONSENT for person in asked)
    if gaps:
        label = f"{gaps} of {counted(len(asked), 'participant')}: consent not recorded"
        layout.go(desk, rooms.people, label, icon=":material/assignment_late:")
    elif asked:
        layout.go(desk, rooms.people, "Consent recorded for all", icon=":material/task_alt:")


def _names(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _happened(desk: Desk, project: Project, rooms: Rooms) -> None:
    st.subheader("What happened last", anchor=False)
    with st.container(gap="xsmall"):
        for line in project.history.lines(limit=_LAST):
            layout.row(
                moment(line.at), f"{line.coder} {line.sentence}", width=130, key=str(line.seq)
            )
    layout.go(desk, rooms.history, "The whole history", icon=":material/history:")


def _kept(desk: Desk, project: Project) -> None:
    st.subheader("How it is kept", anchor=False)
    where = "Address" if project.is_on_server else "This file"
    layout.facts([(where, project.where), ("Last backup", _last_backup(project))])
    if project.is_on_server:
        st.caption("To a file: workbench backup ADDRESS -o FILE")
    else:
        st.button(
            "Make a backup now",
            key="backup",
            icon=":material/save:",
            on_click=_back_up,
            args=(desk, project),
        )
    layout.refusal(desk, "backup")
    for note in place_notes(project.where):
        st.caption(f":material/lock_open: {plain(note)}")


def _back_up(desk: Desk, project: Project) -> None:
    """Make a backup and say where it lies."""
    made: list[Path] = []
    if desk.done(lambda: made.append(backup(project)), place="backup"):
        desk.tell(f"Made the backup {made[0].name} in the folder {made[0].parent}")


def _trusted(desk: Desk, project: Project, rooms: Rooms) -> None:
    st.subheader("Can it be trusted?", anchor=False)
    checked = desk.checked
    if checked is None:
        st.caption(
            f"{project.head.seq:,} entries stand in the history. They were not checked in this "
            "sitting."
        )
    else:
        mark = "check_circle" if checked.found.ok else "error"
        st.caption(
            f":material/{mark}: {plain(verdict(checked.found))} Last check: {moment(checked.at)}."
        )
        if checked.head != project.head.digest:
            st.caption("The study has moved on since.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Check it now",
            key="check",
            icon=":material/fact_check:",
            on_click=desk.check_history,
        )
        layout.go(desk, rooms.history, "History", icon=":material/history:")
    layout.refusal(desk, "check")


def _last_backup(project: Project) -> str:
    """Return when the newest backup was made, and whether none lies beside the file."""
    made = project.history.lines(kind="BackupMade", limit=1)
    if not made:
        return "none yet"
    beside = project.is_on_server or backups(project.where)
    return moment(made[0].at) + ("" if beside else "; none lies beside this file")
