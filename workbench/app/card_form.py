"""The form of a code's card: what it means first, the rest under *More*; nothing typed is lost.

What a person types stands beside the card they began from. When somebody else changes the card
meanwhile, both are shown and the person decides; until then their words stay in the fields.
"""

from __future__ import annotations

from dataclasses import fields, replace

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.plain import ends
from workbench.model.codebook import Code, CodeCard
from workbench.model.ids import Words
from workbench.project.cards import differing
from workbench.project.project import Project

#: What kinds of codes studies tell apart; any other word will do.
KINDS = "initial, focused, in-vivo, category, flag …"
_NOT_ASKED = frozenset({"key", "seed"})
_HEIGHTS = {"definition": 120}
_LABELS = {
    "definition": "Definition",
    "include_if": "Use when",
    "exclude_if": "Do not use when",
    "example_typical": "A typical example, in your words",
    "example_atypical": "An example at the edge, in your words",
    "kind": "Kind",
    "content_flag": "Content flag",
}


def draw_form(desk: Desk, code: Code) -> CodeCard:
    """Draw the definition; return the card as the person began from it."""
    base = _base(desk, code)
    if base != code.card:
        _somebody_else(desk, code, base)
    _area(desk, code, "definition", base)
    return base


def draw_more(desk: Desk, code: Code, base: CodeCard) -> None:
    """Draw the rest of the card's fields."""
    for name in ("include_if", "exclude_if", "example_typical", "example_atypical"):
        _area(desk, code, name, base)
    kind, flag = st.columns(2)
    kind.text_input(
        _LABELS["kind"],
        value=base.kind,
        key=_key(desk, code, "kind"),
        placeholder=KINDS,
        disabled=code.state == "locked",
    )
    flag.text_input(
        _LABELS["content_flag"],
        value=base.content_flag,
        key=_key(desk, code, "content_flag"),
        placeholder="what a reader should know before",
        disabled=code.state == "locked",
    )


def draw_save(desk: Desk, project: Project, code: Code, base: CodeCard) -> None:
    """Draw the button that keeps the card, and the one question that follows."""
    if code.state == "locked":
        st.caption("This code is locked: its card, name and place stay as they are.")
        return
    st.button(
        "Keep the card",
        key=f"keep-card-{code.id}",
        type="primary",
        on_click=_keep,
        args=(desk, project, code, base),
    )
    layout.refusal(desk, "card")
    if desk.chosen(_asks(code)) == code.card_version:
        _question(desk, project, code)


def _question(desk: Desk, project: Project, code: Code) -> None:
    with st.container(border=True, key="recheck-question"):
        st.write("Does this change what belongs to the code?")
        with st.container(horizontal=True):
            st.button("No", key="recheck-no", on_click=desk.put, args=(_asks(code), None))
            st.button(
                f"Yes, look at its {code.coding_count:,} quotations again",
                key="recheck-yes",
                on_click=_ask_recheck,
                args=(desk, project, code),
            )


def _ask_recheck(desk: Desk, project: Project, code: Code) -> None:
    if desk.done(project.codebook.ask_recheck, code.id, place="card"):
        desk.put(_asks(code), None)


def _keep(desk: Desk, project: Project, code: Code, base: CodeCard) -> None:
    card = typed_card(desk, code, base)
    if desk.done(project.codebook.redefine, code.id, card, base=base, place="card"):
        _begin_anew(desk, code)
        if code.coding_count and card != base:
            desk.put(_asks(code), project.codebook.find(code.id).card_version)


def typed_card(desk: Desk, code: Code, base: CodeCard) -> CodeCard:
    """Return the card as it stands in the fields; a field that is not drawn keeps its words."""
    typed = {}
    for field in fields(CodeCard):
        value = desk.chosen(_key(desk, code, field.name))
        if value is not None and field.name not in _NOT_ASKED:
            before = getattr(base, field.name)
            typed[field.name] = before if _same(value, before) else Words(str(value).strip())
    return replace(base, **typed)


def _same(typed: object, before: str) -> bool:
    """Tell whether a field holds what it began with; browsers make one kind of line end of all."""
    return _lines(str(typed)).strip() == _lines(before).strip()


def _lines(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _base(desk: Desk, code: Code) -> CodeCard:
    """Return the card that the fields began from; untouched fields follow the card as it is."""
    base = desk.chosen(_base_key(desk, code))
    if isinstance(base, CodeCard) and base != code.card and typed_card(desk, code, base) == base:
        _begin_anew(desk, code)
        base = None
    if not isinstance(base, CodeCard):
        base = code.card
        desk.put(_base_key(desk, code), base)
    return base


def _somebody_else(desk: Desk, code: Code, base: CodeCard) -> None:
    with st.container(border=True, key="card-conflict"):
        st.write(
            "Somebody changed this card while you were writing: "
            f"{', '.join(differing(base, code.card))}. What stands there now:"
        )
        for field in fields(CodeCard):
            if getattr(base, field.name) != getattr(code.card, field.name):
                st.caption(_LABELS.get(field.name, field.name))
                st.text(ends(getattr(code.card, field.name)) or "nothing")
        with st.container(horizontal=True):
            st.button(
                "Go on with mine",
                key="card-mine",
                on_click=desk.put,
                args=(_base_key(desk, code), code.card),
            )
            st.button("Take theirs", key="card-theirs", on_click=_begin_anew, args=(desk, code))


def _area(desk: Desk, code: Code, name: str, base: CodeCard) -> None:
    st.text_area(
        _LABELS[name],
        value=getattr(base, name),
        key=_key(desk, code, name),
        height=_HEIGHTS.get(name, 80),
        disabled=code.state == "locked",
    )


def _begin_anew(desk: Desk, code: Code) -> None:
    desk.put(_round_key(code), _round(desk, code) + 1)


def _round(desk: Desk, code: Code) -> int:
    return int(desk.chosen(_round_key(code)) or 0)


def _round_key(code: Code) -> str:
    return f"card-round-{code.id}"


def _base_key(desk: Desk, code: Code) -> str:
    return f"card-base-{code.id}-{_round(desk, code)}"


def _key(desk: Desk, code: Code, name: str) -> str:
    return f"card-{name}-{code.id}-{_round(desk, code)}"


def _asks(code: Code) -> str:
    return f"card-asks-{code.id}"
