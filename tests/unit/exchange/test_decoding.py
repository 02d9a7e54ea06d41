"""Bytes to characters: nothing guessed, nothing lost."""

from __future__ import annotations

import pytest

from workbench.errors import InvalidFileError
from workbench.exchange.decoding import character_notes, decode, preview_encodings

CP1252 = "Ich hörte: “ja” – café".encode("cp1252")


def test_a_byte_order_mark_decides_and_is_counted():
    decoded = decode("a.txt", "\ufeffÄh".encode("utf-16-le"), None)
    assert (decoded.text, decoded.encoding, decoded.characters_read) == ("Äh", "utf-16-le", 3)
    assert [(part.reason, part.characters) for part in decoded.left_out] == [("byte order mark", 1)]


def test_only_the_first_byte_order_mark_is_dropped():
    assert decode("a.txt", "\ufeff\ufeffx".encode(), None).text == "\ufeffx"


def test_line_ends_become_lf_and_the_rest_stays():
    decoded = decode("a.txt", b"a\r\nb\rc\n d\x0b\xc2\x85e ", None)
    assert decoded.text == "a\nb\nc\n d\x0b\x85e "
    assert [(part.reason, part.characters) for part in decoded.left_out] == [
        ("carriage returns", 1)
    ]


def test_bytes_that_are_no_utf8_are_asked_about():
    with pytest.raises(
        InvalidFileError, match=r"a\.txt is not UTF-8 \(byte 0xF6 at 5\).*cp1252"
    ) as e:
        decode("a.txt", CP1252, None)
    assert e.value.reason == "encoding"


def test_the_chosen_encoding_is_used_strictly():
    assert decode("a.txt", CP1252, "cp1252").text == "Ich hörte: “ja” – café"
    with pytest.raises(InvalidFileError, match="not ASCII"):
        decode("a.txt", CP1252, "ascii")


def test_the_chosen_encoding_does_not_spoil_a_utf8_file():
    decoded = decode("a.txt", "café".encode(), "cp1252")
    assert decoded.text == "café"
    assert decoded.notes == ("The file is UTF-8; the chosen encoding was not needed.",)


@pytest.mark.parametrize("name", ["no-such", "rot13", "utf-7", "unicode_escape", "idna", "a\0b"])
def test_an_encoding_that_is_none_is_refused(name):
    with pytest.raises(InvalidFileError, match="no text encoding"):
        decode("a.txt", b"abc", name)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_noticed_and_asked_about(encoding):
    data = "Interviewer: hello".encode(encoding)
    with pytest.raises(InvalidFileError, match=f"--encoding {encoding}"):
        decode("a.txt", data, None)
    assert decode("a.txt", data, encoding).text == "Interviewer: hello"


def test_nul_characters_are_refused_with_their_number_and_place():
    with pytest.raises(
        InvalidFileError, match=r"3 NUL character\(s\), the first at position 6"
    ) as e:
        decode("a.txt", b"before\0after\0\0", None)
    assert e.value.reason == "nul"


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(InvalidFileError):
        decode("a.txt", b"\xff\xfe" + "a".encode("utf-16-le") + b"\x00\xd8", None)


def test_the_preview_shows_the_place_in_question_in_each_encoding():
    shown = {p.encoding: p.sample for p in preview_encodings(b"x" * 5000 + CP1252)}
    assert next(iter(shown)) == "cp1252"
    assert "hörte: “ja”" in shown["cp1252"]
    assert "hörte" not in shown["cp1251"]


def test_the_preview_has_no_sample_where_the_bytes_do_not_fit():
    assert [p.sample for p in preview_encodings(b"\x81", ["cp1252"])] == [None]


def test_marks_of_direction_and_control_characters_are_told_by_code_point():
    notes = character_notes("ab\u202ec\x01")
    assert "U+0001 at 4" in notes[0]
    assert "U+202E at 2" in notes[1]
    assert character_notes("plain\n\twords é") == ()


@pytest.mark.parametrize("chosen", ["utf-16-le", "utf-16", "utf-32-be"])
def test_a_choice_of_utf_16_leaves_an_ascii_file_alone(chosen):
    assert decode("a.txt", b"INT: Hello there\n", chosen).text == "INT: Hello there\n"


def test_utf_16_without_an_order_is_asked_for_its_order():
    with pytest.raises(InvalidFileError, match="utf-16-le or utf-16-be"):
        decode("a.txt", "Hello".encode("utf-16-be"), "utf-16")
