"""Threads and processes that write at once: nothing that was acknowledged is lost or done twice."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.studies import draft
from workbench.errors import AlreadyDoneError, StorageError
from workbench.model.events import CodingApplied
from workbench.model.ids import CodeId, SourceId
from workbench.model.source import Segment
from workbench.project.project import Project, open_project

ROOT = Path(__file__).parents[2]
EACH, WORKERS = 125, 8
LENGTH = 4_000


def work(project: Project, source: SourceId, code: CodeId, worker: int) -> list[str]:
    """Code, each act under an id of its own; what met a busy project is sent again.

    Returns:
        The codings that were acknowledged.
    """
    mine, done = project.as_coder(f"Coder {worker}"), []
    for number in range(EACH):
        start = worker * EACH + number
        command = f"{worker}-{number}"
        while True:
            try:
                segment = Segment(start, start + 9)
                done.append(mine.once(command).codings.apply(source, segment, code))
            except StorageError as busy:
                if "busy" not in str(busy):
                    raise
                continue
            except AlreadyDoneError:
                pytest.fail(f"{command} was told to be busy and was done")
            break
    return done


PROCESS = """
import sys
from tests.integration.test_writers import work
from workbench.project.project import open_project
place, worker = sys.argv[1:]
with open_project(place) as project:
    source, code = project.sources.all()[0].id, project.codebook.all()[0].id
    print("\\n".join(work(project, source, code, int(worker))))
"""


def test_four_threads_and_four_processes_lose_nothing_they_acknowledged(project: Project) -> None:
    source = project.sources.add(draft("P07: " + "word " * (LENGTH // 5)))
    code = project.codebook.create("limits")
    begun = project.head.seq
    acknowledged: list[str] = []
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, project.where, str(worker)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for worker in range(4, WORKERS)
    ]
    threads = [
        threading.Thread(target=lambda n=n: acknowledged.extend(work(project, source, code, n)))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in processes:
        acknowledged += process.communicate()[0].split()
    assert [process.returncode for process in processes] == [0] * 4

    assert len(acknowledged) == len(set(acknowledged)) == EACH * WORKERS == 1_000
    with open_project(project.where) as found:
        assert {c.id for c in found.codings.in_source(source)} == set(acknowledged)
        with found._opened.reading() as reads:
            entries = list(reads.entries())
            numbers = [entry.header.seq for entry in entries]
            applied = [e.event.coding.id for e in entries if isinstance(e.event, CodingApplied)]
        assert numbers == list(range(1, begun + WORKERS + EACH * WORKERS + 1))
        assert sorted(applied) == sorted(acknowledged)
        assert found.history.verify().ok
