"""One click each way: the file behind a sentence's words, and all that rests on a passage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.errors import InvalidActionError, NotFoundError
from workbench.model.codebook import CodeCard
from workbench.model.coding import Quotation
from workbench.model.correction_events import SourceCorrected
from workbench.model.events import SourceImported
from workbench.model.ids import CodingId, SourceId, ThemeId
from workbench.model.memo import Memo, MemoLink
from workbench.model.source import Segment
from workbench.model.study import Decision
from workbench.model.theme import ClaimLink, Theme
from workbench.project.decisions import links_of_decision
from workbench.project.opened import Opened
from workbench.project.theme_traces import card_then, theme_path
from workbench.store.reads import Reads

#: A reference of fewer letters could be anybody's.
_LEAST = 6


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a source's words came from.

    Attributes:
        sha256: Of its bytes: whoever has the file can tell whether it is this one.
        imported_at: Microseconds since 1970 UTC.
    """

    name: str
    sha256: str
    imported_at: int


@dataclass(frozen=True, slots=True)
class TracedCoding:
    """A coding with what it was made under and what rests on it.

    Attributes:
        card: The code's card as it was when the coding was made, or last judged; None where its
            words were erased.
        themes: Those it belongs to or bears on, each after the themes above it.
        links: Sentences of themes that rest on it.
    """

    quotation: Quotation
    card: CodeCard | None
    themes: tuple[tuple[Theme, ...], ...]
    links: tuple[ClaimLink, ...]


@dataclass(frozen=True, slots=True)
class PassageTrace:
    """A passage and all that rests on it.

    Attributes:
        turn: The turn in which it begins, from 1.
        file: Where its words came from; None while nothing in it is coded.
        memos: Memos about it, its codings or their codes, as far as this person may read.
        decisions: Decisions about its codings or their codes.
    """

    source: SourceId
    segment: Segment
    source_name: str
    words: str
    turn: int | None
    file: SourceFile | None
    codings: tuple[TracedCoding, ...]
    memos: tuple[Memo, ...]
    decisions: tuple[Decision, ...]


class Tracing:
    """The way from words to what rests on them, and from a text to its file."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def file(self, text: int) -> SourceFile | None:
        """Return the file behind a text, by the entry that brought the text; None where erased."""
        with self._opened.reading() as reads:
            return _file(reads, text)

    def passage(self, source: SourceId, segment: Segment) -> PassageTrace:
        """Return a passage of a source and all that rests on it.

        Raises:
            NotFoundError: There is no such source under study.
            ContentErasedError: Its words were erased.
        """
        with self._opened.reading() as reads:
            return _passage(reads, source, segment)

    def coding(self, coding: CodingId) -> PassageTrace:
        """Return the passage of a coding and all that rests on it.

        Raises:
            NotFoundError: The coding is not there, or no longer.
        """
        with self._opened.reading() as reads:
            found = reads.coding(coding)
            return _passage(reads, found.source, found.segment)

    def referred(self, reference: str) -> CodingId:
        """Return the coding that a report refers to, by what its id begins with.

        A reference may be given as it stands there: ``(reference 1a2b3c4d)``.

        Raises:
            InvalidActionError: It is too short, or several codings begin so.
            NotFoundError: No coding begins so.
        """
        begins = reference.casefold().strip(" ()").removeprefix("reference").strip()
        if len(begins) < _LEAST:
            raise InvalidActionError(
                f"A reference has {_LEAST} letters and digits or more. Copy all of it."
            )
        with self._opened.reading() as reads:
            found = [one.id for one in reads.codings() if one.id.startswith(begins)]
        if not found:
            raise NotFoundError(
                "Nothing here has this reference. Look whether it is copied whole and from a "
                "report of this study; the coding may also have been removed since."
            )
        if len(found) > 1:
            raise InvalidActionError(
                f"{len(found)} quotations begin with this reference. Give more of the id."
            )
        return found[0]


def _passage(reads: Reads, source: SourceId, segment: Segment) -> PassageTrace:
    inside = [c for c in reads.codings(source=source) if _meets(segment, c.start, c.end)]
    themes = {theme.id: theme for theme in reads.themes.all()}
    ids = [coding.id for coding in inside]
    things = [*ids, *dict.fromkeys(coding.code for coding in inside)]
    rested = reads.theme_claims.rested_on(ids[0]) if ids else None
    by_id = {one.coding.id: one for one in reads.quoted.among(ids)}
    return PassageTrace(
        source=source,
        segment=segment,
        source_name=reads.source_name(source),
        words=reads.text(source)[segment.start : segment.end],
        turn=reads.turn_at(source, segment.start),
        file=None if rested is None else _file(reads, rested.text),
        codings=tuple(_traced(reads, by_id[one], themes) for one in ids if one in by_id),
        memos=tuple(_memos(reads, source, segment, things)),
        decisions=tuple(d for d in reads.study.decisions() if _is_about(d, things)),
    )


def _traced(reads: Reads, quotation: Quotation, themes: dict[ThemeId, Theme]) -> TracedCoding:
    coding = quotation.coding
    rested = reads.theme_claims.rested_on(coding.id)
    return TracedCoding(
        quotation,
        None if rested is None else card_then(reads, replace(rested, card=coding.card_version)),
        tuple(theme_path(themes, theme) for theme in reads.themes.themes_of(coding.id)),
        tuple(reads.theme_claims.links_to(coding.id)),
    )


def _memos(
    reads: Reads, source: SourceId, segment: Segment, things: Iterable[str]
) -> Iterable[Memo]:
    wanted, now = set(things), reads.texts.link_now
    for memo in reads.memos.about([*wanted, source]):
        if any(link.thing in wanted or _is_on(now(link), source, segment) for link in memo.links):
            yield memo


def _is_on(link: MemoLink | None, source: SourceId, segment: Segment) -> bool:
    if link is None or link.kind != "segment" or link.thing != source:
        return False
    if link.start is None or link.end is None:
        return False
    return _meets(segment, link.start, link.end)


def _is_about(decision: Decision, things: Iterable[str]) -> bool:
    return any(link.thing in things for link in links_of_decision(decision.record))


def _meets(segment: Segment, start: int, end: int) -> bool:
    return start < segment.end and segment.start < end


def _file(reads: Reads, text: int) -> SourceFile | None:
    (recorded,) = reads.entries(text - 1, text)
    event = recorded.event
    if isinstance(event, SourceCorrected) and event.origin is None:  # of the text it was made from
        earlier = {one.n: one.seq for one in reads.texts.of(event.source)}
        return _file(reads, earlier[event.before])
    if not isinstance(event, SourceImported | SourceCorrected) or event.origin is None:
        return None
    origin = event.origin
    return SourceFile(origin.file_name, origin.sha256, recorded.header.ts)
