"""Vectors of words, worked out once: kept in the project, found again by what the words are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.errors import StorageError
from workbench.store import vectors as kept

if TYPE_CHECKING:
    from workbench.analysis.models import ModelCard
    from workbench.analysis.vectors import Vectors
    from workbench.project.opened import Opened

#: So many texts are encoded before what was worked out is kept: writers wait for no more.
_BATCH = 128
#: Told how many texts of how many are done; answers whether to go on.
Watch = Callable[[int, int], bool]


def model_of(opened: Opened) -> ModelCard:
    """Return the model that this project's words are read with; it is loaded where it was not.

    Raises:
        WorkbenchError: The model is missing, damaged or not what it should be.
    """
    return opened.reckoning.encoder().model()


def are_known(opened: Opened, texts: Sequence[str]) -> list[bool]:
    """Tell of each text whether its vector is kept.

    Raises:
        WorkbenchError: The model is missing, damaged or not what it should be.
    """
    model = model_of(opened)
    digests = [kept.digest_of(text) for text in texts]
    with opened.reading() as reads:
        found = kept.known(reads.db, model.sha256, digests)
    return [digest in found for digest in digests]


def vectors_of(opened: Opened, texts: Sequence[str], watch: Watch | None = None) -> Vectors:
    """Return a unit row for each text; those that were met before are not worked out again.

    What was worked out before a stop is kept. Where the project cannot be written to, nothing is.

    Args:
        opened: The project.
        texts: n texts, of participants or of the codebook.
        watch: Told how many are done; a no stops the work.

    Returns:
        Shape (n, dimension).

    Raises:
        ComputationStoppedError: The watch said no, or the process was lost.
        WorkbenchError: The model is missing, damaged or not what it should be.
    """
    return read_by_model(opened, texts, watch)[1]


def read_by_model(
    opened: Opened, texts: Sequence[str], watch: Watch | None = None
) -> tuple[ModelCard, Vectors]:
    """Return what `vectors_of` does, and the one model that read all of it.

    Raises:
        ComputationStoppedError: The watch said no, the process was lost, or the model changed.
        WorkbenchError: The model is missing, damaged or not what it should be.
    """
    import numpy as np

    encoder = opened.reckoning.encoder()
    model = encoder.model()
    digests = [kept.digest_of(text) for text in texts]
    with opened.reading() as reads:
        found = kept.found(reads.db, model.sha256, digests)
    missing = {d: text for d, text in zip(digests, texts, strict=True) if d not in found}
    wanted = list(missing)
    for first in range(0, len(wanted), _BATCH):
        some = wanted[first : first + _BATCH]
        done = len(texts) - len(wanted) + first
        step = None if watch is None else _later(watch, done, len(texts))
        rows = encoder.encode([missing[d] for d in some], step)
        fresh = {d: row.astype("<f4").tobytes() for d, row in zip(some, rows, strict=True)}
        _keep(opened, model.sha256, fresh)
        found |= fresh
    whole = b"".join(found[digest] for digest in digests)
    flat: Vectors = np.frombuffer(whole, dtype="<f4").astype(np.float32)
    return model, flat.reshape(len(texts), model.dimension)


def _later(watch: Watch, done: int, of: int) -> Watch:
    """Return a watch that counts what was done before."""
    return lambda now, _some: watch(done + now, of)


def _keep(opened: Opened, model: str, fresh: dict[bytes, bytes]) -> None:
    try:
        with opened.store.deriving() as db:
            kept.add(db, model, fresh)
    except StorageError:
        return  # nobody may write here: they are worked out again the next time
