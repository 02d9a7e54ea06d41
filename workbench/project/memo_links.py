"""What memos link to: whether it is there, and what it says now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property

from workbench.errors import ContentErasedError, InvalidActionError, NotFoundError
from workbench.model.ids import (
    CaseId,
    CodeId,
    CodingId,
    DecisionId,
    MeetingId,
    MemoId,
    SourceId,
    ThemeId,
)
from workbench.model.memo import (
    LinkedThing,
    MemoLink,
    MemoText,
    Visibility,
    links_of,
    with_versions,
)
from workbench.model.source import Segment
from workbench.model.typed import day_told
from workbench.store.reads import Reads

#: More things no memo is about; a pasted list is not a memo.
MOST_LINKS = 1_000
#: Of what has no name, so many characters of its own words.
_SHORT = 80


class Things:
    """What links lead to, at one moment of a study; what many need is read once."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._speakers: dict[SourceId, dict[int, str]] = {}

    def of(self, link: MemoLink) -> LinkedThing | None:
        """Return what a link leads to, as it is now; None if it is gone or not for this reader."""
        with suppress(NotFoundError, ContentErasedError):
            return _OF[link.kind](self, link)
        return None

    def source(self, link: MemoLink) -> LinkedThing:
        """Return the source of a link."""
        return LinkedThing(link, self._reads.source_name(SourceId(link.thing)))

    def segment(self, link: MemoLink) -> LinkedThing | None:
        """Return the words of a segment; None where they lie outside of the source."""
        now = self._reads.texts.link_now(link)
        if now is None or now.start is None or now.end is None:
            return None
        source = SourceId(link.thing)
        name = self._reads.source_name(source)
        return self._words_at(link, name, source, Segment(now.start, now.end))

    def coding(self, link: MemoLink) -> LinkedThing | None:
        """Return the words of a coding."""
        coding = self._reads.coding(CodingId(link.thing))
        name = self._paths.get(coding.code, "")
        return self._words_at(link, name, coding.source, coding.segment)

    def code(self, link: MemoLink) -> LinkedThing | None:
        """Return a code of the codebook."""
        path = self._paths.get(CodeId(link.thing))
        return None if path is None else LinkedThing(link, path)

    def case(self, link: MemoLink) -> LinkedThing:
        """Return a person."""
        return LinkedThing(link, self._reads.people.case(CaseId(link.thing)).name)

    def memo(self, link: MemoLink) -> LinkedThing:
        """Return another memo."""
        text = self._reads.memos.one(MemoId(link.thing)).text
        return LinkedThing(link, text.title or shortened(text.body) or "a memo")

    def decision(self, link: MemoLink) -> LinkedThing:
        """Return a decision."""
        decision = self._reads.study.decision(DecisionId(link.thing))
        return LinkedThing(link, shortened(decision.record.question))

    def meeting(self, link: MemoLink) -> LinkedThing:
        """Return a meeting."""
        meeting = self._reads.study.meeting(MeetingId(link.thing))
        return LinkedThing(link, f"meeting of {day_told(meeting.record.date)}")

    def theme(self, link: MemoLink) -> LinkedThing:
        """Return a theme, also one that was let go."""
        return LinkedThing(link, self._reads.themes.one(ThemeId(link.thing)).name)

    @cached_property
    def _paths(self) -> dict[CodeId, str]:
        return {code.id: code.path_text for code in self._reads.codes()}

    def _words_at(
        self, link: MemoLink, name: str, source: SourceId, segment: Segment
    ) -> LinkedThing | None:
        text = self._reads.text(source)
        if not segment.start < segment.end <= len(text):
            return None
        return LinkedThing(
            link,
            name,
            text[segment.start : segment.end],
            segment,
            source,
            self._reads.source_name(source),
            self._reads.turn_at(source, segment.start),
            self._speaker(source, segment.start),
        )

    def _speaker(self, source: SourceId, position: int) -> str | None:
        if source not in self._speakers:
            found = self._reads.speakers(source)
            self._speakers[source] = {one.index: one.person or one.label for one in found}
        voice = self._reads.voice_at(source, position)
        return None if voice is None else self._speakers[source].get(voice) or None


_OF: dict[str, Callable[[Things, MemoLink], LinkedThing | None]] = {
    "source": Things.source,
    "segment": Things.segment,
    "coding": Things.coding,
    "code": Things.code,
    "case": Things.case,
    "memo": Things.memo,
    "decision": Things.decision,
    "meeting": Things.meeting,
    "theme": Things.theme,
}


def told_versions(reads: Reads, text: MemoText, known: tuple[MemoLink, ...] = ()) -> MemoText:
    """Return a text whose new links to passages of corrected texts tell the version they lie in."""
    return with_versions(text, versions_now(reads, links_of(text)), known)


def versions_now(reads: Reads, links: Iterable[MemoLink]) -> dict[str, int]:
    """Return which version of its text holds, of each source that links lead into."""
    sources = {link.thing for link in links if link.kind == "segment"}
    return {source: reads.texts.now(SourceId(source)) for source in sources}


def refuse_lost_links(reads: Reads, links: Iterable[MemoLink]) -> None:
    """Refuse links to what is not there.

    Raises:
        InvalidActionError: One of them leads nowhere; its kind is told.
    """
    things = Things(reads)
    for link in links:
        if things.of(link) is None:
            raise InvalidActionError(
                f"This memo would link to a {link.kind} that is not in the study or was erased. "
                "Take the link out, or choose another thing."
            )


def refuse_private_links(
    reads: Reads, links: Iterable[MemoLink], visibility: Visibility, memo: MemoId
) -> None:
    """Refuse to name a private memo in one that others read.

    Raises:
        InvalidActionError: A link leads to a private memo.
    """
    if visibility == "private":
        return
    for link in links:
        if link.kind == "memo" and link.thing != memo and _is_private(reads, link):
            raise InvalidActionError(
                "Others would read here of a memo that is private. Take the link to it out, show "
                "that memo too, or keep this one private."
            )


def shortened(words: str) -> str:
    """Return the beginning of a text on one line, as what has no name of its own is called."""
    line = " ".join(words.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


def _is_private(reads: Reads, link: MemoLink) -> bool:
    with suppress(NotFoundError):
        return reads.memos.one(MemoId(link.thing)).visibility == "private"
    return False
