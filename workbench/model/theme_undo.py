"""What undoing an event of themes means; `undo` says how it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any

from workbench.model import theme_events as h
from workbench.model.theme import ClaimTie, Relation
from workbench.model.theme_events import ThemeEvent
from workbench.model.turning import turned

_PAIRS: tuple[tuple[type[ThemeEvent], type[ThemeEvent]], ...] = (
    (h.ThemeMade, h.ThemeRemoved),
    (h.ThemeTookIn, h.ThemePutOut),
    (h.ContrarySought, h.ContrarySearchDropped),
    (h.ClaimLinked, h.ClaimUnlinked),
    (h.NowWhatAdded, h.NowWhatRemoved),
    (h.RelationDrawn, h.RelationErased),
    (h.MapKept, h.MapDropped),
)
_OPPOSITES = dict(_PAIRS) | {back: forth for forth, back in _PAIRS}
#: Facts that stay: that a question was asked, and that words left the project.
_FACTS = (h.ClaimAsked, h.ThemesHandedOver)


def inverse(event: ThemeEvent) -> ThemeEvent | None:
    """Return the event that takes one of these back; None for a fact that stays."""
    if isinstance(event, _FACTS):
        return None
    if isinstance(event, h.ClaimReviewed):
        after, at = event.after, event.after_at
        back = replace(event, after=event.before, after_at=event.before_at)
        return replace(back, before=after, before_at=at)
    opposite = _OPPOSITES.get(type(event))
    if opposite is None:
        return turned(event)
    return opposite(**{f.name: getattr(event, f.name) for f in fields(event)})


_Aspects = Callable[[Any], set[str]]


def _both(pair: int, aspects: _Aspects) -> dict[type[ThemeEvent], _Aspects]:
    return dict.fromkeys(_PAIRS[pair], aspects)


_CHANGES: dict[type[ThemeEvent], _Aspects] = {
    **_both(0, lambda e: {f"theme:{e.theme}{of}" for of in ("", "/text", "/state", "/parent")}),
    **_both(1, lambda e: {f"theme:{e.theme}/{of}" for of in _belonging(e)}),
    **_both(2, lambda e: {f"search:{e.search.id}"}),
    **_both(3, lambda e: {f"link:{e.link}", f"link:{e.link}/tie"}),
    **_both(4, lambda e: {f"line:{e.line}", f"line:{e.line}/form"}),
    **_both(5, lambda e: {f"relation:{e.relation.id}"}),
    **_both(6, lambda e: {f"map:{e.map}"}),
    h.ThemeEdited: lambda e: {f"theme:{e.theme}/text"},
    h.ThemeStateChanged: lambda e: {f"theme:{e.theme}/state"},
    h.ThemeNested: lambda e: {f"theme:{e.theme}/parent"},
    h.ThemesOrdered: lambda e: {f"theme:{theme}/place" for theme in e.after},
    h.QuotationPlaced: lambda e: {f"theme:{e.theme}/bearing:{e.coding}"},
    h.ClaimReviewed: lambda e: {f"link:{e.link}/tie"},
    h.NowWhatChanged: lambda e: {f"line:{e.line}/form"},
    h.MapArranged: lambda e: {f"place:{p.kind}:{p.thing}" for p in (*e.before, *e.after)},
    h.CellWritten: lambda e: {f"cell:{e.case}/{e.kind}:{e.thing}"},
}
_RESTS_ON: dict[type[ThemeEvent], _Aspects] = {
    **_both(0, lambda e: _themes([e.parent])),
    **_both(1, lambda e: {f"theme:{e.theme}", *_belonging(e)}),
    **_both(2, lambda e: {f"theme:{e.theme}"}),
    **_both(3, lambda e: {f"theme:{e.theme}", *_tied(e.tie)}),
    **_both(4, lambda e: {f"theme:{e.theme}"}),
    **_both(5, lambda e: _related(e.relation)),
    h.ThemeEdited: lambda e: {f"theme:{e.theme}"},
    h.ThemeStateChanged: lambda e: {f"theme:{e.theme}"},
    h.ThemeNested: lambda e: _themes([e.theme, e.before, e.after]),
    h.ThemesOrdered: lambda e: _themes(e.after),
    h.QuotationPlaced: lambda e: {f"theme:{e.theme}", f"coding:{e.coding}"},
    h.ClaimReviewed: lambda e: {f"link:{e.link}", *_texts([e.before, e.after])},
    h.NowWhatChanged: lambda e: {f"line:{e.line}"},
    h.MapArranged: lambda e: {f"{p.kind}:{p.thing}" for p in (*e.before, *e.after)},
    h.CellWritten: lambda e: {f"case:{e.case}", f"{e.kind}:{e.thing}"},
}


def changes(event: ThemeEvent) -> frozenset[str]:
    """Return the things, or aspects of things, that the event made, altered or took away."""
    aspects = _CHANGES.get(type(event))
    return frozenset(aspects(event)) if aspects else frozenset()


def rests_on(event: ThemeEvent) -> frozenset[str]:
    """Return the things that must exist for the event to have happened, or to be undone."""
    aspects = _RESTS_ON.get(type(event))
    return frozenset(aspects(event)) if aspects else frozenset()


def _belonging(event: h.ThemeTookIn | h.ThemePutOut) -> set[str]:
    return {f"code:{code}" for code in event.codes} | {f"coding:{one}" for one in event.codings}


def _themes(themes: Iterable[str | None]) -> set[str]:
    return {f"theme:{theme}" for theme in themes if theme is not None}


def _tied(tie: ClaimTie) -> set[str]:
    coding = set() if tie.rested is None else {f"coding:{tie.rested.coding}"}
    return coding | _texts([tie])


def _texts(ties: Iterable[ClaimTie]) -> set[str]:
    return {f"source:{tie.rested.source}/text" for tie in ties if tie.rested is not None}


def _related(relation: Relation) -> set[str]:
    return {f"{end.kind}:{end.id}" for end in relation.ends}
