"""Making a run: the segments of a scope are grouped, and what was found becomes one event.

Nothing is written before everything is worked out: whoever stops it, or loses the process that
reckons, finds the study as it was.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import groupby
from typing import TYPE_CHECKING

from workbench.errors import ComputationStoppedError, ConflictError, InvalidActionError
from workbench.model.ids import RunId, Words
from workbench.model.proposal import (
    RUN_UNITS,
    SCOPE_KINDS,
    Run,
    RunInput,
    RunRecord,
    RunUnit,
    Scope,
)
from workbench.model.proposal_events import RunMade
from workbench.project.encoding import Watch, read_by_model
from workbench.project.grouping_trees import Tree, grow, keep, standing
from workbench.project.opened import Opened
from workbench.project.segments import StudySegment, spoken_segments

if TYPE_CHECKING:
    from workbench.analysis.models import ModelCard

_LIBRARIES = ("numpy", "scikit-learn", "scipy", "sentence-transformers", "spacy", "torch")
_RUNS = 32
#: Seeds are whole numbers that any reader of the trail holds exactly.
_SEEDS = 2**53


@dataclass(frozen=True, slots=True)
class RunWish:
    """What a person asks for.

    Attributes:
        around: About how many groups; None for what suits the number of segments.
    """

    unit: RunUnit
    scope: Scope
    seed: int
    around: int | None

    def check(self) -> None:
        """Refuse what cannot be.

        Raises:
            InvalidActionError: It is no unit, scope or seed.
        """
        if self.unit not in RUN_UNITS or self.scope.kind not in SCOPE_KINDS:
            raise InvalidActionError(
                "What is grouped are codings, turns or sentences: all, those uncoded, of a code "
                "or one below it, or of the participants with a value of an attribute."
            )
        if not 0 <= self.seed < _SEEDS:
            raise InvalidActionError(f"A seed is a whole number from 0 to {_SEEDS - 1:,}.")


def make_run(opened: Opened, wish: RunWish, watch: Watch | None = None) -> Run:
    """Group segments and record the run.

    Args:
        opened: The project.
        wish: What is grouped, and how.
        watch: Told how many steps of how many are done; a no stops it.

    Raises:
        InvalidActionError: There is nothing to group.
        ConflictError: The segments changed meanwhile.
        ComputationStoppedError: The watch said no, or the process was lost.
    """
    with opened.reading() as reads:
        spoken = spoken_segments(reads, wish.unit, wish.scope)
        seen = reads.head()[0]
    segments = [segment for segment in spoken if segment.has_words]
    _refuse_too_little(segments, wish.around)
    steps = _Steps(watch, len(segments))
    steps.begin()
    model, vectors = read_by_model(opened, [one.words for one in segments], steps.encoding)
    plain = _record(wish, segments, model, len(spoken) - len(segments))
    tree = grow(opened, segments, vectors, plain, steps.grouping)
    groups, thirds = tree.first_cut(plain.around)
    return _recorded(opened, replace(plain, groups=groups, thirds=thirds), tree, seen)


class _Steps:
    """One count for all of the work: a step for each segment that is encoded, and for each run."""

    def __init__(self, watch: Watch | None, segments: int) -> None:
        self._watch = watch
        self._segments = segments

    def begin(self) -> None:
        """Tell that nothing is done, before the model is loaded.

        Raises:
            ComputationStoppedError: The watch said no.
        """
        if not self.encoding(0, 0):
            raise ComputationStoppedError("The grouping was stopped; nothing was changed.")

    def encoding(self, done: int, _of: int) -> bool:
        """Tell how many segments are encoded."""
        return self._watch is None or self._watch(done, self._segments + _RUNS)

    def grouping(self, done: int, _of: int) -> bool:
        """Tell how many runs are done."""
        return self.encoding(self._segments + done, 0)


def _refuse_too_little(segments: Sequence[StudySegment], around: int | None) -> None:
    if len(segments) < 2:
        raise InvalidActionError(
            "A grouping needs two passages with participants' words at least; in this scope there "
            f"{'is one' if segments else 'is none'}. Choose another scope or unit."
        )
    if len({segment.words for segment in segments}) < 2:
        raise InvalidActionError(
            f"All {len(segments):,} passages in this scope have the same words: there is nothing "
            "to group. Choose another scope or unit."
        )
    if around is not None and not 2 <= around <= len(segments):
        raise InvalidActionError(
            f"{len(segments):,} passages make 2 to {len(segments):,} groups. Choose a number "
            "between."
        )


def _record(
    wish: RunWish, segments: Sequence[StudySegment], model: ModelCard, without_words: int
) -> RunRecord:
    """Return the record of a run whose groups are not known yet."""
    return RunRecord(
        unit=wish.unit,
        scope=wish.scope,
        seed=wish.seed,
        runs=_RUNS,
        around=wish.around or 0,
        model=Words(model.name),
        sha256=model.sha256,
        dimension=model.dimension,
        libraries=tuple(f"{name} {version(name)}" for name in _LIBRARIES),
        inputs=tuple(_inputs(segments)),
        groups=(),
        thirds=(),
        without_words=without_words,
    )


def _inputs(segments: Iterable[StudySegment]) -> Iterator[RunInput]:
    for source, some in groupby(segments, key=lambda segment: segment.source):
        yield RunInput(source, tuple(place for one in some for place in (one.start, one.end)))


def _recorded(opened: Opened, record: RunRecord, tree: Tree, seen: int) -> Run:
    """Record a run, unless its segments changed since entry `seen`."""
    with opened.unit() as unit:
        if unit.reads.head()[0] != seen and None in standing(unit.reads, record, tree.digests):
            raise ConflictError(
                "Some of these passages were changed while they were grouped; nothing was kept of "
                "it. Propose anew."
            )
        made = RunId(str(uuid.uuid4()))
        coder, at = unit.command.actor.id, unit.at
        run = Run(made, record, coder, at, unit.record(RunMade(made, coder, record)))
    keep(opened, run, tree)
    return run
