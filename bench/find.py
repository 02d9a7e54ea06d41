"""What finding costs in a study of 1,000 texts of 8,000 words: the index once, then any phrase.

Run ``python -m bench.find``. CPU seconds. The words are as unevenly common as in speech: the first
makes a twentieth of all, and most occur in few texts.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

from bench.studies import new_project
from workbench.exchange.reading import FileBytes
from workbench.model.source import SourceDraft
from workbench.project.project import Project, open_project

TEXTS, WORDS = 1_000, 8_000
COMMON = (
    "the and of to a in that it is was I for you he be with on we they at this have from or had by "
    "but not what all were when she there can an your which their said if do will each about how "
    "up out them then many some so these would other into has more her two like him see time could "
    "no make than first been its who now people my made over did down only way find use may"
)
#: From a phrase of the commonest words to words that no text holds.
SOUGHT = (
    '"and the"',
    '"of the"',
    "the",
    "and",
    '"when she said"',
    '"people who were"',
    "peop*",
    "b*",
    "and the",
    "people time",
    "bavoda",
    '"no such phrase as this"',
    "nowhere",
)


def vocabulary(size: int = 20_000) -> list[str]:
    """Return words, the commonest first."""
    rng = random.Random(1)
    made = {
        "".join(rng.choice("bcdfghjklmnprstvw") + rng.choice("aeiou") for _ in range(length))
        for length in rng.choices(range(2, 6), k=size)
    }
    return COMMON.split() + sorted(made, key=lambda word: (len(word), word))


def transcript(words: list[str], weights: list[float], seed: int) -> bytes:
    """Return an interview whose words are drawn by how common they are."""
    rng = random.Random(seed)
    lines, count = [], 0
    while count < WORDS:
        asks = len(lines) % 2 == 0
        size = rng.randint(5, 25) if asks else rng.randint(25, 110)
        spoken = " ".join(rng.choices(words, cum_weights=weights, k=size)).capitalize()
        lines.append(f"{'INT' if asks else 'P07'}: {spoken}.")
        count += size + 1
    return "\n".join(lines).encode()


def study(folder: Path) -> Path:
    """Make the study; return where it lies."""
    words = vocabulary()
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    with new_project(folder) as project:
        files = (FileBytes(f"{n}.txt", transcript(words, weights, n)) for n in range(TEXTS))
        for read in project.sources.read(files):
            assert isinstance(read, SourceDraft)
            project.sources.add(read)
        return Path(project.where)


def index(where: Path) -> None:
    """Make the index, and tell what it takes."""
    before = where.stat().st_size
    begun = time.process_time()
    with open_project(where) as project:
        opened = time.process_time() - begun
        begun = time.process_time()
        for _ in project.find.catch_up():
            pass
        took = time.process_time() - begun
    grown = where.stat().st_size - before
    begun = time.process_time()
    with open_project(where):
        again = time.process_time() - begun
    print(f"index of {TEXTS:,} texts: {took:.2f} s CPU, {grown / 1e6:.1f} MB beside "
          f"{before / 1e6:.1f} MB; opening {opened:.2f} s before, {again:.2f} s after")  # fmt: skip


def find(project: Project) -> None:
    """Look for everything, first with nothing at hand and then again."""
    for sought in SOUGHT:
        cold = _seconds(project, sought)
        warm = min(_seconds(project, sought) for _ in range(3))
        found = project.find.hits(sought)
        print(
            f"{sought:>26}: {found.total:>9,} hits in {found.source_count:>5,} texts, "
            f"warm {warm * 1_000:6.1f} ms, first {cold * 1_000:7.1f} ms CPU"
        )


def _seconds(project: Project, sought: str) -> float:
    begun = time.process_time()
    project.find.hits(sought)
    return time.process_time() - begun


def main() -> None:
    """Measure all."""
    with tempfile.TemporaryDirectory() as folder:
        where = study(Path(folder))
        index(where)
        with open_project(where) as project:
            find(project)


if __name__ == "__main__":
    sys.exit(main())
