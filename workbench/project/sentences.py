"""What happened, in words: one sentence an event, as the history shows it."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model import events as e
from workbench.model.codebook_events import (
    CodebookEvent,
    CodeRejoined,
    CodeSplit,
    CodeStateChanged,
)
from workbench.model.coding_events import CodingEvent, CodingJudged, FacetsSet, QuotationPrinted
from workbench.model.correction_events import CorrectionEvent, TextReturned
from workbench.model.memo_events import MemoEvent
from workbench.model.people_events import AttributeChanged, PeopleEvent, UnlabelledMapped
from workbench.model.proposal_events import (
    PassagesUnread,
    ProposalAdopted,
    ProposalEvent,
    ProposalReturned,
    SuggestionAnswered,
    SuggestionReopened,
)
from workbench.model.study_events import StudyEvent
from workbench.model.theme_events import QuotationPlaced, ThemeEvent, ThemePutOut, ThemeTookIn
from workbench.project.analysis_sentences import sentence_of_analysis
from workbench.project.many_sentences import sentence_of_many
from workbench.project.people_sentences import sentence_of_people, sentence_of_table
from workbench.project.proposal_sentences import sentence_of_proposal
from workbench.project.theme_sentences import sentence_of_theme
from workbench.project.wording import Names, counted, named, place_of
from workbench.trail.chain import COPY_FORMAT

#: What exports of the thematic map are recorded as, before the kind of picture.
MAP_FORMAT = "map "


def sentence(events: Sequence[e.Event], names: Names) -> str:
    """Return what an action did: the sentence of the event that gives it its meaning."""
    correction = next((ev for ev in events if isinstance(ev, CorrectionEvent)), None)
    if correction is not None:
        return _corrected(correction, names)
    of_group = [ev for ev in events if isinstance(ev, ProposalAdopted | ProposalReturned)]
    return sentence_of_proposal(of_group[0], names) if of_group else _sentence(events, names)


# Any object: with the union of all events a type checker reckons for minutes.
def _sentence(events: Sequence[object], names: Names) -> str:
    created = [ev for ev in events if isinstance(ev, e.CodeCreated)]
    returned = [ev for ev in events if isinstance(ev, e.CodeRestored)]
    codings = [ev for ev in events if isinstance(ev, e.CodingApplied)]
    applied = codings[0] if codings else None
    if len(codings) > 1:
        return _applied_at_once(codings, created, names)
    several = sentence_of_many(events, names)
    if several:
        return several
    if created and applied is not None:
        where = place_of(applied.coding, names)
        return f"made the code “{created[-1].name}” and applied it to {where}"
    if returned and applied is not None:
        where = place_of(applied.coding, names)
        return f"brought back the code “{returned[-1].name}” and applied it to {where}"
    apart = [ev for ev in events if isinstance(ev, CodeSplit | CodeRejoined)]
    if apart:
        retired = any(isinstance(ev, CodeStateChanged) and ev.after == "retired" for ev in events)
        return _of(apart[0], names) + (", and retired it" if retired else "")
    if any(isinstance(ev, e.CodeMoved) for ev in events) and len(events) > 1:
        return _arranged(events, names)
    if len(created) > 1:
        return f"loaded a codebook of {len(created)} codes"
    several = f"brought back {counted(len(returned), 'code')}" if len(returned) > 1 else ""
    return several or sentence_of_table(events) or _of(max(events, key=_weight), names)


def _corrected(event: CorrectionEvent, names: Names) -> str:
    source = named(names.sources, event.source)
    if isinstance(event, TextReturned):
        return f"let version {event.after} of the text of {source} hold again"
    others = f", {counted(len(event.reworded), 'coding')} with other words now"
    told = f"corrected the text of {source} (version {event.after})"
    return told + (others if event.reworded else "")


def _arranged(events: Sequence[object], names: Names) -> str:
    """Tell of codes that were moved at once, some of them under new ones."""
    moved = [ev for ev in events if isinstance(ev, e.CodeMoved)]
    made = sum(isinstance(ev, e.CodeCreated | e.CodeRestored) for ev in events)
    gone = sum(isinstance(ev, e.CodeDeleted) for ev in events)
    if len(moved) == 1 and not made + gone:
        return _of(moved[0], names)
    told = f"arranged the codebook: {counted(len(moved), 'code')} moved"
    return told + (f", {made:,} made" if made else "") + (f", {gone:,} taken out" if gone else "")


_BESIDE = (
    UnlabelledMapped
    | CodingJudged
    | FacetsSet
    | QuotationPrinted
    | ThemeTookIn
    | ThemePutOut
    | QuotationPlaced
    | PassagesUnread
)


def _weight(event: object) -> int:
    """What stands beside the point weighs least: people named on the way, and the reason."""
    light = (e.CoderJoined, e.CaseAdded, e.CaseRemoved, e.ReasonGiven, e.ReasonWithdrawn)
    if isinstance(event, AttributeChanged | SuggestionAnswered | SuggestionReopened):
        return 3  # what stands beside it, values or a coding, came of it
    if isinstance(event, _BESIDE):
        return 1  # mostly a part of an import, a merge, or of giving another code
    return 0 if isinstance(event, light) else 2


def _of(event: object, names: Names) -> str:  # noqa: C901 - one line an event
    if isinstance(event, PeopleEvent):
        return sentence_of_people(event, names)
    if isinstance(event, CodebookEvent | CodingEvent | MemoEvent | StudyEvent):
        return sentence_of_analysis(event, names)
    if isinstance(event, ProposalEvent):
        return sentence_of_proposal(event, names)
    if isinstance(event, ThemeEvent):
        return sentence_of_theme(event, names)
    match event:
        case e.ProjectCreated():
            return f"began the study “{event.name}”"
        case e.CoderJoined():
            return "joined the study"
        case e.CaseAdded():
            return f"named the {event.kind} “{event.name}”"
        case e.CaseRemoved():
            return f"took out the {event.kind} “{event.name}”"
        case e.SourceImported():
            turns = sum(p.kind == "turn" for p in event.passages)
            return f"imported “{event.name}” ({event.words:,} words, {counted(turns, 'turn')})"
        case e.ImportRefused():
            return f"could not import “{event.file_name}” ({event.reason})"
        case e.SourceRemoved():
            return f"removed “{event.name}”, {counted(len(event.codings), 'coding')}"
        case e.SourceRestored():
            return f"brought back “{event.name}”, {counted(len(event.codings), 'coding')}"
        case e.SpeakerMapped():
            return (
                f"mapped a speaker of {named(names.sources, event.source)} to {_role(event, names)}"
            )
    return _of_code(event, names)


def _of_code(event: object, names: Names) -> str:  # noqa: C901 - one line an event
    match event:
        case e.CodeCreated():
            return f"made the code “{event.name}”"
        case e.CodeDeleted():
            return f"deleted the code “{event.name}”, {counted(len(event.codings), 'coding')}"
        case e.CodeRestored():
            return f"brought back the code “{event.name}”, {counted(len(event.codings), 'coding')}"
        case e.CodeRenamed():
            return f"renamed “{event.before}” to “{event.after}”"
        case e.CodeMoved():
            place = "the top" if event.after is None else named(names.codes, event.after)
            return f"moved {named(names.codes, event.code)} to {place}"
        case e.CodeRecoloured():
            return f"gave {named(names.codes, event.code)} another colour"
        case e.CodesMerged():
            return f"merged {_merged(event)} into “{event.keep_name}”, {_touched(event)}"
        case e.CodesUnmerged():
            return f"parted {_merged(event)} from “{event.keep_name}” again, {_touched(event)}"
    return _of_coding(event, names)


def _of_coding(event: object, names: Names) -> str:  # noqa: C901 - one line an event
    match event:
        case e.CodingApplied():
            return _applied(event, names)
        case e.CodingRemoved():
            code = named(names.codes, event.coding.code)
            return f"removed {code} from {place_of(event.coding, names)}"
        case e.CodingRecoded():
            before, after = named(names.codes, event.before), named(names.codes, event.after)
            return (
                f"changed a coding in {named(names.sources, event.source)} from {before} to {after}"
            )
        case e.CodingResized():
            return f"moved the edges of a coding in {named(names.sources, event.source)}"
        case e.ReasonGiven():
            return "gave a reason"
        case e.ReasonWithdrawn():
            return "took back a reason"
        case e.BackupMade():
            return f"made the backup “{event.file}”"
        case e.ExportMade() if event.format == COPY_FORMAT:
            return f"wrote a copy for a colleague, “{event.file}”"
        case e.ExportMade() if event.format.startswith(MAP_FORMAT):
            return f"exported the thematic map as {event.format.removeprefix(MAP_FORMAT)}"
        case e.ExportMade():
            return f"exported {event.rows:,} rows as {event.format}"
    raise NotImplementedError(type(event).__name__)


def _applied(event: e.CodingApplied, names: Names) -> str:
    return f"applied {named(names.codes, event.coding.code)} to {place_of(event.coding, names)}"


def _applied_at_once(
    codings: Sequence[e.CodingApplied], created: Sequence[e.CodeCreated], names: Names
) -> str:
    codes = {event.coding.code for event in codings}
    new = len(codes & {event.code for event in created})
    sources = {event.coding.source for event in codings}
    alone = named(names.sources, codings[0].coding.source)
    where = alone if len(sources) == 1 else counted(len(sources), "source")
    often = f"{len(codings)} times in {where}"
    if len(codes) == 1:
        code = named(names.codes, codings[0].coding.code)
        return f"made the code {code} and applied it {often}" if new else f"applied {code} {often}"
    made = f", {new} of them new" if new else ""
    return f"applied {counted(len(codes), 'code')} {often}{made}"


def _merged(event: e.CodesMerged | e.CodesUnmerged) -> str:
    return ", ".join(f"“{merged.name}”" for merged in event.merged)


def _touched(event: e.CodesMerged | e.CodesUnmerged) -> str:
    return counted(len(event.moved) + len(event.collapsed), "coding")


def _role(event: e.SpeakerMapped, names: Names) -> str:
    if event.after_case is None:
        return "nobody" if event.after_role == "ignored" else event.after_role
    return f"the {event.after_role} {named(names.cases, event.after_case)}"
