"""One file as it was read: its account, its lines, its notes, and the choices it asks for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workbench.app import layout
from workbench.app.batch import (
    KIND_WORDS,
    ReadFile,
    account,
    hides_text,
    lines,
    needs_encoding,
    size,
    unassigned,
)
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.model.source import SOURCE_KINDS, SourceDraft
from workbench.project.sources import ReadOptions, RefusedFile, preview_encodings

ReadAgain = Callable[[ReadOptions], None]


def draw_file(desk: Desk, file: ReadFile, data: bytes, again: ReadAgain) -> None:
    """Draw what was read of one file.

    Args:
        desk: Keeps what is chosen.
        file: The file as it was read.
        data: Its bytes, for the preview of encodings.
        again: Reads it again with other options.
    """
    if isinstance(file.result, RefusedFile):
        st.text(file.name)
        st.warning(plain(file.result.message), icon=":material/info:")
    else:
        _draw_draft(desk, file, file.result)
    if needs_encoding(file):
        _encoding(desk, file, data, again)
    if hides_text(file):
        hidden = file.options.keep_hidden
        st.checkbox(
            "Keep the text that this file hides",
            value=hidden,
            key=f"hidden-{file.file}",
            on_change=again,
            args=(ReadOptions(keep_hidden=not hidden),),
        )
    layout.refusal(desk, file.file)


def _draw_draft(desk: Desk, file: ReadFile, draft: SourceDraft) -> None:
    name, kind = st.columns([5, 2], vertical_alignment="center")
    with name:
        st.text(file.name)
        st.caption(plain(f"{size(draft)} · {account(draft)}"))
    key = f"kind-{file.file}"
    kind.selectbox(
        f"Kind of {file.name}",
        SOURCE_KINDS,
        index=SOURCE_KINDS.index(desk.batch.kind(file.file)),
        format_func=KIND_WORDS.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=lambda: desk.batch.kinds.update({file.file: desk.chosen(key)}),
    )
    for note in draft.notes:
        st.caption(f":material/info: {plain(note)}")
    with st.expander(plain(lines(draft)), type="compact"):
        _loose(draft)


def _loose(draft: SourceDraft) -> None:
    if not draft.lines.unassigned:
        st.caption("Every line has its place.")
        return
    st.caption("These lines belong to no turn. They are kept, and can be read and coded.")
    for beginning in unassigned(draft):
        st.text(beginning)


def _encoding(desk: Desk, file: ReadFile, data: bytes, again: ReadAgain) -> None:
    ways = {way.encoding: way.sample for way in preview_encodings(data) if way.sample}
    chosen = file.options.encoding
    key = f"encoding-{file.file}"
    st.caption("The bytes are not UTF-8. Choose the reading that shows the words rightly.")
    st.radio(
        f"Encoding of {file.name}",
        list(ways),
        index=list(ways).index(chosen) if chosen in ways else None,
        captions=[plain(sample) for sample in ways.values()],
        key=key,
        label_visibility="collapsed",
        on_change=lambda: again(ReadOptions(encoding=desk.chosen(key))),
    )
