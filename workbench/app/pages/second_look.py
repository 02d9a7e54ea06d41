"""A second look: codes that may be one, codings unlike the others, and other readings."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, put_in_address
from workbench.app.cached import all_codes, sight
from workbench.app.desk import Desk
from workbench.app.errand import Watch, found_by
from workbench.app.extracts import place
from workbench.app.grouping_wish import draw_closed
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import ends, plain
from workbench.model.codebook import APPLICABLE, Code
from workbench.model.coding import Quotation
from workbench.model.ids import CodeId
from workbench.model.proposal import HintKind
from workbench.project.hints import CodesAlike, OtherReading, Unlike
from workbench.project.project import Project
from workbench.project.wording import counted

_ALIKE, _UNLIKE, _DIFFERS = (
    "Codes that may be one",
    "Unlike the others of a code",
    "Read differently",
)
_MEANT = {
    _ALIKE: "What was coded with two codes is alike. Whether they are one is yours to say.",
    _UNLIKE: "What stands at the edge of a code: often where it is wider than it was, or where "
    "somebody sees it otherwise.",
    _DIFFERS: "Having learnt from your other sources, the tool would have given another code.",
}
#: From so many quotations on one is named as unlike the others.
_ENOUGH = 5
_DOING = "What was coded is read for the first time"


def second_look_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw one kind of hint."""
    layout.top_line(desk)
    st.title("A second look", anchor=False)
    codes = {code.id: code for code in all_codes(sight(project), project)}
    why_not = project.hints.why_not()
    if why_not is not None or not any(code.coding_count for code in codes.values()):
        st.write(
            "Here you find what may be worth a second look among what you coded: an invitation, "
            "never a finding."
        )
        if why_not is None:
            st.caption("Nothing is coded yet.")
        else:
            draw_closed(desk, project, rooms, why_not)
        return
    kind = st.segmented_control(
        "What",
        list(_MEANT),
        default=_UNLIKE if id_in_address("code") else _ALIKE,
        required=True,
        key="look-what",
        label_visibility="collapsed",
    )
    st.caption(_MEANT[kind])
    draw = {_ALIKE: _codes_alike, _UNLIKE: _unlike_others, _DIFFERS: _read_differently}[kind]
    draw(desk, project, rooms, codes)
    layout.refusal(desk, "look")


def _codes_alike(desk: Desk, project: Project, rooms: Rooms, codes: dict[CodeId, Code]) -> None:
    def work(watch: Watch) -> list[CodesAlike]:
        return project.hints.codes_alike(watch)

    found = found_by(desk, "look", (sight(project), _ALIKE), work, doing=_DOING)
    _nothing(found, "No two codes are so much alike.")
    for hint in found or []:
        with st.container(border=True, key=f"hint-{'-'.join(hint.things)}"):
            for column, code in zip(st.columns(2), (hint.first, hint.second), strict=True):
                with column:
                    _card(desk, rooms, codes[code])
            names = " and ".join(codes[code].name for code in (hint.first, hint.second))
            _leave(desk, project, "alike", hint.things, "Leave them apart", names)


def _card(desk: Desk, rooms: Rooms, code: Code) -> None:
    st.write(f"**{plain(code.path_text)}**")
    st.text(ends(code.card.definition) or "Nothing says yet what it means.")
    count = counted(code.coding_count, "quotation")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(count, width="content")
        of = code.name
        read = layout.named("Read them", f"of {of}")
        layout.go(desk, rooms.quotations, read, icon=":material/format_quote:", code=code.id)
        merge = layout.named("Merge on its card", f"of {of}")
        layout.go(desk, rooms.codebook, merge, icon=":material/merge:", code=code.id)


def _unlike_others(desk: Desk, project: Project, rooms: Rooms, codes: dict[CodeId, Code]) -> None:
    enough = {c.id: c.path_text for c in codes.values() if c.coding_count >= _ENOUGH}
    if not enough:
        st.write(f"This begins with {_ENOUGH} quotations of a code.")
        return
    asked = id_in_address("code")
    code = st.selectbox(
        "Code",
        list(enough),
        index=list(enough).index(CodeId(asked)) if asked in enough else 0,
        format_func=enough.__getitem__,
        key="look-code",
        width=420,
    )
    put_in_address(code=code)

    def work(watch: Watch) -> list[Unlike]:
        return project.hints.unlike_others(code, watch)

    found = found_by(desk, "look", (sight(project), _UNLIKE, code), work, doing=_DOING)
    _nothing(found, "You looked at all that is unlike the others here.")
    held = _held(desk, project, [hint.quotation for hint in found or []])
    for hint in found or []:
        quotation = hint.quotation
        with st.container(border=True, key=f"words-{quotation.coding.id}", gap="small"):
            _quote(quotation, held)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(plain(place(quotation)), width="stretch")
                _compare(desk, rooms, quotation)
                _leave(desk, project, "unlike", hint.things, "Leave it", place(quotation))


def _read_differently(
    desk: Desk, project: Project, rooms: Rooms, codes: dict[CodeId, Code]
) -> None:
    def work(watch: Watch) -> list[OtherReading]:
        return project.hints.read_differently(watch)

    found = found_by(desk, "look", (sight(project), _DIFFERS), work, doing=_DOING)
    _nothing(found, "The tool is sure of no other code.")
    shown = [q for hint in found or [] for q in (hint.quotation, hint.because)]
    held = _held(desk, project, shown)
    for hint in found or []:
        quotation, other = hint.quotation, codes[hint.code]
        with st.container(border=True, key=f"words-{quotation.coding.id}", gap="small"):
            _quote(quotation, held)
            given = plain(" / ".join(quotation.code))
            st.caption(f"You: **{given}** · {plain(place(quotation))}")
            with st.container(key=f"quiet-because-{quotation.coding.id}", gap="xxsmall"):
                st.caption(f"The tool: **{plain(other.path_text)}**, because you coded so:")
                _quote(hint.because, held)
                st.caption(plain(place(hint.because)))
            with st.container(horizontal=True, vertical_alignment="center"):
                st.space("stretch")
                _compare(desk, rooms, quotation)
                of = place(quotation)
                keep = f"Keep “{plain(quotation.code[-1])}”"
                _leave(desk, project, "differs", hint.things, keep, of)
                recode = partial(project.codings.recode, base=quotation.coding.code)
                st.button(
                    layout.named(f"Recode to “{plain(other.name)}”", of),
                    key=f"recode-{quotation.coding.id}",
                    on_click=desk.act,
                    args=(recode, quotation.coding.id, hint.code),
                    kwargs={"place": "look"},
                    disabled=other.state not in APPLICABLE,
                )


def _nothing(found: list[CodesAlike] | list[Unlike] | list[OtherReading] | None, told: str) -> None:
    if found == []:
        st.write(told)


def _held(desk: Desk, project: Project, shown: list[Quotation]) -> frozenset[str]:
    return held_back(desk, project, (one.coding.source for one in shown), within="look")


def _quote(quotation: Quotation, held: frozenset[str]) -> None:
    hidden = quotation.coding.source in held
    st.text("Its words are shown when you say so, above." if hidden else quotation.words)


def _compare(desk: Desk, rooms: Rooms, quotation: Quotation) -> None:
    coding = quotation.coding
    label = layout.named("Compare it", place(quotation))
    ids = {"code": coding.code, "coding": coding.id}
    layout.go(desk, rooms.compare, label, icon=":material/compare:", **ids)


def _leave(
    desk: Desk, project: Project, hint: HintKind, things: tuple[str, ...], label: str, of: str
) -> None:
    st.button(
        layout.named(label, of),
        key=f"leave-{hint}-{'-'.join(things)}",
        on_click=desk.act,
        args=(project.hints.set_aside, hint, things),
        kwargs={"place": "look"},
    )
