"""Two groupings side by side: how far the groups of one are those of the other."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app.cached import sight
from workbench.app.errand import PATIENCE, Watch, found_by
from workbench.app.grouping_look import Look, waits
from workbench.app.grouping_telling import runs_told
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.model.ids import RunId, SourceId
from workbench.project.groupings import Comparison, Group, Grouping, RunLine
from workbench.project.wording import counted

#: So many evidence words name a group in the table.
_WORDS = 3
#: So wide is a column of counts (pixels).
_NARROW = 38


def draw_beside(look: Look, lines: list[RunLine]) -> None:
    """Draw the grouping beside another one, each with the groups that were shown first."""
    first = look.grouping.run.id
    others = {run: told for run, told in runs_told(lines, look.names).items() if run != first}
    if not others:
        st.caption("There is one grouping only. Look for another, with another seed or unit.")
        return
    second: RunId = st.selectbox(
        "Beside",
        list(others),
        format_func=others.__getitem__,
        key=f"beside-{len(others)}",
        width=560,
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
    sources = (one.source for one in columns.segments if one is not None)
    more = [source for source in dict.fromkeys(sources) if source not in look.held]
    held = look.held | held_back(look.desk, look.project, more, within="beside")
    st.caption(
        "Each cell counts segments of a group of the first that share words with a group of the "
        "second. Where a row lies in one column, both saw the same; where it is spread, they "
        "did not."
    )
    heads = _heads(columns, held)
    narrow = {
        str(number): st.column_config.NumberColumn(width=_NARROW, help=plain(head))
        for number, head in enumerate(heads, 1)
    }
    st.dataframe(
        _table(compared, _heads(rows, held)),
        hide_index=True,
        height="content",
        column_config={"": st.column_config.TextColumn("", pinned=True), **narrow},
        placeholder="",
        alt="Both groupings",
    )
    st.caption("The columns are the groups of the second:")
    st.caption("  \n".join(plain(head) for head in heads))


def _table(compared: Comparison, rows: list[str]) -> dict[str, Sequence[object]]:
    """Return the table by columns: the first names the rows, the others have numbers."""
    columns = zip(*compared.cells, strict=True)
    counts = {str(number): [n or None for n in one] for number, one in enumerate(columns, 1)}
    return {"": rows, **counts}


def _heads(grouping: Grouping, held: frozenset[SourceId]) -> list[str]:
    """Return what the groups are called; words that wait are not among it."""
    return [
        _head(place, group, () if waits(grouping, group, held) else group.phrases[:_WORDS])
        for place, group in enumerate(grouping.groups)
    ]


def _head(place: int, group: Group, words: Sequence[str]) -> str:
    size = counted(group.size, "segment")
    return f"{place + 1} · {size}" + (f" · {', '.join(words)}" if words else "")
