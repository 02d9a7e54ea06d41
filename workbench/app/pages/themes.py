"""Themes: a board of what the study claims so far, by how far each claim has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_codes, sight
from workbench.app.desk import Desk
from workbench.app.grouping_look import shortened
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.theme_reads import (
    all_themes,
    below,
    searched_themes,
    stale_links,
    theme_counts,
    tops,
)
from workbench.model.ids import ThemeId, Words
from workbench.model.theme import Theme, ThemeCounts, ThemeText
from workbench.project.project import Project
from workbench.project.wording import counted

_CLAIM = 160
_BELOW = ":material/subdirectory_arrow_right:"
_HEADS = {
    "candidate": "Candidate",
    "reviewed": "Reviewed",
    "defined": "Defined",
    "reported": "Reported",
}


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a card on the board says of a theme beside its words."""

    counts: dict[ThemeId, ThemeCounts]
    stale: set[ThemeId]
    searched: set[ThemeId]

    @classmethod
    def of(cls, project: Project) -> _Marks:
        seen = sight(project)
        stale = {link.theme for link in stale_links(seen, project)}
        return cls(theme_counts(seen, project), stale, searched_themes(seen, project))

    def told(self, theme: Theme) -> str:
        held = self.counts.get(theme.id, ThemeCounts())
        told = [counted(held.codings, "quotation")]
        told += [f"{held.key} key"] if held.key else []
        told += [f"{held.contrary} contrary"] if held.contrary else []
        if held.codings and not held.contrary and theme.id not in self.searched:
            told.append("contrary cases not looked for")
        if not theme.text.claim:
            told.append("no claim")
        if theme.id in self.stale:
            told.append(":material/history_toggle_off: to look at again")
        return " · ".join(told)


def themes_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the themes on a board, and the way to begin one."""
    layout.top_line(desk)
    themes = all_themes(sight(project), project)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Themes", anchor=False, width="stretch")
        if themes:
            layout.go(desk, rooms.theme_map, "Thematic map", icon=":material/schema:")
            _order(desk, project, themes)
        _begin(desk, project, themes)
    layout.refusal(desk, "theme-new")
    if not themes:
        _empty(desk, rooms)
        return
    _board(desk, project, rooms, themes)
    _let_go(desk, rooms, themes)


def _empty(desk: Desk, rooms: Rooms) -> None:
    st.write(
        "Here you say what your material comes to: a theme makes a claim, and the words for and "
        "against it stand beside it. You make themes, from codes and quotations that belong "
        "together."
    )
    with st.container(horizontal=True):
        layout.go(desk, rooms.codebook, "Codebook", icon=":material/account_tree:")
        layout.go(desk, rooms.groupings, "Groupings", icon=":material/workspaces:")


def _begin(desk: Desk, project: Project, themes: Sequence[Theme]) -> None:
    codes = {code.id: code.path_text for code in all_codes(sight(project), project)}
    names = {theme.id: theme.name for theme in themes if theme.state != "let go"}
    key = f"theme-new-{len(themes)}"
    menu = st.popover("Begin a theme", icon=":material/add:", key=key, on_change="rerun")
    if not menu.open:
        return
    with menu, st.form(f"{key}-form", border=False):
        st.text_input("What it is called", key=f"{key}-name", max_chars=200)
        st.multiselect(
            "Codes that belong to it",
            list(codes),
            format_func=codes.__getitem__,
            key=f"{key}-codes",
            placeholder="choose any",
        )
        if names:
            st.selectbox(
                "It stands below",
                list(names),
                index=None,
                format_func=names.__getitem__,
                key=f"{key}-parent",
                placeholder="no other theme",
            )
        st.form_submit_button(
            "Begin it", type="primary", on_click=lambda: _make(desk, project, key)
        )


def _make(desk: Desk, project: Project, key: str) -> None:
    desk.act(
        project.themes.make,
        ThemeText(Words(desk.typed(f"{key}-name"))),
        parent=desk.chosen(f"{key}-parent"),
        codes=desk.chosen(f"{key}-codes") or (),
        place="theme-new",
    )


def _order(desk: Desk, project: Project, themes: Sequence[Theme]) -> None:
    roots = [theme for theme in tops(themes) if theme.state != "let go"]
    menu = st.popover("Order", icon=":material/swap_vert:", key="themes-order", on_change="rerun")
    if menu.open:
        with menu, st.container(gap="xsmall", key="rows-order"):
            st.caption("So they stand on the board, in matrices and in what you hand over.")
            _ordered(desk, project, themes, roots, 0)


def _ordered(
    desk: Desk, project: Project, themes: Sequence[Theme], beside: Sequence[Theme], depth: int
) -> None:
    """Draw themes beside each other, and those below each, with the ways up and down."""
    for place, theme in enumerate(beside):
        earlier, later = beside[max(place - 1, 0) : place + 1], beside[place : place + 2]
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.text(f"{'· ' * depth}{theme.name}", width="stretch")
            for label, icon, pair in (
                ("Earlier", "arrow_upward", earlier),
                ("Later", "arrow_downward", later),
            ):
                st.button(
                    layout.named(label, theme.name),
                    key=f"{label}-{theme.id}",
                    icon=f":material/{icon}:",
                    type="tertiary",
                    disabled=len(pair) < 2,
                    on_click=desk.act,
                    args=(project.themes.order, [one.id for one in reversed(pair)]),
                    kwargs={"place": "theme-new"},
                )
        under = [one for deep, one in below(themes, theme.id) if deep == 1]
        _ordered(desk, project, themes, under, depth + 1)


def _board(desk: Desk, project: Project, rooms: Rooms, themes: Sequence[Theme]) -> None:
    marks = _Marks.of(project)
    roots = tops(themes)
    for column, (state, head) in zip(st.columns(len(_HEADS)), _HEADS.items(), strict=True):
        there = [theme for theme in roots if theme.state == state]
        with column:
            st.subheader(f"{head} · {len(there)}", anchor=False)
            for theme in there:
                with st.container(border=True, gap="xsmall", key=f"rows-theme-{theme.id}"):
                    _card(desk, rooms, theme, marks)
                    for _, one in below(themes, theme.id):
                        other = "" if one.state == theme.state else f" · {one.state}"
                        layout.go(
                            desk,
                            rooms.theme,
                            f"{plain(one.name)}{other}",
                            icon=_BELOW,
                            theme=one.id,
                        )


def _card(desk: Desk, rooms: Rooms, theme: Theme, marks: _Marks) -> None:
    layout.go(desk, rooms.theme, f"**{plain(theme.name)}**", theme=theme.id)
    claim = theme.text.claim
    if claim:
        st.text(shortened(claim, _CLAIM))
    st.caption(marks.told(theme))


def _let_go(desk: Desk, rooms: Rooms, themes: Sequence[Theme]) -> None:
    gone = [theme for theme in themes if theme.state == "let go"]
    if gone:
        with st.expander(f"Let go · {len(gone)}", icon=":material/inventory_2:"):
            for theme in gone:
                layout.go(desk, rooms.theme, plain(theme.name), theme=theme.id)
