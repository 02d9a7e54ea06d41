"""Matrices: what was written down of whom under what, who says what, and what lies together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, put_in_address
from workbench.app.cached import Sight, sight
from workbench.app.desk import Desk
from workbench.app.downloads import Download, offer
from workbench.app.extracts import place
from workbench.app.handing import TABLE_NAMES, table_file
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.model.ids import CaseId
from workbench.model.matrix import CountTable, Head
from workbench.model.theme import MapThing, ThingKind
from workbench.project.project import Project

#: What can be looked at, as the address and the files name it.
_TABLES = [name for name in TABLE_NAMES if name != "segments"]
#: Of those in which cells are written, what stands in the columns.
_WRITTEN: dict[str, ThingKind] = {"matrix": "theme", "matrix-codes": "code"}
_SHOWN = 5
#: How wide and high cells are in which something is written, in pixels.
_WIDE, _HIGH = 300, 120


def matrices_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw one of the tables, what stands behind a cell, and its files."""
    layout.top_line(desk)
    st.title("Matrices", anchor=False)
    asked = id_in_address("table")
    name = st.segmented_control(
        "Table",
        _TABLES,
        format_func=TABLE_NAMES.__getitem__,
        default=asked if asked in _TABLES else "matrix",
        key="table",
        required=True,
        label_visibility="collapsed",
    )
    put_in_address(table=name)
    table = _table(sight(project), project, name)
    if not table.rows or not table.columns:
        st.write("Here people stand beside themes, and codes beside codes. For that, code what "
                 "participants say, and begin a theme.")  # fmt: skip
        layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")
        return
    hidden = project.stance == "reflexive" and not st.toggle("Count who says it", key="count")
    if hidden and name not in _WRITTEN:
        st.caption("In a reflexive study counts are here if you choose to look.")
        return
    _downloads(desk, project, name)
    kind = _WRITTEN.get(name)
    shown = table.counts if kind is None else _written(project, table, kind, hidden=hidden)
    row, column = _chosen(table, name, shown)
    if not hidden:
        st.caption("Only what participants say counts. Not said may mean not asked.")
    if kind is not None:
        _cell(desk, project, row, MapThing(kind, column.id))
    else:
        _behind(desk, rooms, name, row, column)


@st.cache_data(max_entries=8, show_spinner=False)
def _table(seen: Sight, _project: Project, name: str) -> CountTable:  # noqa: ARG001 - the key
    matrix = _project.matrix
    if name == "matrix":
        return matrix.themes_by_person()
    if name == "matrix-codes":
        return matrix.codes_by_person().turned
    if name == "counts":
        return matrix.codes_by_person()
    return matrix.together("turns" if name.endswith("turns") else "overlapping")


def _downloads(desk: Desk, project: Project, name: str) -> None:
    files = [
        Download(
            f"Download {called} ({ending})",
            f"{table}-{project.head.digest[:8]}.{ending}",
            partial(table_file, project, table, ending),
            key=f"{table}-{ending}",
            icon=":material/download:",
            look="tertiary",
        )
        for table, called in ((name, "this table"), ("segments", "all coded segments"))
        for ending in ("xlsx", "csv")
    ]
    offer(desk, "matrices", files)


def _written(
    project: Project, table: CountTable, kind: ThingKind, *, hidden: bool
) -> list[list[str]]:
    """Return what was written in each cell; where nothing was, how often it is said, if at all."""
    said = {(cell.case, cell.thing): cell.words for cell in project.matrix.cells()}
    return [
        [
            said.get((CaseId(row.id), MapThing(kind, column.id)), "")
            or ("" if hidden or not count else str(count))
            for column, count in zip(table.columns, counts, strict=True)
        ]
        for row, counts in zip(table.rows, table.counts, strict=True)
    ]


def _chosen(
    table: CountTable, name: str, shown: Sequence[Sequence[str | int]]
) -> tuple[Head, Head]:
    """Draw the table and return the row and column that are chosen, by a click or by name."""
    cells: dict[str, list[Any]] = {"": [head.name for head in table.rows]}
    for number, head in enumerate(table.columns):
        cells[head.id] = [row[number] or None for row in shown]
    in_words = name in _WRITTEN and any(map(any, shown))
    titles: dict[str, Any] = {
        head.id: st.column_config.Column(head.name, width=_WIDE if in_words else None)
        for head in table.columns
    }
    titles[""] = st.column_config.TextColumn("", pinned=True)
    found: Any = st.dataframe(
        cells,
        key=f"cells-{name}",
        hide_index=True,
        column_config=titles,
        row_height=_HIGH if in_words else None,
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="",
    )
    at = next(iter(found["selection"]["cells"]), (0, ""))
    ids = [head.id for head in table.columns]
    nth = ids.index(at[1]) if at[1] in ids else 0
    of_row, of_column = st.columns(2)
    key = f"{name}-{at}"
    row = of_row.selectbox(
        "Row", table.rows, int(at[0]), format_func=lambda head: head.name, key=f"row-{key}"
    )
    column = of_column.selectbox(
        "Column", table.columns, nth, format_func=lambda head: head.name, key=f"column-{key}"
    )
    return row, column


def _cell(desk: Desk, project: Project, row: Head, thing: MapThing) -> None:
    """Draw what was written in a cell, to be changed, and the quotations behind it."""
    case = CaseId(row.id)
    cell = next((one for one in project.matrix.cells(case) if one.thing == thing), None)
    version, words = (cell.version, cell.words) if cell else (0, "")
    key = f"cell-{case}-{thing.id}-{version}"
    with st.form(key, border=False):
        said = st.text_area(f"What {row.name} says, in your words", words, key=f"{key}-words")
        if st.form_submit_button("Keep it") and desk.done(
            project.matrix.write, case, thing, said, base=version, place="cell"
        ):
            st.rerun()
    layout.refusal(desk, "cell")
    behind = project.matrix.said(case, thing, most=_SHOWN)
    sources = (quotation.coding.source for quotation, _ in behind.quotations)
    held = held_back(desk, project, sources, within="matrices")
    for quotation, bearing in behind.quotations:
        with st.container(border=True, key=f"words-{quotation.coding.id}"):
            if quotation.coding.source in held:
                st.caption("Its words are shown when you say so, above.")
            else:
                st.text(quotation.words)
            st.caption(" · ".join(filter(None, (plain(place(quotation)), bearing))))
    if behind.total > _SHOWN:
        st.caption(f"{_SHOWN} of {behind.total:,} quotations; the xlsx holds all of them.")


def _behind(desk: Desk, rooms: Rooms, name: str, row: Head, column: Head) -> None:
    """Draw the way to the quotations behind a cell."""
    ids = {"code": row.id, "alone": "1", "who": "participant"}
    if name == "counts":
        ids["who"] = column.id
    elif row.id != column.id:
        near = "turns" if name.endswith("turns") else "overlapping"
        ids |= {"beside": column.id, "only": column.id, "near": near}
    layout.go(
        desk, rooms.quotations, "Read these quotations", icon=":material/format_quote:", **ids
    )
