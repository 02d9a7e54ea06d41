"""The mapping table of a batch: each raw label, what it is, and which person it stands for.

What could not be told, and what was seen once only, stands apart above what could.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.batch import ROLE_WORDS, LabelKey, LabelRow
from workbench.app.desk import Desk
from workbench.model.source import SPEAKER_ROLES, SpeakerChoice, SpeakerRole
from workbench.project.wording import counted

ROWS = 40
_WIDTHS = (4, 3, 3, 4)
_NAMELESS = ("ignored", "unmapped")
_HEADS = ("Label", "Turns", "Is", "Person")


def draw_mapping(desk: Desk) -> None:
    """Draw the labels of the batch with what each becomes."""
    rows, loose = desk.batch.rows(), desk.batch.unlabelled()
    if not rows and not loose:
        return
    st.subheader("Who speaks", anchor=False)
    st.caption(
        "Each label is decided once for all files. The texts stay as they are; a person's name is "
        "shown in place of the label."
    )
    doubtful = [
        row for row in rows if row.turn_count == 1 or desk.batch.suggested(row).role == "unmapped"
    ]
    told = [row for row in rows if row not in doubtful]
    if doubtful:
        _doubtful(desk, doubtful)
    if told:
        if doubtful:
            st.caption(f"**Sorted as far as can be told** ({len(told)})")
        _table(desk, told, "told")
    if loose:
        st.caption(
            f"**Words without a label** ({counted(len(loose), 'file')}): say who "
            "speaks them, if it is one person. Heads and stage directions stay apart."
        )
        _table(desk, loose, "loose")


def _doubtful(desk: Desk, rows: Sequence[LabelRow]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"**Look at these** ({len(rows)}): they name nobody, or are seen once only.")
        st.space("stretch")
        if any(desk.batch.choice(row).role == "unmapped" for row in rows):
            st.button(
                "The others are participants",
                key="rest",
                icon=":material/group_add:",
                on_click=_map_rest,
                args=(desk,),
            )
    _table(desk, rows, "doubtful")


def _table(desk: Desk, rows: Sequence[LabelRow], name: str) -> None:
    with st.container(key=f"rows-{name}", gap="xsmall", border=True):
        for column, head in zip(st.columns(_WIDTHS), _HEADS, strict=True):
            column.caption(head)
        for row in rows[layout.leaves(desk, f"{name}-{desk.batch.number}", len(rows), ROWS)]:
            _draw(desk, row)


def _draw(desk: Desk, row: LabelRow) -> None:
    choice, key = desk.batch.choice(row), row.key
    label, turns, role, person = st.columns(_WIDTHS, vertical_alignment="center")
    label.text(_label(desk, key))
    turns.caption(row.where)
    role.selectbox(
        f"What {_label(desk, key)} is",
        SPEAKER_ROLES,
        index=SPEAKER_ROLES.index(choice.role),
        format_func=ROLE_WORDS.__getitem__,
        key=_field(desk, "role", key),
        label_visibility="collapsed",
        on_change=_choose,
        args=(desk, key),
    )
    if choice.role in _NAMELESS:
        person.caption("nobody" if choice.role == "ignored" else "not mapped: choose what it is")
        return
    offered = _people(desk, key, choice)
    person.selectbox(
        f"Who {_label(desk, key)} is",
        offered,
        index=offered.index(choice.person or desk.batch.name_for(key)),
        key=_field(desk, f"person-{choice.role}", key),
        label_visibility="collapsed",
        accept_new_options=True,
        on_change=_choose,
        args=(desk, key),
    )


def _people(desk: Desk, key: LabelKey, choice: SpeakerChoice) -> list[str]:
    """The names on offer: what was chosen, the label's own, and the people of the study."""
    own = desk.batch.name_for(key)
    known = [case.name for case in desk.batch.known if case.kind == choice.role]
    return list(dict.fromkeys([choice.person or own, own, *known]))


def _label(desk: Desk, key: LabelKey) -> str:
    if key.file is None:
        return key.label
    return f"{key.label or 'no label'} in {desk.batch.read[key.file].name}"


def _choose(desk: Desk, key: LabelKey) -> None:
    role: SpeakerRole = desk.chosen(_field(desk, "role", key)) or "unmapped"
    person = desk.typed(_field(desk, f"person-{role}", key)) or desk.batch.name_for(key)
    nameless = role in _NAMELESS
    desk.batch.choices[key] = SpeakerChoice(role, None if nameless else person)


def _map_rest(desk: Desk) -> None:
    for row in desk.batch.map_rest_to_participants():
        desk.put(_field(desk, "role", row.key), "participant")


def _field(desk: Desk, what: str, key: LabelKey) -> str:
    return f"{what}-{desk.batch.number}-{key.file}-{key.label}"
