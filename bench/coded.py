"""Human-coded text to measure on, with its vectors; read from beside the repository.

The folder is not part of the project: ``THEMES_DATA`` names it, or it lies as ``shared/themes_dev``
beside the repository. Vectors are kept in the user's cache and made anew for another model.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from workbench.analysis.vectors import Vectors, Whole, numbered
from workbench.analysis.worker import Reckoner

CACHE = user_cache_path("thematic-workbench-bench", appauthor=False)
_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "themes_dev"


@dataclass(frozen=True, slots=True)
class Coded:
    """One study's segments and what people coded them with.

    Attributes:
        name: The study's short name.
        texts: n segments, in reading order within each document.
        vectors: Shape (n, d).
        documents: Shape (n,), numbered from 0.
        given: Shape (n, c), which codes each was given.
        codes: The c codes' names.
        names: Shape (c, d), the vectors of the names.
    """

    name: str
    texts: list[str]
    vectors: Vectors
    documents: Whole
    given: NDArray[np.bool_]
    codes: list[str]
    names: Vectors

    def some(self, places: NDArray[np.int64]) -> Coded:
        """Return some of the segments; all codes stay."""
        return Coded(
            self.name,
            [self.texts[p] for p in places],
            self.vectors[places],
            self.documents[places],
            self.given[places],
            self.codes,
            self.names,
        )

    def single(self) -> tuple[Coded, Whole]:
        """Return the segments with one code and which that is."""
        kept = self.some(np.flatnonzero(self.given.sum(axis=1) == 1))
        return kept, kept.given.argmax(axis=1)


def data_folder() -> Path | None:
    """Return where the human-coded text lies, if it is on this machine."""
    folder = Path(os.environ.get("THEMES_DATA", _BESIDE))
    return folder if folder.is_dir() else None


def coded(folder: Path, file: str, least: int = 10) -> Coded:
    """Read one file, with the codes that were used so often."""
    lines = (folder / f"{file}.jsonl").read_text("utf-8").splitlines()
    rows = sorted(
        (json.loads(line) for line in lines), key=lambda row: (row["doc"], row.get("start", 0))
    )
    used = Counter(code for row in rows for code in row["codes"])
    codes = sorted(code for code in used if used[code] >= least)
    given = np.array([[code in row["codes"] for code in codes] for row in rows])
    kept = np.flatnonzero(given.any(axis=1))
    texts = [rows[place]["text"] for place in kept]
    vectors = cached_vectors([*texts, *codes])
    return Coded(
        file.partition("_")[0],
        texts,
        vectors[: len(texts)],
        numbered([rows[place]["doc"] for place in kept]),
        given[kept],
        codes,
        vectors[len(texts) :],
    )


def cached_vectors(texts: list[str]) -> Vectors:
    """Return the texts' vectors, encoded once for each list of texts."""
    key = sha256(json.dumps(texts).encode()).hexdigest()[:24]
    path = CACHE / f"{key}.npy"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with Reckoner() as reckoner:
            np.save(path, reckoner.encode(texts))
    loaded: Vectors = np.load(path)
    return loaded
