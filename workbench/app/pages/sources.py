"""Sources: bring transcripts, see what was read, say who speaks, import; then what is there."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.app import layout
from workbench.app.address import id_in_address, put_in_address
from workbench.app.batch import KIND_WORDS, ROLE_WORDS
from workbench.app.cached import Sight, all_sources, first_pass_of, sight, speakers
from workbench.app.desk import Desk
from workbench.app.intake import draw_intake
from workbench.app.layout import Rooms
from workbench.app.one_source import draw_source
from workbench.app.plain import plain
from workbench.model.source import Source, Speaker
from workbench.project.project import Project
from workbench.project.reading import FirstPass
from workbench.project.wording import counted

LEAF = 50
_WIDTHS = (5, 2, 2, 4, 2, 2)
_READ = "Below: of the turns by participants, how many you marked as read or coded"


def sources_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the source of the address, else what waits to be imported and what is there."""
    layout.top_line(desk)
    sources = all_sources(sight(project), project)
    asked = id_in_address("source")
    one = next((source for source in sources if source.id == asked), None)
    if one is not None:
        draw_source(desk, project, rooms, one)
        return
    put_in_address(source=None)
    st.title("Sources", anchor=False)
    draw_intake(desk, project, rooms)
    sources = all_sources(sight(project), project)
    if sources:
        _there(desk, project, rooms, sources)
    elif not desk.batch.read:
        st.write(
            "Here you bring your transcripts. You see what was read and say who speaks before "
            "anything is written."
        )


def _there(desk: Desk, project: Project, rooms: Rooms, sources: list[Source]) -> None:
    seen = sight(project)
    st.subheader(f"{counted(len(sources), 'source')} in the study", anchor=False)
    shown = sources[layout.leaves(desk, "sources", len(sources), LEAF)]
    with st.container(key="rows", gap="small"):
        _heads()
        for source in shown:
            _row(desk, project, rooms, seen, source)


def _heads() -> None:
    names = ("Name", "Words", "Turns", "Speakers", "Codings", "")
    for column, name in zip(st.columns(_WIDTHS), names, strict=True):
        column.caption(name, help=_READ if name == "Turns" else None)


def _row(desk: Desk, project: Project, rooms: Rooms, seen: Sight, source: Source) -> None:
    name, words, turns, who, codings, more = st.columns(_WIDTHS, vertical_alignment="center")
    with name.container(gap=None):
        layout.go(
            desk, rooms.read, plain(source.name), icon=":material/menu_book:", source=source.id
        )
        st.caption(f"{KIND_WORDS[source.kind]} · {source.format}")
    words.text(f"{source.words:,}")
    _turns(turns, source, first_pass_of(seen, project, source.id))
    who.text(_voices(speakers(seen, project, source.id)))
    codings.text(f"{source.coding_count:,}")
    more.button(
        layout.named("Details", f"of {source.name}"),
        key=f"details-{source.id}",
        icon=":material/tune:",
        type="tertiary",
        on_click=put_in_address,
        kwargs={"source": source.id},
    )


def _turns(column: DeltaGenerator, source: Source, first: FirstPass) -> None:
    """Tell how many turns there are, and of those by participants how many were read."""
    with column.container(gap=None):
        st.text(f"{source.turn_count:,}")
        if first.turns:
            st.caption(f"read {first.passed:,} of {first.turns:,}")


def _voices(voices: list[Speaker]) -> str:
    told = [f"{v.person or v.label or 'no label'} ({_role(v)})" for v in voices[:4]]
    rest = f" and {len(voices) - 4} more" if len(voices) > 4 else ""
    return ", ".join(told) + rest or "nobody named"


def _role(speaker: Speaker) -> str:
    return "ignored" if speaker.role == "ignored" else ROLE_WORDS[speaker.role]
