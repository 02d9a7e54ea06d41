"""What each event changes and what it rests on: things, by kind and id, and aspects of things.

An aspect stands after a slash (``code:7/name``). `undo` says how the answers are used. An event
that is not among `CHANGES` changes nothing that another could build on; one that is not among
`RESTS_ON` needs nothing to be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from workbench.model import codebook_events as b
from workbench.model import coding_events as c
from workbench.model import correction_events as k
from workbench.model import events as e
from workbench.model import memo_events as m
from workbench.model import people_events as p
from workbench.model import proposal_events as g
from workbench.model import study_events as s
from workbench.model import theme_events as h
from workbench.model.coding import Coding
from workbench.model.source import UNLABELLED
from workbench.model.theme import ClaimTie

Aspects = Callable[[Any], Iterable[str]]

# --- pieces of the answers ------------------------------------------------------------------


def _named(kind: str, ids: Iterable[str | None]) -> set[str]:
    return {f"{kind}:{one}" for one in ids if one is not None}


def _whole(thing: str, *aspects: str) -> set[str]:
    return {thing, *(f"{thing}/{aspect}" for aspect in aspects)}


def _text(source: str) -> set[str]:
    """Return a source and its text: what stands in the text rests on both."""
    return _whole(f"source:{source}", "text")


def _codings(codings: Iterable[Coding]) -> set[str]:
    return set[str]().union(*(_whole(f"coding:{one.id}", "code", "segment") for one in codings))


def _texts_of(codings: Iterable[Coding]) -> set[str]:
    return set[str]().union(*(_text(one.source) for one in codings))


def _code(code: str, children: Iterable[str]) -> set[str]:
    return _whole(f"code:{code}", "name", "parent") | {f"code:{one}/parent" for one in children}


def _merged(event: e.CodesMerged | e.CodesUnmerged) -> set[str]:
    codes = (_code(one.code, one.children) for one in event.merged)
    return _codings((*event.moved, *event.collapsed)).union(*codes)


def _parents(event: e.CodesMerged | e.CodesUnmerged) -> set[str]:
    codes = _named("code", (event.keep, *(one.parent for one in event.merged)))
    return codes | _texts_of((*event.moved, *event.collapsed))


def _attribute(event: p.AttributeRemoved | p.AttributeRestored) -> set[str]:
    values = {f"case:{one.case}/attribute/{event.attribute}" for one in event.values}
    return _whole(f"attribute:{event.attribute}", "form", "values") | values


def _form(event: p.AttributeChanged) -> set[str]:
    """The form; and what values may be, where that changed too: values rest on it."""
    own, before, after = f"attribute:{event.attribute}", event.before, event.after
    same = (before.kind, before.choices) == (after.kind, after.choices)
    return {f"{own}/form"} if same else {f"{own}/form", f"{own}/values"}


def _question(event: p.QuestionRemoved | p.QuestionRestored) -> set[str]:
    marks = {f"source:{mark.source}/question/{event.question}" for mark in event.marks}
    return _whole(f"question:{event.question}", "words") | marks


def _corrected(event: k.SourceCorrected) -> set[str]:
    """The text, on which rests all that stands in it, and the speakers that changed."""
    own = f"source:{event.source}"
    voices = {f"{own}/speaker/{one.n}" for one in (*event.gone, *event.new)}
    moved = {f"coding:{one.id}/segment" for one in event.moves if one.kind == "coding"}
    return {f"{own}/text", *moved, *voices}


def _sorted_among(event: b.CodeSplit | b.CodeRejoined) -> set[str]:
    moves = event.moves
    things = _named("code", (event.code, *(move.to for move in moves)))
    return (
        things
        | _named("coding", (move.coding for move in moves))
        | _named("source", (move.source for move in moves))
    )


def _suggested(event: g.SuggestionAnswered | g.SuggestionReopened) -> set[str]:
    record = event.record
    made = {f"code:{record.code}", f"coding:{record.coding}"} if record.coding else set[str]()
    return made | _text(record.source)


def _belonging(event: h.ThemeTookIn | h.ThemePutOut) -> set[str]:
    return _named("code", event.codes) | _named("coding", event.codings)


def _tied(tie: ClaimTie) -> set[str]:
    return set() if tie.rested is None else {f"coding:{tie.rested.coding}", *_texts_tied([tie])}


def _texts_tied(ties: Iterable[ClaimTie]) -> set[str]:
    return {f"source:{tie.rested.source}/text" for tie in ties if tie.rested is not None}


def _each(*events: type[e.Event], do: Aspects) -> dict[type[e.Event], Aspects]:
    return dict.fromkeys(events, do)


# --- the answers ----------------------------------------------------------------------------

CHANGES: dict[type[e.Event], Aspects] = {
    **_each(e.CaseAdded, e.CaseRemoved, do=lambda v: _whole(f"case:{v.case}", "name")),
    e.SourceImported: lambda v: {f"source:{v.source}"},
    **_each(
        e.SourceRemoved,
        e.SourceRestored,
        do=lambda v: {f"source:{v.source}", *_codings(v.codings)},
    ),
    e.SpeakerMapped: lambda v: {f"source:{v.source}/speaker/{v.speaker}"},
    e.CodeCreated: lambda v: {f"code:{v.code}"},
    **_each(
        e.CodeDeleted, e.CodeRestored, do=lambda v: _code(v.code, v.children) | _codings(v.codings)
    ),
    e.CodeRenamed: lambda v: {f"code:{v.code}/name"},
    e.CodeMoved: lambda v: {f"code:{v.code}/parent"},
    e.CodeRecoloured: lambda v: {f"code:{v.code}/swatch"},
    **_each(e.CodesMerged, e.CodesUnmerged, do=_merged),
    **_each(e.CodingApplied, e.CodingRemoved, do=lambda v: _codings([v.coding])),
    e.CodingRecoded: lambda v: {f"coding:{v.coding}/code"},
    e.CodingResized: lambda v: {f"coding:{v.coding}/segment"},
    **_each(e.ReasonGiven, e.ReasonWithdrawn, do=lambda v: {f"reason:{v.action}"}),
    k.SourceCorrected: _corrected,
    k.TextReturned: lambda v: {f"source:{v.source}/text"},
    p.CaseRenamed: lambda v: {f"case:{v.case}/name"},
    p.AttributeDefined: lambda v: _whole(f"attribute:{v.attribute}", "form", "values"),
    **_each(p.AttributeRemoved, p.AttributeRestored, do=_attribute),
    p.AttributeChanged: _form,
    p.AttributeSet: lambda v: {f"case:{v.case}/attribute/{v.attribute}"},
    p.ConsentRecorded: lambda v: {f"case:{v.case}/consent"},
    p.SourceDescribed: lambda v: {f"source:{v.source}/details"},
    p.SourceRenamed: lambda v: {f"source:{v.source}/name"},
    p.SourceKindChanged: lambda v: {f"source:{v.source}/kind"},
    p.UnlabelledMapped: lambda v: {f"source:{v.source}/speaker/{UNLABELLED}"},
    p.QuestionAdded: lambda v: _whole(f"question:{v.question}", "words"),
    **_each(p.QuestionRemoved, p.QuestionRestored, do=_question),
    p.QuestionReworded: lambda v: {f"question:{v.question}/words"},
    p.QuestionMarked: lambda v: {f"source:{v.source}/question/{v.question}"},
    **_each(p.ThirdPartyFlagged, p.ThirdPartyUnflagged, do=lambda v: {f"flag:{v.flag}"}),
    b.CodeRedefined: lambda v: {f"code:{v.code}/card"},
    b.RecheckAsked: lambda v: {f"code:{v.code}/recheck"},
    b.CodeStateChanged: lambda v: {f"code:{v.code}/state"},
    **_each(
        b.CodeSplit, b.CodeRejoined, do=lambda v: {f"coding:{one.coding}/code" for one in v.moves}
    ),
    **_each(b.ExemplarChosen, b.ExemplarDropped, do=lambda v: {f"exemplar:{v.exemplar}"}),
    **_each(c.FacetDefined, c.FacetRemoved, do=lambda v: _whole(f"facet:{v.facet}", "form")),
    c.FacetChanged: lambda v: {f"facet:{v.facet}/form"},
    c.FacetsSet: lambda v: {f"coding:{v.coding}/facet/{v.facet}"},
    c.CodingJudged: lambda v: {f"coding:{v.coding}/judgement"},
    c.QuotationPrinted: lambda v: {f"coding:{v.coding}/printed"},
    **_each(
        m.MemoWritten,
        m.MemoRemoved,
        do=lambda v: _whole(f"memo:{v.memo}", "text", "visibility", "status"),
    ),
    m.MemoEdited: lambda v: {f"memo:{v.memo}/text"},
    m.MemoShown: lambda v: {f"memo:{v.memo}/visibility"},
    m.MemoGrown: lambda v: {f"memo:{v.memo}/status"},
    s.StudyRenamed: lambda _: {"study:title"},
    s.StudyDescribed: lambda _: {"study:details"},
    s.StanceChanged: lambda _: {"study:stance"},
    s.PhaseMoved: lambda _: {"study:phase"},
    **_each(
        s.DecisionRecorded,
        s.DecisionRemoved,
        do=lambda v: _whole(f"decision:{v.decision}", "record"),
    ),
    s.DecisionChanged: lambda v: {f"decision:{v.decision}/record"},
    **_each(
        s.MeetingRecorded, s.MeetingRemoved, do=lambda v: _whole(f"meeting:{v.meeting}", "record")
    ),
    s.MeetingChanged: lambda v: {f"meeting:{v.meeting}/record"},
    **_each(s.RoundOpened, s.RoundClosed, do=lambda _: {"study:round"}),  # one at a time
    **_each(
        g.PassagesRead,
        g.PassagesUnread,
        do=lambda v: {f"read:{v.coder}/{v.source}/{start}" for start in v.spans[::2]},
    ),
    **_each(g.GroupingsAllowed, g.GroupingsDisallowed, do=lambda _: {"study:groupings"}),
    **_each(g.RunMade, g.RunDropped, do=lambda v: {f"run:{v.run}"}),
    **_each(
        g.ProposalAdopted,
        g.ProposalReturned,
        g.ProposalRefused,
        g.ProposalReopened,
        do=lambda v: {f"proposal:{v.run}.{v.node}"},
    ),
    **_each(
        g.SuggestionAnswered, g.SuggestionReopened, do=lambda v: {f"suggestion:{v.suggestion}"}
    ),
    **_each(g.HintSetAside, g.HintReturned, do=lambda v: {f"hint:{v.hint}/{' '.join(v.things)}"}),
    **_each(
        h.ThemeMade,
        h.ThemeRemoved,
        do=lambda v: _whole(f"theme:{v.theme}", "text", "state", "parent"),
    ),
    **_each(
        h.ThemeTookIn,
        h.ThemePutOut,
        do=lambda v: {f"theme:{v.theme}/{thing}" for thing in _belonging(v)},
    ),
    **_each(h.ContrarySought, h.ContrarySearchDropped, do=lambda v: {f"search:{v.search.id}"}),
    **_each(h.ClaimLinked, h.ClaimUnlinked, do=lambda v: _whole(f"link:{v.link}", "tie")),
    **_each(h.NowWhatAdded, h.NowWhatRemoved, do=lambda v: _whole(f"line:{v.line}", "form")),
    **_each(h.RelationDrawn, h.RelationErased, do=lambda v: {f"relation:{v.relation.id}"}),
    **_each(h.MapKept, h.MapDropped, do=lambda v: {f"map:{v.map}"}),
    h.ThemeEdited: lambda v: {f"theme:{v.theme}/text"},
    h.ThemeStateChanged: lambda v: {f"theme:{v.theme}/state"},
    h.ThemeNested: lambda v: {f"theme:{v.theme}/parent"},
    h.ThemesOrdered: lambda v: {f"theme:{theme}/place" for theme in v.after},
    h.QuotationPlaced: lambda v: {f"theme:{v.theme}/bearing:{v.coding}"},
    h.ClaimReviewed: lambda v: {f"link:{v.link}/tie"},
    h.NowWhatChanged: lambda v: {f"line:{v.line}/form"},
    h.MapArranged: lambda v: {f"place:{one.kind}:{one.thing}" for one in (*v.before, *v.after)},
    h.CellWritten: lambda v: {f"cell:{v.case}/{v.kind}:{v.thing}"},
}

RESTS_ON: dict[type[e.Event], Aspects] = {
    e.SourceImported: lambda v: _named("case", (one.case for one in v.speakers)),
    **_each(
        e.SpeakerMapped,
        p.UnlabelledMapped,
        do=lambda v: {f"source:{v.source}", *_named("case", (v.before_case, v.after_case))},
    ),
    e.CodeCreated: lambda v: _named("code", [v.parent]),
    **_each(
        e.SourceRemoved,
        e.SourceRestored,
        do=lambda v: _named("code", (one.code for one in v.codings)),
    ),
    **_each(
        e.CodeDeleted,
        e.CodeRestored,
        do=lambda v: _named("code", (v.parent, *v.children)) | _texts_of(v.codings),
    ),
    **_each(
        e.CodeRenamed,
        e.CodeRecoloured,
        b.CodeRedefined,
        b.RecheckAsked,
        b.CodeStateChanged,
        do=lambda v: {f"code:{v.code}"},
    ),
    e.CodeMoved: lambda v: _named("code", (v.code, v.before, v.after)),
    **_each(e.CodesMerged, e.CodesUnmerged, do=_parents),
    **_each(
        e.CodingApplied,
        e.CodingRemoved,
        do=lambda v: {f"code:{v.coding.code}", *_text(v.coding.source)},
    ),
    e.CodingRecoded: lambda v: {f"code:{v.before}", f"code:{v.after}", f"coding:{v.coding}"},
    e.CodingResized: lambda v: {f"coding:{v.coding}", f"source:{v.source}/text"},
    k.SourceCorrected: lambda v: (
        {f"source:{v.source}", *_named("case", (one.case for one in (*v.gone, *v.new)))}
    ),
    **_each(
        k.TextReturned,
        p.SourceDescribed,
        p.SourceRenamed,
        p.SourceKindChanged,
        do=lambda v: {f"source:{v.source}"},
    ),
    **_each(p.CaseRenamed, p.ConsentRecorded, do=lambda v: {f"case:{v.case}"}),
    p.AttributeChanged: lambda v: {f"attribute:{v.attribute}"},
    **_each(
        p.AttributeRemoved,
        p.AttributeRestored,
        do=lambda v: _named("case", (one.case for one in v.values)),
    ),
    p.AttributeSet: lambda v: {f"case:{v.case}", *_whole(f"attribute:{v.attribute}", "values")},
    p.QuestionReworded: lambda v: {f"question:{v.question}"},
    p.QuestionMarked: lambda v: {f"source:{v.source}", f"question:{v.question}"},
    **_each(
        p.ThirdPartyFlagged,
        p.ThirdPartyUnflagged,
        g.PassagesRead,
        g.PassagesUnread,
        do=lambda v: _text(v.source),
    ),
    **_each(b.CodeSplit, b.CodeRejoined, do=_sorted_among),
    **_each(b.ExemplarChosen, b.ExemplarDropped, do=lambda v: {f"code:{v.code}", *_text(v.source)}),
    c.FacetChanged: lambda v: {f"facet:{v.facet}"},
    c.FacetsSet: lambda v: {f"coding:{v.coding}", f"facet:{v.facet}"},
    c.CodingJudged: lambda v: _whole(f"coding:{v.coding}", "code"),  # of that code
    c.QuotationPrinted: lambda v: {f"coding:{v.coding}"},
    **_each(m.MemoEdited, m.MemoGrown, do=lambda v: {f"memo:{v.memo}"}),
    m.MemoShown: lambda v: _whole(f"memo:{v.memo}", "text"),  # it holds them
    s.DecisionChanged: lambda v: {f"decision:{v.decision}"},
    s.MeetingChanged: lambda v: {f"meeting:{v.meeting}"},
    **_each(g.GroupingsAllowed, g.GroupingsDisallowed, do=lambda v: {f"decision:{v.decision}"}),
    **_each(
        g.RunMade,
        g.RunDropped,
        do=lambda v: {f"source:{one.source}/text" for one in v.record.inputs},
    ),
    **_each(
        g.ProposalAdopted,
        g.ProposalReturned,
        do=lambda v: {f"run:{v.run}", f"{v.adopted}:{v.thing}"},
    ),
    **_each(g.ProposalRefused, g.ProposalReopened, do=lambda v: {f"run:{v.run}"}),
    **_each(g.SuggestionAnswered, g.SuggestionReopened, do=_suggested),
    **_each(h.ThemeMade, h.ThemeRemoved, do=lambda v: _named("theme", [v.parent])),
    **_each(h.ThemeTookIn, h.ThemePutOut, do=lambda v: {f"theme:{v.theme}", *_belonging(v)}),
    **_each(
        h.ContrarySought,
        h.ContrarySearchDropped,
        h.NowWhatAdded,
        h.NowWhatRemoved,
        h.ThemeEdited,
        h.ThemeStateChanged,
        do=lambda v: {f"theme:{v.theme}"},
    ),
    **_each(h.ClaimLinked, h.ClaimUnlinked, do=lambda v: {f"theme:{v.theme}", *_tied(v.tie)}),
    **_each(
        h.RelationDrawn,
        h.RelationErased,
        do=lambda v: {f"{end.kind}:{end.id}" for end in v.relation.ends},
    ),
    h.ThemeNested: lambda v: _named("theme", (v.theme, v.before, v.after)),
    h.ThemesOrdered: lambda v: _named("theme", v.after),
    h.QuotationPlaced: lambda v: {f"theme:{v.theme}", f"coding:{v.coding}"},
    h.ClaimReviewed: lambda v: {f"link:{v.link}", *_texts_tied((v.before, v.after))},
    h.NowWhatChanged: lambda v: {f"line:{v.line}"},
    h.MapArranged: lambda v: {f"{one.kind}:{one.thing}" for one in (*v.before, *v.after)},
    h.CellWritten: lambda v: {f"case:{v.case}", f"{v.kind}:{v.thing}"},
}
