"""What the project costs: imports, one coding, checking and rebuilding, in CPU seconds.

Run ``python -m bench.project`` (all) or name parts: ``imports folder coding postgres check
rebuild``. What a server spends is not in the CPU of `postgres`; its wall time has it.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

import psycopg

from bench.folders import mixed_folder
from bench.studies import fill, import_one, interview, new_project
from tests.provision import POSTGRES_URL_FILE
from workbench.exchange.reading import FileBytes
from workbench.model.ids import CodeId, SourceId
from workbench.model.source import Segment, SourceDraft
from workbench.project.project import Project, create_project
from workbench.store.address import read_address


def cpu_seconds() -> float:
    """CPU of this process and of the processes it ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def loop() -> float:
    """How fast the machine is just now: nanoseconds an iteration of an empty loop of Python."""
    begun = time.process_time()
    for _ in range(2_000_000):
        pass
    return (time.process_time() - begun) * 500


def imports(folder: Path) -> None:
    """Import 1,000 texts of 8,000 words; the reading process is counted once it has ended."""
    files = [FileBytes(f"interview {n}.txt", interview(8_000, n)) for n in range(1_000)]
    project, begun = new_project(folder), cpu_seconds()
    characters = 0
    for read in project.sources.read(files):
        assert isinstance(read, SourceDraft)
        characters += read.characters_read
        project.sources.add(read)
    kept = sum(source.characters for source in project.sources.all())
    project.close()
    print(f"import 1,000 x 8,000 words: {cpu_seconds() - begun:.2f} s CPU, "
          f"{characters - kept} of {characters:,} characters lost")  # fmt: skip


def folder(where: Path) -> None:
    """Read a folder of 200 interviews of 8,000 words in eight formats; nothing is imported."""
    files = mixed_folder(200, 8_000)
    project, begun, wall = new_project(where), cpu_seconds(), time.monotonic()
    for read in project.sources.read(files):
        assert isinstance(read, SourceDraft), read.message
        assert len(read.speakers) == 2, read.file_name
    project.close()
    print(f"read a folder of 200 mixed files: {cpu_seconds() - begun:.2f} s CPU, "
          f"{time.monotonic() - wall:.1f} s wall")  # fmt: skip


def coding(folder: Path) -> None:
    """Apply one coding through the project, in small and large studies."""
    for words in (1_000, 30_000):
        for codings in (0, 10_000, 100_000):
            project = new_project(folder)
            source = import_one(project, words)
            codes = [project.codebook.create(f"code {n}") for n in range(96)]
            fill(project, source, codes, codings)
            print(
                f"one coding, {words:,} words, {codings:,} codings: {_one(project, source, codes)}"
            )
            project.close()


def postgres(folder: Path) -> None:  # noqa: ARG001 - as the other parts
    """Apply one coding through the project in studies on the tests' PostgreSQL server."""
    address = POSTGRES_URL_FILE.read_text("utf-8")
    for codings in (0, 10_000):
        where = f"{address}?project=bench {uuid.uuid4()}"
        project = create_project(where, name="Bench", coder="Ana")
        try:
            source = import_one(project, 30_000)
            codes = [project.codebook.create(f"code {n}") for n in range(96)]
            fill(project, source, codes, codings)
            found = _one(project, source, codes)
            print(f"one coding on PostgreSQL, 30,000 words, {codings:,} codings: {found}")
        finally:
            project.close()
            with psycopg.connect(address) as server:
                server.execute(f"DROP SCHEMA {read_address(where).schema} CASCADE")


def _one(project: Project, source: SourceId, codes: list[CodeId]) -> str:
    text = project.sources.text(source)
    taken = {(c.start, c.end, c.code) for c in project.codings.in_source(source)}
    times: list[float] = []
    walls: list[float] = []
    start = 0
    while len(times) < 200:
        start += 3
        segment, code = (
            Segment(start % (len(text) - 60), start % (len(text) - 60) + 50),
            codes[start % 96],
        )
        if (segment.start, segment.end, code) in taken:
            continue
        begun, at = time.process_time(), time.perf_counter()
        project.codings.apply(source, segment, code, words=segment.words_in(text))
        times.append((time.process_time() - begun) * 1_000)
        walls.append((time.perf_counter() - at) * 1_000)
    return (
        f"median {statistics.median(times):.2f} ms, mean {statistics.mean(times):.2f} ms CPU; "
        f"median {statistics.median(walls):.2f} ms wall"
    )


def check(folder: Path) -> None:
    """Check a history of 100,000 entries: the chain alone, then with the replay."""
    project = _long(folder, 100_000)
    with project._opened.reading() as reads:
        from workbench.store.entries import stored_entries
        from workbench.trail.chain import check_chain

        begun = time.process_time()
        report = check_chain(project.id, stored_entries(reads.db), reads.head())
        chain = time.process_time() - begun
    assert all(step.ok for step in report.steps)
    begun = time.process_time()
    found = project.history.verify()
    assert found.ok
    print(f"check {report.entries:,} entries: chain, digests and words {chain:.2f} s CPU; "
          f"with the replay {time.process_time() - begun:.2f} s CPU")  # fmt: skip
    project.close()


def rebuild(folder: Path) -> None:
    """Fill the tables anew from 50,000 events."""
    project = _long(folder, 50_000)
    begun = time.process_time()
    count = project.rebuild()
    print(f"rebuild {count:,} entries: {time.process_time() - begun:.2f} s CPU")
    project.close()


def _long(folder: Path, entries: int) -> Project:
    """A study whose entries are mostly codings, each an act of its own, and some of each verb."""
    project = new_project(folder)
    source = import_one(project, 30_000)
    codes = [project.codebook.create(f"code {n}") for n in range(96)]
    text, n = project.sources.text(source), 0
    while project.head.seq < entries:
        n += 1
        start = n % (len(text) - 400)
        made = project.codings.apply(
            source, Segment(start, start + 20 + n // 50_000), codes[n % 96]
        )
        if n % 20 == 0:
            project.codings.resize(made, Segment(start, start + 200 + n // 50_000))
        if n % 50 == 0:
            project.history.undo()
        if n % 100 == 0:
            project.codebook.rename(codes[n % 96], f"code {n} again")
    return project


def main() -> None:
    """Run the parts named on the command line, or all."""
    parts = {
        "imports": imports,
        "folder": folder,
        "coding": coding,
        "postgres": postgres,
        "check": check,
        "rebuild": rebuild,
    }
    for name in sys.argv[1:] or parts:
        with tempfile.TemporaryDirectory() as where:
            parts[name](Path(where))
        print(f"  an empty loop: {loop():.0f} ns an iteration")


if __name__ == "__main__":
    main()
