"""The versions of sources' texts: which held when, and where things of another version stand now.

A source that was never corrected has no rows here: its only version is the imported one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from workbench.model.correction import FIRST, Alignment, AnchorKind, Stretch, Voice
from workbench.model.correction_events import TextReturned
from workbench.model.ids import ClaimLinkId, SourceId
from workbench.model.memo import MemoLink
from workbench.model.proposal import RunInput
from workbench.model.source import Passage, Segment
from workbench.model.theme import RestedOn
from workbench.store import correction_tables as k
from workbench.store import tables as t
from workbench.store.blind import SIGHTED
from workbench.store.correction_effects import ANCHORED, Way
from workbench.store.passages import place_of, unpack

_V = k.text_versions.c
#: Stands for where something is no longer.
_NOWHERE = (0, 0)


class Anchor(NamedTuple):
    """What stands at a place of a source."""

    kind: AnchorKind
    id: str
    start: int
    end: int

    @property
    def segment(self) -> Segment:
        """Where it stands."""
        return Segment(self.start, self.end)


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A version of a text as the tables hold it.

    Attributes:
        parent: The version it was made from; None of the imported one.
        seq: The entry that brought it.
    """

    n: int
    parent: int | None
    seq: int
    part: int
    characters: int
    words: int
    turns: int


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text that was corrected, and what the correction made of it.

    Attributes:
        n: Its number.
        seq: The entry that holds its words, in the part `part`.
        corrected: The entry that corrected it.
        stretches: How its words lie to those of the corrected one.
        back: Where what stands in the corrected one stood.
        gone: Speakers who have no words there any more.
        new: Speakers who had none in it.
    """

    n: int
    seq: int
    part: int
    corrected: int
    passages: Sequence[Passage]
    stretches: Sequence[Stretch]
    back: Way
    gone: Sequence[Voice]
    new: Sequence[Voice]


@dataclass(frozen=True, slots=True)
class TextAside:
    """A corrected text that does not hold, nor was the one that holds made from it.

    Attributes:
        n: Its number.
        parent: That of the text it was made from.
        seq: The entry that holds its words, in the part `part`.
        way: Where what stands in the text it was made from stands in it.
        new: Speakers who have no words in the text it was made from.
    """

    n: int
    parent: int
    seq: int
    part: int
    passages: Sequence[Passage]
    way: Way
    new: Sequence[Voice]


class TextVersions:
    """Questions about versions of texts."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of(self, source: SourceId) -> list[TextVersion]:
        """Return the versions of a corrected source's text, in order; none of any other."""
        rows = self._db.execute(select(k.text_versions).where(_V.source == source).order_by(_V.n))
        return [
            TextVersion(
                row.n,
                row.parent,
                row.text_seq,
                row.text_part,
                row.characters,
                row.words,
                row.turns,
            )
            for row in rows
        ]

    def only(self, source: SourceId) -> TextVersion:
        """Return the version of a text that was never corrected."""
        row = self._db.execute(select(t.sources).where(t.sources.c.id == source)).one()
        account = row.characters, row.words, row.turns
        return TextVersion(FIRST, None, row.text_seq, row.text_part, *account)

    def earlier(self, source: SourceId) -> Iterator[EarlierText]:
        """Yield the texts that a source's was made from, the last one first."""
        query = select(k.text_versions).where(_V.source == source)
        rows = {row.n: row for row in self._db.execute(query)} if self.any else {}
        made = rows.get(self.now(source))
        while made is not None and made.parent is not None:
            row = rows[made.parent]
            yield EarlierText(
                row.n,
                row.text_seq,
                row.text_part,
                made.text_seq,
                unpack(row.passages),
                [Stretch(*one) for one in json.loads(made.stretches)],
                Way(made, is_back=True),
                *([Voice(*one) for one in json.loads(told)] for told in (made.gone, made.new)),
            )
            made = row

    def aside(self, source: SourceId) -> Iterator[TextAside]:
        """Yield the texts that were undone or left behind, each after the one it was made from."""
        if source not in self.corrected:
            return
        on_the_way = {self.now(source), *(one.n for one in self.earlier(source))}
        query = select(k.text_versions).where(_V.source == source).order_by(_V.n)
        for row in self._db.execute(query).all():
            if row.n not in on_the_way:
                yield TextAside(
                    row.n,
                    row.parent,
                    row.text_seq,
                    row.text_part,
                    unpack(row.passages),
                    Way(row, is_back=False),
                    [Voice(*one) for one in json.loads(row.new)],
                )

    def next_speaker(self, source: SourceId) -> int:
        """Return a number that no speaker of any version of a text has."""
        s = t.speakers.c
        query = select(func.max(s.n)).where(s.source == source)
        numbers: list[int] = [self._db.execute(query).scalar() or 0]
        rows = self._db.execute(select(_V.gone, _V.new).where(_V.source == source))
        numbers += [voice[0] for row in rows for told in row for voice in json.loads(told)]
        return max(numbers) + 1

    def now(self, source: SourceId) -> int:
        """Return which version of a source's text holds; the first of one that is not there."""
        query = select(t.sources.c.text_version).where(t.sources.c.id == source)
        return self._db.execute(query).scalar() or FIRST

    def anchors(self, source: SourceId) -> Iterator[Anchor]:
        """Yield all that stands in a source by an id of its own, whoever made it."""
        for kind, table in ANCHORED.items():
            c = table.c
            query = select(c.id, c.start, c.end).where(c.source == source)
            rows = query.order_by(c.start, c.end, c.id).execution_options(**SIGHTED)
            for row in self._db.execute(rows):
                yield Anchor(kind, row.id, row.start, row.end)

    def crowds(self, event: TextReturned) -> bool:
        """Tell whether two codings of one coder and code would stand on the same words after it."""
        c = t.codings.c
        made = select(k.text_versions).where(
            _V.source == event.source, _V.n == max(event.before, event.after)
        )
        way = Way(self._db.execute(made).one(), is_back=event.after < event.before)
        query = select(c.id, c.start, c.end, c.code, c.coder).where(c.source == event.source)
        rows = self._db.execute(query).all()
        at = {(way.of("coding", r.id, Segment(r.start, r.end)), r.code, r.coder) for r in rows}
        return len(at) < len(rows)

    def link_now(self, link: MemoLink) -> MemoLink | None:
        """Return a link as it leads now: a passage of an earlier version is found again.

        Returns:
            None where the words of the passage were taken out.
        """
        if link.start is None or link.end is None:
            return link
        source = SourceId(link.thing)
        place = self._moved(source, link.text, Segment(link.start, link.end))
        if place is None:
            return None
        return MemoLink(link.kind, link.thing, place.start, place.end, self.now(source))

    def claim_then(self, link: ClaimLinkId, rested: RestedOn) -> tuple[int, Segment] | None:
        """Return in which part of the entry that a claim rests on its words lie, and where there.

        Returns:
            None where the text that holds was not made from that one.
        """
        at = Segment(rested.start, rested.end)
        query = select(k.text_versions).where(_V.source == rested.source)
        rows = {row.n: row for row in self._db.execute(query)} if self.any else {}
        if not rows:
            return self.only(rested.source).part, at
        version = rows.get(self.now(rested.source))
        while version is not None and version.text_seq != rested.text:
            at = Way(version, is_back=True).of("claim", link, at)
            version = rows.get(version.parent)
        return None if version is None else (version.text_part, at)

    def input_now(self, given: RunInput, seq: int) -> RunInput:
        """Return where the segments of a run stand now, which an entry recorded."""
        version = self._held_at(given.source, seq)
        if version == self.now(given.source):
            return given
        pairs = zip(given.spans[::2], given.spans[1::2], strict=True)
        places: list[int] = []
        for start, end in pairs:
            place = self._moved(given.source, version, Segment(start, end))
            places += _NOWHERE if place is None else (place.start, place.end)
        return RunInput(given.source, tuple(places))

    def turn_then(self, source: SourceId, position: int, seq: int) -> int | None:
        """Return the turn that a position lay in when an entry was written."""
        version = self._held_at(source, seq)
        query = select(t.sources.c.passages).where(t.sources.c.id == source)
        if version != self.now(source):
            query = select(_V.passages).where(_V.source == source, _V.n == version)
        packed: str | None = self._db.execute(query).scalar()
        return None if packed is None else place_of(packed, position).turn

    @cached_property
    def any(self) -> bool:
        """Whether any text was ever corrected."""
        return bool(self.corrected)

    @cached_property
    def corrected(self) -> frozenset[str]:
        """The sources whose texts were ever corrected."""
        return frozenset(self._db.execute(select(_V.source).distinct()).scalars())

    def _held_at(self, source: SourceId, seq: int) -> int:
        if not self.any:
            return FIRST
        turns = k.text_turns.c
        query = select(turns.n).where(turns.source == source, turns.seq <= seq)
        held: int | None = self._db.execute(query.order_by(turns.seq.desc()).limit(1)).scalar()
        return held or FIRST

    def _moved(self, source: SourceId, version: int, segment: Segment) -> Segment | None:
        """Return where a segment of one version stands in the one that holds."""
        now = self.now(source) if self.any else version
        if now == version:
            return segment
        place: Segment | None = segment
        for way in self._path(source, version, now):
            if place is None:
                return None
            place = way.moved(place)
        return place

    def _path(self, source: SourceId, start: int, to: int) -> Iterator[Alignment]:
        """Yield the way from one version to another: back to where they part, and on from there."""
        query = select(_V.n, _V.parent, _V.stretches).where(_V.source == source)
        rows: dict[int, Any] = {row.n: row for row in self._db.execute(query).all()}
        down: list[Alignment] = []
        while start != to:
            if start > to:  # a version has a greater number than the one it was made from
                if start not in rows:
                    return
                yield _way(rows[start]).turned
                start = rows[start].parent
            else:
                down.append(_way(rows[to]))
                to = rows[to].parent
        yield from reversed(down)


def _way(row: Any) -> Alignment:
    return Alignment(Stretch(*one) for one in json.loads(row.stretches))
