"""Transcripts in tables: the header is no speech, a row is a turn, nothing is shifted or lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spreadsheets import workbook
from tests.word_files import paragraph, word_file
from workbench.errors import InvalidFileError
from workbench.exchange.reading import FileBytes, read_file
from workbench.model.source import SourceDraft

SHARED = Path(__file__).parents[4] / "shared" / "samples" / "transcripts"
SAID = [("INT", 1000, "How, then?"), ("P01", 3000, "So.\nAnd so."), ("INT", 65000, "Mm.")]


def read(data: str | bytes, name: str = "a.csv") -> SourceDraft:
    return read_file(FileBytes(name, data.encode() if isinstance(data, str) else data))


def turns_of(draft: SourceDraft) -> list[tuple[str | None, int | None, str]]:
    """Return speaker, beginning and words of every turn."""
    return [
        (
            None if p.speaker is None else draft.speakers[p.speaker],
            p.begins_ms,
            draft.text[p.start : p.end],
        )
        for p in draft.passages
        if p.kind == "turn"
    ]


def left_out(draft: SourceDraft) -> dict[str, int]:
    return {part.reason: part.characters for part in draft.left_out}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.csv",
            "Speaker,Time,Text\nINT,0:01,\"How, then?\"\nP01,0:03,\"So.\nAnd so.\"\nINT,1:05,Mm.\n",
        ),
        (
            "a.csv",
            "Transcript;Timestamp;Name\nHow, then?;00:01;INT\n\"So.\nAnd so.\";00:03;P01\n"
            "Mm.;01:05;INT\n",
        ),
        ("a.tsv", "Time\tSpeaker\tText\n0:01\tINT\tHow, then?\n0:03\tP01\t\"So.\nAnd so.\"\n"
                  "1:05\tINT\tMm.\n"),
        ("a.csv", "0:01,INT,\"How, then?\"\n0:03,P01,\"So.\nAnd so.\"\n1:05,INT,Mm.\n"),
    ],
    ids=["comma", "semicolon and another order", "tabs", "no header"],
)  # fmt: skip
def test_a_row_is_a_turn_whatever_the_order_of_columns(name, text):
    assert turns_of(read(text, name)) == SAID


@pytest.mark.parametrize("header", [["Speaker", "Time", "Text"], ["Name:", "Start", "Transcript"]])
def test_a_workbook_reads_like_a_csv(header):
    rows = [["INT", "0:01", "How, then?"], ["P01", "0:03", "So.\nAnd so."], ["INT", "1:05", "Mm."]]
    draft = read(workbook([header, *rows]), "a.xlsx")
    assert (draft.format, draft.encoding) == ("xlsx", "xml")
    assert turns_of(draft) == SAID
    assert draft.passages[0].kind == "head"
    assert draft.left_out == ()


def test_the_header_is_head_and_the_words_stand_last_in_a_row():
    draft = read("Text,Speaker\nSo.,P01\n")
    assert draft.text == "Speaker\tText\nP01\tSo.\n"
    assert [(p.kind, p.label_start, p.label_end) for p in draft.passages] == [
        ("head", None, None),
        ("turn", 13, 16),
    ]


def test_quotation_marks_blank_rows_and_carriage_returns_are_counted():
    draft = read('\ufeffSpeaker,Text\r\nA,"say ""x"""\r\n,\r\n\r\nB,no\r\n')
    assert draft.text == 'Speaker\tText\nA\tsay "x"\nB\tno\n'
    assert left_out(draft) == {
        "byte order mark": 1,
        "carriage returns": 5,
        "quotation marks around cells": 4,
        "blank rows": 3,
    }


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n,,", "\n,,\n"])
def test_however_a_file_ends_the_account_is_exact(end):
    draft = read("Speaker,Time,Text\nA,0:01,x" + end)
    assert draft.characters_read == 26 + len(end)
    assert turns_of(draft) == [("A", 1000, "x")]


def test_words_that_their_own_commas_took_apart_are_whole_again_and_told():
    draft = read("Speaker,Text\nA,Well, yes, I did\nB,no\n")
    assert turns_of(draft) == [("A", None, "Well, yes, I did"), ("B", None, "no")]
    assert draft.notes == (
        "1 row(s) have more cells than the first; what was apart was put together again: row 2.",
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Well, yes,A,0:05,", "Well, yes"),
        ("Well,A,0:05,low, then", "Well"),
        ("A, B,A,0:05,", "A, B"),
    ],
)
def test_words_that_stand_before_the_speaker_are_whole_again_where_only_one_way_fits(row, words):
    draft = read(f"Text,Speaker,Time,Note\nMm,A,0:01,\n{row}\n")
    assert turns_of(draft)[1] == ("A", 5000, words)
    assert draft.notes[0].startswith("1 row(s) have more cells than the first; what was apart")


@pytest.mark.parametrize("row", ["Well, A,A,x,y", "Well, yes,Z,x,", "a,A,b,A,x,y"])
def test_a_row_in_which_nobody_can_tell_the_words_is_refused_with_its_number(row):
    with pytest.raises(InvalidFileError, match="cells in row 3 where the first row has 4") as told:
        read(f"Text,Speaker,Mood,Note\nMm,A,x,\n{row}\n")
    assert told.value.reason == "ragged row"
    assert "Well" not in str(told.value)


@pytest.mark.parametrize("end", ["", ","])
def test_empty_cells_behind_the_last_column_are_no_fault(end):
    draft = read(f"Text,Speaker\nMm,A,,\nSo,B{end}\nYes,A{end}\n")
    assert turns_of(draft) == [("A", None, "Mm"), ("B", None, "So"), ("A", None, "Yes")]
    assert draft.notes == ()


def test_cells_of_a_workbook_beyond_the_first_row_are_kept_where_they_are():
    draft = read(workbook([["Text", "Who"], ["Mm", "A", "aside"], ["So", "B"]]), "a.xlsx")
    assert turns_of(draft) == [("A", None, "Mm"), ("B", None, "So")]
    assert "aside" in draft.text
    assert draft.notes[0].startswith("1 row(s) have more cells than the first; all of them")


def test_a_row_without_a_speaker_goes_on_with_the_last_and_one_without_words_is_loose():
    draft = read("Speaker,Time,Text\nA,0:01,x\n,0:02,y\nB,0:03,\nB\n")
    assert turns_of(draft) == [("A", 1000, "x"), ("A", 2000, "y")]
    assert [draft.text[p.start : p.end] for p in draft.passages if p.kind == "unassigned"] == [
        "B\t0:03",
        "B",
    ]


def test_whispers_own_table_counts_milliseconds():
    draft = read("start\tend\ttext\n0\t1500\tHello.\n1500\t2250\tSo.\n", "a.tsv")
    assert turns_of(draft) == [(None, 0, "Hello."), (None, 1500, "So.")]
    assert draft.passages[2].ends_ms == 2250


def test_seconds_are_seconds_in_other_tables():
    draft = read("Speaker,Start (s),End (s),Text\nA,0.5,1.25,x\nB,2,3,y\n")
    assert [(p.begins_ms, p.ends_ms) for p in draft.passages[1:]] == [(500, 1250), (2000, 3000)]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("Start (ms)", "End (ms)"),
        ("START [ms]", "END [msec]"),
        ("Start_ms", "End_ms"),
        ("startMs", "endMs"),
        ("start time in milliseconds", "end time in milliseconds"),
    ],
)
def test_a_column_that_says_milliseconds_counts_milliseconds(begins, ends):
    draft = read(f"Speaker,{begins},{ends},Text\nA,500,1250,x\nB,2000,0:03,y\n")
    assert [(p.begins_ms, p.ends_ms) for p in draft.passages[1:]] == [(500, 1250), (2000, 3000)]


def test_every_column_of_times_has_a_unit_of_its_own():
    draft = read("Start (min),End_s,Text\n1.5,95,x\n2,125.25,y\n")
    assert [(p.begins_ms, p.ends_ms) for p in draft.passages[1:]] == [
        (90_000, 95_000),
        (120_000, 125_250),
    ]
    assert turns_of(read("Start (s),End (s),Text\n1,2,x\n"))[0][1] == 1000
    assert turns_of(read("Speaker,Start (frames),Text\nA,100,x\nB,7,y\n"))[0][1] is None
    assert turns_of(read("Speaker,Time (h:mm:ss),Text\nA,90,x\nB,0:02:00,y\n"))[0][1] == 90_000


def test_answers_of_a_survey_are_turns_without_a_speaker():
    assert turns_of(read("id,text\n1,So.\n2,Yes.\n")) == [(None, None, "So."), (None, None, "Yes.")]


def test_times_that_run_backwards_are_told_by_row():
    assert (
        read("Speaker,Time,Text\nA,0:09,x\nB,0:01,y\n")
        .notes[0]
        .startswith("Times go back by more than a second 1 time(s), first in row 3")
    )


def test_two_columns_of_words_are_asked_about():
    with pytest.raises(InvalidFileError, match=r"two columns alike \(columns 2 and 3\)"):
        read("id,text,Text\n1,a,b\n")


@pytest.mark.parametrize("text", ["name,age\nP01,30\nP02,31\n", "a,b\n1,2\n"])
def test_a_table_of_people_is_no_transcript(text):
    with pytest.raises(InvalidFileError, match="no column is called text"):
        read(text)


def test_a_real_table_of_participants_is_no_transcript():
    if not SHARED.exists():
        pytest.skip(f"this workbook may not be copied here; it is read from {SHARED}")
    with pytest.raises(InvalidFileError, match="no column is called text"):
        read((SHARED / "sheffield_facesheet.xlsx").read_bytes(), "faces.xlsx")


def test_formulas_give_the_value_stored_with_them_or_else_their_text():
    draft = read(workbook([["Speaker", "Text"], ["A", "=1+1"]]), "a.xlsx")
    assert turns_of(draft) == [("A", None, "=1+1")]
    assert draft.notes[0].startswith("Formulas were read as the values")


@pytest.mark.parametrize(
    "header",
    [
        ("Speaker", "Time", "Text"),
        ("Time", "Speaker", "Text"),
        ("Who", "Transcript"),
        ("Text", "Speaker"),
        ("Time", "Transcript", "No.", "Speaker"),
    ],
)
def test_a_table_in_word_with_named_columns_reads_like_a_csv(header):
    cells = {"Speaker": "INT", "Who": "INT", "Time": "0:01", "Text": "How?", "Transcript": "How?"}
    cells["No."] = "7"
    rows = [header, tuple(cells[name] for name in header)]
    xml = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in [*rows, rows[1]]
    )
    draft = read(word_file(f"<w:tbl>{xml}</w:tbl>"), "a.docx")
    time = 1000 if "Time" in header else None
    assert turns_of(draft) == [("INT", time, "How?")] * 2
    assert draft.passages[0].kind == "head"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["INT", "P01", ""]),
            st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12),
        ),
        max_size=6,
    ),
    st.sampled_from(["", "\n"]),
)
def test_every_character_of_any_table_is_accounted_for(rows, end):
    lines = [f'{label},"{words.replace(chr(34), chr(34) * 2)}"' for label, words in rows]
    draft = read("\n".join(["Speaker,Text", *lines]) + end)
    said = [words.strip() for _, words in rows if words.strip()]
    assert [words for *_, words in turns_of(draft)] == said


# Words recognised by a machine, as JSON


def recognised(segments: object, **others: object) -> SourceDraft:
    return read(json.dumps({"text": " all of it", "segments": segments, **others}), "a.json")


def test_whisper_segments_are_turns_with_times():
    draft = recognised(
        [
            {"id": 0, "start": 0.0, "end": 1.52, "text": " Hello there.", "tokens": [1, 2]},
            {"id": 1, "start": 1.52, "end": 2, "text": " So."},
        ],
        language="en",
    )
    assert (draft.format, draft.text) == ("json", "Hello there.\nSo.")
    assert turns_of(draft) == [(None, 0, "Hello there."), (None, 1520, "So.")]
    assert left_out(draft)["blanks before words"] == 2
    assert draft.characters_read == len(draft.text) + sum(left_out(draft).values())


def test_whisperx_speakers_are_labels_and_a_segment_without_one_is_nobodys():
    draft = recognised(
        [
            {"start": 0.0, "end": 1.5, "text": " Hello.", "speaker": "SPEAKER_00", "words": []},
            {"start": 1.5, "end": 2.5, "text": " Then."},
            {"start": 3, "end": 4, "text": " Yes.", "speaker": "SPEAKER_01"},
        ]
    )
    assert draft.text == "SPEAKER_00: Hello.\nThen.\nSPEAKER_01: Yes."
    assert turns_of(draft) == [
        ("SPEAKER_00", 0, "Hello."),
        (None, 1500, "Then."),
        ("SPEAKER_01", 3000, "Yes."),
    ]


@pytest.mark.parametrize(
    ("whole", "turn"),
    [
        (
            {"results": [{"alternatives": [{"transcript": "Yes."}], "resultEndTime": "3.2s"}]},
            (None, None, "Yes."),
        ),
        (
            {
                "results": {
                    "transcripts": [{"transcript": "Yes."}],
                    "audio_segments": [
                        {
                            "transcript": "Yes.",
                            "start_time": "0.5",
                            "end_time": "1.25",
                            "speaker_label": "spk_0",
                        }
                    ],
                }
            },
            ("spk_0", 500, "Yes."),
        ),
        (
            {"results": {"utterances": [{"transcript": "Yes.", "start": 1, "end": 2, "speaker": 0}]}},  # noqa: E501
            ("Speaker 0", 1000, "Yes."),
        ),
        ([{"text": "Yes.", "start": 1, "end": 2}], (None, 1000, "Yes.")),
    ],
    ids=["alternatives", "audio segments", "utterances", "a bare list"],
)  # fmt: skip
def test_results_of_other_programs_are_read(whole, turn):
    assert turns_of(read(json.dumps(whole), "a.json")) == [turn]


def test_recognised_words_are_told_by_their_bytes():
    data = json.dumps({"segments": [{"start": 0, "end": 1, "text": "a"}]})
    assert read(data, "a.txt").format == "json"


@pytest.mark.parametrize("times", [(2, 1), (-1, 1), ("x", 1), (True, 2), (None, 1), (1e18, 2e18)])
def test_odd_times_keep_the_words_and_are_told(times):
    draft = recognised([{"start": times[0], "end": times[1], "text": "So."}])
    assert turns_of(draft) == [(None, None, "So.")]
    assert draft.notes[0].startswith("1 place(s) have no time that makes sense")
    assert "segment 1 of the file" in draft.notes[0]


def test_line_ends_in_a_segment_stay_in_its_turn():
    draft = recognised([{"start": 0, "end": 1, "text": " a\r\nb", "speaker": "A"}])
    assert turns_of(draft) == [("A", 0, "a\nb")]


@pytest.mark.parametrize("text", ["{}", "[]", '{"segments": []}', '{"segments": [1]}', '"a"'])
def test_json_without_spoken_words_is_refused(text):
    with pytest.raises(InvalidFileError, match="without a list of spoken segments"):
        read(text, "a.json")


def test_a_time_with_microseconds_is_a_time():
    draft = read("Speaker,Time,Text\nINT,00:00:04.500000,How?\n")
    assert turns_of(draft) == [("INT", 4500, "How?")]
