"""Find from anywhere: a dialog that names what is called so, and where words stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from workbench.app import layout
from workbench.app.cached import all_codes, all_people, all_sources, sight
from workbench.app.desk import Desk
from workbench.app.hits import HOW, draw_hits, found, hits_counted, take_in
from workbench.app.layout import Rooms
from workbench.app.memo_hits import draw_memo_hits, found_memos, memos_counted
from workbench.app.plain import plain
from workbench.app.theme_reads import all_themes
from workbench.errors import InvalidActionError
from workbench.project.project import Project

#: So many hits, and so many names of each kind, are shown at once.
HITS, NAMES = 8, 3


@dataclass(frozen=True, slots=True)
class Named:
    """Something of the study that is called so, and where it is shown."""

    name: str
    kind: str
    icon: str
    room: st.Page
    ids: dict[str, str]


def seek_when_asked(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Open the dialog when somebody asked for it at the top of the page."""
    if desk.seeks:
        desk.seeks = False
        _seek(desk, project, rooms)


@st.dialog("Find in the study", width="medium")
def _seek(desk: Desk, project: Project, rooms: Rooms) -> None:
    typed = st.text_input(
        "Words to find",
        key="seek-words",
        type="search",
        placeholder="",
        live="300ms",
        label_visibility="collapsed",
    )
    _take_keys()(key="seek-focus")
    sought = (typed or "").strip()
    if not sought:
        st.caption(HOW)
        return
    for named in _named(project, rooms, sought):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            layout.leave_for(
                desk,
                named.room,
                plain(named.name),
                key=f"named-{named.kind}-{'-'.join(named.ids.values())}",
                icon=named.icon,
                **named.ids,
            )
            st.caption(named.kind, width="content")
    _words(desk, project, rooms, sought)


def _take_keys() -> ComponentRenderer:
    """Return what puts the keys into the field once, when the dialog opens."""
    return st.components.v2.component("workbench_seek_focus", js=_FOCUS)


#: Streamlit gives a dialog's field no focus, so that what is typed at once would be lost.
_FOCUS = """
export default () => {
  let left = 60, held = 0;
  const wait = setInterval(() => {
    const field = document.querySelector("[role=dialog] input[type=search]");
    if (field && field.value === "" && document.activeElement !== field) {
      field.focus();
      held = 0;
    } else if (field) {
      held += 1;
    }
    left -= 1;
    if (held > 5 || left === 0) clearInterval(wait);
  }, 50);
  return () => clearInterval(wait);
};
"""


def _words(desk: Desk, project: Project, rooms: Rooms, sought: str) -> None:
    seen = sight(project)
    take_in(project)
    try:
        hits = found(seen, project, sought, 0, HITS)
    except InvalidActionError as refused:
        st.caption(plain(str(refused)))
        return
    st.write(f"**{plain(hits_counted(hits, len(all_sources(seen, project))))}**")
    if not hits.total:
        st.caption(HOW)
    draw_hits(desk, project, rooms, hits.hits, links=False)
    memos = found_memos(seen, project, sought, 0, NAMES)
    if memos.total:
        st.write(f"**{plain(memos_counted(memos))}**")
        draw_memo_hits(desk, rooms, memos.hits, links=False)
    if (hits.total > HITS or memos.total > NAMES) and st.button(
        f"Show all {hits.total + memos.total:,} hits",
        key="seek-all",
        icon=":material/list:",
        on_click=desk.put,
        args=("find-words", sought),
    ):
        st.switch_page(rooms.find)


def _named(project: Project, rooms: Rooms, sought: str) -> Iterator[Named]:
    seen, part = sight(project), sought.casefold()
    sources = [s for s in all_sources(seen, project) if part in s.name.casefold()]
    for source in sources[:NAMES]:
        yield Named(
            source.name, "source", ":material/description:", rooms.read, {"source": source.id}
        )
    people = [p.case for p in all_people(seen, project) if part in p.case.name.casefold()]
    for case in people[:NAMES]:
        yield Named(case.name, case.kind, ":material/person:", rooms.people, {"case": case.id})
    codes = [code for code in all_codes(seen, project) if part in code.name.casefold()]
    for code in codes[:NAMES]:
        yield Named(code.path_text, "code", ":material/label:", rooms.quotations, {"code": code.id})
    themes = [one for one in all_themes(seen, project) if part in one.name.casefold()]
    for theme in themes[:NAMES]:
        yield Named(theme.name, "theme", ":material/topic:", rooms.theme, {"theme": theme.id})
