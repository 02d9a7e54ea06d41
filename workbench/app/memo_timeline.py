"""The timeline of memos: what is sifted by, and the memos by the day they were begun on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.address import put_in_address
from workbench.app.desk import Desk
from workbench.app.memo_reading import visible
from workbench.app.memo_sifting import Day, Sift, by_day
from workbench.app.memo_words import READERS
from workbench.app.plain import plain
from workbench.app.reader.memo_rows import name_of
from workbench.app.things import called
from workbench.model.ids import MemoId
from workbench.model.memo import MEMO_STATUSES, VISIBILITIES, Memo
from workbench.project.project import Project
from workbench.project.wording import counted

_LEAF = 25
_ORDERS = ("Newest first", "Oldest first, as a diary")


def ask_sift(project: Project, memos: Sequence[Memo], about: str) -> Sift:
    """Draw the fields that sift the timeline; return what stands in them.

    Args:
        project: The study.
        memos: All of them.
        about: A thing whose memos were asked for by the address; empty for none.
    """
    words = st.text_input("Words", key="memo-words", placeholder="words that stand in a memo")
    authors, kinds = _authors(project, memos), sorted({memo.kind for memo in memos})
    things = _things(project, memos, about)
    with st.expander("Sift by kind, person, thing, status", expanded=bool(about)):
        return Sift(
            kind=_choice("Kind", {kind: kind for kind in kinds}, "every kind"),
            author=_choice("Who wrote it", authors, "everybody"),
            about=_choice("What it is about", things, "everything", about),
            readers=_choice("Who may read it", {v: READERS[v] for v in VISIBILITIES}, "whoever"),
            status=_choice("How far it has come", {s: s for s in MEMO_STATUSES}, "wherever"),
            untouched=st.checkbox("untouched for 30 days", key="memo-untouched"),
            words=words.strip(),
        )


def draw_timeline(
    desk: Desk,
    project: Project,
    memos: Sequence[Memo],
    found: Sequence[Memo],
    opened: MemoId | None,
) -> None:
    """Draw the memos that were found, by day; `memos` are all of them."""
    order = st.segmented_control(
        "Order", _ORDERS, default=_ORDERS[0], key="memo-order", label_visibility="collapsed"
    )
    told = counted(len(memos), "memo")
    st.caption(told if len(found) == len(memos) else f"{len(found):,} of {told}")
    ordered = list(found) if order == _ORDERS[1] else list(reversed(found))
    names = _authors(project, memos)
    for day in by_day(ordered[layout.leaves(desk, f"memos-{order}", len(ordered), _LEAF)]):
        _day(day, names, opened)


def open_memo(memo: MemoId | None) -> None:
    """Open a memo beside the timeline, or a new one; in a callback."""
    put_in_address(memo=memo, about=None, kind=None)


def _day(day: Day, names: Mapping[str, str], opened: MemoId | None) -> None:
    with st.container(gap="xsmall", key=f"memo-day-{day.day}-{day.memos[0].id}"):
        st.caption(f"**{day.day}**")
        for memo in day.memos:
            _line(memo, names.get(memo.author, ""), is_open=memo.id == opened)


def _line(memo: Memo, author: str, *, is_open: bool) -> None:
    lock = " · only me" if memo.visibility == "private" else ""
    with st.container(gap=None):
        _name(memo, is_open=is_open)
        st.caption(f"{memo.kind} · {plain(author)} · {memo.status}{lock}")


def _name(memo: Memo, *, is_open: bool) -> None:
    icon = "lock" if memo.visibility == "private" else "sticky_note_2"
    st.button(
        plain(visible(name_of(memo))),
        key=f"memo-{memo.id}",
        icon=f":material/{'arrow_right' if is_open else icon}:",
        type="tertiary",
        help="This memo is open" if is_open else None,
        on_click=open_memo,
        args=(memo.id,),
    )


def _authors(project: Project, memos: Sequence[Memo]) -> dict[str, str]:
    writing = {memo.author for memo in memos}
    return {str(coder.id): coder.name for coder in project.coders() if coder.id in writing}


def _things(project: Project, memos: Sequence[Memo], about: str) -> dict[str, str]:
    links = dict.fromkeys(
        link for memo in memos for link in memo.links if link.kind not in ("segment", "coding")
    )
    now = project.memos.words_of_all(links)
    found = {str(link): called(link, now.get(link)) for link in links if link in now}
    return {about: "what the link named", **found} if about and about not in found else found


def _choice(label: str, values: Mapping[str, str], all_of_it: str, first: str = "") -> str:
    options = ["", *values]
    chosen = st.selectbox(
        label,
        options,
        index=options.index(first) if first in options else 0,
        format_func=lambda value: values[value] if value else all_of_it,
        key=f"memo-{label}-{first}",
    )
    return chosen or ""
