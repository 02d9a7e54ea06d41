"""The reading process: warm, limited, and replaced when it dies."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from workbench.exchange.reading import FileBytes, ReadOptions, RefusedFile, read_file
from workbench.exchange.worker import Limits, Reader
from workbench.model.source import SourceDraft

TRANSCRIPT = FileBytes("a.txt", "INT: Cömo 😀?\nP01: So.\nINT: Mm.\nP01: \u202eYes.\n".encode())


def process_of(reader: Reader) -> psutil.Process:
    """Return the process that reads; never this one."""
    assert reader.process_id is not None
    return psutil.Process(reader.process_id)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as made:
        yield made


def test_what_comes_over_the_wire_is_what_was_read(reader):
    assert reader.read(TRANSCRIPT) == read_file(TRANSCRIPT)


def test_options_reach_the_process(reader):
    draft = reader.read(FileBytes("a.txt", b"caf\xe9"), ReadOptions(encoding="cp1252"))
    assert isinstance(draft, SourceDraft)
    assert draft.text == "café"


def test_a_bad_file_is_a_refusal_and_the_process_stays(reader):
    reader.read(TRANSCRIPT)
    process = reader.process_id
    refused = reader.read(FileBytes("a.pdf", b"%PDF-1.7"))
    assert isinstance(refused, RefusedFile)
    assert (refused.name, refused.size, refused.reason) == ("a.pdf", 8, "damaged")
    assert isinstance(reader.read(TRANSCRIPT), SourceDraft)
    assert reader.process_id == process


def test_a_killed_process_is_replaced(reader):
    reader.read(TRANSCRIPT)
    killed = process_of(reader)
    killed.kill()
    killed.wait()
    assert isinstance(reader.read(TRANSCRIPT), SourceDraft)


def test_a_process_that_dies_over_a_file_is_a_refusal_and_the_next_file_goes_on():
    with Reader() as reader, ThreadPoolExecutor(1) as other:
        reader.read(TRANSCRIPT)
        process = process_of(reader)
        process.suspend()
        waiting = other.submit(reader.read, FileBytes("a.txt", b"words " * 1_000_000))
        process.kill()
        refused = waiting.result()
        assert isinstance(refused, RefusedFile) or process_of(reader) != process
        assert isinstance(reader.read(TRANSCRIPT), SourceDraft)


def test_a_file_that_takes_too_long_is_refused_and_the_process_replaced():
    with Reader(Limits(seconds=1)) as reader:
        reader.read(TRANSCRIPT)
        process_of(reader).suspend()
        refused = reader.read(TRANSCRIPT)
        assert isinstance(refused, RefusedFile)
        assert refused.reason == "time"
        assert "a.txt was not read within 1 seconds" in refused.message


def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_goes_on():
    with Reader(Limits(memory=200 << 20)) as reader:
        refused = reader.read(FileBytes("a.txt", b"Ana: a\n" * (8 << 20)))
        assert isinstance(refused, RefusedFile)
        assert refused.reason in {"memory", "crash"}
        assert isinstance(reader.read(TRANSCRIPT), SourceDraft)


def test_several_threads_may_share_a_reader(reader):
    files = [FileBytes(f"{n}.txt", f"words {n}".encode()) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        drafts = list(pool.map(reader.read, files))
    assert [draft.text for draft in drafts] == [f"words {n}" for n in range(40)]


def test_closing_ends_the_process_and_a_later_file_starts_another():
    reader = Reader()
    reader.read(TRANSCRIPT)
    process = process_of(reader)
    reader.close()
    assert not process.is_running()
    assert isinstance(reader.read(TRANSCRIPT), SourceDraft)
    reader.close()


def test_a_file_beyond_100_mb_never_reaches_the_process():
    reader = Reader()
    refused = reader.read(FileBytes("a.txt", bytes(100 * 1024 * 1024 + 1)))
    assert isinstance(refused, RefusedFile)
    assert reader.process_id is None
