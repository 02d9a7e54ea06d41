"""History: what happened, in words; why; taken back where that is possible; checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_codes, all_sources, sight
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.telling import KIND_WORDS, by_day, clock, span, subjects, verdict
from workbench.model.case import Coder
from workbench.model.ids import CoderId
from workbench.project.history import NOT_COMPARED, HistoryLine, Verification
from workbench.project.project import Project

LEAF = 50
#: Streamlit would offer the last ten years only.
_EARLIEST = date(2000, 1, 1)
_DATE = "YYYY-MM-DD"
_HOW = """
Each act is written into the study as one or more **entries**. An entry holds a digest (SHA-256, a
short number that fits these bytes and no others) of the entry before it, so a changed entry no
longer fits the one after it. What people said or typed lies beside the entries, each with a secret
random number; the entry holds a digest of both. So words can be erased later, and the entry still
shows that nothing else was changed.

Checking recomputes all of it, replays every entry into an empty study and compares the result with
this one. The **root** is one number over all entries: two copies of a study with the same root have
the same history.

**What this cannot show.** Whoever owns the file can write a whole new history that fits together.
Only a copy of the newest entry's digest that somebody else holds shows that this did not happen:
print it or mail it to a colleague together with the number of entries. Each report carries both.
Later `workbench show STUDY --at NUMBER` says which digest stands at that entry; it must be the
same. A history that holds together says nothing about how good an analysis is.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines the page was asked to show."""

    coder: CoderId | None
    kind: str | None
    subject: str | None
    first: date | None
    last: date | None


def history_page(desk: Desk, project: Project, rooms: Rooms) -> None:  # noqa: ARG001 - as all pages
    """Draw what happened in the study."""
    layout.top_line(desk)
    st.title("History", anchor=False)
    _check(desk, project)
    asked = _asked(project)
    name = f"history-{hash(asked)}"
    leaf = desk.leaves.get(name, 0)
    since, until = span(asked.first, asked.last)
    lines = project.history.lines(
        coder=asked.coder,
        kind=asked.kind,
        thing=asked.subject,
        since=since,
        until=until,
        limit=(leaf + 1) * LEAF + 1,
    )
    if not lines:
        st.caption("Nothing happened that fits. Choose something wider.")
    more = len(lines) > (leaf + 1) * LEAF
    shown = lines[layout.leaves(desk, name, len(lines), LEAF, open_end=more)]
    for day, of_day in by_day(shown).items():
        st.subheader(day, anchor=False)
        with st.container(gap="xxsmall"):
            for line in of_day:
                _draw(desk, line)


def _check(desk: Desk, project: Project) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Check the history",
            key="check",
            type="primary",
            icon=":material/fact_check:",
            on_click=desk.check_history,
        )
        st.caption(f"{project.head.seq:,} entries", width="content")
    layout.refusal(desk, "check")
    if desk.checked is not None:
        _found(desk, project)
    with st.expander("How it works", type="compact"):
        st.markdown(_HOW)


def _found(desk: Desk, project: Project) -> None:
    assert desk.checked is not None
    found = desk.checked.found
    told = plain(verdict(found))
    if found.ok:
        st.success(told, icon=":material/check_circle:")
    else:
        st.error(told, icon=":material/error:")
    with st.container(gap="xxsmall"):
        _steps(found)
    layout.facts([("Root", found.root), ("Newest entry", found.head)])
    if desk.checked.head != project.head.digest:
        st.caption("The study has moved on since. Check again to include what came after.")


def _outcome(detail: str, *, ok: bool) -> tuple[str, str]:
    """Return a step's icon and its outcome in words."""
    if not ok:
        return "close", "first change found"
    return ("remove", "not checked") if detail == NOT_COMPARED else ("check", "ok")


def _steps(found: Verification) -> None:
    for step in found.steps:
        mark, outcome = _outcome(step.detail, ok=step.ok)
        st.markdown(
            f":material/{mark}: {step.number}. {plain(step.name)}: **{outcome}** · "
            f"{plain(step.detail)}"
        )


def _asked(project: Project) -> Asked:
    people, seen = project.coders(), sight(project)
    about = subjects(all_sources(seen, project), all_codes(seen, project), project.cases.all())
    who, what, thing, begin, end = st.columns([3, 3, 3, 2, 2])
    coder = who.selectbox(
        "Who", [None, *people], format_func=lambda c: c.name if c else "everybody", key="by"
    )
    kind = what.selectbox(
        "What",
        [None, *KIND_WORDS],
        format_func=lambda key: KIND_WORDS[key] if key else "everything",
        key="kind",
    )
    subject = thing.selectbox(
        "About",
        [None, *about],
        format_func=lambda key: about[key] if key else "anything",
        key="about",
    )
    first = begin.date_input("From", value=None, min_value=_EARLIEST, key="from", format=_DATE)
    last = end.date_input("Until", value=None, min_value=_EARLIEST, key="until", format=_DATE)
    return Asked(_id(coder), kind, subject, first, last)


def _id(coder: Coder | None) -> CoderId | None:
    return coder.id if coder else None


def _draw(desk: Desk, line: HistoryLine) -> None:
    place = f"line-{line.seq}"
    with st.container(
        horizontal=True, vertical_alignment="center", key=place, gap="small", wrap=False
    ):
        st.caption(clock(line.at), width=44)
        st.text(_told(line), width="stretch")
        if line.undoable:
            st.button(
                layout.named("Undo", f"entry {line.seq}"),
                key=f"undo-{line.seq}",
                icon=":material/undo:",
                type="tertiary",
                on_click=desk.undo,
                args=(line.seq, place),
            )
        _why(desk, line, place)
    layout.refusal(desk, place)


def _told(line: HistoryLine) -> str:
    because = f" — because {line.reason}" if line.reason else ""
    undone = " (taken back)" if line.undone else ""
    return f"{line.coder} {line.sentence}{because}{undone}"


def _why(desk: Desk, line: HistoryLine, place: str) -> None:
    label = "Change reason" if line.reason else "Add reason"
    label = layout.named(label, f"of entry {line.seq}")
    asking = st.popover(label, type="tertiary", key=f"why-{line.seq}", on_change="rerun")
    if asking.open:
        key = f"reason-{line.seq}"
        with asking:
            st.text_input("Why was this done?", key=key, value=line.reason or "")
            st.button(
                "Keep this reason",
                key=f"keep-{line.seq}",
                on_click=desk.give_reason,
                args=(line.action, key, place),
            )
