"""Blind rounds: times in which everybody codes alone, and sees what others coded afterwards.

While a round is open, nobody is told of what another person coded in its sources, and nothing is
proposed to anybody. Who opened it, when and over what stays in the history.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from workbench.errors import InvalidActionError
from workbench.model.ids import RoundId, SourceId, Words
from workbench.model.study import BlindRound
from workbench.model.study_events import RoundClosed, RoundOpened
from workbench.model.typed import plain_text
from workbench.project.opened import Opened


class Rounds:
    """The blind rounds of a study."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[BlindRound]:
        """Return the rounds there were, the oldest first."""
        with self._opened.reading() as reads:
            return reads.study.rounds()

    def now(self) -> BlindRound | None:
        """Return the round that is open; None where none is."""
        with self._opened.reading() as reads:
            return reads.study.round_now()

    def read_through(self) -> tuple[int, int]:
        """Return how many coders marked all of the open round as read since, and of how many.

        What they coded does not count: that would tell of it. Nor do marks from before the round
        was opened. Without a round it is all sources, whenever they were marked.
        """
        with self._opened.reading() as reads:
            now = reads.study.round_now()
            over = (now and now.sources) or [source.id for source in reads.sources()]
            done = coders = {coder.id for coder in reads.coders()}
            for source in over:
                passages = reads.passages(source)
                marks = reads.readings.marks_by_coder(source, now.opened_at if now else 0)
                said = [p for p in passages if p.voice is not None] or passages
                read = {(p.start, p.end) for p in said}
                done = {coder for coder in done if read <= marks.get(coder, set())}
            return len(done), len(coders)

    def open(self, sources: Sequence[SourceId] = (), note: str = "") -> RoundId:
        """Open a round.

        Args:
            sources: Where nobody sees what others coded; none for all sources.
            note: What it is for; may be empty.

        Raises:
            InvalidActionError: One is open already, or the study is reflexive.
            NotFoundError: There is no such source.
        """
        said, made = Words(plain_text(note)), RoundId(str(uuid.uuid4()))
        with self._opened.unit() as unit:
            if unit.reads.study.round_now() is not None:
                raise InvalidActionError("A blind round is open already. Close it first.")
            if unit.reads.project().stance == "reflexive":
                raise InvalidActionError(
                    "Coders are compared in open, codebook and reliability studies, and this one "
                    "is reflexive. Take another stance first."
                )
            chosen = tuple(dict.fromkeys(sources))
            for source in chosen:
                unit.reads.source_name(source)
            unit.record(RoundOpened(made, chosen, said))
        return made

    def close(self) -> None:
        """Close the round that is open: from now on everybody sees what was coded.

        Raises:
            InvalidActionError: None is open.
        """
        with self._opened.unit() as unit:
            now = unit.reads.study.round_now()
            if now is None:
                raise InvalidActionError("No blind round is open.")
            unit.record(RoundClosed(now.id, now.sources, now.note))
