"""What a record is about: things of the study to choose from, and links to those it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.model.memo import LinkedThing, MemoLink
from workbench.project.memo_links import shortened
from workbench.project.project import Project

_GONE = "something since taken out"
_KIND = {
    "source": "source",
    "code": "code",
    "case": "person",
    "memo": "memo",
    "coding": "coding of",
    "segment": "passage of",
    "decision": "decision",
    "meeting": "meeting",
    "theme": "theme",
}


def choosable(project: Project, named: Iterable[MemoLink]) -> dict[str, str]:
    """Return what a record can be about, each by its link, with those that it names already."""
    found = {f"source:{source.id}": f"source: {source.name}" for source in project.sources.all()}
    found |= {f"code:{code.id}": f"code: {code.path_text}" for code in project.codebook.all()}
    found |= {f"case:{case.id}": f"{case.kind}: {case.name}" for case in project.cases.all()}
    found |= {
        f"memo:{memo.id}": f"memo: {shortened(memo.text.title or memo.text.body)}"
        for memo in project.memos.all()
        if memo.visibility != "private"
    }
    links = [link for link in named if str(link) not in found]
    now = project.memos.words_of_all(links)
    return found | {str(link): called(link, now.get(link)) for link in links}


def called(link: MemoLink, thing: LinkedThing | None) -> str:
    """Return what a link is called: its kind, and the name of what it leads to now."""
    return f"{_KIND[link.kind]}: {thing.name}" if thing else _GONE


def draw_links(desk: Desk, project: Project, rooms: Rooms, links: Sequence[MemoLink]) -> None:
    """Draw links to things of the study; those that are gone are said to be gone."""
    now = project.memos.words_of_all(links)
    with st.container(horizontal=True, gap="small"):
        for link in links:
            thing = now.get(link)
            room, ids = _place(rooms, link, thing)
            if thing is None or room is None:
                st.caption(plain(called(link, thing)), width="content")
            else:
                layout.go(desk, room, plain(called(link, thing)), **ids)


def _place(
    rooms: Rooms, link: MemoLink, thing: LinkedThing | None
) -> tuple[st.Page | None, dict[str, str]]:
    """Return the page where a thing is, and how its address names it."""
    if thing is not None and thing.segment is not None and link.kind == "segment":
        at = f"{thing.segment.start}-{thing.segment.end}"
        return rooms.read, {"source": link.thing, "at": at}
    if link.kind == "coding" and thing is not None and thing.source is not None:
        return rooms.read, {"source": thing.source, "coding": link.thing}
    pages = {"source": "read", "case": "people", "code": "codebook", "memo": "memos"}
    pages["theme"] = "theme"
    page = getattr(rooms, pages.get(link.kind, ""), None)
    return page, {link.kind: link.thing}
