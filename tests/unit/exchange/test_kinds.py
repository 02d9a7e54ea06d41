"""One small file of each kind that studies bring: exact text, turns, times and account.

The kinds are those of transcription services, meeting programs and people who transcribe by hand.
"""

from __future__ import annotations

import pytest

from tests.word_files import paragraph, word_file
from workbench.exchange.reading import FileBytes, check_account, read_file
from workbench.model.source import SourceDraft

Turn = tuple[str | None, int | None, str]


def read(name: str, data: str | bytes) -> SourceDraft:
    draft = read_file(FileBytes(name, data.encode() if isinstance(data, str) else data))
    check_account(draft)
    return draft


def word(*lines: str) -> bytes:
    return word_file("".join(map(paragraph, lines)))


def turns_of(draft: SourceDraft) -> list[Turn]:
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


def words_of(draft: SourceDraft, kind: str) -> list[str]:
    return [draft.text[p.start : p.end] for p in draft.passages if p.kind == kind]


def left_out(draft: SourceDraft) -> dict[str, int]:
    return {part.reason: part.characters for part in draft.left_out}


OTTER = (
    "Ana Lind  0:00  ",
    "How did it begin?",
    "",
    "Unknown Speaker  0:04  ",
    "With a phone call.",
    "And a form.",
    "",
    "Ana Lind",
    "Which form?",
    "",
    "Bo  1:00:02  ",
    "The long one.",
)
OTTER_TURNS: list[Turn] = [
    ("Ana Lind", 0, "How did it begin?"),
    ("Unknown Speaker", 4_000, "With a phone call.\nAnd a form."),
    ("Ana Lind", None, "Which form?"),
    ("Bo", 3_602_000, "The long one."),
]
OTTER_FOOT = "Transcribed by https://otter.ai"


def test_otter_txt():
    text = "\n".join([*OTTER, "", OTTER_FOOT])
    draft = read("interview.txt", text)
    assert draft.text == text
    assert turns_of(draft) == OTTER_TURNS
    assert words_of(draft, "foot") == [OTTER_FOOT]
    assert (draft.left_out, draft.lines.unassigned) == ((), 0)


def test_otter_docx():
    head = ["Interview 3", "Mon, Mar 4", "SUMMARY KEYWORDS", "form, phone, call", "SPEAKERS",
            "Ana Lind, Bo, Unknown Speaker"]  # fmt: skip
    draft = read("interview.docx", word(*head, "", *OTTER, "", OTTER_FOOT))
    assert draft.text == "\n".join([*head, "", *OTTER, "", OTTER_FOOT])
    assert turns_of(draft) == OTTER_TURNS
    assert words_of(draft, "head") == head
    assert words_of(draft, "foot") == [OTTER_FOOT]
    assert draft.lines.unassigned == 0


def test_teams_docx():
    head = ["Interview P04-20240304_100112-Meeting Recording", "March 4, 2024, 9:01AM", "31m 5s",
            "Lind, Ana started transcription"]  # fmt: skip
    body = ["Lind, Ana   0:03", "How did it begin?", "Bo Ek (Guest)   0:07", "With a call.",
            "Lind, Ana   1:02:03", "I see."]  # fmt: skip
    draft = read("teams.docx", word(*head, *body, "Lind, Ana stopped transcription"))
    assert turns_of(draft) == [
        ("Lind, Ana", 3_000, "How did it begin?"),
        ("Bo Ek (Guest)", 7_000, "With a call."),
        ("Lind, Ana", 3_723_000, "I see."),
    ]
    assert words_of(draft, "head") == head
    assert words_of(draft, "foot") == ["Lind, Ana stopped transcription"]


def test_teams_docx_with_head_and_words_in_one_paragraph():
    line = "<w:p><w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r></w:p>"
    body = [("Ana Lind   0:03", "How?"), ("Bo Ek   0:07", "So."), ("Ana Lind   0:09", "Mm.")]
    draft = read("teams.docx", word_file("".join(line.format(*pair) for pair in body)))
    assert turns_of(draft) == [
        ("Ana Lind", 3_000, "How?"),
        ("Bo Ek", 7_000, "So."),
        ("Ana Lind", 9_000, "Mm."),
    ]


def test_teams_vtt():
    guid = "0f3bd2e5-9c1f-4a52-8f6b-7d1f0a9be001"
    text = (
        "WEBVTT\n\n"
        f"{guid}/5-0\n00:00:03.120 --> 00:00:05.000\n"
        "<v Lind, Ana>How did it begin,</v>\n\n"
        f"{guid}/5-1\n00:00:05.000 --> 00:00:06.000\n"
        "<v Lind, Ana>Bo &amp; Cy?</v>\n\n"
        f"{guid}/9-0\n00:00:07.000 --> 00:00:09.500\n"
        "<v Bo Ek>With a call.</v> <v Lind, Ana>Yes.</v>\n"
    )
    draft = read("teams.vtt", text)
    assert draft.text == (
        "Lind, Ana: How did it begin,\nLind, Ana: Bo & Cy?\nBo Ek: With a call.\nLind, Ana: Yes."
    )
    assert turns_of(draft) == [
        ("Lind, Ana", 3_120, "How did it begin,"),
        ("Lind, Ana", 5_000, "Bo & Cy?"),
        ("Bo Ek", 7_000, "With a call."),
        ("Lind, Ana", 7_000, "Yes."),
    ]
    assert left_out(draft)["cue numbers"] == 3 * (len(guid) + 5)
    assert draft.passages[0].ends_ms == 5_000


def test_zoom_vtt():
    text = (
        "WEBVTT\r\n\r\n"
        "1\r\n00:00:01.000 --> 00:00:03.000\r\nAna Lind (she/her): How did it begin?\r\n\r\n"
        "2\r\n00:00:03.500 --> 00:00:05.000\r\nWith Bo?\r\n\r\n"
        "3\r\n00:00:06.000 --> 00:00:09.000\r\nBo Ek (SL): With a call.\r\n\r\n"
        "4\r\n00:00:10.000 --> 00:00:11.000\r\nAna Lind (she/her): I see.\r\n\r\n"
        "5\r\n00:00:12.000 --> 00:00:13.000\r\nBo Ek (SL): Yes.\r\n"
    )
    draft = read("GMT20240304.transcript.vtt", text)
    assert turns_of(draft) == [
        ("Ana Lind (she/her)", 1_000, "How did it begin?\nWith Bo?"),
        ("Bo Ek (SL)", 6_000, "With a call."),
        ("Ana Lind (she/her)", 10_000, "I see."),
        ("Bo Ek (SL)", 12_000, "Yes."),
    ]
    assert draft.passages[0].ends_ms == 5_000
    assert left_out(draft)["carriage returns"] == text.count("\r")


def test_zoom_chat():
    text = (
        "10:02:11\tAna Lind:\tHere is the link: https://example.org/a\n"
        "10:02:40\tBo Ek (SL):\tThanks!\n"
        "10:03:05\tAna Lind:\tSee you at 12:30\n"
    )
    draft = read("chat.txt", text)
    assert draft.text == text
    assert turns_of(draft) == [
        ("Ana Lind", 36_131_000, "Here is the link: https://example.org/a"),
        ("Bo Ek (SL)", 36_160_000, "Thanks!"),
        ("Ana Lind", 36_185_000, "See you at 12:30"),
    ]


def test_rev_wrapped_at_80():
    text = (
        "Speaker 1:    Thank you for coming. I would like to hear how it began, and what\n"
        "you did in the first weeks [inaudible 00:01:42] with the others.\n"
        "\n"
        "Take your time.\n"
        "\n"
        "Speaker 2:    Well. It began with a call: somebody from the house\n"
        "[crosstalk] said that there was room.\n"
        "\n"
        "Speaker 1:    I see.\n"
        "\n"
        "Speaker 2:    Yes.\n"
    )
    draft = read("rev.txt", text)
    assert draft.text == text
    assert [(speaker, words.count("\n")) for speaker, _, words in turns_of(draft)] == [
        ("Speaker 1", 3),
        ("Speaker 2", 1),
        ("Speaker 1", 0),
        ("Speaker 2", 0),
    ]
    assert turns_of(draft)[0][2].endswith("Take your time.")
    assert (draft.speakers, draft.lines.turn) == (("Speaker 1", "Speaker 2"), 11)


@pytest.mark.parametrize("head", ["**{}** [{}]", "**{}** ({})", "**{} {}**"])
def test_markdown_heads(head):
    said = [("Ana", "0:32", "How?"), ("Bo", "1:04", "So.\n\nAnd so."), ("Ana", "1:09", "Mm.")]
    text = "# Interview 3\n\n" + "\n\n".join(
        f"{head.format(name, time)}\n\n{words}" for name, time, words in said
    )
    draft = read("a.md", text)
    assert (draft.format, draft.text) == ("md", text)
    assert turns_of(draft) == [
        ("Ana", 32_000, "How?"),
        ("Bo", 64_000, "So.\n\nAnd so."),
        ("Ana", 69_000, "Mm."),
    ]
    assert words_of(draft, "head") == ["# Interview 3"]


def test_rolling_captions():
    text = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.480 --> 00:00:02.389 align:start position:0%\n \n"
        "so<00:00:00.719><c> how</c><00:00:00.960><c> did</c>\n\n"
        "00:00:02.389 --> 00:00:02.399 align:start position:0%\nso how did\n \n\n"
        "00:00:02.399 --> 00:00:04.550 align:start position:0%\nso how did\n"
        "it<00:00:02.640><c> begin</c>\n\n"
        "00:00:04.550 --> 00:00:04.560 align:start position:0%\nit begin\n \n"
    )
    draft = read("video.en.vtt", text)
    assert [words for *_, words in turns_of(draft)] == ["so how did", "it begin"]
    assert [begins for _, begins, _ in turns_of(draft)] == [480, 2_399]
    assert left_out(draft)["repeated lines"] == len("so how did\nso how did\nit begin\n")
    assert left_out(draft)["markup"] == sum(
        map(len, ["<00:00:00.719><c></c><00:00:00.960><c></c>", "<00:00:02.640><c></c>"])
    )


def test_f4_times_at_the_end_of_a_turn():
    text = (
        "I: How did it begin? #00:00:05-2#\n"
        "B: With a call. #00:01:02-3#\n"
        "I: I see. #00:01:04-0#\n"
        "B: Yes. #01:02:03-9#\n"
    )
    draft = read("f4.txt", text)
    assert [(speaker, words) for speaker, _, words in turns_of(draft)] == [
        ("I", "How did it begin? #00:00:05-2#"),
        ("B", "With a call. #00:01:02-3#"),
        ("I", "I see. #00:01:04-0#"),
        ("B", "Yes. #01:02:03-9#"),
    ]
    assert [p.ends_ms for p in draft.passages] == [5_200, 62_300, 64_000, 3_723_900]


def test_f4_times_before_a_turn():
    draft = read("f4.txt", "#00:00:05-2# I: How?\n#00:01:02-3# B: So.\n#00:01:04-0# I: Mm.\n")
    assert turns_of(draft) == [("I", 5_200, "How?"), ("B", 62_300, "So."), ("I", 64_000, "Mm.")]


@pytest.mark.parametrize("head", ["SPEAKER_0{}: ", "[SPEAKER_0{}]: ", "[SPEAKER_0{}] "])
@pytest.mark.parametrize("kind", ["txt", "srt", "vtt"])
def test_speakers_that_a_machine_numbered(head, kind):
    said = [(0, "How?"), (1, "So."), (0, "Mm."), (1, "Yes.")]
    lines = [head.format(number) + words for number, words in said]
    cues = [f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n" for n, line in enumerate(lines, 1)]
    text = {
        "txt": "\n\n".join(lines),
        "srt": "\n".join(cues),
        "vtt": "WEBVTT\n\n" + "\n".join(cues),
    }
    draft = read(f"whisperx.{kind}", text[kind])
    times = [None] * 4 if kind == "txt" else [1_000, 2_000, 3_000, 4_000]
    assert turns_of(draft) == [
        (f"SPEAKER_0{number}", time, words)
        for (number, words), time in zip(said, times, strict=True)
    ]


def test_sounds_in_brackets_are_no_speakers_of_captions():
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n\n"
        for n, line in enumerate(["[Foreign]", "So it began.", "[Foreign] with", "a call."], 1)
    )
    assert read("a.srt", text).speakers == ()


def test_whisper_srt_without_speakers():
    text = "1\n00:00:00,000 --> 00:00:01,500\n Hello.\n\n2\n00:00:01,500 --> 00:00:02,000\n So.\n"
    draft = read("whisper.srt", text)
    assert turns_of(draft) == [(None, 0, "Hello."), (None, 1_500, "So.")]
    assert draft.speakers == ()


def test_interview_by_hand():
    text = (
        "Interview 7, 4 March\nPlace: the office\n\n"
        "INT: How did it begin?\n\n"
        "P07: With a call.\n\n"
        "Then came the form: four pages.\n\n"
        "Note: she points at the shelf.\n\n"
        "(pause)\n\n"
        "INT: Which form?\n"
        "P07: The long one. It was 12:30 by then. See http://example.org\n"
    )
    draft = read("P07.docx.txt", text)
    assert turns_of(draft) == [
        ("INT", None, "How did it begin?"),
        (
            "P07",
            None,
            "With a call.\n\nThen came the form: four pages.\n\nNote: she points at the shelf.",
        ),
        ("INT", None, "Which form?"),
        ("P07", None, "The long one. It was 12:30 by then. See http://example.org"),
    ]
    assert words_of(draft, "direction") == ["(pause)"]
    assert words_of(draft, "head") == ["Interview 7, 4 March\nPlace: the office"]


def test_word_with_task_numbers_and_stage_directions():
    lines = [
        "MODERATOR: Shall we start?",
        "Ana: Yes.",
        "1.a\tFind the list",
        "(participant reads)",
        "Ana: Here it is.",
        "MODERATOR: Good.",
        "1.b\tSort the list",
        "Ana: Done.",
    ]
    draft = read("tasks.docx", word(*lines))
    assert turns_of(draft) == [
        ("MODERATOR", None, "Shall we start?"),
        ("Ana", None, "Yes."),
        ("Ana", None, "Here it is."),
        ("MODERATOR", None, "Good."),
        ("Ana", None, "Done."),
    ]
    assert words_of(draft, "direction") == ["(participant reads)"]
    assert draft.speakers == ("MODERATOR", "Ana")


@pytest.mark.parametrize(
    ("time", "begins"),
    [("1:02:03.5", 3_723_500), ("02:03", 123_000), ("[0:32]", 32_000), ("(00:01:42)", 102_000)],
)
def test_times_as_they_are_written(time, begins):
    draft = read("a.txt", f"{time} Ana: How?\n{time} Bo: So.\n{time} Ana: Mm.\n{time} Bo: Yes.\n")
    assert turns_of(draft)[:2] == [("Ana", begins, "How?"), ("Bo", begins, "So.")]
