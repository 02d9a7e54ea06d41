"""What is offered by whom and when: the stance decides, and the own first pass."""

from __future__ import annotations

import pytest

from tests.integration.alone import place
from tests.studies import draft
from workbench.model.ids import DecisionId, ProjectId, SourceId, Words
from workbench.model.proposal_events import GroupingsAllowed, PassagesRead
from workbench.model.source import Segment, SpeakerChoice
from workbench.model.study import DecisionRecord
from workbench.project.project import Project
from workbench.project.safeguards import control, why_no_groupings, why_no_suggestions
from workbench.project.segments import turns_of

__all__ = ["place"]

WHO = {"P07": SpeakerChoice("participant", "Maria"), "INT": SpeakerChoice("interviewer", "Ida")}


@pytest.fixture
def source(project: Project) -> SourceId:
    return project.sources.add(draft(), speakers=WHO)


def turns(project: Project, source: SourceId) -> list[tuple[int, int]]:
    with project._opened.reading() as reads:
        return turns_of(reads, source)


def mark(project: Project, source: SourceId, some: list[tuple[int, int]]) -> None:
    coder = project.coders()[0].id
    with project._opened.unit() as unit:
        unit.record(PassagesRead(coder, source, tuple(place for turn in some for place in turn)))


def groupings(project: Project, source: SourceId) -> str | None:
    with project._opened.reading() as reads:
        return why_no_groupings(reads, project.coders()[0].id, [source])


def suggestions(project: Project, source: SourceId, turn: tuple[int, int]) -> str | None:
    with project._opened.reading() as reads:
        return why_no_suggestions(reads, project.coders()[0].id, source, Segment(*turn))


@pytest.mark.parametrize("stance", ["open", "codebook", "reliability"])
def test_suggestions_come_only_after_an_own_first_pass_of_the_passage(project, source, stance):
    project.study.set_stance(stance)
    first, second, *_ = turns(project, source)
    assert groupings(project, source) is None
    assert "first pass" in str(suggestions(project, source, first))
    mark(project, source, [first])
    assert suggestions(project, source, first) is None
    assert "first pass" in str(suggestions(project, source, (first[0], second[1])))
    project.codings.apply(source, Segment(*second), project.codebook.create("limits"))
    assert suggestions(project, source, second) is None
    assert "participants" in str(suggestions(project, source, (first[0] - 2, first[0] - 1)))


def test_a_reflexive_study_is_offered_nothing_before_every_source_is_read_and_it_is_decided(
    project, source
):
    project.study.set_stance("reflexive")
    first, *others = turns(project, source)
    mark(project, source, [first])
    assert "the source has passages" in str(groupings(project, source))
    assert "first pass" in str(suggestions(project, source, first))
    mark(project, source, others)
    assert "decision" in str(groupings(project, source))
    day = project.decisions.record(DecisionRecord("2026-01-31", Words("Another way of reading?")))
    with project._opened.unit() as unit:
        unit.record(GroupingsAllowed(DecisionId(day)))
    assert groupings(project, source) is None
    assert suggestions(project, source, first) is None
    project.decisions.remove(day)
    assert "decision" in str(groupings(project, source))


def test_while_a_blind_round_is_open_nothing_is_proposed_to_anybody(project, source):
    first, *_ = turns(project, source)
    mark(project, source, [first])
    project.as_coder("Ben").rounds.open()
    assert "blind round is open" in str(groupings(project, source))
    assert "blind round is open" in str(suggestions(project, source, first))
    assert project.hints.why_not() == project.groupings.why_not() == groupings(project, source)
    project.rounds.close()
    assert groupings(project, source) is None
    assert suggestions(project, source, first) is None


def test_a_tenth_of_the_turns_of_two_coders_who_are_compared_is_kept_free():
    drawn = [control(ProjectId("p"), SourceId("s"), turn) for turn in range(5_000)]
    assert 0.08 < sum(drawn) / len(drawn) < 0.12


def test_only_where_two_coders_are_compared_are_turns_kept_free(project, source):
    project.study.set_stance("reliability")
    everything = turns(project, source)
    mark(project, source, everything)
    assert [suggestions(project, source, turn) for turn in everything] == [None] * len(everything)
    project.as_coder("Ben").codebook.create("limits")
    with project._opened.reading() as reads:
        kept = [control(reads.project().id, source, turn[0]) for turn in everything]
    said = [suggestions(project, source, turn) for turn in everything]
    assert [one is not None for one in said] == kept
