"""What every page shares: the top line, toasts, refusals beside the thing, leaves of long lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.app.desk import Desk
from workbench.app.plain import plain

_LOOK = """<style>
[data-testid="stHeader"] { background: transparent; pointer-events: none; min-height: 3rem;
  height: 3rem; }
[data-testid="stHeader"] :not(button, button *, a, a *) { pointer-events: none; }
[data-testid="stHeader"] :is(button, a) { pointer-events: auto; }
[data-testid="stMainBlockContainer"] { padding: .5rem 3.5rem 4rem; max-width: 76rem; }
[data-testid="stMainBlockContainer"]:has(.st-key-reading) { padding: .5rem 1.25rem 0;
  max-width: none; }
[data-testid="stMain"]:focus-visible { outline: none; }
.st-key-topline { border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent);
  padding: 0 2.75rem .25rem 0; min-height: 2.75rem; }
body:has([data-testid="stExpandSidebarButton"]) .st-key-topline { padding-left: 2.25rem; }
body:has([data-testid="stConnectionStatus"]) .st-key-topline { padding-right: 9.5rem; }
@media (min-width: 1200px) {
  .st-key-topline { flex-wrap: nowrap; }
  .st-key-topline > :first-child { flex: 0 1 auto; min-width: 6rem; }
  .st-key-topline > :first-child :is(div, span, button) { min-width: 0; }
  .st-key-topline > :first-child button { max-width: 100%; }
  .st-key-topline > :first-child button > div { max-width: calc(100% + 6px); } }
[data-testid="stMain"] [data-testid="stHorizontalBlock"] { overflow: visible; }
[data-testid="stIFrame"] { border-radius: .5rem;
  border: 1px solid color-mix(in srgb, currentColor 22%, transparent); }
div:has(> :is(.st-key-seat, .st-key-leads)) { position: absolute; }
.st-key-toast { position: fixed; right: 1.25rem; bottom: 1.25rem; z-index: 1000; width: 26rem;
  max-width: calc(100vw - 2.5rem); padding: .75rem 1rem; border-radius: .5rem;
  background: var(--st-secondary-background-color, Canvas);
  border: 1px solid color-mix(in srgb, currentColor 22%, transparent);
  box-shadow: 0 6px 24px rgb(0 0 0 / 18%); }
body:has([data-testid="stSidebar"][data-collapsed="false"]) .st-key-toast { right: auto;
  left: .75rem; bottom: .75rem; width: calc(220px - 1.5rem); z-index: 1000000; }
body:has(.st-key-toast) [data-testid="stSidebarContent"] { padding-bottom: 11rem; }
body:not(:has([data-testid="stSidebar"][data-collapsed="false"])):has(.st-key-toast)
  [data-testid="stMainBlockContainer"] { padding-bottom: 12rem; }
div:has(> .st-key-bar-import) { position: sticky; bottom: 0; z-index: 5; padding: .75rem 0;
  background: light-dark(#FFFFFF, #15191A);
  border-top: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
div:has(> :is(.st-key-bar-ticked, .st-key-bar-board)) { position: sticky; top: 0; z-index: 5;
  padding: .5rem 0; background: light-dark(#FFFFFF, #15191A);
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
:is([data-testid="stMain"], [data-testid="stPopoverBody"], [data-testid="stDialog"])
  :is(button, a, label, summary) em { position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[data-testid="stPageLink"] a { padding-left: 0; }
:is(.st-key-hits, [class*="st-key-rows-theme"], [class*="st-key-rows-voice"])
  [data-testid="stPageLink"] :is(a, a span, a p) { white-space: normal; height: auto; }
button[data-variant="segmented_control"][data-selected="true"] p { font-weight: 600;
  color: color-mix(in srgb, currentColor 45%, CanvasText); }
[class*="st-key-voice-"] [data-testid="stText"] { font-size: .9375rem; line-height: 1.5;
  max-height: 15rem; overflow-y: auto; }
:is(.st-key-seek-hits, [class*="st-key-memo-day-"]) [data-testid="stButton"]
  :is(button, button div, button p) {
  justify-content: flex-start; text-align: start; }
body:has([data-testid="stConnectionStatus"])
  [data-testid="stDialog"]:not(:has([data-testid="stVerticalBlock"])) { background: none;
  align-items: flex-end; justify-content: flex-end; padding: 0 .25rem 3.5rem;
  & > div { width: 26rem; max-width: calc(100vw - 2.5rem);
    border: 1px solid color-mix(in srgb, currentColor 22%, transparent); }
  h2 + div > * { display: none; }
  h2 + div::after { content: "The workbench does not answer. If it was ended, start it again: \
this page finds it by itself. Close this to go on: the reader keeps what you do until then."; } }
[data-testid="stText"] { font-family: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
[class*="st-key-words-"] [data-testid="stText"] { font-size: 1.0625rem; line-height: 1.6;
  max-width: 72ch; }
[class*="st-key-quiet-"] [data-testid="stText"] { opacity: .75; }
[class*="st-key-line-"] [data-testid="stText"], [class*="st-key-fact-"] [data-testid="stText"],
[data-testid="stColumn"] [data-testid="stColumn"] [data-testid="stText"],
[class*="st-key-rows"] [data-testid="stText"] {
  font-size: .9375rem; line-height: 1.45; }
</style>"""


@dataclass(frozen=True, slots=True)
class Rooms:
    """The pages of a study, for links between them."""

    home: st.Page
    study: st.Page
    standing: st.Page
    sources: st.Page
    people: st.Page
    read: st.Page
    codebook: st.Page
    quotations: st.Page
    split: st.Page
    board: st.Page
    compare: st.Page
    facets: st.Page
    memos: st.Page
    decisions: st.Page
    find: st.Page
    similar: st.Page
    second_look: st.Page
    themes: st.Page
    theme: st.Page
    theme_map: st.Page
    matrices: st.Page
    trace: st.Page
    groupings: st.Page
    machine: st.Page
    export: st.Page
    history: st.Page


def look() -> None:
    """Set what the theme cannot: distances, and where toasts stand.

    Streamlit's own word that nothing answers would lie over the text, and name a command that is
    not ours: it stands in a corner, in our words.
    """
    st.html(_LOOK)


def top_line(desk: Desk, *, state: bool = True) -> DeltaGenerator:
    """Show the study's name, who is coding, and that everything is saved.

    Args:
        desk: This tab's desk.
        state: False where the page itself says what is saved.

    Returns:
        The place in the middle, for what a page wants to have there.
    """
    with st.container(
        key="topline", horizontal=True, vertical_alignment="center", horizontal_alignment="left"
    ):
        if desk.project is not None:
            _study(desk)
        middle = st.container(horizontal=True, vertical_alignment="center", width="content")
        st.space("stretch")
        if state and desk.project is not None:
            st.caption(":material/check: saved", width="content")
        if desk.project is not None:
            _seek(desk)
        _coder(desk)
    return middle


def toast(desk: Desk) -> None:
    """Show what the last act did, with a way back and, where it is asked, a line for the reason."""
    said = desk.said
    if said is None:
        return
    with st.container(key="toast", gap="small"):
        st.text(said.sentence[:1].upper() + said.sentence[1:])
        if said.asks and said.action is not None:
            key = f"why-{said.action}"
            st.text_input(
                "Why? Enter passes.",
                key=key,
                on_change=desk.give_reason,
                args=(said.action, key),
                placeholder="a word or two, for whoever reads the history",
            )
        with st.container(horizontal=True):
            if said.undoable:
                st.button(
                    "Undo",
                    key="toast-undo",
                    icon=":material/undo:",
                    on_click=desk.undo,
                    args=(said.seq, "toast"),
                )
            st.button("Close", key="toast-close", type="tertiary", on_click=desk.quiet)
        refusal(desk, "toast")


def refusal(desk: Desk, place: str) -> None:
    """Show why the act beside this thing was not done, in one sentence."""
    sentence = desk.refused(place)
    if sentence:
        st.warning(plain(sentence), icon=":material/info:")


def named(label: str, of: str) -> str:
    """Return a button's label that says of what it is; only screen readers and tests hear that.

    Args:
        label: What is seen.
        of: What sets this button apart from others with the same label.
    """
    return f"{label} *{plain(of)}*"


def go(desk: Desk, room: st.Page, label: str, *, icon: str | None = None, **ids: str) -> None:
    """Draw a link to another page that lands at these ids, in this tab or a new one."""
    study = {"project": desk.project.id} if desk.project else {}
    st.page_link(room, label=label, icon=icon, query_params={**study, **ids})


def leave_for(
    desk: Desk, room: st.Page, label: str, *, key: str, icon: str | None = None, **ids: str
) -> None:
    """Draw a button to another page or to this one, at these ids.

    Where a link would lead to the page it stands on, Streamlit drops the ids.
    """
    if st.button(label, key=key, icon=icon, type="tertiary"):
        study = {"project": desk.project.id} if desk.project else {}
        st.switch_page(room, query_params={**study, **ids})


def bring(rooms: Rooms) -> None:
    """Draw the one thing to do in a study without sources."""
    if st.button("Bring transcripts", key="bring", type="primary", icon=":material/upload_file:"):
        st.switch_page(rooms.sources)


def leaves(desk: Desk, name: str, total: int, size: int, *, open_end: bool = False) -> slice:
    """Draw the way through a long list and return the part that is open.

    Args:
        desk: Remembers which leaf is open.
        name: The list's name.
        total: How many things it has.
        size: How many a leaf shows.
        open_end: There may be more than `total`, so no number of all is said.
    """
    count = max(1, -(-total // size))
    leaf = min(desk.leaves.get(name, 0), count - 1)
    if count > 1:
        first, last = leaf * size + 1, min(total, (leaf + 1) * size)
        with st.container(horizontal=True, vertical_alignment="center", key=f"leaves-{name}"):
            _turn(desk, name, leaf - 1, "Previous ones", "chevron_left", shut=leaf == 0)
            of = "" if open_end else f" of {total:,}"
            st.caption(f"{first:,} to {last:,}{of}", width="content")
            _turn(desk, name, leaf + 1, "Next ones", "chevron_right", shut=leaf == count - 1)
    return slice(leaf * size, (leaf + 1) * size)


def facts(rows: Iterable[tuple[str, str]]) -> None:
    """Show short facts under each other, each with its name."""
    with st.container(gap="xxsmall"):
        for name, value in rows:
            row(name, value, width=110)


def row(name: str, value: str, *, width: int, key: str | None = None) -> None:
    """Show one thing beside its name, which is so many pixels wide."""
    with st.container(horizontal=True, gap="small", wrap=False, key=f"fact-{key or name}"):
        st.caption(name, width=width)
        st.text(value, width="stretch")


def ask_who(desk: Desk) -> None:
    """Ask once, on a machine nobody has named themselves on, who is coding."""
    st.title("Who is coding here?")
    st.write(
        "Every act is recorded under this name. It is remembered, and can be changed at any time "
        "at the top of each page."
    )
    with st.form("who", border=False, width=420):
        st.text_input("Your name, or the name you code under", key="who-name", max_chars=200)
        st.form_submit_button(
            "Continue", type="primary", on_click=lambda: desk.be(desk.typed("who-name"), "who")
        )
    refusal(desk, "who")


def _turn(desk: Desk, name: str, leaf: int, label: str, icon: str, *, shut: bool) -> None:
    st.button(
        label,
        key=f"leaves-{name}-{icon}",
        icon=f":material/{icon}:",
        type="tertiary",
        disabled=shut,
        on_click=desk.turn_to,
        args=(name, leaf),
    )


def _study(desk: Desk) -> None:
    assert desk.project is not None
    with st.popover(plain(desk.project.name), icon=":material/menu_book:", type="tertiary"):
        st.caption("This study lies in")
        st.text(desk.project.where)
        st.button(
            "Close it and open another",
            key="leave",
            icon=":material/folder_open:",
            on_click=desk.leave,
        )


def _seek(desk: Desk) -> None:
    st.button(
        "Find",
        key="seek",
        icon=":material/search:",
        type="tertiary",
        shortcut="Ctrl+K",
        on_click=desk.seek,
    )


def _coder(desk: Desk) -> None:
    if desk.coder is None:
        return
    if desk.own is not None:
        again = f"Be {plain(desk.own)} again"
        st.button(again, key="be-again", type="tertiary", on_click=desk.be_again)
    # A new key for each name closes it when somebody has said theirs.
    key = f"coder-{desk.coder}"
    with st.popover(f"{plain(desk.coder)} is coding", icon=":material/person:", key=key):
        st.caption("Somebody else sits here? What they do is recorded under their name.")
        with st.form("coder", border=False):
            st.text_input("Who is coding?", key="coder-name", value=desk.coder, max_chars=200)
            st.form_submit_button("This is me", on_click=lambda: desk.be(desk.typed("coder-name")))
        refusal(desk, "coder")
