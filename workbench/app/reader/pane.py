"""Reading and coding one source: the transcript once, over it the surface that is answered."""

from __future__ import annotations

import gc

import streamlit as st

from workbench.app.reader.component import mount_surface, mount_transcript, sent
from workbench.app.reader.ops import take_ops
from workbench.app.reader.payload import Snapshot, surface, transcript
from workbench.app.reader.ways import Leave, way_in
from workbench.model.ids import CodingId, ProjectId, SourceId
from workbench.model.source import Segment
from workbench.project.project import Project

#: A transcript's own codings are told anew after so many entries; until then as a patch.
STEP = 200


def reading_pane(
    project: Project,
    source_id: SourceId,
    *,
    focus: CodingId | Segment | None = None,
    leave: Leave | None = None,
    height: int | None = None,
    held: frozenset[SourceId] = frozenset(),
) -> None:
    """Draw a source to read and code.

    Args:
        project: In the hands of the person who reads.
        source_id: Which source.
        focus: A coding to bring into view, or a segment to select.
        leave: Opens the page that a person wants to go to from here.
        height: In pixels; None takes the rest of the window.
        held: Sources whose content note the person did not read: nothing quotes them here.
    """
    source = project.sources.find(source_id)
    project.suggestions.get_ready()
    version, text = source.version, source.text_version
    step = project.head.seq // STEP
    blind = project.rounds.now()
    viewer = f"{blind.id} {project.coder_name}" if blind else ""
    file = str(project.number)
    shared = _shared(project.id, file, source_id, version, step, viewer, project)
    with st.container(gap=None):
        mount_transcript(shared.payload, key=f"transcript-{project.id}-{source_id}")
        _surface(project, source_id, (shared.seq, text, held), focus, leave, height)
    _settle()


@st.fragment
def _surface(
    project: Project,
    source: SourceId,
    drawn: tuple[int, int, frozenset[SourceId]],
    focus: CodingId | Segment | None,
    leave: Leave | None,
    height: int | None,
) -> None:
    snapshot, text, held = drawn
    if project.is_replaced:
        st.rerun()  # a backup was put back: the whole page opens what lies there now
    if project.corrections.holding(source) != text:
        st.rerun()  # somebody corrected what is on the screen: its places are those of another text
    key = f"surface-{project.id}-{source}"
    way = way_in(source, sent(key, "leave"))
    if way is not None and leave is not None:
        leave(way)
    answer = take_ops(project, source, sent(key))
    shown = [focus.start, focus.end] if isinstance(focus, Segment) else focus
    data = surface(project, source, snapshot, answer, held, focus=shown, height=height)
    mount_surface(data, key=key)


@st.cache_data(max_entries=32, show_spinner=False)
def _shared(
    of: ProjectId,  # noqa: ARG001 - part of the key
    file: str,
    source: SourceId,
    version: int,
    step: int,  # noqa: ARG001 - part of the key
    viewer: str,  # noqa: ARG001 - part of the key
    _project: Project,
) -> Snapshot:
    """A transcript's bytes, shared by everybody who reads it, but while a blind round is open."""
    return transcript(_project, source, version, file)


@st.cache_resource(show_spinner=False)
def _settle() -> None:
    """Once: keep what was loaded out of the collection that Streamlit makes after every run."""
    gc.collect()
    gc.freeze()
