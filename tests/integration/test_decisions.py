"""Decisions and meetings: recorded, changed, taken out, made of memos, and due again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.alone import place
from tests.studies import coded
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.ids import DecisionId, MeetingId, MemoId, Words
from workbench.model.memo import MemoText
from workbench.model.study import Decision, DecisionRecord, MeetingRecord
from workbench.project.decisions import decision_from, due, links_of_decision, meeting_from

__all__ = ["place"]

KEEP = DecisionRecord("2026-01-31", Words("Keep both readings?"), chosen=Words("both"))
MET = MeetingRecord("2026-02-01", present=Words("Ana, Ben"), agenda=Words("the code of limits"))


def test_a_decision_comes_changes_goes_and_comes_back(project) -> None:
    made = project.decisions.record(KEEP)
    first = project.decisions.one(made)
    changed = replace(KEEP, why=Words("Each holds for its site."))
    project.decisions.change(made, changed, base=first.version)
    assert project.decisions.one(made).record == changed
    project.decisions.remove(made)
    assert project.decisions.all() == []
    project.history.undo()
    assert project.decisions.one(made).record == changed


def test_a_meeting_comes_changes_goes_and_comes_back(project) -> None:
    made = project.meetings.record(MET)
    changed = replace(MET, actions=Words("Ana redefines it."))
    project.meetings.change(made, changed, base=project.meetings.one(made).version)
    project.meetings.remove(made)
    assert project.meetings.all() == []
    project.history.undo()
    assert project.meetings.one(made).record == changed


def test_records_stand_by_their_date_not_by_when_they_were_typed(project) -> None:
    for date in ("2026-03-01", "2026-01-01", "2026-02-01"):
        project.decisions.record(replace(KEEP, date=date))
        project.meetings.record(replace(MET, date=date))
    dates = ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert [one.record.date for one in project.decisions.all()] == dates
    assert [one.record.date for one in project.meetings.all()] == dates


def test_a_stale_edit_changes_nothing(project) -> None:
    decision, meeting = project.decisions.record(KEEP), project.meetings.record(MET)
    old, met = project.decisions.one(decision).version, project.meetings.one(meeting).version
    project.decisions.change(decision, replace(KEEP, chosen=Words("one")), base=old)
    project.meetings.change(meeting, replace(MET, present=Words("Ana")), base=met)
    before = project.head
    with pytest.raises(ConflictError):
        project.decisions.change(decision, replace(KEEP, chosen=Words("none")), base=old)
    with pytest.raises(ConflictError):
        project.decisions.remove(decision, base=old)
    with pytest.raises(ConflictError):
        project.meetings.change(meeting, MET, base=met)
    with pytest.raises(ConflictError):
        project.meetings.remove(meeting, base=met)
    assert project.head == before


@pytest.mark.parametrize(
    "record",
    [
        replace(KEEP, question=Words(" ")),
        replace(KEEP, date=""),
        replace(KEEP, date="31.1.2026"),
        replace(KEEP, review="soon"),
        replace(KEEP, reversible="maybe"),  # type: ignore[arg-type]
        replace(KEEP, why=Words("x" * 5_001)),
        replace(KEEP, affected=Words("code:nowhere")),
        replace(KEEP, affected=Words("<script>")),
        replace(KEEP, memo=MemoId("nowhere")),
    ],
)
def test_a_decision_that_says_nothing_or_names_nothing_is_refused(project, record) -> None:
    before = project.head
    with pytest.raises(InvalidActionError):
        project.decisions.record(record)
    assert project.head == before


@pytest.mark.parametrize("record", [MeetingRecord("2026-01-31"), replace(MET, date="")])
def test_a_meeting_without_a_day_or_a_word_is_refused(project, record) -> None:
    with pytest.raises(InvalidActionError):
        project.meetings.record(record)
    assert project.meetings.all() == []


def test_a_record_with_an_id_of_the_clients_is_made_once(project) -> None:
    project.decisions.record(KEEP, decision=DecisionId("d1"))
    project.meetings.record(MET, meeting=MeetingId("m1"))
    with pytest.raises(InvalidActionError):
        project.decisions.record(KEEP, decision=DecisionId("d1"))
    with pytest.raises(InvalidActionError):
        project.meetings.record(MET, meeting=MeetingId("m1"))


def test_what_is_gone_is_said_to_be_gone(project) -> None:
    with pytest.raises(NotFoundError):
        project.decisions.one(DecisionId("nowhere"))
    with pytest.raises(NotFoundError):
        project.meetings.remove(MeetingId("nowhere"))


def test_a_decision_keeps_naming_what_went_since(project) -> None:
    study = coded(project)
    code = project.codebook.create("a third")
    made = project.decisions.record(
        replace(KEEP, affected=Words(f"code:{code} source:{study.source}"))
    )
    project.codebook.delete(code)
    record = project.decisions.one(made).record
    project.decisions.change(made, replace(record, chosen=Words("both, for now")))
    assert [link.thing for link in links_of_decision(record)] == [code, study.source]


def test_a_memo_becomes_a_decision_or_a_meeting_that_names_it(project) -> None:
    study = coded(project)
    body = f"We keep both.\n[[code:{study.limits}]] holds at one site."
    memo = project.memos.one(project.memos.write(MemoText(Words("Two readings"), Words(body))))
    record = decision_from(memo, "2026-01-31")
    assert (record.question, record.memo) == ("Two readings", memo.id)
    assert record.why == "We keep both.\n holds at one site."
    assert record.affected == f"code:{study.limits}"
    assert project.decisions.one(project.decisions.record(record)).record == record
    met = meeting_from(memo, "2026-01-31")
    assert project.meetings.one(project.meetings.record(met)).record == met


def test_a_private_memo_is_named_in_no_record(project) -> None:
    study = coded(project)
    body = f"Nobody knows [[code:{study.limits}]]."
    memo = project.memos.one(project.memos.write(MemoText(body=Words(body)), visibility="private"))
    record = decision_from(memo, "2026-01-31")
    assert (record.memo, record.affected) == (None, "")
    assert meeting_from(memo, "2026-01-31").memo is None
    with pytest.raises(InvalidActionError, match="private"):
        project.decisions.record(replace(record, memo=memo.id))
    with pytest.raises(InvalidActionError, match="private"):
        project.decisions.record(replace(record, affected=Words(f"memo:{memo.id}")))
    with pytest.raises(InvalidActionError, match="not in the study"):
        project.as_coder("Ben").decisions.record(replace(record, memo=memo.id))


def test_a_record_keeps_the_memo_that_who_changes_it_may_not_know_of(project) -> None:
    memo = project.memos.write(MemoText(Words("Both readings")))
    decision = project.decisions.record(replace(KEEP, memo=memo))
    meeting = project.meetings.record(replace(MET, memo=memo))
    project.memos.show(memo, "private")
    ben = project.as_coder("Ben")
    told, met = ben.decisions.one(decision), ben.meetings.one(meeting)
    assert (told.record.memo, met.record.memo) == (None, None)
    ben.decisions.change(decision, replace(told.record, why=Words("Sites differ.")))
    ben.meetings.change(meeting, replace(met.record, actions=Words("Read again.")))
    ben.decisions.remove(decision)
    ben.meetings.remove(meeting)
    ben.history.undo()
    ben.history.undo()
    assert project.decisions.one(decision).record == replace(
        KEEP, memo=memo, why=Words("Sites differ.")
    )
    assert project.meetings.one(meeting).record == replace(
        MET, memo=memo, actions=Words("Read again.")
    )
    assert ben.decisions.one(decision).record.memo is None
    assert project.history.verify().ok


def test_a_memo_too_long_for_a_record_stays_where_it_is(project) -> None:
    memo = project.memos.one(project.memos.write(MemoText(body=Words("long " * 2_000))))
    record = decision_from(memo, "2026-01-31")
    assert (record.why, record.memo) == ("", memo.id)
    assert len(record.question) == 80


def test_the_longest_due_comes_first() -> None:
    reviews = ("2026-03-01", "", "2026-01-01", "2026-02-01")
    all_of_them = [
        Decision(DecisionId(str(n)), replace(KEEP, review=review), 0, 0)
        for n, review in enumerate(reviews)
    ]
    found = due(all_of_them, "2026-02-01")
    assert [one.record.review for one in found] == ["2026-01-01", "2026-02-01"]
