"""A sentence of a theme and the way down: theme, code as defined that day, coding, words, file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address
from workbench.app.cached import sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import ends, plain
from workbench.app.surroundings import draw_around
from workbench.app.telling import moment
from workbench.app.theme_reads import theme_path, theme_trace
from workbench.app.theme_words import BASIS_WORDS, STALE_WORDS, TEXT_WORDS
from workbench.app.trace_steps import draw_file, draw_path, step
from workbench.model.theme import Theme
from workbench.project.project import Project
from workbench.project.theme_traces import TiedSentence


def draw_down(
    desk: Desk, project: Project, rooms: Rooms, themes: Sequence[Theme], theme: Theme
) -> None:
    """Draw one sentence of a theme with each thing it rests on, step by step."""
    layout.go(desk, rooms.theme, plain(theme.name), icon=":material/arrow_back:", theme=theme.id)
    tied = theme_trace(sight(project), project, theme.id).sentences
    if not tied:
        st.write("No sentence of this theme rests on anything yet. Tie one on the theme's page.")
        return
    asked = id_in_address("link")
    sentences = list(dict.fromkeys(one.link.tie.sentence for one in tied))
    wanted = next((one.link.tie.sentence for one in tied if one.link.id == asked), sentences[0])
    chosen = st.selectbox(
        "Sentence", sentences, index=sentences.index(wanted), key=f"sentence-{theme.id}-{asked}"
    )
    shown = [one for one in tied if one.link.tie.sentence == chosen]
    sources = [one.link.tie.rested.source for one in shown if one.link.tie.rested]
    hidden = held_back(desk, project, sources, within="trace")
    with st.container(gap="xsmall", key="rows-top"):
        with step("Sentence", theme.id):
            st.text(chosen)
        with step("Theme", theme.id):
            draw_path(desk, rooms, theme_path(themes, theme), within="top")
    for one in shown:
        _way(desk, project, rooms, one, held=_source(one) in hidden)


def _source(one: TiedSentence) -> str:
    return one.link.tie.rested.source if one.link.tie.rested else ""


def _way(
    desk: Desk,
    project: Project,
    rooms: Rooms,
    one: TiedSentence,
    *,
    held: bool,
) -> None:
    """Draw one thing that a sentence rests on as a list of steps, from the top down."""
    tie, key = one.link.tie, one.link.id
    with st.container(border=True, gap="xsmall", key=f"rows-way-{key}"):
        with step("Tied", key):
            st.caption(f"{TEXT_WORDS[tie.of].partition(':')[0]}, {moment(one.link.at)}")
            for stale in one.link.stale:
                st.caption(f":material/history_toggle_off: Since then {STALE_WORDS[stale]}.")
        if tie.rested is None or tie.note:
            with step("Rests on", key):
                st.text(": ".join(filter(None, (BASIS_WORDS[tie.basis], tie.note))))
        if tie.rested is not None:
            _words(desk, project, rooms, one, held=held)
            draw_file(desk, rooms, project.tracing.file(tie.rested.text), tie.rested.source, key)


def _words(desk: Desk, project: Project, rooms: Rooms, one: TiedSentence, *, held: bool) -> None:
    rested, quotation, key = one.link.tie.rested, one.quotation, one.link.id
    assert rested is not None
    with step("Code", key):
        if one.code:
            code = plain(one.code)
            layout.go(desk, rooms.codebook, code, icon=":material/sell:", code=rested.code)
        _card(one)
    with step("Coding", key):
        if quotation is None:
            st.caption("The coding was removed since.")
        else:
            coded = f"{quotation.coder}, {moment(quotation.coding.at)}"
            st.text(coded)
            label = layout.named("All that rests on it", coded)
            ids = {"coding": quotation.coding.id}
            layout.leave_for(
                desk, rooms.trace, label, key=f"back-{key}", icon=":material/arrow_upward:", **ids
            )
    with step("Words", key):
        if held:
            st.caption("Its words are shown when you say so, above.")
            return
        st.text((quotation.as_printed if quotation else one.words) or "They cannot be read.")
        where = f"{one.source_name}, turn {one.turn}" if one.turn else one.source_name
        ids = {"coding": quotation.coding.id} if quotation else {}
        place = plain(where)
        icon = ":material/menu_book:"
        layout.go(desk, rooms.read, place, icon=icon, source=rested.source, **ids)
        if quotation is not None:
            draw_around(project, quotation, within=f"trace-{key}")


def _card(one: TiedSentence) -> None:
    if one.card is None:
        st.caption("How it was defined that day cannot be read any more.")
    elif one.card.definition:
        st.caption("As it was defined that day")
        st.text(ends(one.card.definition))
    else:
        st.caption("It was not defined that day.")
