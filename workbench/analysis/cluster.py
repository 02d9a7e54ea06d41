"""Groups segments by what many groupings agree on (Strehl & Ghosh 2002; Monti et al. 2003).

Runs of k-means on four fifths of the segments, each with another number of groups and from another
view; how often two segments came together makes them near; average linkage makes the tree. Runs may
go to other processes or machines: each has a seed of its own and one thread, for sums in another
order would be other sums. So the groups are the same however many work at them; another kind of
processor or another version of a library may find others.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from workbench.analysis.consensus import Consensus, first_count
from workbench.analysis.vectors import Vectors, Whole, group_means, numbered, unit_rows
from workbench.analysis.views import neighbourhoods, sides_of
from workbench.errors import ComputationStoppedError, InvalidActionError

#: Above so many segments, small groups of nearly the same take their place.
WHOLE_LIMIT = 2_500
SMALL_GROUPS = 1_500
_SHARE = 0.8
_JITTER = 0.3

#: Told how many steps of how many are done; answers whether to go on.
Watch = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Workers:
    """Where runs are worked out.

    Attributes:
        backend: "loky" for processes here, "dask" for a cluster.
        count: How many runs at once; 1 stays in this process.
        scheduler: The address of the cluster's scheduler, as ``tcp://host:8786``.
    """

    backend: Literal["loky", "dask"] = "loky"
    count: int = 1
    scheduler: str | None = None


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """What a grouping was made with; with the segments and the model it tells all.

    Attributes:
        seed: Where chance begins.
        count: Groups round which the runs are spread; None takes the segments' square root.
        runs: How many groupings are compared.
    """

    seed: int = 0
    count: int | None = None
    runs: int = 32


@threadpool_limits.wrap(limits=1)  # type: ignore[untyped-decorator] # threadpoolctl ships no types
def group(
    vectors: Vectors,
    texts: Sequence[str],
    documents: Sequence[str],
    settings: GroupSettings | None = None,
    workers: Workers | None = None,
    watch: Watch | None = None,
) -> Consensus:
    """Return what many groupings of the segments agree on.

    Args:
        vectors: Shape (n, d), unit rows.
        texts: The n segments' words.
        documents: Whose words each segment is.
        settings: Seed, runs and the number of groups round which they are spread.
        workers: Where runs are worked out; on machines alike the groups are the same.
        watch: Told of each step; a no stops the work.

    Raises:
        ComputationStoppedError: The watch said no.
    """
    settings, workers = settings or GroupSettings(), workers or Workers()
    order = sorted(
        range(len(texts)),
        key=lambda place: (documents[place], texts[place], vectors[place].tobytes()),
    )
    found = _group(
        vectors[order],
        [texts[place] for place in order],
        [documents[place] for place in order],
        settings,
        lambda views, count: _all_runs(views, count, settings, workers, watch or _go_on),
    )
    leaves = np.empty_like(found.leaves)
    leaves[order] = found.leaves
    return replace(found, leaves=leaves)


def _group(
    vectors: Vectors,
    texts: Sequence[str],
    documents: Sequence[str],
    settings: GroupSettings,
    all_runs: Callable[[Sequence[Vectors], int], NDArray[np.int32]],
) -> Consensus:
    """Group segments in an order of their own, so that it does not matter how they came."""
    leaves = np.arange(len(vectors))
    if len(vectors) < 2:
        none = np.zeros((0, 2), dtype=np.int64)
        return Consensus(
            leaves, none, np.zeros(0), np.zeros((settings.runs, len(leaves)), np.int32)
        )
    sides = sides_of(vectors, texts, numbered(documents), settings.seed)
    if len(vectors) > WHOLE_LIMIT:
        rng = np.random.default_rng(settings.seed)
        found = _k_means(sides[0], SMALL_GROUPS, rng, "random")
        leaves = numbered(found.labels_.tolist())
        sides = unit_rows(group_means(sides[0], leaves)), unit_rows(group_means(sides[1], leaves))
    runs = all_runs(
        (*sides, *neighbourhoods(sides[0], settings.seed)),
        settings.count or first_count(len(vectors)),
    )
    return Consensus(leaves, *_tree(runs), runs)


def one_run(view: Vectors, count: int, seed: int, run: int) -> NDArray[np.int32]:
    """Return one grouping: k-means on four fifths of the rows, the others to the nearest centre.

    Args:
        view: Shape (m, d), unit rows.
        count: Groups round which runs are spread by up to 30 %.
        seed: The grouping's seed.
        run: The number of this run; it makes the seed its own.

    Returns:
        Shape (m,), the group of each row.
    """
    rng = np.random.default_rng([seed, run])
    chosen = rng.choice(len(view), max(2, round(_SHARE * len(view))), replace=False)
    wanted = max(2, round(count * rng.uniform(1 - _JITTER, 1 + _JITTER)))
    found = _k_means(view[chosen], wanted, rng)
    with threadpool_limits(limits=1):
        return np.asarray(found.predict(view.astype(np.float64)), dtype=np.int32)


def _k_means(
    rows: Vectors,
    count: int,
    rng: np.random.Generator,
    init: Literal["k-means++", "random"] = "k-means++",
) -> Any:
    """Return k-means of rows, begun once; in doubles, or all distances would be cast to them."""
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    seed = int(rng.integers(2**31))
    found = KMeans(min(count, len(rows)), init=init, n_init=1, random_state=seed)
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # copies make fewer groups
        return found.fit(rows.astype(np.float64))


def together(runs: NDArray[np.int32]) -> NDArray[np.float32]:
    """Return the share of runs that put two leaves together.

    Args:
        runs: Shape (r, m), the group of each leaf in each run.

    Returns:
        Shape (m, m), symmetric, in [0, 1].
    """
    met = np.zeros((runs.shape[1], runs.shape[1]), dtype=np.float32)
    for run in runs:
        member = np.zeros((runs.shape[1], int(run.max()) + 1), dtype=np.float32)
        member[np.arange(len(run)), run] = 1
        met += member @ member.T
    return met / np.float32(len(runs))


def _tree(runs: NDArray[np.int32]) -> tuple[Whole, NDArray[np.float64]]:
    """Return merges and heights of the average linkage of the runs' agreement."""
    from scipy.cluster.hierarchy import linkage

    apart = 1 - together(runs)
    above = np.triu_indices(len(apart), 1)
    steps = linkage(apart[above].astype(np.float64), "average")
    return steps[:, :2].astype(np.int64), np.clip(steps[:, 2], 0, 1)


def _all_runs(
    views: Sequence[Vectors],
    count: int,
    settings: GroupSettings,
    workers: Workers,
    watch: Watch,
) -> NDArray[np.int32]:
    from joblib import Parallel, delayed

    found: list[NDArray[np.int32]] = []
    with _placed(workers), Parallel(n_jobs=workers.count) as parallel:
        while len(found) < settings.runs:
            if not watch(len(found), settings.runs):
                raise ComputationStoppedError("The grouping was stopped; nothing was changed.")
            following = range(len(found), min(len(found) + workers.count, settings.runs))
            found += parallel(
                delayed(one_run)(views[run % len(views)], count, settings.seed, run)
                for run in following
            )
    return np.stack(found)


@contextlib.contextmanager
def _placed(workers: Workers) -> Iterator[None]:
    """Send runs where the workers are while it is entered."""
    from joblib import parallel_config

    if workers.backend == "loky":
        settings: dict[str, Any] = {} if workers.count == 1 else {"inner_max_num_threads": 1}
        with parallel_config("loky", **settings):
            yield
        return
    with _cluster(workers.scheduler), parallel_config("dask"):
        yield


@contextlib.contextmanager
def _cluster(scheduler: str | None) -> Iterator[None]:
    if scheduler is None:
        raise InvalidActionError(
            "The backend is dask but no scheduler is named. Name its address, "
            "as tcp://host:8786, or choose the backend loky."
        )
    try:
        from distributed import Client
    except ImportError as error:
        raise InvalidActionError(
            "The backend is dask but the package distributed is not installed. "
            "Install it, or choose the backend loky."
        ) from error
    try:
        client = Client(scheduler, timeout=10)
    except OSError as error:
        raise InvalidActionError(
            f"No Dask scheduler answers at {scheduler}. Start it, or choose the backend loky."
        ) from error
    with client:
        yield


def _go_on(_done: int, _all: int) -> bool:
    return True
