"""The mapping table of a batch: each raw label, what it is, and which person it stands for."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.batch import ROLE_WORDS, LabelKey, LabelRow
from workbench.app.desk import Desk
from workbench.model.source import SPEAKER_ROLES, SpeakerChoice, SpeakerRole

ROWS = 40
_WIDTHS = (4, 3, 3, 4)
_NAMELESS = ("ignored", "unmapped")


def draw_mapping(desk: Desk) -> None:
    """Draw the labels of the batch with what each becomes."""
    rows = desk.batch.rows()
    if not rows:
        return
    st.subheader("Who speaks", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "Labels as the files write them. The texts stay as they are; a person's name is shown "
            "in place of the label.",
            width="stretch",
        )
        if any(desk.batch.choice(row.key).role == "unmapped" for row in rows):
            st.button(
                "The others are participants",
                key="rest",
                icon=":material/group_add:",
                on_click=_map_rest,
                args=(desk,),
            )
    names = ("Label", "Turns", "Is", "Name of the person")
    for column, name in zip(st.columns(_WIDTHS), names, strict=True):
        column.caption(name)
    for row in rows[layout.leaves(desk, f"labels-{desk.batch.number}", len(rows), ROWS)]:
        _draw(desk, row)


def _draw(desk: Desk, row: LabelRow) -> None:
    choice = desk.batch.choice(row.key)
    label, turns, role, person = st.columns(_WIDTHS, vertical_alignment="center")
    label.text(_label(desk, row.key))
    turns.caption(f"{row.where} · seen once: is it a person?" if row.turn_count == 1 else row.where)
    role.selectbox(
        f"What {row.key.label} is",
        SPEAKER_ROLES,
        index=SPEAKER_ROLES.index(choice.role),
        format_func=ROLE_WORDS.__getitem__,
        key=_field(desk, "role", row.key),
        label_visibility="collapsed",
        on_change=_choose,
        args=(desk, row.key),
    )
    person.text_input(
        f"Who {row.key.label} is",
        value=choice.person or row.key.label,
        max_chars=200,
        key=_field(desk, "person", row.key),
        label_visibility="collapsed",
        disabled=choice.role in _NAMELESS,
        on_change=_choose,
        args=(desk, row.key),
    )


def _label(desk: Desk, key: LabelKey) -> str:
    return key.label if key.file is None else f"{key.label} in {desk.batch.read[key.file].name}"


def _choose(desk: Desk, key: LabelKey) -> None:
    role: SpeakerRole = desk.chosen(_field(desk, "role", key)) or "unmapped"
    person = desk.typed(_field(desk, "person", key)) or key.label
    nameless = role in _NAMELESS
    desk.batch.choices[key] = SpeakerChoice(role, None if nameless else person)


def _map_rest(desk: Desk) -> None:
    for key in desk.batch.map_rest_to_participants():
        desk.put(_field(desk, "role", key), "participant")


def _field(desk: Desk, what: str, key: LabelKey) -> str:
    return f"{what}-{desk.batch.number}-{key.file}-{key.label}"
