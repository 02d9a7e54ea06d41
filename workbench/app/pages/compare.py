"""Constant comparison: a code's quotations one after the other, asking whether each belongs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from workbench.app import layout
from workbench.app.address import id_in_address, put_in_address
from workbench.app.cached import all_codes, sight
from workbench.app.comparing import (
    applicable,
    begun,
    comparison,
    others,
    place_in,
    progress,
    speaker,
    waiting,
)
from workbench.app.desk import Desk
from workbench.app.extracts import place, under_card
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import ends, plain
from workbench.app.surroundings import draw_around
from workbench.model.codebook import Code
from workbench.model.ids import CodeId
from workbench.project.lifecycle import Compared
from workbench.project.project import Project

#: How what was said of a quotation is shown: a sign and words.
_SAID = {
    "": "",
    "belongs": ":material/check: belongs",
    "doubtful": ":material/flag: flagged: may not belong",
}


def compare_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the quotations of the code of the address, one in the middle."""
    layout.top_line(desk)
    codes = all_codes(sight(project), project)
    code = next((c for c in codes if c.id == id_in_address("code")), None)
    if code is None:
        _choose(desk, project, rooms, codes)
        return
    st.title(f"“{plain(code.name)}”: does this one belong?", anchor=False)
    _card(code)
    everything = comparison(sight(project), project, code.id)
    compared = _restricted(code, everything)
    if not compared:
        _nothing(desk, rooms, code, everything)
        return
    at = _at(desk, code, compared)
    _draw(desk, project, rooms, code, compared, at)


def _choose(desk: Desk, project: Project, rooms: Rooms, codes: list[Code]) -> None:
    st.title("Compare quotations", anchor=False)
    paths = {c.id: c.path_text for c in applicable(codes) if c.coding_count}
    if not paths:
        st.write("Here you hold the quotations of a code against each other. Nothing is coded yet.")
        layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")
        return
    counts = waiting(sight(project), project)
    for code in (c for c in codes if c.id in counts):
        layout.leave_for(
            desk,
            rooms.compare,
            f"{plain(code.path_text)}: {counts[code.id]:,} to look at again",
            key=f"queue-{code.id}",
            icon=":material/history_toggle_off:",
            code=code.id,
            waiting="1",
        )
    chosen = st.selectbox(
        "Which code?", list(paths), index=None, format_func=paths.__getitem__, key="compare-which"
    )
    if chosen:
        put_in_address(code=chosen)
        st.rerun()


def _card(code: Code) -> None:
    card = code.card
    for name, words in (
        ("It means", card.definition),
        ("Use when", card.include_if),
        ("Do not use when", card.exclude_if),
    ):
        if words:
            layout.row(name, ends(words), width=130, key=f"compare-{name}")


def _restricted(code: Code, everything: list[Compared]) -> list[Compared]:
    """Return all quotations, or those that wait where only they are asked for."""
    waits = [one for one in everything if one.quotation.waits]
    asked = id_in_address("waiting") is not None
    if not waits and not asked:
        return everything
    only = st.toggle(
        f"Only the {len(waits):,} that wait since the card changed",
        value=asked,
        key=f"only-waiting-{code.id}",
    )
    put_in_address(waiting="1" if only else None)
    return waits if only else everything


def _nothing(desk: Desk, rooms: Rooms, code: Code, everything: list[Compared]) -> None:
    if everything:
        st.write("All quotations of this code were looked at under its card as it is now.")
    else:
        st.write("This code has no quotations of its own.")
        layout.go(desk, rooms.quotations, "Quotations", icon=":material/format_quote:")
        return
    layout.leave_for(desk, rooms.compare, "Compare all of them", key="compare-all", code=code.id)


def _at(desk: Desk, code: Code, compared: list[Compared]) -> int:
    """Return the place that is looked at, and keep it in the address."""
    last = desk.compared.get(code.id)
    asked = desk.focused or id_in_address("coding")
    desk.focused = None
    at = place_in(compared, asked, begun(compared) if last is None else last)
    desk.compared[code.id] = at
    put_in_address(coding=compared[at].quotation.coding.id)
    return at


def _draw(
    desk: Desk,
    project: Project,
    rooms: Rooms,
    code: Code,
    compared: list[Compared],
    at: int,
) -> None:
    one = compared[at]
    coding = one.quotation.coding
    st.caption(f"**{progress(compared)}**")
    st.subheader(plain(speaker(one)), anchor=False)
    near = [one, *(other for _, other in others(compared, at))]
    held = held_back(desk, project, (c.quotation.coding.source for c in near), within="compare")
    with st.container(border=True, key=f"words-{coding.id}", gap="small"):
        if coding.source in held:
            st.caption("Its words are shown when you say so, above.")
        else:
            st.text(one.quotation.words)
        st.caption(_told(one, code))
        if coding.source not in held:
            draw_around(project, one.quotation, within="compare")
    _deeds(desk, project, compared, at, hidden=coding.source in held)
    layout.refusal(desk, "compare")
    _move(desk, project, code, one)
    with st.container(horizontal=True):
        ids = {"source": coding.source, "coding": coding.id}
        layout.go(desk, rooms.read, "Read it in place", icon=":material/menu_book:", **ids)
        layout.go(desk, rooms.codebook, "Its card", icon=":material/account_tree:", code=code.id)
        layout.go(desk, rooms.split, "Split this code", icon=":material/call_split:", code=code.id)
    _others(desk, compared, at, held)


def _told(one: Compared, code: Code) -> str:
    quotation = one.quotation
    parts = [plain(place(quotation)), f"coded by {plain(quotation.coder)}"]
    parts += under_card(quotation.coding, code.card_version)
    if one.origins:
        former = ", ".join(f"*{plain(name)}*" for name in one.origins)
        parts.append(f"was coded {former} before the merge")
    if quotation.waits:
        parts.append(":material/history_toggle_off: waits since the card changed")
    if quotation.judgement:
        parts.append(f"**{_SAID[quotation.judgement]}**")
    return " · ".join(parts)


def _deeds(
    desk: Desk, project: Project, compared: list[Compared], at: int, *, hidden: bool
) -> None:
    """Draw what can be said of a quotation whose words are shown, and the way on and back."""
    quotation = compared[at].quotation
    flagged = quotation.judgement == "doubtful"
    judge = partial(_judge, desk, project, compared, at)
    with st.container(horizontal=True, vertical_alignment="center", key="deeds"):
        _deed("Keep", "y", "check", partial(judge, "belongs"), chief=True, shut=hidden)
        ask = partial(desk.ask_where, quotation.coding.id)
        _deed("Move", "m", "drive_file_move", ask, shut=hidden)
        said = "" if flagged else "doubtful"
        flag = "Take the flag away" if flagged else "Flag"
        _deed(flag, "f", "flag", partial(judge, said), shut=hidden)
        st.space("stretch")
        _deed("Previous", "k", "chevron_left", partial(_look, desk, compared, at - 1), shut=at == 0)
        st.caption(f"{at + 1:,} of {len(compared):,}", width="content")
        last = at == len(compared) - 1
        _deed("Next", "j", "chevron_right", partial(_look, desk, compared, at + 1), shut=last)


def _deed(
    label: str,
    key: str,
    icon: str,
    act: Callable[[], None],
    *,
    chief: bool = False,
    shut: bool = False,
) -> None:
    st.button(
        label,
        key=f"deed-{key}",
        icon=f":material/{icon}:",
        shortcut=key,
        type="primary" if chief else "secondary",
        disabled=shut,
        on_click=act,
    )


def _judge(desk: Desk, project: Project, compared: list[Compared], at: int, judgement: str) -> None:
    quotation = compared[at].quotation
    verb = project.lifecycle.judge
    seen = quotation.judgement
    done = desk.done(verb, quotation.coding.id, judgement, base=seen, place="compare")
    if done and judgement:
        _look(desk, compared, min(at + 1, len(compared) - 1))


def _look(desk: Desk, compared: list[Compared], to: int) -> None:
    coding = compared[to].quotation.coding
    desk.focused = coding.id
    desk.moving = None


def _move(desk: Desk, project: Project, code: Code, one: Compared) -> None:
    """Ask where a quotation goes that does not belong, once that was asked for."""
    coding = one.quotation.coding
    if desk.moving != coding.id:
        return
    paths = {
        c.id: c.path_text for c in applicable(all_codes(sight(project), project)) if c.id != code.id
    }
    key = f"move-{coding.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Move it to",
            list(paths),
            index=None,
            format_func=paths.__getitem__,
            key=key,
            placeholder="type the beginning of a code's name",
            on_change=lambda: _moved(desk, project, one, desk.chosen(key)),
            width=420,
        )
        st.button("Leave it here", key="stay", type="tertiary", on_click=desk.ask_where)
    _take_keys()(key="move-focus")


def _moved(desk: Desk, project: Project, one: Compared, to: CodeId | None) -> None:
    coding = one.quotation.coding
    if to is not None:
        desk.moving = None
        desk.act(project.codings.recode, coding.id, to, base=coding.code, place="compare")


def _others(desk: Desk, compared: list[Compared], at: int, held: frozenset[str]) -> None:
    """Show other quotations of the same person, to hold this one against."""
    near = others(compared, at)
    if not near:
        return
    st.caption(f"Others by {plain(speaker(compared[at]))}")
    for number, one in near:
        quotation = one.quotation
        key = f"quiet-other-{quotation.coding.id}"
        with st.container(horizontal=True, vertical_alignment="center", key=key):
            hidden = quotation.coding.source in held
            st.text("Its words wait above." if hidden else quotation.words, width="stretch")
            st.caption(_SAID[quotation.judgement], width="content")
            st.button(
                layout.named("Look at it", f"number {number + 1}"),
                key=f"look-{quotation.coding.id}",
                type="tertiary",
                on_click=_look,
                args=(desk, compared, number),
            )


def _take_keys() -> ComponentRenderer:
    """Return what puts the keys into the field once it is drawn."""
    return st.components.v2.component("workbench_move_focus", js=_FOCUS)


_FOCUS = """
export default () => {
  let left = 40;
  const wait = setInterval(() => {
    const field = document.querySelector("[class*=st-key-move-] input");
    if (field) field.focus();
    left -= 1;
    if (field || left === 0) clearInterval(wait);
  }, 50);
  return () => clearInterval(wait);
};
"""
