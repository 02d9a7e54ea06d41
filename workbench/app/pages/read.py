"""Read and code: one source, the reader, and nothing else."""

from __future__ import annotations

from functools import partial
from typing import Protocol

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, place_id, place_in_address, put_in_address
from workbench.app.cached import all_sources, sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.notes import may_be_drawn, unread_notes
from workbench.app.reader.ways import Leave, Way
from workbench.app.rounds import draw_blind
from workbench.model.ids import CodingId, SourceId
from workbench.model.source import Segment, Source
from workbench.project.project import Project


class Reader(Protocol):
    """What draws a source to be read and coded."""

    def __call__(
        self,
        project: Project,
        source: SourceId,
        /,
        *,
        focus: CodingId | Segment | None = None,
        leave: Leave | None = None,
        held: frozenset[SourceId] = frozenset(),
    ) -> None:
        """Draw it, with a coding in sight or a segment selected where one was asked for.

        Words of sources that are held stay unquoted: nobody read their content note here.
        """


def read_page(desk: Desk, project: Project, rooms: Rooms, *, reader: Reader) -> None:
    """Draw the source of the address, or the one read last."""
    sources = {source.id: source for source in all_sources(sight(project), project)}
    if not sources:
        layout.top_line(desk)
        st.title("Read and code", anchor=False)
        st.write("Here you read a source and give its words codes. There is no source yet.")
        layout.bring(rooms)
        return
    middle = layout.top_line(desk, state=False)
    asked = id_in_address("source")
    if asked is not None and asked not in sources:
        st.warning("The source of this address is not in the study any more. This is another one.")
    desk.source = _open_one(desk, sources, asked)
    with middle:
        chosen = _choose(sources, desk.source)
    coding = id_in_address("coding") if chosen == asked else None
    place = place_in_address() if chosen == asked else None
    desk.source = chosen
    at = None if place is None else place_id(place)
    put_in_address(source=chosen, coding=coding, at=at)
    if coding or at:
        ids = {"coding": coding} if coding else {"source": str(chosen), "at": str(at)}
        with middle:
            layout.go(
                desk, rooms.trace, "*What rests on it*", icon=":material/conversion_path:", **ids
            )
    if not may_be_drawn(desk, project, chosen):
        return
    draw_blind(project, chosen)
    with st.container(key="reading", gap=None):
        shown = CodingId(coding) if coding else place
        leave = partial(_leave, project, rooms)
        held = frozenset(unread_notes(desk, project, sources))
        reader(project, chosen, focus=shown, leave=leave, held=held)


def _leave(project: Project, rooms: Rooms, way: Way) -> None:
    room = rooms.similar if way.to == "similar" else rooms.trace
    st.switch_page(room, query_params={"project": project.id, **way.ids})


def _open_one(desk: Desk, sources: dict[SourceId, Source], asked: str | None) -> SourceId:
    for wanted in (asked, desk.source):
        if wanted in sources:
            return SourceId(str(wanted))
    return next(iter(sources))


def _choose(sources: dict[SourceId, Source], now: SourceId) -> SourceId:
    return st.selectbox(
        "Source",
        list(sources),
        index=list(sources).index(now),
        format_func=lambda source: sources[source].name,
        key=f"source-{now}",
        label_visibility="collapsed",
        width=250,
    )
