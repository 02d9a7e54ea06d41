"""Which words of two texts belong together."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from workbench.model.correction import Alignment
from workbench.model.source import Segment
from workbench.project.aligning import align
from workbench.project.subsequence import common_subsequence


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
        ("P: Mm.\nP: We go.\nQ: Yes.", "P: Hm.\nP: We go.\nP: So.\nQ: Yes.", "We go.", "We go."),
    ],
)
def test_words_lead_to_what_stands_in_their_place(before, after, words, expected):
    assert led(before, after, words) == expected


def test_stretches_lie_in_the_order_of_both_texts_and_none_over_another():
    drawn = random.Random(1)
    words = ["I", "the", "😀", "drove", "her", ".", "Mm.", "e\u0301"]
    for _ in range(300):
        sizes = [drawn.choice([0, 3, 30, 200]) for _ in range(2)]
        texts = [
            "".join(drawn.choice(words) + drawn.choice(" \n") for _ in range(size))
            for size in sizes
        ]
        at = after = 0
        for one in align(*texts):
            assert at <= one.before < one.before_end <= len(texts[0])
            assert after <= one.after < one.after_end <= len(texts[1])
            at, after = one.before_end, one.after_end


def test_the_common_subsequence_is_the_longest_there_is():
    drawn = random.Random(3)
    for size in (0, 1, 2, 7, 40, 90):
        words, others = ([drawn.choice("abcd") for _ in range(size)] for _ in range(2))
        others = others[: size // 2] + words[size // 3 :]
        found = common_subsequence(words, others)
        assert all(words[n] == others[m] for n, m in found)
        assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
        lengths = [0] * (len(others) + 1)
        for word in words:
            above = lengths[:]
            for m, other in enumerate(others):
                longer = above[m] + 1 if word == other else max(above[m + 1], lengths[m])
                lengths[m + 1] = longer
        assert len(found) == lengths[-1]


def test_a_text_that_only_repeats_itself_keeps_what_it_kept():
    drawn = random.Random(4)
    lines = [" ".join(drawn.choice("abcdefgh") for _ in range(9)) for _ in range(120)]
    before, after = "\n".join(lines), "\n".join(f"{line} new" for line in lines)
    kept = sum(one.before_end - one.before for one in align(before, after) if one.is_as_long)
    assert kept >= len(before) - len(lines)


def test_a_turn_whose_halves_changed_places_keeps_one_of_them_whole():
    drawn = random.Random(6)
    common = [f"c{n}" for n in range(30)]  # its words meet as often as those of prose
    turn = [drawn.choice(common) if drawn.random() < 0.9 else f"w{n}" for n in range(400)]
    one, other = " ".join(turn[:200]), " ".join(turn[200:])
    kept = [
        stretch.before_end - stretch.before for stretch in align(f"{one} {other}", f"{other} {one}")
    ]
    assert max(kept) >= min(len(one), len(other))


def test_a_long_text_in_one_line_is_aligned_by_the_words_that_stand_but_once():
    drawn = random.Random(2)
    words = [drawn.choice(["the", "of", f"w{n}"]) for n in range(6_000)]
    cut = [word for n, word in enumerate(words) if n % 50]
    before, after = " ".join(words), " ".join(cut)
    there = {one.before: one for one in align(before, after)}
    assert sum(one.before_end - one.before for one in there.values()) > 0.97 * len(after)
