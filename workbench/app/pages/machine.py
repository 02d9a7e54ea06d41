"""The machine's part: what it proposed in this study, and what people made of it."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Sight, sight
from workbench.app.desk import Desk
from workbench.app.grouping_telling import names_of, scope_told, size_told
from workbench.app.layout import Rooms
from workbench.app.model_form import draw_model
from workbench.app.plain import plain
from workbench.app.telling import moment
from workbench.model.proposal import HintKind
from workbench.project.machine import Acceptance, CodeAcceptance, Controls, MachinePart
from workbench.project.project import Project
from workbench.project.wording import counted

_STAMPING = "Possible rubber-stamping: more than nine in ten were accepted. Read some again."
_HINTS: dict[HintKind, str] = {
    "alike": "Codes that may be one",
    "unlike": "Unlike the others of a code",
    "differs": "Read differently",
}


@st.cache_data(max_entries=8, show_spinner=False)
def _part(seen: Sight, _project: Project) -> MachinePart:  # noqa: ARG001 - the key
    return _project.machine.part()


def machine_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw what the machine proposed, what was answered, and the paragraph on it."""
    layout.top_line(desk)
    st.title("The machine's part", anchor=False)
    part = _part(sight(project), project)
    if part.is_none:
        st.write(
            "In this study no code, group or theme was proposed by the machine. Who searches with "
            "More like this codes what they tick themselves: that is theirs, and no part of this."
        )
        st.caption(
            "Groupings, suggestions and hints are counted here once there are some, with what "
            "people answered to them."
        )
    else:
        st.write(
            "What was proposed here, and what people answered. The machine finds what is alike; "
            "it writes nothing."
        )
        _groupings(desk, project, part, rooms)
        _suggestions(desk, part, rooms)
        _hints(desk, part, rooms)
        if part.controls is not None:
            _controls(part.controls)
    _paragraph(part)
    draw_model(desk, project)


def _paragraph(part: MachinePart) -> None:
    st.subheader("For the methods section", anchor=False)
    st.caption("Written from these facts; it changes when they do.")
    st.code(part.paragraph, language=None, wrap_lines=True)


def _groupings(desk: Desk, project: Project, part: MachinePart, rooms: Rooms) -> None:
    st.subheader("Groupings", anchor=False)
    if part.runs:
        names = names_of(project)
        rows = [
            {
                "No.": number,
                "Asked for by": plain(f"{one.coder}, {moment(one.run.at)}"),
                "Of": plain(
                    f"{size_told(one.run.record)} {scope_told(one.run.record.scope, names)}"
                ),
                "Seed": one.run.record.seed,
                "Groups": one.groups,
                "As codes": one.codes,
                "In themes": one.themes,
                "Refused": one.refused,
                "Open": one.open,
                "Codings ticked": one.codings,
            }
            for number, one in enumerate(part.runs, 1)
        ]
        st.table(rows, hide_index=True, alt="Groupings and what became of their groups")
    elif not part.taken_out:
        st.write("None was proposed.")
    if part.taken_out:
        st.caption(f"{counted(part.taken_out, 'grouping')} asked for and taken out again.")
    with st.container(horizontal=True):
        for number, one in enumerate(part.runs, 1):
            label = f"Grouping {number:,}" if len(part.runs) > 1 else "This grouping"
            layout.go(desk, rooms.groupings, label, icon=":material/workspaces:", run=one.run.id)
        if part.decided is not None:
            layout.go(desk, rooms.decisions, "The decision for them", icon=":material/gavel:")


def _suggestions(desk: Desk, part: MachinePart, rooms: Rooms) -> None:
    st.subheader("Suggestions", anchor=False)
    if not part.shown and not part.suggestions.answered:
        st.write("None was shown.")
        return
    for who in part.shown:
        sittings = counted(who.sittings, "sitting")
        layout.row(who.coder, f"shown since {moment(who.since)}, in {sittings}", width=160)
    _everybody(part.suggestions)
    if part.mine:
        st.markdown("**Yours, by code**; nobody else sees these rows.")
        st.dataframe([_row(one) for one in part.mine], hide_index=True, alt="Your answers by code")
    whole, proposed = part.codings
    st.caption(f"{proposed:,} of {whole:,} codings come from a proposal that a person accepted.")
    layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")


def _everybody(answers: Acceptance) -> None:
    told = f"{answers.accepted:,} accepted, {answers.refused:,} refused"
    layout.row("By all coders", told, width=160)
    if answers.is_nearly_all:
        st.warning(_STAMPING, icon=":material/info:")


def _row(one: CodeAcceptance) -> dict[str, object]:
    return {
        "Code": one.path or "a code since taken out",
        "Suggested": one.offered,
        "Accepted": one.accepted,
        "To look at": "possible rubber-stamping" if one.is_nearly_all else "",
    }


def _hints(desk: Desk, part: MachinePart, rooms: Rooms) -> None:
    st.subheader("Hints left as they were", anchor=False)
    for hint, name in _HINTS.items():
        layout.row(name, f"{part.aside[hint]:,}", width=220, key=f"aside-{hint}")
    layout.go(desk, rooms.second_look, "A second look", icon=":material/visibility:")


def _controls(found: Controls) -> None:
    st.subheader("Turns kept free of suggestions", anchor=False)
    st.caption(
        "A tenth of the turns never gets suggestions. Where the others agree more, suggestions "
        "may be why."
    )
    rows = [
        {
            "Turns": name,
            "How many": count,
            "Coded": coded,
            "One code in common": f"{alike:,} of {both:,}" if both else "none coded by two",
        }
        for name, count, coded, (alike, both) in (
            ("kept free", found.free, found.free_coded, found.alike_free),
            ("all others", found.others, found.others_coded, found.alike_others),
        )
    ]
    st.dataframe(rows, hide_index=True, alt="Turns kept free of suggestions beside the others")
