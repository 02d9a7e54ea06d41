"""The quotations of a theme: those that carry it, speak against it, or could be either."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import streamlit as st

from workbench.app import layout
from workbench.app.cached import found_quotations, sight
from workbench.app.desk import Desk
from workbench.app.extracts import place
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.app.theme_reads import columns
from workbench.app.theme_words import BEARING_WORDS
from workbench.errors import InvalidActionError
from workbench.model.coding import Quotation
from workbench.model.ids import CodingId
from workbench.model.sifting import QuotationFilter
from workbench.model.theme import BEARINGS, PLACEMENTS, Placement, Theme
from workbench.model.typed import day_told
from workbench.project.project import Project
from workbench.project.theme_quotations import ThemeColumns, ThemeQuotation

#: So many quotations a column shows at once, and so many a search.
COLUMN, _FOUND = 6, 5
_KEYS = dict(zip(BEARINGS, "123", strict=True))
_ICONS = {"key": "key", "contrary": "compare_arrows", "unclear": "help"}


def draw_voices(desk: Desk, project: Project, rooms: Rooms, theme: Theme) -> None:
    """Draw the next quotation that nobody placed, and three columns of those that were."""
    seen = sight(project)
    at = [(one, desk.leaves.get(_list(theme, one), 0)) for one in PLACEMENTS]
    at[0] = ("", at[0][1] // COLUMN)
    held = columns(seen, project, theme.id, tuple(at), COLUMN)
    shown = [one.quotation for some in held.shown.values() for one in some]
    hidden = held_back(desk, project, (q.coding.source for q in shown), within="theme")
    _next(desk, project, rooms, theme, held, hidden)
    layout.refusal(desk, f"voices-{theme.id}")
    for column, bearing in zip(st.columns(len(BEARINGS)), BEARINGS, strict=True):
        name, told = BEARING_WORDS[bearing]
        with column:
            st.subheader(f"{name} · {held.totals[bearing]:,}", anchor=False)
            st.caption(told)
            layout.leaves(desk, _list(theme, bearing), held.totals[bearing], COLUMN)
            for one in held.shown[bearing]:
                _voice(desk, project, rooms, theme, one, hidden)
    if not held.totals["contrary"]:
        with st.container(key="rows-no-contrary"):
            st.caption("Nothing stands against it here. Look for it below, and say what you found.")
    _contrary(desk, project, rooms, theme, stands=held.totals["contrary"] > 0)


def draw_words(quotation: Quotation, hidden: Iterable[str], key: str) -> None:
    """Draw a quotation as it is printed, unless its source's content note comes first."""
    with st.container(key=f"voice-{key}"):
        if quotation.coding.source in hidden:
            st.caption("Its words are shown when you say so, above.")
        else:
            st.text(quotation.as_printed)


def draw_place(desk: Desk, rooms: Rooms, quotation: Quotation, *, back: bool = True) -> None:
    """Draw the ways from a quotation to its place, its code's card and what rests on it."""
    coding = quotation.coding
    ids = {"source": coding.source, "coding": coding.id}
    layout.go(desk, rooms.read, plain(place(quotation)), icon=":material/menu_book:", **ids)
    path = plain(" / ".join(quotation.code))
    layout.go(desk, rooms.codebook, path, icon=":material/sell:", code=coding.code)
    if back:
        draw_trace(desk, rooms, quotation)


def draw_trace(desk: Desk, rooms: Rooms, quotation: Quotation) -> None:
    """Draw the way from a quotation back to all that rests on it."""
    label = layout.named("What rests on it", f"{place(quotation)}, {quotation.code[-1]}")
    icon, coding = ":material/conversion_path:", quotation.coding.id
    layout.go(desk, rooms.trace, label, icon=icon, coding=coding)


def _next(
    desk: Desk,
    project: Project,
    rooms: Rooms,
    theme: Theme,
    held: ThemeColumns,
    hidden: frozenset[str],
) -> None:
    total = held.totals[""]
    if not held.shown[""]:
        if not any(held.totals.values()):
            st.write("No quotation belongs to this theme yet. Take codes in under *What belongs*.")
        return
    name = _list(theme, "")
    at = min(desk.leaves.get(name, 0), total - 1)
    one = held.shown[""][min(at % COLUMN, len(held.shown[""]) - 1)]
    quotation = one.quotation
    with st.container(border=True, key=f"words-next-{quotation.coding.id}", gap="small"):
        draw_words(quotation, hidden, f"next-{quotation.coding.id}")
        with st.container(horizontal=True, gap="small"):
            draw_place(desk, rooms, quotation)
        with st.container(horizontal=True, vertical_alignment="center", key="deeds"):
            shut = quotation.coding.source in hidden
            for bearing in BEARINGS:
                st.button(
                    BEARING_WORDS[bearing][0],
                    key=f"place-{bearing}",
                    icon=f":material/{_ICONS[bearing]}:",
                    shortcut=_KEYS[bearing],
                    disabled=shut,
                    on_click=_place,
                    args=(desk, project, theme, one, bearing),
                )
            st.space("stretch")
            turn = partial(desk.turn_to, name)
            _step("Previous", "k", "chevron_left", turn, at - 1, shut=at == 0)
            st.caption(f"{at + 1:,} of {total:,} not placed", width="content")
            _step("Next", "j", "chevron_right", turn, at + 1, shut=at >= total - 1)


def _step(
    label: str, key: str, icon: str, turn: Callable[[int], None], to: int, *, shut: bool
) -> None:
    st.button(
        label,
        key=f"next-{key}",
        icon=f":material/{icon}:",
        type="tertiary",
        shortcut=key,
        disabled=shut,
        on_click=turn,
        args=(to,),
    )


def _voice(
    desk: Desk,
    project: Project,
    rooms: Rooms,
    theme: Theme,
    one: ThemeQuotation,
    hidden: frozenset[str],
) -> None:
    coding = one.quotation.coding.id
    with st.container(border=True, gap="xsmall", key=f"rows-voice-{coding}"):
        draw_words(one.quotation, hidden, coding)
        draw_place(desk, rooms, one.quotation)
        key = f"bears-{theme.id}-{coding}-{one.bearing}"
        st.segmented_control(
            layout.named("Bears on the theme as", place(one.quotation)),
            BEARINGS,
            default=one.bearing or None,
            key=key,
            label_visibility="collapsed",
            on_change=lambda: _place(desk, project, theme, one, desk.chosen(key) or ""),
        )


def _place(
    desk: Desk, project: Project, theme: Theme, one: ThemeQuotation, bearing: Placement
) -> None:
    """Place a quotation; one that a theme below placed is placed here only where it differs."""
    before = project.themes.bearings(theme.id).get(one.quotation.coding.id, "")
    verb = project.themes.place
    where = f"voices-{theme.id}"
    desk.act(verb, theme.id, one.quotation.coding.id, bearing, base=before, place=where)


# --- contrary cases that were looked for --------------------------------------------------------


def _contrary(desk: Desk, project: Project, rooms: Rooms, theme: Theme, *, stands: bool) -> None:
    st.subheader("Looked for contrary cases", anchor=False)
    searches = project.themes.searches(theme.id)
    if not searches:
        st.caption("Nobody looked yet. Also that none was found is worth writing down.")
    none = "brought nothing more than was placed above" if stands else "none was found"
    for search in searches:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            day = day_told(search.date)
            found = none if search.found == "none" else "some were found"
            st.text(f"{day} · {search.words} · {found}", width="stretch")
            st.button(
                layout.named("Take out", f"{day} {search.words}"),
                key=f"search-out-{search.id}",
                icon=":material/delete:",
                type="tertiary",
                on_click=desk.act,
                args=(project.themes.drop_search, theme.id, search.id),
                kwargs={"place": f"search-{theme.id}"},
            )
    if theme.text.claim:
        layout.go(
            desk,
            rooms.similar,
            "Passages near its claim",
            icon=":material/blur_on:",
            theme=theme.id,
        )
    key = f"contrary-{theme.id}"
    words = st.text_input(
        "Look through all quotations for words that may speak against it", key=f"{key}-words"
    )
    if words.strip():
        _found(desk, project, rooms, theme, words.strip())
    _record(desk, project, theme, f"{key}-{len(searches)}", words.strip())
    layout.refusal(desk, f"search-{theme.id}")


def _found(desk: Desk, project: Project, rooms: Rooms, theme: Theme, words: str) -> None:
    try:
        found = found_quotations(sight(project), project, QuotationFilter(words=words), 0, _FOUND)
    except InvalidActionError as refused:
        st.warning(plain(str(refused)), icon=":material/info:")
        return
    sources = (one.coding.source for one in found.quotations)
    hidden = held_back(desk, project, sources, within="contrary")
    bearings = project.themes.bearings(theme.id)
    st.caption(f"{found.total:,} found" + (f", the first {_FOUND}" * (found.total > _FOUND)))
    for quotation in found.quotations:
        one = ThemeQuotation(quotation, bearings.get(CodingId(quotation.coding.id), ""))
        with st.container(border=True, gap="xsmall", key=f"rows-found-{quotation.coding.id}"):
            draw_words(quotation, hidden, f"found-{quotation.coding.id}")
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                draw_place(desk, rooms, quotation)
                st.button(
                    layout.named("Speaks against it", place(quotation)),
                    key=f"against-{quotation.coding.id}",
                    disabled=one.bearing == "contrary",
                    on_click=_place,
                    args=(desk, project, theme, one, "contrary"),
                )
    if found.total > _FOUND:
        layout.go(desk, rooms.quotations, "All of them", icon=":material/format_quote:")


def _record(desk: Desk, project: Project, theme: Theme, key: str, words: str) -> None:
    with st.form(f"{key}-form", border=False):
        columns = st.columns([6, 3, 2], vertical_alignment="bottom")
        usual = f"Looked for “{words}” in all quotations" if words else ""
        columns[0].text_input("Where and how you looked", usual, key=f"{key}-how-{words}")
        columns[1].radio(
            "What came of it",
            ("none", "some"),
            format_func={"none": "none was found", "some": "some were found"}.__getitem__,
            horizontal=True,
            key=f"{key}-found",
        )
        columns[2].form_submit_button(
            "Write it down", on_click=lambda: _sought(desk, project, theme, key, words)
        )


def _sought(desk: Desk, project: Project, theme: Theme, key: str, words: str) -> None:
    how, found = desk.typed(f"{key}-how-{words}"), desk.chosen(f"{key}-found") or "none"
    verb, where = project.themes.look_for_contrary, f"search-{theme.id}"
    desk.act(verb, theme.id, how, found, place=where)


def _list(theme: Theme, bearing: str) -> str:
    return f"voices-{theme.id}-{bearing}"


def shown_first(quotations: Sequence[ThemeQuotation]) -> list[ThemeQuotation]:
    """Return quotations with those that carry the theme first."""
    order = {"key": 0, "contrary": 1, "unclear": 2, "": 3}
    return sorted(quotations, key=lambda one: order[one.bearing])
