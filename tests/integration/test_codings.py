"""Codings in a real project: exact words, no twins, retries, and what a reader catches up on."""

from __future__ import annotations

import pytest

from tests.studies import TEXT, Coded, coded
from workbench.errors import (
    AlreadyDoneError,
    ConflictError,
    InvalidActionError,
    NotFoundError,
    SegmentMismatchError,
    SegmentOutsideSourceError,
)
from workbench.model.ids import CodeId, CodingId, SourceId
from workbench.model.source import Segment
from workbench.project.codings import CodingDraft
from workbench.project.project import Project, open_project
from workbench.project.shelf import CodePath, NewCode


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


def test_a_quotation_is_the_words_of_the_source_and_who_said_them(study: Coded) -> None:
    start = TEXT.index("We don't")
    segment = Segment(start, start + len("We don't drive clients"))
    study.project.codings.apply(study.source, segment, study.limits, words="We don't drive clients")
    quotations = study.project.codings.quotations(code=study.limits)
    found = next(q for q in quotations if q.coding.start == start)
    assert (found.words, found.speaker, found.turn) == ("We don't drive clients", "P07", 4)
    assert (found.code, found.coder, found.source_name) == (("limits",), "Ana", "P07 first")


def test_words_that_are_not_at_the_place_are_refused_and_nothing_is_written(study: Coded) -> None:
    head = study.project.head
    with pytest.raises(SegmentMismatchError):
        study.project.codings.apply(study.source, Segment(5, 14), study.limits, words="others")
    assert study.project.head == head


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (9, 5), (0, len(TEXT) + 1)])
def test_a_segment_outside_the_source_is_refused(study: Coded, start: int, end: int) -> None:
    with pytest.raises(SegmentOutsideSourceError):
        study.project.codings.apply(study.source, Segment(start, end), study.limits)


def test_a_new_code_and_its_first_coding_are_one_act(study: Coded) -> None:
    before = study.project.snapshot()
    study.project.codings.apply(study.source, Segment(20, 25), NewCode("court"))
    assert study.project.codings.count(study.project.codebook.find("court").id) == 1
    study.project.history.undo()
    assert study.project.snapshot() == before


def test_several_codings_are_one_act_with_one_line_in_the_history(study: Coded) -> None:
    before = study.project.snapshot()
    road = CodePath(("outside", "on the road"))
    drafts = [
        CodingDraft(Segment(20, 25), road),
        CodingDraft(Segment(25, 30), road),
        CodingDraft(Segment(30, 36), study.limits),
    ]
    made = study.project.codings.apply_all(study.source, drafts)
    found = {c.id: c.segment for c in study.project.codings.in_source(study.source)}
    assert [found[coding] for coding in made] == [draft.segment for draft in drafts]
    line = study.project.history.lines()[0].sentence
    assert line == "applied 2 codes 3 times in “P07 first”, 1 of them new"
    study.project.history.undo()
    assert study.project.snapshot() == before


def test_several_codings_with_one_code_name_it_in_the_history(study: Coded) -> None:
    segments = (Segment(20, 25), Segment(25, 30))
    for code, told in (
        (study.limits, "applied “limits” 2 times in “P07 first”"),
        (CodePath(("court",)), "made the code “court” and applied it 2 times in “P07 first”"),
    ):
        study.project.codings.apply_all(study.source, [CodingDraft(s, code) for s in segments])
        assert study.project.history.lines()[0].sentence == told


def test_of_several_codings_all_are_made_or_none(study: Coded) -> None:
    head = study.project.head
    drafts = [
        CodingDraft(Segment(20, 25), NewCode("court")),
        CodingDraft(Segment(25, 30), study.limits, words="others"),
    ]
    with pytest.raises(SegmentMismatchError):
        study.project.codings.apply_all(study.source, drafts)
    assert study.project.head == head


def test_the_same_words_are_coded_with_the_same_code_once(study: Coded) -> None:
    with pytest.raises(InvalidActionError, match="already"):
        study.project.codings.apply(study.source, Segment(5, 14), study.limits)
    study.project.as_coder("Ben").codings.apply(study.source, Segment(5, 14), study.limits)


def test_a_command_that_comes_twice_is_done_once(study: Coded) -> None:
    count = study.project.codings.count()
    once = study.project.once("op-1")
    once.codings.apply(study.source, Segment(1, 3), study.limits)
    with pytest.raises(AlreadyDoneError):
        study.project.once("op-1").codings.apply(study.source, Segment(1, 3), study.limits)
    assert study.project.codings.count() == count + 1


def test_a_command_id_serves_one_act_only(study: Coded) -> None:
    once = study.project.once("op-2")
    once.codings.apply(study.source, Segment(1, 3), study.limits)
    once.codings.apply(study.source, Segment(1, 4), study.limits)
    assert study.project.codings.count() == 9


def test_a_stale_edit_is_a_conflict(study: Coded) -> None:
    coding = study.project.codings.in_source(study.source)[0]
    study.project.codings.resize(coding.id, Segment(5, 20), base=coding.segment)
    with pytest.raises(ConflictError):
        study.project.codings.resize(coding.id, Segment(5, 30), base=coding.segment)
    study.project.codings.recode(
        coding.id, study.borders if coding.code == study.limits else study.limits, base=coding.code
    )
    with pytest.raises(ConflictError):
        study.project.codings.recode(coding.id, coding.code, base=coding.code)


def test_a_deleted_code_cannot_be_applied(study: Coded) -> None:
    study.project.codebook.delete(study.limits)
    with pytest.raises(InvalidActionError, match="no longer"):
        study.project.codings.apply(study.source, Segment(1, 3), study.limits)


def test_what_is_not_there_is_said_not_to_be_there(study: Coded) -> None:
    with pytest.raises(NotFoundError):
        study.project.codings.remove(CodingId("nothing"))
    with pytest.raises(NotFoundError):
        study.project.codings.apply(SourceId("nothing"), Segment(0, 2), study.limits)
    with pytest.raises(InvalidActionError):
        study.project.codings.apply(study.source, Segment(0, 2), CodeId("nothing"))


def test_changes_since_an_entry_bring_a_reader_up_to_date(study: Coded) -> None:
    codings = study.project.codings
    seen = {c.id: c for c in codings.in_source(study.source)}
    since = study.project.head.seq
    first, second = list(seen)[:2]
    codings.remove(first)
    codings.resize(second, Segment(1, 9))
    study.project.codebook.merge(study.limits, [study.borders])
    changed = codings.changes(study.source, since)
    for gone in changed.removed:
        seen.pop(gone, None)
    seen |= {c.id: c for c in changed.upsert}
    assert set(seen.values()) == set(codings.in_source(study.source))
    assert (changed.seq, changed.codes_changed) == (study.project.head.seq, True)


def test_quotations_of_a_code_include_those_below_it_unless_told_otherwise(study: Coded) -> None:
    study.project.codebook.move(study.borders, study.limits)
    codings = study.project.codings
    assert len(codings.quotations(code=study.limits)) == 7
    assert len(codings.quotations(code=study.limits, children=False)) == 3


def test_someone_who_did_not_say_who_they_are_can_read_but_not_write(study: Coded) -> None:
    with open_project(study.project.where) as reading:
        assert reading.codings.count() == 7
        with pytest.raises(InvalidActionError, match="who"):
            reading.codings.remove(reading.codings.in_source(study.source)[0].id)
