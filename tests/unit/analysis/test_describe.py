"""Descriptions: evidence from the participants' own words, and never a name."""

from __future__ import annotations

import numpy as np

from workbench.analysis.describe import Known, describe, evidence_phrases
from workbench.analysis.terms import name_words, phrases_in, terms_in
from workbench.analysis.vectors import unit_rows
from workbench.analysis.wordings import word_vectors

TEXTS = [
    "Well, you know, the waiting list is so long for them.",
    "The waiting list, I mean, Marisol Vega said it is a year.",
    "They sit on a waiting list. Marisol waits too.",
    "We had no training in trauma at all.",
    "Trauma training was a day, and Marisol left.",
    "Training? Trauma training would help us.",
]
GROUPS = np.array([0, 0, 0, 1, 1, 1])


def known(names=()):
    return Known(
        TEXTS,
        ["P1", "P1", "P2", "P2", "P3", "P3"],
        ["q1", "q1", None, "q2", "q3", "q2"],
        [{"waiting"}, {"waiting", "staff"}, set(), {"training"}, set(), {"training"}],
        name_words(names),
    )


def vectors():
    rng = np.random.default_rng(0)
    middles = np.eye(2, 8)[GROUPS]
    return unit_rows(middles + 0.1 * rng.normal(size=(6, 8)))


def test_words_that_carry_talk_along_are_no_terms():
    assert terms_in("Well, you know, I kind of think it's the waiting list, isn't it") == [
        "waiting", "list",
    ]  # fmt: skip


def test_a_phrase_crosses_no_punctuation_and_begins_and_ends_with_a_term():
    assert list(phrases_in("Afraid of the police, at night.", ())) == [
        "afraid", "afraid of the police", "police", "night",
    ]  # fmt: skip
    assert list(phrases_in("They hadn\u2019t wanted a safe haven", ())) == [
        "safe", "safe haven", "haven",
    ]  # fmt: skip


def test_names_of_participants_are_in_no_phrase():
    plain = evidence_phrases(TEXTS, GROUPS, (), 20)
    assert any("marisol" in phrase for phrases in plain for phrase in phrases)
    masked = evidence_phrases(TEXTS, GROUPS, name_words(["Marisol Vega", "P1"]), 20)
    assert not any("marisol" in p or "vega" in p for phrases in masked for p in phrases)


def test_the_first_phrase_tells_a_group_apart():
    first, second = evidence_phrases(TEXTS, GROUPS, (), 3)
    assert first[0] == "waiting list"
    assert "training" in second[0]


def test_a_group_is_described_by_its_people_questions_codes_and_edges():
    found = describe(vectors(), GROUPS, known())
    first = found[0]
    assert sorted(first.segments) == [0, 1, 2]
    assert first.medoid == first.segments[0]
    assert len(first.boundary) == 2
    assert first.medoid not in first.boundary
    assert [(s.name, s.count) for s in first.participants] == [("P1", 2), ("P2", 1)]
    assert first.question is not None
    assert (first.question.name, first.question.count) == ("q1", 2)
    assert (first.codes[0].code, first.codes[0].of_group, first.codes[0].of_code) == (
        "waiting", 2 / 3, 1.0,
    )  # fmt: skip


def test_one_segment_and_none_are_described_too():
    one = Known(["Hm."], ["P1"], [None], [[]])
    found = describe(vectors()[:1], np.array([0]), one)
    assert (found[0].medoid, found[0].boundary, found[0].phrases) == (0, (), ())
    assert describe(np.zeros((0, 8), np.float32), np.zeros(0, int), Known([], [], [], [])) == ()


def test_texts_that_share_no_term_have_no_word_vectors():
    assert word_vectors(["alpha"], 0).shape == (1, 0)
    assert word_vectors(["", "..."], 0).shape == (2, 0)
    red, again, blue, other = word_vectors(["red door", "red door", "blue window", "blue cup"], 0)
    assert np.allclose(red, again, atol=1e-6)
    assert blue @ other > 0.3 > abs(red @ other)
