"""The codebook in a real project: every verb, its undo, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.studies import Coded, coded
from workbench.errors import AmbiguousNameError, ConflictError, InvalidActionError, NotFoundError
from workbench.exchange.codebooks import read_codebook, write_codebook
from workbench.model.codebook import CodeCard, CodeRow, Swatch
from workbench.model.ids import Words
from workbench.model.source import Segment
from workbench.project.codebook import Codebook
from workbench.project.project import Project


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


def test_merging_keeps_every_coding_once(study: Coded) -> None:
    book, codings = study.project.codebook, study.project.codings
    book.merge(keep=study.limits, into_it=[study.borders])
    assert codings.count(study.limits) == 6
    assert codings.count() == 6
    assert [code.name for code in book.all()] == ["limits"]


def test_undoing_a_merge_brings_back_both_codes_and_the_coding_that_collapsed(
    study: Coded,
) -> None:
    before = study.project.snapshot()
    study.project.codebook.merge(keep=study.limits, into_it=[study.borders])
    study.project.history.undo()
    assert study.project.snapshot() == before


def test_a_merge_moves_children_to_the_code_that_stays(study: Coded) -> None:
    book = study.project.codebook
    book.create("edges", parent=study.borders)
    book.merge(keep=study.limits, into_it=[study.borders])
    assert book.find("limits / edges").parent == study.limits
    study.project.history.undo()
    assert book.find("borders / edges").parent == study.borders


def test_a_code_cannot_be_merged_into_one_below_it(study: Coded) -> None:
    child = study.project.codebook.create("edges", parent=study.borders)
    with pytest.raises(InvalidActionError, match="below it"):
        study.project.codebook.merge(keep=child, into_it=[study.borders])


def test_codings_of_different_coders_do_not_collapse(study: Coded) -> None:
    ben = study.project.as_coder("Ben")
    ben.codings.apply(study.source, Segment(5, 14), study.limits)
    study.project.codebook.merge(keep=study.borders, into_it=[study.limits])
    assert len([c for c in study.project.codings.in_source(study.source) if c.start == 5]) == 2


def test_deleting_a_code_takes_its_codings_and_undo_brings_them_back(study: Coded) -> None:
    before = study.project.snapshot()
    study.project.codebook.delete(study.borders, reason="never used alike")
    assert study.project.codings.count() == 3
    assert "4 codings" in study.project.history.lines()[0].sentence
    assert study.project.history.lines()[0].reason == "never used alike"
    study.project.history.undo()
    assert study.project.snapshot() == before


def test_children_of_a_deleted_code_move_up(study: Coded) -> None:
    book = study.project.codebook
    child = book.create("edges", parent=study.borders)
    book.delete(study.borders)
    assert book.find(child).path == ("edges",)
    study.project.history.undo()
    assert book.find(child).path == ("borders", "edges")


def test_renaming_with_an_old_name_in_hand_shows_all_three_names(study: Coded) -> None:
    study.project.codebook.rename(study.limits, "edges")
    with pytest.raises(ConflictError, match=r"“limits” when you began.*“edges” now.*“ends”"):
        study.project.codebook.rename(study.limits, "ends", base="limits")


def test_siblings_cannot_share_a_name_however_it_is_written(study: Coded) -> None:
    book = study.project.codebook
    book.create("Café")
    for name in ("cafe\u0301", "CAFÉ", " café "):
        with pytest.raises(InvalidActionError, match="already"):
            book.create(name)


def test_the_same_name_may_stand_under_different_parents(study: Coded) -> None:
    book = study.project.codebook
    book.create("time", parent=study.limits)
    book.create("time", parent=study.borders)
    assert book.find("borders / time").parent == study.borders
    with pytest.raises(AmbiguousNameError, match="borders / time; limits / time"):
        book.find("time")


def test_a_code_cannot_stand_under_itself(study: Coded) -> None:
    child = study.project.codebook.create("edges", parent=study.limits)
    with pytest.raises(InvalidActionError, match="under itself"):
        study.project.codebook.move(study.limits, child)


def test_an_undone_name_that_was_given_away_is_a_conflict(study: Coded) -> None:
    book, history = study.project.codebook, study.project.history
    book.rename(study.limits, "edges")
    renamed = study.project.head.seq
    book.create("limits")
    with pytest.raises(ConflictError, match="another code meanwhile"):
        history.undo(renamed)


@pytest.mark.parametrize("name", ["", "   ", "\n", "x" * 201, "bell\a"])
def test_a_name_that_cannot_be_read_aloud_is_refused(project: Project, name: str) -> None:
    with pytest.raises(InvalidActionError):
        project.codebook.create(name)


def test_a_colour_that_is_none_is_refused(study: Coded) -> None:
    with pytest.raises(InvalidActionError, match="#RRGGBB"):
        study.project.codebook.recolour(study.limits, Swatch("red; background: url(x)"))


def test_a_codebook_is_loaded_in_one_act_and_taken_back_in_one(project: Project) -> None:
    before = project.snapshot()
    rows = [
        CodeRow("Trust", "PR", CodeCard(Words("PR-T"), definition=Words("To rely on"))),
        CodeRow("Practitioner role", "", CodeCard(Words("PR"))),
    ]
    assert project.codebook.load(rows) == 2
    assert project.codebook.find("Practitioner role / Trust").card.definition == "To rely on"
    assert sorted(project.codebook.rows(), key=lambda row: row.name) == sorted(
        rows, key=lambda row: row.name
    )
    loaded = project.snapshot()
    assert project.history.undo() == "loaded a codebook of 2 codes"
    assert project.snapshot() == before
    assert project.history.redo() == "brought back 2 codes"
    assert project.snapshot() == loaded


def test_a_codebook_with_a_parent_from_elsewhere_adds_nothing(project: Project) -> None:
    rows = [CodeRow("Trust", "nowhere", CodeCard(Words("T"))), CodeRow("B", "", CodeCard())]
    with pytest.raises(InvalidActionError, match="“nowhere”"):
        project.codebook.load(rows)
    assert project.codebook.all() == []


def test_a_code_that_is_not_there_is_said_not_to_be_there(project: Project) -> None:
    with pytest.raises(NotFoundError, match="“trust”"):
        project.codebook.find("trust")


def test_codebooks_with_the_same_keys_are_written_so_that_they_can_be_read(
    project: Project,
) -> None:
    for above, below in (("one", "two"), ("three", "four")):
        rows = [
            CodeRow(above, "", CodeCard(Words("A1"))),
            CodeRow(below, "A1", CodeCard(Words("A2"))),
        ]
        project.codebook.load(rows)
    written = read_codebook(write_codebook(project.codebook.rows()))
    above_of = {row.card.key: row.name for row in written}
    assert [(row.name, above_of.get(Words(row.parent))) for row in written] == [
        ("one", None),
        ("two", "one"),
        ("three", None),
        ("four", "three"),
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda book, study: book.move(study.limits, study.borders),
        lambda book, study: book.recolour(study.limits, Swatch("#112233")),
        lambda book, study: book.merge(study.borders, [study.limits]),
        lambda book, study: book.delete(study.limits),
    ],
    ids=["move", "recolour", "merge", "delete"],
)
def test_what_somebody_else_changed_since_one_looked_is_a_conflict(
    study: Coded, act: Callable[[Codebook, Coded], None]
) -> None:
    seen = study.project.head.seq
    study.project.as_coder("Ben").codebook.rename(study.limits, "edges")
    with pytest.raises(ConflictError, match="meanwhile"):
        act(study.project.once("late", seen=seen).codebook, study)
    act(study.project.once("looked again", seen=study.project.head.seq).codebook, study)


def test_ones_own_changes_are_no_conflict(study: Coded) -> None:
    seen = study.project.head.seq
    study.project.codebook.rename(study.limits, "edges")
    study.project.once("quick", seen=seen).codebook.move(study.limits, study.borders)
    assert study.project.codebook.find(study.limits).parent == study.borders


def test_a_large_codebook_is_loaded_in_a_moment_that_grows_with_it(project: Project) -> None:
    rows = [CodeRow(f"code {n}", "", CodeCard(Words(str(n)))) for n in range(1_000)]
    assert project.codebook.load(rows) == 1_000
    assert [code.position for code in project.codebook.all()].count(999) == 1


def test_a_reason_mended_later_does_not_keep_the_act_from_being_undone(study: Coded) -> None:
    before = study.project.snapshot()
    study.project.codebook.merge(study.limits, [study.borders], reason="one idea")
    act = study.project.history.lines()[0].action
    study.project.history.give_reason(act, "one idea in two words")
    study.project.history.undo()
    assert study.project.snapshot() == before


def test_a_person_is_the_same_however_their_name_is_written(study: Coded) -> None:
    study.project.as_coder("zoe\u0301").codebook.create("from Zoé")
    study.project.as_coder("ZOÉ").codebook.create("again")
    assert len(study.project.coders()) == 2
