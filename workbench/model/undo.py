"""What undoing an event means: its inverse, and what it changed or rests on.

An act can be undone as long as nothing that came later, and still stands, changed what it
changed, rests on it, or took away what it rests on. Things are named by kind and id; an aspect
after a slash (``code:7/name``) keeps a renaming from standing in the way of a coding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from workbench.model import (
    analysis_undo,
    correction_undo,
    people_undo,
    proposal_undo,
    theme_undo,
)
from workbench.model import events as e
from workbench.model.analysis_undo import AnalysisEvent
from workbench.model.coding import Coding
from workbench.model.correction_events import CorrectionEvent
from workbench.model.ids import CaseId, CodeId
from workbench.model.people_events import PeopleEvent
from workbench.model.proposal_events import ProposalEvent
from workbench.model.theme_events import ThemeEvent
from workbench.model.turning import turned

_OPPOSITES: dict[type[e.Event], type[e.Event]] = {
    e.CaseAdded: e.CaseRemoved,
    e.CaseRemoved: e.CaseAdded,
    e.SourceRemoved: e.SourceRestored,
    e.SourceRestored: e.SourceRemoved,
    e.CodeDeleted: e.CodeRestored,
    e.CodeRestored: e.CodeDeleted,
    e.CodesMerged: e.CodesUnmerged,
    e.CodesUnmerged: e.CodesMerged,
    e.CodingApplied: e.CodingRemoved,
    e.CodingRemoved: e.CodingApplied,
    e.ReasonGiven: e.ReasonWithdrawn,
    e.ReasonWithdrawn: e.ReasonGiven,
}
#: Events that name old and new, and are taken back by themselves with both exchanged.
_TURNED = (
    e.SpeakerMapped
    | e.CodeRenamed
    | e.CodeMoved
    | e.CodeRecoloured
    | e.CodingRecoded
    | e.CodingResized
)


def inverse(event: e.Event) -> e.Event | None:
    """Return the event that takes this one back, built from its old values.

    Returns:
        None for facts that stay: a project's creation, a coder's joining, a refused import, a
        backup, an export, that suggestions were shown or a claim was asked for.
    """
    match event:
        case e.SourceImported():
            return e.SourceRemoved(event.source, event.name, ())
        case e.CodeCreated():
            return e.CodeDeleted(event.code, event.name, event.parent, (), ())
    if isinstance(event, _TURNED):
        return turned(event)
    rules = _rules(event)
    if rules is not None:
        back: e.Event | None = rules.inverse(event)
        return back
    opposite = _OPPOSITES.get(type(event))
    if opposite is None:
        return None
    return opposite(**{f.name: getattr(event, f.name) for f in fields(event)})


def stands_in_the_way(later: e.Event, event: e.Event) -> bool:
    """Tell whether a later event that still stands keeps this one from being undone."""
    changed, changed_later = changes(event), changes(later)
    return not changed_later.isdisjoint(changed | rests_on(event)) or not rests_on(
        later
    ).isdisjoint(changed)


def changes(event: e.Event) -> frozenset[str]:  # noqa: C901 - one line an event
    """Return the things (or aspects of things) that the event made, altered or took away."""
    match event:
        case e.CaseAdded() | e.CaseRemoved():
            return frozenset({f"case:{event.case}", f"case:{event.case}/name"})
        case e.SourceImported():
            return frozenset({f"source:{event.source}"})
        case e.SourceRemoved() | e.SourceRestored():
            return frozenset({f"source:{event.source}"}) | _codings(event.codings)
        case e.SpeakerMapped():
            return frozenset({f"source:{event.source}/speaker/{event.speaker}"})
        case e.CodeCreated():
            return frozenset({f"code:{event.code}"})
        case e.CodeDeleted() | e.CodeRestored():
            return _code_with(event.code, event.children, event.codings)
        case e.CodeRenamed():
            return frozenset({f"code:{event.code}/name"})
        case e.CodeMoved():
            return frozenset({f"code:{event.code}/parent"})
        case e.CodeRecoloured():
            return frozenset({f"code:{event.code}/swatch"})
        case e.CodesMerged() | e.CodesUnmerged():
            merged = [_code_with(m.code, m.children, ()) for m in event.merged]
            return frozenset().union(*merged, _codings(event.moved), _codings(event.collapsed))
        case e.CodingApplied() | e.CodingRemoved():
            return _codings([event.coding])
        case e.CodingRecoded():
            return frozenset({f"coding:{event.coding}/code"})
        case e.CodingResized():
            return frozenset({f"coding:{event.coding}/segment"})
        case e.ReasonGiven() | e.ReasonWithdrawn():
            return frozenset({f"reason:{event.action}"})
    rules = _rules(event)
    return frozenset() if rules is None else rules.changes(event)


def rests_on(event: e.Event) -> frozenset[str]:  # noqa: C901 - one line an event
    """Return the things that must exist for the event to have happened, or to be undone."""
    match event:
        case e.SourceImported():
            return _cases(s.case for s in event.speakers)
        case e.SpeakerMapped():
            return frozenset({f"source:{event.source}"}) | _cases(
                [event.before_case, event.after_case]
            )
        case e.CodeCreated():
            return _codes([event.parent])
        case e.SourceRemoved() | e.SourceRestored():
            return _codes(c.code for c in event.codings)
        case e.CodeDeleted() | e.CodeRestored():
            return _codes([event.parent, *event.children]) | _sources(event.codings)
        case e.CodeRenamed() | e.CodeRecoloured():
            return _codes([event.code])
        case e.CodeMoved():
            return _codes([event.code, event.before, event.after])
        case e.CodesMerged() | e.CodesUnmerged():
            codes = _codes([event.keep, *(m.parent for m in event.merged)])
            return codes | _sources(event.moved) | _sources(event.collapsed)
        case e.CodingApplied() | e.CodingRemoved():
            return _codes([event.coding.code]) | _sources([event.coding])
        case e.CodingRecoded():
            return _codes([event.before, event.after]) | {f"coding:{event.coding}"}
        case e.CodingResized():
            return frozenset({f"coding:{event.coding}", f"source:{event.source}/text"})
    rules = _rules(event)
    return frozenset() if rules is None else rules.rests_on(event)


#: Nouns whose events have rules in a module of their own.
_NOUNS: tuple[tuple[Any, Any], ...] = (
    (PeopleEvent, people_undo),
    (AnalysisEvent, analysis_undo),
    (ProposalEvent, proposal_undo),
    (ThemeEvent, theme_undo),
    (CorrectionEvent, correction_undo),
)


def _rules(event: e.Event) -> Any:
    return next((rules for noun, rules in _NOUNS if isinstance(event, noun)), None)


def _code_with(
    code: CodeId, children: Iterable[CodeId], codings: Iterable[Coding]
) -> frozenset[str]:
    own = frozenset({f"code:{code}", f"code:{code}/name", f"code:{code}/parent"})
    return own | {f"code:{child}/parent" for child in children} | _codings(codings)


def _codings(codings: Iterable[Coding]) -> frozenset[str]:
    return frozenset(
        thing
        for c in codings
        for thing in (f"coding:{c.id}", f"coding:{c.id}/code", f"coding:{c.id}/segment")
    )


def _codes(codes: Iterable[CodeId | None]) -> frozenset[str]:
    return frozenset(f"code:{code}" for code in codes if code is not None)


def _sources(codings: Iterable[Coding]) -> frozenset[str]:
    """Return the sources of codings, and their texts: they stand in them."""
    return frozenset().union(*({f"source:{c.source}", f"source:{c.source}/text"} for c in codings))


def _cases(cases: Iterable[CaseId | None]) -> frozenset[str]:
    return frozenset(f"case:{case}" for case in cases if case is not None)
