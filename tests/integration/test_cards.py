"""Cards of codes: versions, states, locks, exemplars, and the codebook of other days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.alone import place
from tests.studies import TEXT, Coded, coded
from workbench.errors import (
    ConflictError,
    InvalidActionError,
    NotFoundError,
    SegmentMismatchError,
)
from workbench.model.codebook import CodeCard, Swatch
from workbench.model.codebook_events import CodeSplit, CodingMove
from workbench.model.ids import ExemplarId, Words
from workbench.model.sifting import QuotationFilter
from workbench.model.source import Segment
from workbench.project.codebook import Codebook
from workbench.project.codebook_files import CODEBOOK_FORMATS
from workbench.project.project import Project
from workbench.project.starters import load_starter
from workbench.project.transfer import export_codebook

__all__ = ["place"]

FIRST = CodeCard(definition=Words("Where the work ends"))
SECOND = replace(FIRST, include_if=Words("Hours, calls, weekends"))


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


def test_each_card_of_a_code_is_kept_with_who_wrote_it_and_when(study: Coded) -> None:
    book = study.project.codebook
    book.redefine(study.limits, FIRST)
    study.project.as_coder("Ben").codebook.redefine(study.limits, SECOND)
    found = book.cards(study.limits)
    assert [(v.n, v.coder, v.card) for v in found] == [
        (1, "Ana", CodeCard()),
        (2, "Ana", FIRST),
        (3, "Ben", SECOND),
    ]
    assert found[0].at <= found[1].at <= found[2].at
    assert book.find(study.limits).card_version == 3


def test_a_card_saved_as_it_was_is_no_new_version(study: Coded) -> None:
    before = study.project.head
    study.project.codebook.redefine(study.limits, CodeCard(), base=CodeCard())
    assert study.project.head == before


def test_undoing_a_new_card_brings_the_old_version_back_and_the_cards_tell_of_both(
    study: Coded,
) -> None:
    before = study.project.snapshot()
    study.project.codebook.redefine(study.limits, FIRST, recheck=True)
    study.project.history.undo()
    assert study.project.snapshot() == before
    assert [v.card for v in study.project.codebook.cards(study.limits)] == [
        CodeCard(),
        FIRST,
        CodeCard(),
    ]


@pytest.mark.parametrize("sign", ["\0", "\ud800"])
def test_a_card_that_no_history_can_hold_is_refused_and_changes_nothing(
    study: Coded, sign: str
) -> None:
    before, card = study.project.head, CodeCard(definition=Words(f"work{sign}"))
    with pytest.raises(InvalidActionError, match="no text"):
        study.project.codebook.redefine(study.limits, card)
    assert study.project.head == before


def test_doing_a_card_again_lets_what_was_coded_meanwhile_wait_and_nothing_else(
    study: Coded,
) -> None:
    book, codings = study.project.codebook, study.project.codings
    before = {c.id for c in codings.in_source(study.source) if c.code == study.limits}
    book.redefine(study.limits, FIRST, recheck=True)
    codings.apply(study.source, Segment(40, 44), study.limits)  # under the new card
    redefined = study.project.head.seq - 1
    study.project.history.undo(redefined)
    waiting = study.project.lifecycle.recheck_queue
    assert waiting() == []
    meanwhile = study.project.as_coder("Ben").codings.apply(
        study.source, Segment(45, 50), study.limits
    )
    study.project.history.redo()
    assert {c.id for c in waiting()} == before | {meanwhile}
    assert study.project.quotations.count(QuotationFilter(waiting=True)) == len(waiting())
    book.redefine(study.limits, SECOND, recheck=True)
    assert len(waiting()) == len(before) + 2
    assert study.project.history.verify().ok


def test_nothing_waits_while_the_card_that_asked_for_it_is_taken_back(study: Coded) -> None:
    book, life = study.project.codebook, study.project.lifecycle
    book.redefine(study.limits, FIRST)
    redefined = study.project.head.seq
    book.ask_recheck(study.limits)
    first, *_ = waiting = life.recheck_queue()
    assert len(waiting) == 3
    study.project.history.undo(redefined)
    assert life.recheck_queue() == []
    assert not any(c.quotation.waits for c in life.comparison(study.limits))
    life.judge(first.id, "belongs")
    study.project.history.undo(study.project.head.seq - 1)
    assert life.recheck_queue() == waiting


def test_a_card_that_somebody_changed_meanwhile_is_not_overwritten(study: Coded) -> None:
    study.project.as_coder("Ben").codebook.redefine(study.limits, FIRST)
    with pytest.raises(ConflictError, match=r"“limits” meanwhile \(definition\)"):
        study.project.codebook.redefine(study.limits, SECOND, base=CodeCard())
    assert study.project.codebook.find(study.limits).card == FIRST


def test_codings_remember_the_card_and_wait_when_a_new_one_changes_what_belongs(
    study: Coded,
) -> None:
    book = study.project.codebook
    book.redefine(study.limits, FIRST, recheck=True)
    later = study.project.codings.apply(study.source, Segment(40, 44), study.limits)
    waiting = book.find(study.limits).recheck
    codings = study.project.codings.in_source(study.source)
    of_limits = [c for c in codings if c.code == study.limits]
    assert [c.id for c in of_limits if c.card_version >= waiting] == [later]
    assert len(of_limits) == 4


def test_a_recheck_can_be_asked_for_after_the_card_was_saved_and_only_once(study: Coded) -> None:
    book = study.project.codebook
    book.redefine(study.limits, FIRST)
    book.ask_recheck(study.limits)
    assert book.find(study.limits).recheck == 2
    asked = study.project.head
    book.ask_recheck(study.limits)
    assert study.project.head == asked


def test_a_code_without_codings_has_nothing_to_look_at_again(project: Project) -> None:
    code = project.codebook.create("new")
    project.codebook.redefine(code, FIRST, recheck=True)
    assert project.codebook.find(code).recheck == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda book, study: book.rename(study.limits, "edges"),
        lambda book, study: book.move(study.limits, study.borders),
        lambda book, study: book.recolour(study.limits, Swatch("#112233")),
        lambda book, study: book.redefine(study.limits, FIRST),
        lambda book, study: book.merge(study.borders, [study.limits]),
        lambda book, study: book.merge(study.limits, [study.borders]),
        lambda book, study: book.delete(study.limits),
        lambda book, study: book.set_state(study.limits, "retired"),
        lambda book, study: book.choose_exemplar(
            study.limits, "typical", study.source, Segment(5, 14)
        ),
    ],
    ids=["rename", "move", "recolour", "redefine", "merge", "keep", "delete", "retire", "exemplar"],
)
def test_a_locked_code_stays_as_it_is_until_it_is_unlocked(
    study: Coded, act: Callable[[Codebook, Coded], None]
) -> None:
    book = study.project.codebook
    book.set_state(study.limits, "locked")
    before = study.project.snapshot()
    with pytest.raises(InvalidActionError, match=r"“limits” is locked\. Unlock it first"):
        act(book, study)
    assert study.project.snapshot() == before
    book.set_state(study.limits, "active")
    act(book, study)
    assert study.project.snapshot() != before


def test_a_locked_code_can_still_be_applied(study: Coded) -> None:
    study.project.codebook.set_state(study.limits, "locked")
    study.project.codings.apply(study.source, Segment(40, 44), study.limits)
    assert study.project.codings.count(study.limits) == 4


def test_the_place_of_a_locked_code_outlasts_the_code_above_it(study: Coded) -> None:
    book = study.project.codebook
    child = book.create("edges", parent=study.limits)
    book.set_state(child, "locked")
    for act in (
        lambda: book.delete(study.limits),
        lambda: book.merge(study.borders, [study.limits]),
    ):
        with pytest.raises(InvalidActionError, match="“edges” is locked"):
            act()
    assert book.find(child).path == ("limits", "edges")


def test_undo_does_not_reach_behind_a_lock(study: Coded) -> None:
    book, history = study.project.codebook, study.project.history
    book.rename(study.limits, "edges")
    renamed = study.project.head.seq
    book.set_state(study.limits, "locked")
    with pytest.raises(InvalidActionError, match="Unlock it first"):
        history.undo(renamed)
    history.undo()
    history.undo(renamed)
    assert book.find(study.limits).name == "limits"


def test_a_retired_code_keeps_its_codings_and_cannot_be_applied(study: Coded) -> None:
    book = study.project.codebook
    before = study.project.snapshot()
    book.set_state(study.limits, "retired")
    assert study.project.codings.count(study.limits) == 3
    with pytest.raises(InvalidActionError, match="retired"):
        study.project.codings.apply(study.source, Segment(40, 44), study.limits)
    book.set_state(study.limits, "active")
    assert study.project.snapshot() == before


def test_nothing_is_merged_into_a_retired_code(study: Coded) -> None:
    book = study.project.codebook
    book.set_state(study.limits, "retired")
    with pytest.raises(InvalidActionError, match="Bring it back first"):
        book.merge(study.limits, [study.borders])
    book.merge(study.borders, [study.limits])
    assert book.all()[0].coding_count == 6


def test_the_name_of_a_retired_code_is_told_to_be_taken_by_it(study: Coded) -> None:
    book = study.project.codebook
    book.set_state(study.limits, "retired")
    for act in (lambda: book.create("Limits"), lambda: book.rename(study.borders, "limits")):
        with pytest.raises(InvalidActionError, match=r"retired code “.imits” at this place"):
            act()


def test_a_state_seen_otherwise_is_a_conflict(study: Coded) -> None:
    book = study.project.codebook
    book.set_state(study.limits, "retired")
    with pytest.raises(ConflictError, match="was active when you looked and is retired now"):
        book.set_state(study.limits, "locked", base="active")


def test_why_is_asked_of_retiring_and_unlocking_a_code_with_five_codings(study: Coded) -> None:
    book, history = study.project.codebook, study.project.history
    for start in (20, 70):
        study.project.codings.apply(study.source, Segment(start, start + 5), study.limits)
    asked = {}
    for state in ("locked", "active", "retired", "active", "draft", "active"):
        book.set_state(study.limits, state)
        line = history.lines(limit=1)[0]
        asked[line.sentence] = line.asked
    assert asked == {
        "locked the code “limits”": False,
        "unlocked the code “limits”": True,
        "retired the code “limits”": True,
        "brought back the code “limits”": False,
        "made a draft of the code “limits”": False,
        "made more than a draft of the code “limits”": False,
    }


def test_nobody_is_asked_why_a_code_with_few_codings_is_retired(study: Coded) -> None:
    study.project.codebook.set_state(study.limits, "retired")
    assert not study.project.history.lines(limit=1)[0].asked


def test_a_reason_given_with_the_act_is_kept(study: Coded) -> None:
    study.project.codebook.set_state(study.limits, "retired", reason="said better by borders")
    assert study.project.history.lines(limit=1)[0].reason == "said better by borders"


def test_any_passage_shows_what_a_code_means_and_typical_ones_come_first(study: Coded) -> None:
    book = study.project.codebook
    almost = book.choose_exemplar(study.limits, "close but no", study.source, Segment(40, 44))
    words = TEXT[5:14]
    book.choose_exemplar(study.limits, "typical", study.source, Segment(5, 14), words)
    found = book.exemplars(study.limits)
    assert [(s.exemplar.kind, s.words, s.source_name, s.turn) for s in found] == [
        ("typical", words, "P07 first", 1),
        ("close but no", TEXT[40:44], "P07 first", 2),
    ]
    book.drop_exemplar(almost)
    assert len(book.exemplars(study.limits)) == 1
    study.project.history.undo()
    assert len(book.exemplars(study.limits)) == 2


def test_a_passage_is_an_example_of_a_code_once_and_as_it_was_read(study: Coded) -> None:
    book = study.project.codebook
    with pytest.raises(SegmentMismatchError):
        book.choose_exemplar(study.limits, "typical", study.source, Segment(5, 14), "other words")
    book.choose_exemplar(study.limits, "typical", study.source, Segment(5, 14))
    with pytest.raises(InvalidActionError, match="shown as “typical”"):
        book.choose_exemplar(study.limits, "atypical", study.source, Segment(5, 14))
    with pytest.raises(NotFoundError, match="no longer there"):
        book.drop_exemplar(ExemplarId("never"))


def test_the_codebook_is_seen_as_it_was_at_any_entry(study: Coded) -> None:
    book = study.project.codebook
    at_first = study.project.head.seq
    then = [(c.id, c.path, c.card, c.state) for c in book.all()]
    edges = book.create("edges", parent=study.limits)
    book.merge(keep=study.borders, into_it=[study.limits])
    book.redefine(study.borders, FIRST)
    book.set_state(edges, "retired")
    study.project.history.undo()
    now = [(c.id, c.path, c.card, c.state) for c in book.all()]
    assert [(c.id, c.path, c.card, c.state) for c in book.at(at_first)] == then
    seen = book.at(study.project.head.seq)
    assert [(c.id, c.path, c.card, c.state) for c in seen] == now


def test_two_days_of_the_codebook_are_told_apart_code_by_code(study: Coded) -> None:
    book = study.project.codebook
    kept = book.create("kept")
    gone = book.create("gone")
    tried = book.create("tried")
    since = study.project.head.seq
    book.merge(keep=study.borders, into_it=[study.limits])
    book.rename(study.borders, "edges")
    book.redefine(study.borders, FIRST)
    book.delete(gone)
    new = book.create("new", parent=kept)
    book.move(kept, study.borders)
    book.set_state(tried, "retired")
    found = {c.code.id: (c.what, c.into) for c in book.difference(since, study.project.head.seq)}
    assert found == {
        study.limits: (("merged",), ("edges",)),
        study.borders: (("renamed", "redefined"), ()),
        gone: (("gone",), ()),
        new: (("new",), ()),
        kept: (("moved",), ()),
        tried: (("retired",), ()),
    }
    assert book.difference(since, since) == []


def test_what_was_taken_back_is_no_difference(study: Coded) -> None:
    since = study.project.head.seq
    study.project.codebook.merge(keep=study.borders, into_it=[study.limits])
    study.project.history.undo()
    assert study.project.codebook.difference(since, study.project.head.seq) == []


def test_a_split_is_told_with_the_codes_it_went_into(study: Coded) -> None:
    book, since = study.project.codebook, study.project.head.seq
    moved = study.project.codings.in_source(study.source)[-1]
    with study.project._opened.unit() as unit:
        moves = (CodingMove(moved.id, study.source, study.limits, 1, 1),)
        unit.record(CodeSplit(study.borders, Words("borders"), moves))
    (found,) = book.difference(since, study.project.head.seq)
    assert (found.what, found.into) == (("split",), ("limits",))
    study.project.history.undo()
    assert book.difference(since, study.project.head.seq) == []


def test_a_starter_codebook_comes_with_its_decision_and_goes_with_it(project: Project) -> None:
    before = project.snapshot()
    assert load_starter(project, "socioecological_levels") == 10
    (decision,) = project.decisions.all()
    assert decision.record.who == "Ana"
    assert decision.record.chosen == (
        "codes from prior studies loaded (where a speaker locates a cause, a cost or a remedy; "
        "10 codes): hybrid"
    )
    assert project.history.lines(limit=1)[0].sentence == "loaded a codebook of 10 codes"
    project.history.undo()
    assert project.snapshot() == before
    with pytest.raises(NotFoundError, match="practitioner_role"):
        load_starter(project, "never")


@pytest.mark.parametrize("file_format", CODEBOOK_FORMATS)
def test_the_codebook_is_handed_over_with_its_exemplars(
    study: Coded, tmp_path: Path, file_format: str
) -> None:
    book = study.project.codebook
    book.choose_exemplar(study.limits, "typical", study.source, Segment(5, 14))
    out = tmp_path / f"book.{file_format}"
    assert export_codebook(study.project, out, clock=lambda: 0) == 2
    assert out.stat().st_size > 100
    if file_format == "md":
        assert f"> {TEXT[5:14]}" in out.read_text("utf-8")
        assert "1 Jan 1970" in out.read_text("utf-8")
