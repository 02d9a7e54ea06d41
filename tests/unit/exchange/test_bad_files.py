"""Files that are damaged, hostile or not what they say: each with the outcome it must get.

All are read by one process that may take 5 seconds and 300 MB for each of them, and that must
live through them all.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.word_files import document, package
from workbench.errors import InvalidFileError
from workbench.exchange.codebooks import read_codebook
from workbench.exchange.names import safe_file_name
from workbench.exchange.reading import FileBytes, ReadOptions, RefusedFile
from workbench.exchange.worker import Limits, Reader
from workbench.model.source import SourceDraft

BAD_FILES = Path(__file__).parents[2] / "badfiles"
LIMITS = Limits(memory=300 << 20, seconds=5)

REFUSED = {
    "bomb.txt.gz": ("format", "is a gzip archive"),
    "canary.pkl": ("format", "is a Python pickle"),
    "csv_bom_dup_header.csv": ("duplicate column", "two columns alike (columns 2 and 3)"),
    "csv_nul.csv": ("nul", "1 NUL character(s), the first at position 11"),
    "csv_ragged.csv": ("unclosed quote", "a quotation mark in row 4"),
    "docx_bad_crc.docx": ("damaged", "its checksums do not match"),
    "docx_bad_utf8.docx": ("damaged", "not well-formed at line 1"),
    "docx_billion_laughs.docx": ("document type", "declares a document type"),
    "docx_bomb.docx": ("too large", "inflates to more than 50 MB"),
    "docx_deep_nesting.docx": ("damaged", "nests its text deeper"),
    "docx_duplicate_entry.docx": ("duplicate parts", "two parts of one name"),
    "docx_empty.docx": ("empty", "the file is empty"),
    "docx_is_html.docx": ("not word", "named as a Word document but is not one"),
    "docx_is_ole.docx": (
        "old word",
        "old .doc or a password-protected Word file; save it as .docx without a password",
    ),
    "docx_no_document.docx": ("no document", "without a document in it"),
    "docx_quadratic.docx": ("document type", "declares a document type"),
    "docx_truncated.docx": ("damaged", "it is cut short"),
    "docx_xxe_file.docx": ("document type", "declares a document type"),
    "docx_xxe_param.docx": ("document type", "declares a document type"),
    "json_dupkeys.json": ("json", "names two fields of one object alike"),
    "json_numbers.json": ("json", "no proper JSON at line 1, column 7"),
    "json_surrogate.json": ("json", "no proper JSON at line 1, column 11"),
    "names.json": ("no segments", "JSON without a list of spoken segments"),
    "pdf_flate_bomb.pdf": ("no text layer", "has no text layer (scanned?)"),
    "pdf_no_text.pdf": ("no text layer", "has no text layer (scanned?)"),
    "pdf_page_cycle.pdf": ("damaged", "its page 2 cannot be read"),
    "pdf_truncated.pdf": ("damaged", "its structure cannot be read"),
    "rtf_deep.rtf": ("damaged", "nests its text deeper than any word processor does"),
    "svg_script.svg": ("format", "is a picture"),
    "txt_empty.txt": ("empty", "the file is empty"),
    "txt_latin1.txt": ("encoding", "not UTF-8 (byte 0xF6 at 5). Choose its encoding"),
    "txt_nul.txt": ("nul", "3 NUL character(s), the first at position 6"),
    "txt_utf16le_nobom.txt": ("encoding", "looks like UTF-16 without a byte order mark"),
    "xlsx_bomb.xlsx": ("too large", "inflates to more than 50 MB"),
    "xlsx_far_cell.xlsx": ("too wide", "a cell in column 16,384 of row 1,048,576"),
}
#: Text, and the beginnings of the notes.
READ = {
    "csv_formulas.csv": (
        "id\ttext\n1\t=1+1\n2\t+1+1\n3\t-1+1\n4\t@SUM(A1)\n5\t\t=1\n6\t\n=1\n7\t＝1+1\n"
        '8\t=HYPERLINK("http://127.0.0.1:9","x")\n9\t=cmd|\' /C calc\'!A1\n',
        [],
    ),
    "docx_external_rel.docx": ("Text stays", ["1 external link(s) ignored"]),
    "docx_hidden_deleted.docx": (
        "visible inserted ",
        ["Text that the file hides was left out", "The original file still carries deleted"],
    ),
    "docx_macro.docx": ("With macro", ["A macro part was ignored"]),
    "pdf_javascript.pdf": ("hello", ["A script in the file was ignored"]),
    "pdf_prev_loop.pdf": ("hello", []),
    "srt_no_index.srt": ("A\nabc\nB", ["2 place(s) have no time that makes sense"]),
    "vtt_bad_times.vtt": (
        "end before start\nbad\nP01 onmouseover=alert(1): overlap<script>1</script>",
        ["2 place(s) have no time that makes sense"],
    ),
}
#: Stored character by character as they stand; the beginnings of the notes.
VERBATIM = {
    "txt_bidi.txt": ["Marks that turn the direction of reading"],
    "txt_c0_controls.txt": ["Characters that XML cannot hold"],
    "txt_html_js.txt": [],
    "txt_line_ends.txt": ["Characters that XML cannot hold"],
    "txt_unassigned.txt": [],
    "txt_zero_width.txt": [],
}
CODEBOOKS = {
    "csv_bom_dup_header.csv": ("duplicate column", "columns 2 and 3"),
    "csv_formulas.csv": ("no label", "no column named label"),
    "csv_nul.csv": ("nul", "1 NUL character(s), the first at position 11"),
    "csv_ragged.csv": ("ragged", "row 2, 3"),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(LIMITS) as made:
        yield made


def data_of(name: str) -> bytes:
    return (BAD_FILES / name).read_bytes()


def test_every_bad_file_has_an_outcome():
    files = {path.name for path in BAD_FILES.iterdir() if path.suffix != ".qwb"}
    assert files == {*REFUSED, *READ, *VERBATIM, *CODEBOOKS}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_the_reason_and_the_next_file_is_read(reader, name):
    reason, fact = REFUSED[name]
    refused = reader.read(FileBytes(name, data_of(name)))
    assert isinstance(refused, RefusedFile)
    assert refused.reason == reason
    assert name in refused.message
    assert fact in refused.message
    assert "\n" not in refused.message
    process = reader.process_id
    assert isinstance(reader.read(FileBytes("next.txt", b"words")), SourceDraft)
    assert reader.process_id == process


@pytest.mark.parametrize("name", READ)
def test_it_is_read_with_a_note(reader, name):
    text, notes = READ[name]
    draft = reader.read(FileBytes(name, data_of(name)))
    assert isinstance(draft, SourceDraft)
    assert draft.text == text
    assert len(draft.notes) == len(notes)
    assert all(note.startswith(start) for note, start in zip(draft.notes, notes, strict=True))


@pytest.mark.parametrize("name", VERBATIM)
def test_it_is_stored_exactly(reader, name):
    data = data_of(name)
    draft = reader.read(FileBytes(name, data))
    assert isinstance(draft, SourceDraft)
    assert draft.text == data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    assert [
        note[: len(start)] for note, start in zip(draft.notes, VERBATIM[name], strict=True)
    ] == (VERBATIM[name])


@pytest.mark.parametrize("name", CODEBOOKS)
def test_a_bad_codebook_is_refused_with_its_row_or_column(name):
    reason, fact = CODEBOOKS[name]
    with pytest.raises(InvalidFileError) as refused:
        read_codebook(data_of(name))
    assert refused.value.reason == reason
    assert fact in str(refused.value)


def test_tracked_deletions_and_hidden_words_are_counted_and_never_told(reader):
    draft = reader.read(FileBytes("a.docx", data_of("docx_hidden_deleted.docx")))
    assert {part.reason: part.characters for part in draft.left_out} == {
        "deleted text": 8,
        "hidden text": 6,
    }
    assert "REALNAME" not in repr(draft)
    assert "HIDDEN" not in repr(draft)


def test_hidden_words_come_when_asked_for(reader):
    file = FileBytes("a.docx", data_of("docx_hidden_deleted.docx"))
    assert reader.read(file, ReadOptions(keep_hidden=True)).text == "visible inserted HIDDEN"


def test_an_external_entity_asks_nobody(reader):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/e.dtd"
        harmful = f'<!DOCTYPE d [<!ENTITY % p SYSTEM "{address}"> %p;]>' + document("")
        refused = reader.read(FileBytes("a.docx", package({"word/document.xml": harmful})))
        assert refused.reason == "document type"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_the_file_with_a_bad_encoding_reads_in_the_chosen_one(reader):
    file = FileBytes("a.txt", data_of("txt_latin1.txt"))
    assert reader.read(file, ReadOptions(encoding="cp1252")).text == "Ich hörte: “ja” – café"


def test_a_line_of_two_million_characters_is_one_passage(reader):
    draft = reader.read(FileBytes("a.txt", b"word " * 400_000))
    assert isinstance(draft, SourceDraft)
    assert [(p.start, p.end) for p in draft.passages] == [(0, 1_999_999)]


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 " + b"{" * 50_000,
        b"PK\x03\x04" + b"\0" * 5_000,
        b"(" * 1_000_000,
        b"[0:1" * 500_000,
        b"a:\n" * 50_000,
        b"<v " * 500_000,
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v a" * 200_000,
        b"1\n00:00:01,000 --> 00:00:02,000\n" * 30_000,
        b"[" * 200_000,
    ],
    ids=["rtf", "zip", "brackets", "times", "labels", "voices", "cue", "empty cues", "deep"],
)
def test_endless_patterns_end_within_the_limits_everybody_has(data):
    everyday = Reader()
    result = everyday.read(FileBytes("a.txt", data))
    everyday.close()
    assert isinstance(result, SourceDraft) or result.reason in {"format", "damaged", "no text"}


def test_a_cell_that_is_too_long_is_refused_with_its_row():
    with pytest.raises(InvalidFileError, match=r"more than 131,072 characters in row 2"):
        read_codebook(b'label,definition\r\na,"' + b"x" * 200_000 + b'"\r\n')


def test_a_cell_of_200000_characters_is_a_turn(reader):
    draft = reader.read(FileBytes("a.csv", b'id,text\n1,"' + b"x" * 200_000 + b'"\n'))
    assert isinstance(draft, SourceDraft)
    assert [p.end - p.start for p in draft.passages] == [7, 200_000]


def test_json_without_an_end_to_its_depth_is_refused(reader):
    refused = reader.read(FileBytes("a.json", b"[" * 200_000))
    assert isinstance(refused, RefusedFile)
    assert refused.reason == "json"
    assert "depth" in refused.message


def test_names_stay_in_their_folder_and_apart(tmp_path):
    taken: list[str] = []
    for name in json.loads(data_of("names.json")):
        safe = safe_file_name(name, taken)
        taken.append(safe)
        path = tmp_path / safe
        path.write_text(name, encoding="utf-8", errors="surrogatepass")
        assert path.parent == tmp_path
    assert len(list(tmp_path.glob("*"))) >= len(taken)
    assert len({name.casefold() for name in taken}) == len(taken)
