"""The people who speak in sources."""

from __future__ import annotations

import uuid

from workbench.errors import InvalidActionError
from workbench.model.case import Case, CaseKind
from workbench.model.events import CaseAdded
from workbench.model.ids import CaseId, Words
from workbench.model.source import SPEAKER_ROLES, SpeakerChoice
from workbench.project.names import clean_name, same_name
from workbench.project.opened import Opened
from workbench.store.unit import Unit


class Cases:
    """Participants and interviewers of a project."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Case]:
        """Return all cases by name."""
        with self._opened.reading() as reads:
            return reads.cases()


def case_for(unit: Unit, label: str, choice: SpeakerChoice) -> CaseId | None:
    """Return the case a label was mapped to, adding the person where they are new.

    Args:
        unit: The act under way.
        label: The label as written; the person's name where none was typed.
        choice: Role and name.
    """
    if choice.role not in SPEAKER_ROLES:
        raise InvalidActionError(f"That is no role. Choose {', '.join(SPEAKER_ROLES)}.")
    if choice.role not in ("participant", "interviewer"):
        return None
    kind: CaseKind = "participant" if choice.role == "participant" else "interviewer"
    name = clean_name(choice.person or label, "person")
    for case in unit.reads.cases():
        if case.kind == kind and same_name(case.name, name):
            return case.id
    added = CaseId(str(uuid.uuid4()))
    unit.record(CaseAdded(added, kind, Words(name)))
    return added
