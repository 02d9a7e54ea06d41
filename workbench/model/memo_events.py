"""Events of memos. Each says who may read it, so that what is private is known by its entry.

They are events like those of `events`, which lists them all, and follow the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.ids import CoderId, MemoId
from workbench.model.memo import MemoStatus, MemoText, Visibility


@dataclass(frozen=True, slots=True)
class MemoWritten:
    """A memo was begun, or came back."""

    memo: MemoId
    author: CoderId
    visibility: Visibility
    text: MemoText
    status: MemoStatus = "seed"


@dataclass(frozen=True, slots=True)
class MemoEdited:
    """A memo's words, links or kind were changed."""

    memo: MemoId
    author: CoderId
    visibility: Visibility
    before: MemoText
    after: MemoText


@dataclass(frozen=True, slots=True)
class MemoShown:
    """A memo was opened to others or closed to them; it is whole here, for those who now may."""

    memo: MemoId
    author: CoderId
    before: Visibility
    after: Visibility
    text: MemoText


@dataclass(frozen=True, slots=True)
class MemoGrown:
    """A memo's status was changed."""

    memo: MemoId
    author: CoderId
    visibility: Visibility
    before: MemoStatus
    after: MemoStatus


@dataclass(frozen=True, slots=True)
class MemoRemoved:
    """A memo was taken out."""

    memo: MemoId
    author: CoderId
    visibility: Visibility
    text: MemoText
    status: MemoStatus = "seed"


MemoEvent = MemoWritten | MemoEdited | MemoShown | MemoGrown | MemoRemoved


def is_private(event: MemoEvent) -> bool:
    """Tell whether only the author may know of this event."""
    if isinstance(event, MemoShown):
        return event.after == "private"
    return event.visibility == "private"
