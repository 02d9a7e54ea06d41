"""How turns are found in texts of every kind that tools and people write."""

from __future__ import annotations

import pytest

from workbench.exchange.turns import find_turns


def told(text: str) -> list[tuple[str, str | None, str]]:
    """Return kind, speaker and words of every passage."""
    found = find_turns(text)
    return [
        (p.kind, None if p.speaker is None else found.speakers[p.speaker], text[p.start : p.end])
        for p in found.passages
    ]


def turns(text: str) -> list[tuple[str | None, str]]:
    """Return speaker and words of every turn."""
    return [(speaker, words) for kind, speaker, words in told(text) if kind == "turn"]


def test_labels_seen_twice_are_speakers_and_their_words_exclude_them():
    text = "Ana: One.\nBo:  Two. \nAna: Three.\n\nBo: Four.\n"
    assert turns(text) == [("Ana", "One."), ("Bo", "Two."), ("Ana", "Three."), ("Bo", "Four.")]


def test_a_label_span_is_the_label_with_its_colon():
    text = "Ana: One.\nAna: Two."
    assert [text[p.label_start : p.label_end] for p in find_turns(text).passages] == ["Ana:"] * 2


def test_a_label_covers_all_paragraphs_below_it():
    text = "INT: One?\n\nP01: Two.\n\nStill two.\n\nINT: Three?\nP01: Four."
    assert turns(text)[1] == ("P01", "Two.\n\nStill two.")


@pytest.mark.parametrize(
    "label",
    [
        "Note",
        "http",
        "12",
        "Q1 e.g.",
        "For example",
        "i.e.",
        "Date",
        "A very long label of many words",
    ],
)
def test_what_is_never_a_speaker_is_not_even_when_it_repeats(label):
    text = f"Ana: One.\n{label}: two\nAna: Three.\n{label}: four"
    assert {speaker for speaker, _ in turns(text)} == {"Ana"}


@pytest.mark.parametrize("line", ["So I said: no", "he asked: why", "It was, then: over"])
def test_the_beginning_of_a_sentence_is_no_speaker(line):
    assert turns(f"Ana: One.\n{line}\nAna: Two.\n{line}")[0] == ("Ana", f"One.\n{line}")


def test_times_and_addresses_within_words_are_no_labels():
    text = "Ana: At\n12:30 we met.\nhttp://a.example b\nAna: Yes."
    assert turns(text)[0] == ("Ana", "At\n12:30 we met.\nhttp://a.example b")


def test_a_label_seen_once_stays_words_and_is_listed_by_its_line():
    text = "Ana: One.\nBo: Two.\nWarmly: three.\nAna: Four.\nBo: Five."
    found = find_turns(text)
    assert "Warmly" not in found.speakers
    assert "line 3" in found.notes[0]
    assert "Warmly" not in found.notes[0]


def test_a_label_seen_once_counts_when_set_off_like_the_others():
    text = "Automation:      Hello.\n\nAna:      One.\n\nBo:    Two.\n\nAna:      A.\n\nBo:    B."
    assert turns(text)[0] == ("Automation", "Hello.")


def test_a_numbered_label_seen_once_counts_with_its_family():
    text = "P1: One.\nP2: Two.\nP1: Three.\nP2: Four.\nP7: Five."
    assert turns(text)[-1] == ("P7", "Five.")


def test_a_letter_seen_once_counts_beside_letters_that_repeat():
    text = "MOD: So?\nA: Yes.\nB: No.\nMOD: Why?\nA: So.\nB: So.\nC: I agree."
    assert turns(text)[-1] == ("C", "I agree.")


def test_role_names_are_speakers_at_their_first_word():
    assert turns("INT: How?\nP01: So.") == [("INT", "How?"), ("P01", "So.")]


def test_times_before_labels_belong_to_the_label():
    text = "[00:31:02] INT: How?\n[00:31:05] P07: So.\n[00:32:20] INT: Mm."
    found = find_turns(text)
    first = found.passages[0]
    assert text[first.label_start : first.label_end] == "[00:31:02] INT:"
    assert [p.begins_ms for p in found.passages] == [1862000, 1865000, 1940000]


@pytest.mark.parametrize(
    "head",
    [
        "Speaker 1  0:22",
        "Speaker 1 0:22  ",
        "**Speaker 1** [0:22]",
        "Speaker 1   00:00:22",
        "Speaker 1 (0:22)",
    ],
)
def test_a_name_and_time_alone_open_a_turn_with_the_words_below(head):
    text = f"{head}\nOne.\n\n{head}\nTwo.\n"
    assert turns(text) == [("Speaker 1", "One."), ("Speaker 1", "Two.")]
    assert find_turns(text).passages[0].begins_ms == 22000


@pytest.mark.parametrize(
    "head",
    ["Speaker 1 (0:22):", "**Speaker 1:**", "**Speaker 1**:", "[Speaker 1]:", "- Speaker 1:"],
)
def test_a_label_may_carry_a_time_marks_or_brackets(head):
    assert turns(f"{head} One.\n{head} Two.") == [("Speaker 1", "One."), ("Speaker 1", "Two.")]


def test_a_known_name_alone_is_a_head_whose_time_was_left_away():
    text = "Ana Lee  0:01\nOne.\n\nBo Day  0:05\nTwo.\n\nAna Lee\nThree.\n"
    assert turns(text) == [("Ana Lee", "One."), ("Bo Day", "Two."), ("Ana Lee", "Three.")]


def test_a_sentence_that_ends_in_a_time_is_no_head():
    text = "Ana  0:01\nWe met at 10:30\n\nBo  0:05\nWe left at 11:45\n"
    assert turns(text) == [("Ana", "We met at 10:30"), ("Bo", "We left at 11:45")]


def test_bracketed_ids_are_speakers_when_they_open_the_paragraphs():
    text = "[id1] One.\n\n[id2] Two.\n\n[id1] [laughs] Three."
    assert turns(text)[0] == ("id1", "One.")
    assert turns(text)[2] == ("id1", "[laughs] Three.")


def test_stage_words_in_brackets_are_no_speakers():
    text = "[pause] One.\n\n[pause] Two.\n\n[pause] Three."
    assert turns(text) == []


def test_lines_that_begin_with_times_are_turns_without_a_speaker():
    text = "00:00:00 One.\n\n00:00:05 Two.\n"
    found = find_turns(text)
    assert turns(text) == [(None, "One."), (None, "Two.")]
    assert [p.begins_ms for p in found.passages] == [0, 5000]


def test_what_stands_before_the_first_turn_is_the_head():
    text = "# A study\n# of two\n\n12 May\n\nAna: One.\nAna: Two."
    assert told(text)[:2] == [("head", None, "# A study\n# of two"), ("head", None, "12 May")]


def test_what_a_tool_writes_at_the_end_is_the_foot():
    text = "Ana: One.\nAna: Two.\n\nTranscribed by https://otter.ai\n"
    assert told(text)[-1] == ("foot", None, "Transcribed by https://otter.ai")


def test_a_heading_between_turns_belongs_to_nobody():
    text = "Ana: One.\nAna: Two.\n# Part two\nLoose words.\nAna: Three."
    assert told(text)[2:4] == [("head", None, "# Part two"), ("unassigned", None, "Loose words.")]


def test_a_stage_direction_on_its_own_line_interrupts_the_turn():
    text = "Ana: One.\n(participant reads)\nMore.\nBo: Two.\nAna: A.\nBo: B."
    assert told(text)[:3] == [
        ("turn", "Ana", "One."),
        ("direction", None, "(participant reads)"),
        ("turn", "Ana", "More."),
    ]


def test_a_bracket_that_a_wrapped_line_ends_with_stays_in_the_turn():
    text = "Ana: One uh-huh\n(affirmative)\nBo: Two.\nAna: A.\nBo: B."
    assert turns(text)[0] == ("Ana", "One uh-huh\n(affirmative)")


def test_a_label_without_words_stays_visible():
    text = "Ana: One.\nBo:\nAna: Two.\nBo: Three."
    assert ("unassigned", None, "Bo:") in told(text)


def test_the_files_own_list_of_speakers_counts():
    text = "SPEAKERS\nAna, Bo, Cy\n\nAna: One.\nAna: Two.\nCy: Three."
    assert turns(text)[-1] == ("Cy", "Three.")


def test_a_text_without_turns_is_loose_paragraphs():
    text = "One line\nwrapped.\n\nAnother.\n"
    assert told(text) == [
        ("unassigned", None, "One line\nwrapped."),
        ("unassigned", None, "Another."),
    ]


def test_long_lines_are_paragraphs_of_their_own():
    text = f"{'word ' * 40}\n{'other ' * 40}"
    assert len(find_turns(text).passages) == 2


def test_a_long_preface_is_not_taken_for_a_head():
    text = "Words.\n\n" * 50 + "Ana: One.\nAna: Two."
    assert {kind for kind, _, _ in told(text)} == {"unassigned", "turn"}


def test_times_that_run_backwards_are_told():
    text = "Ana  0:30\nOne.\n\nAna  0:10\nTwo."
    assert "line 4" in find_turns(text).notes[0]


def test_a_time_at_the_end_of_a_turn_says_when_it_ends():
    text = "I: How? #00:00:12-3#\nP: So. #00:00:20-0#\nI: Mm. #00:00:21-5#\nP: Yes. #00:01:00-0#"
    assert [p.ends_ms for p in find_turns(text).passages] == [12300, 20000, 21500, 60000]


def test_every_line_is_counted_once():
    text = "\nTitle\n\nAna: One.\n\n(reads)\n\nAna: Two.\n# Part\nLoose\n\nEnd of interview\n\n"
    lines = find_turns(text).lines
    assert (lines.head, lines.turn, lines.direction) == (4, 3, 2)
    assert lines.total == text.count("\n")


def test_labels_differ_neither_by_composition_nor_by_marks_of_direction():
    labels = ("E\u0301lodie", "\u200f\u05d0\u05d1\u200f", "\u00c9lodie", "\u05d0\u05d1")
    text = "\n".join(map("{}: {}.".format, labels, ("One", "Two", "Three", "Four")))
    assert [words for _, words in turns(text)] == ["One.", "Two.", "Three.", "Four."]


def test_a_dash_before_a_label_belongs_to_the_label():
    text = "- INT: One?\n- P1: Two.\n- INT: Three?\n"
    spans = [(p.label_start, p.label_end) for p in find_turns(text).passages]
    assert [text[start:end] for start, end in spans] == ["- INT:", "- P1:", "- INT:"]


def test_a_label_far_to_the_right_is_found_behind_any_number_of_blanks():
    text = "\n".join(
        [" " * 100 + "Ana (0:22)", "One.", " " * 100 + "Ana (0:40)", "Two.", " " * 119 + ":"]
    )
    assert turns(text) == [("Ana", "One."), ("Ana", "Two.\n" + " " * 119 + ":")]
