"""How widely a theme is said, and who never says it; out of sight in reflexive stance."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_attributes, sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.theme_reads import prevalence
from workbench.model.prevalence import Prevalence
from workbench.model.theme import Theme
from workbench.project.project import Project
from workbench.project.wording import counted

_SILENT = 40


def draw_spread(desk: Desk, project: Project, rooms: Rooms, theme: Theme) -> None:
    """Draw in how many interviews and groups a theme is said, by whom, and by whom never."""
    key = f"spread-{theme.id}"
    if project.stance == "reflexive" and not st.toggle("Count who says it", key=key):
        st.caption(
            "In a reflexive study a theme does not weigh more because more people say it. The "
            "numbers are here if you choose to look."
        )
        return
    attributes = {one.id: one.form.name for one in all_attributes(sight(project), project)}
    by = None
    if attributes:
        by = st.selectbox(
            "In groups by",
            list(attributes),
            index=None,
            format_func=attributes.__getitem__,
            key=f"{key}-by",
            placeholder="the attribute called group",
            width=320,
        )
    told = prevalence(sight(project), project, theme.id, by)
    if not told.speakers[1]:
        st.caption(
            "Nobody who speaks is known as a participant yet, so nothing can be counted. Say on "
            "the page Sources who speaks."
        )
        return
    _numbers(told)
    if told.cases:
        st.dataframe(_shares(told), hide_index=True)
    _silent(desk, rooms, told)


def _numbers(told: Prevalence) -> None:
    rows = [
        (name, f"{k} of {n}")
        for name, (k, n) in (
            ("Interviews", told.interviews),
            ("Focus groups", told.focus_groups),
            ("Participants", told.speakers),
        )
        if n
    ]
    rows += [(group.group, f"{group.said} of {group.of}") for group in told.groups]
    rows.append(("Speak against it", counted(told.contrary, "participant")))
    layout.facts(rows)
    st.caption("Only what participants say counts. Not said may mean not asked.")


def _shares(told: Prevalence) -> dict[str, list[str | int]]:
    return {
        "participant": [share.name for share in told.cases],
        "quotations": [share.codings for share in told.cases],
        "characters in the theme": [share.characters for share in told.cases],
        "characters spoken": [share.spoken for share in told.cases],
    }


def _silent(desk: Desk, rooms: Rooms, told: Prevalence) -> None:
    st.subheader("Who never says this", anchor=False)
    if not told.silent:
        st.caption("Everybody who takes part says it somewhere.")
        return
    names = [name for _, name in told.silent]
    more = f" and {len(names) - _SILENT:,} more" if len(names) > _SILENT else ""
    st.write(plain(", ".join(names[:_SILENT])) + more)
    st.caption("Not said may mean not asked: see which questions were asked in whose interview.")
    layout.go(desk, rooms.sources, "Sources", icon=":material/description:")
