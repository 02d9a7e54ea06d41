"""The fields of a theme's words. Nothing typed is lost when somebody else changes them meanwhile.

What a person types stands beside the words they began from. When those are changed by somebody
else, all three are shown and the person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.app.theme_words import TEXT_WORDS, unowned
from workbench.model.ids import Words
from workbench.model.theme import Theme, ThemeText
from workbench.project.project import Project

_HEIGHTS = {"claim": 100, "what": 140, "so_what": 140}
_HINT = "wording-hint-off"


def draw_text_form(desk: Desk, project: Project, theme: Theme, names: Sequence[str]) -> None:
    """Draw fields for parts of a theme's words, and the button that keeps them.

    Args:
        desk: This tab's desk.
        project: The study.
        theme: Which.
        names: Which parts, by their names in `ThemeText`.
    """
    base = _base(desk, theme, names)
    key = _key(desk, theme, names)
    for name in names:
        before, field = getattr(base.text, name), f"{key}-{name}"
        if name == "name":
            st.text_input(TEXT_WORDS[name], before, key=field, max_chars=200)
        else:
            st.text_area(TEXT_WORDS[name], before, key=field, height=_HEIGHTS.get(name, 80))
    mine = _typed(desk, base.text, names, key)
    _hint(desk, project, " ".join(getattr(mine, name) for name in names))
    if _differ(base.text, theme.text, names):
        _somebody_else(desk, theme, base, names)
    st.button(
        "Keep these words",
        key=f"{key}-keep",
        type="primary",
        on_click=lambda: _keep(desk, project, theme, names),
    )
    layout.refusal(desk, f"words-{theme.id}-{names[0]}")


def _keep(desk: Desk, project: Project, theme: Theme, names: Sequence[str]) -> None:
    """Keep the parts that were typed; the other parts stay as they are."""
    key = _key(desk, theme, names)
    base: Theme = desk.chosen(f"{key}-base")
    mine = _typed(desk, theme.text, names, key)
    place = f"words-{theme.id}-{names[0]}"
    # Where only other parts changed, there is nothing to decide.
    seen = base if _differ(base.text, theme.text, names) else theme
    if desk.done(project.themes.edit, theme.id, mine, base=seen.version, place=place):
        begin_anew(desk, theme, names)
        desk.put(f"open-words-{theme.id}", value=False)


def begin_anew(desk: Desk, theme: Theme, names: Sequence[str]) -> None:
    """Fill the fields with the words as they are."""
    key = f"round-{theme.id}-{names[0]}"
    desk.put(key, int(desk.chosen(key) or 0) + 1)


def _somebody_else(desk: Desk, theme: Theme, base: Theme, names: Sequence[str]) -> None:
    key = _key(desk, theme, names)
    mine = _typed(desk, base.text, names, key)
    with st.container(border=True, key=f"rows-conflict-{theme.id}"):
        st.write("Somebody changed this theme while you wrote. Nothing is lost: choose.")
        for name in names:
            texts = [getattr(text, name) for text in (base.text, mine, theme.text)]
            if texts[0] == texts[2]:
                continue
            st.caption(TEXT_WORDS[name])
            heads = ("You began from", "You wrote", "Stands there now")
            for head, words in zip(heads, texts, strict=True):
                layout.row(head, words or "nothing", width=130, key=f"{key}-{name}-{head}")
        with st.container(horizontal=True):
            st.button(
                "Go on with mine", key=f"{key}-mine", on_click=desk.put, args=(f"{key}-base", theme)
            )
            st.button(
                "Take theirs", key=f"{key}-theirs", on_click=begin_anew, args=(desk, theme, names)
            )


def _hint(desk: Desk, project: Project, words: str) -> None:
    """Say once, in a reflexive study, that themes are made by somebody."""
    said = unowned(words)
    if said is None or project.stance != "reflexive" or desk.chosen(_HINT):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"“{plain(said)}”: in a reflexive study somebody makes a theme. Who made this one?",
            width="content",
        )
        st.button("Do not say this", key="hint-off", type="tertiary", on_click=_hush, args=(desk,))


def _hush(desk: Desk) -> None:
    desk.put(_HINT, value=True)


def _base(desk: Desk, theme: Theme, names: Sequence[str]) -> Theme:
    """Return the theme that the fields began from; untouched fields follow it as it is."""
    key = _key(desk, theme, names)
    base = desk.chosen(f"{key}-base")
    if isinstance(base, Theme) and _differ(base.text, theme.text, names):
        if _differ(_typed(desk, base.text, names, key), base.text, names):
            return base
        begin_anew(desk, theme, names)
        base = None
    if not isinstance(base, Theme):
        base = theme
        desk.put(f"{_key(desk, theme, names)}-base", base)
    return base


def _typed(desk: Desk, text: ThemeText, names: Sequence[str], key: str) -> ThemeText:
    """Return the words as they stand in the fields; a field that is not drawn keeps its words."""
    typed = {}
    for name in names:
        value = desk.chosen(f"{key}-{name}")
        if value is not None:
            typed[name] = Words(str(value).replace("\r\n", "\n").strip())
    return replace(text, **typed)


def _differ(one: ThemeText, other: ThemeText, names: Sequence[str]) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in names)


def _key(desk: Desk, theme: Theme, names: Sequence[str]) -> str:
    turn = int(desk.chosen(f"round-{theme.id}-{names[0]}") or 0)
    return f"theme-{theme.id}-{names[0]}-{turn}"
