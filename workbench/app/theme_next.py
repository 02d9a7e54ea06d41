"""What a theme comes to: What, So what, and lines of Now what with who sees to each."""

from __future__ import annotations

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.theme_form import draw_text_form
from workbench.app.theme_ties import draw_sentences
from workbench.app.theme_words import BASIS_WORDS
from workbench.model.ids import Words
from workbench.model.theme import AUDIENCES, BASES, NowWhat, NowWhatForm, Theme
from workbench.project.project import Project

_HINTS = {
    "what": "What the theme says, and with which voices.",
    "so_what": "Why it matters, for practitioners, clients, organisations.",
}


def draw_next(desk: Desk, project: Project, rooms: Rooms, theme: Theme) -> None:
    """Draw What and So what with what their sentences rest on, and the lines of Now what."""
    for name, column in zip(("what", "so_what"), st.columns(2, gap="large"), strict=True):
        with column:
            st.subheader("What" if name == "what" else "So what", anchor=False)
            st.caption(_HINTS[name])
            written = getattr(theme.text, name)
            if written:
                draw_sentences(desk, project, rooms, theme, "what" if name == "what" else "so_what")
            key = f"open-{name}-{theme.id}"
            if not written or st.toggle("Change these words", key=key):
                draw_text_form(desk, project, theme, [name])
    _lines(desk, project, theme)


def _lines(desk: Desk, project: Project, theme: Theme) -> None:
    st.subheader("Now what", anchor=False)
    lines = project.claims.now_what(theme.id)
    if not lines:
        st.caption("What follows, for whom, and who sees to it.")
    for audience in AUDIENCES:
        for line in lines:
            if line.form.audience == audience:
                _line(desk, project, line)
    _form(desk, project, theme, f"line-new-{theme.id}-{len(lines)}", None)
    layout.refusal(desk, f"lines-{theme.id}")


def _line(desk: Desk, project: Project, line: NowWhat) -> None:
    form, key = line.form, f"line-{line.id}-{line.version}"
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"rows-{key}"):
        st.caption(f"**For {form.audience}**", width=140)
        owner = f" · {form.owner} sees to it" if form.owner else " · nobody sees to it yet"
        st.text(f"{form.words}{owner}", width="stretch")
        st.badge(BASIS_WORDS[form.basis], color="gray")
        menu = st.popover(
            layout.named("Change", form.words),
            key=f"{key}-menu",
            on_change="rerun",
            type="tertiary",
        )
        if menu.open:
            with menu:
                _form(desk, project, None, key, line)
        st.button(
            layout.named("Take out", form.words),
            key=f"{key}-out",
            icon=":material/delete:",
            type="tertiary",
            on_click=desk.act,
            args=(project.claims.remove_line, line.id),
            kwargs={"base": line.version, "place": f"lines-{line.theme}"},
        )


def _form(
    desk: Desk, project: Project, theme: Theme | None, key: str, line: NowWhat | None
) -> None:
    """Draw the fields of a line; a new one stands beside each other, one to change below."""
    old = line.form if line else NowWhatForm("practitioners", Words(""))
    with st.form(f"{key}-form", border=False):
        places = st.columns([2, 5, 2, 2, 1.6], vertical_alignment="bottom") if theme else [st] * 5
        places[0].selectbox("For", AUDIENCES, AUDIENCES.index(old.audience), key=f"{key}-for")
        places[1].text_input("What follows", old.words, key=f"{key}-words")
        places[2].text_input("Who sees to it", old.owner, key=f"{key}-owner")
        places[3].selectbox(
            "Rests on",
            BASES,
            BASES.index(old.basis),
            format_func=BASIS_WORDS.__getitem__,
            key=f"{key}-basis",
        )
        places[4].form_submit_button(
            "Add it" if theme else "Keep it",
            on_click=lambda: _keep(desk, project, theme, key, line),
        )


def _keep(
    desk: Desk, project: Project, theme: Theme | None, key: str, line: NowWhat | None
) -> None:
    form = NowWhatForm(
        desk.chosen(f"{key}-for"),
        Words(desk.typed(f"{key}-words")),
        Words(desk.typed(f"{key}-owner")),
        desk.chosen(f"{key}-basis"),
    )
    if theme is not None:
        desk.act(project.claims.add_line, theme.id, form, place=f"lines-{theme.id}")
    elif line is not None:
        change = project.claims.change_line
        desk.act(change, line.id, form, base=line.version, place=f"lines-{line.theme}")
