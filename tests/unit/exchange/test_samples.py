"""Real transcripts: the counts that people found by hand, and an exact account of each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from workbench.exchange.reading import FileBytes, ReadOptions, check_account, read_file
from workbench.model.source import SourceDraft

SAMPLES = Path(__file__).parents[2] / "samples"
SHARED = Path(__file__).parents[4] / "shared" / "samples" / "transcripts"


def kept_here(name: str) -> SourceDraft:
    return read_file(FileBytes(name, (SAMPLES / name).read_bytes()))


def kept_elsewhere(name: str) -> SourceDraft:
    """Return a file that may be read but not copied into the project."""
    if not SHARED.exists():
        pytest.skip(f"{name} may not be copied here; it is read from {SHARED}, which is absent")
    return read_file(FileBytes(name, (SHARED / name).read_bytes()))


def turns_of(draft: SourceDraft) -> Counter[str | None]:
    """Return the number of turns by speaker, after checking the account."""
    check_account(draft)
    return Counter(
        None if p.speaker is None else draft.speakers[p.speaker]
        for p in draft.passages
        if p.kind == "turn"
    )


def test_otter_has_121_turns_of_three_speakers():
    turns = turns_of(kept_here("otter_raw_16.md"))
    assert (turns.total(), len(turns)) == (121, 3)


def test_bold_names_with_times_are_89_turns_of_four_speakers():
    turns = turns_of(kept_here("md_bold_speaker_bracket_time_4spk.md"))
    assert sorted(turns.values()) == [13, 21, 26, 29]


def test_ids_in_brackets_are_seven_turns_of_three_speakers():
    assert turns_of(kept_here("qualcoder_transcript_ids.txt")) == {"id1": 3, "id2": 2, "id3": 2}


def test_a_document_without_speakers_is_loose_paragraphs():
    draft = kept_here("qualcoder_ID1.docx")
    assert turns_of(draft).total() == 0
    assert [p.kind for p in draft.passages] == ["unassigned"] * 3


def test_content_controls_lose_no_word_and_no_turn():
    draft = kept_elsewhere("sheffield_Ana.docx")
    assert len(draft.text.split()) == 8800
    assert turns_of(draft) == {"Researcher 1": 123, "Ana": 123}


def test_wrapped_lines_have_86_labels():
    turns = turns_of(kept_elsewhere("qc_admin-1.txt"))
    assert turns == {"admin-1": 55, "Max Bigman": 30, "Automation": 1}


@pytest.mark.parametrize(
    ("name", "cues"),
    [
        ("youtube_505.vtt", 789),
        ("whisperlike_podcast_nospeaker.vtt", 866),
        ("talkpython_015_tool_written.srt", 866),
    ],
)
def test_captions_without_speakers_are_a_turn_a_cue(name, cues):
    draft = kept_elsewhere(name)
    assert turns_of(draft) == {None: cues}
    assert all(p.begins_ms is not None for p in draft.passages)


def test_the_same_recording_reads_alike_as_vtt_and_srt():
    vtt = kept_elsewhere("whisperlike_podcast_nospeaker.vtt")
    srt = kept_elsewhere("talkpython_015_tool_written.srt")
    assert vtt.text == srt.text


def test_lines_with_times_are_turns_without_a_speaker():
    assert turns_of(kept_elsewhere("timestamped_lines_nospeaker.txt")) == {None: 852}


def test_an_open_document_without_speakers_is_loose_paragraphs():
    draft = kept_here("qualcoder_ID2.odt")
    assert turns_of(draft).total() == 0
    assert [p.kind for p in draft.passages] == ["unassigned"] * 3
    assert draft.text.startswith("I have not studied much before, but my father")
    assert draft.left_out == ()


def test_a_printed_interview_has_47_turns_of_each_over_its_five_pages():
    data = (SAMPLES / "pdpilot_P1.pdf").read_bytes()
    for drop in (False, True):
        draft = read_file(FileBytes("P1.pdf", data), ReadOptions(drop_repeated=drop))
        assert turns_of(draft) == {"Dan": 47, "Participant": 47}
        assert len(draft.pages) == 5
    assert {part.reason: part.characters for part in draft.left_out} == {
        "repeated page head or foot": 20,
        "line numbers in the margin": 285,
        "hidden text": 450,
    }


def test_tasks_and_stage_directions_stand_apart_from_what_was_said():
    draft = kept_elsewhere("navarral_zoom_P1_GMT20211118.odt")
    assert turns_of(draft) == {"MODERATOR": 1}
    assert draft.text.count("\n") + 1 == 208
    assert Counter(p.kind for p in draft.passages) == {
        "unassigned": 154,
        "head": 41,
        "direction": 11,
        "turn": 1,
    }
    directions = [draft.text[p.start : p.end] for p in draft.passages if p.kind == "direction"]
    assert all(words.startswith("(The participant") for words in directions)
