"""Themes: made, put into words, held against the data, told or let go; and what belongs to them.

A theme is never deleted: one that does not hold is let go, and stays to be read about. What its
sentences rest on stands in `claims`, how themes hang together in `theme_map` and `matrix`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from workbench.errors import ConflictError, InvalidActionError
from workbench.model import theme_events as h
from workbench.model.ids import AttributeId, CodeId, CodingId, SearchId, ThemeId, Words
from workbench.model.memo import Memo
from workbench.model.prevalence import Prevalence
from workbench.model.theme import (
    PLACEMENTS,
    THEME_STATES,
    Bearing,
    ContrarySearch,
    Placement,
    SearchFound,
    Theme,
    ThemeCounts,
    ThemeState,
    ThemeText,
    ThemeVersion,
)
from workbench.model.typed import iso_date, plain_text
from workbench.project import theme_rules as rules
from workbench.project.opened import Opened
from workbench.project.prevalence import prevalence_of
from workbench.project.reasons import add_reason
from workbench.project.study import day_of
from workbench.project.theme_quotations import (
    ThemeColumns,
    ThemeQuotation,
    columns_of,
    quotations_of,
)
from workbench.project.theme_rules import ThemeConflictError
from workbench.project.theme_traces import ThemeTrace, trace_theme, versions_of
from workbench.store.reads import Reads
from workbench.store.unit import Unit

__all__ = ["ThemeConflictError", "ThemeQuotation", "ThemeTrace", "Themes"]


class Themes:
    """The themes of a study."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    # --- reading ----------------------------------------------------------------------------

    def all(self) -> list[Theme]:
        """Return the themes in their order, those that were let go among them."""
        with self._opened.reading() as reads:
            return reads.themes.all()

    def one(self, theme: ThemeId) -> Theme:
        """Return one theme.

        Raises:
            NotFoundError: It is not there, or no longer.
        """
        with self._opened.reading() as reads:
            return reads.themes.one(theme)

    def counts(self) -> dict[ThemeId, ThemeCounts]:
        """Return how much each theme holds with those below it; who is missing holds nothing."""
        with self._opened.reading() as reads:
            return reads.themes.counts()

    def themes_of(self, coding: CodingId) -> list[ThemeId]:
        """Return the themes that a coding belongs to or bears on, not those above them."""
        with self._opened.reading() as reads:
            return reads.themes.themes_of(coding)

    def quotations(
        self,
        theme: ThemeId,
        *,
        bearing: Placement | None = None,
        first: int = 0,
        most: int | None = None,
    ) -> list[ThemeQuotation]:
        """Return the quotations of a theme and of those below it, in order of import and place.

        Args:
            theme: Which.
            bearing: Only those that bear on it so; empty for those of which nobody said.
            first: How many to pass over.
            most: How many to give at most.
        """
        with self._opened.reading() as reads:
            return quotations_of(reads, theme, bearing, first, most)

    def columns(self, theme: ThemeId, leaves: Mapping[Placement, int], size: int) -> ThemeColumns:
        """Return a leaf of each column of a theme's quotations, and how many there are.

        Args:
            theme: Which.
            leaves: Which leaf of those that bear on it so, from 0.
            size: How many a leaf shows.
        """
        with self._opened.reading() as reads:
            return columns_of(reads, theme, leaves, size)

    def bearings(self, theme: ThemeId) -> dict[CodingId, Bearing]:
        """Return how quotations bear on a theme itself; who is missing was not placed."""
        with self._opened.reading() as reads:
            return reads.themes.bearings(theme)

    def prevalence(self, theme: ThemeId, by: AttributeId | None = None) -> Prevalence:
        """Return how widely a theme is said, by participants alone.

        Args:
            theme: Which.
            by: The attribute whose values make groups; None for the one called *group*.
        """
        with self._opened.reading() as reads:
            reads.themes.one(theme)
            return prevalence_of(reads, theme, by)

    def versions(self, theme: ThemeId) -> list[ThemeVersion]:
        """Return the theme after each change of its words or state, oldest first."""
        with self._opened.reading() as reads:
            reads.themes.one(theme)
            return versions_of(reads, theme)

    def searches(self, theme: ThemeId) -> list[ContrarySearch]:
        """Return when contrary cases of a theme were looked for, and whether any was found."""
        with self._opened.reading() as reads:
            return reads.theme_claims.searches(theme)

    def searched(self) -> set[ThemeId]:
        """Return the themes of which contrary cases were looked for at least once."""
        with self._opened.reading() as reads:
            return reads.theme_claims.searched()

    def notes_before(self) -> list[Memo]:
        """Return what researchers wrote of where they stand and what they expect to find.

        The reader's own come first; of each person, the newest of each kind.
        """
        with self._opened.reading() as reads:
            notes = reads.memos.of_kinds(("positionality", "expectations"))
            return rules.own_and_newest_first(notes, reads.reader)

    def trace_theme(self, theme: ThemeId) -> ThemeTrace:
        """Return each tied sentence of a theme down to the words in their turn and file."""
        with self._opened.reading() as reads:
            return trace_theme(reads, theme)

    # --- the theme itself -------------------------------------------------------------------

    def make(
        self,
        text: ThemeText,
        *,
        parent: ThemeId | None = None,
        codes: Sequence[CodeId] = (),
        codings: Sequence[CodingId] = (),
        theme: ThemeId | None = None,
    ) -> ThemeId:
        """Make a candidate theme; its name is enough.

        Raises:
            NotFoundError: The parent, or a code, is not there.
            InvalidActionError: It has no name, or the id is taken.
            ConflictError: A coding is no longer there.
        """
        with self._opened.unit() as unit:
            return rules.add_theme(unit, text, parent, codes, codings, theme)

    def edit(
        self, theme: ThemeId, text: ThemeText, *, base: int, reason: str | None = None
    ) -> None:
        """Change what is written of a theme.

        Args:
            theme: Which.
            text: All of it, as it shall be.
            base: The version (`Theme.version`) that the person began from.
            reason: Why; asked once the theme is more than a candidate.

        Raises:
            ThemeConflictError: Its words were changed after that version.
        """
        clean = rules.clean_text(text)
        with self._opened.unit() as unit:
            old = unit.reads.themes.one(theme)
            if clean == old.text:
                return
            _refuse_stale_text(unit.reads, old, clean, base)
            _ask_why(unit, reason, asked=old.state != "candidate")
            unit.record(h.ThemeEdited(theme, old.text, clean))
            add_reason(unit, unit.command.action, reason)

    def set_state(
        self,
        theme: ThemeId,
        state: ThemeState,
        *,
        base: int | None = None,
        reason: str | None = None,
    ) -> None:
        """Say how far a theme has come, or let it go; the screen asks why.

        Args:
            theme: Which.
            state: Any of THEME_STATES; what was let go can be taken up again.
            base: The version that the person saw.
            reason: Why.

        Raises:
            ConflictError: Its words, state or parent were changed after that version.
            InvalidActionError: There is no such state, or no quotation belongs to the theme.
        """
        if state not in THEME_STATES:
            raise InvalidActionError(f"This is no state. Choose {', '.join(THEME_STATES)}.")
        with self._opened.unit() as unit:
            old = unit.reads.themes.one(theme)
            rules.refuse_stale(old, base)
            if state == old.state:
                return
            rules.refuse_nothing(unit.reads, old, state)
            _ask_why(unit, reason, asked=True)
            unit.record(h.ThemeStateChanged(theme, old.state, state))
            add_reason(unit, unit.command.action, reason)

    def nest(self, theme: ThemeId, parent: ThemeId | None, *, base: int | None = None) -> None:
        """Put a theme below another one, or on top.

        Raises:
            ConflictError: Its words, state or parent were changed after that version.
            InvalidActionError: It would stand inside itself.
        """
        with self._opened.unit() as unit:
            old = unit.reads.themes.one(theme)
            rules.refuse_stale(old, base)
            rules.refuse_inside_itself(unit.reads, theme, parent)
            if parent != old.parent:
                unit.record(h.ThemeNested(theme, old.parent, parent))

    def order(self, themes: Sequence[ThemeId]) -> None:
        """Put themes in this order; they take the places that they have among all themes.

        Raises:
            NotFoundError: One of them is not there.
        """
        after = tuple(dict.fromkeys(themes))
        with self._opened.unit() as unit:
            for theme in after:
                unit.reads.themes.one(theme)
            before = tuple(one.id for one in unit.reads.themes.all() if one.id in after)
            if before != after:
                unit.record(h.ThemesOrdered(before, after))

    def note_asked(self, theme: ThemeId) -> None:
        """Note that the theme was asked what it claims; it is asked once, and stays asked."""
        with self._opened.unit() as unit:
            if unit.reads.themes.one(theme).asks_for_claim:
                unit.record(h.ClaimAsked(theme))

    # --- what belongs to it -----------------------------------------------------------------

    def take_in(
        self,
        theme: ThemeId,
        codes: Sequence[CodeId] = (),
        codings: Sequence[CodingId] = (),
        *,
        below: bool = False,
    ) -> int:
        """Let codes and single codings belong to a theme; return how many newly do.

        Args:
            theme: Which.
            codes: Codes of the codebook.
            codings: Codings that belong by themselves, whatever their code.
            below: Whether the codes below those come too.

        Raises:
            NotFoundError: A code is not there.
            ConflictError: A coding is no longer there.
        """
        with self._opened.unit() as unit:
            old = unit.reads.themes.one(theme)
            wanted = rules.with_those_below(unit.reads.codes(), codes) if below else codes
            return sum(rules.take_in(unit, old, wanted, codings))

    def put_out(
        self, theme: ThemeId, codes: Sequence[CodeId] = (), codings: Sequence[CodingId] = ()
    ) -> int:
        """Let codes and single codings no longer belong to a theme; return how many did."""
        with self._opened.unit() as unit:
            old = unit.reads.themes.one(theme)
            gone = tuple(code for code in old.codes if code in codes)
            single = tuple(coding for coding in old.codings if coding in codings)
            if gone or single:
                unit.record(h.ThemePutOut(theme, gone, single))
            return len(gone) + len(single)

    def place(
        self,
        theme: ThemeId,
        coding: CodingId,
        bearing: Placement,
        *,
        base: Placement | None = None,
    ) -> None:
        """Say how a quotation bears on a theme; what carries it comes to belong to it.

        Args:
            theme: Which.
            coding: The quotation; one that speaks against the theme need not belong to it.
            bearing: Key, contrary, unclear, or nothing.
            base: What the person saw was said of it.

        Raises:
            ConflictError: Somebody said something else of it meanwhile.
            NotFoundError: The coding is not there.
        """
        if bearing not in PLACEMENTS:
            raise InvalidActionError("A quotation is key, contrary or unclear. Choose one.")
        with self._opened.unit() as unit:
            old, found = unit.reads.themes.one(theme), unit.reads.coding(coding)
            before: Placement = unit.reads.themes.bearings(theme).get(coding, "")
            if base is not None and base != before:
                raise ConflictError(
                    "Somebody placed this quotation elsewhere meanwhile. Look again."
                )
            if bearing == before:
                return
            unit.record(h.QuotationPlaced(theme, coding, before, bearing))
            if bearing == "key" and found.code not in old.codes:
                rules.take_in(unit, old, [], [coding])

    def look_for_contrary(
        self, theme: ThemeId, words: str, found: SearchFound, *, date: str = ""
    ) -> SearchId:
        """Record that contrary cases were looked for, also where none was found.

        Args:
            theme: Which.
            words: Where and how.
            found: Whether there were some.
            date: ISO date; today where it is empty.
        """
        told = Words(plain_text(words))
        if not told or found not in ("none", "some"):
            raise InvalidActionError(
                "Write in a few words where you looked, and say whether you found some or none."
            )
        made, day = SearchId(str(uuid.uuid4())), iso_date(date) if date.strip() else ""
        with self._opened.unit() as unit:
            unit.reads.themes.one(theme)
            search = ContrarySearch(made, told, found, day or day_of(unit.at))
            unit.record(h.ContrarySought(theme, search))
        return made

    def drop_search(self, theme: ThemeId, search: SearchId) -> None:
        """Take out the record of a search for contrary cases."""
        with self._opened.unit() as unit:
            for one in unit.reads.theme_claims.searches(theme):
                if one.id == search:
                    unit.record(h.ContrarySearchDropped(theme, one))


def _ask_why(unit: Unit, reason: str | None, *, asked: bool) -> None:
    unit.reason = "volunteered" if reason else "asked" if asked else "none"


def _refuse_stale_text(reads: Reads, old: Theme, mine: ThemeText, base: int) -> None:
    if old.version <= base:
        return
    seen = [one.text for one in versions_of(reads, old.id) if one.seq <= base]
    began = seen[-1] if seen else ThemeText(Words(""))
    if began != old.text:
        raise ThemeConflictError(began, mine, old.text, old.version)
