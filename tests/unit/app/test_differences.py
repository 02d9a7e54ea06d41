"""Differences of texts, told word by word and without colour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.app.differences import Piece, shown_differences, word_differences


def test_words_that_went_and_came_stand_beside_each_other():
    assert word_differences("where work ends", "where the day ends") == [
        Piece("same", "where "),
        Piece("gone", "work"),
        Piece("new", "the day"),
        Piece("same", " ends"),
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_versions_can_be_read_off_the_pieces(before, after):
    pieces = word_differences(before, after)
    assert "".join(p.words for p in pieces if p.what != "new") == before
    assert "".join(p.words for p in pieces if p.what != "gone") == after


def test_a_million_characters_are_compared_as_wholes():
    before, after = "word " * 200_000, "word " * 200_000 + "more"
    pieces = word_differences(before, after)
    assert pieces == [Piece("gone", before), Piece("new", after)]
    assert "(1,000,004 characters)" in shown_differences(pieces).replace("\\", "")
    assert len(shown_differences(pieces)) < 20_000


def test_what_is_shown_is_words_and_never_markup():
    pieces = [Piece("gone", "<b>x</b>"), Piece("new", "![a](http://x)"), Piece("same", "\n")]
    shown = shown_differences(pieces)
    assert shown.startswith("[- ~~\\<b\\>")
    assert "](" not in shown.replace("\\]", "")
