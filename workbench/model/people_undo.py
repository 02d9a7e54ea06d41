"""What undoing an event of people and sources means; `undo` says how the answers are used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, cast

from workbench.model import people_events as p
from workbench.model.case import AttributeForm
from workbench.model.ids import AttributeId, QuestionId
from workbench.model.source import UNLABELLED, Mark

#: Events that others take back, field by field the same.
_OPPOSITES: dict[type[p.PeopleEvent], type[p.PeopleEvent]] = {
    p.AttributeRemoved: p.AttributeRestored,
    p.AttributeRestored: p.AttributeRemoved,
    p.QuestionRemoved: p.QuestionRestored,
    p.QuestionRestored: p.QuestionRemoved,
    p.ThirdPartyFlagged: p.ThirdPartyUnflagged,
    p.ThirdPartyUnflagged: p.ThirdPartyFlagged,
}


def inverse(event: p.PeopleEvent) -> p.PeopleEvent:
    """Return the event that takes one of people and sources back; there is one for each."""
    match event:
        case p.AttributeDefined():
            return p.AttributeRemoved(event.attribute, event.form, event.position, ())
        case p.QuestionAdded():
            return p.QuestionRemoved(event.question, event.words, event.position, ())
        case p.UnlabelledMapped():
            before = event.before_role, event.before_case
            return p.UnlabelledMapped(event.source, event.after_role, event.after_case, *before)
    opposite = _OPPOSITES.get(type(event))
    if opposite is None:
        return _turned(event)
    return opposite(**{f.name: getattr(event, f.name) for f in fields(event)})


def _turned(event: Any) -> p.PeopleEvent:
    """The same event with old and new exchanged."""
    return cast(p.PeopleEvent, replace(event, before=event.after, after=event.before))


def changes(event: p.PeopleEvent) -> frozenset[str]:
    """Return the things, or aspects of things, that the event made, altered or took away."""
    match event:
        case p.CaseRenamed():
            return frozenset({f"case:{event.case}/name"})
        case p.AttributeDefined():
            return _whole_attribute(event.attribute)
        case p.AttributeRemoved() | p.AttributeRestored():
            values = {_value(item.case, event.attribute) for item in event.values}
            return _whole_attribute(event.attribute) | values
        case p.AttributeChanged():
            return _changed_form(event)
        case p.AttributeSet():
            return frozenset({_value(event.case, event.attribute)})
        case p.ConsentRecorded():
            return frozenset({f"case:{event.case}/consent"})
    return _of_sources(event)


def _of_sources(event: p.PeopleEvent) -> frozenset[str]:  # noqa: C901 - one line an event
    match event:
        case p.SourceDescribed():
            return frozenset({f"source:{event.source}/details"})
        case p.SourceRenamed():
            return frozenset({f"source:{event.source}/name"})
        case p.SourceKindChanged():
            return frozenset({f"source:{event.source}/kind"})
        case p.UnlabelledMapped():
            return frozenset({f"source:{event.source}/speaker/{UNLABELLED}"})
        case p.QuestionAdded():
            return _whole_question(event.question, ())
        case p.QuestionRemoved() | p.QuestionRestored():
            return _whole_question(event.question, event.marks)
        case p.QuestionReworded():
            return frozenset({f"question:{event.question}/words"})
        case p.QuestionMarked():
            return frozenset({_mark(event.source, event.question)})
        case p.ThirdPartyFlagged() | p.ThirdPartyUnflagged():
            return frozenset({f"flag:{event.flag}"})
    return frozenset()


def rests_on(event: p.PeopleEvent) -> frozenset[str]:  # noqa: C901 - one line an event
    """Return the things that must exist for the event to have happened, or to be undone."""
    match event:
        case p.CaseRenamed() | p.ConsentRecorded():
            return frozenset({f"case:{event.case}"})
        case p.AttributeChanged():
            return frozenset({f"attribute:{event.attribute}"})
        case p.AttributeRemoved() | p.AttributeRestored():
            return frozenset(f"case:{item.case}" for item in event.values)
        case p.AttributeSet():
            attribute = f"attribute:{event.attribute}"
            return frozenset({f"case:{event.case}", attribute, f"{attribute}/values"})
        case p.QuestionReworded():
            return frozenset({f"question:{event.question}"})
        case p.QuestionMarked():
            return frozenset({f"source:{event.source}", f"question:{event.question}"})
        case p.UnlabelledMapped():
            cases = {f"case:{case}" for case in (event.before_case, event.after_case) if case}
            return frozenset({f"source:{event.source}"} | cases)
        case p.SourceDescribed() | p.SourceRenamed() | p.SourceKindChanged():
            return frozenset({f"source:{event.source}"})
        case p.ThirdPartyFlagged() | p.ThirdPartyUnflagged():
            return frozenset({f"source:{event.source}", f"source:{event.source}/text"})
    return frozenset()


def _whole_attribute(attribute: AttributeId) -> frozenset[str]:
    own = f"attribute:{attribute}"
    return frozenset({own, f"{own}/form", f"{own}/values"})


def _changed_form(event: p.AttributeChanged) -> frozenset[str]:
    """The form; and what values may be, where that changed too: values rest on it."""
    form = frozenset({f"attribute:{event.attribute}/form"})
    same = _allowed(event.before) == _allowed(event.after)
    return form if same else form | {f"attribute:{event.attribute}/values"}


def _allowed(form: AttributeForm) -> tuple[object, ...]:
    return form.kind, form.choices


def _value(case: str, attribute: str) -> str:
    return f"case:{case}/attribute/{attribute}"


def _whole_question(question: QuestionId, marks: Iterable[Mark]) -> frozenset[str]:
    own = {f"question:{question}", f"question:{question}/words"}
    return frozenset(own | {_mark(mark.source, question) for mark in marks})


def _mark(source: str, question: str) -> str:
    return f"source:{source}/question/{question}"
