"""The thematic map drawn, as it is now or was kept, and written to a file."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.errors import InvalidActionError
from workbench.exchange.map_drawing import DASHES, HEIGHT, WIDTH, Box, Drawing, draw_map, png, svg
from workbench.model.events import ExportMade
from workbench.model.ids import Words
from workbench.model.theme import MapItem, MapPicture, MapPlace, MapThing, Theme
from workbench.project.leaving import HELD, Leaving
from workbench.project.project import Project
from workbench.project.sentences import MAP_FORMAT
from workbench.project.theme_map import CANVAS
from workbench.project.transfer import hand_over, refuse_taken

__all__ = [
    "DASHES",
    "HEIGHT",
    "MAP_FORMATS",
    "WIDTH",
    "Box",
    "Drawing",
    "drawing_now",
    "drawing_of",
    "export_map",
    "free_places",
    "png",
    "svg",
]

MAP_FORMATS = ("svg", "png")


def drawing_now(
    project: Project,
    clock: Callable[[], int] = time.time_ns,
    *,
    leaving: Leaving | None = None,
) -> Drawing:
    """Return the map as it is now; things that are gone from the study are not on it.

    Args:
        project: Whose.
        clock: Nanoseconds since 1970 UTC.
        leaving: Which words may leave, where the drawing does; names that may not are left out.
    """
    themes, codes = project.themes.all(), project.codebook.all()
    names = {MapThing("theme", t.id): t.text.name for t in themes if t.state != "let go"}
    names |= {MapThing("code", code.id): Words(code.name) for code in codes}
    if leaving is not None:
        names = {
            thing: Words(leaving.masked(name) if leaving.is_named_freely(thing.id) else HELD)
            for thing, name in names.items()
        }
    shown = project.theme_map.now()
    items = tuple(
        MapItem(place.kind, place.thing, names[thing], place.x, place.y)
        for place in shown.places
        if (thing := MapThing(place.kind, place.thing)) in names
    )
    title = project.name if leaving is None else leaving.masked(project.name)
    picture = MapPicture(Words(f"Thematic map of {title}"), clock() // 1_000, items,
                         shown.relations)  # fmt: skip
    return draw_map(picture, _ties(themes, picture))


def drawing_of(picture: MapPicture) -> Drawing:
    """Return a kept map drawn: with the relations of that day; what belonged is not kept."""
    return draw_map(picture)


def free_places(
    things: Sequence[MapThing], drawing: Drawing, themes: Sequence[Theme]
) -> list[MapPlace]:
    """Return places for things that are not on the map: themes far apart, codes near theirs.

    Args:
        things: What is to be put on the map.
        drawing: The map as it is.
        themes: Those of the study.
    """
    taken = {box.thing: (box.middle.x / WIDTH, box.middle.y / HEIGHT) for box in drawing.boxes}
    above = {MapThing("code", c): MapThing("theme", t.id) for t in themes for c in t.codes}
    found: list[MapPlace] = []
    for thing in sorted(things, key=lambda one: one.kind != "theme"):
        own = taken.get(above.get(thing, thing), (0.5, 0.5))
        free = _free(list(taken.values()))
        if thing.kind == "theme":
            others = [at for other, at in taken.items() if other.kind == "theme"]
            inner = [p for p in free if 0.2 < p[0] < 0.8 and 0.2 < p[1] < 0.8] or free
            at = max(inner, key=lambda p: min((_far(p, o) for o in others), default=0))
        else:
            at = min(free, key=lambda p: _far(p, own))
        taken[thing] = at
        found.append(MapPlace(thing.kind, thing.id, int(at[0] * CANVAS), int(at[1] * CANVAS)))
    return found


def export_map(project: Project, out: Path, *, replace: bool = False) -> int:
    """Write the map as the kind of picture its name ends in; return how many things are on it.

    Raises:
        InvalidActionError: The name does not end in one of MAP_FORMATS, or nothing is on the map.
        StorageError: The file is there already, or cannot be written.
    """
    refuse_taken(project, out, replace=replace)
    ending = out.suffix.casefold().removeprefix(".")
    if ending not in MAP_FORMATS:
        raise InvalidActionError("A map is written as svg or png. End the file's name in one.")
    drawing = drawing_now(project, leaving=Leaving(project))
    if not drawing.boxes:
        raise InvalidActionError("Nothing stands on the map yet. Put a theme on it first.")
    data = svg(drawing).encode("utf-8") if ending == "svg" else png(drawing)
    hand_over(
        project,
        out,
        ExportMade(f"{MAP_FORMAT}{ending}", len(drawing.boxes), Words(out.name)),
        [data],
    )
    return len(drawing.boxes)


def _ties(themes: Sequence[Theme], picture: MapPicture) -> list[tuple[MapThing, MapThing]]:
    """Return what belongs to what, but where a relation says so already."""
    said = {frozenset(relation.ends) for relation in picture.relations}
    ties = [(MapThing("code", code), MapThing("theme", t.id)) for t in themes for code in t.codes]
    ties += [(MapThing("theme", t.id), MapThing("theme", t.parent)) for t in themes if t.parent]
    return [tie for tie in ties if frozenset(tie) not in said]


_Share = tuple[float, float]
#: Places a box may get, in shares of the canvas: so far apart that boxes do not touch.
_GRID: list[_Share] = [((2 * x + 1) / 10, (2 * y + 1) / 22) for y in range(11) for x in range(5)]


def _free(taken: Sequence[_Share]) -> list[_Share]:
    """Return the places where no box is; all of them where none is left."""
    return [
        place
        for place in _GRID
        if all(abs(place[0] - x) > 0.19 or abs(place[1] - y) > 0.085 for x, y in taken)
    ] or _GRID


def _far(place: _Share, other: _Share) -> float:
    return math.hypot((place[0] - other[0]) * WIDTH, (place[1] - other[1]) * HEIGHT)
