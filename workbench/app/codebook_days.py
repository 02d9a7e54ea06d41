"""The codebook of other days: the tree as it was, and what changed between two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from workbench.app import layout
from workbench.app.code_tree import draw_tree
from workbench.app.desk import Desk
from workbench.app.differences import changed_parts
from workbench.app.plain import plain
from workbench.app.telling import span
from workbench.errors import NotFoundError
from workbench.model.codebook import Code
from workbench.model.typed import day_told
from workbench.project.analysis_sentences import CARD_WORDS
from workbench.project.codebook_past import CodeChange
from workbench.project.project import Project
from workbench.project.wording import counted

#: Streamlit would offer the last ten years only.
_EARLIEST = date(2000, 1, 1)
_WHAT = {
    "new": "new",
    "merged": "merged into",
    "gone": "deleted",
    "renamed": "renamed",
    "moved": "moved",
    "redefined": "its card was changed",
    "split": "split into",
    "retired": "retired",
    "brought back": "brought back",
    "locked": "locked",
    "unlocked": "unlocked",
    "drafted": "made a draft",
    "no draft": "no longer a draft",
    "recoloured": "another colour",
}


def draw_days(desk: Desk, project: Project) -> None:
    """Draw the way to the codebook of another day, once somebody opens it."""
    box = st.expander(
        "The codebook on another day",
        key="codebook-days",
        icon=":material/calendar_month:",
        type="compact",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        first, last = st.columns(2)
        day = first.date_input(
            "As it was at the end of",
            value=None,
            key="codebook-day",
            min_value=_EARLIEST,
            format="YYYY-MM-DD",
        )
        later = last.date_input(
            "Compared with the end of (nothing: now)",
            value=None,
            key="codebook-later-day",
            min_value=_EARLIEST,
            format="YYYY-MM-DD",
        )
        if isinstance(day, date):
            _draw(desk, project, day, later if isinstance(later, date) else None)


def _draw(desk: Desk, project: Project, day: date, later: date | None) -> None:
    if later is not None and later < day:
        day, later = later, day
    try:
        then = _entry(project, day)
        until = project.head.seq if later is None else _entry(project, later)
    except NotFoundError as error:
        st.caption(plain(str(error)))
        return
    codes, changes = project.codebook.at(then), project.codebook.difference(then, until)
    tree, told = st.columns(2)
    with tree:
        st.write(f"**As it was at the end of {day_told(day)}** · {counted(len(codes), 'code')}")
        draw_tree(codes[layout.leaves(desk, "codes-then", len(codes), 100)])
    with told:
        since = "Since then" if later is None else f"From then to the end of {day_told(later)}"
        st.write(f"**{since}** · {counted(len(changes), 'code')} changed")
        for change in changes[layout.leaves(desk, "code-changes", len(changes), 50)]:
            st.markdown(sentence_of_change(change))


def sentence_of_change(change: CodeChange) -> str:
    """Return how one code differs between two days, as Markdown."""
    told = "; ".join(_told(what, change) for what in change.what)
    return f"**{plain(change.code.name)}**: {told}"


def _told(what: str, change: CodeChange) -> str:
    words = _WHAT[what]
    if what in ("merged", "split"):
        return f"{words} {plain(', '.join(change.into))}"
    before, after = change.before, change.after
    if before is None or after is None:
        return words
    if what == "renamed":
        return f"{words}, before “{plain(before.name)}”"
    if what == "moved":
        return f"{words}, before {_above(before)}, then {_above(after)}"
    if what == "redefined":
        parts = changed_parts(before.card, after.card, CARD_WORDS)
        return f"{words} ({'; '.join(f'{name}: {told}' for name, told in parts)})"
    return words


def _above(code: Code) -> str:
    above: Sequence[str] = code.path[:-1]
    return f"under {plain(' / '.join(above))}" if above else "at the top"


def _entry(project: Project, day: date) -> int:
    _, until = span(None, day)
    assert until is not None
    return project.history.last_entry_by(until - 1)
