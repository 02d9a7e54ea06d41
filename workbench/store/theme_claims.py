"""What sentences of themes rest on, and whether that is still as it was.

A tie keeps the coding, its segment, its code with the version of its card, and the text of the
source as they were. It is stale where one of them is not as it was, and in no other case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from workbench.errors import NotFoundError
from workbench.model.ids import (
    ClaimLinkId,
    CodeId,
    CodingId,
    LineId,
    SearchId,
    SourceId,
    ThemeId,
    Words,
)
from workbench.model.theme import (
    ClaimLink,
    ClaimTie,
    ContrarySearch,
    NowWhat,
    NowWhatForm,
    RestedOn,
    Stale,
)
from workbench.store import tables as t
from workbench.store import theme_tables as h

_C = t.codings.c


class ThemeClaims:
    """Questions about claims, searches for contrary cases, and what follows from themes."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def links(self, theme: ThemeId | None = None) -> list[ClaimLink]:
        """Return what sentences of one theme or of all rest on, each with what is not as it was."""
        query = _LINKS if theme is None else _LINKS.where(h.claim_links.c.theme == theme)
        return [_link(row) for row in self._db.execute(query)]

    def link(self, link: ClaimLinkId) -> ClaimLink:
        """Return one tie of a sentence.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        row = self._db.execute(_LINKS.where(h.claim_links.c.id == link)).one_or_none()
        if row is None:
            raise NotFoundError("This tie of a claim is no longer there. Look again to see why.")
        return _link(row)

    def links_to(self, coding: CodingId) -> list[ClaimLink]:
        """Return what rests on a coding."""
        rows = self._db.execute(_LINKS.where(h.claim_links.c.coding == coding))
        return [_link(row) for row in rows]

    def rested_on(self, coding: CodingId) -> RestedOn | None:
        """Return what a claim rests on that is tied to a coding now; None where it is gone."""
        row = self._db.execute(_NOW.where(_C.id == coding)).one_or_none()
        return None if row is None else RestedOn(*row)

    def searches(self, theme: ThemeId) -> list[ContrarySearch]:
        """Return when contrary cases were looked for, oldest first."""
        table = h.contrary_searches
        query = select(table).where(table.c.theme == theme).order_by(table.c.date, table.c.id)
        rows = self._db.execute(query)
        return [ContrarySearch(SearchId(r.id), Words(r.words), r.found, r.date) for r in rows]

    def searched(self) -> set[ThemeId]:
        """Return the themes of which contrary cases were looked for at least once."""
        found = self._db.execute(select(h.contrary_searches.c.theme).distinct()).scalars()
        return {ThemeId(theme) for theme in found}

    def now_whats(self, theme: ThemeId) -> list[NowWhat]:
        """Return the lines of *Now what* of a theme in order."""
        lines = h.now_whats
        query = select(lines).where(lines.c.theme == theme).order_by(lines.c.position, lines.c.id)
        return [_line(row) for row in self._db.execute(query)]

    def now_what(self, line: LineId) -> NowWhat:
        """Return one line of *Now what*.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        row = self._db.execute(select(h.now_whats).where(h.now_whats.c.id == line)).one_or_none()
        if row is None:
            raise NotFoundError("This line is no longer there. Look again to see why.")
        return _line(row)


#: What a claim rests on that is tied to a coding now: the columns of `RestedOn`.
_NOW = (
    select(
        _C.id,
        _C.source,
        _C.start,
        _C.end,
        _C.code,
        t.codes.c.card_version,
        t.sources.c.text_seq,
        t.codes.c.state,
    )
    .join(t.codes, t.codes.c.id == _C.code)
    .join(t.sources, t.sources.c.id == _C.source)
)

_FORMER = t.codes.alias()
_LINKS = (
    select(
        h.claim_links,
        _C.id.label("now_coding"),
        _C.code.label("now_code"),
        _C.start.label("now_start"),
        _C.end.label("now_end"),
        _FORMER.c.card_version.label("now_card"),
        _FORMER.c.state.label("now_state"),
        _FORMER.c.gone.label("now_gone"),
        t.sources.c.text_seq.label("now_text"),
        *(h.themes.c[name].label(f"now_{name}") for name in ("claim", "what", "so_what")),
    )
    .join(h.themes, h.themes.c.id == h.claim_links.c.theme)
    .outerjoin(t.codings, _C.id == h.claim_links.c.coding)
    .outerjoin(_FORMER, _FORMER.c.id == h.claim_links.c.code)
    .outerjoin(t.sources, t.sources.c.id == h.claim_links.c.source)
    .where(h.themes.c.removed == 0)
    .order_by(h.themes.c.position, h.claim_links.c.of, h.claim_links.c.at, h.claim_links.c.id)
)


def _link(row: Row[Any]) -> ClaimLink:
    rested = None
    if row.coding is not None:
        place = CodingId(row.coding), SourceId(row.source), row.start, row.end
        rested = RestedOn(*place, CodeId(row.code), row.card, row.text, row.state)
    tie = ClaimTie(row.of, Words(row.sentence), row.basis, rested, Words(row.note))
    stale = tuple(_stale(row)) if rested else ()
    if tie.sentence not in getattr(row, f"now_{tie.of}"):
        stale = (*stale, "reworded")
    return ClaimLink(ClaimLinkId(row.id), ThemeId(row.theme), tie, row.at, stale)


def _stale(row: Row[Any]) -> Iterable[Stale]:
    """Return what of a quotation's tie is not as it was."""
    checks: tuple[tuple[Stale, bool], ...] = (
        ("removed", row.now_coding is None),
        ("recoded", row.now_coding is not None and row.now_code != row.code),
        ("resized", row.now_coding is not None and _moved(row)),
        ("redefined", row.now_card != row.card),
        ("merged", row.now_gone == "merged"),
        ("deleted", row.now_gone == "deleted"),
        ("retired", row.now_state == "retired" and row.state != "retired"),
        ("corrected", row.now_text != row.text),
    )
    return (why for why, holds in checks if holds)


def _moved(row: Row[Any]) -> bool:
    return (row.now_start, row.now_end) != (row.start, row.end)


def _line(row: Row[Any]) -> NowWhat:
    form = NowWhatForm(row.audience, Words(row.words), Words(row.owner), row.basis)
    return NowWhat(LineId(row.id), ThemeId(row.theme), form, row.position, row.version)
