"""Quotations: the words behind a code, with their place, and a way to where they stand."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_codes, all_sources, found_quotations, sight
from workbench.app.desk import Desk
from workbench.app.downloads import Download, offer
from workbench.app.extracts import LEAF, place, quotations_counted, under_card
from workbench.app.handing import CODINGS_FILE, codings_csv
from workbench.app.layout import Rooms
from workbench.app.memo_words import draw_contrary, draw_write
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.app.quotation_acts import draw_acts, draw_tick
from workbench.app.quotation_choices import facet_values
from workbench.app.quotation_filters import ask_filter, draw_chips
from workbench.app.quotation_print import draw_editor, draw_words
from workbench.app.similar_hits import draw_like
from workbench.app.surroundings import draw_around
from workbench.app.theme_voices import draw_trace
from workbench.errors import InvalidActionError, NotFoundError
from workbench.model.coding import Quotation
from workbench.model.memo import MemoLink
from workbench.model.sifting import FoundQuotations, QuotationFilter
from workbench.project.project import Project

#: What a person said when comparing, as the list shows it.
_SAID = {"doubtful": "may not belong", "belongs": "belongs"}


def quotations_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the quotations that were asked for."""
    layout.top_line(desk)
    st.title("Quotations", anchor=False)
    if not all_codes(sight(project), project):
        _nothing_coded(desk, rooms)
        return
    sought = ask_filter(project)
    draw_chips(project)
    try:
        _found(desk, project, rooms, sought)
    except (InvalidActionError, NotFoundError) as refused:
        st.warning(plain(str(refused)), icon=":material/info:")


def _nothing_coded(desk: Desk, rooms: Rooms) -> None:
    st.write("Here you read the words behind a code, side by side. Nothing is coded yet.")
    layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")


def _found(desk: Desk, project: Project, rooms: Rooms, sought: QuotationFilter) -> None:
    name = f"quotations-{hash(sought)}"
    seen = sight(project)
    found = found_quotations(seen, project, sought, desk.leaves.get(name, 0) * LEAF, LEAF)
    with st.container(horizontal=True, vertical_alignment="center"):
        total = project.codings.count()
        sources = len(all_sources(seen, project))
        st.write(f"**{quotations_counted(found, total, sources)}**")
        st.space("stretch")
        if found.total:
            _download(desk, project, sought, found)
    leaf = layout.leaves(desk, name, found.total, LEAF)
    if leaf.start != found.first:
        found = found_quotations(seen, project, sought, leaf.start, LEAF)
    shown = found.quotations
    held = held_back(desk, project, (q.coding.source for q in shown), within="quotations")
    draw_acts(desk, project, shown)
    values = facet_values(project)
    cards = {code.id: code.card_version for code in all_codes(seen, project)}
    for quotation in shown:
        carried = [values[value] for value in quotation.facets if value in values]
        carried += under_card(quotation.coding, cards.get(quotation.coding.code, 1))
        is_held = quotation.coding.source in held
        _draw(desk, project, rooms, quotation, carried=carried, held=is_held)


def _draw(
    desk: Desk,
    project: Project,
    rooms: Rooms,
    quotation: Quotation,
    *,
    carried: list[str],
    held: bool,
) -> None:
    coding = quotation.coding
    with st.container(border=True, key=f"words-{coding.id}", gap="small"):
        if held:
            st.caption("Its words are shown when you say so, above.")
        else:
            draw_words(quotation)
        with st.container(horizontal=True, gap="small", wrap=False):
            draw_tick(quotation)
            st.caption(_told(quotation, carried), width="stretch")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            layout.go(
                desk,
                rooms.read,
                "Read it in place",
                icon=":material/menu_book:",
                source=coding.source,
                coding=coding.id,
            )
            about = MemoLink("coding", coding.id)
            of = f"{quotation.code[-1]}, {place(quotation)}"
            draw_trace(desk, rooms, quotation)
            draw_like(desk, rooms, of, coding=coding.id)
            draw_write(desk, rooms, about, of)
            draw_contrary(desk, rooms, about, of)
        if not held:
            draw_around(project, quotation, within="quotations")
            draw_editor(desk, project, quotation)


def _told(quotation: Quotation, carried: list[str]) -> str:
    told = [
        f"**{plain(' / '.join(quotation.code))}**",
        plain(place(quotation)),
        f"coded by {plain(quotation.coder)}",
        *map(plain, carried),
    ]
    if quotation.judgement:
        told.append(_SAID[quotation.judgement])
    if quotation.waits:
        told.append("waits for another look")
    return " · ".join(told)


def _download(
    desk: Desk, project: Project, sought: QuotationFilter, found: FoundQuotations
) -> None:
    """Hand over what was found, and say whether that is all there is."""
    these = "this coding" if found.total == 1 else f"these {found.total:,} codings"
    whole = sought == QuotationFilter(children=sought.children)
    file = Download(
        "Download all codings (csv)" if whole else f"Download {these} (csv)",
        CODINGS_FILE,
        lambda: codings_csv(project, project.quotations.find(sought, most=None).quotations),
        key="download",
        media="text/csv",
        icon=":material/download:",
    )
    offer(desk, "quotations", [file])
