"""The map of a grouping's segments: alike ones lie near each other; a table has the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from workbench.app.address import number_in_address, put_in_address
from workbench.app.drawings.component import mount
from workbench.app.grouping_look import Look, shortened
from workbench.app.grouping_telling import SHAPES
from workbench.project.groupings import Grouping

_WIDTH, _HEIGHT, _EDGE = 1000, 560, 24
#: So many letters of a segment are its name on the map.
_NAME = 90


def draw_map(look: Look) -> None:
    """Draw the map, the segment that was opened on it, and the table."""
    run, size = look.grouping.run.id, len(look.grouping.segments)
    asked = number_in_address("segment")
    open_at = int(asked) if asked and asked.isdecimal() and int(asked) < size else None
    st.caption(
        "What lies together is alike in its words; distances far apart say little. Colour, shape "
        "and number say the group."
    )
    said = mount("plane", told(look, open_at), key=f"plane-{run}")
    opened = said.get("place") if isinstance(said, Mapping) else None
    if isinstance(opened, int) and opened != open_at and 0 <= opened < size:
        put_in_address(segment=str(opened))
        st.rerun()
    if open_at is not None:
        with st.container(border=True, key="opened", gap="xsmall"):
            mark = look.marks[open_at]
            steady = look.grouping.stability[open_at]
            st.caption(f"{mark.shape} Group {mark.number} · stability {steady}")
            look.draw_segment(open_at, "opened")
    st.dataframe(
        _columns(look),
        hide_index=True,
        column_config={"words": st.column_config.TextColumn(width="medium")},
        alt="The segments of the map",
    )


def told(look: Look, open_at: int | None) -> dict[str, Any]:
    """Return what the browser is told.

    Args:
        look: The grouping.
        open_at: The place of the segment that is open.
    """
    grouping = look.grouping
    spots = _spots(grouping)
    points = [
        {
            "place": place,
            "x": spots[place][0],
            "y": spots[place][1],
            "group": mark.number,
            "shape": SHAPES.index(mark.shape),
            "colour": mark.colour,
            "steady": grouping.stability[place] != "low",
            "name": f"Group {mark.number}, {look.where(place)}: "
            f"{shortened(look.words(place), _NAME)}",
        }
        for place, mark in sorted(look.marks.items())
    ]
    numbers = [
        {"x": spots[group.medoid][0], "y": spots[group.medoid][1], "group": number}
        for number, group in enumerate(grouping.groups, 1)
        if group.medoid is not None
    ]
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "points": points,
        "numbers": numbers,
        "open": open_at,
    }


def _spots(grouping: Grouping) -> list[tuple[int, int]]:
    """Return where segments lie on the canvas, filled in both ways."""
    rows, columns = zip(*grouping.places, strict=True)
    across = [_within(x, min(rows), max(rows), _WIDTH) for x in rows]
    down = [_within(y, min(columns), max(columns), _HEIGHT) for y in columns]
    return list(zip(across, down, strict=True))


def _within(at: float, least: float, most: float, room: int) -> int:
    share = (at - least) / (most - least) if most > least else 0.5
    return round(_EDGE + share * (room - 2 * _EDGE))


def _columns(look: Look) -> dict[str, list[str]]:
    """Return the segments by group, as the map has them."""
    places = [place for group in look.grouping.groups for place in group.members]
    marks = [look.marks[place] for place in places]
    return {
        "group": [f"{mark.shape} {mark.number}" for mark in marks],
        "stability": [look.grouping.stability[place] for place in places],
        "where": [look.where(place) for place in places],
        "words": [look.words(place) for place in places],
        "codes": [", ".join(look.codes(place)) for place in places],
    }
