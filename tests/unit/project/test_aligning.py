"""Which words of two texts belong together."""

from __future__ import annotations

import random

import pytest

from workbench.model.correction import Alignment
from workbench.model.source import Segment
from workbench.project.aligning import align


def led(before: str, after: str, words: str) -> str | None:
    """Where the last of these words lead, in words of the text after."""
    start = before.rindex(words)
    place = Alignment(align(before, after)).moved(Segment(start, start + len(words)))
    return None if place is None else after[place.start : place.end]


@pytest.mark.parametrize(
    ("before", "after", "words", "expected"),
    [
        ("I was helo wrold there.", "I was hello world there.", "helo", "hello"),
        ("She was [inaudible] then.", "She was very sad then.", "[inaudible]", "very sad"),
        ("And I said no. And I drove.", "And I drove.", "And I drove", "And I drove"),
        ("And I drove.", "And I said no. And I drove.", "And I drove.", "And I drove."),
        ("P07: Mm.\nP07: Mm. Yes.", "P07: Mm. Yes.", "Mm. Yes.", "Mm. Yes."),
        ("P07: Mm.\nP07: Yes.", "P07: Mm.", "Yes.", None),
        ("one two", "one  two", "one two", "one  two"),
    ],
)
def test_words_lead_to_what_stands_in_their_place(before, after, words, expected):
    assert led(before, after, words) == expected


def test_stretches_lie_in_the_order_of_both_texts_and_none_over_another():
    drawn = random.Random(1)
    words = ["I", "the", "😀", "drove", "her", ".", "Mm.", "e\u0301"]
    for _ in range(300):
        texts = [
            "".join(drawn.choice(words) + drawn.choice(" \n") for _ in range(drawn.randint(0, 30)))
            for _ in range(2)
        ]
        at = after = 0
        for one in align(*texts):
            assert at <= one.before < one.before_end <= len(texts[0])
            assert after <= one.after < one.after_end <= len(texts[1])
            at, after = one.before_end, one.after_end


def test_a_long_text_in_one_line_is_aligned_by_the_words_that_stand_but_once():
    drawn = random.Random(2)
    words = [drawn.choice(["the", "of", f"w{n}"]) for n in range(6_000)]
    cut = [word for n, word in enumerate(words) if n % 50]
    before, after = " ".join(words), " ".join(cut)
    there = {one.before: one for one in align(before, after)}
    assert sum(one.before_end - one.before for one in there.values()) > 0.97 * len(after)
