"""What happened to codes, codings, memos and the study itself, in words."""

from __future__ import annotations

from dataclasses import fields

from workbench.model import codebook_events as b
from workbench.model import coding_events as c
from workbench.model import memo_events as m
from workbench.model import study_events as s
from workbench.model.codebook import CodeCard
from workbench.model.memo import MemoText, read_links
from workbench.model.typed import day_told
from workbench.project.wording import Names, counted, named, place_at

#: What the fields of a code's card are called.
CARD_WORDS = {
    "key": "key",
    "kind": "kind",
    "definition": "definition",
    "include_if": "use when",
    "exclude_if": "do not use when",
    "example_typical": "typical example",
    "example_atypical": "atypical example",
    "seed": "where it comes from",
    "content_flag": "content flag",
}
#: Who may read a memo, in words.
VISIBILITY_WORDS = {"private": "me only", "team": "the team", "auditor": "the team and the auditor"}
#: The phases of an analysis, in words.
PHASE_WORDS = {
    "familiarise": "getting to know the material",
    "code": "coding",
    "search": "looking for themes",
    "review": "reviewing themes",
    "define": "defining themes",
    "report": "writing the report",
}
_STATE_DEEDS = {
    "retired": "retired the code",
    "locked": "locked the code",
    "draft": "made a draft of the code",
    "active": "brought back the code",
}
_BACK_TO_ACTIVE = {
    ("locked", "active"): "unlocked the code",
    ("draft", "active"): "made more than a draft of the code",
}


def sentence_of_analysis(
    event: b.CodebookEvent | c.CodingEvent | m.MemoEvent | s.StudyEvent, names: Names
) -> str:
    """Return what one event did to a code, a coding, a memo, or the study."""
    if isinstance(event, b.CodebookEvent):
        return _of_code(event, names)
    if isinstance(event, c.CodingEvent):
        return _of_coding(event, names)
    if isinstance(event, m.MemoEvent):
        return _of_memo(event)
    return _of_study(event, names)


def _of_code(event: b.CodebookEvent, names: Names) -> str:
    code = named(names.codes, event.code)
    match event:
        case b.CodeRedefined():
            return f"changed the card of {code}: {', '.join(_changed(event.before, event.after))}"
        case b.RecheckAsked():
            did = "put up" if event.after > event.before else "no longer put up"
            return f"{did} earlier codings of {code} to be looked at again"
        case b.CodeStateChanged():
            deed = _STATE_DEEDS[event.after]
            return f"{_BACK_TO_ACTIVE.get((event.before, event.after), deed)} {code}"
        case b.CodeSplit():
            into = len({move.to for move in event.moves})
            moved = counted(len(event.moves), "coding")
            return f"split “{event.name}” into {counted(into, 'code')}, {moved} sorted"
        case b.CodeRejoined():
            return f"joined “{event.name}” again, {counted(len(event.moves), 'coding')}"
        case b.ExemplarChosen() | b.ExemplarDropped():
            segment = event.segment
            where = place_at(event.source, segment.start, segment.end, names)
            did = "chose" if isinstance(event, b.ExemplarChosen) else "dropped"
            return f"{did} a passage in {where} as “{event.kind}” for {code}"


def _changed(before: CodeCard, after: CodeCard) -> list[str]:
    names = (f.name for f in fields(CodeCard))
    changed = [CARD_WORDS[n] for n in names if getattr(before, n) != getattr(after, n)]
    return changed or ["nothing"]


def _of_coding(event: c.CodingEvent, names: Names) -> str:
    match event:
        case c.FacetDefined():
            return f"defined the facet “{event.form.name}”"
        case c.FacetChanged():
            return f"changed the facet “{event.before.name}”"
        case c.FacetRemoved():
            return f"took out the facet “{event.form.name}”"
        case c.FacetsSet():
            facet, source = named(names.facets, event.facet), named(names.sources, event.source)
            values = ", ".join(named(names.facets, value) for value in event.after)
            did = f"set {facet} to {values} on" if event.after else f"cleared {facet} of"
            return f"{did} a coding in {source}"
        case c.CodingJudged():
            said = {"belongs": "belongs", "doubtful": "may not belong", "": "is not judged"}
            where = named(names.sources, event.source)
            return f"said that a coding in {where} {said[event.after]}"
        case c.QuotationPrinted():
            did = "wrote" if event.after else "dropped"
            return f"{did} the printed form of a quotation in {named(names.sources, event.source)}"


def _of_memo(event: m.MemoEvent) -> str:
    match event:
        case m.MemoWritten():
            return f"wrote {_title(event.text)}"
        case m.MemoEdited():
            return f"edited {_title(event.after)}"
        case m.MemoShown():
            return f"let {VISIBILITY_WORDS[event.after]} read {_title(event.text)}".replace(
                "let me only read", "kept private"
            )
        case m.MemoGrown():
            return f"called a memo “{event.after}”"
        case m.MemoRemoved():
            return f"took out {_title(event.text)}"


def _title(text: MemoText) -> str:
    if text.title:
        return f"the memo “{text.title}”"
    things = len(read_links(text.links))
    return f"a memo about {counted(things, 'thing')}" if things else "a memo"


def _of_study(event: s.StudyEvent, names: Names) -> str:
    match event:
        case s.StudyRenamed():
            return f"renamed the study “{event.before}” to “{event.after}”"
        case s.StudyDescribed():
            return "changed what is written down about the study"
        case s.StanceChanged():
            return f"changed the stance from {event.before} to {event.after}"
        case s.PhaseMoved():
            return f"moved the bookmark to {PHASE_WORDS[event.after]}"
    return _of_record(event, names)


def _of_record(event: s.StudyEvent, names: Names) -> str:  # noqa: C901 - one line an event
    match event:
        case s.DecisionRecorded():
            return f"recorded the decision “{event.record.question}”"
        case s.DecisionChanged():
            return f"changed the decision “{event.after.question}”"
        case s.DecisionRemoved():
            return f"took out the decision “{event.record.question}”"
        case s.MeetingRecorded():
            return f"recorded the meeting of {day_told(event.record.date)}"
        case s.MeetingChanged():
            return f"changed the record of the meeting of {day_told(event.after.date)}"
        case s.MeetingRemoved():
            return f"took out the record of the meeting of {day_told(event.record.date)}"
        case s.RoundOpened():
            return f"opened a blind round over {_sources(event, names)}"
        case s.RoundClosed():
            return f"closed the blind round over {_sources(event, names)}"
    raise NotImplementedError(type(event).__name__)


def _sources(event: s.RoundOpened | s.RoundClosed, names: Names) -> str:
    return ", ".join(named(names.sources, one) for one in event.sources) or "all sources"
