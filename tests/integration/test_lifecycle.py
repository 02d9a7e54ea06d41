"""Codes split, arranged, compared and looked at again: every verb, its undo, what it refuses."""

from __future__ import annotations

import uuid

import pytest

from tests.studies import Coded, coded
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.codebook import CodeCard
from workbench.model.coding import Coding
from workbench.model.ids import CodeId, CodingId, Words
from workbench.model.source import Segment
from workbench.project.lifecycle import NewCode, Pile, Sorted
from workbench.project.project import Project


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


def codings_of(study: Coded, code: CodeId) -> list[Coding]:
    return [c for c in study.project.codings.in_source(study.source) if c.code == code]


def ids_of(study: Coded, code: CodeId) -> list[CodingId]:
    return [c.id for c in codings_of(study, code)]


def new_id() -> CodeId:
    return CodeId(str(uuid.uuid4()))


def test_splitting_sorts_every_quotation_once_and_keeps_the_rest(study: Coded) -> None:
    one, two, three, four = ids_of(study, study.borders)
    piles = [Pile(NewCode("work"), (one, two)), Pile(NewCode("home"), (three,))]
    assert study.project.lifecycle.foresee(study.borders, piles) == Sorted(3, 0, 1, 2)
    done = study.project.lifecycle.split(study.borders, piles)
    assert done == Sorted(moved=3, twins=0, stays=1, made=2)
    book = study.project.codebook
    assert ids_of(study, book.find("work").id) == [one, two]
    assert ids_of(study, book.find("home").id) == [three]
    assert ids_of(study, study.borders) == [four]
    assert study.project.codings.count() == 7


def test_undoing_a_split_brings_back_the_code_as_it_was_and_redo_splits_again(study: Coded) -> None:
    before = study.project.snapshot()
    piles = [Pile(NewCode("work"), tuple(ids_of(study, study.borders)))]
    study.project.lifecycle.split(study.borders, piles, retire=True, reason="two things in one")
    after = study.project.snapshot()
    line = study.project.history.lines()[0]
    assert line.sentence == "split “borders” into 1 code, 4 codings sorted, and retired it"
    assert line.reason == "two things in one"
    assert study.project.codebook.find("borders").state == "retired"
    study.project.history.undo()
    assert study.project.snapshot() == before
    told = study.project.history.lines()[0].sentence
    assert told == "undid an act: joined “borders” again, 4 codings"
    study.project.history.redo()
    assert study.project.snapshot() == after


def test_a_split_into_a_code_that_is_there_leaves_twins_where_they_are(study: Coded) -> None:
    mine = ids_of(study, study.borders)
    done = study.project.lifecycle.split(study.borders, [Pile(study.limits, tuple(mine))])
    assert done == Sorted(moved=3, twins=1, stays=1, made=0)
    assert ids_of(study, study.borders) == [mine[0]]
    assert study.project.codings.count() == 7


def test_a_split_of_twins_alone_is_refused_with_their_number(study: Coded) -> None:
    twin = ids_of(study, study.borders)[0]
    with pytest.raises(InvalidActionError, match="All 1 sorted"):
        study.project.lifecycle.split(study.borders, [Pile(study.limits, (twin,))])


def test_another_coders_coding_of_the_same_words_moves(study: Coded) -> None:
    ben = study.project.as_coder("Ben")
    theirs = ben.codings.apply(study.source, Segment(37, 60), study.borders)
    done = study.project.lifecycle.split(study.borders, [Pile(study.limits, (theirs,))])
    assert done.moved == 1
    assert theirs in ids_of(study, study.limits)


def test_piles_that_cannot_be_are_refused_and_change_nothing(study: Coded) -> None:
    before = study.project.snapshot()
    split = study.project.lifecycle.split
    one, *_ = ids_of(study, study.borders)
    with pytest.raises(InvalidActionError, match="one pile only"):
        split(study.borders, [Pile(NewCode("a"), (one,)), Pile(NewCode("b"), (one,))])
    with pytest.raises(InvalidActionError, match="lies on no pile"):
        split(study.borders, [Pile(study.borders, (one,))])
    with pytest.raises(InvalidActionError, match="Sort at least one"):
        split(study.borders, [Pile(NewCode("a"), ())])
    with pytest.raises(InvalidActionError, match="already"):
        split(study.borders, [Pile(NewCode("Limits"), (one,))])
    with pytest.raises(ConflictError, match="1 of these quotations left"):
        split(study.limits, [Pile(NewCode("a"), (one,))])
    study.project.codebook.set_state(study.limits, "retired")
    with pytest.raises(InvalidActionError, match="retired"):
        split(study.borders, [Pile(study.limits, (ids_of(study, study.borders)[1],))])
    study.project.history.undo()
    assert study.project.snapshot() == before


def test_a_locked_code_is_not_split(study: Coded) -> None:
    study.project.codebook.set_state(study.borders, "locked")
    piles = [Pile(NewCode("a"), tuple(ids_of(study, study.borders)))]
    with pytest.raises(InvalidActionError, match="locked"):
        study.project.lifecycle.split(study.borders, piles)


def test_a_code_that_somebody_renamed_since_one_looked_is_not_split(study: Coded) -> None:
    seen = study.project.head.seq
    study.project.as_coder("Ben").codebook.rename(study.borders, "edges")
    late = study.project.once("late", seen=seen)
    with pytest.raises(ConflictError, match="meanwhile"):
        late.lifecycle.split(
            study.borders, [Pile(NewCode("a"), (ids_of(study, study.borders)[1],))]
        )


def test_a_split_is_asked_about_from_five_quotations_on(study: Coded) -> None:
    study.project.codings.apply(study.source, Segment(60, 70), study.borders)
    piles = [Pile(NewCode("a"), tuple(ids_of(study, study.borders)))]
    study.project.lifecycle.split(study.borders, piles)
    assert study.project.history.lines()[0].asked


def test_undoing_a_split_never_codes_the_same_words_twice(study: Coded) -> None:
    moved = codings_of(study, study.borders)[1]
    study.project.lifecycle.split(study.borders, [Pile(NewCode("a"), (moved.id,))])
    split = study.project.head.seq
    study.project.codings.apply(study.source, moved.segment, study.borders)
    with pytest.raises(ConflictError, match="coded so again"):
        study.project.history.undo(split)


def test_what_was_said_of_a_quotation_is_cleared_where_it_moves(study: Coded) -> None:
    one, two, *_ = ids_of(study, study.borders)
    for coding in (one, two):
        study.project.lifecycle.judge(coding, "doubtful")
    before = study.project.snapshot()
    study.project.lifecycle.split(study.borders, [Pile(NewCode("a"), (one,))])
    said = {
        c.quotation.coding.id: c.quotation.judgement
        for code in study.project.codebook.all()
        for c in study.project.lifecycle.comparison(code.id)
    }
    assert (said[one], said[two]) == ("", "doubtful")
    study.project.history.undo()
    assert study.project.snapshot() == before


def test_an_arrangement_is_one_act_with_its_new_codes(study: Coded) -> None:
    before, above = study.project.snapshot(), new_id()
    parents = {study.limits: above, study.borders: above}
    study.project.lifecycle.arrange(parents, {above: "edges"})
    paths = [code.path_text for code in study.project.codebook.all()]
    assert paths == ["edges", "edges / borders", "edges / limits"]
    told = study.project.history.lines()[0]
    assert told.sentence == "arranged the codebook: 2 codes moved, 1 made"
    assert told.asked
    study.project.history.undo()
    assert study.project.snapshot() == before


def test_two_codes_can_change_places_in_one_arrangement(study: Coded) -> None:
    book = study.project.codebook
    book.move(study.borders, study.limits)
    study.project.lifecycle.arrange({study.limits: study.borders, study.borders: None})
    assert book.find(study.limits).path == ("borders", "limits")
    moved = study.project.head.seq
    assert [len(book.at(seq)) for seq in (moved - 2, moved - 1, moved)] == [2, 2, 2]
    study.project.history.undo()
    assert book.find(study.borders).path == ("limits", "borders")


def test_an_arrangement_that_cannot_be_is_refused_and_changes_nothing(study: Coded) -> None:
    before, arrange = study.project.snapshot(), study.project.lifecycle.arrange
    with pytest.raises(InvalidActionError, match="under itself"):
        arrange({study.limits: study.borders, study.borders: study.limits})
    with pytest.raises(NotFoundError):
        arrange({study.limits: new_id()})
    with pytest.raises(NotFoundError):
        arrange({new_id(): study.limits})
    twin = study.project.codebook.create("Limits", parent=study.borders)
    with pytest.raises(InvalidActionError, match="already"):
        arrange({twin: None})
    study.project.codebook.set_state(study.limits, "locked")
    with pytest.raises(InvalidActionError, match="locked"):
        arrange({study.limits: study.borders})
    for _ in range(2):
        study.project.history.undo()
    assert study.project.snapshot() == before


def test_arranging_what_somebody_else_moved_since_one_looked_is_a_conflict(study: Coded) -> None:
    seen = study.project.head.seq
    study.project.as_coder("Ben").codebook.rename(study.limits, "edges")
    late = study.project.once("late", seen=seen)
    with pytest.raises(ConflictError, match="meanwhile"):
        late.lifecycle.arrange({study.limits: study.borders})


def test_an_arrangement_of_nothing_is_no_act(study: Coded) -> None:
    seq = study.project.head.seq
    study.project.lifecycle.arrange({study.limits: None})
    assert study.project.head.seq == seq


def test_a_coding_that_belongs_leaves_the_queue_and_a_doubtful_one_waits(study: Coded) -> None:
    life, book = study.project.lifecycle, study.project.codebook
    one, two, three = ids_of(study, study.limits)
    assert life.recheck_queue() == []
    book.redefine(study.limits, CodeCard(definition=Words("Where work ends")), recheck=True)
    assert [c.id for c in life.recheck_queue()] == [one, two, three]
    before = study.project.snapshot()
    life.judge(one, "belongs", base="")
    life.judge(two, "doubtful", base="")
    assert [c.id for c in life.recheck_queue(study.limits)] == [two, three]
    assert life.recheck_queue(study.borders) == []
    for _ in range(2):
        study.project.history.undo()
    assert study.project.snapshot() == before


def test_a_coding_judged_under_an_earlier_card_can_be_judged_the_same_again(study: Coded) -> None:
    life, (one, *_) = study.project.lifecycle, ids_of(study, study.limits)
    life.judge(one, "belongs")
    seq = study.project.head.seq
    life.judge(one, "belongs")
    assert study.project.head.seq == seq
    card = CodeCard(definition=Words("Where work ends"))
    study.project.codebook.redefine(study.limits, card, recheck=True)
    (first, *_) = life.comparison(study.limits)
    assert not first.is_done
    life.judge(one, "belongs", base="belongs")
    (first, *_) = life.comparison(study.limits)
    assert first.is_done


def test_a_judgement_that_is_none_or_made_of_a_stale_page_is_refused(study: Coded) -> None:
    life, (one, *_) = study.project.lifecycle, ids_of(study, study.limits)
    study.project.as_coder("Ben").lifecycle.judge(one, "doubtful")
    with pytest.raises(ConflictError, match="meanwhile"):
        life.judge(one, "belongs", base="")
    with pytest.raises(InvalidActionError, match="Choose one"):
        life.judge(one, "maybe")  # type: ignore[arg-type]  # what a script may pass


def test_a_judgement_is_not_undone_under_another_code(study: Coded) -> None:
    life, (one, *_) = study.project.lifecycle, ids_of(study, study.limits)
    life.judge(one, "belongs")
    judged = study.project.head.seq
    life.split(study.limits, [Pile(NewCode("a"), (one,))])
    with pytest.raises(ConflictError):
        study.project.history.undo(judged)


def test_a_coding_that_does_not_belong_moves_and_what_was_said_goes(study: Coded) -> None:
    life, (_, two, _three) = study.project.lifecycle, ids_of(study, study.limits)
    life.judge(two, "doubtful")
    before = study.project.snapshot()
    study.project.codings.recode(two, study.borders, base=study.limits)
    assert two in ids_of(study, study.borders)
    told = study.project.history.lines()[0].sentence
    assert told == "changed a coding in “P07 first” from “limits” to “borders”"
    assert {c.quotation.judgement for c in life.comparison(study.borders)} == {""}
    assert study.project.history.undo().startswith("changed a coding")
    assert study.project.snapshot() == before


def test_what_was_said_under_a_code_goes_when_it_is_merged_and_comes_back_with_it(
    study: Coded,
) -> None:
    life = study.project.lifecycle
    for compared in life.comparison(study.borders):
        life.judge(compared.quotation.coding.id, "doubtful")
    before = study.project.snapshot()
    study.project.codebook.merge(study.limits, [study.borders])
    after = study.project.snapshot()
    assert {c.quotation.judgement for c in life.comparison(study.limits)} == {""}
    assert study.project.history.lines()[0].sentence.startswith("merged “borders” into “limits”")
    study.project.history.undo()
    assert "parted “borders” from “limits”" in study.project.history.lines()[0].sentence
    assert study.project.snapshot() == before
    study.project.history.redo()
    assert study.project.snapshot() == after
    assert study.project.history.verify().ok


def test_a_coding_does_not_move_onto_its_twin_or_from_a_stale_page(study: Coded) -> None:
    one, two, _ = ids_of(study, study.limits)
    with pytest.raises(InvalidActionError, match="already"):
        study.project.codings.recode(one, study.borders)
    with pytest.raises(ConflictError, match="meanwhile"):
        study.project.codings.recode(two, study.borders, base=study.borders)


def test_quotations_are_compared_by_who_speaks_and_remember_their_code_before_a_merge(
    study: Coded,
) -> None:
    study.project.codebook.merge(keep=study.limits, into_it=[study.borders])
    found = study.project.lifecycle.comparison(study.limits)
    speakers = [c.quotation.speaker for c in found]
    assert set(speakers) == {"INT", "P07"}
    assert speakers == sorted(speakers)
    former = [c.origins for c in found]
    assert former[0] == ("borders",)  # the one that stands for both
    assert former.count(("borders",)) == 4
    assert former.count(()) == 2


def test_a_coding_that_gets_another_code_since_a_merge_has_no_code_from_before_there(
    study: Coded,
) -> None:
    life, book = study.project.lifecycle, study.project.codebook
    home = book.create("home")
    _, moved, *_ = ids_of(study, study.borders)
    book.merge(keep=study.limits, into_it=[study.borders])
    study.project.codings.recode(moved, home)
    assert [c.origins for c in life.comparison(home)] == [()]
    before = study.project.snapshot()
    book.merge(keep=home, into_it=[study.limits])
    found = {c.quotation.coding.id: c.origins for c in life.comparison(home)}
    assert sorted(found.values()) == [()] + 2 * [("limits",)] + 3 * [("limits", "borders")]
    assert found[moved] == ()
    for _ in range(2):
        study.project.history.undo()
    assert ("borders",) in [
        c.origins for c in life.comparison(study.limits) if moved == c.quotation.coding.id
    ]
    study.project.history.redo()
    assert study.project.snapshot() == before
    assert [c.origins for c in life.comparison(home)] == [()]
