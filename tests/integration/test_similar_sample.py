"""More like this on the sample study, held against its answer key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.model.ids import SourceId
from workbench.model.source import Segment
from workbench.project.project import Project
from workbench.project.similar import Among, Similar

pytestmark = pytest.mark.model
KEY = Path(__file__).parents[2] / "sample_transcripts" / "key.json"
#: So many characters before and after the planted words belong to what is told there.
BEFORE, AFTER = 250, 450
Telling = tuple[SourceId, Segment]


def planted(project: Project, kind: str, topic: str) -> list[Telling]:
    """Return where something planted is told, each telling with what stands around its words."""
    found = []
    for text in json.loads(KEY.read_text("utf-8"))["texts"]:
        source = project.sources.find(Path(text["transcript"]).stem)
        words = project.sources.text(source.id)
        passages = project.sources.passages(source.id)
        for one in text["planted"]:
            if (one["kind"], one.get("topic")) == (kind, topic):
                at = words.index(one["words"][0])
                turn = next(p for p in passages if p.start <= at < p.end)
                start, end = max(turn.start, at - BEFORE), min(turn.end, at + AFTER)
                found.append((source.id, Segment(start, end)))
    return found


def told(found: list[Similar], tellings: list[Telling]) -> set[SourceId]:
    """Return in which sources a telling is among what was found."""
    return {
        source
        for source, at in tellings
        for one in found
        if one.source == source and one.start < at.end and one.end > at.start
    }


def test_one_idea_in_unlike_words_is_in_the_top_ten(encoded_sample):
    tellings = planted(encoded_sample, "unlike words", "threshold")
    assert len(tellings) == 4
    ten = Among(count=10)
    asked = encoded_sample.similar.to_words("How do you leave work behind when you get home?", ten)
    assert len(told(asked, tellings)) == 4
    others = [
        told(encoded_sample.similar.to_segment(*one, ten), [o for o in tellings if o != one])
        for one in tellings
    ]
    assert sum(map(bool, others)) >= 3


def test_voices_against_a_claim_stand_unread_near_it(encoded_sample):
    for topic, claim in (
        ("boundary", "Driving clients and waiting with them is part of good care."),
        ("advocacy", "Speaking up for clients is part of the role."),
        ("team", "A team with legal, medical and housing at one table helps."),
    ):
        against = planted(encoded_sample, "contrary", topic)
        assert told(encoded_sample.similar.unread_near(claim, 10), against), topic
