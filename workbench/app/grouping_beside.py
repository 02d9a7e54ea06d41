"""Two groupings side by side: how far the groups of one are those of the other."""

from __future__ import annotations

import streamlit as st

from workbench.app.cached import sight
from workbench.app.errand import PATIENCE, Watch, found_by
from workbench.app.grouping_look import Look
from workbench.app.grouping_telling import runs_told
from workbench.model.ids import RunId
from workbench.project.groupings import Comparison, Group, Grouping, RunLine
from workbench.project.wording import counted

#: So many evidence words name a group in the table.
_WORDS = 3


def draw_beside(look: Look, lines: list[RunLine]) -> None:
    """Draw the grouping beside another one, each with the groups that were shown first."""
    first = look.grouping.run.id
    others = {run: told for run, told in runs_told(lines, look.names).items() if run != first}
    if not others:
        st.caption("There is one grouping only. Look for another, with another seed or unit.")
        return
    second: RunId = st.selectbox(
        "Beside", list(others), format_func=others.__getitem__, key="beside", width=560
    )
    groupings = look.project.groupings

    def work(watch: Watch) -> tuple[Comparison, Grouping, Grouping]:
        compared = groupings.compare(first, second)
        return compared, groupings.show(first, None, watch), groupings.show(second, None, watch)

    key = (sight(look.project), first, second)
    doing = "Both are laid side by side"
    found = found_by(look.desk, "beside", key, work, doing=doing, patience=PATIENCE)
    if found is None:
        return
    compared, rows, columns = found
    if not any(map(any, compared.cells)):
        st.caption("The two have no words in common: each looks at other segments.")
        return
    st.caption(
        "Each cell counts segments of a group of the first that share words with a group of the "
        "second. Where a row lies in one column, both saw the same; where it is spread, they "
        "did not."
    )
    st.dataframe(
        _table(compared, rows, columns),
        hide_index=True,
        column_config={"": st.column_config.TextColumn("", pinned=True)},
        placeholder="",
        alt="Both groupings",
    )


def _table(compared: Comparison, rows: Grouping, columns: Grouping) -> dict[str, list[object]]:
    """Return the table by columns: the first names the rows."""
    heads = [_head(n, group) for n, group in enumerate(rows.groups)]
    table: dict[str, list[object]] = {"": [*heads]}
    for at, group in enumerate(columns.groups):
        table[_head(at, group)] = [row[at] or None for row in compared.cells]
    return table


def _head(place: int, group: Group) -> str:
    words = ", ".join(group.phrases[:_WORDS])
    size = counted(group.size, "segment")
    return f"{place + 1} · {size}" + (f" · {words}" if words else "")
