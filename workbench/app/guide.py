"""The interview guide, and whether each of its questions was asked in a source."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.model.source import ASKED, GuideQuestion, Source
from workbench.project.project import Project

_PLACE = "guide"


def draw_guide(desk: Desk, project: Project, source: Source) -> None:
    """Draw the questions with their marks for one source, and the way to add one."""
    st.subheader("Guide", anchor=False)
    questions, marks = project.guide.questions(), project.guide.marks(source.id)
    st.caption("What nobody said may not have been asked: mark it here, source by source.")
    for question in questions:
        _mark(desk, project, source, question, ASKED.index(marks[question.id]))
    with st.form("question", border=False, clear_on_submit=True):
        words, add = st.columns([5, 3], vertical_alignment="bottom")
        words.text_input("A question of the guide, for all sources", key="question-words")
        add.form_submit_button(
            "Add question",
            on_click=lambda: desk.act(
                project.guide.add, desk.typed("question-words"), place=_PLACE
            ),
        )
    layout.refusal(desk, _PLACE)


def _mark(
    desk: Desk, project: Project, source: Source, question: GuideQuestion, index: int
) -> None:
    key = f"asked-{source.id}-{question.id}-{index}"
    asked, more = st.columns([4, 1], vertical_alignment="bottom")
    asked.radio(
        plain(question.words),
        ASKED,
        index=index,
        horizontal=True,
        key=key,
        on_change=lambda: desk.act(
            project.guide.mark,
            source.id,
            question.id,
            desk.chosen(key),
            base=ASKED[index],
            place=_PLACE,
        ),
    )
    with more:
        _more(desk, project, question)


def _more(desk: Desk, project: Project, question: GuideQuestion) -> None:
    key = f"question-{question.id}-{hash(question.words)}"
    menu = st.popover(
        layout.named("More", f"about {question.words}"),
        key=f"more-{key}",
        on_change="rerun",
        type="tertiary",
    )
    if not menu.open:
        return
    with menu:
        st.text_input(
            "Its words",
            value=question.words,
            key=key,
            on_change=lambda: desk.act(
                project.guide.reword,
                question.id,
                desk.typed(key),
                base=question.words,
                place=_PLACE,
            ),
        )
        st.caption("Taking it out takes its marks in every source along. Undo brings all back.")
        st.button(
            "Take it out of the guide",
            key=f"remove-{key}",
            icon=":material/delete:",
            on_click=desk.act,
            args=(project.guide.remove, question.id),
            kwargs={"place": _PLACE},
        )
