"""What undoing an event of reading and of proposals means; `undo` says how it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from workbench.model import proposal_events as p
from workbench.model.proposal_events import ProposalEvent

_PAIRS: tuple[tuple[type[ProposalEvent], type[ProposalEvent]], ...] = (
    (p.PassagesRead, p.PassagesUnread),
    (p.GroupingsAllowed, p.GroupingsDisallowed),
    (p.RunMade, p.RunDropped),
    (p.ProposalAdopted, p.ProposalReturned),
    (p.ProposalRefused, p.ProposalReopened),
    (p.SuggestionAnswered, p.SuggestionReopened),
    (p.HintSetAside, p.HintReturned),
)
_OPPOSITES = dict(_PAIRS) | {back: forth for forth, back in _PAIRS}


def inverse(event: ProposalEvent) -> ProposalEvent | None:
    """Return the event that takes one of these back; None for what stays: that it was shown."""
    opposite = _OPPOSITES.get(type(event))
    if opposite is None:
        return None
    return opposite(**{f.name: getattr(event, f.name) for f in fields(event)})


_Aspects = Callable[[Any], set[str]]


def _both(pair: int, aspects: _Aspects) -> dict[type[ProposalEvent], _Aspects]:
    return dict.fromkeys(_PAIRS[pair], aspects)


_CHANGES: dict[type[ProposalEvent], _Aspects] = {
    **_both(0, lambda e: {f"read:{e.coder}/{e.source}/{start}" for start in e.spans[::2]}),
    **_both(1, lambda _: {"study:groupings"}),
    **_both(2, lambda e: {f"run:{e.run}"}),
    **_both(3, lambda e: {f"proposal:{e.run}.{e.node}"}),
    **_both(4, lambda e: {f"proposal:{e.run}.{e.node}"}),
    **_both(5, lambda e: {f"suggestion:{e.suggestion}"}),
    **_both(6, lambda e: {f"hint:{e.hint}/{' '.join(e.things)}"}),
}
_RESTS_ON: dict[type[ProposalEvent], _Aspects] = {
    **_both(0, lambda e: _text_of(e.source)),
    **_both(1, lambda e: {f"decision:{e.decision}"}),
    **_both(2, lambda e: {f"source:{one.source}/text" for one in e.record.inputs}),
    **_both(3, lambda e: {f"run:{e.run}", f"{e.adopted}:{e.thing}"}),
    **_both(4, lambda e: {f"run:{e.run}"}),
    **_both(5, lambda e: _suggested(e.record)),
}


def changes(event: ProposalEvent) -> frozenset[str]:
    """Return the things, or aspects of things, that the event made, altered or took away."""
    aspects = _CHANGES.get(type(event))
    return frozenset(aspects(event)) if aspects else frozenset()


def rests_on(event: ProposalEvent) -> frozenset[str]:
    """Return the things that must exist for the event to have happened, or to be undone."""
    aspects = _RESTS_ON.get(type(event))
    return frozenset(aspects(event)) if aspects else frozenset()


def _suggested(record: Any) -> set[str]:
    made = {f"code:{record.code}", f"coding:{record.coding}"} if record.coding else set[str]()
    return made | _text_of(record.source)


def _text_of(source: str) -> set[str]:
    return {f"source:{source}", f"source:{source}/text"}
