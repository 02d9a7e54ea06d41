"""Back from words: every code, theme, sentence, memo and decision on them, who and when."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import ends, plain
from workbench.app.reader.memo_rows import name_of
from workbench.app.telling import moment
from workbench.app.trace_steps import draw_file, draw_path, step
from workbench.model.memo import Memo
from workbench.model.theme import ClaimLink, Theme
from workbench.model.typed import day_told
from workbench.project.project import Project
from workbench.project.tracing import PassageTrace, TracedCoding


def draw_back(
    desk: Desk, project: Project, rooms: Rooms, themes: Sequence[Theme], found: PassageTrace
) -> None:
    """Draw a passage and all that rests on it."""
    key = f"{found.source}-{found.segment.start}-{found.segment.end}"
    hidden = held_back(desk, project, [found.source], within="trace")
    with st.container(key="words-passage"):
        if hidden:
            st.caption("Its words are shown when you say so, above.")
        else:
            st.text(found.words)
    turn = f", turn {found.turn}" if found.turn else ""
    place = plain(f"{found.source_name}{turn}")
    at = f"{found.segment.start}-{found.segment.end}"
    icon = ":material/menu_book:"
    layout.go(desk, rooms.read, place, icon=icon, source=found.source, at=at)
    with st.container(gap="xsmall", key="rows-file"):
        draw_file(desk, rooms, found.file, found.source, key)
    st.subheader(f"Codings · {len(found.codings)}", anchor=False)
    if not found.codings:
        st.caption("Nothing here is coded.")
    for one in found.codings:
        _coding(desk, rooms, themes, one)
    _memos(desk, project, rooms, found.memos)
    _decisions(desk, rooms, found)


def _coding(desk: Desk, rooms: Rooms, themes: Sequence[Theme], one: TracedCoding) -> None:
    quotation = one.quotation
    key = quotation.coding.id
    with st.container(border=True, gap="xsmall", key=f"rows-coding-{key}"):
        with step("Code", key):
            path = plain(" / ".join(quotation.code))
            ids = {"code": quotation.coding.code}
            layout.go(desk, rooms.codebook, path, icon=":material/sell:", **ids)
            st.text(f"coded by {quotation.coder}, {moment(quotation.coding.at)}")
            if one.card is not None and one.card.definition:
                version = quotation.coding.card_version
                st.caption(
                    f"As it was defined then (version {version} of its card): "
                    f"{plain(ends(one.card.definition))}"
                )
        if not one.themes:
            with step("Theme", key):
                st.caption("No theme rests on it.")
        for path_of in one.themes:
            with step("Theme", f"{key}-{path_of[-1].id}"):
                draw_path(desk, rooms, path_of, within=key)
        names = {theme.id: theme.name for theme in themes}
        for link in one.links:
            with step("Sentence", link.id):
                _sentence(desk, rooms, link, names.get(link.theme, ""))


def _sentence(desk: Desk, rooms: Rooms, link: ClaimLink, theme: str) -> None:
    st.text(link.tie.sentence)
    layout.leave_for(
        desk,
        rooms.trace,
        layout.named("The way down", f"from “{link.tie.sentence}” of {theme}"),
        key=f"down-{link.id}",
        icon=":material/arrow_downward:",
        theme=link.theme,
        link=link.id,
    )


def _memos(desk: Desk, project: Project, rooms: Rooms, memos: Sequence[Memo]) -> None:
    st.subheader(f"Memos · {len(memos)}", anchor=False)
    names = {coder.id: coder.name for coder in project.coders()}
    for memo in memos:
        with st.container(horizontal=True, gap="small", key=f"rows-memo-{memo.id}"):
            icon = ":material/sticky_note_2:"
            layout.go(desk, rooms.memos, plain(name_of(memo)), icon=icon, memo=memo.id)
            st.caption(f"{plain(names.get(memo.author, ''))}, {moment(memo.created_at)}")
    if not memos:
        st.caption("No memo is about it.")


def _decisions(desk: Desk, rooms: Rooms, found: PassageTrace) -> None:
    st.subheader(f"Decisions · {len(found.decisions)}", anchor=False)
    for one in found.decisions:
        with st.container(horizontal=True, gap="small", key=f"rows-decision-{one.id}"):
            icon = ":material/gavel:"
            layout.go(desk, rooms.decisions, plain(one.record.question), icon=icon, decision=one.id)
            st.caption(plain(f"{day_told(one.record.date)}, {one.record.who}".rstrip(", ")))
    if not found.decisions:
        st.caption("No decision is about it.")
