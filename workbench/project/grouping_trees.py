"""The trees of runs: kept beside the study, worked out again where they are missing.

A tree is derived from the words of its segments, so it is discarded with them. What the trail
holds tells whether one that was worked out again is the same.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from workbench.errors import InvalidActionError, StorageError
from workbench.model.ids import CaseId
from workbench.model.proposal import Run, RunRecord, Scope
from workbench.project.encoding import Watch, vectors_of
from workbench.project.grouping_values import STABILITIES, Stability
from workbench.project.opened import Opened
from workbench.project.segments import StudySegment, study_segments
from workbench.project.settings import workers
from workbench.store import vectors as kept
from workbench.store.reads import Reads

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.analysis.cluster import Workers
    from workbench.analysis.consensus import Consensus
    from workbench.analysis.vectors import Floats, Vectors, Whole

#: From so many segments on, groupings are worked out by several processes of this machine.
_MANY = 2_000
#: Runs that a cluster is given at once.
_AT_ONCE = 8
_OTHERS = (
    "The words of this grouping are no longer what they were, and without them it cannot be "
    "worked out again. Propose anew."
)
_ELSEWHERE = (
    "This grouping is not kept here, and what is worked out now is another: other versions of "
    "libraries or another processor reckon otherwise. Propose anew."
)


@dataclass(frozen=True, slots=True)
class Tree:
    """What a run found.

    Attributes:
        consensus: The tree, and what stability is worked out from.
        places: Where each segment lies on the map; shape (n, 2).
        digests: Of the words of each segment.
    """

    consensus: Consensus
    places: Floats
    digests: tuple[bytes, ...]

    @property
    def first(self) -> int:
        """How many groups suit so many segments to begin with."""
        from workbench.analysis.consensus import first_count

        return first_count(len(self.digests))

    def stability(self, groups: Whole) -> tuple[Stability, ...]:
        """Return how steadily each segment stays with its group, by thirds."""
        from workbench.analysis.consensus import thirds

        return cast(tuple[Stability, ...], thirds(self.consensus.stability(groups)))

    def first_cut(self, around: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the groups that are shown first and their segments' thirds, as a record has them.

        Args:
            around: Groups that were asked for; 0 for what suits the number of segments.
        """
        groups = self.consensus.cut(around or self.first)
        steady = tuple(STABILITIES.index(word) for word in self.stability(groups))
        return tuple(map(int, groups)), steady


def standing(
    reads: Reads, record: RunRecord, digests: Sequence[bytes] = ()
) -> list[StudySegment | None]:
    """Return a run's segments by place; None for one that is no longer what it was.

    One that was coded since stays what it was, also where the run looked at what was not coded.

    Args:
        reads: The project at one moment.
        record: What the run looked at.
        digests: Of the words of each segment; without them only places are compared.
    """
    scope = Scope() if record.scope.kind == "uncoded" else record.scope
    now = {(s.source, s.start, s.end): s for s in study_segments(reads, record.unit, scope)}
    found = [now.get(place) for place in record.segments]
    if not digests:
        return found
    return [
        segment if segment is not None and kept.digest_of(segment.words) == digest else None
        for segment, digest in zip(found, digests, strict=True)
    ]


def kept_digests(reads: Reads, run: Run) -> tuple[bytes, ...]:
    """Return the digests of a run's words, where its tree is kept."""
    held = kept.tree(reads.db, run.id)
    return () if held is None else _read(held).digests


def tree_of(opened: Opened, run: Run, watch: Watch | None = None) -> Tree:
    """Return a run's tree, worked out again where it is not kept.

    Raises:
        InvalidActionError: The words changed meanwhile, another model is in use, or this machine
            does not come to the same groups.
        ComputationStoppedError: The watch said no, or the process was lost.
    """
    with opened.reading() as reads:
        held = kept.tree(reads.db, run.id)
        if held is not None:
            return _read(held)
        now = standing(reads, run.record)
    there = [segment for segment in now if segment is not None]
    if len(there) < len(now):
        raise InvalidActionError(_OTHERS)
    tree = grow(opened, there, vectors_for(opened, run.record, there, watch), run.record, watch)
    if tree.first_cut(run.record.around) != (run.record.groups, run.record.thirds):
        raise InvalidActionError(_ELSEWHERE)
    keep(opened, run, tree)
    return tree


def grow(
    opened: Opened,
    segments: Sequence[StudySegment],
    vectors: Vectors,
    record: RunRecord,
    watch: Watch | None = None,
) -> Tree:
    """Return the tree of segments, with the settings of a record."""
    from workbench.analysis.cluster import GroupSettings

    settings = GroupSettings(record.seed, record.around or None, record.runs)
    texts = [segment.words for segment in segments]
    found = opened.reckoning.grouper().group(
        vectors, texts, _speaking(segments), settings, _workers(len(texts)), watch
    )
    digests = tuple(kept.digest_of(text) for text in texts)
    return Tree(found.consensus, found.places, digests)


def vectors_for(
    opened: Opened,
    record: RunRecord,
    segments: Sequence[StudySegment],
    watch: Watch | None = None,
) -> Vectors:
    """Return the vectors of a run's segments by the model of that run.

    Where all are kept, no model is loaded.

    Raises:
        InvalidActionError: They are not kept, and another model is in use.
    """
    import numpy as np

    texts = [segment.words for segment in segments]
    digests = [kept.digest_of(text) for text in texts]
    with opened.reading() as reads:
        found = kept.found(reads.db, record.sha256, digests)
    if texts and all(digest in found for digest in digests):
        rows = np.frombuffer(b"".join(found[digest] for digest in digests), dtype="<f4")
        return np.asarray(rows.astype(np.float32).reshape(len(texts), record.dimension))
    encoder = opened.reckoning.encoder()
    model = encoder.model()
    if model.sha256 != record.sha256:
        raise InvalidActionError(
            f"This grouping was made with the model {record.model}, and words are read with "
            f"{model.name} now. Choose that model again, or propose anew."
        )
    vectors = vectors_of(opened, texts, watch)
    encoder.refuse_retired()
    return vectors


def keep(opened: Opened, run: Run, tree: Tree) -> None:
    """Keep a run's tree; where nobody may write, it is worked out again the next time."""
    try:
        with opened.store.deriving() as db:
            kept.keep_tree(db, run.id, _written(tree))
    except StorageError:
        return


def _speaking(segments: Sequence[StudySegment]) -> list[str]:
    """Return whose words each segment is, as numbers in order of first speaking.

    Chance-made ids would change the order in which segments are looked at, and with it the groups.
    """
    known: dict[CaseId, int] = {}
    return [str(known.setdefault(segment.case, len(known))) for segment in segments]


def _workers(size: int) -> Workers:
    import os

    from workbench.analysis.cluster import Workers

    backend, scheduler = workers()
    if backend == "dask":
        return Workers("dask", _AT_ONCE, scheduler)
    return Workers(count=1 if size < _MANY else min(os.cpu_count() or 1, 4))


def _written(tree: Tree) -> bytes:
    from workbench.analysis.wire import Message, write_message

    arrays: dict[str, NDArray[Any]] = {
        "leaves": tree.consensus.leaves,
        "merges": tree.consensus.merges,
        "heights": tree.consensus.heights,
        "runs": tree.consensus.runs,
        "places": tree.places,
    }
    stream = io.BytesIO()
    write_message(stream, Message({"digests": [d.hex() for d in tree.digests]}, arrays))
    return stream.getvalue()


def _read(held: bytes) -> Tree:
    from workbench.analysis.consensus import Consensus
    from workbench.analysis.wire import read_message

    told = read_message(io.BytesIO(held))
    assert told is not None
    of = told.arrays
    consensus = Consensus(of["leaves"], of["merges"], of["heights"], of["runs"])
    digests = tuple(bytes.fromhex(digest) for digest in told.told["digests"])
    return Tree(consensus, of["places"], digests)
