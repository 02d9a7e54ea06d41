"""Which turns of interviewers ask the same, by their words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.questions import Turn, same_questions

WEEK, CASE = "What is your week made of?", "Can you say no to a case?"
OTHER = "And how did the meetings go, in the autumn?"


def test_a_marked_question_of_the_guide_is_known_in_other_words():
    turns = [
        Turn("Okay, it's running. Could you start with what your week is made of?", (WEEK,)),
        Turn("Can a member of staff say no to a case?", (WEEK, CASE)),
        Turn(OTHER, (WEEK, CASE)),
    ]
    assert same_questions(turns, [WEEK, CASE]) == [WEEK, CASE, OTHER]


def test_a_question_that_nobody_marked_is_the_guides_only_in_nearly_its_words():
    loose = "Okay. It's on. So could you tell me about some week, and what that week is made of?"
    turns = [Turn("So, what is your week made of?"), Turn(loose), Turn(OTHER)]
    assert same_questions(turns, [WEEK, CASE]) == [WEEK, loose, OTHER]


def test_without_a_guide_those_in_much_the_same_words_are_one_and_the_first_stands_for_them():
    asked = ["Who is missing here?", "And who is missing, here?", OTHER, "Who is missing here?"]
    assert same_questions([Turn(one) for one in asked]) == [asked[0], asked[0], OTHER, asked[0]]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text("ab cd?…", max_size=12), max_size=8))
def test_whatever_was_said_has_a_name_and_the_same_words_have_the_same(texts: list[str]) -> None:
    found = same_questions([Turn(text) for text in texts])
    assert len(found) == len(texts)
    assert {*found} <= {*texts}
    assert len(set(zip(texts, found, strict=True))) == len(set(texts))
