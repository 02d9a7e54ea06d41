"""What a person makes of a group: a code, the beginning of a theme, or nothing; and its record.

Names are typed by the person, and only segments that were ticked one by one are coded.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workbench.app import layout
from workbench.app.cached import all_codes, sight
from workbench.app.code_tree import code_named
from workbench.app.desk import Desk
from workbench.app.grouping_look import Look
from workbench.app.grouping_telling import Mark, names_of, origins, size_told
from workbench.app.layout import Rooms
from workbench.app.plain import plain
from workbench.app.telling import moment
from workbench.app.theme_reads import all_themes
from workbench.model.codebook import APPLICABLE
from workbench.model.ids import CodeId, ThemeId
from workbench.model.proposal import Answer
from workbench.project.groupings import Group
from workbench.project.project import Project
from workbench.project.shelf import NewCode
from workbench.project.wording import counted

#: The events by which a group is answered, to find the act that did.
_ADOPTED, _REFUSED = "ProposalAdopted", "ProposalRefused"


def draw_answering(look: Look, group: Group, told: Mark) -> None:
    """Draw what can be made of a group that nobody answered."""
    if group.changed:
        changed = f"{group.changed:,} of {counted(group.size, 'segment')}"
        st.caption(
            f"{changed} changed since: this group can no longer be adopted. Look anew, and adopt "
            "from that."
        )
        return
    of = f"group {told.number}"
    with st.container(horizontal=True, gap="small"):
        for label, icon, draw in (
            ("Make a code of it", "new_label", _as_code),
            ("Begin a theme with it", "topic", _as_theme),
            ("Refuse it", "close", _refuse),
        ):
            menu = st.popover(
                layout.named(label, of),
                icon=f":material/{icon}:",
                key=f"{icon}-{group.id}",
                on_change="rerun",
            )
            if menu.open:
                with menu:
                    draw(look, group, of)


def _as_code(look: Look, group: Group, of: str) -> None:
    project, ticked = look.project, look.ticked(group.members)
    codes = [c for c in all_codes(sight(project), project) if c.state in APPLICABLE]
    paths = {code.path_text: code.id for code in codes}
    name = _named("Its name, or a code there is", paths, f"adopt-code-{group.id}")
    known = code_named(codes, name or "")
    if known is not None and known.path_text != name:
        st.caption(f"There is this code: **{plain(known.path_text)}**")
    st.caption(
        f"{len(ticked):,} ticked segment{'s' * (len(ticked) != 1)} of {group.size:,} will be coded."
        if ticked
        else "Nothing is coded by this. Tick segments first to code them with it."
    )

    def adopt() -> None:
        if name is not None:
            code = known.id if known else NewCode(name)
            verb = project.groupings.adopt_as_code
            look.desk.act(verb, group.run, group.node, code, ticked, place=group.id)

    label = "Add to this code" if known else "Make this code"
    st.button(
        layout.named(label, f"of {of}"),
        key=f"adopt-{group.id}",
        type="primary",
        disabled=not name,
        on_click=adopt,
    )


def _as_theme(look: Look, group: Group, of: str) -> None:
    project = look.project
    themes = {
        theme.name: theme.id
        for theme in all_themes(sight(project), project)
        if theme.state != "let go"
    }
    holds = look.grouping.run.record.unit == "codings"
    ticked = look.ticked(group.members) if holds else []
    name = _named("Its name, or a theme there is", themes, f"adopt-theme-{group.id}")
    empty = "gets none of them, but" if name in themes else "begins empty, and"
    st.caption(
        f"{len(ticked):,} ticked codings of {group.size:,} will belong to it."
        if holds
        else f"A theme holds codings, and these are passages: it {empty} leads back here."
    )

    def adopt() -> None:
        verb = project.groupings.adopt_as_theme
        known: ThemeId | None = themes.get(name or "")
        look.desk.act(verb, group.run, group.node, name or "", ticked, theme=known, place=group.id)

    label = "Add to this theme" if name in themes else "Begin this theme"
    st.button(
        layout.named(label, f"with {of}"),
        key=f"begin-{group.id}",
        type="primary",
        disabled=not name,
        on_click=adopt,
    )


def _named(label: str, known: dict[str, CodeId] | dict[str, ThemeId], key: str) -> str | None:
    """Draw the empty field for a name that the person types, or chooses."""
    return st.selectbox(
        label,
        list(known),
        index=None,
        key=key,
        accept_new_options=True,
        placeholder="type a name, or choose",
        width=320,
    )


def _refuse(look: Look, group: Group, of: str) -> None:
    key = f"refuse-why-{group.id}"

    def refuse() -> None:
        desk = look.desk
        note, verb = desk.typed(key), look.project.groupings.refuse
        desk.act(verb, group.run, group.node, note, place=group.id)

    with st.form(f"refuse-{group.id}", border=False):
        st.text_input("Why? if you like", key=key)
        st.form_submit_button(layout.named("Refuse", of), on_click=refuse)


# --- the record ----------------------------------------------------------------------------------


def draw_answer(look: Look, answer: Answer) -> None:
    """Draw what a person made of a group, with the way to it and the way back."""
    who = look.names.coders.get(answer.coder, "somebody who left")
    icon, place = "check" if answer.adopted else "close", f"answer-{answer.node}"
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=place):
        st.markdown(
            f":material/{icon}: {_told(look, answer, plain)} "
            f":small[:gray[{plain(who)}, {moment(answer.at)}]]",
            width="stretch",
        )
        _way(look, answer)
        project, kind = look.project, _ADOPTED if answer.adopted else _REFUSED
        lines = project.history.lines(kind=kind, since=answer.at, until=answer.at + 1, limit=1)
        if lines and lines[0].undoable:
            st.button(
                layout.named("Undo", _told(look, answer, str).replace("**", "")),
                key=f"undo-{answer.run}-{answer.node}",
                icon=":material/undo:",
                on_click=look.desk.undo,
                args=(lines[0].seq, place),
            )
    layout.refusal(look.desk, place)


def draw_other_answers(look: Look) -> None:
    """Draw answers to groups that this number of groups does not have."""
    shown = {group.node for group in look.grouping.groups}
    others = [answer for answer in look.grouping.answers if answer.node not in shown]
    if others:
        st.subheader("Answered with fewer or more groups", anchor=False)
        for answer in others:
            draw_answer(look, answer)


def _told(look: Look, answer: Answer, shown: Callable[[str], str]) -> str:
    """Return what was made of a group; names and notes as they are to be shown."""
    size = counted(len(answer.members), "segment")
    if not answer.adopted:
        return f"Refused, {size}" + (f": {shown(answer.note)}" if answer.note else "")
    themes = {theme.id: theme.name for theme in all_themes(sight(look.project), look.project)}
    names = look.names.codes if answer.adopted == "code" else themes
    name = names.get(ThemeId(answer.thing), "one that is gone")
    verb = "Made" if answer.made else "Added to"
    coded = f", {len(answer.codings):,} of {size} coded"
    told = f" from a group of {size}" if answer.adopted == "theme" else coded
    return f"{verb} the {answer.adopted} **{shown(name)}**{told}"


def _way(look: Look, answer: Answer) -> None:
    if answer.adopted == "code":
        label = layout.named("Its card", f"of the group {answer.node}")
        layout.go(look.desk, look.rooms.codebook, label, code=answer.thing)
    elif answer.adopted == "theme":
        label = layout.named("Its page", f"of the group {answer.node}")
        layout.go(look.desk, look.rooms.theme, label, theme=answer.thing)


def draw_origins(desk: Desk, project: Project, rooms: Rooms, thing: CodeId | ThemeId) -> None:
    """Draw from which groupings a code or theme was made, each with the way there."""
    found = origins(sight(project), project, thing)
    if not found:
        return
    names = names_of(project)
    for origin in found:
        run, record = origin.run, origin.run.record
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                f"From a grouping of {moment(run.at)}: {size_told(record)}, "
                f"seed {record.seed}, model {plain(record.model)}, asked for by "
                f"{plain(names.coders.get(run.coder, 'somebody who left'))}",
                width="content",
            )
            label = layout.named("Look at it", f"of {moment(run.at)} ({origin.answer.node})")
            layout.go(desk, rooms.groupings, label, icon=":material/workspaces:", run=run.id)
