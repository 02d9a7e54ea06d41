"""Quotations that show what a code means: chosen from its own, or any words of a source."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_sources, sight
from workbench.app.desk import Desk
from workbench.app.extracts import place
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.errors import InvalidActionError
from workbench.model.codebook import EXEMPLAR_KINDS, Code, ExemplarKind
from workbench.model.ids import SourceId
from workbench.model.sifting import QuotationFilter
from workbench.model.source import Segment
from workbench.project.cards import ShownExemplar
from workbench.project.project import Project

#: So many of a code's quotations are offered; the rest is found by its words.
_OFFERED = 200
_SHORT = 90


def draw_examples(desk: Desk, project: Project, code: Code) -> None:
    """Draw the quotations that show what a code means, and the way to choose one."""
    shown = project.codebook.exemplars(code.id)
    st.caption("Quotations that show it")
    held = held_back(desk, project, (s.exemplar.source for s in shown), within="examples")
    for one in shown:
        _draw(desk, project, code, one, held=one.exemplar.source in held)
    if not shown:
        st.text("None is chosen yet.")
    if code.state == "locked":
        return
    menu = st.popover("Choose a quotation", key=f"choose-{code.id}", on_change="rerun")
    if menu.open:
        with menu:
            _choose(desk, project, code)
    layout.refusal(desk, "example")


def _draw(desk: Desk, project: Project, code: Code, one: ShownExemplar, *, held: bool) -> None:
    turn = "" if one.turn is None else f", turn {one.turn}"
    with st.container(border=True, key=f"words-example-{one.exemplar.id}", gap="xsmall"):
        if held:
            st.caption("Its words are shown when you say so, above.")
        else:
            st.text(one.words if one.words is not None else "These words were erased.")
        with st.container(horizontal=True, vertical_alignment="center"):
            kind = one.exemplar.kind
            st.caption(f"**{kind}** · {plain(one.source_name)}{turn}", width="stretch")
            if code.state != "locked":
                st.button(
                    layout.named("Drop", f"this {kind} quotation"),
                    key=f"drop-{one.exemplar.id}",
                    type="tertiary",
                    on_click=desk.act,
                    args=(project.codebook.drop_exemplar, one.exemplar.id),
                    kwargs={"place": "example"},
                )


def _choose(desk: Desk, project: Project, code: Code) -> None:
    key = f"{code.id}-{code.version}"
    st.segmented_control(
        "It is", EXEMPLAR_KINDS, default="typical", key=f"example-kind-{key}", required=True
    )
    sought = QuotationFilter(code=code.id, children=False)
    found = {q.coding.id: q for q in project.quotations.find(sought, most=_OFFERED).quotations}
    if found:
        st.selectbox(
            "One of its quotations",
            list(found),
            index=None,
            format_func=lambda one: f"{_short(found[one].words)} ({place(found[one])})",
            key=f"example-of-{key}",
            placeholder="choose one",
        )
    sources = all_sources(sight(project), project)
    st.text_area(
        "Or any words of a source, as they stand there", key=f"example-words-{key}", height=80
    )
    st.button(
        "Show it on the card",
        key=f"show-example-{key}",
        type="primary",
        on_click=desk.act,
        args=(_take, desk, project, code, [source.id for source in sources]),
        kwargs={"place": "example"},
    )


def _take(desk: Desk, project: Project, code: Code, sources: Sequence[SourceId]) -> None:
    key = f"{code.id}-{code.version}"
    kind: ExemplarKind = desk.chosen(f"example-kind-{key}") or "typical"
    typed, chosen = desk.typed(f"example-words-{key}"), desk.chosen(f"example-of-{key}")
    if typed:
        source, segment = found_once(project, sources, typed)
    elif found := project.quotations.among([chosen] if chosen else []):
        source, segment = found[0].coding.source, found[0].coding.segment
    else:
        raise InvalidActionError("Choose one of its quotations, or type words of a source.")
    project.codebook.choose_exemplar(code.id, kind, source, segment)


def found_once(
    project: Project, sources: Sequence[SourceId], words: str
) -> tuple[SourceId, Segment]:
    """Return where words stand in the sources.

    Raises:
        InvalidActionError: They stand nowhere, or at more than one place.
    """
    found: list[tuple[SourceId, Segment]] = []
    for source in sources:
        text = project.sources.text(source)
        start = text.find(words)
        while start >= 0 and len(found) < 2:
            found.append((source, Segment(start, start + len(words))))
            start = text.find(words, start + 1)
    if not found:
        raise InvalidActionError(
            "These words stand in no source. Copy them from it just as they are."
        )
    if len(found) > 1:
        raise InvalidActionError(
            "These words stand at more than one place. Take some more of them."
        )
    return found[0]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
