from dataclasses import replace

import pytest

from tests.studies import draft
from workbench.app.accounts import account, lines_of, lost, remaining, turn_count, word_count
from workbench.app.batch import Batch, LabelKey, LabelRow, ReadFile, looks_like
from workbench.model.case import Case
from workbench.model.ids import CaseId
from workbench.model.source import SpeakerChoice
from workbench.project.sources import FileBytes, ReadOptions, RefusedFile


def batch(*labels: tuple[str, ...]) -> Batch:
    """A batch of files with these speakers, two turns each."""
    made = Batch()
    for number, speakers in enumerate(labels):
        text = f"INT: One.\nP07: Two.\nINT: Three.\nP07: Four {number}."
        read = replace(draft(text, f"file {number}.txt"), speakers=speakers)
        made.read[str(number)] = ReadFile(str(number), read.file_name, read, ReadOptions())
    return made


def row(label: str, turns: int = 2) -> LabelRow:
    return LabelRow(LabelKey(label), {"0": turns})


@pytest.mark.parametrize(
    "label", ["INT", "int.", "Interviewer", "Interviewer 2", "Researcher 1", "MODERATOR", "Mod"]
)
def test_labels_of_those_who_ask_are_suggested_as_interviewers(label):
    assert Batch().suggested(row(label)) == SpeakerChoice("interviewer", label)


@pytest.mark.parametrize("label", ["P03", "Maria", "Interested party", "Modesta"])
def test_names_are_suggested_as_participants_of_that_name(label):
    assert Batch().suggested(row(label)) == SpeakerChoice("participant", label)


@pytest.mark.parametrize("label", ["Speaker 1", "Unknown Speaker", "SPEAKER_00", "Interviewee"])
def test_labels_that_name_nobody_are_left_to_the_person(label):
    assert Batch().suggested(row(label)).role == "unmapped"


def test_a_name_beside_a_participant_may_be_who_asks_and_is_left_to_the_person():
    made = batch(("Dan", "Participant"), ("Maria", "INT"))
    roles = {row.key.label: made.suggested(row).role for row in made.rows()}
    assert (roles["Dan"], roles["Maria"]) == ("unmapped", "participant")


def test_of_two_labels_a_name_beside_one_that_names_nobody_is_left_to_the_person():
    made = batch(("Hanna", "Speaker 2"), ("Ida", "Jo", "Speaker 3"))
    roles = {row.key.label: made.suggested(row).role for row in made.rows()}
    assert (roles["Hanna"], roles["Ida"]) == ("unmapped", "participant")


def test_who_asks_in_a_transcript_of_questions_and_answers_is_the_interviewer():
    asked, group = batch(("Q", "A")), batch(("Q", "A", "R"))
    assert {r.key.label: asked.suggested(r).role for r in asked.rows()} == {
        "Q": "interviewer",
        "A": "participant",
    }
    assert {group.suggested(r).role for r in group.rows()} == {"participant"}


@pytest.mark.parametrize(
    "others", [("B",), ("P",), ("Maria",), ("A",), ("P01", "P02"), ("Participant 1", "P.")]
)
def test_i_beside_one_other_or_beside_participants_is_the_interviewer(others):
    made = batch(("I", *others))
    roles = {row.key.label: made.suggested(row).role for row in made.rows()}
    assert roles.pop("I") == "interviewer"
    assert "interviewer" not in roles.values()


@pytest.mark.parametrize("others", [(), ("INT",), ("Q",), ("A", "B"), ("Maria", "Jo")])
def test_i_that_may_be_one_of_those_who_answer_is_left_to_the_person(others):
    made = batch(("I", *others))
    roles = {row.key.label: made.suggested(row).role for row in made.rows()}
    assert roles["I"] == "unmapped"


def test_a_label_seen_once_is_left_to_the_person():
    assert Batch().suggested(row("Maria", turns=1)).role == "unmapped"


def test_a_name_the_study_knows_is_that_person():
    made = Batch(known=[Case(CaseId("1"), "interviewer", "Maria")])
    assert made.suggested(row("maria")) == SpeakerChoice("interviewer", "Maria")


def test_a_label_of_several_files_is_one_row():
    rows = batch(("INT", "P03"), ("INT", "P04")).rows()
    assert [(row.key.label, row.where) for row in rows] == [
        ("INT", "4 turns in 2 files"),
        ("P03", "2 turns"),
        ("P04", "2 turns"),
    ]


@pytest.mark.parametrize("label", ["Speaker 1", "A"])
def test_a_label_that_names_nobody_is_another_person_in_another_file(label):
    made = batch((label, "Bo"), (label, "Ana"))
    keys = {row.key for row in made.rows()}
    assert keys == {LabelKey(label, "0"), LabelKey(label, "1"), LabelKey("Bo"), LabelKey("Ana")}
    assert made.name_for(LabelKey(label, "1")) == f"{label} (file 1)"


def test_a_choice_reaches_every_file_that_has_the_label():
    made = batch(("INT", "P03"), ("INT", "P03"))
    made.choices[LabelKey("P03")] = SpeakerChoice("participant", "Maria")
    speakers = made.speakers()
    assert speakers["0"]["P03"] == speakers["1"]["P03"] == SpeakerChoice("participant", "Maria")
    assert speakers["0"]["INT"].role == "interviewer"


def test_the_rest_become_participants_and_what_was_chosen_stays():
    made = batch(("INT", "Speaker 1"))
    made.choices[LabelKey("INT")] = SpeakerChoice("ignored")
    assert [row.key for row in made.map_rest_to_participants()] == [LabelKey("Speaker 1", "0")]
    chosen = {row.key.label: made.choice(row) for row in made.rows()}
    assert chosen["INT"].role == "ignored"
    assert chosen["Speaker 1"] == SpeakerChoice("participant", "Speaker 1 (file 0)")


def test_an_upload_taken_back_is_forgotten_with_its_files():
    made = Batch()
    made.hand_over("a", [FileBytes("1.txt", b"x"), RefusedFile("2.exe", 1, "format", "No.")])
    made.hand_over("b", [FileBytes("3.txt", b"x")])
    made.see(["a", "b"])
    made.touch()
    made.see(["b"])
    assert (made.waiting(), made.refused()) == (["b.0"], {})


def test_a_field_that_is_drawn_anew_takes_nothing_back():
    made = Batch()
    made.hand_over("a", [FileBytes("1.txt", b"x")])
    made.see(["a"])
    made.see([])
    made.hand_over("b", [FileBytes("2.txt", b"x")])
    made.touch()
    made.see(["b"])
    assert made.waiting() == ["a.0", "b.0"]


def test_files_that_could_not_be_read_are_kept_apart():
    made = batch(("INT", "P03"))
    refused = RefusedFile("x.pages", 3, "format", "x.pages is a Pages document.")
    made.read["x"] = ReadFile("x", "x.pages", refused, ReadOptions())
    assert list(made.drafts()) == ["0"]
    assert made.refused() == {"x": refused}


def test_the_account_adds_up_in_words():
    assert account(draft("INT: One.")) == "9 characters read = 9 kept + 0 left out"
    assert lost(draft("INT: One.")) == "0 lost"
    two = draft("INT: One.\nP07: Two.")
    assert lines_of(two.lines) == "2 lines: turns 2"
    assert (word_count(two), turn_count(two)) == (4, 2)


def test_how_long_still_is_told_from_what_is_done():
    assert remaining(0, 10, 0.0) == ""
    assert remaining(2, 10, 5.0) == ", about 20 s left"
    assert remaining(9, 10, 0.9) == ""
    assert remaining(100, 400, 50.0) == ", about 2 min left"


def loose(name: str = "session.odt") -> Batch:
    """A batch of one file in which one label is written and other words bear none."""
    text = "INT: One.\nP07: Two.\nINT: Three.\nP07: Four."
    read = replace(draft(text, name), speakers=("INT",))
    passages = tuple(p if p.speaker == 0 else p._replace(speaker=None) for p in read.passages)
    made = Batch()
    made.read["0"] = ReadFile("0", name, replace(read, passages=passages), ReadOptions())
    return made


def test_words_without_a_label_are_a_row_of_their_own_left_to_the_person():
    made = loose()
    (found,) = made.unlabelled()
    assert (found.where, made.choice(found).role) == ("2 passages", "unmapped")
    assert made.name_for(found.key) == "session"
    assert [row.key.label for row in made.rows()] == ["INT"]
    made.map_rest_to_participants()
    assert made.speakers()["0"][""].role == "unmapped"


def test_words_without_a_label_become_the_person_who_was_chosen():
    made = loose()
    made.choices[LabelKey("", "0")] = SpeakerChoice("participant", "Maria")
    assert made.speakers()["0"][""] == SpeakerChoice("participant", "Maria")


def test_a_file_whose_every_turn_has_a_label_has_no_words_without_one():
    assert batch(("INT", "P03")).unlabelled() == []


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (("Moderator", "P1", "P2"), "focus-group"),
        (("Moderator", "P1"), "interview"),
        (("MODERATOR",), "interview"),
        (("MOD", "Facilitator 2", "P1"), "interview"),
        (("INT", "P1", "P2"), "interview"),
    ],
)
def test_a_focus_group_is_several_people_whom_somebody_moderates(labels, kind):
    assert looks_like(replace(draft(), speakers=labels)) == kind
