"""What the codebook gains and gives: new codes, starter codebooks, and files to hand over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.downloads import Download, offer
from workbench.app.handing import codebook_file
from workbench.model.codebook import Code, CodeCard
from workbench.model.ids import CodeId, Words
from workbench.project.codebook_files import CODEBOOK_FORMATS
from workbench.project.project import Project
from workbench.project.starters import load_starter, starters

_FORMAT_WORDS = {
    "csv": "csv, to bring it back",
    "md": "Markdown, to read",
    "docx": "Word, to read",
    "xlsx": "a workbook for spreadsheets",
}


def draw_new_code(desk: Desk, project: Project, codes: Sequence[Code]) -> None:
    """Draw the fields of a new code; name first, what it means may wait."""
    key = f"new-code-{len(codes)}"
    with st.popover("New code", key=key, icon=":material/add:", type="primary"):
        st.text_input("Name", key=f"{key}-name", max_chars=200)
        st.text_area("Definition (may wait)", key=f"{key}-definition", height=80)
        paths = {code.id: code.path_text for code in codes}
        st.selectbox(
            "It stands under",
            [None, *paths],
            format_func=lambda code: paths[code] if code else "at the top",
            placeholder="at the top",
            key=f"{key}-parent",
        )
        st.button(
            "Make it",
            key=f"{key}-make",
            type="primary",
            on_click=desk.act,
            args=(_make, desk, project, key),
            kwargs={"place": "new-code"},
        )
        layout.refusal(desk, "new-code")


def _make(desk: Desk, project: Project, key: str) -> None:
    parent: CodeId | None = desk.chosen(f"{key}-parent")
    card = CodeCard(definition=Words(desk.typed(f"{key}-definition")))
    made = project.codebook.create(desk.typed(f"{key}-name"), parent=parent, card=card)
    desk.put("code-made", made)


def draw_starters(desk: Desk, project: Project) -> None:
    """Offer the starter codebooks, quietly, once somebody asks for them."""
    box = st.expander(
        "Load codes of prior studies",
        key="starters",
        icon=":material/library_books:",
        type="compact",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        st.caption(
            "An inductive study starts without codes. Loading some makes it hybrid; it is "
            "recorded as a decision, and can be undone."
        )
        for starter in starters():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{starter.about[:1].upper()}{starter.about[1:]}", width="stretch")
                st.button(
                    layout.named(f"Load {starter.code_count} codes", starter.about),
                    key=f"starter-{starter.key}",
                    on_click=desk.act,
                    args=(load_starter, project, starter.key),
                    kwargs={"place": "starters"},
                )
        layout.refusal(desk, "starters")


def draw_files(desk: Desk, project: Project) -> None:
    """Draw the ways to take the codebook away as a file; each is recorded."""
    box = st.popover("Download", key="codebook-files", icon=":material/download:")
    files = [
        Download(
            f"As {_FORMAT_WORDS[file_format]}",
            f"codebook.{file_format}",
            partial(codebook_file, project, file_format),
            key=f"codebook-{file_format}",
            look="tertiary",
        )
        for file_format in CODEBOOK_FORMATS
    ]
    with box:
        offer(desk, "codebook", files, across=False)
