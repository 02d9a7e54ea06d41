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
from workbench.app.accounts import remaining
from workbench.app.batch import Batch, CameIn, ReadFile
from workbench.app.desk import Desk, Refusal
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.model.source import SourceDraft
from workbench.project.folders import folder_notes, names_in_folder
from workbench.project.project import Project
from workbench.project.sources import FileBytes, ReadOptions
from workbench.project.wording import counted

LEAF = 25
_MEGABYTES = 100
_FORMATS = "txt, md, docx, odt, rtf, pdf, vtt, srt, json, csv, tsv, xlsx, or a zip of them"


def draw_intake(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the fields for files, what was read of them, and what came in last."""
    desk.batch.known = project.cases.all()
    if desk.batch.importing:
        _import(desk, project)
    files, folder = _fields(desk.batch)
    desk.batch.see(file.file_id for file in (*files, *folder))
    _take(desk.batch, project, files, {file.name: file.name for file in files})
    _take(desk.batch, project, folder, names_in_folder(file.name for file in folder))
    _tell(desk.batch, folder)
    _read(desk.batch, project)
    if desk.batch.came is not None and desk.batch.came.files:
        _came(desk, project, rooms, desk.batch.came)
    if desk.batch.read:
        _draw(desk, project)


def _fields(batch: Batch) -> tuple[list[UploadedFile], list[UploadedFile]]:
    """Draw the field for files and the one for a folder; return what was put into each."""
    files = st.file_uploader(
        f"Bring transcripts: {_FORMATS}",
        accept_multiple_files=True,
        max_upload_size=_MEGABYTES,
        key=f"files-{batch.number}",
        on_change=batch.touch,
    )
    with st.expander("Bring a whole folder", type="compact", icon=":material/folder:"):
        folder = st.file_uploader(
            "A folder with everything in it",
            accept_multiple_files="directory",
            max_upload_size=_MEGABYTES,
            key=f"folder-{batch.number}",
            on_change=batch.touch,
            label_visibility="collapsed",
        )
    return files or [], folder or []


def _take(
    batch: Batch, project: Project, uploads: Sequence[UploadedFile], names: Mapping[str, str]
) -> None:
    """Take in uploads that are new, a zip as the files in it; what has no name is hidden."""
    for upload in uploads:
        if upload.file_id not in batch.bundles and upload.name in names:
            file = FileBytes(names[upload.name], upload.getvalue())
            bundle = project.sources.unpack(file)
            batch.told[upload.file_id] = tuple(f"{file.name}: {note}" for note in bundle.notes)
            batch.hand_over(upload.file_id, bundle.files)


def _tell(batch: Batch, folder: Sequence[UploadedFile]) -> None:
    """Say what was left alone, of each zip and of the folder."""
    of_zips = (note for notes in batch.told.values() for note in notes)
    for note in (*of_zips, *folder_notes(file.name for file in folder)):
        st.caption(f":material/visibility_off: {plain(note)}")


def _read(batch: Batch, project: Project) -> None:
    waiting = batch.waiting()
    if not waiting:
        batch.stopped = False
    elif batch.stopped:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"Stopped. {len(waiting)} of {len(batch.handed)} files are not read yet.")
            st.button("Read the rest", key="read-on", on_click=batch.go_on)
    else:
        _one_by_one(
            "Reading",
            [batch.handed[key].name for key in waiting],
            lambda number: _read_one(batch, project, waiting[number]),
            batch.stop,
        )


def _read_one(batch: Batch, project: Project, key: str, options: ReadOptions | None = None) -> None:
    options, file = options or ReadOptions(), batch.handed[key]
    (result,) = project.sources.read([file], options)
    batch.read[key] = ReadFile(key, file.name, result, options)


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


def _draw(desk: Desk, project: Project) -> None:
    batch = desk.batch
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader("What was read", anchor=False, width="content")
        st.caption("Nothing is written yet.")
    files = list(batch.read.values())
    shown = files[layout.leaves(desk, f"batch-{batch.number}", len(files), LEAF)]

    def again(key: str, options: ReadOptions) -> None:
        _read_one(batch, project, key, options)

    preview.draw_files(desk, shown, again)
    mapping.draw_mapping(desk)
    _buttons(desk, project)


def _buttons(desk: Desk, project: Project) -> None:
    drafts, refused = len(desk.batch.drafts()), len(desk.batch.refused())
    with st.container(key="bar-import", horizontal=True, vertical_alignment="center"):
        if drafts:
            st.button(
                f"Import {_files(drafts)}",
                key="import",
                type="primary",
                icon=":material/download_done:",
                on_click=desk.batch.begin_import,
            )
            st.caption(f"into “{plain(project.name)}”{_unmapped(desk)}", width="content")
        st.button("Put all aside", key="aside", on_click=_put_aside, args=(desk, project))
        if refused:
            when = "Importing" if drafts else "Putting them aside"
            st.caption(
                f"{when} notes in the history that {refused} could not be read, without its words."
            )


def _unmapped(desk: Desk) -> str:
    """Say how many labels nobody has been mapped to, where some are."""
    count = sum(desk.batch.choice(row).role == "unmapped" for row in desk.batch.rows())
    return f" · {counted(count, 'label')} not mapped" if count else ""


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
    batch, choices = desk.batch, desk.batch.speakers()
    files = [file for file in batch.read.values() if isinstance(file.result, SourceDraft)]
    refusals: list[Refusal | None] = []

    def add(number: int) -> None:
        file = files[number]
        assert isinstance(file.result, SourceDraft)
        if not desk.done(
            project.sources.add,
            file.result,
            kind=batch.kind(file.file),
            speakers=choices[file.file],
            place=file.file,
        ):
            refusals.append(desk.refusal)
            return
        assert batch.came is not None
        batch.came = batch.came.with_one(file.result)
        del batch.read[file.file], batch.handed[file.file]

    _one_by_one("Importing", [file.name for file in files], add, batch.stop_import)
    batch.stop_import()
    if refusals:
        desk.refusal = refusals[0]  # the acts after it have taken it away
        return
    refused = len(batch.refused())
    _note_refused(desk, project)
    if len(files) > 1 or refused:
        desk.tell(_done(len(files), refused))
    desk.batch = Batch(number=batch.number + 1, known=project.cases.all(), came=batch.came)


def _done(imported: int, refused: int) -> str:
    told = f"Imported {_files(imported)}; the history can undo each."
    if refused:
        told += f" {_files(refused)} could not be read; the history says which."
    return told


def _came(desk: Desk, project: Project, rooms: Rooms, came: CameIn) -> None:
    """Say what came in, and where its people are told more of."""
    new = [
        case
        for case in project.cases.all()
        if case.kind == "participant" and case.id not in came.known
    ]
    with st.container(border=True, key="came", horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/check_circle: {_files(came.files)} came in: {came.words:,} words, "
            f"{counted(came.turns, 'turn')}.",
            width="content",
        )
        if new:
            people = "1 person is new" if len(new) == 1 else f"{len(new)} people are new"
            label = f"{people}: add attributes and consent"
            layout.go(desk, rooms.people, label, icon=":material/group:")


def _files(number: int) -> str:
    return counted(number, "file")
