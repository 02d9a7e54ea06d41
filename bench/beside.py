"""What a coder feels while the machine reads beside them: one coding.

Run ``python -m bench.beside``. A coding is what the reader's server does of it: an act that was
sent, and the answer with what changed. It is measured alone, and while 2,000 segments are encoded
in the same process. Wall times: run it beside nothing else; the CPU of the thread is told too.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from bench.project import loop
from bench.studies import fill, import_one, new_project
from workbench.app.reader.ops import take_ops
from workbench.app.reader.payload import surface
from workbench.model.ids import CodeId, SourceId
from workbench.project.encoding import vectors_of
from workbench.project.project import Project

WORDS, CODINGS = 30_000, 2_000
ENCODED, LENGTH = 2_000, 38
AT_MOST = 1_000
PAUSE = 0.2


def main() -> None:
    """Measure a coding alone and beside the encoder."""
    print(f"an empty loop takes {loop():.0f} ns an iteration")
    with tempfile.TemporaryDirectory() as folder:
        project = new_project(Path(folder))
        source = import_one(project, WORDS)
        codes = [project.codebook.create(f"code {n}") for n in range(40)]
        fill(project, source, codes, CODINGS)
        tell("a coding alone", codings(project, source, codes, lambda done: done < 100))
        _beside(project, source, codes)
        project.close()


def _beside(project: Project, source: SourceId, codes: list[CodeId]) -> None:
    words = project.sources.text(source).split()
    texts = [" ".join(words[n : n + LENGTH]) for n in range(0, ENCODED * 10, 10)]
    project._opened.reckoning.encoder().model()
    begun = time.perf_counter()
    reading = Thread(target=vectors_of, args=(project._opened, texts))
    reading.start()
    some = codings(project, source, codes, lambda done: reading.is_alive() and done < AT_MOST)
    reading.join()
    tell(f"a coding while {ENCODED:,} segments are encoded", some)
    print(f"  they were encoded in {time.perf_counter() - begun:.1f} s")


def codings(
    project: Project, source: SourceId, codes: list[CodeId], goes_on: Callable[[int], bool]
) -> list[tuple[float, float]]:
    """Return wall and CPU milliseconds of codings in the reader, one every `PAUSE` seconds."""
    text = project.sources.text(source)
    times: list[tuple[float, float]] = []
    while goes_on(len(times)):
        number = len(times)
        start = (number * 137 + project.head.seq) % (len(text) - 60)
        op = {
            "op": str(uuid.uuid4()),
            "kind": "apply",
            "in_vivo": False,
            "coding": str(uuid.uuid4()),
        }
        place = {"start": start, "end": start + 40, "words": text[start : start + 40]}
        ops = [{**op, **place, "code": codes[number % len(codes)]}]
        head = {"source": source, "coder": project.coder_name, "since": project.head.seq}
        sent = {**head, "message": number, "ops": ops}
        wall, cpu = time.perf_counter(), time.thread_time()
        answer = take_ops(project, source, sent)
        surface(project, source, 0, answer)
        times.append(((time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000))
        assert answer.acks, answer.refused
        time.sleep(PAUSE)
    return times


def tell(what: str, times: list[tuple[float, float]]) -> None:
    """Print the middle and the tail of what `codings` returned."""
    wall, cpu = (sorted(column) for column in zip(*times, strict=True))
    tail = int(len(times) * 0.95)
    print(
        f"{what}, {len(times)} of them: wall p50 {statistics.median(wall):.0f} ms, p95 "
        f"{wall[tail]:.0f} ms; CPU p50 {statistics.median(cpu):.1f} ms, p95 {cpu[tail]:.1f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
