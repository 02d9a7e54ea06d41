"""Held words in what researchers wrote: found where they could hardly stand by chance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.project.masking import HELD, OWN_RUN, HeldWords, Masking, Naming

SAID = "so I drove her to the court and then I waited by the door for an hour"
FREE = [
    "and then I waited. I drove to the court, by the door, for an hour, so her",
    "her to the court",
]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("One took her to the court.", "One took her to the court."),
        ("One told: I drove her to the court!", f"One told: {HELD}!"),
        ("They said and then I waited.", "They said and then I waited."),
        ("They said and then I waited by.", f"They said {HELD}."),
        ("We waited by the door.", "We waited by the door."),
        ("So “waited by”, one says.", f"So “{HELD}”, one says."),
    ],
)
def test_a_run_of_held_words_is_masked_where_nobody_else_says_it(written, told):
    assert Masking([HeldWords(SAID, whole=False)], lambda: FREE).masked(written) == told


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("cafe\u0301", "caf\u00e9"),
        ("caf\u00e9", "Cafe\u0301"),
        ("\ufb01nal", "final"),
        ("final", "fi\u00adnal"),
    ],
)
def test_held_words_are_found_however_their_letters_are_written(said: str, written: str) -> None:
    masking = Masking([HeldWords(f"in the {said} of my old town", whole=False)], list)
    assert masking.masked(f"They met in the {written} of my town.") == f"They met {HELD} town."


def test_a_held_name_is_found_in_the_name_of_a_file() -> None:
    masking = Masking([HeldWords("with Ottoline Farquhar", whole=True)], list)
    told = masking.masked("Interview_Ottoline_Farquhar_2.txt")
    assert told == f"Interview_{HELD}_2.txt"


def test_names_are_found_in_whatever_letters_and_not_in_what_is_held() -> None:
    naming = Naming(["Jos\u00e9", "Jos\u00e9 Bell", "May", "\u2014"])
    spellings = ("Jose\u0301", "Jo\u00ads\u00e9", "JOS\u00c9", "jos\u00e9", "Jos\u00e9_bell")

    def by(before: str) -> str:
        return before.strip().lower()

    for name in spellings:
        assert naming.replaced(f"So {name}_2 \u2014 {HELD}.", by) == f"So so_2 \u2014 {HELD}."
    assert naming.replaced("Joseph, mayor", by) == "Joseph, mayor"


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from(["the", "of", *(f"h{n}" for n in range(6))]), max_size=20), st.data()
)
def test_no_five_words_in_a_row_that_only_they_said_leave(words, data):
    free = data.draw(st.lists(st.sampled_from(["the", "of", "h0", "new"]), max_size=20))
    written = data.draw(st.permutations([*words, *free]))[:12] + words[3:9]
    held = Masking([HeldWords(" ".join(words), whole=False)], lambda: [" ".join(free)])
    told = held.masked(" ".join(written)).replace(HELD, "|").split()
    said = f" {' '.join(free)} "
    for n in range(len(told) - OWN_RUN + 1):
        run = f" {' '.join(told[n : n + OWN_RUN])} "
        assert run not in f" {' '.join(words)} " or run in said
