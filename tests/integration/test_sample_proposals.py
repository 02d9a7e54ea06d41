"""Groupings of the sample study, held against its answer key."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.answer_key import EVERY, KEY, best_group, met, planted
from workbench.project.groupings import Grouping
from workbench.project.project import Project
from workbench.project.sample import SIMULATED

pytestmark = pytest.mark.model
#: So improbable in studies whose tellings are dealt anew is what counts as found.
FOUND = 0.02


def grouped(sample: Project, unit: str) -> Grouping:
    project = sample.as_coder(SIMULATED)
    return project.groupings.show(project.groupings.propose(unit))


def interviewers_words(project: Project) -> list[str]:
    """Return every sentence of an interviewer or moderator that nobody could say by chance."""
    said = []
    for source in project.sources.all():
        text = project.sources.text(source.id)
        asking = {s.index for s in project.sources.speakers(source.id) if s.role == "interviewer"}
        passages = project.sources.passages(source.id)
        said += [text[p.start : p.end] for p in passages if p.voice in asking]
    return [words for words in said if len(words) > 40]


def assert_found(sample: Project, shown: Grouping, *topics: str) -> None:
    for topic in topics:
        best = best_group(sample, shown, topic, *EVERY)
        assert best.chance <= FOUND, (topic, best)


def assert_no_group_shares_a_word_alone(sample: Project, shown: Grouping) -> None:
    things = planted(sample, "hold", "red herring")
    segments = [[shown.segments[place] for place in group.members] for group in shown.groups]
    held = [len(met([s for s in some if s is not None], things)) for some in segments]
    most, *others = Counter(dict(enumerate(held))).most_common()
    assert most[1] <= len(things) / 2
    assert sum(count > 0 for _, count in others) >= 3


def assert_only_participants_speak(sample: Project, shown: Grouping) -> None:
    words = "\n".join(segment.words for segment in shown.segments if segment is not None)
    asked = interviewers_words(sample)
    assert len(asked) > 100
    assert not [said for said in asked if said in words]


def test_what_was_planted_comes_together_and_what_shares_a_word_alone_does_not(encoded_sample):
    shown = grouped(encoded_sample, "codings")
    patterns = [topic for topic in KEY["topics"] if topic != "hold"]
    assert len(patterns) == 9
    assert_found(encoded_sample, shown, *patterns)
    assert_no_group_shares_a_word_alone(encoded_sample, shown)
    assert_only_participants_speak(encoded_sample, shown)


def test_turns_come_together_by_what_is_told_not_by_length_and_without_interviewers(encoded_sample):
    shown = grouped(encoded_sample, "turns")
    assert_found(encoded_sample, shown, "court", "breaks", "training", "team")
    assert_no_group_shares_a_word_alone(encoded_sample, shown)
    assert_only_participants_speak(encoded_sample, shown)
    assert sum(group.size for group in shown.groups) == len(shown.segments)
