"""What is chosen of a summary on the page: kind, themes, who gets it, length, names, own staff."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from workbench.app.cached import all_attributes, all_people, sight
from workbench.app.desk import Desk
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.model.ids import AttributeId, CaseId, CodingId, ThemeId
from workbench.model.theme import Theme
from workbench.project.project import Project
from workbench.project.summaries import staff_quotations
from workbench.project.summary_choices import (
    ATTRIBUTIONS,
    LENGTHS,
    RECIPIENTS,
    SUMMARY_KINDS,
    TOLD_OF_KINDS,
    Staff,
    SummaryChoice,
    SummaryKind,
)

KIND_NAMES: dict[SummaryKind, str] = {
    "report": "Report",
    "partner": "Partner page",
    "participant": "Participant page",
}
_BY = {"id": "by id", "role": "by role"}
_LENGTHS = {
    "short": "short (3 voices)",
    "medium": "medium (8 voices)",
    "full": "full (all)",
}
#: So many quotations of the recipient's own staff are shown to be ticked.
_MOST = 40


def ask_choice(desk: Desk, project: Project, themes: list[Theme]) -> SummaryChoice | None:
    """Draw what can be chosen and return what is; None while something is missing."""
    kind: SummaryKind = st.radio(
        "What it is",
        SUMMARY_KINDS,
        format_func=KIND_NAMES.__getitem__,
        captions=[_sentence(TOLD_OF_KINDS[kind]) for kind in SUMMARY_KINDS],
        key="summary-kind",
    )
    participant = _whose(project) if kind == "participant" else None
    if kind == "participant" and participant is None:
        return None
    chosen = _themes(themes)
    usual = SummaryChoice(kind, chosen, participant=participant)
    if kind == "participant":
        return usual
    columns = st.columns(2)
    recipient = _one_of(columns[0], "For", RECIPIENTS, usual.goes_to, kind)
    named = columns[1].text_input("In your words", key="summary-named", placeholder="their name")
    by = _one_of(columns[0], "Name people", ATTRIBUTIONS, usual.names_by, kind, _BY)
    length = _one_of(columns[1], "Length", LENGTHS, usual.runs, kind, _LENGTHS)
    if by == "role":
        st.caption(
            "In what you wrote, each participant's name becomes “[a participant]”, and where it is "
            "a word too (Will, May), so does the word. Mend the sentence by hand."
        )
    spread = st.checkbox(
        "Tell how widely each theme is said",
        value=project.stance != "reflexive",
        help="Not said may mean not asked. In a reflexive study such numbers carry no theme.",
        key="summary-spread",
    )
    staff = _staff(project)
    choice = SummaryChoice(kind, chosen, recipient, by, length, named.strip(), staff, spread=spread)
    return choice if staff is None else _ticked(desk, project, choice)


def _sentence(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}."


def _one_of(
    place: Any, label: str, options: Any, usual: str, kind: str, names: dict[str, str] | None = None
) -> Any:
    """Draw a choice that begins with what is usual for the kind."""
    return place.selectbox(
        label,
        options,
        index=options.index(usual),
        format_func=(names or {}).get if names else str,
        key=f"summary-{label}-{kind}",
    )


def _themes(themes: list[Theme]) -> tuple[ThemeId, ...]:
    names = {theme.id: str(theme.name) for theme in themes}
    chosen = st.multiselect(
        "Themes, in the order in which you choose them",
        list(names),
        format_func=names.__getitem__,
        placeholder="all that are not let go",
        key="summary-themes",
    )
    return tuple(chosen)


def _whose(project: Project) -> CaseId | None:
    people = {
        one.case.id: one.case.name
        for one in all_people(sight(project), project)
        if one.case.kind == "participant"
    }
    chosen: CaseId | None = st.selectbox(
        "Whose page",
        list(people),
        index=None,
        format_func=people.__getitem__,
        placeholder="choose a participant",
        key="summary-participant",
    )
    return chosen


def _staff(project: Project) -> Staff | None:
    """Ask whether some participants are the recipient's own people."""
    attributes = {one.id: str(one.form.name) for one in all_attributes(sight(project), project)}
    if not attributes:
        return None
    columns = st.columns(2)
    attribute: AttributeId | None = columns[0].selectbox(
        "Their own staff",
        list(attributes),
        index=None,
        format_func=attributes.__getitem__,
        placeholder="nobody",
        help="Words of people with this value of an attribute are left out, unless you tick one.",
        key="summary-staff",
    )
    if attribute is None:
        return None
    people = all_people(sight(project), project)
    values = sorted({value for one in people if (value := one.values.get(attribute))})
    value = columns[1].selectbox("Value", values, index=None, key=f"summary-staff-{attribute}")
    return None if value is None else Staff(attribute, value)


def _ticked(desk: Desk, project: Project, choice: SummaryChoice) -> SummaryChoice:
    """Show what is left out of the recipient's own people, to be ticked one by one."""
    found = staff_quotations(project, choice)
    ticked: set[CodingId] = set()
    with st.expander(f"{len(found)} quotations of their own staff are left out"):
        st.caption("Tick one only if who said it agrees that their employer reads it.")
        shown = found[:_MOST]
        hidden = held_back(desk, project, (q.coding.source for q in shown), within="staff")
        for quotation in shown:
            held = quotation.coding.source in hidden
            words = "" if held else " ".join(quotation.as_printed.split())
            label = f"{quotation.speaker or ''}: {words[:140]}{'…' if len(words) > 140 else ''}"
            if st.checkbox(plain(label), key=f"summary-tick-{quotation.coding.id}"):
                ticked.add(quotation.coding.id)
    return replace(choice, ticked=frozenset(ticked))
