"""Themes, read from the tables: what they say, what belongs to them, and what they rest on.

A theme counts with the themes below it that were not let go. What it holds of codings that are not
there is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    func,
    literal_column,
    select,
    union,
    union_all,
)

from workbench.errors import NotFoundError
from workbench.model.ids import CaseId, CodeId, CodingId, SourceId, ThemeId, Words
from workbench.model.source import SourceKind
from workbench.model.theme import (
    Bearing,
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
        among = _members(_tree(theme), placed=placed)
        query = (
            select(among.c.id)
            .join(t.sources, t.sources.c.id == among.c.source)
            .order_by(t.sources.c.text_seq, among.c.start, among.c.end, among.c.id)
        )
        return [CodingId(coding) for coding in self._db.execute(query).scalars()]

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

    def voices(self, theme: ThemeId) -> list[Row[Any]]:
        """Return where participants speak for a theme or against it, each passage once.

        Returns:
            Rows of coding, source, start, end, the source's kind, the person, and how the coding
            bears on the theme; empty where it belongs and nobody said how.
        """
        tree = _tree(theme)
        among = _members(tree, placed=True)
        worst = _bearing_in(tree)
        bearing = func.coalesce(worst.c.bearing, "").label("bearing")
        query = (
            select(*among.c, t.sources.c.kind, t.speakers.c.person, bearing)
            .join(t.sources, t.sources.c.id == among.c.source)
            .join(t.speakers, _spoken(among))
            .outerjoin(worst, worst.c.coding == among.c.id)
        )
        return list(self._db.execute(query.where(t.speakers.c.role == "participant")))

    def source_kinds(self) -> dict[SourceId, SourceKind]:
        """Return the kind of each source under study."""
        query = select(t.sources.c.id, t.sources.c.kind).where(t.sources.c.removed == 0)
        return {SourceId(row.id): row.kind for row in self._db.execute(query)}

    def participants(self) -> dict[CaseId, list[tuple[SourceId, int]]]:
        """Return where each participant speaks: in which sources, as which of their speakers."""
        speakers = t.speakers.c
        query = (
            select(speakers.person, speakers.source, speakers.n)
            .join(t.sources, t.sources.c.id == speakers.source)
            .join(t.cases, t.cases.c.id == speakers.person)
            .where(speakers.role == "participant", t.sources.c.removed == 0)
        )
        found: dict[CaseId, list[tuple[SourceId, int]]] = {}
        for person, source, n in self._db.execute(query.order_by(t.cases.c.name, t.cases.c.id)):
            found.setdefault(CaseId(person), []).append((SourceId(source), n))
        return found

    def counts(self) -> dict[ThemeId, ThemeCounts]:
        """Return how much each theme holds with those below it; who is missing holds nothing."""
        tree = _tree(None)
        among = _members(tree, placed=False)
        person = case((t.speakers.c.role == "participant", t.speakers.c.person))
        query = (
            select(
                among.c.theme,
                func.count().label("codings"),
                func.count(among.c.source.distinct()).label("sources"),
                func.count(person.distinct()).label("participants"),
            )
            .select_from(among)
            .outerjoin(t.speakers, _spoken(among))
            .group_by(among.c.theme)
        )
        held = {row.theme: row for row in self._db.execute(query)}
        bearing = self._bearing_counts(tree)
        found: dict[ThemeId, ThemeCounts] = {}
        for theme in held.keys() | bearing.keys():
            row = held.get(theme)
            own = (row.codings, row.participants, row.sources) if row else (0, 0, 0)
            found[ThemeId(theme)] = ThemeCounts(*own, **bearing.get(theme, {}))
        return found

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


def _spoken(among: CTE) -> ColumnElement[bool]:
    return and_(t.speakers.c.source == among.c.source, t.speakers.c.n == among.c.speaker)


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


def _members(tree: CTE, *, placed: bool) -> CTE:
    """Return the codings that belong to each theme of a tree with their places, each once."""
    held = (
        select(tree.c.theme, h.theme_codes.c.code)
        .join(h.theme_codes, h.theme_codes.c.theme == tree.c.below)
        .distinct()
        .cte("held")
    )
    single = [
        select(tree.c.theme, table.c.coding).join(table, table.c.theme == tree.c.below)
        for table in ([h.theme_codings, h.bearings] if placed else [h.theme_codings])
    ]
    own = union(*single).cte("own")
    columns = (_C.id, _C.source, _C.start, _C.end, _C.speaker)
    by_code = select(held.c.theme, *columns).join(t.codings, _C.code == held.c.code)
    of_held = select(held.c.code).where(held.c.theme == own.c.theme, held.c.code == _C.code)
    by_itself = select(own.c.theme, *columns).join(t.codings, _C.id == own.c.coding)
    return union_all(by_code, by_itself.where(~of_held.exists())).cte("members")


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
