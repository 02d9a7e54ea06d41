"""Zips of transcripts: each file under a name of its own, nothing hostile beyond its sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spreadsheets import workbook
from tests.word_files import paragraph, word_file
from tests.zips import zipped
from workbench.exchange.bundles import names_apart, open_bundle
from workbench.exchange.reading import FileBytes, RefusedFile


def opened(*files: tuple[str, bytes], name: str = "study.zip") -> dict[str, bytes | str]:
    """Return what an archive gives: bytes, or the reason of a refusal, by name."""
    bundle = open_bundle(FileBytes(name, zipped(files)))
    return {f.name: f.reason if isinstance(f, RefusedFile) else f.data for f in bundle.files}


def refusal(data: bytes, name: str = "study.zip") -> RefusedFile:
    (refused,) = open_bundle(FileBytes(name, data)).files
    assert isinstance(refused, RefusedFile)
    assert name in refused.message
    return refused


def test_the_files_of_a_zip_come_in_the_order_of_their_paths():
    found = opened(("b/P02.txt", b"2"), ("P03.txt", b"3"), ("a/P01.txt", b"1"))
    assert list(found.items()) == [("P03.txt", b"3"), ("P01.txt", b"1"), ("P02.txt", b"2")]


def test_files_of_one_name_are_told_apart_by_their_folders():
    found = opened(
        ("site A/P01.docx.txt", b"1"), ("site B/wave 2/p01.docx.txt", b"2"), ("P01.docx.txt", b"3")
    )
    assert found == {
        "P01.docx.txt": b"3",
        "P01.docx (site A).txt": b"1",
        "p01.docx (site B, wave 2).txt": b"2",
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"words"),
        ("a.docx", word_file(paragraph("So."))),
        ("a.zip", workbook([["Speaker", "Text"]])),
        ("a.odt", zipped([("mimetype", b"application/vnd.oasis.opendocument.text")])),
        ("a.docx", b"PK\x03\x04 cut short"),
    ],
    ids=["text", "Word", "a workbook named zip", "OpenDocument", "a damaged document"],
)
def test_a_document_is_itself_though_it_is_a_zip(name, data):
    file = FileBytes(name, data)
    assert open_bundle(file).files == (file,)


def test_documents_in_a_zip_stay_whole():
    docx, xlsx = word_file(paragraph("So.")), workbook([["a"]])
    assert opened(("a.docx", docx), ("b.xlsx", xlsx)) == {"a.docx": docx, "b.xlsx": xlsx}


def test_hidden_files_are_left_out_and_counted():
    files = [
        ("P01.txt", b"1"),
        ("__MACOSX/._P01.txt", b"x"),
        (".DS_Store", b"x"),
        ("a/.git/config", b"x"),
        ("a/Thumbs.db", b"x"),
        ("a/desktop.ini", b"x"),
    ]
    bundle = open_bundle(FileBytes("study.zip", zipped(files)))
    assert [file.name for file in bundle.files] == ["P01.txt"]
    assert bundle.notes == ("5 hidden files were left alone.",)


def test_a_zip_of_hidden_files_alone_says_so():
    assert "holds no file but 1 hidden one." in refusal(zipped([(".DS_Store", b"x")])).message
    both = zipped([("__MACOSX/._a", b"x"), (".b", b"x")])
    assert "holds no file but 2 hidden ones." in refusal(both).message


@pytest.mark.parametrize(
    ("written", "read", "notes"),
    [
        ("Zoë.txt".encode(), "Zoë.txt", 1),
        ("Zo\N{COMBINING DIAERESIS}.txt".encode(), "Zo\N{COMBINING DIAERESIS}.txt", 1),
        ("Zoë.txt".encode("cp437"), "Zoë.txt", 0),
        (b"Zoe.txt", "Zoe.txt", 0),
    ],
)
def test_a_name_of_no_said_encoding_is_read_as_utf_8_where_it_is(written, read, notes):
    stand_in = "#" * len(written)
    data = zipped([(stand_in, b"1")]).replace(stand_in.encode(), written)
    bundle = open_bundle(FileBytes("study.zip", data))
    assert bundle.files == (FileBytes(read, b"1"),)
    assert len(bundle.notes) == notes
    assert all("1 file name was read as UTF-8" in note for note in bundle.notes)


@pytest.mark.parametrize(
    "path",
    ["../../etc/P01.txt", "/etc/P01.txt", "..\\..\\P01.txt", "C:\\x\\P01.txt", "a/./../P01.txt"],
)
def test_a_name_that_leads_out_is_a_plain_name(path):
    assert opened((path, b"1")) == {"P01.txt": b"1"}


def test_a_zip_in_a_zip_is_named_and_stays_shut():
    assert opened(("in.zip", zipped([("a.txt", b"1")])), ("b.txt", b"2")) == {
        "b.txt": b"2",
        "in.zip": "nested archive",
    }


def test_a_link_is_refused_and_the_other_files_come():
    data = zipped([("a.txt", b"1")], links=["passwd.txt"])
    found = open_bundle(FileBytes("study.zip", data)).files
    assert found[0] == FileBytes("a.txt", b"1")
    assert isinstance(found[1], RefusedFile)
    assert found[1].reason == "link"
    assert "passwd.txt in study.zip is a link" in found[1].message


def test_a_damaged_entry_is_refused_and_the_other_files_come():
    data = zipped([("a.txt", b"first words " * 50), ("b.txt", b"other words")])
    broken = data.replace(data[35:45], b"\xff" * 10, 1)
    found = open_bundle(FileBytes("study.zip", broken)).files
    assert isinstance(found[0], RefusedFile)
    assert found[0].reason == "damaged"
    assert found[1] == FileBytes("b.txt", b"other words")


def test_more_than_2000_files_are_refused():
    assert refusal(zipped([(f"{n}.txt", b"1") for n in range(2001)])).reason == "too many files"
    assert len(opened(*((f"{n}.txt", b"1") for n in range(2000)))) == 2000


def test_a_file_that_swells_beyond_100_times_its_size_is_refused():
    refused = refusal(zipped([("a.txt", b"words"), ("bomb.txt", bytes(5_000_000))]))
    assert refused.reason == "too large"
    assert "100 times its size" in refused.message


def test_a_file_beyond_100_mb_is_refused_before_it_is_inflated():
    data = zipped([("a.txt", b"words"), ("big.txt", b"x")])
    size = data.rindex(b"big.txt") - 46 + 24
    claimed = (200 << 20).to_bytes(4, "little")
    found = open_bundle(FileBytes("s.zip", data[:size] + claimed + data[size + 4 :])).files
    assert isinstance(found[1], RefusedFile)
    assert found[1].reason == "too large"
    assert "209,715,200 bytes" in found[1].message


def test_a_password_is_refused():
    data = bytearray(zipped([("a.txt", b"words")]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert refusal(bytes(data)).reason == "password"


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x05\x06" + bytes(10)])
def test_a_damaged_zip_is_refused(data):
    assert refusal(data).reason == "damaged"


@pytest.mark.parametrize("files", [[], [(".hidden", b"x")], [("folder/", b"")]])
def test_a_zip_without_files_is_refused(files):
    assert refusal(zipped(files)).reason == "empty"


def test_what_is_read_from_a_zip_is_nothing_but_the_zip(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("never")
    found = opened((str(secret), b"mine"))
    assert found == {"secret.txt": b"mine"}


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "b", "A", "P1.txt", "p1.txt", "é", "e\u0301"]),
                 min_size=1, max_size=3),
        max_size=12,
    )
)  # fmt: skip
def test_no_two_names_are_alike_whatever_the_paths(paths):
    names = names_apart(paths)
    assert len({name.casefold().replace("e\u0301", "é") for name in names}) == len(paths)
