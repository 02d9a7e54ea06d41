"""Groupings with the real model: proposed, looked at, answered by people, traced and outdated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouped import MONEY, SUPPORT, fill, two, words
from tests.studies import draft
from workbench.errors import (
    InvalidActionError,
    NotFoundError,
)
from workbench.model.case import Consent
from workbench.model.ids import CodeId
from workbench.model.proposal import Scope
from workbench.model.source import Segment
from workbench.project.project import Project, create_project
from workbench.project.shelf import NewCode
from workbench.store import vectors as kept

pytestmark = pytest.mark.model


@pytest.fixture
def study(tmp_path: Path, lend: Callable[[Project], Project]) -> Project:
    made = create_project(tmp_path / "study.qwb", name="Study", coder="Ana")
    return lend(fill(made))


def everything_said(study: Project, name: str) -> CodeId:
    """Make a code of all that the participants say, a coding for each of their turns."""
    code = study.codebook.create(name)
    for source in study.sources.all():
        for passage in study.sources.passages(source.id):
            if passage.voice == 1:
                study.codings.apply(source.id, Segment(passage.start, passage.end), code)
    return code


def test_what_means_the_same_comes_into_a_group_with_its_evidence(study: Project) -> None:
    steps: list[tuple[int, int]] = []
    run = study.groupings.propose(around=2, watch=lambda *s: not steps.append(s))
    shown = study.groupings.show(run, 2)
    assert sorted(words(shown), key=min) == sorted([{*MONEY}, {*SUPPORT}], key=min)
    assert steps[0] == (0, 40)
    assert steps == sorted(steps)
    record = shown.run.record
    assert record.without_words == 2
    assert (record.seed, record.around, record.unit) == (0, 2, "turns")
    assert record.model == "all-MiniLM-L6-v2"
    assert any(name.startswith("numpy ") for name in record.libraries)
    money = next(g for g in shown.groups if MONEY[0] in words(shown, g.node)[0])
    assert money.id == f"{run}.{money.node}"
    assert any("sessions" in phrase or "money" in phrase for phrase in money.phrases)
    assert not any("maria" in phrase for g in shown.groups for phrase in g.phrases)
    assert [(s.name, s.count) for s in money.participants] == [("Maria", 2), ("Omar", 2)]
    assert money.question is not None
    assert (money.question.name, money.question.share) == ("What about the money?", 1.0)
    assert money.medoid in money.members
    assert {*money.boundary} < {*money.members}
    assert sum(money.stable) == pytest.approx(1)
    assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in shown.places)
    assert len(shown.stability) == len(shown.places) == 8
    assert not any(s is not None and "What about" in s.words for s in shown.segments)


def test_wherever_the_tree_is_cut_nobody_is_dropped_and_a_group_keeps_its_node(
    study: Project,
) -> None:
    run = study.groupings.propose()
    seen: dict[int, frozenset[int]] = {}
    for count in range(1, 9):
        shown = study.groupings.show(run, count)
        assert (shown.count, shown.most) == (count, 8)
        assert sorted(place for g in shown.groups for place in g.members) == list(range(8))
        for group in shown.groups:
            assert seen.setdefault(group.node, frozenset(group.members)) == {*group.members}
    assert study.groupings.show(run, 99).count == 8


def test_only_what_was_ticked_is_coded_and_leads_back_to_the_run(study: Project) -> None:
    shown = two(study)
    group = shown.groups[0]
    ticked = group.members[:2]
    code = study.groupings.adopt_as_code(
        shown.run.id, group.node, NewCode("what ends"), [*ticked, ticked[0]]
    )
    codings = [c for s in study.sources.all() for c in study.codings.in_source(s.id)]
    assert {(c.origin, c.code) for c in codings} == {("proposal", code)}
    (told,) = study.history.lines(limit=1)
    assert told.sentence == (
        "made the code “what ends” from a proposed group of 4 segments, 2 segments coded"
    )
    places = {(s.source, s.segment) for p in ticked if (s := shown.segments[p]) is not None}
    assert {(c.source, c.segment) for c in codings} == places
    (origin,) = study.groupings.origin_of(code)
    assert origin.run == shown.run
    assert origin.answer.made
    assert {*origin.answer.members} == {*group.members}
    assert study.groupings.origin_of(codings[0].id) == [origin]
    assert study.groupings.origin_of(study.codebook.create("own")) == []
    again = study.groupings.show(shown.run.id, 2)
    answer = next(g.answer for g in again.groups if g.node == group.node)
    assert answer == origin.answer
    with pytest.raises(InvalidActionError, match="adopted or refused already"):
        study.groupings.refuse(shown.run.id, group.node)
    with pytest.raises(InvalidActionError, match="can be traced"):
        study.groupings.drop(shown.run.id)


def test_a_group_is_added_to_a_code_without_coding_a_second_time(study: Project) -> None:
    shown = two(study)
    group = shown.groups[0]
    first = shown.segments[group.members[0]]
    assert first is not None
    code = study.codebook.create("money")
    study.codings.apply(first.source, first.segment, code)
    study.groupings.adopt_as_code(shown.run.id, group.node, code, group.members)
    assert study.codings.count(code) == 4
    assert not study.groupings.origin_of(code)[0].answer.made
    (overlap,) = study.groupings.show(shown.run.id, 2).groups[0].codes
    assert (overlap.code, overlap.of_group, overlap.of_code) == (code, 1, 1)


def test_a_group_of_codings_begins_a_theme_with_those_that_were_ticked(study: Project) -> None:
    limits = everything_said(study, "limits")
    run = study.groupings.propose("codings", Scope("code", limits), around=2)
    group = study.groupings.show(run, 2).groups[0]
    theme = study.groupings.adopt_as_theme(run, group.node, "Money decides", group.members[:1])
    assert len(study.themes.one(theme).codings) == 1
    other = study.groupings.show(run, 2).groups[1]
    study.groupings.adopt_as_theme(run, other.node, theme=theme)
    assert len(study.themes.one(theme).codings) == 1
    assert [o.answer.made for o in study.groupings.origin_of(theme)] == [True, False]
    turns = two(study)
    with pytest.raises(InvalidActionError, match="A theme holds codings"):
        study.groupings.adopt_as_theme(
            turns.run.id, turns.groups[0].node, "x", turns.groups[0].members
        )


def test_answers_are_undone_done_again_and_rebuilt(
    project: Project, lend: Callable[[Project], Project]
) -> None:
    study = lend(fill(project))
    before = [study.snapshot()]
    shown = two(study)
    before.append(study.snapshot())
    study.groupings.adopt_as_code(
        shown.run.id, shown.groups[0].node, NewCode("a"), shown.groups[0].members[:1]
    )
    before.append(study.snapshot())
    study.groupings.refuse(shown.run.id, shown.groups[1].node, "only wording")
    done = study.snapshot()
    assert len({*map(repr, [*before, done])}) == 4
    for was in reversed(before):
        study.history.undo()
        assert study.snapshot() == was
    for was in [*before[1:], done]:
        study.history.redo()
        assert study.snapshot() == was
    study.rebuild()
    assert study.snapshot() == done
    assert study.history.verify().ok
    (line,) = study.groupings.runs()
    assert (line.answered, line.changed) == (2, 0)
    study.history.undo()
    study.groupings.refuse(shown.run.id, shown.groups[1].node)


def test_one_whose_segments_changed_says_so_and_is_not_adopted_from(study: Project) -> None:
    shown = two(study)
    group = next(g for g in shown.groups if MONEY[0] in words(shown, g.node)[0])
    run, node = shown.run.id, group.node
    maria = next(case for case in study.cases.all() if case.name == "Maria")
    study.cases.record_consent(maria.id, Consent(withdrawn="2026-01-31"))
    assert [line.changed for line in study.groupings.runs()] == [4]
    now = study.groupings.show(run, 2)
    assert now.changed == 4
    assert sum(segment is None for segment in now.segments) == 4
    assert now.groups[0].size == 4
    assert [s.name for g in now.groups for s in g.participants] == ["Omar", "Omar"]
    assert MONEY[0] not in str(now)
    with pytest.raises(InvalidActionError, match=r"Of 4 passages .* 2 are not .* propose anew"):
        study.groupings.adopt_as_code(run, node, NewCode("a"))
    study.groupings.refuse(run, node, "too late")
    with study._opened.store.deriving() as db:
        kept.discard(db)
    with pytest.raises(InvalidActionError, match=r"cannot be worked out again\. Propose anew"):
        study.groupings.show(run)
    study.sources.remove(study.sources.all()[1].id)
    assert [line.changed for line in study.groupings.runs()] == [8]


@pytest.mark.parametrize("how", ["removed", "recoded", "resized", "reworded"])
def test_a_group_is_outdated_by_its_own_segments_and_others_are_still_answered(
    study: Project, how: str
) -> None:
    said = everything_said(study, "said")
    run = study.groupings.propose("codings", Scope("code", said), around=2)
    money, support = sorted(
        study.groupings.show(run, 2).groups,
        key=lambda group: "sessions" not in "".join(group.phrases),
    )
    before = study.groupings.show(run, 2)
    change_money(study, how)
    now = study.groupings.show(run, 2)
    assert {group.node: group.changed for group in now.groups} == {money.node: 1, support.node: 0}
    assert {g.node: g.stable for g in now.groups} == {g.node: g.stable for g in before.groups}
    assert (now.changed, now.stability) == (1, before.stability)
    whole = study.groupings.show(run, 1).groups[0]
    head = study.head
    for node in (money.node, whole.node):
        for adopt in (
            lambda node=node: study.groupings.adopt_as_code(run, node, said),
            lambda node=node: study.groupings.adopt_as_theme(run, node, "a"),
        ):
            with pytest.raises(InvalidActionError, match=r"1 is not the same any more"):
                adopt()
    assert study.head == head
    theme = study.groupings.adopt_as_theme(run, support.node, "What holds", support.members[:2])
    assert len(study.themes.one(theme).codings) == 2
    study.history.undo()
    code = study.groupings.adopt_as_code(run, support.node, NewCode("held"), support.members[:1])
    assert study.codings.count(code) == 1
    study.history.undo()
    study.history.undo()
    assert study.groupings.show(run, 2).changed == 0
    assert study.groupings.adopt_as_code(run, money.node, said) == said


def change_money(study: Project, how: str) -> None:
    """Change one coding of what is said of money, or its words."""
    source = study.sources.all()[0].id
    coding = study.codings.in_source(source)[0]
    if how == "removed":
        study.codings.remove(coding.id)
    elif how == "recoded":
        study.codings.recode(coding.id, study.codebook.create("other"))
    elif how == "resized":
        study.codings.resize(coding.id, Segment(coding.start, coding.end - 5))
    else:
        text = study.sources.text(source).replace("whatever she needs", "whatever he needs")
        study.corrections.correct(source, draft(text, "P07.txt"))


def test_what_was_not_coded_may_be_coded_and_what_has_a_code_must_keep_it(study: Project) -> None:
    uncoded = study.groupings.propose("turns", Scope("uncoded"), around=2)
    group = study.groupings.show(uncoded).groups[0]
    code = study.groupings.adopt_as_code(uncoded, group.node, NewCode("a"), group.members)
    assert study.groupings.show(uncoded).changed == 0
    coded = study.groupings.propose("codings", Scope("code", code))
    assert len(study.groupings.show(coded).segments) == 4
    source = study.sources.all()[0].id
    study.codings.remove(study.codings.in_source(source)[0].id)
    assert [line.changed for line in study.groupings.runs()] == [0, 1]


def test_a_reflexive_study_is_offered_groupings_by_a_decision_after_reading(
    study: Project,
) -> None:
    run = study.groupings.propose()
    study.study.set_stance("reflexive")
    reading = str(study.groupings.why_not())
    assert "first pass" in reading
    group = study.groupings
    for act in (
        lambda: group.propose(),
        lambda: group.show(run),
        lambda: group.compare(run, run),
        lambda: group.refuse(run, 8),
        lambda: group.adopt_as_code(run, 8, NewCode("a")),
        lambda: group.adopt_as_theme(run, 8, "a"),
    ):
        with pytest.raises(InvalidActionError) as refused:
            act()
        assert str(refused.value) == reading
    for source in study.sources.all():
        study.reading.mark_all(source.id)
    assert "decision" in str(group.why_not(Scope("uncoded")))
    with pytest.raises(InvalidActionError, match="Say in a line"):
        group.allow("  ")
    decision = group.allow("To see what I passed over")
    assert study.decisions.one(decision).record.why == "To see what I passed over"
    assert group.why_not() is None
    with pytest.raises(InvalidActionError, match="decided already"):
        group.allow("again")
    assert group.show(run)
    study.history.undo()
    assert decision not in [one.id for one in study.decisions.all()]
    assert "decision" in str(group.why_not())


def test_what_is_not_in_a_group_cannot_be_ticked_and_no_node_is_made_up(study: Project) -> None:
    shown = two(study)
    first, second = shown.groups
    head = study.head
    with pytest.raises(InvalidActionError, match="not in this group"):
        study.groupings.adopt_as_code(shown.run.id, first.node, NewCode("a"), second.members)
    for node in (-1, 99):
        with pytest.raises(NotFoundError, match="no such group"):
            study.groupings.refuse(shown.run.id, node)
    assert study.head == head


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["propose", "code", "refuse", "drop", "undo", "redo"]),
            st.integers(0, 14),
        ),
        min_size=4,
        max_size=10,
    )
)
def test_whatever_is_answered_can_be_walked_back_and_forth_and_rebuilt(
    acts: list[tuple[str, int]],
    lend: Callable[[Project], Project],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    place = tmp_path_factory.mktemp("walk") / "study.qwb"
    with lend(fill(create_project(place, name="Study", coder="Ana"))) as study:
        study.groupings.propose(around=2)
        past, now, future = [], study.snapshot(), []
        for verb, number in acts:
            if verb in ("undo", "redo"):
                back, forth = (past, future) if verb == "undo" else (future, past)
                if back:
                    getattr(study.history, verb)()
                    forth.append(now)
                    now = back.pop()
            elif answered(study, verb, number):
                past, future = [*past, now], []
                now = study.snapshot()
            assert study.snapshot() == now
        assert study.rebuild()
        assert study.snapshot() == now
        assert study.history.verify().ok


def answered(study: Project, verb: str, number: int) -> bool:
    """Do something to the oldest run; return whether it was allowed, leaving nothing if not."""
    head = study.head
    runs = [line.run.id for line in study.groupings.runs()]
    places = range(number % 3)
    try:
        if verb == "propose":
            study.groupings.propose(seed=number)
        elif verb == "code" and runs:
            study.groupings.adopt_as_code(runs[0], number, NewCode(f"code {number}"), places)
        elif verb == "refuse" and runs:
            study.groupings.refuse(runs[0], number, "no" * places.stop)
        elif verb == "drop" and runs:
            study.groupings.drop(runs[0])
    except InvalidActionError:
        assert study.head == head
    return study.head != head
