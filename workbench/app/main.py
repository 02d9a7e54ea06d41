"""The app's entry: `streamlit run` starts here, once for each thing a person does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from workbench.app import layout
from workbench.app.address import (
    clear_address,
    id_in_address,
    lead_new_tabs,
    page_in_address,
    put_in_address,
)
from workbench.app.desk import Desk, open_desk
from workbench.app.layout import Rooms
from workbench.app.pages.board import board_page
from workbench.app.pages.codebook import codebook_page
from workbench.app.pages.compare import compare_page
from workbench.app.pages.decisions import decisions_page
from workbench.app.pages.export import export_page
from workbench.app.pages.facets import facets_page
from workbench.app.pages.find import find_page
from workbench.app.pages.groupings import groupings_page
from workbench.app.pages.history import history_page
from workbench.app.pages.home import home_page
from workbench.app.pages.lost import lost_page
from workbench.app.pages.machine import machine_page
from workbench.app.pages.matrices import matrices_page
from workbench.app.pages.memos import memos_page
from workbench.app.pages.people import people_page
from workbench.app.pages.quotations import quotations_page
from workbench.app.pages.read import read_page
from workbench.app.pages.second_look import second_look_page
from workbench.app.pages.similar import similar_page
from workbench.app.pages.sources import sources_page
from workbench.app.pages.split import split_page
from workbench.app.pages.standing import standing_page
from workbench.app.pages.start import start_page
from workbench.app.pages.study import study_page
from workbench.app.pages.theme import theme_page
from workbench.app.pages.theme_map import theme_map_page
from workbench.app.pages.themes import themes_page
from workbench.app.pages.trace import trace_page
from workbench.app.plain import plain
from workbench.app.reader.pane import reading_pane
from workbench.app.seek import seek_when_asked
from workbench.errors import WorkbenchError
from workbench.project.project import Project

_ICON = Path(__file__).with_name("icon.svg").read_text("utf-8")
StudyPage = Callable[[Desk, Project, Rooms], None]


def main(arguments: list[str]) -> None:
    """Draw the page that was asked for; what cannot be read is said in one sentence.

    Args:
        arguments: The path of the study to begin with, or nothing.
    """
    try:
        _draw(arguments)
    except WorkbenchError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _draw(arguments: list[str]) -> None:
    desk = open_desk()
    if desk.coder is not None and not desk.arrived:
        _arrive(desk, arguments)
    desk.keep_up()
    st.set_page_config(
        page_title=desk.project.name if desk.project else "Thematic workbench",
        page_icon=_ICON,
        layout="wide",
        initial_sidebar_state=220,
    )
    rooms = _rooms(desk)
    pages = _listed(rooms)
    pages["Hand over"] += _lost(desk, rooms, pages)
    chosen = st.navigation(pages, position="sidebar" if desk.project else "hidden")
    layout.look()
    desk.keep_seat()
    if desk.project is None:
        if desk.coder is not None and chosen is not rooms.home:
            st.switch_page(rooms.home)  # a study that is opened now opens on its first page
        _outside(desk)
        return
    desk.enter(chosen.url_path)
    put_in_address(project=desk.project.id)
    lead_new_tabs()
    chosen.run()
    seek_when_asked(desk, desk.project, rooms)
    layout.toast(desk)


def _arrive(desk: Desk, arguments: list[str]) -> None:
    """Open the study of the address, else the one the app was started with; once a tab."""
    desk.arrived = True
    wanted = id_in_address("project")
    if wanted is None:
        if arguments:
            desk.open(arguments[0])
    elif not desk.find_open(wanted):
        clear_address()


def _listed(rooms: Rooms) -> dict[str, list[st.Page]]:
    return {
        "Study": [rooms.home, rooms.study, rooms.standing, rooms.sources, rooms.people],
        "Analyse": [
            rooms.read,
            rooms.codebook,
            rooms.split,
            rooms.board,
            rooms.compare,
            rooms.facets,
            rooms.themes,
            rooms.theme,
            rooms.theme_map,
            rooms.matrices,
            rooms.trace,
            rooms.quotations,
            rooms.memos,
            rooms.decisions,
            rooms.find,
            rooms.similar,
            rooms.second_look,
        ],
        "Look again": [rooms.groupings, rooms.machine],
        "Hand over": [rooms.export, rooms.history],
    }


def _lost(desk: Desk, rooms: Rooms, pages: dict[str, list[st.Page]]) -> list[st.Page]:
    """Return a page of ours for an address that names none; Streamlit's own speaks of files."""
    asked = page_in_address()
    if asked is None or any(asked == page.url_path for listed in pages.values() for page in listed):
        return []
    draw = partial(lost_page, desk, rooms, asked)
    return [st.Page(draw, title="No such page", url_path=asked, visibility="hidden")]


def _rooms(desk: Desk) -> Rooms:
    def room(
        page: StudyPage, title: str, icon: str, *, default: bool = False, listed: bool = True
    ) -> st.Page:
        def draw() -> None:
            assert desk.project is not None
            page(desk, desk.project, rooms)

        return st.Page(
            draw,
            title=title,
            icon=f":material/{icon}:",
            url_path="" if default else page.__name__.removesuffix("_page"),
            default=default,
            visibility="visible" if listed else "hidden",
        )

    def read(desk: Desk, project: Project, rooms: Rooms) -> None:
        read_page(desk, project, rooms, reader=reading_pane)

    read.__name__ = read_page.__name__
    rooms = Rooms(
        home=room(home_page, "Home", "home", default=True),
        study=room(study_page, "The study", "menu_book"),
        standing=room(standing_page, "What is there", "checklist", listed=False),
        sources=room(sources_page, "Sources", "description"),
        people=room(people_page, "People", "group"),
        read=room(read, "Read and code", "edit_note"),
        codebook=room(codebook_page, "Codebook", "account_tree"),
        quotations=room(quotations_page, "Quotations", "format_quote"),
        split=room(split_page, "Split a code", "call_split", listed=False),
        board=room(board_page, "Sorting board", "dashboard", listed=False),
        compare=room(compare_page, "Compare quotations", "compare", listed=False),
        facets=room(facets_page, "Facets", "label", listed=False),
        memos=room(memos_page, "Memos", "sticky_note_2"),
        decisions=room(decisions_page, "Decisions", "gavel"),
        find=room(find_page, "Find", "search"),
        similar=room(similar_page, "More like this", "blur_on"),
        second_look=room(second_look_page, "A second look", "visibility", listed=False),
        themes=room(themes_page, "Themes", "topic"),
        theme=room(theme_page, "Theme", "topic", listed=False),
        theme_map=room(theme_map_page, "Thematic map", "schema", listed=False),
        trace=room(trace_page, "Trace", "conversion_path", listed=False),
        groupings=room(groupings_page, "Groupings", "workspaces"),
        machine=room(machine_page, "The machine's part", "smart_toy"),
        export=room(export_page, "Hand over", "outbox"),
        matrices=room(matrices_page, "Matrices", "grid_on"),
        history=room(history_page, "History", "history"),
    )
    return rooms


def _outside(desk: Desk) -> None:
    layout.top_line(desk)
    if desk.coder is None:
        layout.ask_who(desk)
    else:
        start_page(desk)


if __name__ == "__main__":
    main(sys.argv[1:])
