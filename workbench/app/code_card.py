"""The card of one code: what it is, what it holds, and what can be done with it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.card_examples import draw_examples
from workbench.app.card_form import draw_form, draw_more, draw_save
from workbench.app.card_memos import draw_memos_of
from workbench.app.card_versions import draw_versions
from workbench.app.code_tree import label, swatch_css
from workbench.app.desk import Desk
from workbench.app.grouping_answers import draw_origins
from workbench.app.layout import Rooms
from workbench.app.memo_words import draw_write
from workbench.app.plain import plain
from workbench.app.similar_hits import draw_like
from workbench.app.theme_holds import draw_themes_of
from workbench.model.codebook import COLOURS, Code, CodeState, Swatch
from workbench.model.ids import CodeId
from workbench.model.memo import MemoLink
from workbench.project.code_tree import branch
from workbench.project.codebook import Codebook
from workbench.project.project import Project
from workbench.project.wording import counted

#: What can be done with a code in each state, and the state it leads to.
_STATE_DEEDS: dict[CodeState, tuple[tuple[str, CodeState], ...]] = {
    "draft": (("No longer a draft", "active"), ("Lock it", "locked"), ("Retire it", "retired")),
    "active": (("Call it a draft", "draft"), ("Lock it", "locked"), ("Retire it", "retired")),
    "locked": (("Unlock it", "active"),),
    "retired": (("Bring it back", "active"),),
}
#: States in which a code rests; the way out stands beside them.
_RESTING: tuple[CodeState, ...] = ("locked", "retired")
_STATE_WORDS: dict[CodeState, str] = {
    "draft": ":material/edit: a draft",
    "active": "",
    "locked": ":material/lock: locked: card, name and place stay as they are",
    "retired": ":material/inventory_2: retired: it keeps its quotations and is no longer offered",
}
_COLOUR_NAMES = (
    "blue",
    "vermilion",
    "green",
    "pink",
    "orange",
    "sky",
    "purple",
    "teal",
    "olive",
    "wine",
    "forest",
    "indigo",
)
_SWATCHES = tuple(Swatch(c, p) for p in ("plain", "hatched") for c in COLOURS)


def draw_card(
    desk: Desk, project: Project, rooms: Rooms, codes: Sequence[Code], code: Code
) -> None:
    """Draw one code's card."""
    _head(desk, project, codes, code)
    _counts(desk, rooms, codes, code)
    _waiting(desk, project, rooms, code)
    draw_themes_of(desk, project, rooms, code.id)
    draw_origins(desk, project, rooms, code.id)
    layout.refusal(desk, f"code-{code.id}")
    base = draw_form(desk, code)
    with st.expander("More", key=f"more-{code.id}"):
        draw_more(desk, code, base)
        draw_examples(desk, project, code)
    draw_save(desk, project, code, base)
    draw_versions(project, code)
    draw_memos_of(desk, project, rooms, code.id)


def _head(desk: Desk, project: Project, codes: Sequence[Code], code: Code) -> None:
    st.html(
        f"<style>.st-key-card-head h3::before {{ content: ''; display: inline-block; width: .9rem;"
        f" height: .9rem; margin-right: .6rem; border-radius: .2rem; border: 1px solid"
        f" color-mix(in srgb, currentColor 30%, transparent);"
        f" background: {swatch_css(code.swatch)}; }}</style>"
    )
    if len(code.path) > 1:
        st.caption(plain(" / ".join(code.path[:-1])))
    with st.container(key="card-head", horizontal=True, vertical_alignment="center"):
        st.subheader(plain(code.name), anchor=False, width="stretch")
        menu = st.popover(
            layout.named("Change", code.name),
            key=f"change-{code.id}",
            icon=":material/more_horiz:",
            on_change="rerun",
        )
        if menu.open:
            with menu:
                _changes(desk, project, codes, code)
    if _STATE_WORDS[code.state]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_STATE_WORDS[code.state], width="content")
            if code.state in _RESTING:
                _states(desk, project, code)


def _counts(desk: Desk, rooms: Rooms, codes: Sequence[Code], code: Code) -> None:
    below = [c for c in codes if c.id in branch(codes, code.id)]
    own, all_of_it = code.coding_count, sum(c.coding_count for c in below)
    with st.container(horizontal=True, vertical_alignment="center"):
        told = counted(own, "quotation")
        if len(below) > 1:
            told += f", {all_of_it:,} with the codes below it"
        st.write(told)
        draw_write(desk, rooms, MemoLink("code", code.id), code.name)
        draw_like(desk, rooms, f"as {code.name}", code=code.id)
        if own:
            layout.go(
                desk, rooms.quotations, "Read them", icon=":material/format_quote:", code=code.id
            )
            ids = {"code": code.id}
            layout.go(desk, rooms.compare, "Compare them", icon=":material/compare:", **ids)
            layout.go(desk, rooms.split, "Split it", icon=":material/call_split:", **ids)


def _waiting(desk: Desk, project: Project, rooms: Rooms, code: Code) -> None:
    """Say how many quotations wait to be looked at again, and lead there."""
    waiting = len(project.lifecycle.recheck_queue(code.id)) if code.recheck else 0
    if waiting:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{waiting:,} of them wait to be looked at again.", width="content")
            told = "Look at them again"
            ids = {"code": code.id, "waiting": "1"}
            layout.go(desk, rooms.compare, told, icon=":material/restart_alt:", **ids)


def _changes(desk: Desk, project: Project, codes: Sequence[Code], code: Code) -> None:
    """Draw what can be done with a code, beside its card; each is one act."""
    book = project.once(str(uuid.uuid4()), seen=project.head.seq).codebook
    if code.state == "locked":
        st.caption("It is locked. Unlock it beside its name first.")
        return
    if code.state not in _RESTING:
        _states(desk, project, code)
        st.caption("A retired code keeps its quotations and is no longer offered.")
    _rename(desk, book, code)
    _move(desk, book, codes, code)
    _paint(desk, book, code)
    _merge(desk, book, codes, code)
    _act(desk, code, "Delete it with its quotations", book.delete, code.id)


def _rename(desk: Desk, book: Codebook, code: Code) -> None:
    key = f"new-name-{code.id}-{code.version}"
    st.text_input("Name", value=code.name, key=key, max_chars=200)
    st.button(
        "Rename it",
        key=f"rename-{code.id}",
        on_click=desk.act,
        args=(lambda: book.rename(code.id, desk.typed(key), base=code.name),),
        kwargs={"place": f"code-{code.id}"},
    )


def _move(desk: Desk, book: Codebook, codes: Sequence[Code], code: Code) -> None:
    own = branch(codes, code.id)
    places: dict[CodeId | None, str] = {None: "at the top"}
    places |= {c.id: c.path_text for c in codes if c.id not in own}
    parent = st.selectbox(
        "It stands under",
        list(places),
        index=list(places).index(code.parent),
        format_func=places.__getitem__,
        key=f"parent-{code.id}-{code.version}",
    )
    if parent != code.parent:
        _act(desk, code, "Move it there", book.move, code.id, parent)


def _paint(desk: Desk, book: Codebook, code: Code) -> None:
    known = list(dict.fromkeys([*_SWATCHES, code.swatch]))
    swatch = st.selectbox(
        "Colour",
        known,
        index=known.index(code.swatch),
        format_func=_colour_name,
        key=f"swatch-{code.id}-{code.version}",
    )
    if swatch != code.swatch:
        _act(desk, code, "Paint it so", book.recolour, code.id, swatch)


def _colour_name(swatch: Swatch) -> str:
    name = swatch.colour
    if name in COLOURS:
        name = _COLOUR_NAMES[COLOURS.index(name)]
    return name if swatch.pattern == "plain" else f"{name}, hatched"


def _merge(desk: Desk, book: Codebook, codes: Sequence[Code], code: Code) -> None:
    others = {c.id: c for c in codes if c.id != code.id and c.state != "locked"}
    if not others:
        return
    goes_in = st.selectbox(
        "Merge another code into this one",
        list(others),
        index=None,
        format_func=lambda one: label(others[one], whole_path=True).replace("\\", ""),
        key=f"merge-{code.id}-{code.version}",
        placeholder="which one",
    )
    # Always there: were it to vanish, the button to delete would move under the pointer.
    _act(
        desk,
        code,
        "Merge it into this one",
        book.merge,
        code.id,
        [goes_in],
        shut=goes_in is None,
    )


def _states(desk: Desk, project: Project, code: Code) -> None:
    set_state = project.codebook.set_state
    with st.container(horizontal=True):
        for told, state in _STATE_DEEDS[code.state]:
            st.button(
                told,
                key=f"state-{state}-{code.id}",
                on_click=desk.act,
                args=(set_state, code.id, state),
                kwargs={"base": code.state, "place": f"code-{code.id}"},
            )


def _act(
    desk: Desk, code: Code, told: str, verb: object, *args: object, shut: bool = False
) -> None:
    st.button(
        told,
        key=f"{told}-{code.id}",
        disabled=shut,
        on_click=desk.act,
        args=(verb, *args),
        kwargs={"place": f"code-{code.id}"},
    )
