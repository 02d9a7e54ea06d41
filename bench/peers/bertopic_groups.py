"""Runs BERTopic with its defaults on vectors that are given, and prints what it found as JSON.

Started by `bench.themes` with the Python of an environment of its own:
``python bertopic_groups.py VECTORS.npy TEXTS.json SEED``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
from bertopic import BERTopic
from umap import UMAP


def main(vectors_file: str, texts_file: str, seed: int) -> None:
    """Group twice, so that the second run tells the time without compilation."""
    vectors = np.load(vectors_file)
    texts = json.loads(Path(texts_file).read_text("utf-8"))
    seconds = []
    groups: list[int] = []
    for _ in range(2):
        begun = time.process_time()
        # BERTopic's own defaults for UMAP, with a seed.
        umap = UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
        )
        model = BERTopic(umap_model=umap)
        groups, _ = model.fit_transform(texts, vectors)
        seconds.append(time.process_time() - begun)
    print(json.dumps({"groups": [int(g) for g in groups], "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
