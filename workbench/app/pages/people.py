"""People: who speaks, what is known of them, what they allowed; one by one or from a table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app import layout
from workbench.app.address import id_in_address, put_in_address
from workbench.app.cached import Person, all_attributes, all_people, sight
from workbench.app.definitions import draw_definitions
from workbench.app.desk import Desk
from workbench.app.grid import draw_grid
from workbench.app.layout import Rooms
from workbench.app.memo_words import draw_write
from workbench.app.person import draw_person
from workbench.app.table_intake import draw_table_intake
from workbench.model.case import CASE_KINDS, NO_CONSENT
from workbench.model.memo import MemoLink
from workbench.project.project import Project
from workbench.project.wording import counted

#: Where the person that is chosen is kept, and whom the page drew last.
_ONE, _DRAWN = "one-person", "one-person-drawn"


def people_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the people of the study, what is known of them, and one of them in full."""
    layout.top_line(desk)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title("People", anchor=False, width="stretch")
        _add(desk, project)
    seen = sight(project)
    people, attributes = all_people(seen, project), all_attributes(seen, project)
    if people:
        _gaps(people)
        draw_grid(desk, project, people, attributes)
    else:
        st.write(
            "Here you say more of the people who speak: what you compare them by, and what they "
            "allowed. Nobody is named yet: people come with the sources they speak in, or from a "
            "table."
        )
        layout.bring(rooms)
    draw_definitions(desk, project, attributes)
    draw_table_intake(desk, project)
    if people:
        _one(desk, project, rooms, people)


def _gaps(people: Sequence[Person]) -> None:
    asked = [person for person in people if person.case.kind == "participant"]
    open_ones = sum(person.consent == NO_CONSENT for person in asked)
    told = counted(len(asked), "participant")
    if open_ones:
        told += f" · consent not recorded for {open_ones}"
    silent = sum(not person.sources for person in people)
    if silent:
        told += f" · {silent:,} in no source"
    st.caption(f"{told}. A cell is edited where it stands; each edit can be undone.")


def _add(desk: Desk, project: Project) -> None:
    with (
        st.popover("Add a person", icon=":material/person_add:"),
        st.form("person", border=False, clear_on_submit=True),
    ):
        st.text_input("Name of the person", key="person-name", max_chars=200)
        st.radio("Is", CASE_KINDS, key="person-kind", horizontal=True)
        st.form_submit_button(
            "Add",
            on_click=lambda: desk.act(
                project.cases.add,
                desk.typed("person-name"),
                desk.chosen("person-kind"),
                place="person",
            ),
        )
    layout.refusal(desk, "person")


def _one(desk: Desk, project: Project, rooms: Rooms, people: Sequence[Person]) -> None:
    by_id = {str(person.case.id): person for person in people}
    asked, state = id_in_address("case"), st.session_state
    is_new = asked != state.get(_DRAWN) or _ONE not in state  # else the choice is newer than it
    if asked in by_id and is_new:
        state[_ONE] = asked
    elif state.get(_ONE) not in by_id:
        state[_ONE] = next(iter(by_id))
    chosen = st.selectbox(
        "One person",
        list(by_id),
        format_func=lambda case: by_id[case].case.name,
        key=_ONE,
        width=400,
    )
    state[_DRAWN] = chosen
    put_in_address(case=chosen)
    draw_write(desk, rooms, MemoLink("case", chosen), by_id[chosen].case.name)
    draw_person(desk, project, by_id[chosen], all_attributes(sight(project), project))
