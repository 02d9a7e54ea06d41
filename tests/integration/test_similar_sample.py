"""More like this on the sample study, held against its answer key."""

from __future__ import annotations

import pytest

from tests.answer_key import CLAIMS, EVERY, NAMED, around, met, person_at, planted, theme_of
from workbench.project.similar import Among

pytestmark = pytest.mark.model


def test_one_idea_in_unlike_words_is_in_the_top_ten(encoded_sample):
    tellings = around(encoded_sample, planted(encoded_sample, "threshold", "unlike words"))
    assert len(tellings) == 4
    ten = Among(count=10)
    asked = encoded_sample.similar.to_words("How do you leave work behind when you get home?", ten)
    assert len(met(asked, tellings)) == 4
    others = [
        met(encoded_sample.similar.to_segment(*one[0], ten), [o for o in tellings if o != one])
        for one in tellings
    ]
    assert sum(map(bool, others)) >= 3


def test_typed_claims_and_a_code_with_half_of_the_tellings_lead_to_the_others(encoded_sample):
    ten = Among(count=10)
    for topic in ("training", "team", "breaks"):
        tellings = around(encoded_sample, planted(encoded_sample, topic, *EVERY))
        found = encoded_sample.similar.to_words(CLAIMS[topic][0], ten)
        assert len(met(found, tellings)) >= 4, topic
    tellings = around(encoded_sample, planted(encoded_sample, "court", *EVERY))
    code = encoded_sample.codebook.create("court")
    for ((source, at),) in tellings[::2]:
        encoded_sample.codings.apply(source, at, code)
    others = tellings[1::2]
    assert met(encoded_sample.similar.to_code(code, ten), others) == others


def test_voices_against_a_pattern_stand_near_a_theme_that_claims_it(encoded_sample):
    voices, first, later = 0, 0, 0
    everyone, people = set(), set()
    for topic, (_, opposite) in CLAIMS.items():
        against = around(encoded_sample, planted(encoded_sample, topic, "contrary"))
        theme = theme_of(encoded_sample, topic)
        found = encoded_sample.similar.near_theme(theme, opposite, count=60)
        assert not met(found, planted(encoded_sample, topic, "pattern")), topic
        voices += len(against)
        first, later = first + len(met(found[:20], against)), later + len(met(found, against))
        heard = {one[0]: person_at(encoded_sample, one[0]) for one in against}
        everyone |= {(topic, who) for who in heard.values()}
        people |= {(topic, heard[one[0]]) for one in met(found[:20], against)}
        assert NAMED[topic] in {heard[one[0]] for one in met(found[:40], against)}
    assert len(everyone) == 26
    assert len(people) >= 0.5 * len(everyone)
    assert voices == 32
    assert first >= 0.4 * voices
    assert later >= 0.6 * voices
