"""What undoing an event means: its inverse, and whether something later stands in the way.

An act can be undone as long as nothing that came later, and still stands, changed what it
changed, rests on it, or took away what it rests on. `aspects` names what each event changes and
rests on; an aspect of a thing keeps a renaming from standing in the way of a coding.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from workbench.model import codebook_events as b
from workbench.model import coding_events as c
from workbench.model import events as e
from workbench.model import memo_events as m
from workbench.model import people_events as p
from workbench.model import proposal_events as g
from workbench.model import study_events as s
from workbench.model import theme_events as h
from workbench.model.aspects import CHANGES, RESTS_ON
from workbench.model.correction_events import SourceCorrected, TextReturned

#: Of any class: with the union of all of them a type checker reckons for minutes.
_Class = type[Any]
#: Events that take each other back, field by field the same.
_PAIRS: tuple[tuple[_Class, _Class], ...] = (
    (e.CaseAdded, e.CaseRemoved),
    (e.SourceRemoved, e.SourceRestored),
    (e.CodeDeleted, e.CodeRestored),
    (e.CodesMerged, e.CodesUnmerged),
    (e.CodingApplied, e.CodingRemoved),
    (e.ReasonGiven, e.ReasonWithdrawn),
    (p.AttributeRemoved, p.AttributeRestored),
    (p.QuestionRemoved, p.QuestionRestored),
    (p.ThirdPartyFlagged, p.ThirdPartyUnflagged),
    (b.CodeSplit, b.CodeRejoined),
    (b.ExemplarChosen, b.ExemplarDropped),
    (c.FacetDefined, c.FacetRemoved),
    (m.MemoWritten, m.MemoRemoved),
    (s.DecisionRecorded, s.DecisionRemoved),
    (s.MeetingRecorded, s.MeetingRemoved),
    (s.RoundOpened, s.RoundClosed),
    (g.PassagesRead, g.PassagesUnread),
    (g.GroupingsAllowed, g.GroupingsDisallowed),
    (g.RunMade, g.RunDropped),
    (g.ProposalAdopted, g.ProposalReturned),
    (g.ProposalRefused, g.ProposalReopened),
    (g.SuggestionAnswered, g.SuggestionReopened),
    (g.HintSetAside, g.HintReturned),
    (h.ThemeMade, h.ThemeRemoved),
    (h.ThemeTookIn, h.ThemePutOut),
    (h.ContrarySought, h.ContrarySearchDropped),
    (h.ClaimLinked, h.ClaimUnlinked),
    (h.NowWhatAdded, h.NowWhatRemoved),
    (h.RelationDrawn, h.RelationErased),
    (h.MapKept, h.MapDropped),
)
#: What makes a thing, and what takes it out again before anything came to hang on it.
_MADE: dict[_Class, _Class] = {
    e.SourceImported: e.SourceRemoved,
    e.CodeCreated: e.CodeDeleted,
    p.AttributeDefined: p.AttributeRemoved,
    p.QuestionAdded: p.QuestionRemoved,
}
_OPPOSITES: dict[_Class, _Class] = dict(_PAIRS) | {back: forth for forth, back in _PAIRS} | _MADE


def inverse(event: e.Event) -> e.Event | None:
    """Return the event that takes this one back, built from its old values.

    Returns:
        None for facts that stay: a project's creation, a coder's joining, a refused import, a
        backup, an export, that suggestions were shown or a claim was asked for.
    """
    if isinstance(event, SourceCorrected):
        return TextReturned(event.source, event.after, event.before)
    opposite = _OPPOSITES.get(_class_of(event))
    if opposite is None:
        return _turned(event)
    back: e.Event = _made_of(event, opposite)
    return back


def _made_of(event: object, kind: _Class) -> Any:
    """Return an event of another class, with what this one has of its fields."""
    return kind(**{f.name: getattr(event, f.name, ()) for f in fields(kind)})


def _turned(event: Any) -> e.Event | None:
    """Return the event with all `before…` and `after…` exchanged; None where it has none."""
    names = [f.name.removeprefix("before") for f in fields(event) if f.name.startswith("before")]
    olds = {f"after{name}": getattr(event, f"before{name}") for name in names}
    news = {f"before{name}": getattr(event, f"after{name}") for name in names}
    turned: e.Event = replace(event, **olds, **news)
    return turned if names else None


def stands_in_the_way(later: e.Event, event: e.Event) -> bool:
    """Tell whether a later event that still stands keeps this one from being undone."""
    changed, changed_later = changes(event), changes(later)
    return not changed_later.isdisjoint(changed | rests_on(event)) or not rests_on(
        later
    ).isdisjoint(changed)


def changes(event: e.Event) -> frozenset[str]:
    """Return the things (or aspects of things) that the event made, altered or took away."""
    aspects = CHANGES.get(_class_of(event))
    return frozenset(aspects(event)) if aspects else frozenset()


def rests_on(event: e.Event) -> frozenset[str]:
    """Return the things that must exist for the event to have happened, or to be undone."""
    aspects = RESTS_ON.get(_class_of(event))
    return frozenset(aspects(event)) if aspects else frozenset()


def _class_of(event: object) -> _Class:
    return type(event)
