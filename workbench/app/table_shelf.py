"""Tables to hand over: what each is for, its first rows as the file will have them, its files."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.app import layout
from workbench.app.cached import Sight, sight
from workbench.app.desk import Desk
from workbench.app.downloads import Download, offer
from workbench.app.handing import TABLE_NAMES, table_file
from workbench.app.layout import Rooms
from workbench.project.matrix_files import TABLE_FORMATS, TABLES, first_rows
from workbench.project.project import Project

_ROWS = 20
#: How wide names of codes stand, in points.
_NAMES = 240


def draw_tables(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw which table is wanted, its first rows, and the files it can be."""
    form, shown = st.columns([2, 3], gap="large")
    with form:
        name: str = st.radio(
            "Which table",
            list(TABLE_NAMES),
            format_func=TABLE_NAMES.__getitem__,
            captions=[_sentence(TABLES[name][0]) for name in TABLE_NAMES],
            key="table-name",
        )
    with shown:
        head, rows = _first(sight(project), project, name)
        if not (rows and len(head) > 1):
            st.write("There is nothing to put into it yet. Code what participants say first.")
            layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")
            return
        _offer(desk, project, name)
        most = f"These are its first {_ROWS} rows:" if len(rows) == _ROWS else "This is in it:"
        st.caption(f"What you hand over is kept in the history. {most}")
        columns = {f"{number}": [row[number] for row in rows] for number in range(len(head))}
        named = {f"{n}": st.column_config.TextColumn(title) for n, title in enumerate(head)}
        wide = _NAMES if head[0] == "code" else None
        named["0"] = st.column_config.TextColumn(head[0], pinned=True, width=wide)
        st.dataframe(columns, hide_index=True, column_config=named, key=f"first-{name}")


def _sentence(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}."


def _offer(desk: Desk, project: Project, name: str) -> None:
    files = [
        Download(
            {"xlsx": "Spreadsheet", "csv": "csv"}[ending],
            f"{name}-{project.head.digest[:8]}.{ending}",
            partial(table_file, project, name, ending),
            key=f"table-{ending}",
            icon=":material/download:",
            look="primary" if ending == "xlsx" else "secondary",
        )
        for ending in reversed(TABLE_FORMATS)
    ]
    offer(desk, "tables", files)


@st.cache_data(max_entries=8, show_spinner="Gathering what may leave")
def _first(seen: Sight, _project: Project, name: str) -> tuple[list[str], list[list[str]]]:  # noqa: ARG001
    return first_rows(_project, name, _ROWS)
