"""The thematic map: themes and codes on a canvas, what ties them, and how it looked once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from workbench.app import layout
from workbench.app.desk import Desk
from workbench.app.downloads import Download, offer
from workbench.app.drawings.component import mount
from workbench.app.handing import map_file
from workbench.app.layout import Rooms
from workbench.app.map_telling import heard, told
from workbench.app.plain import plain
from workbench.app.telling import day
from workbench.model.theme import RELATION_KINDS, KeptMap, MapThing, Relation, Theme
from workbench.project.map_drawings import (
    MAP_FORMATS,
    Drawing,
    drawing_now,
    drawing_of,
    free_places,
    svg,
)
from workbench.project.project import Project

Names = dict[MapThing, str]


def theme_map_page(desk: Desk, project: Project, rooms: Rooms) -> None:
    """Draw the map, what can be put on it, its relations, and the maps that were kept."""
    layout.top_line(desk)
    themes = [theme for theme in project.themes.all() if theme.state != "let go"]
    drawing = drawing_now(project)
    _head(desk, project, rooms, drawing)
    if not themes:
        st.write(
            "Here themes stand beside each other, with the codes that belong to them and lines "
            "for how they hang together. There is no theme yet."
        )
        layout.go(desk, rooms.themes, "Themes", icon=":material/topic:")
        return
    names = _names(project, themes)
    _put_on(desk, project, themes, drawing, names)
    layout.refusal(desk, "map")
    if drawing.boxes:
        seq = project.head.seq
        moved = heard(mount("map", told(drawing, seq), key=f"map-{project.id}"), drawing)
        if moved is not None and desk.done(project.theme_map.arrange, [moved], place="map"):
            st.rerun()
        _relate(desk, project, drawing, names)
    else:
        st.write("Nothing stands on the map yet. Put themes on it, and move them as you think.")
    _kept(desk, project, drawing)


def _head(desk: Desk, project: Project, rooms: Rooms, drawing: Drawing) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Thematic map", anchor=False, width="stretch")
        if not drawing.boxes:
            return
        layout.go(desk, rooms.themes, "Themes", icon=":material/topic:")
        with st.popover("Download", icon=":material/download:"):
            files = [
                Download(
                    f"As a picture ({ending})",
                    f"thematic-map.{ending}",
                    partial(map_file, project, ending),
                    key=f"map-{ending}",
                    look="tertiary",
                )
                for ending in MAP_FORMATS
            ]
            offer(desk, "map", files, across=False)


def _names(project: Project, themes: Sequence[Theme]) -> Names:
    names = {MapThing("theme", theme.id): theme.name for theme in themes}
    codes = {code.id: code.path_text for code in project.codebook.all()}
    return names | {MapThing("code", code): path for code, path in codes.items()}


def _put_on(
    desk: Desk, project: Project, themes: Sequence[Theme], drawing: Drawing, names: Names
) -> None:
    there = {box.thing for box in drawing.boxes}
    whole = [MapThing("theme", theme.id) for theme in themes]
    whole += dict.fromkeys(MapThing("code", code) for theme in themes for code in theme.codes)
    missing = [thing for thing in whole if thing not in there and thing in names]
    others = [thing for thing in names if thing not in there and thing not in missing]
    if not missing and not others:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="map-put"):
        chosen: list[MapThing] = st.multiselect(
            "Put on the map",
            [*missing, *others],
            format_func=lambda thing: _called(thing, names),
            key=f"map-choose-{project.head.seq}",
            placeholder="themes and codes",
        )
        st.button(
            "Put them there" if chosen else "Put all themes and their codes there",
            key="map-put-on",
            disabled=not chosen and not missing,
            on_click=_place,
            args=(desk, project, chosen or missing, drawing, themes),
        )


def _place(
    desk: Desk,
    project: Project,
    things: Sequence[MapThing],
    drawing: Drawing,
    themes: Sequence[Theme],
) -> None:
    desk.act(project.theme_map.arrange, free_places(things, drawing, themes), place="map")


def _relate(desk: Desk, project: Project, drawing: Drawing, names: Names) -> None:
    there = [box.thing for box in drawing.boxes if box.thing in names]
    st.subheader("How they hang together", anchor=False)
    with st.form("map-relate", border=False, clear_on_submit=True):
        columns = st.columns([4, 3, 4, 3, 2.6], vertical_alignment="bottom")
        named = partial(_called, names=names)
        source = columns[0].selectbox("From", there, format_func=named, index=None)
        kind = columns[1].selectbox("Relation", RELATION_KINDS)
        target = columns[2].selectbox("To", there, format_func=named, index=None)
        note = columns[3].text_input("Note", placeholder="if you like")
        wanted = columns[4].form_submit_button("Draw the line")
    if wanted and source is not None and target is not None:
        verb = project.theme_map.relate
        if desk.done(verb, source, kind, target, note=note, place="relate"):
            st.rerun()
    layout.refusal(desk, "relate")
    _table(desk, project, there, names)


def _table(desk: Desk, project: Project, there: Sequence[MapThing], names: Names) -> None:
    relations = [r for r in project.theme_map.now().relations if set(r.ends) <= names.keys()]
    for relation in relations:
        a, b = relation.ends
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            said = f" · {relation.note}" if relation.note else ""
            st.text(f"{names[a]} — {relation.kind} — {names[b]}{said}", width="stretch")
            st.button(
                layout.named("Take out", f"{names[a]} {relation.kind} {names[b]}"),
                key=f"unrelate-{relation.id}",
                icon=":material/delete:",
                type="tertiary",
                on_click=desk.act,
                args=(project.theme_map.unrelate, relation.id),
                kwargs={"place": "relate"},
            )
    with st.expander("The map as a table", icon=":material/table:"):
        st.dataframe(_columns(there, relations, names), hide_index=True)
        away = st.multiselect(
            "Take from the map",
            there,
            format_func=partial(_called, names=names),
            key=f"map-away-{project.head.seq}",
        )
        st.button(
            "Take them from the map",
            key="map-take",
            disabled=not away,
            on_click=desk.act,
            args=(project.theme_map.arrange, [], away),
            kwargs={"place": "map"},
        )


def _columns(
    there: Sequence[MapThing], relations: Sequence[Relation], names: Names
) -> dict[str, list[str]]:
    """Return what stands on the map, and to what each relation of it leads."""
    columns: dict[str, list[str]] = {"what": [], "name": []}
    for thing in there:
        columns["what"].append(thing.kind)
        columns["name"].append(names[thing])
    for kind in RELATION_KINDS:
        ends = [relation.ends for relation in relations if relation.kind == kind]
        columns[kind] = [", ".join(names[b] for a, b in ends if a == thing) for thing in there]
    return columns


def _kept(desk: Desk, project: Project, drawing: Drawing) -> None:
    kept = project.theme_map.kept()
    st.subheader("Maps that were kept", anchor=False)
    if drawing.boxes:
        with st.form("map-keep", border=False, clear_on_submit=True):
            columns = st.columns([6, 2], vertical_alignment="bottom")
            title = columns[0].text_input("Keep the map as it is today, under the name")
            wanted = columns[1].form_submit_button("Keep it")
        if wanted and desk.done(project.theme_map.keep, title, place="keep"):
            st.rerun()
        layout.refusal(desk, "keep")
    if not kept:
        st.caption("None yet. A kept map shows later how your thinking went.")
    for one in reversed(kept):
        _shown(desk, project, one, drawing)


def _shown(desk: Desk, project: Project, one: KeptMap, drawing: Drawing) -> None:
    with st.expander(f"{day(one.picture.at)} · {plain(one.picture.title)}"):
        st.image(svg(drawing_of(one.picture)), width="stretch")
        st.caption(_difference(one, drawing))
        st.button(
            layout.named("Take out", one.picture.title),
            key=f"map-drop-{one.id}",
            icon=":material/delete:",
            type="tertiary",
            on_click=desk.act,
            args=(project.theme_map.drop, one.id),
            kwargs={"place": "keep"},
        )


def _difference(one: KeptMap, drawing: Drawing) -> str:
    """Say what stands on one of the maps alone."""
    then = {MapThing(item.kind, item.thing): item.name for item in one.picture.items}
    now = {box.thing: " ".join(box.lines) for box in drawing.boxes}
    new = [plain(name) for thing, name in now.items() if thing not in then]
    gone = [plain(name) for thing, name in then.items() if thing not in now]
    told_new = f"Since then put on the map: {', '.join(new)}. " if new else ""
    told_gone = f"Since then gone from it: {', '.join(gone)}." if gone else ""
    return (told_new + told_gone) or "The same things stand on the map now."


def _called(thing: MapThing, names: Names) -> str:
    return names[thing] if thing.kind == "theme" else f"{names[thing]} (code)"
