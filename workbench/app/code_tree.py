"""The tree of codes as a list to choose from: counts, colours, search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from workbench.app.plain import plain
from workbench.model.codebook import Code, Swatch
from workbench.model.ids import CodeId

_STATES = {"draft": " (draft)", "locked": " (locked)", "retired": " (retired)", "active": ""}
#: So many codes are shown without a scroll bar of their own.
_ROOM = 20
_HEIGHT = 620
_DEEPEST = 6
_LOOK = """<style>
.st-key-tree [role="radiogroup"] { gap: 0; }
.st-key-tree [role="radiogroup"] p { font-size: .9375rem; overflow-wrap: anywhere; }
.st-key-tree [role="radiogroup"] p::before { content: ""; display: inline-block; width: .7rem;
  height: .7rem; margin-right: .5rem; border-radius: .15rem;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
RULES</style>"""


def found_codes(codes: Sequence[Code], sought: str) -> list[Code]:
    """Return the codes whose path or card holds these words, whatever their case."""
    words = sought.casefold()
    return [
        code
        for code in codes
        if words in code.path_text.casefold()
        or any(words in part.casefold() for part in _card_words(code))
    ]


def code_named(codes: Sequence[Code], typed: str) -> Code | None:
    """Return the code that a path or a typed name means; none where the name is new or of many."""
    words = " ".join(typed.split()).casefold()
    whole = [code for code in codes if code.path_text.casefold() == words]
    found = whole or [code for code in codes if code.name.casefold() == words]
    return found[0] if len(found) == 1 else None


def label(code: Code, *, whole_path: bool = False) -> str:
    """Return how a code is called in a list: its name, how often it is used, its state."""
    name = code.path_text if whole_path else code.name
    return f"{plain(name)} · {code.coding_count:,}{_STATES[code.state]}"


def choose_code(codes: Sequence[Code], chosen: CodeId | None) -> CodeId | None:
    """Draw the tree with a field to search it; return the code that was chosen."""
    sought = st.text_input(
        "Find a code", key="code-sought", placeholder="a name, or words of its card"
    ).strip()
    shown = found_codes(codes, sought) if sought else list(codes)
    if not shown:
        st.caption("No code holds these words.")
        return chosen
    st.html(_look(shown, indented=not sought))
    return _draw(shown, chosen, whole_path=bool(sought))


def draw_tree(codes: Sequence[Code]) -> None:
    """Draw a tree to look at only: the codebook of another day."""
    with st.container(key="rows-codes-then", gap="xxsmall"):
        for code in codes:
            depth = "\u2003" * (len(code.path) - 1)
            st.text(f"{depth}{code.name}{_STATES[code.state]}")


def swatch_css(swatch: Swatch) -> str:
    """Return the background of a code's colour, hatched where its pattern is."""
    if swatch.pattern == "plain":
        return swatch.colour
    return f"repeating-linear-gradient(45deg, {swatch.colour} 0 2px, transparent 2px 4px)"


def _draw(shown: Sequence[Code], chosen: CodeId | None, *, whole_path: bool) -> CodeId | None:
    by_id = {code.id: code for code in shown}
    ids = list(by_id)
    height: int | Literal["content"] = _HEIGHT if len(shown) > _ROOM else "content"
    with st.container(key="tree", height=height, border=False):
        picked: CodeId | None = st.radio(
            "Codes",
            ids,
            index=ids.index(chosen) if chosen in by_id else None,
            format_func=lambda code: label(by_id[code], whole_path=whole_path),
            key=f"code-in-tree-{hash(tuple(ids))}-{chosen}",
            label_visibility="collapsed",
        )
    return picked or chosen


def _look(shown: Sequence[Code], *, indented: bool) -> str:
    """Return the colours and depths of the rows; a colour is digits, checked when it was set."""
    rules = []
    for number, code in enumerate(shown, 1):
        row = f'.st-key-tree [role="radiogroup"] > div:nth-of-type({number})'
        rules.append(f"{row} p::before {{ background: {swatch_css(code.swatch)}; }}")
        depth = min(len(code.path) - 1, _DEEPEST)
        if indented and depth:
            rules.append(f"{row} {{ padding-left: {1.1 * depth:.1f}rem; }}")
    return _LOOK.replace("RULES", "\n".join(rules))


def _card_words(code: Code) -> tuple[str, ...]:
    card = code.card
    return card.key, card.definition, card.include_if, card.exclude_if
