"""Words of a source that tell of somebody who took no part: flagged third party, listed, let go."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.cached import SourceText, sight, source_text
from workbench.app.desk import Desk
from workbench.app.finding import Found, found_at, occurrences
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.model.source import Segment, Source, ThirdParty
from workbench.project.project import Project

_PLACE = "flags"
_LONGEST = 160
_JOINER = "\u2060"


def draw_flags(desk: Desk, project: Project, rooms: Rooms, source: Source) -> None:
    """Draw a source's third-party flags and the way to flag more words."""
    st.subheader("Third parties", anchor=False)
    st.caption(
        "Words about somebody who took no part and was not asked. Flag them here, so that they get "
        "care before they leave the study."
    )
    text = source_text(sight(project), project, source.id)
    for flag in project.flags.third_party(source.id):
        _flagged(desk, project, text, flag)
    words = st.text_input("Words to flag, as they stand in the source", key=f"flag-{source.id}")
    if not words.strip():
        return
    found = occurrences(text, words)
    if not found:
        st.caption("These words do not stand in this source. Copy them from where you read it.")
        layout.go(desk, rooms.read, "Read it", icon=":material/menu_book:", source=source.id)
        return
    note = st.text_input(
        "Who it is about, in general terms", key=f"about-{source.id}", placeholder="a client"
    )
    for place in found:
        _offer(desk, project, source, place, note)
    layout.refusal(desk, _PLACE)


def _flagged(desk: Desk, project: Project, text: SourceText, flag: ThirdParty) -> None:
    found = found_at(text, Segment(flag.start, flag.end))
    where = f"turn {found.turn}" if found.turn else "outside of turns"
    told = f"{where} · {plain(flag.note)}" if flag.note else where
    with st.container(
        horizontal=True, vertical_alignment="center", wrap=False, key=f"line-{flag.id}"
    ):
        with st.container(gap=None):
            st.text(_short(found.words))
            st.caption(f":material/flag: {told}")
        st.button(
            layout.named("Unflag", f"{where}: {_short(found.words)}"),
            key=f"unflag-{flag.id}",
            type="tertiary",
            on_click=desk.act,
            args=(project.flags.unflag, flag.id),
            kwargs={"place": _PLACE},
        )


def _offer(desk: Desk, project: Project, source: Source, place: Found, note: str) -> None:
    where = f"turn {place.turn}" if place.turn else "outside of turns"
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.caption(
            f"{where}: … {_around(place)} …",
            width="stretch",
        )
        st.button(
            layout.named("Flag", f"{where}, character {place.segment.start:,}"),
            key=f"flag-{source.id}-{place.segment.start}",
            icon=":material/flag:",
            on_click=desk.act,
            args=(project.flags.flag, source.id, place.segment),
            kwargs={"note": note, "words": place.words, "place": _PLACE},
        )


def _around(place: Found) -> str:
    """The words in bold between what stands around; joiners keep the bold within words."""
    before, after = place.before, place.after
    words = f"{_JOINER}**{_JOINER}{plain(_short(place.words))}{_JOINER}**{_JOINER}"
    left = f"{plain(before)}{' ' * before.endswith(' ')}"
    return f"{left}{words}{' ' * after.startswith(' ')}{plain(after)}"


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
