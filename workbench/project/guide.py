"""The interview guide: its questions, and whether each was asked in a source."""

from __future__ import annotations

import uuid

from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.ids import QuestionId, SourceId, Words
from workbench.model.people_events import (
    QuestionAdded,
    QuestionMarked,
    QuestionRemoved,
    QuestionReworded,
)
from workbench.model.source import ASKED, Asked, GuideQuestion
from workbench.model.typed import plain_text
from workbench.project.opened import Opened
from workbench.store.reads import Reads


class Guide:
    """The questions a study asks; "not said" may mean "not asked"."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def questions(self) -> list[GuideQuestion]:
        """Return the questions in the order in which they were added."""
        with self._opened.reading() as reads:
            return reads.people.questions()

    def add(self, words: str) -> QuestionId:
        """Put a question at the end of the guide; return its id."""
        question = QuestionId(str(uuid.uuid4()))
        with self._opened.unit() as unit:
            place = unit.reads.people.next_question_place()
            unit.record(QuestionAdded(question, _words(words), place))
        return question

    def reword(self, question: QuestionId, words: str, *, base: str | None = None) -> None:
        """Give a question other words.

        Args:
            question: Which.
            words: The new words.
            base: The words that were seen when the editing began.

        Raises:
            ConflictError: Somebody reworded it meanwhile.
        """
        with self._opened.unit() as unit:
            old, new = _question(unit.reads, question).words, _words(words)
            if base is not None and base != old:
                raise ConflictError("Somebody reworded this question since you looked. Look again.")
            if new != old:
                unit.record(QuestionReworded(question, old, new))

    def remove(self, question: QuestionId) -> None:
        """Take a question out with its marks; undo brings all back."""
        with self._opened.unit() as unit:
            old = _question(unit.reads, question)
            marks = unit.reads.people.marks_of(question)
            unit.record(QuestionRemoved(question, old.words, old.position, marks))

    def marks(self, source: SourceId) -> dict[QuestionId, Asked]:
        """Return for each question whether it was asked in a source."""
        with self._opened.reading() as reads:
            marked = reads.people.marks(source)
            return {q.id: marked.get(q.id, "not recorded") for q in reads.people.questions()}

    def mark(
        self,
        source: SourceId,
        question: QuestionId,
        asked: Asked,
        *,
        base: Asked | None = None,
    ) -> None:
        """Say whether a question was asked in a source.

        Args:
            source: Where.
            question: Which.
            asked: From now on.
            base: The mark that was seen when the choosing began.

        Raises:
            ConflictError: Somebody marked it otherwise meanwhile.
            InvalidActionError: The answer is none of the fixed ones.
        """
        if asked not in ASKED:
            raise InvalidActionError(f"That is no answer. Choose {', '.join(ASKED)}.")
        with self._opened.unit() as unit:
            unit.reads.source_name(source)
            _question(unit.reads, question)
            old = unit.reads.people.marks(source).get(question, "not recorded")
            if base is not None and base != old:
                raise ConflictError(
                    f"Somebody marked this question as {old} since you looked, and it would become "
                    f"{asked}. Look again."
                )
            if asked != old:
                unit.record(QuestionMarked(source, question, old, asked))


def _question(reads: Reads, question: QuestionId) -> GuideQuestion:
    found = next((q for q in reads.people.questions() if q.id == question), None)
    if found is None:
        raise NotFoundError("This question is no longer in the guide. Look again to see why.")
    return found


def _words(words: str) -> Words:
    cleaned = plain_text(words)
    if not cleaned:
        raise InvalidActionError("A question needs words. Type at least one character.")
    return Words(cleaned)
