"""Third-party flags: segments that tell of somebody who took no part and was not asked."""

from __future__ import annotations

import uuid

from workbench.model.ids import FlagId, SourceId, Words
from workbench.model.people_events import ThirdPartyFlagged, ThirdPartyUnflagged
from workbench.model.source import Segment, ThirdParty
from workbench.model.typed import plain_text
from workbench.project.opened import Opened


class Flags:
    """Marks on words that need care before they leave the project."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def third_party(self, source: SourceId) -> list[ThirdParty]:
        """Return a source's third-party flags in order of their place."""
        with self._opened.reading() as reads:
            reads.source_name(source)
            return reads.people.third_parties(source)

    def flag(
        self,
        source: SourceId,
        segment: Segment,
        *,
        note: str = "",
        words: str | None = None,
        flag: FlagId | None = None,
    ) -> FlagId:
        """Flag a segment that tells of somebody else; return the flag's id.

        Args:
            source: Where.
            segment: Which words. Flagged already, they keep the flag they have.
            note: Who it is about, in general terms.
            words: The words that were selected; they must stand there.
            flag: A client-made id.

        Raises:
            SegmentOutsideSourceError: The segment is empty or leaves the text.
            SegmentMismatchError: Other words stand there.
        """
        with self._opened.unit() as unit:
            segment.words_in(unit.reads.text(source), words)
            for there in unit.reads.people.third_parties(source):
                if (there.start, there.end) == (segment.start, segment.end):
                    return there.id
            flag = flag or FlagId(str(uuid.uuid4()))
            unit.record(ThirdPartyFlagged(flag, source, segment, Words(plain_text(note))))
        return flag

    def unflag(self, flag: FlagId) -> None:
        """Take a third-party flag off."""
        with self._opened.unit() as unit:
            old = unit.reads.people.third_party(flag)
            segment = Segment(old.start, old.end)
            unit.record(ThirdPartyUnflagged(flag, old.source, segment, old.note))
