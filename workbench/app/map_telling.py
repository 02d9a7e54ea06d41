"""The thematic map as values: what the browser is told, and what it says back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.model.theme import MapPlace, MapThing
from workbench.project.map_drawings import DASHES, HEIGHT, WIDTH, Drawing
from workbench.project.theme_map import CANVAS


def told(drawing: Drawing, seq: int) -> dict[str, Any]:
    """Return what the browser is told.

    Args:
        drawing: The map.
        seq: The entry at which it is so.
    """
    boxes = [
        {
            "id": _id(box.thing),
            "kind": box.thing.kind,
            "name": " ".join(box.lines),
            "lines": box.lines,
            "x": box.middle.x,
            "y": box.middle.y,
            "width": box.width,
            "height": box.height,
        }
        for box in drawing.boxes
    ]
    lines = [
        {
            "from": _id(line.ends[0]),
            "to": _id(line.ends[1]),
            "kind": line.kind or "",
            "dashes": " ".join(map(str, DASHES[line.kind])) if line.kind else "",
            "label": line.label,
        }
        for line in drawing.lines
    ]
    return {"seq": seq, "width": WIDTH, "height": HEIGHT, "boxes": boxes, "lines": lines}


def heard(message: object, drawing: Drawing) -> MapPlace | None:
    """Return where a box was laid down; None for what is not on the map, or of another shape."""
    if not isinstance(message, Mapping):
        return None
    x, y = message.get("x"), message.get("y")
    known = {_id(box.thing): box.thing for box in drawing.boxes}
    thing = known.get(str(message.get("box")))
    if thing is None or not isinstance(x, (int, float)) or not isinstance(y, (int, float)):
        return None
    return MapPlace(thing.kind, thing.id, _unit(x, WIDTH), _unit(y, HEIGHT))


def _unit(place: float, size: int) -> int:
    return min(max(round(place / size * CANVAS), 0), CANVAS)


def _id(thing: MapThing) -> str:
    return f"{thing.kind}:{thing.id}"
