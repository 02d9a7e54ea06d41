"""Sentences and the windows made of them: nothing of a text is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.sentences import sentences_in, windows_of


def sentences(text):
    return [text[start:end] for start, end in sentences_in(text)]


def test_sentences_end_at_full_stops_and_an_abbreviation_begins_one():
    assert sentences(" I left. Why? Dr. Vega knew! ") == ["I left.", "Why?", "Dr. Vega knew!"]


def test_what_opens_behind_a_sentence_belongs_to_the_next_one():
    said = 'I went. [pause 2s] And he left. (laughs) "Why?" I asked. ['
    assert sentences(said) == [
        "I went.",
        "[pause 2s] And he left.",
        '(laughs) "Why?"',
        "I asked.",
        "[",
    ]


def test_scripts_without_blanks_have_sentences_too():
    assert sentences("我走了。为什么？") == ["我走了。", "为什么？"]


def test_a_window_holds_two_to_four_sentences():
    text = " ".join(f"Sentence {n}." for n in range(9))
    windows = windows_of(text, sentences_in(text), lambda words: len(words) < 1_000)
    assert [window.count(".") for window in windows] == [4, 3, 2]


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.sampled_from("ab .?。\n😀é"), max_size=200),
    most=st.integers(1, 40),
)
def test_every_letter_is_in_one_window_that_fits(text, most):
    windows = windows_of(text, sentences_in(text), lambda words: len(words) <= most)
    assert all(len(window) <= most for window in windows)
    assert "".join("".join(windows).split()) == "".join(text.split())
