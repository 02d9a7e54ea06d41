"""Turns words into vectors with a model on this machine; nothing is ever fetched.

What is longer than the model reads is split into windows of sentences whose vectors are averaged,
so that the end of a long turn counts as much as its beginning. Loading costs ten seconds: this
module is used in the process of `worker`, which stays warm, and not in a page's.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from workbench.analysis.models import (
    PACKAGED,
    ModelCard,
    check_packaged,
    damaged,
    packaged_folder,
    weights_digest,
)
from workbench.analysis.sentences import sentences_in, windows_of
from workbench.analysis.vectors import Vectors, group_means, unit_rows
from workbench.errors import WorkbenchError

#: Set before the first import of the libraries they are meant for.
QUIET_AND_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
    "DO_NOT_TRACK": "1",
    # two threads are slower than one: they wait for each other by spinning
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_BATCH = 32


class Encoder(Protocol):
    """Whatever turns words into vectors."""

    @property
    def card(self) -> ModelCard:
        """Which model it is."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a unit row for each text, shape (n, dimension); a row of nothing for no words."""
        ...


class SentenceEncoder:
    """A sentence-transformers model, loaded.

    Args:
        model: What the library loaded.
        card: Which model it is.
    """

    def __init__(self, model: Any, card: ModelCard) -> None:
        self._model = model
        self._card = card
        self._most = int(model.max_seq_length or 256)

    @property
    def card(self) -> ModelCard:
        """Which model it is."""
        return self._card

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a unit row for each text, shape (n, dimension); a row of nothing for no words."""
        pieces: list[str] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            windows = self._windows(text)
            pieces += windows
            owners += [number] * len(windows)
        rows = np.zeros((len(texts), self._card.dimension), dtype=np.float32)
        if pieces:
            found = self._encoded(pieces)
            filled, place = np.unique(np.array(owners), return_inverse=True)
            rows[filled] = found if len(filled) == len(found) else group_means(found, place)
        return unit_rows(rows)

    def _windows(self, text: str) -> list[str]:
        if not text.strip():
            return []
        return [text] if self._fits(text) else windows_of(text, sentences_in(text), self._fits)

    def _fits(self, text: str) -> bool:
        if text.isascii() and len(text) <= self._most - 2:  # a piece has a letter; two are the ends
            return True
        return len(self._model.tokenizer(text, truncation=False)["input_ids"]) <= self._most

    def _encoded(self, pieces: Sequence[str]) -> Vectors:
        rows = self._model.encode(
            list(pieces), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32)


def load_encoder(folder: Path | None = None) -> SentenceEncoder:
    """Load the packaged model, or one from a folder.

    Raises:
        NotFoundError: It is not on this machine.
        InvalidFileError: It is damaged, or not what it should be.
    """
    place = packaged_folder() if folder is None else folder
    digest = weights_digest(place)
    if folder is None:
        check_packaged(digest)
    model = _loaded(place)
    name = PACKAGED if folder is None else place.name
    return SentenceEncoder(model, ModelCard(name, digest, int(model.get_embedding_dimension())))


def _loaded(folder: Path) -> Any:
    library = _library()
    try:
        model = library.SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, trust_remote_code=False
        )
        row = np.asarray(model.encode(["ready"], show_progress_bar=False))
        if row.shape != (1, model.get_embedding_dimension()) or not np.isfinite(row).all():
            raise damaged(folder)
    except WorkbenchError:
        raise
    except Exception as error:  # the library raises whatever its own libraries raise
        raise damaged(folder) from error
    return model


@cache
def _library() -> Any:
    """Import the library once, in a process that is told not to reach out."""
    for name, value in QUIET_AND_OFFLINE.items():
        os.environ.setdefault(name, value)
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    with _nothing_collected():
        import sentence_transformers
        import torch

    torch.set_num_threads(1)
    return sentence_transformers


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep what is imported out of the collection of garbage: it stays, and a seventh of the time.

    A collection looks through all there is again and again while some thousand modules come in.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
