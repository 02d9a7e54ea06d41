"""A grouping as it is looked at: its cut, what its things are called, whose words are held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

import streamlit as st

from workbench.app import layout
from workbench.app.address import place_id
from workbench.app.cached import sight, source_text
from workbench.app.desk import Desk
from workbench.app.grouping_telling import Mark, Names, mark, names_of
from workbench.app.layout import Rooms
from workbench.app.notes import held_back, unread_notes
from workbench.app.plain import plain
from workbench.model.ids import SourceId
from workbench.project.groupings import Group, Grouping
from workbench.project.project import Project

_CHANGED = "It is no longer what it was."
#: So many letters of a segment stand on a card; the list of all has the others.
_LONG = 400
_HELD = "Its words are shown when you say so, above."


@dataclass(frozen=True, slots=True)
class Look:
    """A grouping as a person looks at it.

    Attributes:
        turns: By source, how many turns begin up to each passage.
        held: Sources whose words wait until their content note was read.
        marks: By place, how the segment's group is marked.
    """

    desk: Desk
    project: Project
    rooms: Rooms
    grouping: Grouping
    names: Names
    turns: Mapping[SourceId, tuple[int, ...]]
    held: frozenset[SourceId]
    marks: Mapping[int, Mark]

    def where(self, place: int) -> str:
        """Return where a segment stands: ``Maria in Interview 3, turn 12``."""
        segment = self.grouping.segments[place]
        if segment is None:
            return _CHANGED
        who = self.names.cases.get(segment.case, "somebody")
        turn = self.turns[segment.source][segment.passage]
        return f"{who} in {self.names.sources.get(segment.source, '')}, turn {turn:,}"

    def words(self, place: int) -> str:
        """Return a segment's words, or why they are not shown."""
        segment = self.grouping.segments[place]
        if segment is None:
            return _CHANGED
        return _HELD if segment.source in self.held else " ".join(segment.words.split())

    def holds(self, group: Group) -> bool:
        """Tell whether words that describe a group wait, as those of one of its segments do."""
        return waits(self.grouping, group, self.held)

    def codes(self, place: int) -> list[str]:
        """Return the names of the codes that a segment has."""
        segment = self.grouping.segments[place]
        codes = () if segment is None else segment.codes
        return [self.names.codes[code] for code in codes if code in self.names.codes]

    def share_words(self, place: int, other: int | None) -> bool:
        """Tell whether two segments lie over each other, as codings of one stretch may."""
        one = self.grouping.segments[place]
        two = None if other is None else self.grouping.segments[other]
        if one is None or two is None or one.source != two.source:
            return False
        return one.start < two.end and two.start < one.end

    def draw_segment(
        self, place: int, name: str, *, ticks: bool = False, whole: bool = True
    ) -> None:
        """Draw a segment's words, and where they stand with the way there.

        Args:
            place: Of the segment.
            name: What tells this drawing of it from others on the page.
            ticks: Whether it can be ticked.
            whole: Whether a long one is shown to its end.
        """
        segment = self.grouping.segments[place]
        with st.container(key=f"words-{name}-{place}", gap="xsmall"):
            words = self.words(place)
            st.text(words if whole else shortened(words, _LONG))
            if segment is None:
                return
            with st.container(
                horizontal=True, vertical_alignment="center", gap="small", wrap=False
            ):
                where = self.where(place)
                if ticks and segment.source not in self.held:
                    self._tick(place)
                told = [plain(where), *(f"**{plain(code)}**" for code in self.codes(place))]
                st.caption(" · ".join(told), width="stretch")
                ids = {"source": segment.source, "at": place_id(segment.segment)}
                label = layout.named("Read it in place", f"{where} ({name})")
                layout.go(self.desk, self.rooms.read, label, icon=":material/menu_book:", **ids)

    def ticked(self, places: Iterable[int]) -> list[int]:
        """Return the places that the person ticked, of these."""
        return [place for place in places if self.desk.chosen(self._field(place))]

    def _field(self, place: int) -> str:
        return f"tick-{self.grouping.run.id}-{place}"

    def _tick(self, place: int) -> None:
        st.checkbox(
            f"Tick the segment of {plain(self.where(place))}",
            key=self._field(place),
            label_visibility="collapsed",
            persist_state="session",
        )


def shortened(words: str, most: int) -> str:
    """Return words, or so many letters of them up to a blank where they are more."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def waits(grouping: Grouping, group: Group, held: frozenset[SourceId]) -> bool:
    """Tell whether any segment of a group is of a source whose words are held back."""
    segments = (grouping.segments[place] for place in group.members)
    return any(segment is not None and segment.source in held for segment in segments)


def look_at(desk: Desk, project: Project, rooms: Rooms, grouping: Grouping) -> Look:
    """Return how a grouping is looked at now; content notes that wait are drawn."""
    sources = list(dict.fromkeys(s.source for s in grouping.segments if s is not None))
    return Look(
        desk,
        project,
        rooms,
        grouping,
        names_of(project),
        {source: _turns(project, source) for source in sources},
        _held(desk, project, sources),
        {p: mark(n) for n, group in enumerate(grouping.groups) for p in group.members},
    )


def _held(desk: Desk, project: Project, sources: list[SourceId]) -> frozenset[SourceId]:
    """Draw the content notes that wait, out of the way; return whose words they hold back."""
    notes = unread_notes(desk, project, sources)
    if not notes:
        return frozenset()
    with st.expander(
        f"Content notes: the words of {len(notes):,} of {len(sources):,} sources wait for you",
        icon=":material/info:",
        expanded=len(notes) == len(sources),
        key="groupings-notes",
    ):
        return held_back(desk, project, sources, within="groupings")


def _turns(project: Project, source: SourceId) -> tuple[int, ...]:
    passages = source_text(sight(project), project, source).passages
    return tuple(accumulate(int(passage.kind == "turn") for passage in passages))
