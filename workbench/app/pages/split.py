"""Split a code: a tray on which each of its quotations is laid on a pile or stays."""

from __future__ import annotations

import uuid

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, put_in_address
from workbench.app.cached import all_codes, quotations, sight
from workbench.app.comparing import applicable
from workbench.app.desk import Desk
from workbench.app.extracts import place
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.app.surroundings import draw_around
from workbench.app.tray import MOST, STAYS, Tray, heap_for, short, summary
from workbench.app.unfinished import unfinished
from workbench.model.codebook import Code
from workbench.model.coding import Quotation
from workbench.model.ids import CodingId
from workbench.project.project import Project


def split_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the tray of the code of the address."""
    layout.top_line(desk)
    codes = all_codes(sight(project), project)
    code = next((c for c in codes if c.id == id_in_address("code")), None)
    if code is None:
        _choose(desk, rooms, codes)
        return
    st.title(f"Split “{plain(code.name)}”", anchor=False)
    found = quotations(sight(project), project, code.id, None, False)  # noqa: FBT003 - the cache's
    if not found:
        st.write("This code has no quotations of its own, so there is nothing to sort.")
        if desk.said is not None:
            _take_back(desk, Tray())
        layout.go(desk, rooms.codebook, "Its card", icon=":material/account_tree:", code=code.id)
        return
    left = unfinished(project)
    tray = desk.trays.setdefault(code.id, left.tray(code.id))
    ids = [q.coding.id for q in found]
    gone = tray.keep_only(ids)
    if gone:
        st.caption(f"{gone:,} quotations you had sorted left this code meanwhile.")
    heaps = st.container(gap="small")
    hidden = _one(desk, project, rooms, tray, found)
    with heaps:
        _heaps(desk, tray, ids, hidden=hidden)
        _new_heap(desk, tray, code, codes)
    _outcome(desk, project, tray, code, found)
    _list(tray, found)
    left.leave(code.id, tray)
    layout.go(desk, rooms.codebook, "Its card", icon=":material/account_tree:", code=code.id)


def _choose(desk: Desk, rooms: Rooms, codes: list[Code]) -> None:
    st.title("Split a code", anchor=False)
    paths = {c.id: c.path_text for c in applicable(codes) if c.coding_count}
    if not paths:
        st.write("Here you sort the quotations of a code into several. Nothing is coded yet.")
        layout.go(desk, rooms.read, "Read and code", icon=":material/edit_note:")
        return
    chosen = st.selectbox(
        "Which code?", list(paths), index=None, format_func=paths.__getitem__, key="split-which"
    )
    if chosen:
        put_in_address(code=chosen)
        st.rerun()


def _heaps(desk: Desk, tray: Tray, ids: list[CodingId], *, hidden: bool) -> None:
    """Draw the piles, each with its key; a quotation whose words are hidden is not sorted."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="heaps"):
        _lay(tray, ids, STAYS, f"Stays ({len(tray.on(STAYS)):,})", shut=hidden)
        for number, heap in enumerate(tray.heaps, 1):
            label = f"{plain(heap.name)} ({len(tray.on(number)):,})"
            _lay(tray, ids, number, label, shut=hidden)
        _take_back(desk, tray)


def _take_back(desk: Desk, tray: Tray) -> None:
    """Draw the way back: of the quotation sorted last, else of what was just written."""
    written = desk.said if desk.said is not None and desk.said.undoable else None

    def back() -> None:
        if tray.order:
            tray.back()
        elif written is not None:
            desk.undo(written.seq, place="split")

    st.button(
        "Take back",
        key="tray-back",
        icon=":material/undo:",
        type="tertiary",
        shortcut="Ctrl+Z",
        disabled=not tray.order and written is None,
        on_click=back,
    )


def _lay(tray: Tray, ids: list[CodingId], number: int, label: str, *, shut: bool) -> None:
    here = tray.at
    lies_here = here is not None and tray.placed.get(here) == number
    st.button(
        label,
        key=f"lay-{number}",
        type="primary" if lies_here else "secondary",
        shortcut=str(number),
        icon=":material/check:" if lies_here else None,
        disabled=shut,
        on_click=tray.put,
        args=(here, number, ids),
    )


def _new_heap(desk: Desk, tray: Tray, code: Code, codes: list[Code]) -> None:
    """Draw the field for another pile."""
    if len(tray.heaps) == MOST:
        st.caption(f"There are {MOST} piles: one for each key.")
        return
    key = f"heap-{code.id}-{len(tray.heaps)}"
    st.selectbox(
        "Add a pile",
        [c.path_text for c in applicable(codes) if c.id != code.id],
        index=None,
        key=key,
        accept_new_options=True,
        placeholder="type a name, or choose a code that is there",
        on_change=lambda: tray.add(heap_for(desk.typed(key), code, codes)),
        width=420,
    )


def _one(desk: Desk, project: Project, rooms: Rooms, tray: Tray, found: list[Quotation]) -> bool:
    """Draw the quotation that is looked at; return whether its words are held back."""
    ids = [q.coding.id for q in found]
    at = ids.index(tray.at) if tray.at in ids else 0
    quotation = found[at]
    with st.container(horizontal=True, vertical_alignment="center", key="tray-where"):
        _step(tray, ids, at - 1, "Previous", "k", shut=at == 0)
        st.write(f"**{at + 1:,} of {len(ids):,}** · {len(tray.placed):,} sorted")
        _step(tray, ids, at + 1, "Next", "j", shut=at == len(ids) - 1)
    held = held_back(desk, project, [quotation.coding.source], within="split")
    with st.container(border=True, key=f"words-{quotation.coding.id}", gap="small"):
        if held:
            st.caption("Its words are shown when you say so, above.")
            return True
        st.text(quotation.words)
        st.caption(f"{plain(place(quotation))} · coded by {plain(quotation.coder)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            ids_in_place = {"source": quotation.coding.source, "coding": quotation.coding.id}
            layout.go(
                desk, rooms.read, "Read it in place", icon=":material/menu_book:", **ids_in_place
            )
        draw_around(project, quotation, within="split")
    return False


def _step(tray: Tray, ids: list[CodingId], to: int, label: str, key: str, *, shut: bool) -> None:
    def look() -> None:
        tray.at = ids[to]

    st.button(label, key=f"tray-{key}", type="tertiary", shortcut=key, disabled=shut, on_click=look)


def _outcome(desk: Desk, project: Project, tray: Tray, code: Code, found: list[Quotation]) -> None:
    """Say what the split would do, and offer it."""
    piles = tray.piles(code)
    outcome = project.lifecycle.foresee(code.id, piles)
    with st.container(key="bar-split", gap="small"):
        st.markdown(plain(summary(tray, outcome, len(found))))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Split",
                key="split",
                type="primary",
                icon=":material/call_split:",
                disabled=not outcome.moved,
                on_click=_split,
                args=(desk, project, tray, code, project.head.seq),
            )
            tray.below = st.toggle("New codes stand below it", value=tray.below, key="split-below")
            tray.retire = st.toggle(
                "Retire it with the split",
                value=tray.retire,
                key="split-retire",
                disabled=code.state == "retired",
            )
        if tray.placed:
            st.caption(
                "The piles are written when you split. Until then they are kept while the "
                "workbench runs, not in the study."
            )
        layout.refusal(desk, "split")


def _split(desk: Desk, project: Project, tray: Tray, code: Code, seen: int) -> None:
    life = project.once(str(uuid.uuid4()), seen=seen).lifecycle
    retire = tray.retire and code.state != "retired"
    if desk.done(life.split, code.id, tray.piles(code), retire=retire, place="split"):
        desk.trays[code.id] = Tray()


def _list(tray: Tray, found: list[Quotation]) -> None:
    """Show what lies where, with a way back to each quotation."""
    known: dict[CodingId, Quotation] = {q.coding.id: q for q in found}
    with st.expander("What lies where", key="tray-list"):
        for number, heap in [*enumerate(tray.heaps, 1), (STAYS, None)]:
            name = f"“{heap.name}”" if heap else "Stays"
            with st.container(horizontal=True, vertical_alignment="center", key=f"heap-{number}"):
                st.markdown(f"**{plain(name)}** · {len(tray.on(number)):,}", width="content")
                if heap:
                    st.button(
                        layout.named("Take the pile away", heap.name),
                        key=f"drop-{number}",
                        type="tertiary",
                        icon=":material/close:",
                        on_click=tray.drop,
                        args=(number,),
                    )
            for coding in tray.on(number):
                _again(tray, coding, known[coding])


def _again(tray: Tray, coding: CodingId, quotation: Quotation) -> None:
    def look() -> None:
        tray.at = coding

    with st.container(horizontal=True, vertical_alignment="center", key=f"line-{coding}"):
        st.text(short(quotation), width="stretch")
        st.button(
            layout.named("Look again", f"at {short(quotation, 40)}"),
            key=f"again-{coding}",
            type="tertiary",
            on_click=look,
        )
