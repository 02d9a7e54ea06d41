"""The printed form of a quotation over its verbatim words, and the place where it is written."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.model.coding import Quotation
from workbench.model.printed import without_fillers
from workbench.project.project import Project

_HOW = (
    "Write […] for what you cut and [brackets] around what you add. Fillers may go. Nothing else "
    "may change: what was said stays what was said."
)


def draw_words(quotation: Quotation) -> None:
    """Draw a quotation as it is printed; its verbatim words are one click away."""
    st.text(quotation.as_printed)
    if quotation.is_stale:
        st.caption(
            ":material/info: Its printed form was written for other words and is not used. Write "
            "it anew below."
        )
    elif quotation.printed:
        verbatim = st.expander(
            "Printed form; its words, verbatim",
            key=f"verbatim-{quotation.coding.id}",
            type="compact",
            on_change="rerun",
        )
        if verbatim.open:
            with verbatim:
                st.text(quotation.words)


def draw_editor(desk: Desk, project: Project, quotation: Quotation) -> None:
    """Draw a closed box in which the printed form is written."""
    coding = quotation.coding.id
    box = st.expander("Print it as", key=f"print-{coding}", type="compact", on_change="rerun")
    if not box.open:
        return
    key, place = f"printed-{coding}", f"printed-{coding}"
    if desk.chosen(key) is None:
        desk.put(key, quotation.printed or quotation.words)
    with box:
        if quotation.is_stale:
            st.caption("The words now:")
            st.text(quotation.words)
        st.caption(_HOW)
        typed = st.text_area(
            "Printed form", key=key, height="content", label_visibility="collapsed"
        )
        with st.container(horizontal=True):
            st.button(
                "Keep this printed form",
                key=f"keep-{coding}",
                icon=":material/check:",
                on_click=lambda: desk.act(
                    project.codings.print_as,
                    coding,
                    desk.typed(key),
                    base=quotation.printed,
                    place=place,
                ),
            )
            st.button(
                "Drop fillers",
                key=f"fillers-{coding}",
                type="tertiary",
                on_click=lambda: desk.put(key, without_fillers(desk.typed(key))),
                disabled=without_fillers(typed or "") == (typed or "").strip(),
            )
            st.button(
                "Begin again from the words",
                key=f"again-{coding}",
                type="tertiary",
                on_click=lambda: desk.put(key, quotation.words),
                disabled=typed == quotation.words,
            )
        if quotation.printed:
            st.caption("Keep the words as they are, and there is no printed form any more.")
        layout.refusal(desk, place)
