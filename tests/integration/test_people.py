"""People: named, renamed, taken out, and what they allowed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.studies import draft
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.case import NO_CONSENT, AttributeForm, Consent
from workbench.model.ids import CaseId, Words
from workbench.model.source import SpeakerChoice
from workbench.project.project import Project

ALLOWED = Consent(recording="yes", verbatim="yes", withdraw_until="2026-12-31", note=Words("mail"))


@pytest.fixture
def amina(project: Project) -> CaseId:
    return project.cases.add("Amina")


def names(project: Project) -> list[str]:
    return [case.name for case in project.cases.all()]


def test_a_person_can_be_named_before_any_source_is_here(project: Project, amina: CaseId) -> None:
    source = project.sources.add(draft(), speakers={"P07": SpeakerChoice("participant", "amina")})
    assert names(project) == ["Amina"]
    assert project.cases.sources_of(amina) == [source]


def test_two_people_of_one_kind_have_different_names(project: Project, amina: CaseId) -> None:
    with pytest.raises(InvalidActionError, match="Amina"):
        project.cases.add("AMINA")
    project.cases.add("Amina", "interviewer")
    ben = project.cases.add("Ben")
    with pytest.raises(InvalidActionError, match="Amina"):
        project.cases.rename(ben, "amina")
    project.cases.rename(amina, "AMINA")


def test_a_renaming_from_another_name_than_was_seen_is_a_conflict(
    project: Project, amina: CaseId
) -> None:
    project.cases.rename(amina, "P01")
    with pytest.raises(ConflictError, match="P01"):
        project.cases.rename(amina, "P02", base="Amina")
    assert names(project) == ["P01"]


def test_a_person_who_speaks_in_a_source_is_not_taken_out(project: Project) -> None:
    source = project.sources.add(draft(), speakers={"P07": SpeakerChoice("participant", "Amina")})
    (amina,) = project.cases.all()
    with pytest.raises(InvalidActionError, match="speaks in a source"):
        project.cases.remove(amina.id)
    project.sources.map_speaker(source, 1, SpeakerChoice("ignored"))
    project.cases.remove(amina.id)
    assert names(project) == []


def test_values_and_consent_go_with_a_person_and_come_back(project: Project, amina: CaseId) -> None:
    years = project.attributes.define(AttributeForm(Words("years"), "number"))
    project.attributes.set(amina, years, "3")
    project.cases.record_consent(amina, ALLOWED)
    before = project.snapshot()
    project.cases.remove(amina)
    assert project.attributes.values() == {}
    assert project.cases.consents() == {}
    project.history.undo()
    assert project.snapshot() == before
    project.history.redo()
    assert names(project) == []


def test_a_source_does_not_come_back_without_a_person_who_speaks_in_it(project: Project) -> None:
    source = project.sources.add(draft(), speakers={"P07": SpeakerChoice("participant", "Amina")})
    (amina,) = project.cases.all()
    project.sources.remove(source)
    removed = project.head.seq
    project.cases.remove(amina.id)
    with pytest.raises(ConflictError, match="Bring them back"):
        project.history.undo(removed)
    project.history.undo()
    project.history.undo(removed)
    assert project.cases.sources_of(amina.id) == [source]


def test_a_person_does_not_come_back_under_a_name_given_away(project: Project) -> None:
    amina = project.cases.add("Amina")
    project.cases.remove(amina)
    removed = project.head.seq
    project.cases.add("amina")
    with pytest.raises(ConflictError, match="Rename that first"):
        project.history.undo(removed)
    assert names(project) == ["amina"]


def test_nothing_is_recorded_until_somebody_records_it(project: Project, amina: CaseId) -> None:
    assert project.cases.consent(amina) == NO_CONSENT
    assert project.cases.may_quote(amina) == "not recorded"


def test_consent_is_recorded_whole_and_taken_back(project: Project, amina: CaseId) -> None:
    project.cases.record_consent(amina, ALLOWED)
    assert project.cases.consent(amina) == ALLOWED
    assert project.cases.may_quote(amina) == "verbatim"
    project.cases.record_consent(amina, replace(ALLOWED, withdrawn="2026-05-01"), base=ALLOWED)
    assert project.cases.may_quote(amina) == "no"
    project.history.undo()
    assert project.cases.consent(amina) == ALLOWED


def test_the_same_consent_again_is_no_act(project: Project, amina: CaseId) -> None:
    project.cases.record_consent(amina, ALLOWED)
    head = project.head
    project.cases.record_consent(amina, replace(ALLOWED, note=Words(" mail ")))
    assert project.head == head


def test_consent_that_somebody_changed_meanwhile_is_a_conflict(
    project: Project, amina: CaseId
) -> None:
    project.as_coder("Ben").cases.record_consent(amina, ALLOWED, base=NO_CONSENT)
    with pytest.raises(ConflictError):
        project.cases.record_consent(amina, Consent(verbatim="no"), base=NO_CONSENT)
    assert project.cases.consent(amina) == ALLOWED


@pytest.mark.parametrize(
    "wrong",
    [replace(ALLOWED, verbatim="perhaps"), replace(ALLOWED, withdrawn="1.5.2026"),
     replace(ALLOWED, withdraw_until="2026-02-30"), replace(ALLOWED, note=Words("\0"))],
)  # fmt: skip
def test_what_is_no_answer_or_no_date_is_refused(
    project: Project, amina: CaseId, wrong: Consent
) -> None:
    with pytest.raises(InvalidActionError):
        project.cases.record_consent(amina, wrong)
    assert project.cases.consent(amina) == NO_CONSENT


def test_a_person_who_is_not_there_has_nothing_recorded_for_them(project: Project) -> None:
    nobody = CaseId("nobody")
    with pytest.raises(NotFoundError):
        project.cases.record_consent(nobody, ALLOWED)
    with pytest.raises(NotFoundError):
        project.cases.rename(nobody, "Amina")
    with pytest.raises(NotFoundError):
        project.cases.remove(nobody)


def test_the_history_tells_of_consent_without_its_answers(project: Project, amina: CaseId) -> None:
    project.cases.record_consent(amina, replace(ALLOWED, note=Words("by her sister")))
    line = project.history.lines(limit=1)[0]
    assert line.sentence == "recorded the consent of “Amina”"


def test_no_word_of_consent_or_a_name_stands_in_a_header(project: Project) -> None:
    amina = project.cases.add("Zerubbabel")
    site = project.attributes.define(AttributeForm(Words("Zsite"), "choice", (Words("Znorth"),)))
    project.attributes.set(amina, site, "Znorth")
    project.cases.record_consent(amina, Consent(note=Words("Zsister")))
    with project._opened.reading() as reads:
        headers = [str(recorded.header) for recorded in reads.entries()]
    assert headers
    assert not [header for header in headers if "Z" in header]
