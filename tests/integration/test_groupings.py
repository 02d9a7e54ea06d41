"""Groupings with the real model: proposed, looked at, answered by people, traced and outdated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.studies import draft
from workbench.errors import (
    ComputationStoppedError,
    ConflictError,
    InvalidActionError,
    NotFoundError,
)
from workbench.model.case import Consent
from workbench.model.ids import CoderId, RunId, Words
from workbench.model.proposal import Scope
from workbench.model.proposal_events import RunMade
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.grouping_values import Grouping
from workbench.project.project import Project, create_project, open_project
from workbench.project.reckoning import Reckoning
from workbench.project.settings import set_workers
from workbench.project.shelf import NewCode
from workbench.store import vectors as kept

pytestmark = pytest.mark.model

MONEY = (
    "The funding ends after twelve sessions, whatever she needs.",
    "After twelve sessions Maria's money is gone.",
    "There is no funding left for a single session more.",
    "When the grant money runs out we stop the sessions.",
)
SUPPORT = (
    "My supervisor listens, and that keeps me going.",
    "Supervision is where I can breathe.",
    "Talking with my colleagues and my supervisor holds me.",
    "Without supervision I would have left this job.",
)


def interview(label: str, turns: tuple[str, ...]) -> str:
    asked = ("INT: What about the money?", "INT: And how are you?")
    lines = [
        line for turn, q in zip(turns, asked * 4, strict=False) for line in (q, f"{label}: {turn}")
    ]
    return "\n".join([*lines, f"{label}: …"])


def add(project: Project, label: str, turns: tuple[str, ...]) -> None:
    text = interview(label, turns).replace(f"{label}:", "P07:")
    person = {"P07": "Maria", "P08": "Omar"}[label]
    who = {"P07": SpeakerChoice("participant", person), "INT": SpeakerChoice("interviewer", "Ida")}
    project.sources.add(draft(text, f"{label}.txt"), speakers=who)


def fill(project: Project) -> Project:
    """Two interviews in which two things are said in turn, four times each."""
    mixed = [turn for pair in zip(MONEY, SUPPORT, strict=True) for turn in pair]
    add(project, "P07", tuple(mixed[:4]))
    add(project, "P08", tuple(mixed[4:]))
    return project


@pytest.fixture
def study(tmp_path: Path, lend: Callable[[Project], Project]) -> Project:
    made = create_project(tmp_path / "study.qwb", name="Study", coder="Ana")
    return lend(fill(made))


def words(shown: Grouping, node: int | None = None) -> list[set[str]]:
    return [
        {s.words for place in g.members if (s := shown.segments[place]) is not None}
        for g in shown.groups
        if node in (None, g.node)
    ]


def two(project: Project) -> Grouping:
    return project.groupings.show(project.groupings.propose(around=2), 2)


def test_what_means_the_same_comes_into_a_group_with_its_evidence(study: Project) -> None:
    steps: list[tuple[int, int]] = []
    run = study.groupings.propose(around=2, watch=lambda *s: not steps.append(s))
    shown = study.groupings.show(run, 2)
    assert sorted(words(shown), key=min) == sorted([{*MONEY}, {*SUPPORT}], key=min)
    assert steps[0] == (0, 32)
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
    limits = study.codebook.create("limits")
    for source in study.sources.all():
        for passage in study.sources.passages(source.id):
            if passage.voice == 1:
                segment = Segment(passage.start, passage.end)
                study.codings.apply(source.id, segment, limits)
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
    with pytest.raises(InvalidActionError, match=r"4 of 8 passages .* Propose anew"):
        study.groupings.adopt_as_code(run, node, NewCode("a"))
    study.groupings.refuse(run, node, "too late")
    with study._opened.store.deriving() as db:
        kept.discard(db)
    with pytest.raises(InvalidActionError, match=r"cannot be worked out again\. Propose anew"):
        study.groupings.show(run)
    study.sources.remove(study.sources.all()[1].id)
    assert [line.changed for line in study.groupings.runs()] == [8]


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


def test_a_tree_that_is_lost_is_worked_out_again_the_same(study: Project) -> None:
    shown = two(study)
    study.rebuild()
    with study._opened.store.deriving() as db:
        kept.discard(db)
    assert study.groupings.show(shown.run.id, 2) == shown
    assert study.groupings.show(shown.run.id, 2) == shown


def test_the_same_words_model_and_seed_find_the_same_groups_in_another_study(
    study: Project, tmp_path: Path, lend: Callable[[Project], Project]
) -> None:
    other = lend(fill(create_project(tmp_path / "other.qwb", name="Study", coder="Ben")))
    one, two = (p.groupings.show(p.groupings.propose(seed=7)) for p in (study, other))
    assert (one.run.record.groups, one.places) == (two.run.record.groups, two.places)
    other.close()


def test_two_runs_are_seen_side_by_side(study: Project) -> None:
    turns = study.groupings.propose(around=2)
    other = study.groupings.propose(around=2, seed=3)
    told = study.groupings.compare(turns, other)
    assert told.rows == told.columns == (4, 4)
    assert sorted(map(sorted, told.cells)) == [[0, 4], [0, 4]]
    study.groupings.drop(turns)
    assert [line.run.id for line in study.groupings.runs()] == [other]
    study.history.undo()
    assert len(study.groupings.runs()) == 2


def test_what_cannot_be_grouped_is_told_in_a_sentence(tmp_path: Path) -> None:
    cases: list[tuple[tuple[str, ...], dict[str, Any], str]] = [
        ((), {}, "there is none"),
        (("Yes.",), {}, "there is one"),
        (("Yes.", "Yes."), {}, "have the same words"),
        (("No.",), {"around": 5}, "make 2 to 4 groups"),
        ((), {"seed": -1}, "A seed is"),
        ((), {"unit": "pages"}, "What is grouped"),
    ]
    with create_project(tmp_path / "study.qwb", name="Study", coder="Ana") as project:
        for turns, asked, sentence in cases:
            add(project, "P07", turns)
            head = project.head
            with pytest.raises(InvalidActionError, match=sentence):
                project.groupings.propose(**asked)
            assert project.head == head
    with (
        open_project(tmp_path / "study.qwb") as reading,
        pytest.raises(InvalidActionError, match="Nobody is named"),
    ):
        reading.groupings.propose()


def test_who_stops_it_finds_the_study_as_it_was(study: Project) -> None:
    head = study.head
    for last in (0, 8, 20):
        with pytest.raises(ComputationStoppedError):
            study.groupings.propose(watch=lambda done, _, last=last: done < last)
    assert study.head == head
    assert study.groupings.runs() == []


def test_segments_that_change_while_they_are_grouped_leave_no_run(study: Project) -> None:
    source = study.sources.all()[0].id
    heads = []

    def meddle(done: int, of: int) -> bool:
        if done == of - 1:
            study.sources.remove(source)
            heads.append(study.head)
        return True

    with pytest.raises(ConflictError, match="Propose anew"):
        study.groupings.propose(watch=meddle)
    assert [study.head] == heads


def test_a_coding_that_gets_another_code_while_its_like_are_grouped_leaves_no_run(
    study: Project,
) -> None:
    one, other = study.codebook.create("one"), study.codebook.create("other")
    found = [s for s in two(study).segments if s is not None]
    codings = [study.codings.apply(s.source, s.segment, one) for s in found[:4]]
    runs = study.groupings.runs()

    def meddle(done: int, of: int) -> bool:
        if done == of - 1:
            study.codings.recode(codings[0], other)
        return True

    with pytest.raises(ConflictError, match="Propose anew"):
        study.groupings.propose("codings", Scope("code", one), watch=meddle)
    assert study.groupings.runs() == runs


def test_a_missing_model_is_a_sentence(study: Project, tmp_path: Path) -> None:
    head = study.head
    study._opened.reckoning = Reckoning(tmp_path / "none")
    with pytest.raises(NotFoundError, match="no model folder"):
        study.groupings.propose()
    study._opened.reckoning.close()
    assert study.head == head


def test_another_model_does_not_work_out_an_old_grouping(study: Project) -> None:
    run = study.groupings.propose()
    row = {"record": study.groupings.show(run).run.record}
    other = replace(row["record"], sha256="ab" * 32, model=Words("another"))
    with study._opened.unit() as unit:
        unit.record(RunMade(RunId("other"), CoderId("x"), other))
    with pytest.raises(InvalidActionError, match="with the model another"):
        study.groupings.show(RunId("other"))


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


def test_a_dask_cluster_of_two_workers_finds_the_same_groups(study: Project) -> None:
    from distributed import LocalCluster

    here = study.groupings.propose(seed=5)
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        set_workers("dask", cluster.scheduler_address)
        there = study.groupings.propose(seed=5)
    set_workers("loky")
    one, two = (study.groupings.show(run) for run in (here, there))
    assert one.run.record == two.run.record
    assert one.stability == two.stability


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
