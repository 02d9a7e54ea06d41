"""One memo that is open: to be written, as it reads, what it is about, and how it came to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.memo_editor import draw_editor
from workbench.app.memo_ops import PLACE, MemoAnswer
from workbench.app.memo_reading import changed, markdown, sheets, visible
from workbench.app.memo_timeline import open_memo
from workbench.app.memo_words import HIDDEN, READERS
from workbench.app.plain import plain
from workbench.app.reader.memo_rows import name_of
from workbench.app.telling import moment
from workbench.app.things import draw_links
from workbench.model.ids import CoderId, Words
from workbench.model.memo import (
    MEMO_KINDS,
    MEMO_STATUSES,
    VISIBILITIES,
    LinkedThing,
    Memo,
    MemoLink,
    MemoVersion,
    derived_kind,
    links_in,
)
from workbench.project.project import Project

_FAR = "How far it has come"
_LOCK = "Who may read it"
_PAGES = {
    "code": "codebook",
    "case": "people",
    "source": "read",
    "memo": "memos",
    "theme": "theme",
}


def draw_memo(desk: Desk, project: Project, rooms: Rooms, memo: Memo, answer: MemoAnswer) -> None:
    """Draw the memo that is open.

    Args:
        desk: This tab's desk.
        project: The study.
        rooms: Where the things lie that it is about.
        memo: Which.
        answer: What became of what was sent with this run.
    """
    names = {coder.id: coder.name for coder in project.coders()}
    st.caption(
        f"{plain(names.get(memo.author, ''))} · begun {moment(memo.created_at)} · "
        f"saved {moment(memo.edited_at)}"
    )
    draw_editor(project, memo, answer)
    layout.refusal(desk, PLACE)
    _standing(desk, project, memo)
    _as_it_reads(desk, project, memo)
    if memo.links:
        st.caption("What it is about")
        draw_links(desk, project, rooms, memo.links)
    _backlinks(project, memo)
    _versions(project, memo, names)
    _further(desk, project, rooms, memo)


def _standing(desk: Desk, project: Project, memo: Memo) -> None:
    """Draw kind, status and lock: each is an act of its own."""
    is_mine = project.coder is not None and project.coder.id == memo.author
    of_kind, of_status, of_lock = st.columns(3)
    with of_kind:
        _choose(desk, memo, "Kind", MEMO_KINDS, lambda kind: _label(project, memo, kind))
    with of_status:
        grow = project.memos.grow
        _choose(desk, memo, _FAR, MEMO_STATUSES, lambda status: grow(memo.id, status))
    with of_lock:
        show = project.memos.show
        _choose(desk, memo, _LOCK, VISIBILITIES, lambda who: show(memo.id, who), is_open=is_mine)
    if memo.visibility == "private":
        st.caption(f":material/lock: {HIDDEN}")
    layout.refusal(desk, f"standing-{memo.id}")


def _choose(
    desk: Desk,
    memo: Memo,
    label: str,
    values: Sequence[Any],
    act: Callable[[Any], None],
    *,
    is_open: bool = True,
) -> None:
    now = {"Kind": memo.kind, _FAR: memo.status, _LOCK: memo.visibility}[label]
    key = f"{label}-{memo.id}-{now}-{memo.version}"
    st.selectbox(
        label,
        values,
        index=list(values).index(now) if now in values else None,
        format_func=lambda value: READERS.get(value, value),
        key=key,
        disabled=not is_open,
        help=None if is_open else "Who may read a memo only its author decides.",
        on_change=lambda: desk.act(act, desk.chosen(key), place=f"standing-{memo.id}"),
    )


def _label(project: Project, memo: Memo, kind: str) -> None:
    """Give a memo a kind; the one that its links suggest is given by giving none."""
    chosen = "" if kind == derived_kind(memo.links) else kind
    project.memos.edit(memo.id, replace(memo.text, kind=Words(chosen)), base=memo.version)


def _as_it_reads(desk: Desk, project: Project, memo: Memo) -> None:
    if not memo.text.body.strip():
        return
    things = project.memos.words_of_all(links_in(memo.text.body))
    parts = sheets(memo.text.body)
    with st.container(border=True, key=f"memo-reads-{memo.id}"):
        st.caption("As it reads, saved")
        shown = parts[layout.leaves(desk, f"memo-{memo.id}", len(parts), 1)]
        for part in shown:
            st.markdown(markdown(part, things, _address(project)))


def _address(project: Project) -> Callable[[MemoLink, LinkedThing], str | None]:
    def address(link: MemoLink, thing: LinkedThing) -> str | None:
        study = f"project={project.id}"
        if link.kind == "segment" and thing.segment is not None:
            at = f"{thing.segment.start}-{thing.segment.end}"
            return f"read?{study}&source={link.thing}&at={at}"
        if link.kind == "coding":
            return f"read?{study}&source={thing.source}&coding={link.thing}"
        page = _PAGES.get(link.kind)
        return None if page is None else f"{page}?{study}&{link.kind}={link.thing}"

    return address


def _backlinks(project: Project, memo: Memo) -> None:
    others = project.memos.backlinks(memo.id)
    if not others:
        return
    st.caption("Memos that name this one")
    for other in others:
        st.button(
            plain(visible(name_of(other))),
            key=f"back-{other.id}",
            icon=":material/sticky_note_2:",
            type="tertiary",
            on_click=open_memo,
            args=(other.id,),
        )


def _versions(project: Project, memo: Memo, names: Mapping[CoderId, str]) -> None:
    past = st.expander("Earlier versions", key=f"memo-past-{memo.id}", on_change="rerun")
    if past.open:
        with past:
            _past(project, memo, names)


def _past(project: Project, memo: Memo, names: Mapping[CoderId, str]) -> None:
    versions = project.memos.versions(memo.id)
    if len(versions) < 2:
        st.caption("It stands as it was first saved.")
        return
    told = {one.seq: f"{moment(one.at)}, {names.get(one.coder, '')}" for one in versions}
    chosen = st.selectbox(
        "Version",
        [one.seq for one in reversed(versions)],
        format_func=lambda seq: told[seq],
        key=f"memo-version-{memo.id}-{versions[-1].seq}",
    )
    at = next(n for n, one in enumerate(versions) if one.seq == chosen)
    _difference(versions[at - 1] if at else None, versions[at])


def _difference(before: MemoVersion | None, after: MemoVersion) -> None:
    st.caption("Against the version before: struck out what went, in bold what came.")
    if before is not None and before.text.title != after.text.title:
        st.markdown(changed(before.text.title, after.text.title))
    st.markdown(changed(before.text.body if before else "", after.text.body) or "No other word.")


def _further(desk: Desk, project: Project, rooms: Rooms, memo: Memo) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        icons = {"decision": "gavel", "meeting": "groups"}
        for what, icon in icons.items():
            layout.go(
                desk,
                rooms.decisions,
                f"Make it a {what}",
                icon=f":material/{icon}:",
                **{"from": memo.id, "as": what},
            )
        st.button(
            layout.named("Take this memo out", name_of(memo)),
            key=f"memo-out-{memo.id}",
            icon=":material/delete:",
            type="tertiary",
            on_click=_remove,
            args=(desk, project, memo),
        )


def _remove(desk: Desk, project: Project, memo: Memo) -> None:
    if desk.done(project.memos.remove, memo.id, place=PLACE):
        open_memo(None)
