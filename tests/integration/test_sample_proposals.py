"""Groupings of the sample study, held against its answer key."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from workbench.project.groupings import Grouping
from workbench.project.project import Project
from workbench.project.sample import SIMULATED

pytestmark = pytest.mark.model
TEXTS = json.loads((Path(__file__).parents[2] / "sample_transcripts" / "key.json").read_text())
EVERY = ("pattern", "contrary", "dissonance", "role by site", "unlike words")


def grouped(sample: Project, unit: str) -> Grouping:
    project = sample.as_coder(SIMULATED)
    return project.groupings.show(project.groupings.propose(unit))


def groups_of(sample: Project, shown: Grouping, *kinds: str, topic: str) -> list[set[int]]:
    """Return the groups in which each planted passage stands, of those that were coded."""
    where = {place: n for n, group in enumerate(shown.groups) for place in group.members}
    found = []
    for text in TEXTS["texts"]:
        source = sample.sources.find(Path(text["transcript"]).stem).id
        words = sample.sources.text(source)
        for one in text["planted"]:
            if one["kind"] in kinds and one.get("topic") == topic:
                start = words.index(one["words"][0])
                end = start + len(one["words"][0])
                found.append(
                    {
                        where[place]
                        for place, s in enumerate(shown.segments)
                        if s is not None and s.source == source and s.start < end and s.end > start
                    }
                )
    return [some for some in found if some]


def interviewers_words(project: Project) -> list[str]:
    """Return every sentence of an interviewer or moderator that nobody could say by chance."""
    said = []
    for source in project.sources.all():
        text = project.sources.text(source.id)
        asking = {s.index for s in project.sources.speakers(source.id) if s.role == "interviewer"}
        passages = project.sources.passages(source.id)
        said += [text[p.start : p.end] for p in passages if p.voice in asking]
    return [words for words in said if len(words) > 40]


def together(sample: Project, shown: Grouping, topic: str, of: int = 1) -> float:
    """Return the share of a pattern's tellings that stand in so many groups, its fullest."""
    places = groups_of(sample, shown, *EVERY, topic=topic)
    most = [group for group, _ in Counter(g for some in places for g in some).most_common(of)]
    return sum(bool(some & {*most}) for some in places) / len(places)


def assert_no_group_shares_a_word_alone(sample: Project, shown: Grouping) -> None:
    held = groups_of(sample, shown, "red herring", topic="hold")
    (_, most), *others = Counter(group for some in held for group in some).most_common()
    assert most <= len(held) / 2
    assert len(others) >= 3


def test_what_was_planted_comes_together_and_what_shares_a_word_alone_does_not(encoded_sample):
    shown = grouped(encoded_sample, "codings")
    for topic, of, least in (
        ("court", 1, 1.0),
        ("threshold", 1, 1.0),
        ("breaks", 1, 0.6),
        ("team", 1, 0.5),
        ("training", 2, 0.6),
        ("advocacy", 1, 0.3),
    ):
        assert together(encoded_sample, shown, topic, of) >= least, topic
    assert_no_group_shares_a_word_alone(encoded_sample, shown)
    assert not foreign(encoded_sample, shown)


def foreign(sample: Project, shown: Grouping) -> list[str]:
    """Return interviewers' words that stand in a group."""
    words = "\n".join(segment.words for segment in shown.segments if segment is not None)
    return [said for said in interviewers_words(sample) if said in words]


def test_turns_come_together_by_what_is_told_not_by_length_and_without_interviewers(encoded_sample):
    shown = grouped(encoded_sample, "turns")
    for topic, least in (
        ("court", 1.0),
        ("breaks", 0.7),
        ("training", 0.5),
        ("team", 0.5),
        ("advocacy", 0.4),
    ):
        assert together(encoded_sample, shown, topic) >= least, topic
    assert_no_group_shares_a_word_alone(encoded_sample, shown)
    assert len(interviewers_words(encoded_sample)) > 100
    assert not foreign(encoded_sample, shown)
    assert sum(group.size for group in shown.groups) == len(shown.segments)
