"""What is written down about sources: details, names, kinds, the guide's marks, flags."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.alone import place
from tests.studies import TEXT, draft
from workbench.errors import (
    ConflictError,
    InvalidActionError,
    NotFoundError,
    SegmentMismatchError,
    SegmentOutsideSourceError,
)
from workbench.model.ids import FlagId, QuestionId, SourceId, Words
from workbench.model.source import Segment, SourceDetails, ThirdParty
from workbench.project.project import Project

__all__ = ["place"]

DETAILS = SourceDetails(
    date="2026-01-31",
    mode=Words("video"),
    checked_against_audio="yes",
    site=Words("North"),
    n=29,
    content_note=Words("a client's death, from 12:00"),
)


@pytest.fixture
def source(project: Project) -> SourceId:
    return project.sources.add(draft())


def test_a_source_is_described_whole_and_taken_back(project: Project, source: SourceId) -> None:
    assert project.sources.details(source) == SourceDetails()
    project.sources.describe(source, DETAILS, base=SourceDetails())
    assert project.sources.details(source) == DETAILS
    assert project.sources.all_details() == {source: DETAILS}
    project.history.undo()
    assert project.sources.all_details() == {}


def test_details_that_somebody_changed_meanwhile_are_a_conflict(
    project: Project, source: SourceId
) -> None:
    project.sources.describe(source, DETAILS)
    with pytest.raises(ConflictError):
        project.sources.describe(source, replace(DETAILS, n=30), base=SourceDetails())
    assert project.sources.details(source) == DETAILS


@pytest.mark.parametrize(
    "wrong",
    [replace(DETAILS, date="31.1.2026"), replace(DETAILS, n=-1), replace(DETAILS, n=10**20),
     replace(DETAILS, checked_against_audio="perhaps"), replace(DETAILS, mode=Words("\0"))],
)  # fmt: skip
def test_details_that_make_no_sense_are_refused(
    project: Project, source: SourceId, wrong: SourceDetails
) -> None:
    with pytest.raises(InvalidActionError):
        project.sources.describe(source, wrong)
    assert project.sources.all_details() == {}


def test_a_source_is_renamed_unless_another_has_the_name(
    project: Project, source: SourceId
) -> None:
    other = project.sources.add(draft(name="P08.txt"))
    with pytest.raises(InvalidActionError, match="P08"):
        project.sources.rename(source, "p08")
    project.sources.rename(source, "Amina, first", base="P07 first")
    assert project.sources.find("Amina, first").id == source
    with pytest.raises(ConflictError):
        project.sources.rename(source, "Amina", base="P07 first")
    project.sources.remove(other)
    project.sources.rename(source, "P08")


def test_a_name_does_not_come_back_when_it_was_given_away(
    project: Project, source: SourceId
) -> None:
    project.sources.rename(source, "Amina")
    renamed = project.head.seq
    project.sources.add(draft())
    with pytest.raises(ConflictError, match="Rename that first"):
        project.history.undo(renamed)


def test_a_source_becomes_another_kind(project: Project, source: SourceId) -> None:
    project.sources.change_kind(source, "focus-group")
    assert project.sources.all()[0].kind == "focus-group"
    assert project.history.lines(limit=1)[0].sentence == (
        "changed the kind of “P07 first” from interview to focus-group"
    )
    with pytest.raises(InvalidActionError):
        project.sources.change_kind(source, "novel")  # type: ignore[arg-type]  # a wrong one
    project.history.undo()
    assert project.sources.all()[0].kind == "interview"


def test_questions_stand_in_the_order_in_which_they_were_added(project: Project) -> None:
    first, second = project.guide.add("What is hard?"), project.guide.add(" What helps? ")
    assert [(q.id, q.words) for q in project.guide.questions()] == [
        (first, "What is hard?"),
        (second, "What helps?"),
    ]
    project.guide.remove(first)
    third = project.guide.add("Who else?")
    project.history.undo()
    project.history.undo()
    assert [q.id for q in project.guide.questions()] == [first, second]
    assert third not in {q.id for q in project.guide.questions()}


def test_a_question_is_marked_for_each_source(project: Project, source: SourceId) -> None:
    question = project.guide.add("What is hard?")
    assert project.guide.marks(source) == {question: "not recorded"}
    project.guide.mark(source, question, "asked")
    project.guide.mark(source, question, "not asked")
    assert project.guide.marks(source) == {question: "not asked"}
    assert project.history.lines(limit=1)[0].sentence == (
        "marked question 1 as not asked in “P07 first”"
    )
    project.history.undo()
    assert project.guide.marks(source) == {question: "asked"}


def test_a_removed_question_comes_back_with_its_marks(project: Project, source: SourceId) -> None:
    question = project.guide.add("What is hard?")
    project.guide.mark(source, question, "asked")
    before = project.snapshot()
    project.guide.remove(question)
    assert project.guide.marks(source) == {}
    project.history.undo()
    assert project.snapshot() == before


def test_a_question_reworded_meanwhile_is_a_conflict(project: Project) -> None:
    question = project.guide.add("What is hard?")
    project.guide.reword(question, "What is hardest?", base="What is hard?")
    with pytest.raises(ConflictError):
        project.guide.reword(question, "What was hard?", base="What is hard?")
    with pytest.raises(InvalidActionError):
        project.guide.reword(question, "  ")


def test_marks_of_what_is_not_there_are_refused(project: Project, source: SourceId) -> None:
    question = project.guide.add("What is hard?")
    with pytest.raises(NotFoundError):
        project.guide.mark(SourceId("nothing"), question, "asked")
    with pytest.raises(NotFoundError):
        project.guide.mark(source, QuestionId("nothing"), "asked")
    with pytest.raises(InvalidActionError):
        project.guide.mark(source, question, "maybe")  # type: ignore[arg-type]  # a wrong one


def test_a_segment_is_flagged_once_and_unflagged(project: Project, source: SourceId) -> None:
    segment = Segment(5, 14)
    flag = project.flags.flag(source, segment, note="her boss", words=TEXT[5:14])
    assert project.flags.flag(source, segment) == flag
    assert project.flags.third_party(source) == [ThirdParty(flag, source, 5, 14, Words("her boss"))]
    told = project.history.lines(limit=1)[0].sentence
    assert told == "flagged a third party in turn 1 of “P07 first”"
    project.flags.unflag(flag)
    assert project.flags.third_party(source) == []
    project.history.undo()
    assert [found.id for found in project.flags.third_party(source)] == [flag]


def test_words_that_do_not_stand_there_are_not_flagged(project: Project, source: SourceId) -> None:
    with pytest.raises(SegmentMismatchError):
        project.flags.flag(source, Segment(5, 14), words="other words")
    with pytest.raises(SegmentOutsideSourceError):
        project.flags.flag(source, Segment(5, 10**6))
    with pytest.raises(NotFoundError):
        project.flags.unflag(FlagId("nothing"))
    assert project.flags.third_party(source) == []


def test_all_that_is_known_of_a_source_goes_and_comes_back_with_it(
    project: Project, source: SourceId
) -> None:
    question = project.guide.add("What is hard?")
    project.sources.describe(source, DETAILS)
    project.guide.mark(source, question, "asked")
    flag = project.flags.flag(source, Segment(5, 14))
    before = project.snapshot()
    project.sources.remove(source)
    assert project.sources.all_details() == {}
    for act in (
        lambda: project.sources.details(source),
        lambda: project.sources.describe(source, DETAILS),
        lambda: project.guide.mark(source, question, "not asked"),
        lambda: project.flags.third_party(source),
        lambda: project.flags.unflag(flag),
    ):
        with pytest.raises(NotFoundError):
            act()
    project.guide.remove(question)
    project.history.undo()
    project.history.undo()
    assert project.snapshot() == before


def test_an_import_is_not_undone_once_somebody_described_it(
    project: Project, source: SourceId
) -> None:
    imported = project.head.seq
    project.as_coder("Ben").sources.describe(source, DETAILS)
    with pytest.raises(ConflictError, match="described “P07 first”"):
        project.history.undo(imported)


def test_a_mark_that_somebody_set_meanwhile_is_a_conflict(
    project: Project, source: SourceId
) -> None:
    question = project.guide.add("What helps?")
    project.as_coder("Ben").guide.mark(source, question, "asked", base="not recorded")
    with pytest.raises(ConflictError, match="as asked since"):
        project.guide.mark(source, question, "not asked", base="not recorded")
    assert project.guide.marks(source) == {question: "asked"}


def test_a_kind_that_somebody_changed_meanwhile_is_a_conflict(
    project: Project, source: SourceId
) -> None:
    project.as_coder("Ben").sources.change_kind(source, "survey", base="interview")
    with pytest.raises(ConflictError, match="is survey now"):
        project.sources.change_kind(source, "policy", base="interview")
    assert project.sources.find(source).kind == "survey"
