"""What was read, proposed by the machine and answered by people, in words."""

from __future__ import annotations

from workbench.model import proposal_events as p
from workbench.model.proposal import SuggestionRecord
from workbench.model.proposal_events import ProposalEvent
from workbench.project.wording import Names, counted, named, place_at

#: What a hint is about.
HINT_WORDS = {
    "alike": "two codes that may be one",
    "unlike": "a coding unlike the others of its code",
    "differs": "a coding that the tool reads differently",
}


def sentence_of_proposal(event: ProposalEvent, names: Names) -> str:  # noqa: C901 - one line an event
    """Return what one event of reading or of proposals did."""
    match event:
        case p.PassagesRead():
            passages = counted(len(event.spans) // 2, "passage")
            return f"marked {passages} of {named(names.sources, event.source)} as read"
        case p.PassagesUnread():
            passages = counted(len(event.spans) // 2, "passage")
            return f"marked {passages} of {named(names.sources, event.source)} as not read"
        case p.GroupingsAllowed():
            return "decided to look at groupings and suggestions, as another way of reading"
        case p.GroupingsDisallowed():
            return "decided against groupings and suggestions"
        case p.SuggestionsShown():
            return "was shown suggestions of codes from here on"
        case p.SuggestionAnswered():
            return _answered(event.record, names)
        case p.SuggestionReopened():
            place = _place(event.record, names)
            return f"took back the answer to the codes suggested for {place}"
        case p.HintSetAside():
            return f"looked at {HINT_WORDS[event.hint]} and left it as it is"
        case p.HintReturned():
            return f"reopened the hint at {HINT_WORDS[event.hint]}"
    return _of_run(event, names)


def _of_run(event: ProposalEvent, names: Names) -> str:
    match event:
        case p.RunMade():
            return f"asked for a grouping of {_size(event)}"
        case p.RunDropped():
            return f"took out the grouping of {_size(event)}"
        case p.ProposalAdopted(adopted="code"):
            verb = "made" if event.made else "added to"
            told = f"{verb} the code {named(names.codes, event.thing)}"
            coded = f", {counted(len(event.codings), 'segment')} coded" if event.codings else ""
            return f"{told} from a proposed group of {_segments(event)}{coded}"
        case p.ProposalAdopted():
            verb = "began" if event.made else "added to"
            theme = named(names.themes, event.thing)
            return f"{verb} the theme {theme} from a proposed group of {_segments(event)}"
        case p.ProposalReturned():
            return f"took back what was made of a proposed group of {_segments(event)}"
        case p.ProposalRefused():
            return f"refused a proposed group of {_segments(event)}"
        case p.ProposalReopened():
            return f"reopened a proposed group of {_segments(event)}"
    raise NotImplementedError(type(event).__name__)


def _answered(record: SuggestionRecord, names: Names) -> str:
    place = _place(record, names)
    if record.code is None:
        return f"refused {counted(len(record.offered), 'code')} suggested for {place}"
    return f"accepted the suggested code {named(names.codes, record.code)} for {place}"


def _place(record: SuggestionRecord, names: Names) -> str:
    return place_at(record.source, record.start, record.end, names)


def _size(event: p.RunMade | p.RunDropped) -> str:
    return f"{counted(len(event.record.groups), 'segment')} ({event.record.unit})"


def _segments(
    event: p.ProposalAdopted | p.ProposalReturned | p.ProposalRefused | p.ProposalReopened,
) -> str:
    return counted(len(event.members), "segment")
