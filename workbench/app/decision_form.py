"""The quiet forms of decisions and meetings: a day and what it was about; the rest under More."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from workbench.app import layout
from workbench.app.address import put_in_address
from workbench.app.desk import Desk
from workbench.app.things import choosable
from workbench.model.ids import MemoId, Words
from workbench.model.memo import read_link
from workbench.model.study import Decision, DecisionRecord, Meeting, MeetingRecord
from workbench.project.decisions import links_of_decision
from workbench.project.project import Project

_EARLIEST, _LATEST = date(1950, 1, 1), date(2150, 12, 31)
_REVERSIBLE = {"": "not said", "yes": "yes", "no": "no"}


@dataclass(frozen=True, slots=True)
class Form:
    """Where a form stands: the beginning of its widgets' keys, and whether the rest is folded."""

    key: str
    folded: bool = True
    opened: bool = False

    def rest(self) -> AbstractContextManager[Any]:
        """Return where all that nobody needs to fill in stands."""
        return st.expander("More", expanded=self.opened) if self.folded else st.container()


def draw_decision_form(
    desk: Desk, project: Project, form: Form, record: DecisionRecord, old: Decision | None = None
) -> None:
    """Draw the form for a decision, a new one or one that is there.

    Args:
        desk: This tab's desk.
        project: The study.
        form: Where it stands.
        record: What the form begins with.
        old: The decision as the person sees it; None for a new one.
    """
    key = form.key
    with st.form(key, border=False):
        _day("Day", record.date, f"{key}-date")
        st.text_input("What was the question?", value=record.question, key=f"{key}-question")
        st.text_input("What was decided?", value=record.chosen, key=f"{key}-chosen")
        with form.rest():
            st.text_area("Between which options?", record.options, 80, key=f"{key}-options")
            st.text_area("Why?", record.why, 80, key=f"{key}-why")
            st.text_input("Who decided?", value=record.who, key=f"{key}-who")
            st.text_area("Who saw it otherwise?", record.dissent, 80, key=f"{key}-dissent")
            _affected(project, record, f"{key}-affected")
            st.radio(
                "Can it be taken back later?",
                list(_REVERSIBLE),
                index=list(_REVERSIBLE).index(record.reversible),
                format_func=_REVERSIBLE.__getitem__,
                horizontal=True,
                key=f"{key}-reversible",
            )
            _day("Look at it again on", record.review, f"{key}-review")
        st.form_submit_button(
            "Record this decision" if old is None else "Keep this change",
            on_click=lambda: _keep_decision(desk, project, key, record.memo, old),
        )
    layout.refusal(desk, key)


def draw_meeting_form(
    desk: Desk, project: Project, form: Form, record: MeetingRecord, old: Meeting | None = None
) -> None:
    """Draw the form for a meeting, a new one or one that is there; as for decisions."""
    key = form.key
    with st.form(key, border=False):
        _day("Day", record.date, f"{key}-date")
        st.text_area("What was talked about?", record.agenda, 80, key=f"{key}-agenda")
        with form.rest():
            st.text_input("Who was there?", value=record.present, key=f"{key}-present")
            st.text_area(
                "Which disagreements, and how were they settled?",
                record.disagreements,
                100,
                key=f"{key}-disagreements",
            )
            st.text_area("What follows, and who does it?", record.actions, 80, key=f"{key}-actions")
        st.form_submit_button(
            "Record this meeting" if old is None else "Keep this change",
            on_click=lambda: _keep_meeting(desk, project, key, record.memo, old),
        )
    layout.refusal(desk, key)


def _affected(project: Project, record: DecisionRecord, key: str) -> None:
    links = links_of_decision(record)
    things = choosable(project, links)
    st.multiselect(
        "What is it about?",
        list(things),
        default=[str(link) for link in links],
        format_func=lambda one: things[one],
        key=key,
        placeholder="sources, codes, people, memos",
    )


def _day(label: str, value: str, key: str) -> None:
    day = date.fromisoformat(value) if value else None
    st.date_input(
        label,
        value=day,
        min_value=min(_EARLIEST, day or _EARLIEST),
        max_value=max(_LATEST, day or _LATEST),
        format="YYYY-MM-DD",
        key=key,
    )


def _keep_decision(
    desk: Desk, project: Project, key: str, memo: MemoId | None, old: Decision | None
) -> None:
    names = ("question", "chosen", "options", "why", "who", "dissent")
    words = {name: Words(desk.typed(f"{key}-{name}")) for name in names}
    record = DecisionRecord(
        date=_iso(desk, f"{key}-date"),
        affected=_chosen(desk.chosen(f"{key}-affected") or ()),
        reversible=desk.chosen(f"{key}-reversible") or "",
        review=_iso(desk, f"{key}-review"),
        memo=memo,
        **words,
    )
    if old is not None:
        desk.act(project.decisions.change, old.id, record, base=old.version, place=key)
    elif desk.done(project.decisions.record, record, place=key):
        _begin_anew(desk)


def _chosen(links: Iterable[str]) -> Words:
    """Return links as they lie: to passages only those of the record can be chosen again."""
    return Words(" ".join(link.with_version for link in map(read_link, links) if link))


def _keep_meeting(
    desk: Desk, project: Project, key: str, memo: MemoId | None, old: Meeting | None
) -> None:
    names = ("present", "agenda", "disagreements", "actions")
    words = {name: Words(desk.typed(f"{key}-{name}")) for name in names}
    record = MeetingRecord(date=_iso(desk, f"{key}-date"), memo=memo, **words)
    if old is not None:
        desk.act(project.meetings.change, old.id, record, base=old.version, place=key)
    elif desk.done(project.meetings.record, record, place=key):
        _begin_anew(desk)


def _begin_anew(desk: Desk) -> None:
    """Empty the forms for new records, also of a memo that has become one."""
    desk.records += 1
    put_in_address(**{"from": None, "as": None})


def _iso(desk: Desk, key: str) -> str:
    day: date | None = desk.chosen(key)
    return day.isoformat() if day else ""
