"""The researcher's notes on themselves: where they stand, and what they expect to find.

They are memos of their own kinds, dated, and every version of them is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.memo_words import HIDDEN
from workbench.app.telling import moment
from workbench.model.ids import Words
from workbench.model.memo import VISIBILITIES, Memo, MemoText, Visibility
from workbench.project.project import Project

READERS: dict[Visibility, str] = {
    "private": ":material/lock: only me",
    "team": ":material/group: the team",
    "auditor": ":material/visibility: the team and the auditor",
}


@dataclass(frozen=True, slots=True)
class NoteKind:
    """One kind of note: the memo's kind, how it is headed and asked for, who reads it at first."""

    kind: str
    title: str
    asks: str
    first: Visibility


KINDS = (
    NoteKind(
        "positionality",
        "Where I stand",
        "Who am I to these people and this topic? What do I bring that others would not?",
        "private",
    ),
    NoteKind(
        "expectations",
        "What I expect to find",
        "What do I expect, hope for, or fear to find?",
        "team",
    ),
)


def draw_researcher(desk: Desk, project: Project) -> None:
    """Draw both kinds of notes, each with its dates and versions."""
    memos = project.memos.all()
    for column, kind in zip(st.columns(2, gap="large"), KINDS, strict=True):
        with column:
            _kind(desk, project, kind, [memo for memo in memos if memo.kind == kind.kind])


def _kind(desk: Desk, project: Project, kind: NoteKind, notes: Sequence[Memo]) -> None:
    st.subheader(kind.title, anchor=False)
    st.caption(":material/event_repeat: Will come back when you write themes.")
    me = project.coder.id if project.coder else None
    for note in notes:
        _note(desk, project, note, mine=note.author == me)
    if all(note.author != me for note in notes):
        _write(desk, project, kind)


def _note(desk: Desk, project: Project, note: Memo, *, mine: bool) -> None:
    versions = project.memos.versions(note.id)
    with st.container(border=True, key=f"note-{note.id}"):
        names = {coder.id: coder.name for coder in project.coders()}
        told = [names[note.author], f"written {moment(note.created_at)}"]
        if len(versions) > 1:
            told.append(f"version {len(versions)} of {moment(versions[-1].at)}")
        st.text(" · ".join(told))
        with st.container(key=f"words-{note.id}"):
            st.text(note.text.body)
        if mine:
            _lock(desk, project, note)
            _change(desk, project, note)
        else:
            st.caption(READERS[note.visibility])
        if len(versions) > 1:
            with st.expander(f"Earlier versions ({len(versions) - 1})"):
                for version in reversed(versions[:-1]):
                    st.caption(moment(version.at))
                    st.text(version.text.body)
        layout.refusal(desk, f"note-{note.id}")


def _lock(desk: Desk, project: Project, note: Memo) -> None:
    key = f"lock-{note.id}-{note.visibility}"
    st.selectbox(
        "Who may read this note",
        VISIBILITIES,
        index=VISIBILITIES.index(note.visibility),
        format_func=lambda one: READERS[one].partition(": ")[2],
        key=key,
        on_change=lambda: desk.act(
            project.memos.show,
            note.id,
            desk.chosen(key),
            base=note.version,
            place=f"note-{note.id}",
        ),
    )
    if note.visibility == "private":
        st.caption(f":material/lock: {HIDDEN}")


def _change(desk: Desk, project: Project, note: Memo) -> None:
    key = f"change-{note.id}-{note.version}"
    with st.expander("Write a new version", icon=":material/edit:"), st.form(key, border=False):
        st.text_area("New version", value=note.text.body, key=f"{key}-words", height=160)
        st.form_submit_button(
            "Keep the new version",
            on_click=lambda: desk.act(
                project.memos.edit,
                note.id,
                replace(note.text, body=Words(desk.typed(f"{key}-words"))),
                base=note.version,
                place=f"note-{note.id}",
            ),
        )


def _write(desk: Desk, project: Project, kind: NoteKind) -> None:
    key = f"new-{kind.kind}"
    with st.form(key, border=False):
        st.text_area(kind.asks, key=f"{key}-words", height=140)
        st.selectbox(
            "Who may read it",
            VISIBILITIES,
            index=VISIBILITIES.index(kind.first),
            format_func=lambda one: READERS[one].partition(": ")[2],
            key=f"{key}-lock",
            help=f"Only me: {HIDDEN[0].lower()}{HIDDEN[1:]}",
        )
        st.form_submit_button(
            layout.named("Keep this note", kind.title),
            on_click=lambda: desk.act(
                project.memos.write,
                MemoText(body=Words(desk.typed(f"{key}-words")), kind=Words(kind.kind)),
                visibility=desk.chosen(f"{key}-lock"),
                place=key,
            ),
        )
    layout.refusal(desk, key)
