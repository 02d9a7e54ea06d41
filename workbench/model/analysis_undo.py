"""What undoing an event of codes, codings, memos or the study means; `undo` says how it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from workbench.model import codebook_events as b
from workbench.model import coding_events as c
from workbench.model import memo_events as m
from workbench.model import study_events as s
from workbench.model.turning import turned

AnalysisEvent = b.CodebookEvent | c.CodingEvent | m.MemoEvent | s.StudyEvent

#: Events that others take back, field by field the same.
_OPPOSITES: dict[type[AnalysisEvent], type[AnalysisEvent]] = {
    b.CodeSplit: b.CodeRejoined,
    b.CodeRejoined: b.CodeSplit,
    b.ExemplarChosen: b.ExemplarDropped,
    b.ExemplarDropped: b.ExemplarChosen,
    c.FacetDefined: c.FacetRemoved,
    c.FacetRemoved: c.FacetDefined,
    m.MemoWritten: m.MemoRemoved,
    m.MemoRemoved: m.MemoWritten,
    s.DecisionRecorded: s.DecisionRemoved,
    s.DecisionRemoved: s.DecisionRecorded,
    s.MeetingRecorded: s.MeetingRemoved,
    s.MeetingRemoved: s.MeetingRecorded,
    s.RoundOpened: s.RoundClosed,
    s.RoundClosed: s.RoundOpened,
}


def inverse(event: AnalysisEvent) -> AnalysisEvent:
    """Return the event that takes one of these back; there is one for each."""
    opposite = _OPPOSITES.get(type(event))
    if opposite is not None:
        return opposite(**{f.name: getattr(event, f.name) for f in fields(event)})
    return turned(event)


#: What an event changes, and what must be there for it: aspects of things, by the event's class.
_Aspects = Callable[[Any], set[str]]
_CHANGES: dict[type[AnalysisEvent], _Aspects] = {
    b.CodeRedefined: lambda e: {f"code:{e.code}/card"},
    b.RecheckAsked: lambda e: {f"code:{e.code}/recheck"},
    b.CodeStateChanged: lambda e: {f"code:{e.code}/state"},
    b.CodeSplit: lambda e: _moved(e),
    b.CodeRejoined: lambda e: _moved(e),
    b.ExemplarChosen: lambda e: {f"exemplar:{e.exemplar}"},
    b.ExemplarDropped: lambda e: {f"exemplar:{e.exemplar}"},
    c.FacetDefined: lambda e: {f"facet:{e.facet}", f"facet:{e.facet}/form"},
    c.FacetRemoved: lambda e: {f"facet:{e.facet}", f"facet:{e.facet}/form"},
    c.FacetChanged: lambda e: {f"facet:{e.facet}/form"},
    c.FacetsSet: lambda e: {f"coding:{e.coding}/facet/{e.facet}"},
    c.CodingJudged: lambda e: {f"coding:{e.coding}/judgement"},
    c.QuotationPrinted: lambda e: {f"coding:{e.coding}/printed"},
    m.MemoWritten: lambda e: _memo(e),
    m.MemoRemoved: lambda e: _memo(e),
    m.MemoEdited: lambda e: {f"memo:{e.memo}/text"},
    m.MemoShown: lambda e: {f"memo:{e.memo}/visibility"},
    m.MemoGrown: lambda e: {f"memo:{e.memo}/status"},
    s.StudyRenamed: lambda _: {"study:title"},
    s.StudyDescribed: lambda _: {"study:details"},
    s.StanceChanged: lambda _: {"study:stance"},
    s.PhaseMoved: lambda _: {"study:phase"},
    s.DecisionRecorded: lambda e: {f"decision:{e.decision}", f"decision:{e.decision}/record"},
    s.DecisionRemoved: lambda e: {f"decision:{e.decision}", f"decision:{e.decision}/record"},
    s.DecisionChanged: lambda e: {f"decision:{e.decision}/record"},
    s.MeetingRecorded: lambda e: {f"meeting:{e.meeting}", f"meeting:{e.meeting}/record"},
    s.MeetingRemoved: lambda e: {f"meeting:{e.meeting}", f"meeting:{e.meeting}/record"},
    s.MeetingChanged: lambda e: {f"meeting:{e.meeting}/record"},
    s.RoundOpened: lambda _: {"study:round"},  # one at a time
    s.RoundClosed: lambda _: {"study:round"},
}
_RESTS_ON: dict[type[AnalysisEvent], _Aspects] = {
    b.CodeRedefined: lambda e: {f"code:{e.code}"},
    b.RecheckAsked: lambda e: {f"code:{e.code}"},
    b.CodeStateChanged: lambda e: {f"code:{e.code}"},
    b.CodeSplit: lambda e: _sorted_among(e),
    b.CodeRejoined: lambda e: _sorted_among(e),
    b.ExemplarChosen: lambda e: {f"code:{e.code}", *_text_of(e.source)},
    b.ExemplarDropped: lambda e: {f"code:{e.code}", *_text_of(e.source)},
    c.FacetChanged: lambda e: {f"facet:{e.facet}"},
    c.FacetsSet: lambda e: {f"coding:{e.coding}", f"facet:{e.facet}"},
    c.CodingJudged: lambda e: {f"coding:{e.coding}", f"coding:{e.coding}/code"},  # of that code
    c.QuotationPrinted: lambda e: {f"coding:{e.coding}"},
    m.MemoEdited: lambda e: {f"memo:{e.memo}"},
    m.MemoShown: lambda e: {f"memo:{e.memo}", f"memo:{e.memo}/text"},  # it holds them
    m.MemoGrown: lambda e: {f"memo:{e.memo}"},
    s.DecisionChanged: lambda e: {f"decision:{e.decision}"},
    s.MeetingChanged: lambda e: {f"meeting:{e.meeting}"},
}


def changes(event: AnalysisEvent) -> frozenset[str]:
    """Return the things, or aspects of things, that the event made, altered or took away."""
    return frozenset(_CHANGES[type(event)](event))


def rests_on(event: AnalysisEvent) -> frozenset[str]:
    """Return the things that must exist for the event to have happened, or to be undone."""
    aspects = _RESTS_ON.get(type(event))
    return frozenset(aspects(event)) if aspects else frozenset()


def _text_of(source: str) -> set[str]:
    return {f"source:{source}", f"source:{source}/text"}


def _memo(event: m.MemoWritten | m.MemoRemoved) -> set[str]:
    own = f"memo:{event.memo}"
    return {own, f"{own}/text", f"{own}/visibility", f"{own}/status"}


def _moved(event: b.CodeSplit | b.CodeRejoined) -> set[str]:
    return {f"coding:{move.coding}/code" for move in event.moves}


def _sorted_among(event: b.CodeSplit | b.CodeRejoined) -> set[str]:
    codings = {f"coding:{move.coding}" for move in event.moves}
    codes = {f"code:{event.code}"} | {f"code:{move.to}" for move in event.moves}
    return codings | codes | {f"source:{move.source}" for move in event.moves}
