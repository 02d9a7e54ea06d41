"""The machine's part in a study: counted from the history, told to whom it concerns."""

from __future__ import annotations

import pytest

from tests.answers import WEIGHTS, Answered
from tests.integration.alone import place
from workbench.model.ids import CoderId, RunId, SourceId, Words
from workbench.model.proposal import HINTS, RunInput, RunRecord, Scope
from workbench.model.proposal_events import ProposalRefused, RunMade
from workbench.project.safeguards import control

__all__ = ["place"]

#: A grouping of two turns, each a group.
RUN = RunRecord(
    unit="turns",
    scope=Scope(),
    seed=0,
    runs=24,
    around=0,
    model=Words("all-MiniLM-L6-v2"),
    sha256=WEIGHTS,
    dimension=3,
    libraries=(),
    inputs=(RunInput(SourceId("s"), (0, 3, 4, 9)),),
    groups=(0, 1),
    thirds=(2, 0),
)


def refuse(project, *members):
    with project._opened.unit() as unit:
        unit.record(ProposalRefused(RunId("run"), len(members), CoderId("x"), members, Words("")))


def test_where_the_machine_proposed_nothing_it_had_no_part(project):
    Answered(project, 2)
    part = project.machine.part()
    assert part.is_none
    assert part.paragraph == (
        "No machine proposed codes, groups or themes in this study. Searches for passages by what "
        "they mean (More like this) are not recorded; what was coded of them a person ticked."
    )


@pytest.mark.parametrize(
    ("accepted", "refused", "named"), [(10, 0, True), (10, 1, True), (9, 1, False), (9, 0, False)]
)
def test_more_than_nine_in_ten_accepted_of_ten_at_least_is_named(project, accepted, refused, named):
    study = Answered(project, accepted + refused)
    for turn in range(accepted):
        study.accept(turn)
    for turn in range(accepted, accepted + refused):
        study.refuse(turn)
    part = project.machine.part()
    assert (part.suggestions.accepted, part.suggestions.refused) == (accepted, refused)
    assert [(one.code, one.offered, one.accepted) for one in part.mine] == [
        (study.code, accepted + refused, accepted)
    ]
    assert part.suggestions.is_nearly_all == part.mine[0].is_nearly_all == named
    assert ("rubber-stamping" in part.paragraph) == named
    assert part.codings == (accepted, accepted)


def test_acceptance_by_code_is_told_to_that_coder_alone_and_the_sum_to_all(project):
    study = Answered(project, 3)
    study.accept(0)
    study.refuse(1)
    others = project.as_coder("Ben").machine.part()
    assert others.mine == ()
    assert (others.suggestions.accepted, others.suggestions.refused) == (1, 1)
    project.history.undo()
    assert project.machine.part().suggestions.refused == 0


def test_the_paragraph_names_the_model_the_stance_and_what_was_answered(project):
    study = Answered(project, 3)
    with project._opened.unit() as unit:
        unit.record(RunMade(RunId("run"), CoderId("x"), RUN))
    assert "2 groups, none of which was answered." in project.machine.part().paragraph
    project.groupings.drop(RunId("run"))
    told = project.machine.part().paragraph
    assert f"Model: all-MiniLM-L6-v2 (SHA-256 of its weights {WEIGHTS})." in told
    assert "1 grouping was asked for and taken out again." in told
    project.history.undo()
    assert "taken out" not in project.machine.part().paragraph
    project.study.set_stance("reflexive")
    assert "no decision for groupings" in project.machine.part().paragraph
    refuse(project, 0)
    told = project.machine.part().paragraph
    assert "2 groups: 1 refused, 1 left unanswered." in told
    refuse(project, 0, 1)
    assert project.machine.part().runs[0].open == 1, "a group of another cut is none of the first"
    told = project.machine.part().paragraph
    assert "showed, 2 refused, 1 of the first ones left" in told
    assert "(participants' words alone; seed 0; each" in told
    project.study.set_stance("codebook")
    study.accept(0)
    study.refuse(1)
    for hint in HINTS[:2]:
        project.hints.set_aside(hint, ["one", "two"])
    told = project.machine.part().paragraph
    for words in (
        "non-generative",
        f"all-MiniLM-L6-v2 (SHA-256 of its weights {WEIGHTS})",
        "In this study with a codebook",
        "Of 2 passages with an answer, suggestions were accepted for 1 and refused for 1.",
        "codes that may be one (1), codings unlike the others of their code (1).",
        "Of 1 coding, 1 came from a proposal",
    ):
        assert words in told
    project.groupings.drop(RunId("run"))
    part = project.machine.part()
    assert (part.runs, part.taken_out) == ((), 1)
    assert "1 grouping was asked for and taken out again." in part.paragraph


def test_the_paragraph_says_that_a_first_pass_came_before_only_where_the_history_shows_it(project):
    Answered(project, 2)
    with project._opened.unit() as unit:
        unit.record(RunMade(RunId("run"), CoderId("x"), RUN))
    project.groupings.drop(RunId("run"))
    project.study.set_stance("reflexive")
    project.groupings.allow("To see what I passed over")
    project.history.undo()
    project.history.redo()
    rule = "This study is reflexive: by a recorded decision groupings and suggestions come after a"
    early = "Before this held, {} asked for, which may not have come after such a pass."
    told = project.machine.part().paragraph
    assert rule in told
    assert early.format("1 of 1 grouping was") in told
    with project._opened.unit() as unit:
        unit.record(RunMade(RunId("later"), CoderId("x"), RUN))
    assert early.format("1 of 2 groupings was") in project.machine.part().paragraph
    project.study.set_stance("codebook")
    assert "Before this held" not in project.machine.part().paragraph
    project.study.set_stance("reflexive")
    told = project.machine.part().paragraph
    assert early.format("2 of 2 groupings were") in told
    assert "Suggestions" not in told


def test_a_grouping_that_came_back_is_as_old_as_when_it_was_asked_for(project):
    Answered(project, 1)
    with project._opened.unit() as unit:
        unit.record(RunMade(RunId("run"), CoderId("x"), RUN))
    project.groupings.drop(RunId("run"))
    dropped = project.head.seq
    project.study.set_stance("reflexive")
    project.groupings.allow("To see what I passed over")
    project.history.undo(dropped)
    part = project.machine.part()
    assert (len(part.runs), part.taken_out, part.early_runs) == (1, 0, 1)


def test_suggestions_from_before_the_decision_are_told_of_as_after_each_passage_alone(project):
    study = Answered(project, 3)
    study.refuse(0)
    project.study.set_stance("reflexive")
    project.groupings.allow("To see what I passed over")
    told = project.machine.part().paragraph
    assert (
        "Before this held, suggestions were shown, each after the coder's own first pass of that "
        "passage."
    ) in told
    project.history.undo()
    assert "no decision for groupings" in project.machine.part().paragraph


def test_where_all_came_after_the_decision_nothing_is_said_of_before(project):
    study = Answered(project, 3)
    project.study.set_stance("reflexive")
    project.groupings.allow("To see what I passed over")
    study.refuse(0)
    with project._opened.unit() as unit:
        unit.record(RunMade(RunId("run"), CoderId("x"), RUN))
    told = project.machine.part().paragraph
    assert "person's own first pass, as another way of reading." in told
    assert "before" not in told.lower()


def test_turns_kept_free_stand_beside_the_others_where_two_coders_are_compared(project):
    study = Answered(project, 40)
    ben = project.as_coder("Ben")
    other = ben.codebook.create("borders")
    free = [t for t in study.turns if control(project.id, study.source, t.start)]
    others = [t for t in study.turns if t not in free]
    for turn in others[:4]:
        project.codings.apply(study.source, turn, study.code)
        ben.codings.apply(study.source, turn, study.code if turn != others[0] else other)
    assert project.machine.part().controls is None
    project.study.set_stance("reliability")
    told = project.machine.part().controls
    assert told is not None
    assert (told.free, told.free_coded, told.alike_free) == (len(free), 0, (0, 0))
    assert (told.others, told.others_coded, told.alike_others) == (len(others), 4, (3, 4))
    with project._opened.unit() as unit:
        unit.record(RunMade(RunId("run"), CoderId("x"), RUN))
    assert "kept free" not in project.machine.part().paragraph, "no suggestion was shown"
    study.refuse(study.turns.index(others[5]))
    assert f"{len(free)} of 40 turns were kept free" in project.machine.part().paragraph
