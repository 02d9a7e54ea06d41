"""Sources: bring transcripts, see what was read, say who speaks, import; then what is there."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.batch import KIND_WORDS, ROLE_WORDS
from workbench.app.cached import Sight, all_sources, sight, speakers
from workbench.app.desk import Desk
from workbench.app.intake import draw_intake
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.model.source import SPEAKER_ROLES, Source, Speaker, SpeakerChoice
from workbench.project.project import Project

LEAF = 50
_WIDTHS = (5, 2, 2, 4, 2, 2)


def sources_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw what waits to be imported, and the sources of the study."""
    layout.top_line(desk)
    st.title("Sources", anchor=False)
    draw_intake(desk, project, rooms)
    sources = all_sources(sight(project), project)
    if sources:
        _there(desk, project, rooms, sources)
    elif not desk.batch.read:
        st.write(
            "Here you bring your transcripts. You see what was read and say who speaks before "
            "anything is written."
        )


def _there(desk: Desk, project: Project, rooms: Rooms, sources: list[Source]) -> None:
    seen = sight(project)
    st.subheader(f"{len(sources)} source{'s' * (len(sources) != 1)} in the study", anchor=False)
    shown = sources[layout.leaves(desk, "sources", len(sources), LEAF)]
    with st.container(key="rows", gap="small"):
        _heads()
        for source in shown:
            _row(desk, project, rooms, seen, source)


def _heads() -> None:
    names = ("Name", "Words", "Turns", "Speakers", "Codings", "")
    for column, name in zip(st.columns(_WIDTHS), names, strict=True):
        column.caption(name)


def _row(desk: Desk, project: Project, rooms: Rooms, seen: Sight, source: Source) -> None:
    voices = speakers(seen, project, source.id)
    name, words, turns, who, codings, more = st.columns(_WIDTHS, vertical_alignment="center")
    with name.container(gap=None):
        layout.go(
            desk, rooms.read, plain(source.name), icon=":material/menu_book:", source=source.id
        )
        st.caption(f"{KIND_WORDS[source.kind]} · {source.format}")
    words.text(f"{source.words:,}")
    turns.text(f"{source.turn_count:,}")
    who.text(_voices(voices))
    codings.text(f"{source.coding_count:,}")
    with more:
        _more(desk, project, source, voices)


def _voices(voices: list[Speaker]) -> str:
    told = [f"{v.person or v.label} ({_role(v)})" for v in voices[:4]]
    rest = f" and {len(voices) - 4} more" if len(voices) > 4 else ""
    return ", ".join(told) + rest or "nobody named"


def _role(speaker: Speaker) -> str:
    return "ignored" if speaker.role == "ignored" else ROLE_WORDS[speaker.role]


def _more(desk: Desk, project: Project, source: Source, voices: list[Speaker]) -> None:
    place = f"source-{source.id}"
    menu = st.popover(
        layout.named("More", source.name),
        key=f"more-{source.id}",
        on_change="rerun",
        type="tertiary",
    )
    if menu.open:
        with menu:
            if voices and st.button(
                "Who speaks", key=f"voices-{source.id}", icon=":material/record_voice_over:"
            ):
                _speakers(desk, project, source, voices)
            count = f"{source.coding_count:,} coding{'s' * (source.coding_count != 1)}"
            st.caption(f"Removing it takes {count} along. Undo brings all back.")
            st.button(
                "Remove it from the study",
                key=f"remove-{source.id}",
                icon=":material/delete:",
                on_click=desk.act,
                args=(project.sources.remove, source.id),
                kwargs={"place": place},
            )
    layout.refusal(desk, place)


@st.dialog("Who speaks", width="medium")
def _speakers(desk: Desk, project: Project, source: Source, voices: list[Speaker]) -> None:
    st.text(source.name)
    for voice in voices:
        label, role, person = st.columns([3, 3, 4], vertical_alignment="center")
        label.text(f"{voice.label} ({voice.turn_count:,} turns)")
        role.selectbox(
            f"What {voice.label} is",
            SPEAKER_ROLES,
            index=SPEAKER_ROLES.index(voice.role),
            format_func=ROLE_WORDS.__getitem__,
            key=_key("role", source, voice),
            label_visibility="collapsed",
        )
        person.text_input(
            f"Who {voice.label} is",
            value=voice.person or voice.label,
            key=_key("person", source, voice),
            label_visibility="collapsed",
        )
    if st.button("Keep", type="primary", on_click=_map, args=(desk, project, source, voices)):
        st.rerun()


def _map(desk: Desk, project: Project, source: Source, voices: list[Speaker]) -> None:
    for voice in voices:
        role = desk.chosen(_key("role", source, voice)) or voice.role
        person = desk.typed(_key("person", source, voice)) or None
        if (role, person) != (voice.role, voice.person or voice.label):
            desk.act(
                project.sources.map_speaker,
                source.id,
                voice.index,
                SpeakerChoice(role, person),
                place=f"source-{source.id}",
            )


def _key(what: str, source: Source, voice: Speaker) -> str:
    return f"{what}-{source.id}-{voice.index}"
