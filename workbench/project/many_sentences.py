"""What happened to several codings at once, in words: one sentence for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from workbench.model import events as e
from workbench.model.codebook_events import CodeRejoined, CodeSplit
from workbench.model.coding_events import CodingJudged, FacetsSet
from workbench.project.wording import Names, counted, named


def sentence_of_many(events: Sequence[object], names: Names) -> str:
    """Return what an act did to several codings; nothing where it did something else.

    Of an act of several kinds, the first kind that stands here gives it its meaning.
    """
    for kind, told in _TOLD:
        of_kind = [event for event in events if isinstance(event, kind)]
        if len(of_kind) > 1 and not any(isinstance(event, _WHOLE) for event in events):
            return told(of_kind, names)
    return ""


def _recoded(events: Sequence[e.CodingRecoded], names: Names) -> str:
    before, after = {event.before for event in events}, {event.after for event in events}
    told = f"changed {counted(len(events), 'coding')}"
    from_one = f" from {named(names.codes, *before)}" if len(before) == 1 else ""
    to_one = f" to {named(names.codes, *after)}" if len(after) == 1 else " to the codes they had"
    return f"{told}{from_one}{to_one}"


def _removed(events: Sequence[e.CodingRemoved], names: Names) -> str:
    codes = {event.coding.code for event in events}
    of = named(names.codes, *codes) if len(codes) == 1 else counted(len(codes), "code")
    return f"removed {counted(len(events), 'coding')} of {of}"


def _judged(events: Sequence[CodingJudged], _names: Names) -> str:
    said = {event.after for event in events}
    told = {"belongs": "belong", "doubtful": "may not belong", "": "are not judged"}
    what = told[said.pop()] if len(said) == 1 else "are judged as before"
    return f"said that {counted(len(events), 'coding')} {what}"


def _set(events: Sequence[FacetsSet], names: Names) -> str:
    facets, values = {ev.facet for ev in events}, {ev.after for ev in events}
    facet = named(names.facets, *facets) if len(facets) == 1 else counted(len(facets), "facet")
    given = ", ".join(named(names.facets, v) for v in values.pop()) if len(values) == 1 else ""
    to = f" to {given}" if given else ""
    return f"set {facet}{to} on {counted(len(events), 'coding')}"


#: Acts that move codings along with something larger, which tells of them.
_WHOLE = e.CodesMerged | e.CodesUnmerged | CodeSplit | CodeRejoined
_TOLD: tuple[tuple[type[Any], Callable[[Sequence[Any], Names], str]], ...] = (
    (e.CodingRecoded, _recoded),
    (e.CodingRemoved, _removed),
    (FacetsSet, _set),
    (CodingJudged, _judged),
)
