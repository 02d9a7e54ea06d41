"""Who speaks in a source: each label with what it is and whom it stands for, an act a change."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.batch import ROLE_WORDS
from workbench.app.desk import Desk
from workbench.model.case import Case
from workbench.model.source import SPEAKER_ROLES, UNLABELLED, Source, Speaker, SpeakerChoice
from workbench.project.project import Project

_WIDTHS = (4, 4, 4)


def draw_voices(
    desk: Desk, project: Project, source: Source, voices: Sequence[Speaker], people: Sequence[Case]
) -> None:
    """Draw a source's labels.

    Args:
        desk: Takes the acts.
        project: Holds the source.
        source: Which.
        voices: Its speakers, and who speaks the words without a label where there are any.
        people: The people of the study, who are offered.
    """
    st.subheader("Who speaks", anchor=False)
    if not voices:
        st.caption("No label was found in this source.")
    with st.container(key="rows-voices", gap="xsmall"):
        for voice in voices:
            _draw(desk, project, source, voice, people)
        if any(voice.index == UNLABELLED for voice in voices):
            st.caption("Heads and stage directions stay apart from words without a label.")


def _draw(
    desk: Desk, project: Project, source: Source, voice: Speaker, people: Sequence[Case]
) -> None:
    place = f"voice-{source.id}-{voice.index}"
    key = f"{place}-{voice.role}-{voice.person}"
    unlabelled = voice.index == UNLABELLED
    name, noun = (voice.label, "turn") if not unlabelled else ("Words without a label", "passage")
    own = voice.person or voice.label or source.name

    def keep() -> None:
        role = desk.chosen(f"role-{key}") or voice.role
        choice = SpeakerChoice(role, desk.typed(f"person-{key}") or own)
        if unlabelled:
            desk.act(project.sources.map_unlabelled, source.id, choice, base=voice, place=place)
        else:
            desk.act(project.sources.map_speaker, source.id, voice.index, choice, place=place)

    label, role, person = st.columns(_WIDTHS, vertical_alignment="center")
    label.text(f"{name} ({voice.turn_count:,} {noun}{'s' * (voice.turn_count != 1)})")
    role.selectbox(
        f"What {name} is",
        SPEAKER_ROLES,
        index=SPEAKER_ROLES.index(voice.role),
        format_func=ROLE_WORDS.__getitem__,
        key=f"role-{key}",
        label_visibility="collapsed",
        on_change=keep,
    )
    if voice.role in ("participant", "interviewer"):
        known = [case.name for case in people if case.kind == voice.role]
        person.selectbox(
            f"Who {name} is",
            list(dict.fromkeys([own, *known])),
            key=f"person-{key}",
            label_visibility="collapsed",
            accept_new_options=True,
            on_change=keep,
        )
    layout.refusal(desk, place)
