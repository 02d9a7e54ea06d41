"""The study: what it asks, how it understands its analysis, and who the researcher is in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.researcher import draw_researcher
from workbench.app.rounds import draw_rounds
from workbench.app.stances import STANCE_WORDS, choice, explained
from workbench.model.ids import Words
from workbench.model.study import STANCES, StudyDetails
from workbench.project.project import Project

#: What is written down under More: the field, its label, and what stands in it before anything.
_FIELDS = (
    ("paradigm", "Paradigm", "for instance: constructivism"),
    ("reasoning", "Reasoning", "inductive, deductive or hybrid"),
    ("meaning", "Meaning", "semantic or latent"),
    ("unit", "What is coded", "free passages, sentences, turns"),
    ("ethics", "Ethics reference", ""),
    ("data_controller", "Who answers for the data", ""),
    ("funding", "Funding", ""),
    ("conflicts", "Conflicts of interest", ""),
)
_EARLIEST, _LATEST = date(1950, 1, 1), date(2150, 12, 31)


def study_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the study's title, question, stance, details, and the researcher's notes."""
    layout.top_line(desk)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title("The study", anchor=False, width="stretch")
        label, icon = "What is there, what is thin", ":material/checklist:"
        layout.go(desk, rooms.standing, label, icon=icon)
    left, right = st.columns([3, 2], gap="large")
    details = project.study.details()
    with left:
        _title(desk, project)
        _question(desk, project, details)
        _more(desk, project, details)
    with right:
        _stance(desk, project, rooms)
        draw_rounds(desk, project)
    draw_researcher(desk, project)


def _title(desk: Desk, project: Project) -> None:
    title = project.name
    key = f"title-{title}"
    st.text_input(
        "Title",
        value=title,
        max_chars=200,
        key=key,
        on_change=lambda: desk.act(
            project.study.rename, desk.typed(key), base=title, place="title"
        ),
    )
    layout.refusal(desk, "title")


def _question(desk: Desk, project: Project, details: StudyDetails) -> None:
    key = f"question-{hash(details)}"
    st.text_area(
        "What it asks",
        value=details.question,
        height=100,
        key=key,
        placeholder="the question, or the questions, one a line",
        on_change=lambda: desk.act(
            project.study.describe,
            replace(details, question=Words(desk.typed(key))),
            base=details,
            place="details",
        ),
    )
    layout.refusal(desk, "details")


def _more(desk: Desk, project: Project, details: StudyDetails) -> None:
    fields = f"{hash(details)}"
    with st.expander("More about the study"), st.form(f"more-{fields}", border=False):
        for name, label, example in _FIELDS:
            st.text_input(
                label,
                value=getattr(details, name),
                placeholder=example,
                key=f"{name}-{fields}",
            )
        until = date.fromisoformat(details.retention) if details.retention else None
        st.date_input(
            "Data are kept until",
            value=until,
            min_value=min(_EARLIEST, until or _EARLIEST),
            max_value=max(_LATEST, until or _LATEST),
            format="YYYY-MM-DD",
            key=f"retention-{fields}",
        )
        st.form_submit_button(
            "Keep this",
            on_click=lambda: desk.act(
                project.study.describe, _typed(desk, details, fields), base=details, place="details"
            ),
        )


def _typed(desk: Desk, details: StudyDetails, fields: str) -> StudyDetails:
    until: date | None = desk.chosen(f"retention-{fields}")
    kept: dict[str, Any] = {name: Words(desk.typed(f"{name}-{fields}")) for name, _, _ in _FIELDS}
    return replace(details, retention=until.isoformat() if until else "", **kept)


def _stance(desk: Desk, project: Project, rooms: Rooms) -> None:
    stance = project.stance
    st.subheader(f"Stance: {STANCE_WORDS[stance].name.lower()}", anchor=False)
    st.caption(plain(explained(stance)))
    with st.expander("Take another stance"), st.form(f"stance-{stance}", border=False):
        st.radio(
            "How do you understand your analysis?",
            STANCES,
            index=STANCES.index(stance),
            format_func=choice,
            captions=[plain(explained(one)) for one in STANCES],
            key=f"stance-choice-{stance}",
        )
        st.text_area(
            "Why?",
            key=f"stance-why-{stance}",
            height=80,
            placeholder="for whoever reads the history; it may stay empty, and that is seen",
        )
        st.form_submit_button(
            "Take this stance",
            on_click=lambda: desk.act(
                project.study.set_stance,
                desk.chosen(f"stance-choice-{stance}"),
                desk.typed(f"stance-why-{stance}"),
                base=stance,
                place="stance",
            ),
        )
    st.caption("A change of stance is kept as a decision.")
    layout.go(desk, rooms.decisions, "Decisions", icon=":material/gavel:")
    layout.refusal(desk, "stance")
