"""Quotations: the words behind a code, with their place, and a way to where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, put_in_address
from workbench.app.cached import all_codes, all_sources, quotations, sight, source_text
from workbench.app.desk import Desk
from workbench.app.extracts import LEAF, around, counted, holding, place
from workbench.app.handing import CODINGS_FILE, codings_csv
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.model.codebook import Code
from workbench.model.coding import Quotation
from workbench.model.ids import CodeId, SourceId
from workbench.model.source import Source
from workbench.project.project import Project


@dataclass(frozen=True, slots=True)
class Sought:
    """What the page was asked to show."""

    code: CodeId | None
    below: bool
    source: SourceId | None
    words: str


#: Nothing sifted.
EVERYTHING = Sought(None, below=True, source=None, words="")


def quotations_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the quotations that were asked for."""
    layout.top_line(desk)
    st.title("Quotations", anchor=False)
    seen = sight(project)
    sources, codes = all_sources(seen, project), all_codes(seen, project)
    if not codes:
        _nothing_coded(desk, rooms)
        return
    sought = _sought(sources, codes)
    found = quotations(seen, project, sought.code, sought.source, sought.below)
    found = holding(found, sought.words)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.write(f"**{plain(counted(found, len(sources)))}**")
        st.space("stretch")
        if found:
            _download(project, found, whole=sought == EVERYTHING)
    shown = layout.leaves(desk, f"quotations-{hash(sought)}", len(found), LEAF)
    held = held_back(desk, project, (q.coding.source for q in found[shown]), within="quotations")
    for quotation in found[shown]:
        _draw(desk, project, rooms, quotation, held=quotation.coding.source in held)


def _nothing_coded(desk: Desk, rooms: Rooms) -> None:
    st.write("Here you read the words behind a code, side by side. Nothing is coded yet.")
    layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")


def _sought(sources: list[Source], codes: list[Code]) -> Sought:
    names = {code.id: code.path_text for code in codes}
    titles = {source.id: source.name for source in sources}
    asked_code, asked_source = id_in_address("code"), id_in_address("source")
    of_code, of_source, of_words = st.columns([3, 3, 2])
    code = of_code.selectbox(
        "Code",
        [None, *names],
        index=_index(list(names), asked_code),
        format_func=lambda key: names[key] if key else "all codes",
        key=f"code-{asked_code}",
    )
    source = of_source.selectbox(
        "Source",
        [None, *titles],
        index=_index(list(titles), asked_source),
        format_func=lambda key: titles[key] if key else "all sources",
        key=f"in-{asked_source}",
    )
    words = of_words.text_input("Words", key="words-sought", placeholder="that stand in it")
    below = st.checkbox("with the codes below it", value=True, key="below", disabled=code is None)
    put_in_address(code=code, source=source)
    return Sought(code, below, source, words.strip())


def _draw(desk: Desk, project: Project, rooms: Rooms, quotation: Quotation, *, held: bool) -> None:
    coding = quotation.coding
    with st.container(border=True, key=f"words-{coding.id}", gap="small"):
        if held:
            st.caption("Its words are shown when you say so, above.")
        else:
            st.text(quotation.words)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(
                f"**{plain(' / '.join(quotation.code))}** · {plain(place(quotation))} · "
                f"coded by {plain(quotation.coder)}",
                width="stretch",
            )
            layout.go(
                desk,
                rooms.read,
                "Read it in place",
                icon=":material/menu_book:",
                source=coding.source,
                coding=coding.id,
            )
        if held:
            return
        context = st.expander(
            "What stands around it", key=f"around-{coding.id}", type="compact", on_change="rerun"
        )
        if context.open:
            with context:
                _context(project, quotation)


def _context(project: Project, quotation: Quotation) -> None:
    source = source_text(sight(project), project, quotation.coding.source)
    for number, passage in enumerate(around(source, quotation)):
        kind = "held" if passage.holds else "quiet"
        with st.container(key=f"{kind}-{quotation.coding.id}-{number}", gap=None):
            if passage.speaker:
                st.caption(f"**{plain(passage.speaker)}**")
            st.text(passage.words)


def _download(project: Project, found: list[Quotation], *, whole: bool) -> None:
    """Hand over what the page shows, and say whether that is all there is."""
    count = f"{len(found):,} coding{'s' * (len(found) != 1)}"
    st.download_button(
        "Download all codings (csv)" if whole else f"Download these {count} (csv)",
        data=lambda: codings_csv(project, found),
        file_name=CODINGS_FILE,
        mime="text/csv",
        icon=":material/download:",
        key="download",
        on_click="ignore",
    )


def _index(ids: list[str], asked: str | None) -> int:
    return ids.index(asked) + 1 if asked in ids else 0
