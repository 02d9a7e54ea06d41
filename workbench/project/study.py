"""The study itself: its title, what is written down about it, its stance and its phase.

A change of stance is a decision: it is recorded as one, in the same act. The phase is a bookmark
that people move; the workbench never does.
"""

from __future__ import annotations

import uuid
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from workbench.errors import ConflictError, InvalidActionError
from workbench.model.ids import DecisionId, Words
from workbench.model.study import (
    NO_DETAILS,
    PHASES,
    STANCES,
    DecisionRecord,
    Phase,
    Stance,
    StudyDetails,
)
from workbench.model.study_events import (
    DecisionRecorded,
    PhaseMoved,
    StanceChanged,
    StudyDescribed,
    StudyRenamed,
)
from workbench.model.typed import iso_date, plain_text
from workbench.project.names import clean_name
from workbench.project.opened import Opened
from workbench.project.reasons import add_reason
from workbench.project.standing import PhaseStanding, standing
from workbench.store.unit import Unit

_STANCE_QUESTION = Words("Which stance does the study take?")


class Study:
    """What a project says of itself, beside its sources, codes and memos."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def title(self) -> str:
        """Return the study's title as it is now."""
        with self._opened.reading() as reads:
            return reads.project().name

    def rename(self, title: str, *, base: str | None = None) -> None:
        """Give the study another title.

        Args:
            title: The new one.
            base: The title that was seen when the editing began.

        Raises:
            ConflictError: Somebody renamed it meanwhile.
            InvalidActionError: It is none.
        """
        with self._opened.unit() as unit:
            old, new = unit.reads.project().name, clean_name(title, "study")
            if base is not None and base != old:
                seen = clean_name(base, "study")
                raise ConflictError(
                    f"The study was “{seen}” when you began, is “{old}” now, and would become "
                    f"“{new}”. Look again and rename it once more."
                )
            if new != old:
                unit.record(StudyRenamed(Words(old), Words(new)))

    def details(self) -> StudyDetails:
        """Return what is written down about the study."""
        with self._opened.reading() as reads:
            return reads.study.details()

    def describe(self, details: StudyDetails, *, base: StudyDetails | None = None) -> None:
        """Write down what the study is, as a whole.

        Args:
            details: All of it, as it shall be.
            base: What was seen when the editing began.

        Raises:
            ConflictError: Somebody changed it meanwhile.
            InvalidActionError: A text or a date of it is none.
        """
        new = checked_details(details)
        with self._opened.unit() as unit:
            old = unit.reads.study.details()
            if base is not None and base != old:
                raise ConflictError(
                    "Somebody changed what is written down about the study since you looked. "
                    "Look again."
                )
            if new != old:
                unit.record(StudyDescribed(old, new))

    def stance(self) -> Stance:
        """Return the stance as it is now."""
        with self._opened.reading() as reads:
            return _stance(reads.project().stance)

    def set_stance(
        self, stance: Stance, reason: str | None = None, *, base: Stance | None = None
    ) -> None:
        """Take another stance, and record that as a decision in the same act.

        Args:
            stance: The new one.
            reason: Why; the screen asks where it is missing, and the history says so.
            base: The stance that was seen when the choosing began.

        Raises:
            ConflictError: Somebody changed it meanwhile.
            InvalidActionError: There is no such stance.
        """
        new, why = _stance(stance), plain_text(reason or "")
        with self._opened.unit() as unit:
            old = _stance(unit.reads.project().stance)
            if base is not None and base != old:
                raise ConflictError(
                    f"The stance was {base} when you looked, is {old} now, and would become {new}. "
                    "Look again."
                )
            if new == old:
                return
            unit.reason = "volunteered" if why else "asked"
            unit.record(StanceChanged(old, new))
            made = DecisionId(str(uuid.uuid4()))
            unit.record(DecisionRecorded(made, _stance_decision(unit, old, new, why)))
            add_reason(unit, unit.command.action, why)

    def phase(self) -> Phase:
        """Return the phase at which the bookmark lies."""
        with self._opened.reading() as reads:
            return reads.study.phase()

    def move_to(self, phase: Phase, *, base: Phase | None = None) -> None:
        """Move the bookmark, forwards or back.

        Args:
            phase: Where it shall lie.
            base: Where it lay when the person looked.

        Raises:
            ConflictError: Somebody moved it meanwhile.
            InvalidActionError: There is no such phase.
        """
        if phase not in PHASES:
            raise InvalidActionError(f"There is no such phase. Choose {', '.join(PHASES)}.")
        with self._opened.unit() as unit:
            old = unit.reads.study.phase()
            if base is not None and base != old:
                raise ConflictError(
                    "Somebody moved the bookmark of the phase since you looked. Look again."
                )
            if phase != old:
                unit.record(PhaseMoved(old, phase))

    def overview(self) -> list[PhaseStanding]:
        """Return what is there and what is thin, phase by phase, as far as this person may know."""
        with self._opened.reading() as reads:
            return standing(reads)


def checked_details(details: StudyDetails) -> StudyDetails:
    """Return details as they are kept: texts without blanks around them, an ISO date.

    Raises:
        InvalidActionError: A text or the date is none.
    """
    kept: dict[str, Any] = {
        f.name: Words(plain_text(getattr(details, f.name)))
        for f in fields(StudyDetails)
        if f.name != "retention"
    }
    until = details.retention.strip()
    return replace(details, retention=iso_date(until) if until else "", **kept)


def beginning(question: str) -> StudyDescribed | None:
    """Return the event that gives a new study its question; None without one.

    Raises:
        InvalidActionError: The question is no text.
    """
    asked = Words(plain_text(question))
    return StudyDescribed(NO_DETAILS, StudyDetails(question=asked)) if asked else None


def day_of(moment: int) -> str:
    """Return the day (UTC, ISO) of a moment in microseconds since 1970."""
    return datetime.fromtimestamp(moment // 1_000_000, UTC).date().isoformat()


def _stance(stance: str) -> Stance:
    found = next((one for one in STANCES if one == stance), None)
    if found is None:
        raise InvalidActionError(f"There is no such stance. Choose {', '.join(STANCES)}.")
    return found


def _stance_decision(unit: Unit, old: Stance, new: Stance, why: str) -> DecisionRecord:
    coders = {coder.id: coder.name for coder in unit.reads.coders()}
    return DecisionRecord(
        date=day_of(unit.at),
        question=_STANCE_QUESTION,
        options=Words(f"{', '.join(STANCES)}; it was {old}"),
        chosen=Words(new),
        why=Words(why),
        who=Words(coders[unit.command.actor.id]),
        reversible="yes",
    )
