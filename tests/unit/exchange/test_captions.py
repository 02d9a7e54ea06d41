"""WebVTT and SRT: words without timings, a turn for each cue or label, an exact account."""

from __future__ import annotations

import pytest

from workbench.exchange.captions import read_captions


def turns(text: str, kind: str = "vtt") -> list[tuple[str | None, str]]:
    """Return speaker and words of every passage, after checking the account."""
    found = read_captions(text, kind)
    assert len(text) == len(found.text) + sum(part.characters for part in found.left_out)
    named = found.turns.speakers
    return [
        (None if p.speaker is None else named[p.speaker], found.text[p.start : p.end])
        for p in found.turns.passages
    ]


def times(text: str, kind: str = "vtt") -> list[tuple[int | None, int | None]]:
    return [(p.begins_ms, p.ends_ms) for p in read_captions(text, kind).turns.passages]


def test_cues_without_speakers_are_a_turn_each_even_when_they_repeat():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nThanks.\n\n00:02.000 --> 00:03.500\nThanks.\n"
    assert turns(text) == [(None, "Thanks."), (None, "Thanks.")]
    assert times(text) == [(1000, 2000), (2000, 3500)]


def test_a_payload_of_two_lines_stays_two_lines_of_one_turn():
    assert turns("WEBVTT\n\n00:01.000 --> 00:02.000\nOne\ntwo\n") == [(None, "One\ntwo")]


def test_header_ids_notes_styles_and_settings_are_left_out():
    text = (
        "WEBVTT - A title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\nfor us\n\n"
        "id-1\n00:00:01.000 --> 00:00:02.000 align:start position:0%\nWords\n"
    )
    assert turns(text) == [(None, "Words")]
    reasons = {part.reason for part in read_captions(text, "vtt").left_out}
    assert reasons == {"header", "notes and styles", "cue numbers", "timings", "blank lines"}


def test_voices_become_labels_and_several_in_a_cue_are_several_turns():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Lee>One</v> <v.loud Bo>Two &amp; three</v>\n"
    assert turns(text) == [("Ana Lee", "One"), ("Bo", "Two & three")]
    assert read_captions(text, "vtt").text == "Ana Lee: One\nBo: Two & three"


def test_a_cue_without_a_label_goes_on_with_the_last_speaker():
    text = (
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nAna: One.\n\n2\n00:02.000 --> 00:03.000\nMore.\n\n"
        "3\n00:03.000 --> 00:04.000\nAna: Two.\n"
    )
    assert turns(text) == [("Ana", "One.\nMore."), ("Ana", "Two.")]
    assert times(text) == [(1000, 3000), (3000, 4000)]


def test_known_markup_goes_and_unknown_markup_stays():
    words = "<i>a</i> <c.red>b</c> <b>c</b> <x>d</x> 1 < 2 &copy; &#65;"
    assert turns(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n") == [
        (None, "a b c <x>d</x> 1 < 2 &copy; A")
    ]


def test_rolling_captions_are_told_once():
    text = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\n \nso<00:00:00.500><c> today</c>\n\n"
        "00:02.000 --> 00:02.010\nso today\n \n\n"
        "00:02.010 --> 00:04.000\nso today\nwe<00:00:03.000><c> code</c>\n\n"
        "00:04.000 --> 00:04.010\nwe code\n \n"
    )
    assert turns(text) == [(None, "so today"), (None, "we code")]


@pytest.mark.parametrize(
    "timing", ["00:00:01,000 --> 00:00:02,000", "00:01.0 --> 00:02.0", "0:00:01 --> 0:00:02"]
)
def test_times_are_read_with_comma_dot_or_neither(timing):
    assert times(f"1\n{timing}\nA\n", "srt") == [(1000, 2000)]


def test_srt_reads_without_numbers_and_without_blank_lines():
    text = "00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:02,000 --> 00:00:03,000\nB 42\n"
    assert turns(text, "srt") == [(None, "A"), (None, "B 42")]


def test_words_outside_cues_and_bad_times_keep_their_place_and_are_listed():
    text = "00:00:01,000 --> 00:00:02,000\nA\n\nabc\n00:00:03.5 --> x\nB <i>\n"
    assert turns(text, "srt") == [(None, "A"), (None, "abc"), (None, "B <i>")]
    assert "line 4, 5 of the file" in read_captions(text, "srt").turns.notes[0]


def test_cues_that_end_before_they_begin_keep_their_words_without_a_time():
    text = "WEBVTT\n\n00:05.000 --> 00:01.000\nA\n\n99:99:99.999 --> 100:00:00.000\nB\n"
    assert turns(text) == [(None, "A"), (None, "B")]
    assert times(text) == [(None, None), (None, None)]


def test_times_that_run_backwards_are_told():
    text = "WEBVTT\n\n00:09.000 --> 00:10.000\nA\n\n00:01.000 --> 00:02.000\nB\n"
    assert "cue 2" in read_captions(text, "vtt").turns.notes[0]


@pytest.mark.parametrize(
    "line",
    [
        "10:30 --> 11:30 interview in the kitchen",
        "00:00:03 --> we began again",
        "1 --> 2 is an arrow",
    ],
)
def test_words_beside_an_arrow_are_kept(line):
    text = f"00:00:01,000 --> 00:00:02,000\nA\n{line}\nB\n"
    assert turns(text, "srt") == [(None, "A"), (None, f"{line}\nB")]


def test_a_cue_of_10_ms_that_repeats_nothing_is_kept():
    text = (
        "WEBVTT\n\n00:01.000 --> 00:01.010\nonly<00:01.005> here\n\n"
        "00:01.010 --> 00:03.000\nonly here\nand on\n"
    )
    assert turns(text) == [(None, "only here"), (None, "and on")]


def test_words_that_begin_like_a_style_block_are_kept():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nSTYLE matters to me\n"
    assert turns(text) == [(None, "A"), (None, "STYLE matters to me")]
