from dataclasses import replace

import pytest

from tests.studies import draft
from workbench.app.batch import (
    Batch,
    LabelKey,
    ReadFile,
    account,
    lines,
    remaining,
    size,
    suggested,
)
from workbench.model.source import SpeakerChoice
from workbench.project.sources import ReadOptions, RefusedFile


def batch(*labels: tuple[str, str]) -> Batch:
    """A batch of files with two speakers each."""
    made = Batch()
    for number, (first, second) in enumerate(labels):
        text = f"INT: One.\nP07: Two.\nINT: Three.\nP07: Four {number}."
        read = replace(draft(text, f"file {number}.txt"), speakers=(first, second))
        made.read[str(number)] = ReadFile(str(number), read.file_name, read, ReadOptions())
    return made


@pytest.mark.parametrize(
    "label", ["INT", "int.", "Interviewer", "Interviewer 2", "Researcher 1", "MODERATOR", "Mod"]
)
def test_labels_of_those_who_ask_are_suggested_as_interviewers(label):
    assert suggested(label) == SpeakerChoice("interviewer", label)


@pytest.mark.parametrize("label", ["P03", "Maria", "Interested party", "Speaker 1", "Modesta"])
def test_other_labels_are_left_to_the_person(label):
    assert suggested(label).role == "unmapped"


def test_a_label_of_several_files_is_one_row():
    rows = batch(("INT", "P03"), ("INT", "P04")).rows()
    assert [(row.key.label, row.where) for row in rows] == [
        ("INT", "4 turns in 2 files"),
        ("P03", "2 turns"),
        ("P04", "2 turns"),
    ]


def test_a_label_that_a_machine_gave_is_another_person_in_another_file():
    rows = batch(("Speaker 1", "Speaker 2"), ("Speaker 1", "Ana")).rows()
    keys = {row.key for row in rows}
    assert LabelKey("Speaker 1", "0") in keys
    assert LabelKey("Speaker 1", "1") in keys
    assert LabelKey("Speaker 2") in keys


def test_a_choice_reaches_every_file_that_has_the_label():
    made = batch(("INT", "P03"), ("INT", "P03"))
    made.choices[LabelKey("P03")] = SpeakerChoice("participant", "Maria")
    assert made.speakers("0")["P03"] == made.speakers("1")["P03"]
    assert made.speakers("0")["INT"].role == "interviewer"


def test_the_rest_become_participants_and_what_was_chosen_stays():
    made = batch(("INT", "P03"))
    made.choices[LabelKey("INT")] = SpeakerChoice("ignored")
    assert made.map_rest_to_participants() == [LabelKey("P03")]
    assert made.choice(LabelKey("INT")).role == "ignored"


def test_a_file_taken_back_is_forgotten():
    made = batch(("INT", "P03"), ("INT", "P04"))
    made.keep_only(["1"])
    assert list(made.drafts()) == ["1"]


def test_files_that_could_not_be_read_are_kept_apart():
    made = batch(("INT", "P03"))
    refused = RefusedFile("x.pdf", 3, "format", "x.pdf is a PDF.")
    made.read["x"] = ReadFile("x", "x.pdf", refused, ReadOptions())
    assert list(made.drafts()) == ["0"]
    assert made.refused() == {"x": refused}


def test_the_account_adds_up_in_words():
    assert account(draft("INT: One.")) == "9 characters read = 9 kept + 0 left out"
    assert lines(draft("INT: One.\nP07: Two.")) == "2 lines: turns 2"
    assert size(draft("INT: One.\nP07: Two.")) == "4 words · 2 turns · 2 speakers"


def test_how_long_still_is_told_from_what_is_done():
    assert remaining(0, 10, 0.0) == ""
    assert remaining(2, 10, 5.0) == ", about 20 s left"
    assert remaining(9, 10, 0.9) == ""
