"""Studies to measure on: synthetic interviews of a given length, and projects full of codings."""

from __future__ import annotations

import random
import uuid
from pathlib import Path

from workbench.exchange.reading import FileBytes
from workbench.model.coding import Coding
from workbench.model.events import CodingApplied
from workbench.model.ids import CodeId, CodingId, SourceId
from workbench.model.source import SourceDraft
from workbench.project.project import Project, create_project

SPEECH = (
    "I think we try to walk in without the word in our head and ask who she is what she likes "
    "because the court moved the hearing again and there was no bus so somebody had to drive her "
    "and nobody said anything about it in supervision for two weeks which was long"
)
WORDS = SPEECH.split()


def interview(words: int, seed: int) -> bytes:
    """Return a transcript with two speakers whose turns have 5 to 110 words."""
    rng = random.Random(seed)
    lines, count = [], 0
    while count < words:
        asks = len(lines) % 2 == 0
        size = rng.randint(5, 25) if asks else rng.randint(25, 110)
        spoken = " ".join(rng.choices(WORDS, k=size)).capitalize()
        lines.append(f"{'INT' if asks else 'P07'}: {spoken}.")
        count += size + 1
    return "\n".join(lines).encode()


def new_project(folder: Path) -> Project:
    """Return an empty project in a folder."""
    return create_project(folder / f"{uuid.uuid4()}.qwb", name="Bench", coder="Ana")


def import_one(project: Project, words: int, seed: int = 1) -> SourceId:
    """Import one synthetic interview."""
    (read,) = project.sources.read([FileBytes(f"interview {seed}.txt", interview(words, seed))])
    assert isinstance(read, SourceDraft)
    return project.sources.add(read)


def fill(project: Project, source: SourceId, codes: list[CodeId], count: int) -> None:
    """Add codings in large acts, as nobody would by hand but an import of a study does."""
    length, coder = len(project.sources.text(source)), project.coder
    assert coder is not None
    made = project.codings.count()
    rng = random.Random(made)
    taken = {(c.start, c.end, c.code) for c in project.codings.in_source(source)}
    while made < count:
        with project._opened.unit() as unit:
            for _ in range(min(2_000, count - made)):
                start = rng.randrange(length - 400)
                place = (start, start + rng.randint(20, 380), rng.choice(codes))
                if place in taken:
                    continue
                taken.add(place)
                made += 1
                coding = CodingId(str(uuid.uuid4()))
                unit.record(CodingApplied(Coding(coding, source, *place, coder.id, unit.at)))
