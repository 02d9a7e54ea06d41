"""The people who speak in sources, and what they allowed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.errors import ConflictError, InvalidActionError
from workbench.model.case import (
    CASE_KINDS,
    CONSENT_ANSWERS,
    NEVER_QUOTED,
    NO_CONSENT,
    Case,
    CaseKind,
    Consent,
    MayQuote,
)
from workbench.model.events import CaseAdded, CaseRemoved
from workbench.model.ids import NO_WORDS, CaseId, SourceId, Words
from workbench.model.people_events import AttributeSet, CaseRenamed, ConsentRecorded
from workbench.model.source import SPEAKER_ROLES, SpeakerChoice
from workbench.model.typed import iso_date, plain_text
from workbench.project.names import clean_name, folded, same_name
from workbench.project.opened import Opened
from workbench.project.said_before import Mappings, said_before
from workbench.store.reads import Reads
from workbench.store.unit import Unit

_ANSWERS = ("recording", "verbatim", "archive", "auditor_sees_raw", "third_parties")


class Cases:
    """Participants and interviewers of a project."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Case]:
        """Return all cases by name."""
        with self._opened.reading() as reads:
            return reads.people.cases()

    def sources_of(self, case: CaseId) -> list[SourceId]:
        """Return the sources in which a person speaks, in order of import."""
        with self._opened.reading() as reads:
            return reads.people.sources_of(case)

    def add(self, name: str, kind: CaseKind = "participant") -> CaseId:
        """Name a person before any source of theirs is here; return their id.

        Raises:
            InvalidActionError: Somebody of this kind has the name.
        """
        with self._opened.unit() as unit:
            return add_cases(unit, [name], kind)[0]

    def rename(self, case: CaseId, name: str, *, base: str | None = None) -> None:
        """Give a person another name.

        Args:
            case: Who.
            name: The new name.
            base: The name that was seen when the editing began.

        Raises:
            ConflictError: Somebody renamed them meanwhile.
            InvalidActionError: Somebody of this kind has the name.
        """
        with self._opened.unit() as unit:
            old = unit.reads.people.case(case)
            new = clean_name(name, "person")
            if base is not None and base != old.name:
                raise ConflictError(
                    f"This person was “{base}” when you began, is “{old.name}” now, and would "
                    f"become “{new}”. Look again and rename once more."
                )
            if new != old.name:
                _free_name(new, old.kind, _names(unit, old.kind, but=case))
                unit.record(CaseRenamed(case, Words(old.name), Words(new)))

    def remove(self, case: CaseId) -> None:
        """Take a person out with their values and consent; undo brings all back.

        Raises:
            InvalidActionError: They speak in a source, or did, and their words may not leave.
        """
        with self._opened.unit() as unit:
            people = unit.reads.people
            old = people.case(case)
            if people.sources_of(case):
                raise InvalidActionError(
                    f"“{old.name}” speaks in a source. Map the speaker to somebody else first."
                )
            for attribute, value in people.values().get(case, {}).items():
                unit.record(AttributeSet(case, attribute, Words(value), NO_WORDS))
            consent = people.consent(case)
            _refuse_lost_consent(unit.reads, old, consent)
            if consent != NO_CONSENT:
                unit.record(ConsentRecorded(case, consent, NO_CONSENT))
            unit.record(CaseRemoved(case, old.kind, Words(old.name)))

    def consent(self, case: CaseId) -> Consent:
        """Return what a person allowed; "not recorded" where nobody wrote it down."""
        with self._opened.reading() as reads:
            return reads.people.consent(case)

    def consents(self) -> dict[CaseId, Consent]:
        """Return what was written down, by person; who is missing has nothing recorded."""
        with self._opened.reading() as reads:
            return reads.people.consents()

    def may_quote(self, case: CaseId) -> MayQuote:
        """Return how a person's words may leave the project; withdrawn is "no"."""
        return self.consent(case).may_quote

    def record_consent(
        self, case: CaseId, consent: Consent, *, base: Consent | None = None
    ) -> None:
        """Write down what a person allowed.

        Args:
            case: Who.
            consent: All of it, as it is from now on.
            base: What was seen when the editing began.

        Raises:
            ConflictError: Somebody changed it meanwhile.
            InvalidActionError: An answer is none of the fixed ones, or a date is none.
        """
        with self._opened.unit() as unit:
            unit.reads.people.case(case)
            old, new = unit.reads.people.consent(case), _checked(consent)
            if base is not None and base != old:
                raise ConflictError(
                    "Somebody changed this person's consent since you looked. Look again."
                )
            if new != old:
                unit.record(ConsentRecorded(case, old, new))


def _refuse_lost_consent(reads: Reads, case: Case, consent: Consent) -> None:
    """Refuse to forget somebody whose words stand where no label names them any more."""
    if consent.may_quote in NEVER_QUOTED:
        sources = [SourceId(source) for source in reads.source_names()]
        spoke = any(one.case == case.id for source in sources for one in reads.speakers(source))
        mappings, them = Mappings(), {case.id}
        if spoke or any(True for one in sources for _ in said_before(reads, one, them, mappings)):
            raise InvalidActionError(
                f"“{case.name}” spoke in a source before its text was corrected, or it was taken "
                "out, and may not be quoted; without them nobody would know whose words these are. "
                "Keep them."
            )


def add_cases(unit: Unit, names: Iterable[str], kind: CaseKind) -> list[CaseId]:
    """Record new people within an act; return their ids.

    Raises:
        InvalidActionError: Somebody of this kind has a name, or there is no such kind.
    """
    if kind not in CASE_KINDS:
        raise InvalidActionError(f"That is no kind of person. Choose {' or '.join(CASE_KINDS)}.")
    taken = _names(unit, kind)
    added = []
    for name in names:
        cleaned = _free_name(name, kind, taken)
        taken[folded(cleaned)] = cleaned
        added.append(CaseId(str(uuid.uuid4())))
        unit.record(CaseAdded(added[-1], kind, Words(cleaned)))
    return added


def _names(unit: Unit, kind: CaseKind, but: CaseId | None = None) -> dict[str, str]:
    """Return the names of all people of a kind, by how names are compared."""
    cases = unit.reads.people.cases()
    return {folded(c.name): c.name for c in cases if c.kind == kind and c.id != but}


def _free_name(name: str, kind: CaseKind, taken: Mapping[str, str]) -> str:
    cleaned = clean_name(name, "person")
    twin = taken.get(folded(cleaned))
    if twin is not None:
        raise InvalidActionError(f"There is a {kind} “{twin}” already. Choose another name.")
    return cleaned


def _checked(consent: Consent) -> Consent:
    if any(getattr(consent, name) not in CONSENT_ANSWERS for name in _ANSWERS):
        raise InvalidActionError(f"That is no answer. Choose {', '.join(CONSENT_ANSWERS)}.")
    return replace(
        consent,
        paraphrase_only=bool(consent.paraphrase_only),
        withdraw_until=_day(consent.withdraw_until),
        withdrawn=_day(consent.withdrawn),
        note=Words(plain_text(consent.note)),
    )


def _day(given: str) -> str:
    return iso_date(given) if given.strip() else ""


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
    for case in unit.reads.people.cases():
        if case.kind == kind and same_name(case.name, name):
            return case.id
    added = CaseId(str(uuid.uuid4()))
    unit.record(CaseAdded(added, kind, Words(name)))
    return added
