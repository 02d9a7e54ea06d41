"""More like this on the sample study, held against its answer key."""

from __future__ import annotations

import pytest

from tests.answer_key import CLAIMS, around, met, planted, theme_of
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


def test_voices_against_a_pattern_stand_near_a_theme_that_claims_it(encoded_sample):
    voices, first, later = 0, 0, 0
    for topic, (_, opposite) in CLAIMS.items():
        against = around(encoded_sample, planted(encoded_sample, topic, "contrary"))
        theme = theme_of(encoded_sample, topic)
        found = encoded_sample.similar.near_theme(theme, opposite, count=60)
        assert not met(found, planted(encoded_sample, topic, "pattern")), topic
        voices += len(against)
        first, later = first + len(met(found[:20], against)), later + len(met(found, against))
        assert met(found, against), topic
    assert voices == 31
    assert first >= 0.4 * voices
    assert later >= 0.6 * voices
