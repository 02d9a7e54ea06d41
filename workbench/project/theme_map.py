"""The thematic map: where themes and codes stand, what ties them, and how it looked on a day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from workbench.errors import InvalidActionError
from workbench.model import theme_events as h
from workbench.model.ids import MapId, RelationId, Words
from workbench.model.theme import (
    RELATION_KINDS,
    THING_KINDS,
    KeptMap,
    MapItem,
    MapPicture,
    MapPlace,
    MapThing,
    Relation,
    RelationKind,
    ThemeMap,
)
from workbench.model.typed import plain_text
from workbench.project.names import clean_name
from workbench.project.opened import Opened
from workbench.store.reads import Reads

#: The canvas is so many units wide and high; places are whole numbers from 0.
CANVAS = 10_000


class ThematicMap:
    """The map of a study's themes and codes."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def now(self) -> ThemeMap:
        """Return where things stand on the map and what ties them."""
        with self._opened.reading() as reads:
            maps = reads.theme_maps
            return ThemeMap(tuple(maps.places()), tuple(maps.relations()))

    def relate(
        self, source: MapThing, kind: RelationKind, target: MapThing, *, note: str = ""
    ) -> RelationId:
        """Say how two themes or codes hang together, read from the first to the second.

        Raises:
            InvalidActionError: One is not there, they are one, or it was said already.
        """
        if kind not in RELATION_KINDS:
            raise InvalidActionError(f"This is no relation. Choose {', '.join(RELATION_KINDS)}.")
        if source == target:
            raise InvalidActionError("A theme is not related to itself. Choose another one.")
        made, said = RelationId(str(uuid.uuid4())), Words(plain_text(note))
        with self._opened.unit() as unit:
            _refuse_missing(unit.reads, [source, target])
            relation = Relation(made, source.kind, source.id, kind, target.kind, target.id, said)
            known = unit.reads.theme_maps.relations()
            if any((one.ends, one.kind) == (relation.ends, kind) for one in known):
                raise InvalidActionError("This relation is on the map already.")
            unit.record(h.RelationDrawn(relation))
        return made

    def unrelate(self, relation: RelationId) -> None:
        """Take a relation out; undo brings it back."""
        with self._opened.unit() as unit:
            unit.record(h.RelationErased(unit.reads.theme_maps.relation(relation)))

    def arrange(self, places: Sequence[MapPlace], away: Sequence[MapThing] = ()) -> None:
        """Put themes and codes on the map, or take them from it, in one act.

        Args:
            places: Where they shall stand; who is not named stays.
            away: What goes from the map.

        Raises:
            InvalidActionError: One is not there, or a place lies outside of the map.
        """
        if any(not (0 <= x <= CANVAS and 0 <= y <= CANVAS) for _, _, x, y in places):
            raise InvalidActionError(f"A place on the map is two numbers from 0 to {CANVAS:,}.")
        new = {MapThing(place.kind, place.thing): place for place in places}
        with self._opened.unit() as unit:
            _refuse_missing(unit.reads, list(new))
            old = {MapThing(p.kind, p.thing): p for p in unit.reads.theme_maps.places()}
            moved = {thing: place for thing, place in new.items() if old.get(thing) != place}
            before = [old[thing] for thing in dict.fromkeys([*moved, *away]) if thing in old]
            if moved or before:
                unit.record(h.MapArranged(tuple(before), tuple(moved.values())))

    def keep(self, title: str) -> MapId:
        """Keep the map as it is, under today's date.

        Raises:
            InvalidActionError: Nothing stands on it, or the title is none.
        """
        name, made = Words(clean_name(title, "map")), MapId(str(uuid.uuid4()))
        with self._opened.unit() as unit:
            maps, names = unit.reads.theme_maps, _names(unit.reads)
            items = tuple(
                MapItem(p.kind, p.thing, Words(names[p.thing]), p.x, p.y) for p in maps.places()
            )
            if not items:
                raise InvalidActionError("Nothing stands on the map yet. Put a theme on it first.")
            picture = MapPicture(name, unit.at, items, tuple(maps.relations()))
            unit.record(h.MapKept(made, picture))
        return made

    def drop(self, kept: MapId) -> None:
        """Take a kept map out; undo brings it back."""
        with self._opened.unit() as unit:
            for one in unit.reads.theme_maps.kept():
                if one.id == kept:
                    unit.record(h.MapDropped(kept, one.picture))

    def kept(self) -> list[KeptMap]:
        """Return the kept maps, oldest first, with the names things had then."""
        with self._opened.reading() as reads:
            return reads.theme_maps.kept()


def _names(reads: Reads) -> dict[str, str]:
    return reads.code_names() | reads.themes.names()


def _refuse_missing(reads: Reads, things: Sequence[MapThing]) -> None:
    known = [thing for thing in things if thing.kind in THING_KINDS]
    if len(known) < len(things) or reads.theme_maps.missing(known):
        raise InvalidActionError(
            "This theme or code is no longer in the study. Look again to see why."
        )
