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
#: Beside the key's own words for a pattern: what a researcher may claim of it, and the opposite.
CLAIMS = {
    "boundary": (
        "Driving clients and waiting with them is part of good care.",
        "Going along with clients does harm: whoever is driven pays for the ride.",
    ),
    "advocacy": (
        "Speaking up for clients is part of the role.",
        "Speaking up for clients is not our job, and it can cost them something.",
    ),
    "training": (
        "There is little or no training before one begins.",
        "There was enough training, and it taught something useful.",
    ),
    "team": (
        "A team with legal, medical and housing at one table helps.",
        "Joint meetings cost hours and can go badly for the client.",
    ),
    "breaks": (
        "Nobody takes a break when the bell rings; everybody hates the bell.",
        "The bell helps, and people take their breaks.",
    ),
}
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


def test_voices_against_a_pattern_stand_unread_near_a_claim_of_it_or_its_opposite(encoded_sample):
    topics = json.loads(KEY.read_text("utf-8"))["topics"]
    voices, met = 0, 0
    for topic, claims in CLAIMS.items():
        against = planted(encoded_sample, "contrary", topic)
        asked = (topics[topic].partition(" Against it")[0], *claims)
        found = [one for claim in asked for one in encoded_sample.similar.unread_near(claim)]
        near = [voice for voice in against if told(found, [voice])]
        assert near, topic
        voices, met = voices + len(against), met + len(near)
    assert met >= voices / 2
