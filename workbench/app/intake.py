"""Bringing files in, as the page of sources shows it: read, looked at, mapped, imported.

Nothing is written before the button that imports. Reading and importing go file by file and what
is done is kept at the desk, so that either can be stopped and the page stays usable.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from workbench.app import layout, mapping, preview
from workbench.app.batch import Batch, ReadFile, remaining
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.model.source import SourceDraft
from workbench.project.project import Project
from workbench.project.sources import FileBytes, ReadOptions

LEAF = 25
_MEGABYTES = 100


def draw_intake(desk: Desk, project: Project) -> None:
    """Draw the field for files, and what was read of them."""
    if desk.batch.importing:
        _import(desk, project)
    files = st.file_uploader(
        "Bring transcripts: txt, md, docx, vtt or srt",
        accept_multiple_files=True,
        max_upload_size=_MEGABYTES,
        key=f"files-{desk.batch.number}",
    )
    uploads = {file.file_id: file for file in files or []}
    desk.batch.keep_only(uploads)
    _read(desk.batch, project, uploads)
    if desk.batch.read:
        _draw(desk, project, uploads)


def _read(batch: Batch, project: Project, uploads: Mapping[str, UploadedFile]) -> None:
    waiting = [file for file in uploads.values() if file.file_id not in batch.read]
    if not waiting:
        batch.stopped = False
    elif batch.stopped:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"Stopped. {len(waiting)} of {len(uploads)} files are not read yet.")
            st.button("Read the rest", key="read-on", on_click=batch.go_on)
    else:
        _one_by_one(
            "Reading",
            [file.name for file in waiting],
            lambda number: _read_one(batch, project, waiting[number]),
            batch.stop,
        )


def _read_one(
    batch: Batch, project: Project, file: UploadedFile, options: ReadOptions | None = None
) -> None:
    options = options or ReadOptions()
    (result,) = project.sources.read([FileBytes(file.name, file.getvalue())], options)
    batch.read[file.file_id] = ReadFile(file.file_id, file.name, result, options)


def _one_by_one(
    doing: str, names: Sequence[str], step: Callable[[int], None], stop: Callable[[], None]
) -> None:
    """Do one thing after the other, with how far it is, how long still, and a way to stop."""
    shown, began = st.empty(), time.monotonic()
    with shown.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, width="stretch")
        st.button("Stop", key=f"stop-{doing}", icon=":material/stop_circle:", on_click=stop)
    for done, name in enumerate(names):
        left = remaining(done, len(names), time.monotonic() - began)
        told = f"{doing} {done + 1} of {len(names)}: {plain(name)}{left}"
        bar.progress(done / len(names), told)
        step(done)
    shown.empty()


def _draw(desk: Desk, project: Project, uploads: Mapping[str, UploadedFile]) -> None:
    batch = desk.batch
    st.subheader("What was read", anchor=False)
    st.caption("Nothing is written yet.")
    files = list(batch.read.values())
    for file in files[layout.leaves(desk, f"batch-{batch.number}", len(files), LEAF)]:
        upload = uploads[file.file]

        def again(options: ReadOptions, upload: UploadedFile = upload) -> None:
            _read_one(batch, project, upload, options)

        with st.container(border=True, gap="small"):
            preview.draw_file(desk, file, upload.getvalue(), again)
    mapping.draw_mapping(desk)
    _buttons(desk, project)


def _buttons(desk: Desk, project: Project) -> None:
    drafts, refused = len(desk.batch.drafts()), len(desk.batch.refused())
    with st.container(horizontal=True, vertical_alignment="center"):
        if drafts:
            st.button(
                f"Import {drafts} file{'s' * (drafts != 1)}",
                key="import",
                type="primary",
                icon=":material/download_done:",
                on_click=desk.batch.begin_import,
            )
        st.button("Put all aside", key="aside", on_click=_put_aside, args=(desk, project))
        if refused:
            when = "Importing" if drafts else "Putting them aside"
            st.caption(
                f"{when} notes in the history that {refused} could not be read, without its words."
            )


def _put_aside(desk: Desk, project: Project) -> None:
    """Forget the batch; files that could not be read are noted when there is nothing else."""
    if not desk.batch.drafts():
        _note_refused(desk, project)
    desk.batch = Batch(number=desk.batch.number + 1)


def _note_refused(desk: Desk, project: Project) -> None:
    for file, refused in desk.batch.refused().items():
        desk.act(project.sources.note_refusal, refused, place=file)


def _import(desk: Desk, project: Project) -> None:
    """Import every draft, each an act of its own; one that is refused stays in the batch."""
    batch = desk.batch
    choices = {file: batch.speakers(file) for file in batch.drafts()}
    files = [file for file in batch.read.values() if isinstance(file.result, SourceDraft)]
    kept: list[ReadFile] = []

    def add(number: int) -> None:
        file = files[number]
        if desk.done(
            project.sources.add,
            file.result,
            kind=batch.kind(file.file),
            speakers=choices[file.file],
            place=file.file,
        ):
            del batch.read[file.file]
        else:
            kept.append(file)

    _one_by_one("Importing", [file.name for file in files], add, batch.stop_import)
    batch.stop_import()
    if kept:
        return
    refused = len(batch.refused())
    _note_refused(desk, project)
    if len(files) > 1 or refused:
        desk.tell(_done(len(files), refused))
    desk.batch = Batch(number=batch.number + 1)


def _done(imported: int, refused: int) -> str:
    told = f"Imported {imported} file{'s' * (imported != 1)}; the history can undo each."
    return f"{told} {refused} could not be read; that is noted." if refused else told
