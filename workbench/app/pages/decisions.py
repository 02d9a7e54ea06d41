"""Decisions and meetings: what was settled, by date, with what is due to be looked at again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address
from workbench.app.decision_form import Form, draw_decision_form, draw_meeting_form
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.things import draw_links
from workbench.errors import NotFoundError
from workbench.model.ids import MemoId, Words
from workbench.model.memo import Memo, MemoLink
from workbench.model.study import Decision, DecisionRecord, Meeting, MeetingRecord
from workbench.model.typed import day_told
from workbench.project.decisions import decision_from, due, links_of_decision, meeting_from
from workbench.project.project import Project

_LEAF = 20


def decisions_page(
    desk: Desk, project: Project, rooms: Rooms, clock: Callable[[], int] = time.time_ns
) -> None:
    """Draw the records of decisions and meetings, and the forms for new ones."""
    layout.top_line(desk)
    st.title("Decisions and meetings", anchor=False)
    today = datetime.fromtimestamp(clock() / 1e9, tz=UTC).astimezone().date().isoformat()
    decisions, meetings = project.decisions.all(), project.meetings.all()
    if not decisions and not meetings:
        st.write(
            "Here you keep what was decided, against what and why, and what came of meetings, in a "
            "few words each. Whoever reads the history later finds the turns of the study here."
        )
    _new(desk, project, today)
    again = due(decisions, today)
    if again:
        st.subheader("To look at again", anchor=False)
        for decision in again:
            _decision(desk, project, rooms, decision)
    known = {decision.id for decision in again}
    _timeline(desk, project, rooms, [d for d in decisions if d.id not in known], meetings)


def _new(desk: Desk, project: Project, today: str) -> None:
    memo = _memo(project)
    with st.container(horizontal=True, gap="small"):
        what = st.segmented_control(
            "Write down",
            ["decision", "meeting"],
            default=_asked_for() if memo else None,
            format_func=lambda one: f"Record a {one}",
            key=f"record-what-{desk.records}-{memo.id + _asked_for() if memo else ''}",
            label_visibility="collapsed",
        )
    if memo is not None:
        st.caption(f":material/sticky_note_2: From the memo {plain(_called(memo))}")
    if what is None:
        return
    key = f"{what}-new-{desk.records}-{memo.id if memo else ''}"
    with st.container(border=True):
        form = Form(key, opened=memo is not None)
        if what == "decision":
            empty = DecisionRecord(today, Words(""), who=Words(desk.coder or ""))
            record = decision_from(memo, today) if memo else empty
            draw_decision_form(desk, project, form, record)
        else:
            met = meeting_from(memo, today) if memo else MeetingRecord(today)
            draw_meeting_form(desk, project, form, met)


def _asked_for() -> str:
    return "meeting" if id_in_address("as") == "meeting" else "decision"


def _memo(project: Project) -> Memo | None:
    """Return the memo that a record is to be made of, as the address names it."""
    asked = id_in_address("from")
    if asked is None:
        return None
    try:
        return project.memos.one(MemoId(asked))
    except NotFoundError as error:
        st.warning(plain(str(error)), icon=":material/info:")
        return None


def _called(memo: Memo) -> str:
    return f"“{memo.text.title}”" if memo.text.title else "without a title"


def _timeline(
    desk: Desk,
    project: Project,
    rooms: Rooms,
    decisions: Sequence[Decision],
    meetings: Sequence[Meeting],
) -> None:
    records: list[Decision | Meeting] = [*decisions, *meetings]
    records.sort(key=lambda one: (one.record.date, one.at))
    records.reverse()
    if records:
        st.subheader("By date, newest first", anchor=False)
    for record in records[layout.leaves(desk, "decisions", len(records), _LEAF)]:
        if isinstance(record, Decision):
            _decision(desk, project, rooms, record)
        else:
            _meeting(desk, project, rooms, record)


def _decision(desk: Desk, project: Project, rooms: Rooms, decision: Decision) -> None:
    record = decision.record
    with st.container(border=True, gap="small", key=f"record-{decision.id}"):
        told = [f":material/gavel: {day_told(record.date)}", "decision"]
        if record.review:
            told.append(f":material/event_repeat: look at it again on {day_told(record.review)}")
        st.caption(" · ".join(told))
        st.text(record.question)
        if record.chosen:
            layout.row("Decided", record.chosen, width=110, key=f"chosen-{decision.id}")
        draw_links(desk, project, rooms, [*links_of_decision(record), *_from(record.memo)])
        with st.expander("Options, why, who"):
            _facts(
                decision.id,
                [
                    ("Options", record.options),
                    ("Why", record.why),
                    ("Who", record.who),
                    ("Otherwise", record.dissent),
                    ("Reversible", record.reversible),
                ],
            )
            key = f"decision-{decision.id}-{decision.version}"
            if _changes(key, record.question):
                form = Form(key, folded=False)
                draw_decision_form(desk, project, form, record, decision)
            _out(desk, project.decisions.remove, decision, record.question)


def _meeting(desk: Desk, project: Project, rooms: Rooms, meeting: Meeting) -> None:
    record = meeting.record
    with st.container(border=True, gap="small", key=f"record-{meeting.id}"):
        st.caption(f":material/groups: {day_told(record.date)} · meeting")
        st.text(record.agenda or record.disagreements or record.actions or record.present)
        draw_links(desk, project, rooms, _from(record.memo))
        with st.expander("Who, what was settled, what follows"):
            _facts(
                meeting.id,
                [
                    ("Present", record.present),
                    ("Settled", record.disagreements),
                    ("Follows", record.actions),
                ],
            )
            key = f"meeting-{meeting.id}-{meeting.version}"
            name = f"meeting of {day_told(record.date)}"
            if _changes(key, name):
                draw_meeting_form(desk, project, Form(key, folded=False), record, meeting)
            _out(desk, project.meetings.remove, meeting, name)


def _from(memo: MemoId | None) -> list[MemoLink]:
    return [] if memo is None else [MemoLink("memo", memo)]


def _facts(record: str, rows: Sequence[tuple[str, str]]) -> None:
    for name, value in rows:
        if value:
            layout.row(name, value, width=110, key=f"{name}-{record}")


def _changes(key: str, name: str) -> bool:
    return st.toggle(layout.named("Change this record", name), key=f"changes-{key}")


def _out(desk: Desk, remove: Callable[..., None], record: Decision | Meeting, name: str) -> None:
    place = f"out-{record.id}"
    st.button(
        layout.named("Take this record out", name),
        key=place,
        icon=":material/delete:",
        type="tertiary",
        on_click=desk.act,
        args=(remove, record.id),
        kwargs={"base": record.version, "place": place},
    )
    layout.refusal(desk, place)
