"""Themes, read from the tables: what they say, what belongs to them, and what they rest on.

A theme counts with the themes below it that were not let go. What it holds of codings that are not
there is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Row,
    Select,
    case,
    func,
    literal_column,
    select,
    union,
)

from workbench.errors import NotFoundError
from workbench.model.ids import CaseId, CodeId, CodingId, SourceId, ThemeId, Words
from workbench.model.source import SourceKind
from workbench.model.theme import (
    Bearing,
    Placement,
    Theme,
    ThemeCounts,
    ThemeText,
)
from workbench.store import tables as t
from workbench.store import theme_tables as h

_TEXT = tuple(f.name for f in fields(ThemeText))
_THEMES = (
    select(h.themes).where(h.themes.c.removed == 0).order_by(h.themes.c.position, h.themes.c.id)
)
_C = t.codings.c
_WITHDRAWN = select(t.consents.c.person).where(t.consents.c.withdrawn != "")


#: A source, and who speaks there: none where nobody is known to.
_Place = tuple[str, int | None]


class _Single(NamedTuple):
    coding: str
    code: str
    place: _Place


class Voice(NamedTuple):
    """A passage in which a participant speaks for a theme or against it.

    Attributes:
        bearing: How it bears on the theme; empty where it belongs and nobody said how.
    """

    source: SourceId
    start: int
    end: int
    person: CaseId
    bearing: Placement


class Themes:
    """Questions about themes."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def all(self) -> list[Theme]:
        """Return the themes in order of making, those that were let go among them."""
        codes = self._grouped(
            select(h.theme_codes.c.theme, t.codes.c.id)
            .join(t.codes, t.codes.c.id == h.theme_codes.c.code)
            .where(t.codes.c.gone == "")
            .order_by(t.codes.c.position)
        )
        codings = self._grouped(
            select(h.theme_codings.c.theme, _C.id)
            .join(t.codings, _C.id == h.theme_codings.c.coding)
            .order_by(_C.source, _C.start, _C.id)
        )
        return [
            _theme(row, codes.get(row.id, []), codings.get(row.id, []))
            for row in self._db.execute(_THEMES)
        ]

    def one(self, theme: ThemeId) -> Theme:
        """Return one theme.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        found = next((one for one in self.all() if one.id == theme), None)
        if found is None:
            raise NotFoundError("This theme is not there, or no longer. Look again to see why.")
        return found

    def names(self) -> dict[str, str]:
        """Return the name of every theme there ever was, by id."""
        return {
            row.id: row.name for row in self._db.execute(select(h.themes.c.id, h.themes.c.name))
        }

    def is_taken(self, theme: str) -> bool:
        """Tell whether there ever was a theme with this id."""
        query = select(h.themes.c.id).where(h.themes.c.id == theme)
        return self._db.execute(query).first() is not None

    def next_position(self) -> int:
        """Return the place of the next theme in order of making."""
        return int(self._db.execute(select(func.count()).select_from(h.themes)).scalar_one())

    def version_entries(self, theme: ThemeId) -> list[int]:
        """Return the entries that changed a theme's words or state, oldest first."""
        versions = h.theme_versions.c
        query = select(versions.seq).where(versions.theme == theme).order_by(versions.seq)
        return list(self._db.execute(query).scalars())

    # --- what belongs -----------------------------------------------------------------------

    def held_codes(self, codes: Iterable[CodeId]) -> list[tuple[ThemeId, CodeId]]:
        """Return which themes any of these codes belong to, wherever the codes are now."""
        held = h.theme_codes.c
        query = select(held.theme, held.code).where(held.code.in_(list(codes)))
        return [(ThemeId(r.theme), CodeId(r.code)) for r in self._db.execute(query)]

    def held_codings(self, codings: Iterable[CodingId]) -> list[tuple[ThemeId, CodingId]]:
        """Return which themes any of these codings belong to by themselves, there or not."""
        held, wanted = h.theme_codings.c, set(codings)
        rows = self._db.execute(select(held.theme, held.coding))
        return [(ThemeId(r.theme), CodingId(r.coding)) for r in rows if r.coding in wanted]

    def bearings(self, theme: ThemeId) -> dict[CodingId, Bearing]:
        """Return how quotations that are there bear on a theme."""
        query = (
            select(h.bearings.c.coding, h.bearings.c.bearing)
            .join(t.codings, _C.id == h.bearings.c.coding)
            .where(h.bearings.c.theme == theme)
        )
        return {CodingId(row.coding): row.bearing for row in self._db.execute(query)}

    def bearings_in(self, theme: ThemeId) -> dict[CodingId, Bearing]:
        """Return how quotations bear on a theme or one below it; contrary weighs most."""
        worst = _bearing_in(_tree(theme))
        rows = self._db.execute(select(worst.c.coding, worst.c.bearing))
        return {CodingId(row.coding): row.bearing for row in rows}

    def bearings_of(self, codings: Iterable[CodingId]) -> list[tuple[ThemeId, CodingId, Bearing]]:
        """Return how any of these codings, there or not, bear on themes."""
        wanted, rows = set(codings), self._db.execute(select(h.bearings))
        return [
            (ThemeId(r.theme), CodingId(r.coding), r.bearing) for r in rows if r.coding in wanted
        ]

    def members(self, theme: ThemeId, *, placed: bool = True) -> list[CodingId]:
        """Return the codings of a theme and those below it, in order of import and place.

        Args:
            theme: Which.
            placed: Whether those come too that only bear on it, as a contrary voice may.
        """
        query = select(t.sources.c.id, t.sources.c.import_seq)
        order = {row.id: row.import_seq for row in self._db.execute(query)}
        held = self._held(theme, placed=placed)
        rows = [(order[source], start, end, coding) for coding, source, start, end, _ in held]
        return [CodingId(row[3]) for row in sorted(rows)]

    def themes_of(self, coding: CodingId) -> list[ThemeId]:
        """Return the themes that a coding belongs to or bears on, not those above them."""
        code = select(_C.code).where(_C.id == coding).scalar_subquery()
        query = union(
            select(h.theme_codes.c.theme).where(h.theme_codes.c.code == code),
            select(h.theme_codings.c.theme).where(h.theme_codings.c.coding == coding),
            select(h.bearings.c.theme).where(h.bearings.c.coding == coding),
        )
        found = set(self._db.execute(query).scalars())
        return [ThemeId(row.id) for row in self._db.execute(_THEMES) if row.id in found]

    def voices(self, theme: ThemeId) -> list[Voice]:
        """Return where participants speak for a theme or against it, each passage once."""
        people = self._people()
        said = self.bearings_in(theme)
        return [
            Voice(source, start, end, person, said.get(coding, ""))
            for coding, source, start, end, speaker in self._held(theme, placed=True)
            if (person := people.get((source, speaker))) is not None
        ]

    def source_kinds(self) -> dict[SourceId, SourceKind]:
        """Return the kind of each source under study, but where all who took part withdrew."""
        heard = t.speakers.alias().c
        speaks = select(heard.n).where(heard.source == t.sources.c.id, heard.role == "participant")
        gone = speaks.exists() & ~speaks.where(heard.person.not_in(_WITHDRAWN)).exists()
        query = select(t.sources.c.id, t.sources.c.kind).where(t.sources.c.removed == 0, ~gone)
        return {SourceId(row.id): row.kind for row in self._db.execute(query)}

    def participants(self) -> dict[CaseId, list[tuple[SourceId, int]]]:
        """Return where each participant speaks: in which sources, as which of their speakers.

        Who withdrew is none of them.
        """
        speakers = t.speakers.c
        query = (
            select(speakers.person, speakers.source, speakers.n)
            .join(t.sources, t.sources.c.id == speakers.source)
            .join(t.cases, t.cases.c.id == speakers.person)
            .where(speakers.role == "participant", t.sources.c.removed == 0)
            .where(speakers.person.not_in(_WITHDRAWN))
        )
        found: dict[CaseId, list[tuple[SourceId, int]]] = {}
        for person, source, n in self._db.execute(query.order_by(t.cases.c.name, t.cases.c.id)):
            found.setdefault(CaseId(person), []).append((SourceId(source), n))
        return found

    def counts(self) -> dict[ThemeId, ThemeCounts]:
        """Return how much each theme holds with those below it; who is missing holds nothing."""
        people, by_code, tree = self._people(), self._by_code(), _tree(None)
        below: dict[str, list[str]] = {}
        for theme, one in self._db.execute(select(tree)):
            below.setdefault(theme, []).append(one)
        codes = self._grouped(select(h.theme_codes.c.theme, h.theme_codes.c.code))
        single = self._singles()
        bearing = self._bearing_counts(tree)
        found: dict[ThemeId, ThemeCounts] = {}
        for theme, ones in below.items():
            held = {code for one in ones for code in codes.get(one, [])}
            rows = [by_code[code] for code in held if code in by_code]
            own = {row for one in ones for row in single.get(one, []) if row.code not in held}
            places = {place for _, there in rows for place in there} | {row.place for row in own}
            count = sum(n for n, _ in rows) + len(own)
            if count or theme in bearing:
                who = {people[place] for place in places if place in people}
                sources = {source for source, _ in places}
                numbers = (count, len(who), len(sources))
                found[ThemeId(theme)] = ThemeCounts(*numbers, **bearing.get(theme, {}))
        return found

    def _by_code(self) -> dict[str, tuple[int, set[_Place]]]:
        """Return how many codings each code has, and in which sources who speaks in them.

        The database hands over a list of codes for each speaker: a row for each coding costs more.
        """
        listed = func.aggregate_strings(_C.code, " ").label("codes")
        query = select(_C.source, _C.speaker, listed).group_by(_C.source, _C.speaker)
        counts: Counter[str] = Counter()
        places: dict[str, set[_Place]] = {}
        for source, speaker, codes in self._db.execute(query):
            here = Counter(codes.split())
            counts.update(here)
            for code in here:
                places.setdefault(code, set()).add((source, speaker))
        return {code: (n, places[code]) for code, n in counts.items()}

    def _singles(self) -> dict[str, list[_Single]]:
        """Return the codings that belong to each theme by themselves."""
        query = select(h.theme_codings.c.theme, _C.id, _C.code, _C.source, _C.speaker)
        found: dict[str, list[_Single]] = {}
        rows = self._db.execute(query.join(t.codings, _C.id == h.theme_codings.c.coding))
        for theme, coding, code, source, speaker in rows:
            found.setdefault(theme, []).append(_Single(coding, code, (source, speaker)))
        return found

    def _people(self) -> dict[_Place, CaseId]:
        """Return which participant speaks, by source and speaker; who withdrew is none of them."""
        speakers = t.speakers.c
        query = select(speakers.source, speakers.n, speakers.person)
        asked = query.where(speakers.role == "participant", speakers.person.not_in(_WITHDRAWN))
        return {(r.source, r.n): CaseId(r.person) for r in self._db.execute(asked)}

    def _held(self, theme: ThemeId, *, placed: bool) -> Iterator[Row[Any, Any, Any, Any, Any]]:
        """Return the codings of a theme and those below it: id, source, start, end, speaker."""
        below = select(_tree(theme).c.below)
        held = select(h.theme_codes.c.code).where(h.theme_codes.c.theme.in_(below))
        tables = [h.theme_codings, h.bearings] if placed else [h.theme_codings]
        own = union(*(select(x.c.coding).where(x.c.theme.in_(below)) for x in tables))
        columns = select(_C.id, _C.source, _C.start, _C.end, _C.speaker)
        for asked in (_C.code.in_(held), _C.id.in_(own) & _C.code.not_in(held)):
            yield from self._db.execute(columns.where(asked)).all()

    def _bearing_counts(self, tree: CTE) -> dict[str, dict[str, int]]:
        worst = _bearing_in(tree)
        query = select(worst.c.theme, worst.c.bearing, func.count()).join(
            t.codings, _C.id == worst.c.coding
        )
        found: dict[str, dict[str, int]] = {}
        for theme, bearing, n in self._db.execute(query.group_by(worst.c.theme, worst.c.bearing)):
            found.setdefault(theme, {})[bearing] = n
        return found

    def _grouped(self, query: Select[Any]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for theme, thing in self._db.execute(query):
            found.setdefault(theme, []).append(thing)
        return found


def _tree(theme: ThemeId | None) -> CTE:
    """Return pairs of a theme and itself or one below it that was not let go."""
    own = select(h.themes.c.id.label("theme"), h.themes.c.id.label("below"))
    own = own.where(h.themes.c.removed == 0)
    if theme is not None:
        own = own.where(h.themes.c.id == theme)
    tree = own.cte("tree", recursive=True)
    child = h.themes.alias()
    stands = (child.c.parent == tree.c.below) & (child.c.removed == 0)
    below = select(tree.c.theme, child.c.id).where(stands & (child.c.state != "let go"))
    return tree.union(below)


def _bearing_in(tree: CTE) -> CTE:
    """Return how codings bear on each theme of a tree; contrary weighs most, then unclear."""
    bearing = func.max(_RANK)
    name = case((bearing == 3, "contrary"), (bearing == 2, "unclear"), else_="key")
    return (
        select(tree.c.theme, h.bearings.c.coding, name.label("bearing"))
        .join(h.bearings, h.bearings.c.theme == tree.c.below)
        .group_by(tree.c.theme, h.bearings.c.coding)
        .cte("bearing_in")
    )


_RANK: ColumnElement[int] = case(
    (h.bearings.c.bearing == "contrary", literal_column("3")),
    (h.bearings.c.bearing == "unclear", literal_column("2")),
    else_=literal_column("1"),
)


def _theme(row: Row[Any], codes: Iterable[str], codings: Iterable[str]) -> Theme:
    return Theme(
        ThemeId(row.id),
        ThemeText(*(Words(getattr(row, name)) for name in _TEXT)),
        row.state,
        None if row.parent is None else ThemeId(row.parent),
        bool(row.asked),
        tuple(map(CodeId, codes)),
        tuple(map(CodingId, codings)),
        row.position,
        row.made_at,
        row.version,
    )
