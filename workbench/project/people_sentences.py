"""What happened to people and sources, in words; never with anybody's values or answers."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model import events as e
from workbench.model import people_events as p
from workbench.project.wording import Names, counted, named, place_at

#: What a table of people, or taking a person out, is made of.
_OF_A_TABLE = (
    e.CaseAdded
    | e.CaseRemoved
    | p.AttributeDefined
    | p.AttributeRemoved
    | p.AttributeRestored
    | p.AttributeSet
    | p.ConsentRecorded
)


def sentence_of_table(events: Sequence[object]) -> str | None:
    """Return what an act did to several people and values at once; None for any other act."""
    if len(events) < 2 or not all(isinstance(event, _OF_A_TABLE) for event in events):
        return None
    phrases = (
        _people("named", [ev for ev in events if isinstance(ev, e.CaseAdded)]),
        _people("took out", [ev for ev in events if isinstance(ev, e.CaseRemoved)]),
        _defined([ev for ev in events if isinstance(ev, p.AttributeDefined)]),
        _taken_out([ev for ev in events if isinstance(ev, p.AttributeRemoved)]),
        _values("set", [ev for ev in events if isinstance(ev, p.AttributeSet) and ev.after]),
        _values(
            "cleared", [ev for ev in events if isinstance(ev, p.AttributeSet) and not ev.after]
        ),
    )
    return ", ".join(phrase for phrase in phrases if phrase) or None


def _people(did: str, events: Sequence[e.CaseAdded | e.CaseRemoved]) -> str:
    if len(events) == 1:
        return f"{did} the {events[0].kind} “{events[0].name}”"
    return f"{did} {len(events):,} people" if events else ""


def _defined(events: Sequence[p.AttributeDefined]) -> str:
    return f"defined {counted(len(events), 'attribute')}" if events else ""


def _taken_out(events: Sequence[p.AttributeRemoved]) -> str:
    return f"took out {counted(len(events), 'attribute')}" if events else ""


def _values(did: str, events: Sequence[p.AttributeSet]) -> str:
    people = len({event.case for event in events})
    of = "1 person" if people == 1 else f"{people:,} people"
    return f"{did} {counted(len(events), 'value')} of {of}" if events else ""


def sentence_of_people(event: p.PeopleEvent, names: Names) -> str:
    """Return what one event did to people, attributes or consent, or to sources."""
    match event:
        case p.CaseRenamed():
            return f"renamed the person “{event.before}” to “{event.after}”"
        case p.AttributeDefined():
            return f"defined the attribute “{event.form.name}”"
        case p.AttributeChanged():
            return _changed(event)
        case p.AttributeRemoved():
            return f"took out the attribute “{event.form.name}”, {_held(event)}"
        case p.AttributeRestored():
            return f"brought back the attribute “{event.form.name}”, {_held(event)}"
        case p.AttributeSet():
            did = "set" if event.after else "cleared"
            of = named(names.cases, event.case)
            return f"{did} {named(names.attributes, event.attribute)} of {of}"
        case p.ConsentRecorded():
            return f"recorded the consent of {named(names.cases, event.case)}"
    return _of_source(event, names)


def _changed(event: p.AttributeChanged) -> str:
    if event.before.name != event.after.name:
        return f"renamed the attribute “{event.before.name}” to “{event.after.name}”"
    return f"changed what the attribute “{event.after.name}” may hold"


def _held(event: p.AttributeRemoved | p.AttributeRestored) -> str:
    return counted(len(event.values), "value")


def _of_source(event: p.PeopleEvent, names: Names) -> str:  # noqa: C901 - one line an event
    match event:
        case p.SourceDescribed():
            return f"described {named(names.sources, event.source)}"
        case p.SourceRenamed():
            return f"renamed the source “{event.before}” to “{event.after}”"
        case p.SourceKindChanged():
            kinds = f"from {event.before} to {event.after}"
            return f"changed the kind of {named(names.sources, event.source)} {kinds}"
        case p.UnlabelledMapped():
            words = f"the words without a label in {named(names.sources, event.source)}"
            return f"mapped {words} to {_voice(event, names)}"
        case p.QuestionAdded():
            return "added a question to the guide"
        case p.QuestionReworded():
            return f"reworded {_question(event.question, names)} of the guide"
        case p.QuestionRemoved():
            return f"removed a question from the guide, {counted(len(event.marks), 'mark')}"
        case p.QuestionRestored():
            return f"brought back a question of the guide, {counted(len(event.marks), 'mark')}"
        case p.QuestionMarked():
            source = named(names.sources, event.source)
            return f"marked {_question(event.question, names)} as {event.after} in {source}"
        case p.ThirdPartyFlagged():
            return f"flagged a third party in {_flagged(event, names)}"
        case p.ThirdPartyUnflagged():
            return f"took off a third-party flag in {_flagged(event, names)}"
    raise NotImplementedError(type(event).__name__)


def _voice(event: p.UnlabelledMapped, names: Names) -> str:
    if event.after_case is None:
        return "nobody" if event.after_role == "ignored" else event.after_role
    return f"the {event.after_role} {named(names.cases, event.after_case)}"


def _question(question: str, names: Names) -> str:
    return names.questions.get(question, "a question since removed")


def _flagged(event: p.ThirdPartyFlagged | p.ThirdPartyUnflagged, names: Names) -> str:
    return place_at(event.source, event.segment.start, event.segment.end, names)
