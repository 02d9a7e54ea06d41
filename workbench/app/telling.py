"""History lines as people read them: kinds in plain words, moments, what a line is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from workbench.model.case import Case
from workbench.model.codebook import Code
from workbench.model.source import Source
from workbench.model.typed import day_told
from workbench.project.history import HistoryLine, Verification

KIND_WORDS: dict[str, str] = {
    "CodingApplied": "codings applied",
    "CodingRecoded": "codings given another code",
    "CodingResized": "codings whose edges moved",
    "CodingRemoved": "codings removed",
    "CodeCreated": "codes made",
    "CodeRenamed": "codes renamed",
    "CodeMoved": "codes moved",
    "CodeRecoloured": "codes given another colour",
    "CodesMerged": "codes merged",
    "CodesUnmerged": "merges taken back",
    "CodeRedefined": "cards of codes changed",
    "RecheckAsked": "codings put up to be looked at again",
    "CodeStateChanged": "codes retired, locked or brought back",
    "CodeSplit": "codes split",
    "CodeRejoined": "splits taken back",
    "ExemplarChosen": "passages chosen as examples",
    "ExemplarDropped": "passages no longer examples",
    "FacetsSet": "facets of codings",
    "CodingJudged": "codings judged",
    "QuotationPrinted": "printed forms of quotations",
    "FacetDefined": "facets defined",
    "FacetChanged": "facets changed",
    "FacetRemoved": "facets taken out",
    "MemoWritten": "memos written",
    "MemoEdited": "memos edited",
    "MemoShown": "memos opened to others or closed",
    "MemoGrown": "memos settled",
    "MemoRemoved": "memos taken out",
    "DecisionRecorded": "decisions recorded",
    "DecisionChanged": "decisions changed",
    "DecisionRemoved": "decisions taken out",
    "MeetingRecorded": "meetings recorded",
    "MeetingChanged": "records of meetings changed",
    "MeetingRemoved": "records of meetings taken out",
    "StanceChanged": "stance changed",
    "PhaseMoved": "phases of the analysis",
    "RoundOpened": "blind rounds opened",
    "RoundClosed": "blind rounds closed",
    "StudyRenamed": "study renamed",
    "StudyDescribed": "details of the study",
    "CodeDeleted": "codes deleted",
    "CodeRestored": "codes brought back",
    "SourceImported": "sources imported",
    "SourceRemoved": "sources removed",
    "SourceRestored": "sources brought back",
    "ImportRefused": "files that could not be imported",
    "SourceCorrected": "texts corrected",
    "TextReturned": "versions of texts that hold again",
    "SourceRenamed": "sources renamed",
    "SourceKindChanged": "sources of another kind",
    "SourceDescribed": "details of sources",
    "SpeakerMapped": "speakers mapped",
    "UnlabelledMapped": "words without a label mapped",
    "ThirdPartyFlagged": "third parties flagged",
    "ThirdPartyUnflagged": "third parties no longer flagged",
    "QuestionAdded": "questions added to the guide",
    "QuestionReworded": "questions reworded",
    "QuestionRemoved": "questions taken out",
    "QuestionRestored": "questions brought back",
    "QuestionMarked": "questions marked asked or not",
    "CaseAdded": "people named",
    "CaseRenamed": "people renamed",
    "CaseRemoved": "people taken out",
    "ConsentRecorded": "consent recorded",
    "AttributeDefined": "attributes defined",
    "AttributeChanged": "attributes changed",
    "AttributeRemoved": "attributes taken out",
    "AttributeRestored": "attributes brought back",
    "AttributeSet": "values of attributes",
    "CoderJoined": "coders who joined",
    "ThemeMade": "themes made",
    "ThemeRemoved": "themes taken back",
    "ThemeEdited": "themes changed",
    "ThemeStateChanged": "themes reviewed, defined, reported or let go",
    "ThemeNested": "themes put below others",
    "ThemesOrdered": "themes put in order",
    "ThemeTookIn": "codes and codings taken into themes",
    "ThemePutOut": "codes and codings put out of themes",
    "QuotationPlaced": "quotations placed in themes",
    "ContrarySought": "searches for contrary cases",
    "ContrarySearchDropped": "searches for contrary cases taken out",
    "ClaimAsked": "claims asked for",
    "ClaimLinked": "sentences tied to what they rest on",
    "ClaimUnlinked": "sentences untied",
    "ClaimReviewed": "ties looked at again",
    "NowWhatAdded": "lines of Now what added",
    "NowWhatChanged": "lines of Now what changed",
    "NowWhatRemoved": "lines of Now what taken out",
    "RelationDrawn": "relations on the map",
    "RelationErased": "relations taken out",
    "MapArranged": "the map arranged",
    "MapKept": "maps kept",
    "MapDropped": "kept maps taken out",
    "CellWritten": "cells of the matrix",
    "ThemesHandedOver": "themes handed over",
    "ReasonGiven": "reasons given",
    "ReasonWithdrawn": "reasons taken back",
    "PassagesRead": "passages marked as read",
    "PassagesUnread": "passages marked as not read",
    "GroupingsAllowed": "groupings and suggestions allowed",
    "GroupingsDisallowed": "groupings and suggestions disallowed",
    "RunMade": "groupings asked for",
    "RunDropped": "groupings taken out",
    "ProposalAdopted": "proposed groups adopted",
    "ProposalReturned": "proposed groups given back",
    "ProposalRefused": "proposed groups refused",
    "ProposalReopened": "proposed groups reopened",
    "SuggestionsShown": "suggestions shown",
    "SuggestionAnswered": "suggested codes accepted or refused",
    "SuggestionReopened": "answers to suggestions taken back",
    "HintSetAside": "hints set aside",
    "HintReturned": "hints given again",
    "BackupMade": "backups made",
    "ExportMade": "exports made",
    "ProjectCreated": "the study begun",
}


def moment(at: int) -> str:
    """Return a moment on this machine's clock: ``22 Nov 2026, 14:02``.

    Args:
        at: Microseconds since 1970 UTC.
    """
    return f"{day(at)}, {clock(at)}"


def day(at: int) -> str:
    """Return the day of a moment where the program runs: ``22 Nov 2026``."""
    return day_told(_local(at).date())


def clock(at: int) -> str:
    """Return the time of day of a moment: ``14:02``."""
    return f"{_local(at):%H:%M}"


def span(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """Return the days chosen as moments, the end excluded (µs since 1970 UTC)."""
    since = None if first is None else _midnight(first)
    return since, None if last is None else _midnight(last + timedelta(days=1))


def by_day(lines: Iterable[HistoryLine]) -> dict[str, list[HistoryLine]]:
    """Return lines under their days, in the order they come."""
    days: dict[str, list[HistoryLine]] = {}
    for line in lines:
        days.setdefault(f"{_local(line.at):%A}, {day(line.at)}", []).append(line)
    return days


def subjects(
    sources: Iterable[Source], codes: Iterable[Code], people: Iterable[Case]
) -> dict[str, str]:
    """Return what a history line can be about: the thing's id, and its name with its kind."""
    told = {f"source:{source.id}": f"source: {source.name}" for source in sources}
    told |= {f"code:{code.id}": f"code: {code.path_text}" for code in codes}
    return told | {f"case:{case.id}": f"{case.kind}: {case.name}" for case in people}


def verdict(found: Verification) -> str:
    """Return what checking the history came to, in one sentence."""
    if found.ok:
        return f"History checked: all {found.entries:,} entries hold together."
    broken = next(step for step in found.steps if not step.ok)
    return f"First change found: {broken.detail}"


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1_000_000, tz=UTC).astimezone()


def _midnight(of: date) -> int:
    return int(datetime.combine(of, time()).astimezone().timestamp() * 1_000_000)
