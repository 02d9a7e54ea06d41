"""One theme: its claim on top, the voices for and against it, and what its sentences rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address
from workbench.app.cached import sight
from workbench.app.desk import Desk
from workbench.app.grouping_answers import draw_origins
from workbench.app.layout import Rooms
from workbench.app.memo_words import draw_write
from workbench.app.plain import plain
from workbench.app.theme_expected import draw_expected
from workbench.app.theme_form import draw_text_form
from workbench.app.theme_holds import draw_holds
from workbench.app.theme_next import draw_next
from workbench.app.theme_past import draw_past
from workbench.app.theme_reads import all_themes, theme_path, theme_trace
from workbench.app.theme_spread import draw_spread
from workbench.app.theme_ties import draw_sentences, stale_told
from workbench.app.theme_voices import draw_voices
from workbench.model.ids import Words
from workbench.model.memo import MemoLink
from workbench.model.theme import THEME_STATES, Theme
from workbench.project.project import Project

_ON_TOP = ("name", "claim", "concept", "scope", "is_not")
_PARTS = (
    "For and against",
    "What it rests on",
    "What, so what, now what",
    "Who says it",
    "What belongs",
    "How it came to be",
)


def theme_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the theme that the address names."""
    layout.top_line(desk)
    themes = all_themes(sight(project), project)
    theme = next((one for one in themes if one.id == id_in_address("theme")), None)
    if theme is None:
        st.title("Theme", anchor=False)
        st.write("No theme is chosen, or it is not there any more.")
        layout.go(desk, rooms.themes, "Themes", icon=":material/topic:")
        return
    _head(desk, project, rooms, themes, theme)
    claim, expected = st.columns([7, 4], gap="large")
    with claim:
        _words(desk, project, theme)
    with expected:
        draw_expected(desk, project, rooms)
    _stale(desk, project, theme)
    _part(desk, project, rooms, themes, theme)


def _head(
    desk: Desk, project: Project, rooms: Rooms, themes: Sequence[Theme], theme: Theme
) -> None:
    with st.container(horizontal=True, gap="small"):
        layout.go(desk, rooms.themes, "Themes", icon=":material/arrow_back:")
        for one in theme_path(themes, theme)[:-1]:
            layout.leave_for(desk, rooms.theme, plain(one.name), key=f"up-{one.id}", theme=one.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(plain(theme.name), anchor=False, width="stretch")
        draw_write(desk, rooms, MemoLink("theme", theme.id), theme.name)
        layout.go(desk, rooms.theme_map, "Thematic map", icon=":material/schema:")
    refused = desk.refused(f"state-{theme.id}") is not None
    key = f"state-{theme.id}-{theme.version}-{refused}"
    st.segmented_control(
        "How far it has come",
        THEME_STATES,
        default=theme.state,
        required=True,
        key=key,
        label_visibility="collapsed",
        on_change=lambda: desk.act(
            project.themes.set_state,
            theme.id,
            desk.chosen(key) or theme.state,
            base=theme.version,
            place=f"state-{theme.id}",
        ),
    )
    layout.refusal(desk, f"state-{theme.id}")
    if theme.state == "let go":
        newest = reversed(project.themes.versions(theme.id))
        *_, first = takewhile(lambda one: one.state == "let go", newest)
        st.text(first.reason)


def _words(desk: Desk, project: Project, theme: Theme) -> None:
    if theme.asks_for_claim:
        _what_about_it(desk, project, theme)
    text = theme.text
    if text.claim:
        with st.container(key="words-claim"):
            st.text(text.claim)
    rows = (("Concept", text.concept), ("Covers", text.scope), ("Is not", text.is_not))
    layout.facts([row for row in rows if row[1]])
    if st.toggle("Change its words", key=f"open-words-{theme.id}"):
        draw_text_form(desk, project, theme, _ON_TOP)


def _what_about_it(desk: Desk, project: Project, theme: Theme) -> None:
    """Ask once what a theme claims that only names a topic."""
    key, place = f"claim-{theme.id}", f"claim-{theme.id}"
    with st.container(border=True, key="rows-what-about-it"):
        st.write(f"**What about it?** “{plain(theme.name)}” is what is talked of. What do you say?")
        with st.form(key, border=False):
            st.text_area("Its claim", key=f"{key}-words", height=80)
            st.form_submit_button("Claim this", on_click=lambda: _claim(desk, project, theme))
        st.button(
            "It stays a topic",
            key=f"{key}-asked",
            type="tertiary",
            on_click=desk.act,
            args=(project.themes.note_asked, theme.id),
            kwargs={"place": place},
        )
        layout.refusal(desk, place)


def _claim(desk: Desk, project: Project, theme: Theme) -> None:
    place = f"claim-{theme.id}"
    text = replace(theme.text, claim=Words(desk.typed(f"{place}-words")))
    desk.act(project.themes.edit, theme.id, text, base=theme.version, place=place)


def _stale(desk: Desk, project: Project, theme: Theme) -> None:
    stale = [one.link for one in theme_trace(sight(project), project, theme.id).sentences]
    stale = [link for link in stale if link.stale]
    if stale:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f":material/history_toggle_off: {stale_told(stale)}.", width="content")
            of_claim = all(link.tie.of == "claim" for link in stale)
            part = _PARTS[1] if of_claim else _PARTS[2]
            st.button(
                "Look at it again",
                key="look-again",
                type="tertiary",
                on_click=desk.put,
                args=(_key(theme), part),
            )


def _part(
    desk: Desk, project: Project, rooms: Rooms, themes: Sequence[Theme], theme: Theme
) -> None:
    """Draw one part of the page below the claim: each is read when it is looked at."""
    part = st.segmented_control(
        "Look at", _PARTS, default=_PARTS[0], required=True, key=_key(theme)
    )
    if part == _PARTS[0]:
        draw_voices(desk, project, rooms, theme)
    elif part == _PARTS[1]:
        draw_sentences(desk, project, rooms, theme, "claim")
    elif part == _PARTS[2]:
        draw_next(desk, project, rooms, theme)
    elif part == _PARTS[3]:
        draw_spread(desk, project, rooms, theme)
    elif part == _PARTS[4]:
        draw_holds(desk, project, rooms, themes, theme)
    else:
        draw_origins(desk, project, rooms, theme.id)
        draw_past(project, theme)


def _key(theme: Theme) -> str:
    return f"part-{theme.id}"
