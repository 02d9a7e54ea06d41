"""Groupings with the real model: proposed, looked at, answered by people, traced and outdated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.studies import draft
from workbench.errors import (
    InvalidActionError,
)
from workbench.model.proposal import Scope
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.grouping_values import Grouping
from workbench.project.project import Project, create_project
from workbench.project.shelf import NewCode

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
    assert sorted(words(shown), key=str) == sorted([{*MONEY}, {*SUPPORT}], key=str)
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


def test_answers_are_undone_done_again_and_rebuilt(study: Project) -> None:
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
