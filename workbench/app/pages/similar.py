"""More like this: passages found by what they mean, not only by their words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from workbench.app import layout
from workbench.app.address import clear_address, id_in_address, place_in_address, put_in_address
from workbench.app.cached import all_codes, all_people, all_sources, sight, source_text
from workbench.app.desk import Desk
from workbench.app.errand import Watch, found_by
from workbench.app.grouping_look import shortened
from workbench.app.layout import Rooms
from workbench.app.notes import held_back
from workbench.app.plain import plain
from workbench.app.similar_hits import draw_passages
from workbench.app.theme_reads import all_themes
from workbench.model.ids import CodeId, CodingId, SourceId
from workbench.project.project import Project
from workbench.project.similar import COUNT, Among, Similar
from workbench.project.wording import counted

_LIKE, _CLAIM, _UNLIKE = "Like these words", "Unread, near this claim", "Unlike what I coded"
_HOW = {
    _LIKE: "Type an idea in your own words. What is meant is looked for in what participants say, "
    "whatever words they use; passages with these very words come first.",
    _CLAIM: "Type a claim. Passages near it that you neither coded nor marked as read are shown, "
    "whether they speak for it or against it: that is yours to read.",
    _UNLIKE: "Passages least like anything you coded, and each unlike those before it.",
}
#: What is said where nothing was found.
_NARROW = "Nothing is found among these: look among more people or codes."
_NOTHING = {
    _CLAIM: "You coded or marked as read everything near this claim.",
    _UNLIKE: "Nothing is left that you did not code.",
}
_LABELS = {_LIKE: "An idea, in words", _CLAIM: "A claim, in words"}
#: So many passages near a claim can be looked through, a leaf at a time.
_NEAR = 3 * COUNT
#: So many letters of what is searched from are shown: what was found stands below it.
_LONG = 400
#: What is asked for: how the page calls it, and what finds it.
Asked = tuple[object, Callable[[], list[Similar]]]


def similar_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw what is like the thing of the address, or what was typed."""
    layout.top_line(desk)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("More like this", anchor=False, width="stretch")
        layout.go(desk, rooms.second_look, "A second look", icon=":material/visibility:")
    if not all_sources(sight(project), project):
        st.write("Here you find passages by what they mean. There is no source yet.")
        layout.bring(rooms)
        return
    asked = _of_address(desk, project, rooms) or _typed(project)
    if asked is not None:
        _found(desk, project, rooms, asked)


def _of_address(desk: Desk, project: Project, rooms: Rooms) -> Asked | None:
    """Draw what the address names, and return how it is looked for."""
    found = _coding(desk, project) or _code(project) or _segment(desk, project)
    if found is None:
        return _theme(desk, project, rooms)
    _draw_leave(project)
    among = _among(project)
    key, ask = found
    return (key, among), lambda: ask(among)


def _theme(desk: Desk, project: Project, rooms: Rooms) -> Asked | None:
    """Draw the claim of the theme in the address, and return how to look for what is near it."""
    asked = id_in_address("theme")
    themes = all_themes(sight(project), project)
    theme = next((one for one in themes if one.id == asked and one.text.claim), None)
    if theme is None:
        return None
    st.write(f"Passages near what **{plain(theme.name)}** claims, for it or against it:")
    with st.container(key="words-similar-of"):
        st.text(theme.text.claim)
    with st.container(horizontal=True, vertical_alignment="center"):
        layout.go(desk, rooms.theme, "Back to the theme", icon=":material/topic:", theme=theme.id)
        _draw_leave(project)
    opposite = _opposite(theme.id)
    unread = st.toggle("Only what I neither coded nor marked as read", key="similar-unread")
    st.caption(
        "Its own quotations are left out; what stands beside them comes forward, for who does not "
        "agree often says so there."
    )
    near = partial(project.similar.near_theme, theme.id, opposite, unread=unread, count=_NEAR)
    return (_CLAIM, theme.id, opposite, unread), near


def _opposite(of: str) -> str:
    """Draw the field for a claim's opposite, and return what was typed."""
    return st.text_input(
        "Its opposite, if you like: what somebody would say who does not agree",
        key=f"similar-opposite-{of}",
        persist_state="session",
    ).strip()


def _draw_leave(project: Project) -> None:
    st.button(
        "Type words instead",
        key="similar-typed",
        icon=":material/keyboard:",
        on_click=_leave_thing,
        args=(project,),
    )


def _leave_thing(project: Project) -> None:
    clear_address()
    put_in_address(project=project.id)


def _coding(desk: Desk, project: Project) -> tuple[object, Callable[[Among], Any]] | None:
    coding = id_in_address("coding")
    quoted = project.quotations.among([CodingId(coding)]) if coding else []
    if not quoted:
        return None
    _quote(desk, project, quoted[0].coding.source, quoted[0].words)
    return coding, lambda among: project.similar.to_coding(CodingId(str(coding)), among)


def _code(project: Project) -> tuple[object, Callable[[Among], Any]] | None:
    asked = id_in_address("code")
    code = next((c for c in all_codes(sight(project), project) if c.id == asked), None)
    if code is None:
        return None
    count = counted(code.coding_count, "quotation")
    st.write(f"Passages like those coded **{plain(code.path_text)}** ({count}), and not coded so:")
    return code.id, lambda among: project.similar.to_code(CodeId(code.id), among)


def _segment(desk: Desk, project: Project) -> tuple[object, Callable[[Among], Any]] | None:
    asked, place = id_in_address("source"), place_in_address()
    sources = {source.id for source in all_sources(sight(project), project)}
    if asked not in sources or place is None:
        return None
    source = SourceId(str(asked))
    words = source_text(sight(project), project, source).text[place.start : place.end]
    _quote(desk, project, source, words)
    return (source, place), lambda among: project.similar.to_segment(source, place, among)


def _quote(desk: Desk, project: Project, source: SourceId, words: str) -> None:
    names = {one.id: one.name for one in all_sources(sight(project), project)}
    if held_back(desk, project, [source], within="similar-of"):
        st.caption("Its words are shown when you say so, above.")
        return
    with st.container(key="words-similar-of", gap="xsmall"):
        st.text(f"“{shortened(words.strip(), _LONG)}”")
        st.caption(f"From {plain(names[source])}")


def _typed(project: Project) -> Asked | None:
    """Draw the fields, and return how what stands in them is looked for."""
    what = st.segmented_control(
        "Look for",
        list(_HOW),
        default=_LIKE,
        required=True,
        key="similar-what",
        label_visibility="collapsed",
        persist_state="session",
    )
    if what == _UNLIKE:
        st.caption(_HOW[what])
        return (_UNLIKE,), project.similar.unlike_coded
    typed = st.text_input(
        _LABELS[what],
        key=f"similar-words-{project.id}",
        placeholder="",
        persist_state="session",
    ).strip()
    among = _among(project) if what == _LIKE else Among()
    opposite = _opposite(f"typed-{project.id}") if what == _CLAIM else ""
    if not typed:
        st.caption(_HOW[what])
        return None
    if what == _CLAIM:
        near = partial(project.similar.unread_near, typed, opposite, count=_NEAR)
        return (_CLAIM, typed, opposite), near
    return (typed, among), lambda: project.similar.to_words(typed, among)


def _among(project: Project) -> Among:
    seen = sight(project)
    people = {p.case.id: p.case.name for p in all_people(seen, project) if p.sources}
    codes = {code.id: code.path_text for code in all_codes(seen, project)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        case = st.selectbox(
            "Who speaks",
            list(people),
            index=None,
            format_func=people.__getitem__,
            key="similar-case",
            placeholder="anybody",
            width=240,
        )
        code = st.selectbox(
            "Coded",
            list(codes),
            index=None,
            format_func=codes.__getitem__,
            key="similar-with",
            placeholder="anything",
            width=300,
        )
        uncoded = st.toggle("Only what nobody coded", key="similar-uncoded", disabled=bool(code))
    return Among(case, code, uncoded and not code)


def _found(desk: Desk, project: Project, rooms: Rooms, asked: Asked) -> None:
    key, ask = asked

    def work(watch: Watch) -> list[Similar]:
        project.similar.prepare(watch)
        return ask()

    doing = "Passages are read for the first time"
    found = found_by(desk, "similar", (sight(project), key), work, doing=doing)
    if found is None:
        return
    what = key[0] if isinstance(key, tuple) else ""
    if found:
        first = "the most unlike" if what == _UNLIKE else "the nearest"
        st.write(f"**{counted(len(found), 'passage')}, {first} first**")
        part = layout.leaves(desk, f"similar-{hash(key)}", len(found), COUNT)
        draw_passages(desk, project, rooms, found[part])
    else:
        st.write(_NOTHING.get(what, _NARROW))
