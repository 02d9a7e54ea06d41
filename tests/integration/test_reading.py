"""What a person marks as read is theirs, stands by turns, and is taken back like any act."""

from __future__ import annotations

import pytest

from tests.studies import TEXT, draft
from workbench.model.ids import SourceId
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.project import Project
from workbench.project.reading import FirstPass

WHO = {"P07": SpeakerChoice("participant", "Maria"), "INT": SpeakerChoice("interviewer", "Ida")}


@pytest.fixture
def source(project: Project) -> SourceId:
    return project.sources.add(draft(), speakers=WHO)


def turns(project: Project, source: SourceId) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in project.sources.passages(source)]


def test_every_turn_that_a_segment_touches_is_marked_whole_and_once(project, source):
    first, second, third, fourth = turns(project, source)
    assert project.reading.mark(source, Segment(first[1] - 2, second[0] + 1)) == 2
    assert project.reading.marks(source) == [first, second]
    assert project.reading.mark(source, Segment(*second)) == 0
    before = project.head.seq
    assert project.reading.mark_up_to(source, second[0]) == 0
    assert project.head.seq == before
    assert project.reading.mark_up_to(source, third[0]) == 1
    assert project.reading.mark_all(source) == 1
    assert project.reading.marks(source) == [first, second, third, fourth]


def test_a_mark_is_taken_off_and_undone(project, source):
    first, *rest = turns(project, source)
    project.reading.mark_all(source)
    assert project.reading.unmark(source, Segment(*first)) == 1
    assert project.reading.unmark(source, Segment(*first)) == 0
    assert project.reading.marks(source) == rest
    assert "as not read" in project.history.lines(limit=1)[0].sentence
    project.history.undo()
    assert project.reading.marks(source) == [first, *rest]
    project.history.undo()
    assert project.reading.marks(source) == []
    project.history.redo()
    project.rebuild()
    assert project.reading.marks(source) == [first, *rest]


def test_a_first_pass_counts_what_this_person_marked_or_coded_of_what_participants_say(
    project, source
):
    other = project.sources.add(draft(TEXT, "P08 first.txt"))
    _, second, _, fourth = turns(project, source)
    assert project.reading.progress() == {source: FirstPass(0, 2), other: FirstPass(0, 0)}
    project.reading.mark(source, Segment(*second))
    assert project.reading.progress([source]) == {source: FirstPass(1, 2)}
    limits = project.codebook.create("limits")
    project.codings.apply(source, Segment(fourth[0] + 3, fourth[0] + 9), limits)
    assert project.reading.progress([source]) == {source: FirstPass(2, 2)}
    ben = project.as_coder("Ben")
    assert ben.reading.marks(source) == []
    assert ben.reading.progress([source]) == {source: FirstPass(0, 2)}
