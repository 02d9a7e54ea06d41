"""How long a person waits for the first suggestion, and for later ones, as a page asks for them.

Run ``python -m bench.suggestions``. On the sample study and on one of 2,000 codings, no word of
which a model has read: the model is loaded, lessons are read, the answer is there. CPU seconds are
those of the model's process and of this one; wall times need a machine that does nothing else.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
import psutil

from bench.project import loop
from bench.studies import fill, import_one, new_project
from workbench.analysis.suggest import (
    LEAST_MARGIN,
    chosen,
    ground_of,
    learn_without,
    offered,
    probabilities,
)
from workbench.analysis.sureness import margin_of
from workbench.analysis.vectors import numbered
from workbench.model.ids import CoderId, SourceId
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.encoding import vectors_of
from workbench.project.lessons import Lessons, teaching
from workbench.project.project import Project, open_project
from workbench.project.sample import SIMULATED, open_sample
from workbench.project.suggestions import Working

WORDS, CODINGS = 30_000, 2_000
ASKED, CODED = 60, 30
Place = tuple[SourceId, Segment]


def main() -> None:
    """Measure both studies."""
    print(f"an empty loop takes {loop():.0f} ns an iteration; load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKBENCH_HOME"] = folder
        with open_project(open_sample("Ana"), coder=SIMULATED) as project:
            _measure("the sample study", project, _turns(project))
            _tell_shown(project)
        large = new_project(Path(folder))
        source = import_one(large, WORDS)
        fill(large, source, [large.codebook.create(f"code {n}") for n in range(40)], CODINGS)
        for speaker in large.sources.speakers(source):
            role = SpeakerChoice("participant", f"Person {speaker.index}")
            large.sources.map_speaker(source, speaker.index, role)
        large.reading.mark_all(source)
        turns = reversed([*_turns(large)])
        _measure(f"{CODINGS:,} codings", large, turns)
        coded = [_coded(large, place) for place in islice(turns, CODED)]
        _tell("after a coding each", [one for one in coded if one is not None])
        large.close()


def _turns(project: Project) -> Iterator[Place]:
    for source in project.sources.all():
        for passage in project.sources.passages(source.id):
            if passage.kind == "turn":
                yield source.id, Segment(passage.start, passage.end)


def _measure(what: str, project: Project, turns: Iterator[Place]) -> None:
    """Print the first answer, and those that come once every lesson is read."""
    answers = filter(None, (_answered(project, place) for place in turns))
    first = next(answers)
    print(f"{what}: the first in {first[0]:.2f} s, CPU {first[1]:.2f} s")
    begun = time.perf_counter()
    if (rest := project.suggestions._learning.read_the_rest()) is not None:
        rest.result()
        print(f"  all lessons are read {time.perf_counter() - begun:.1f} s after it")
    later = list(islice(answers, ASKED + 1))[1:]
    _tell("later ones", later)


def _tell(what: str, later: list[tuple[float, float]]) -> None:
    for name, column in zip(("wall", "CPU"), zip(*later, strict=True), strict=True):
        print(f"  {what}, {name}: p50 {1000 * median(column):.0f} ms, "
              f"p95 {1000 * sorted(column)[int(len(later) * 0.95)]:.0f} ms")  # fmt: skip


def _coded(project: Project, place: Place) -> tuple[float, float] | None:
    """Code a passage, and ask then."""
    code = project.codebook.all()[place[1].start % 7]
    project.codings.apply(*place, code.id)
    return _answered(project, place)


def _tell_shown(project: Project) -> None:
    """Read each coded passage with what all others teach; tell how often the first is right."""
    opened, learning = project._opened, project.suggestions._learning
    with opened.reading() as reads:
        lessons = Lessons().of(reads, CoderId(reads.reader or ""))
        places = {(one.coding.source, one.coding.segment): one.words for one in lessons}
        asked = [(teaching(reads, lessons, *place), words) for place, words in places.items()]
    examples = learning.examples(asked[0][0])
    vectors = vectors_of(opened, list(places.values()))
    ground, documents = ground_of(examples), numbered([one.coding.source for one in lessons])
    tried = np.array(asked[0][0].tried)
    own = margin_of(chosen(examples, tried), documents[tried])
    for margin in (LEAST_MARGIN, own):
        right: list[bool] = []
        for (taught, words), vector in zip(asked, vectors, strict=True):
            learnt = learn_without(ground, np.array(taught.own))
            (chances,) = probabilities(learnt, vector[None, :], [words])
            others = chosen(examples, np.delete(np.arange(len(lessons)), taught.own))
            found = offered(chances, vector, others, margin)
            right += [found[0].code in taught.given] if found else []
        share = len(right) / len(asked)
        print(
            f"  margin {margin:.3f}: of {len(asked)} coded passages a code is shown for {share:.0%}"
        )
        print(f"    the first is right for {np.mean(right):.0%} of these")


def _answered(project: Project, place: Place) -> tuple[float, float] | None:
    """Ask as a page does; return seconds and CPU seconds, None where nothing may be suggested."""
    wall, cpu = time.perf_counter(), _cpu(project)
    said = project.suggestions.ask(*place, 1)
    if isinstance(said, Working):
        said = project.suggestions._asked.found.result()
    is_shut = (said.why_not or "").startswith("Codes are suggested")
    return None if is_shut else (time.perf_counter() - wall, _cpu(project) - cpu)


def _cpu(project: Project) -> float:
    """CPU seconds of this process and of the one with the model."""
    model = project._opened.reckoning.encoder().process_id
    spent = psutil.Process(model).cpu_times() if model else None
    return time.process_time() + (spent.user + spent.system if spent else 0.0)


if __name__ == "__main__":
    sys.exit(main())
