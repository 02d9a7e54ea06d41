"""What a participant allowed: in words, and as a quiet form that needs nothing filled in."""

from __future__ import annotations

from datetime import date

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.model.case import CONSENT_ANSWERS, NO_CONSENT, Case, Consent
from workbench.model.ids import Words
from workbench.model.typed import day_told
from workbench.project.project import Project

_QUESTIONS = {
    "recording": "Being taped or filmed",
    "verbatim": "Being quoted word for word",
    "archive": "Keeping the transcript in an archive",
    "auditor_sees_raw": "An auditor reading the transcript",
    "third_parties": "Using what is said about others",
}
_DATE = "YYYY-MM-DD"
#: Streamlit would offer the last and next ten years only.
_EARLIEST, _LATEST = date(1950, 1, 1), date(2150, 12, 31)


def told(consent: Consent) -> str:
    """Return what a consent comes to, in a few words."""
    if consent == NO_CONSENT:
        return "not recorded"
    if consent.withdrawn:
        return f"withdrawn {day_told(consent.withdrawn)}"
    words = {
        "verbatim": "may be quoted",
        "paraphrase only": "paraphrase only",
        "no": "not to be quoted",
        "not recorded": "quoting not recorded",
    }
    return words[consent.may_quote]


def draw_consent(desk: Desk, project: Project, case: Case, consent: Consent) -> None:
    """Draw the form for one person's consent; it is kept in one act."""
    place = f"consent-{case.id}"
    if consent == NO_CONSENT:
        st.caption(":material/info: Not recorded. An export says so until it is.")
    else:
        st.caption(f":material/check: Recorded: {told(consent)}.")
    fields = f"{case.id}-{hash(consent)}"
    with st.form(f"consent-{fields}", border=False):
        for name, question in _QUESTIONS.items():
            st.radio(
                question,
                CONSENT_ANSWERS,
                index=CONSENT_ANSWERS.index(getattr(consent, name)),
                horizontal=True,
                key=f"{name}-{fields}",
            )
        st.checkbox(
            "Only in other words, never quoted",
            value=consent.paraphrase_only,
            key=f"paraphrase-{fields}",
        )
        until, withdrawn = st.columns(2)
        _day(until, "May withdraw until", consent.withdraw_until, f"until-{fields}")
        _day(withdrawn, "Withdrew on", consent.withdrawn, f"withdrawn-{fields}")
        st.text_area("Note", value=consent.note, key=f"note-{fields}", height=68)
        st.form_submit_button(
            "Keep this consent",
            on_click=lambda: desk.act(
                project.cases.record_consent,
                case.id,
                _filled_in(desk, fields),
                base=consent,
                place=place,
            ),
        )
    layout.refusal(desk, place)


def _day(column: st.delta_generator.DeltaGenerator, label: str, value: str, key: str) -> None:
    day = date.fromisoformat(value) if value else None
    column.date_input(
        label,
        value=day,
        min_value=min(_EARLIEST, day or _EARLIEST),
        max_value=max(_LATEST, day or _LATEST),
        format=_DATE,
        key=key,
    )


def _filled_in(desk: Desk, fields: str) -> Consent:
    answers = {name: desk.chosen(f"{name}-{fields}") for name in _QUESTIONS}
    return Consent(
        **answers,
        paraphrase_only=desk.chosen(f"paraphrase-{fields}"),
        withdraw_until=_iso(desk.chosen(f"until-{fields}")),
        withdrawn=_iso(desk.chosen(f"withdrawn-{fields}")),
        note=Words(desk.typed(f"note-{fields}")),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
