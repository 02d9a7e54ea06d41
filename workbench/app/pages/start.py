"""Start: begin a study, open one, go back to a recent one, or look at the sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk, NewStudy
from workbench.app.places import file_name, first_folder, studies_in
from workbench.app.plain import plain
from workbench.app.stances import STANCE_WORDS, choice
from workbench.model.study import STANCES, Stance
from workbench.project.places import Location, place_name
from workbench.project.settings import recent_projects, remembered_titles


def start_page(desk: Desk) -> None:
    """Draw the page outside a study."""
    st.title("Thematic workbench")
    st.write(
        "Read interviews, code them in your own words, and keep a history that can be checked. "
        "Everything stays on this machine."
    )
    layout.refusal(desk, "arrive")
    left, right = st.columns([3, 2], gap="large")
    with left:
        _new(desk, first_folder(Path.home()))
    with right:
        _recent(desk)
        _open(desk, first_folder(Path.home()))
        _sample(desk)


def _new(desk: Desk, folder: Path) -> None:
    st.subheader("New study", anchor=False)
    with st.container(gap="xsmall"):
        title = st.text_input(
            "Title", key="new-title", max_chars=200, placeholder="for instance: Practitioners' care"
        )
        st.text_input(
            "What does it ask?",
            key="new-question",
            placeholder="for instance: How do practitioners understand the limits of their role?",
        )
        _stance()
        where, name = st.columns([3, 2])
        where.text_input("Folder", key="new-folder", value=str(folder))
        name.text_input(
            "File", key=f"new-file-{file_name(title or '')}", value=file_name(title or "")
        )
        st.button(
            "Begin the study",
            key="begin",
            type="primary",
            icon=":material/add:",
            on_click=_begin,
            args=(desk,),
        )
    layout.refusal(desk, "new")


def _stance() -> None:
    chosen = st.radio(
        "How do you understand your analysis?",
        STANCES,
        format_func=choice,
        captions=[plain(STANCE_WORDS[stance].means) for stance in STANCES],
        key="new-stance",
    )
    st.caption(f"{plain(STANCE_WORDS[chosen].turns_on)} It can be changed later.")


def _begin(desk: Desk) -> None:
    title = desk.typed("new-title")
    offered = file_name(title)
    name = desk.typed(f"new-file-{offered}") or offered
    stance: Stance = desk.chosen("new-stance") or "open"
    question = desk.typed("new-question")
    desk.begin(NewStudy(title, desk.typed("new-folder"), name, question, stance))


def _open(desk: Desk, folder: Path) -> None:
    st.subheader("Open a study", anchor=False)
    with st.form("open", border=False):
        st.text_input(
            "Path of the file (*.qwb), or address on a server",
            key="open-path",
            help="An address is postgresql://USER:PASSWORD@HOST/DATABASE?project=NAME. The "
            "password is not kept.",
        )
        st.form_submit_button(
            "Open",
            icon=":material/folder_open:",
            on_click=lambda: desk.open(desk.typed("open-path")),
        )
    layout.refusal(desk, "open")
    recent = set(recent_projects())
    nearby = [path for path in studies_in(folder) if path not in recent]
    if nearby:
        st.caption("Also in the folder for documents")
        _offers(desk, nearby, "nearby")


def _recent(desk: Desk) -> None:
    st.subheader("Recent", anchor=False)
    recent = recent_projects()
    if not recent:
        st.caption("No study was opened on this machine yet.")
    _offers(desk, recent, "recent")
    layout.refusal(desk, "recent")


def _offers(desk: Desk, paths: Sequence[Location], place: str) -> None:
    titles = remembered_titles()
    with st.container(gap="xxsmall"):
        for number, path in enumerate(paths):
            title = titles.get(path)
            file = path.name if isinstance(path, Path) else place_name(path)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.button(
                    plain(title or place_name(path)),
                    key=f"{place}-{number}-{path}",
                    icon=":material/description:",
                    type="tertiary",
                    help=plain(str(path)),
                    on_click=desk.open,
                    args=(path, "recent"),
                )
                if title:
                    st.caption(plain(file), width="content")


def _sample(desk: Desk) -> None:
    st.subheader("Sample", anchor=False)
    st.caption("A fictional study, coded by simulated coders. Try anything: nothing is lost.")
    st.button(
        "Open the sample study",
        key="sample",
        icon=":material/school:",
        on_click=desk.open_sample,
    )
    layout.refusal(desk, "sample")
