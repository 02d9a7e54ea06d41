"""What one person is not told while a blind round is open: what others coded in its sources.

A person's own codings are always told. Codes, themes and memos are nobody's secret; of what was
done to them, the others' codings are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from workbench.model.codebook_events import CodingMove
from workbench.model.coding import Coding
from workbench.model.coding_events import CodingJudged, FacetsSet, QuotationPrinted
from workbench.model.correction import Move
from workbench.model.events import (
    CodingApplied,
    CodingRecoded,
    CodingRemoved,
    CodingResized,
    Event,
)
from workbench.model.ids import CoderId, CodingId, SourceId
from workbench.model.proposal_events import SuggestionAnswered, SuggestionReopened
from workbench.model.theme import ClaimTie
from workbench.model.theme_events import (
    ClaimLinked,
    ClaimReviewed,
    ClaimUnlinked,
    QuotationPlaced,
    ThemePutOut,
    ThemeTookIn,
)

#: Fields in which events name several codings.
_LISTS = frozenset({"codings", "moved", "collapsed", "moves", "reworded"})
_OF_CODING = CodingRecoded | CodingResized | FacetsSet | CodingJudged | QuotationPrinted


@dataclass(frozen=True, slots=True)
class Blindfold:
    """Who is not to see others' codings, and where.

    Attributes:
        reader: Who asks; None for somebody who never joined, and has no codings.
        sources: Those of the round; none for all there are.
    """

    reader: CoderId | None
    sources: frozenset[SourceId]

    def covers(self, coder: CoderId, source: SourceId) -> bool:
        """Tell whether what this coder coded in this source is not shown."""
        return coder != self.reader and (not self.sources or source in self.sources)


@dataclass(frozen=True, slots=True)
class Sighted:
    """What a person with a blindfold can know of an event.

    Attributes:
        fold: The blindfold.
        made_by: Tells who made a coding, and in which source; None of one that is not there.
    """

    fold: Blindfold
    made_by: Callable[[CodingId], tuple[CoderId, SourceId] | None]

    def told(self, event: Event, actor: CoderId) -> Event | None:
        """Return what is told of an event; None where all of it is what others coded.

        Args:
            event: What happened.
            actor: Who did it.
        """
        return None if self._is_kept(event, actor) else self._without(event, actor)

    def _is_kept(self, event: Event, actor: CoderId) -> bool:
        match event:
            case CodingApplied() | CodingRemoved():
                return self._covers(event.coding)
            case SuggestionAnswered() | SuggestionReopened():
                return self.fold.covers(event.record.coder, event.record.source)
            case ClaimLinked() | ClaimUnlinked():
                return self._rests(event.tie)
            case ClaimReviewed():
                return self._rests(event.before) or self._rests(event.after)
            case QuotationPlaced():
                return self._names_hidden(event.coding)
        return isinstance(event, _OF_CODING) and self._is_other(event.coding, event.source, actor)

    def _without(self, event: Event, actor: CoderId) -> Event | None:
        """Return the event without the codings that are not shown."""
        kept: dict[str, Any] = {}
        for name in _LISTS.intersection(field.name for field in fields(event)):
            listed = getattr(event, name)
            shown = tuple(one for one in listed if not self._is_hidden(one, actor))
            kept |= {name: shown} if len(shown) < len(listed) else {}
        left = replace(event, **kept) if kept else event
        if kept and isinstance(left, ThemeTookIn | ThemePutOut) and not left.codes + left.codings:
            return None
        return left

    def _is_hidden(self, one: Coding | CodingMove | Move | CodingId, actor: CoderId) -> bool:
        if isinstance(one, Coding):
            return self._covers(one)
        if isinstance(one, CodingMove):
            return self._is_other(one.coding, one.source, actor)
        return self._names_hidden(CodingId(one.id) if isinstance(one, Move) else one)

    def _covers(self, coding: Coding) -> bool:
        return self.fold.covers(coding.coder, coding.source)

    def _rests(self, tie: ClaimTie) -> bool:
        return tie.rested is not None and self._names_hidden(tie.rested.coding)

    def _names_hidden(self, coding: CodingId) -> bool:
        made = self.made_by(coding)
        return made is not None and self.fold.covers(*made)

    def _is_other(self, coding: CodingId, source: SourceId, actor: CoderId) -> bool:
        """Tell whether a coding is not shown; of one that is gone, by who did this to it."""
        return self.fold.covers(*(self.made_by(coding) or (actor, source)))
