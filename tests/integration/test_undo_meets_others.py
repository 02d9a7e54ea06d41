"""Undo and redo in a study that went on: the act comes back whole, or a conflict is named."""

from __future__ import annotations

import pytest

from tests.studies import Coded, coded, draft
from workbench.errors import ConflictError, InvalidActionError
from workbench.model.ids import CodingId, MemoId, Words
from workbench.model.memo import MemoText
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.project import Project


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


@pytest.fixture
def ben(project: Project) -> Project:
    return project.as_coder("Ben")


def paths(project: Project) -> list[str]:
    return [code.path_text for code in project.codebook.all()]


def test_undoing_a_move_never_puts_a_code_below_itself(project: Project) -> None:
    book = project.codebook
    one, other = book.create("one"), book.create("other")
    book.move(one, other)
    book.move(one, None)
    moved = project.head.seq
    book.move(other, one)
    with pytest.raises(ConflictError, match="below itself"):
        project.history.undo(moved)
    assert paths(project) == ["one", "one / other"]


def test_parting_merged_codes_never_puts_a_code_below_itself(project: Project) -> None:
    book = project.codebook
    top, keep = book.create("top"), book.create("keep")
    middle = book.create("middle", parent=top)
    child = book.create("child", parent=middle)
    book.merge(keep, [middle])
    merged = project.head.seq
    book.move(top, child)
    with pytest.raises(ConflictError, match="below itself"):
        project.history.undo(merged)
    assert paths(project) == ["keep", "keep / child", "keep / child / top"]


def test_a_source_does_not_come_back_with_codings_of_a_code_that_is_gone(study: Coded) -> None:
    study.project.sources.remove(study.source)
    removed = study.project.head.seq
    study.project.codebook.merge(study.borders, [study.limits])
    with pytest.raises(ConflictError, match="merged “limits” into “borders”"):
        study.project.history.undo(removed)


def test_a_code_does_not_come_back_with_codings_of_a_source_that_is_gone(study: Coded) -> None:
    study.project.codebook.delete(study.limits)
    deleted = study.project.head.seq
    study.project.sources.remove(study.source)
    with pytest.raises(ConflictError, match="removed “P07 first”"):
        study.project.history.undo(deleted)
    assert study.project.codings.quotations() == []


def test_a_merge_done_again_takes_no_coding_whose_twin_is_gone(study: Coded, ben: Project) -> None:
    study.project.codebook.merge(study.limits, [study.borders])
    study.project.history.undo()
    codings = study.project.codings.in_source(study.source)
    twin = next(c for c in codings if c.code == study.limits and c.start == 5)
    ben.codings.remove(twin.id)
    with pytest.raises(ConflictError, match="stood for two"):
        study.project.history.redo()
    assert study.project.codings.count() == 6


def test_a_recoding_is_not_undone_onto_its_twin(study: Coded) -> None:
    coding = study.project.codings.apply(study.source, Segment(0, 2), study.limits)
    study.project.codings.recode(coding, study.borders)
    recoded = study.project.head.seq
    study.project.codings.apply(study.source, Segment(0, 2), study.limits)
    with pytest.raises(ConflictError, match="coded so again"):
        study.project.history.undo(recoded)


def test_edges_are_not_moved_back_onto_a_twin(study: Coded) -> None:
    coding = study.project.codings.apply(study.source, Segment(0, 2), study.limits)
    study.project.codings.resize(coding, Segment(0, 3))
    resized = study.project.head.seq
    study.project.codings.apply(study.source, Segment(0, 2), study.limits)
    with pytest.raises(ConflictError, match="coded so again"):
        study.project.history.undo(resized)


def test_a_coding_is_not_done_again_with_a_code_that_was_taken_back(
    study: Coded, ben: Project
) -> None:
    court = study.project.codebook.create("court")
    ben.codings.apply(study.source, Segment(0, 2), court)
    ben.history.undo()
    study.project.history.undo()
    taken_back = study.project.head.seq
    with pytest.raises(ConflictError, match=f"Entry {taken_back} "):
        ben.history.redo()
    study.project.history.redo()
    ben.history.redo()
    assert study.project.codings.count(court) == 1


def test_a_renaming_is_not_done_again_over_another_name_than_it_changed(
    project: Project, ben: Project
) -> None:
    code = project.codebook.create("a")
    project.codebook.rename(code, "b")
    ben.codebook.rename(code, "c")
    ben.history.undo()
    project.history.undo()
    with pytest.raises(ConflictError, match="renamed “a” to “b”"):
        ben.history.redo()
    assert paths(project) == ["a"]


def test_an_import_is_not_done_again_with_a_person_who_was_taken_back(
    project: Project, ben: Project
) -> None:
    amina = {"P07": SpeakerChoice("participant", "Amina")}
    project.sources.add(draft(), speakers=amina)
    ben.sources.add(draft(), speakers=amina)
    ben.history.undo()
    project.history.undo()
    with pytest.raises(ConflictError, match="named the participant “Amina”"):
        ben.history.redo()


def test_of_all_actions_about_an_act_only_the_newest_can_be_taken_back(project: Project) -> None:
    code = project.codebook.create("a")
    project.codebook.rename(code, "b")
    project.history.undo()
    project.history.redo()
    redone = project.head.seq
    project.history.undo()
    with pytest.raises(InvalidActionError, match="taken back already"):
        project.history.undo(redone)
    assert [line.undoable for line in project.history.lines(limit=4)] == [True, False, False, False]
    project.history.redo()
    with pytest.raises(InvalidActionError, match="nothing to redo"):
        project.history.redo()
    assert paths(project) == ["b"]
    assert project.history.verify().ok


def test_a_merge_is_not_done_again_where_a_childs_name_was_given_away(
    project: Project, ben: Project
) -> None:
    keep, gone = project.codebook.create("keep"), project.codebook.create("gone")
    project.codebook.create("time", parent=gone)
    project.codebook.merge(keep, [gone])
    project.history.undo()
    ben.codebook.create("time", parent=keep)
    with pytest.raises(ConflictError, match="another code meanwhile"):
        project.history.redo()


def test_a_deletion_is_not_done_again_where_a_childs_name_was_given_away(
    project: Project, ben: Project
) -> None:
    above = project.codebook.create("above")
    project.codebook.create("time", parent=above)
    project.codebook.delete(above)
    project.history.undo()
    ben.codebook.create("time")
    with pytest.raises(ConflictError, match="another code meanwhile"):
        project.history.redo()


def test_a_deleted_code_comes_back_above_a_child_of_its_own_name(project: Project) -> None:
    above = project.codebook.create("time")
    project.codebook.create("time", parent=above)
    before = project.snapshot()
    project.codebook.delete(above)
    project.history.undo()
    assert project.snapshot() == before


def test_codes_whose_children_share_a_name_are_not_merged_away(project: Project) -> None:
    book = project.codebook
    keep, one, other = book.create("keep"), book.create("one"), book.create("other")
    for above in (one, other):
        book.create("time", parent=above)
    with pytest.raises(InvalidActionError, match="“time”"):
        book.merge(keep, [one, other])


def test_a_code_is_merged_into_its_parent_though_a_child_has_its_name(project: Project) -> None:
    book = project.codebook
    above = book.create("above")
    time = book.create("time", parent=above)
    book.create("time", parent=time)
    before = project.snapshot()
    book.merge(above, [time])
    assert paths(project) == ["above", "above / time"]
    project.history.undo()
    assert project.snapshot() == before


def test_an_id_that_is_taken_is_refused_in_a_sentence(study: Coded) -> None:
    taken = study.project.codings.in_source(study.source)[0].id
    with pytest.raises(InvalidActionError, match="there already"):
        study.project.codings.apply(study.source, Segment(0, 3), study.limits, coding=taken)
    with pytest.raises(InvalidActionError, match="there already"):
        study.project.codebook.create("new", code=study.limits)


def test_what_is_no_text_and_no_entry_is_refused_in_a_sentence(study: Coded) -> None:
    with pytest.raises(InvalidActionError, match="no text"):
        study.project.once("\ud800").codings.apply(study.source, Segment(0, 3), study.limits)
    with pytest.raises(InvalidActionError, match="no text"):
        study.project.codings.remove(CodingId("\udcff"))
    with pytest.raises(InvalidActionError, match="beyond all bounds"):
        study.project.history.undo(2**70)


def test_a_source_does_not_come_back_beside_another_of_its_name(project: Project) -> None:
    project.sources.remove(project.sources.add(draft(name="one.txt")))
    removed = project.head.seq
    other = project.sources.add(draft(name="one.txt"))
    with pytest.raises(ConflictError, match="Rename that first"):
        project.history.undo(removed)
    project.sources.rename(other, "another")
    project.history.undo(removed)
    assert [source.name for source in project.sources.all()] == ["one", "another"]


def edited_together(project: Project, ben: Project) -> MemoId:
    """Let Ben edit a memo of Ana's, which she may close to him afterwards."""
    memo = project.memos.write(MemoText(Words("ours")))
    ben.memos.edit(memo, MemoText(Words("ours, and yours")), base=project.head.seq)
    return memo


def test_undo_passes_over_what_was_done_to_a_memo_that_is_closed_since(
    project: Project, ben: Project
) -> None:
    ben.cases.add("P09")
    memo = edited_together(project, ben)
    project.memos.show(memo, "private")
    assert "P09" in ben.history.undo()
    assert project.memos.one(memo).text.title == "ours, and yours"
    with pytest.raises(InvalidActionError, match="nothing to undo"):
        ben.history.undo()
    project.memos.show(memo, "team")
    assert project.history.verify().ok


def test_redo_passes_over_what_was_taken_back_in_a_memo_that_is_closed_since(
    project: Project, ben: Project
) -> None:
    ben.cases.add("P09")
    added = ben.head.seq
    memo = edited_together(project, ben)
    ben.history.undo(added)
    ben.history.undo()
    project.memos.show(memo, "private")
    assert "P09" in ben.history.redo()
    assert project.memos.one(memo).text.title == "ours"
    assert project.history.verify().ok
