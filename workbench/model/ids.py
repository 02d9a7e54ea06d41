"""Typed ids, and the type of every word a person said or typed."""

from __future__ import annotations

from typing import NewType

ProjectId = NewType("ProjectId", str)
CoderId = NewType("CoderId", str)
SourceId = NewType("SourceId", str)
CaseId = NewType("CaseId", str)
AttributeId = NewType("AttributeId", str)
QuestionId = NewType("QuestionId", str)
FlagId = NewType("FlagId", str)
CodeId = NewType("CodeId", str)
ExemplarId = NewType("ExemplarId", str)
FacetId = NewType("FacetId", str)
FacetValueId = NewType("FacetValueId", str)
MemoId = NewType("MemoId", str)
DecisionId = NewType("DecisionId", str)
MeetingId = NewType("MeetingId", str)
CodingId = NewType("CodingId", str)
RunId = NewType("RunId", str)
SuggestionId = NewType("SuggestionId", str)
ThemeId = NewType("ThemeId", str)
ClaimLinkId = NewType("ClaimLinkId", str)
LineId = NewType("LineId", str)
SearchId = NewType("SearchId", str)
RelationId = NewType("RelationId", str)
MapId = NewType("MapId", str)
RoundId = NewType("RoundId", str)
ActionId = NewType("ActionId", str)


class Words(str):
    """What a person said or typed: travels in an erasable part, never in an entry's header."""

    __slots__ = ()


#: Field metadata: this word gets a part of its own, so that it can be erased alone.
OWN_PART = {"part": "own"}
#: A field nobody filled in.
NO_WORDS = Words("")
