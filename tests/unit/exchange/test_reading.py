"""Reading one file: the format by its bytes, the account exact, the refusals helpful."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.errors import InvalidFileError
from workbench.exchange.reading import FileBytes, ReadOptions, check_account, check_size, read_file
from workbench.model.source import LeftOut, LineCount

CUE = b"00:00:01,000 --> 00:00:02,000\nA\n"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"words", "txt"),
        ("a.md", b"words", "md"),
        ("a", b"words", "txt"),
        ("12.05.2023", b"words", "txt"),
        ("a.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\n", "vtt"),
        ("a.txt", b"1\n" + CUE, "srt"),
        ("a.vtt", CUE, "srt"),
        ("a.csv", b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\n", "vtt"),
        ("a.json", b"1\n" + CUE, "srt"),
        ("a.vtt", b'{"segments": [{"text": "A"}]}', "json"),
        ("a.tab", b"Speaker\tText\nA\tB\n", "tsv"),
        ("a.srt", b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,000\r\nA\r\n", "srt"),
    ],
)
def test_the_format_is_told_by_the_bytes(name, data, kind):
    assert read_file(FileBytes(name, data)).format == kind


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"%PDF-1.7\n", "its structure cannot be read"),
        ("a.pdf", b"words", "named as a PDF but is not one"),
        ("a.rtf", b"words", "named as an RTF document but is not one"),
        ("a.odt", b"words", "named as an OpenDocument text but is not one"),
        ("a.docx", b"\x1f\x8b\x08", "a gzip archive"),
        ("a.json", b"{}", "JSON without a list of spoken segments"),
        ("a.csv", b"a,b", "a table in which no column is called text"),
        ("a.odt", b"PK\x03\x04", "is damaged"),
        ("a.svg", b"<svg/>", "a picture"),
    ],
)
def test_other_formats_are_refused_by_name_with_a_way_out(name, data, what):
    with pytest.raises(InvalidFileError, match=what) as refused:
        read_file(FileBytes(name, data))
    assert name in str(refused.value)


def test_the_message_for_another_format_says_what_is_read():
    with pytest.raises(InvalidFileError) as refused:
        read_file(FileBytes("P07.png", b"\x89PNG"))
    assert str(refused.value) == (
        "P07.png is a picture; this version reads txt, md, docx, odt, rtf, pdf, vtt, srt, json, "
        "csv, tsv and xlsx. Save it as one of these."
    )


@pytest.mark.parametrize("data", [b" \n\n", b"\xef\xbb\xbf", b"WEBVTT\n\nNOTE none\n"])
def test_a_file_without_words_is_refused(data):
    with pytest.raises(InvalidFileError, match="holds no text"):
        read_file(FileBytes("a.txt", data))


def test_captions_without_any_time_are_refused():
    with pytest.raises(InvalidFileError, match="holds no time"):
        read_file(FileBytes("a.srt", b"words"))


def test_the_chosen_encoding_reaches_the_file():
    assert read_file(FileBytes("a.txt", b"caf\xe9"), ReadOptions(encoding="cp1252")).text == "café"


def test_the_draft_carries_name_size_and_digest_of_the_original():
    draft = read_file(FileBytes("a.txt", b"abc"))
    assert (draft.file_name, draft.file_size) == ("a.txt", 3)
    assert draft.file_sha256.startswith("ba7816bf")


@pytest.mark.parametrize(
    "change",
    [
        {"characters_read": 8},
        {"text": "Ana: a"},
        {"left_out": (LeftOut("nothing", 1),)},
        {"lines": LineCount(0, 0, 0, 0, 2)},
    ],
)
def test_an_account_that_does_not_add_up_is_refused(change):
    draft = read_file(FileBytes("a.txt", b"Ana: ab"))
    with pytest.raises(InvalidFileError, match="not read completely") as refused:
        check_account(replace(draft, **change))
    assert refused.value.reason == "account"


def test_a_file_beyond_100_mb_is_refused_before_it_is_read():
    with pytest.raises(InvalidFileError, match="at most 100 MB"):
        check_size(FileBytes("a.txt", bytes(100 * 1024 * 1024 + 1)))
