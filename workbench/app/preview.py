"""The files of a batch as they were read: one row each, and what a file says of itself.

A row opens to the file's account, its lines and its notes. What a file asks of the person, how its
bytes are to be read, stands open below its row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from workbench.app import layout
from workbench.app.accounts import (
    account,
    lines_of,
    lost,
    on_screen,
    turn_count,
    unassigned,
    word_count,
)
from workbench.app.batch import KIND_WORDS, ReadFile
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.model.source import SOURCE_KINDS, SourceDraft
from workbench.project.likeness import tells_of_people
from workbench.project.sources import ReadOptions, RefusedFile, preview_encodings
from workbench.project.wording import counted

ReadAgain = Callable[[str, ReadOptions], None]
_WIDTHS = (10, 5, 3, 2, 3, 5, 5)
_OF_PEOPLE = (
    "looks like a table of people, one row each. If it is, do not import it here: put it into "
    "“Bring a table of people” on the page People."
)
_HEADS = ("File", "Kind", "Words", "Turns", "Speakers", "Characters", "State")


def draw_files(desk: Desk, files: Sequence[ReadFile], again: ReadAgain) -> None:
    """Draw what was read of each file.

    Args:
        desk: Keeps what is chosen.
        files: The files as they were read.
        again: Reads a file again with other options.
    """
    twins = desk.batch.twins()
    with st.container(key="rows-batch", gap="xsmall", border=True):
        for column, name in zip(st.columns(_WIDTHS), _HEADS, strict=True):
            column.caption(name)
        for file in files:
            if isinstance(file.result, RefusedFile):
                _refused(desk, file, file.result, again)
            else:
                _row(desk, file, file.result, twins.get(file.file))
                if tells_of_people(file.result):
                    st.caption(f":material/group: {plain(file.name)} {_OF_PEOPLE}")
                if file.file in desk.batch.opened:
                    _details(desk, file, file.result, again)
            layout.refusal(desk, file.file)


def _row(desk: Desk, file: ReadFile, draft: SourceDraft, twin: str | None) -> None:
    name, kind, words, turns, speakers, characters, state = st.columns(
        _WIDTHS, vertical_alignment="center"
    )
    with name:
        _name(desk, file)
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
    words.text(f"{word_count(draft):,}")
    turns.text(f"{turn_count(draft):,}")
    speakers.text(f"{len(draft.speakers):,}")
    characters.text(lost(draft))
    state.caption(_state(file, draft, twin))


def _name(desk: Desk, file: ReadFile) -> None:
    """The file's name opens its details and closes them."""
    arrow = "expand_more" if file.file in desk.batch.opened else "chevron_right"
    st.button(
        plain(file.name),
        key=f"open-{file.file}",
        type="tertiary",
        icon=f":material/{arrow}:",
        on_click=desk.batch.fold,
        args=(file.file,),
    )


def _state(file: ReadFile, draft: SourceDraft, twin: str | None) -> str:
    if twin is not None:
        return f":material/content_copy: the same file as {plain(twin)}"
    if file.options.keep_hidden:
        return ":material/check: ready, hidden text kept"
    if file.hides_text:
        return ":material/visibility_off: ready, hides text"
    loose = draft.lines.unassigned
    if loose:
        return f":material/info: ready, {counted(loose, 'line')} in no turn"
    return ":material/check: ready"


def _details(desk: Desk, file: ReadFile, draft: SourceDraft, again: ReadAgain) -> None:
    with st.container(key=f"details-{file.file}", gap="xsmall", border=True):
        st.caption(plain(f"{draft.format}, {draft.encoding} · {account(draft)}"))
        st.caption(plain(lines_of(draft.lines)))
        for note in draft.notes:
            st.caption(f":material/info: {plain(on_screen(note))}")
        if draft.lines.unassigned:
            st.caption("These lines belong to no turn. They are kept, and can be read and coded.")
            for beginning in unassigned(draft):
                st.text(beginning)
        options = file.options
        if file.hides_text:
            kept = replace(options, keep_hidden=not options.keep_hidden)
            _box(file, "Keep the text that {} hides", kept, again, ticked=options.keep_hidden)
        if draft.repeated:
            dropped = replace(options, drop_repeated=not options.drop_repeated)
            label = "Leave out the heads, feet and line numbers of the pages of {}"
            _box(file, label, dropped, again, ticked=options.drop_repeated)
    if file.options.encoding is not None:
        _encoding(desk, file, again)


def _box(file: ReadFile, label: str, other: ReadOptions, again: ReadAgain, *, ticked: bool) -> None:
    """Draw a choice that reads the file again the other way."""
    st.checkbox(
        label.format(plain(file.name)),
        value=ticked,
        key=f"{file.file}-{hash(other)}",
        on_change=again,
        args=(file.file, other),
    )


def _refused(desk: Desk, file: ReadFile, refused: RefusedFile, again: ReadAgain) -> None:
    name, why = st.columns((10, 23), vertical_alignment="center")
    name.text(file.name)
    why.warning(plain(on_screen(refused.message)), icon=":material/info:")
    if file.needs_encoding:
        _encoding(desk, file, again)


def _encoding(desk: Desk, file: ReadFile, again: ReadAgain) -> None:
    data = desk.batch.handed[file.file].data
    ways = {way.encoding: way.sample for way in preview_encodings(data) if way.sample}
    key, chosen = f"encoding-{file.file}", file.options.encoding
    st.caption("Choose the reading that shows the words rightly.")
    st.radio(
        f"Encoding of {file.name}",
        list(ways),
        index=list(ways).index(chosen) if chosen in ways else None,
        captions=[plain(sample) for sample in ways.values()],
        key=key,
        label_visibility="collapsed",
        on_change=lambda: again(file.file, replace(file.options, encoding=desk.chosen(key))),
    )
