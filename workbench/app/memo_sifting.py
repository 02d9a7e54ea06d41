"""The timeline of memos: which of them are asked for, and on which day each was begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from workbench.app.telling import day
from workbench.model.memo import Memo

#: A memo that nobody touched for so long may want another look (µs).
UNTOUCHED = 30 * 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Sift:
    """What is asked for; empty asks for nothing.

    Attributes:
        author: The coder's id.
        about: A thing, as a link: ``code:ID``.
        readers: Who may read it.
        untouched: Only those that nobody touched for 30 days.
        words: Stand in its title or text; case does not count.
    """

    kind: str = ""
    author: str = ""
    about: str = ""
    readers: str = ""
    status: str = ""
    untouched: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The memos begun on one day (``5 Mar 2026``)."""

    day: str
    memos: tuple[Memo, ...]


def sifted(memos: Sequence[Memo], sift: Sift, now: int) -> list[Memo]:
    """Return the memos that were asked for, in the order they came; `now` in µs since 1970 UTC."""
    return [memo for memo in memos if _is_asked_for(memo, sift, now)]


def by_day(memos: Sequence[Memo]) -> list[Day]:
    """Return memos by the day they were begun on; neighbours of one day stand together."""
    days = groupby(memos, key=lambda memo: day(memo.created_at))
    return [Day(told, tuple(found)) for told, found in days]


def _is_asked_for(memo: Memo, sift: Sift, now: int) -> bool:
    sought = sift.words.casefold()
    return (
        sift.kind in ("", memo.kind)
        and sift.author in ("", memo.author)
        and sift.readers in ("", memo.visibility)
        and sift.status in ("", memo.status)
        and (not sift.untouched or now - memo.edited_at >= UNTOUCHED)
        and (not sift.about or _is_about(memo, sift.about))
        and (not sought or sought in f"{memo.text.title}\n{memo.text.body}".casefold())
    )


def _is_about(memo: Memo, about: str) -> bool:
    """A source is also what its segments are of; everything else is meant exactly."""
    kind, _, thing = about.partition(":")
    return any(
        str(link) == about or (kind == "source" and link.kind == "segment" and link.thing == thing)
        for link in memo.links
    )
