"""What is told of a text by its characters alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.source import word_count

BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


@given(st.text(st.one_of(st.sampled_from(BLANKS + "aé界😀\u200b"), st.characters())))
def test_words_are_what_white_space_of_any_script_parts(text):
    assert word_count(text) == len(text.split())
