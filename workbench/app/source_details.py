"""What is known of one source: its name, its kind, and details nobody has to fill in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from workbench.app import layout
from workbench.app.batch import KIND_WORDS
from workbench.app.desk import Desk
from workbench.model.ids import Words
from workbench.model.source import CHECKED, SOURCE_KINDS, Source, SourceDetails, SourceKind
from workbench.project.project import Project

_DATE = "YYYY-MM-DD"
#: Streamlit would offer the last and next ten years only.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2150, 12, 31)
_HELD = {
    "mode": ("How it was held", "in person, by telephone, by video"),
    "place": ("Where", "kind of place"),
    "guide_version": ("Version of the guide", ""),
    "transcriber": ("Who transcribed it", ""),
}
_PUBLISHED = {
    "citation": ("Citation", ""),
    "design": ("Design", "how the study was made"),
    "direction": ("Direction", "which way its finding points"),
}
_EVERY = {"strand": ("Strand", ""), "site": ("Site", "")}


def draw_details(desk: Desk, project: Project, source: Source, details: SourceDetails) -> None:
    """Draw a source's name and kind, each an act, and its details, kept as a whole."""
    name, kind = st.columns([3, 2])
    with name:
        _name(desk, project, source)
    with kind:
        _kind(desk, project, source)
    place = f"details-{source.id}"
    fields = f"{source.id}-{hash(details)}"
    with st.form(place, border=False):
        _fields(source.kind, details, fields)
        st.form_submit_button(
            "Keep these details",
            on_click=lambda: desk.act(
                project.sources.describe,
                source.id,
                _filled_in(desk, source.kind, details, fields),
                base=details,
                place=place,
            ),
        )
    layout.refusal(desk, place)


def _name(desk: Desk, project: Project, source: Source) -> None:
    place = f"rename-{source.id}"
    key = f"{place}-{source.name}"
    st.text_input(
        "Name",
        value=source.name,
        max_chars=200,
        key=key,
        on_change=lambda: desk.act(
            project.sources.rename, source.id, desk.typed(key), base=source.name, place=place
        ),
    )
    layout.refusal(desk, place)


def _kind(desk: Desk, project: Project, source: Source) -> None:
    place = f"kind-{source.id}"
    key = f"{place}-{source.kind}"
    st.selectbox(
        "Kind",
        SOURCE_KINDS,
        index=SOURCE_KINDS.index(source.kind),
        format_func=KIND_WORDS.__getitem__,
        key=key,
        on_change=lambda: desk.act(
            project.sources.change_kind, source.id, desk.chosen(key), base=source.kind, place=place
        ),
    )
    layout.refusal(desk, place)


def _words_of(kind: SourceKind) -> dict[str, tuple[str, str]]:
    """The details in words that a kind of source is asked for."""
    return (_PUBLISHED if kind in ("literature", "policy") else _HELD) | _EVERY


def _fields(kind: SourceKind, details: SourceDetails, key: str) -> None:
    columns = st.columns(2)
    published = kind in ("literature", "policy")
    day = date.fromisoformat(details.date) if details.date else None
    columns[0].date_input(
        "When it appeared" if published else "When it took place",
        value=day,
        min_value=min(_EARLIEST, day or _EARLIEST),
        max_value=max(_LATEST, day or _LATEST),
        format=_DATE,
        key=f"date-{key}",
    )
    if published:
        columns[1].number_input(
            "n (people or studies)", value=details.n, min_value=0, step=1, key=f"n-{key}"
        )
    else:
        columns[1].selectbox(
            "Checked against the audio",
            CHECKED,
            index=CHECKED.index(details.checked_against_audio),
            key=f"checked-{key}",
        )
    for number, (name, (label, hint)) in enumerate(_words_of(kind).items()):
        columns[number % 2].text_input(
            label, value=getattr(details, name), placeholder=hint, key=f"{name}-{key}"
        )
    st.text_area(
        "Content note: shown before the source is opened",
        value=details.content_note,
        placeholder="for instance: tells of violence, about halfway through",
        height=68,
        key=f"note-{key}",
    )


def _filled_in(desk: Desk, kind: SourceKind, details: SourceDetails, key: str) -> SourceDetails:
    """Return the details with what the form shows; what it does not show stays."""
    words = {name: Words(desk.typed(f"{name}-{key}")) for name in _words_of(kind)}
    day: date | None = desk.chosen(f"date-{key}")
    filled = replace(
        details,
        date=day.isoformat() if day else "",
        content_note=Words(desk.typed(f"note-{key}")),
        **words,  # type: ignore[arg-type] # only fields that are Words
    )
    if kind in ("literature", "policy"):
        return replace(filled, n=desk.chosen(f"n-{key}"))
    return replace(filled, checked_against_audio=desk.chosen(f"checked-{key}"))
