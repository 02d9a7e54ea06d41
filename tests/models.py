"""Models for tests: processes that all share, and a model of another dimension than theirs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from workbench.analysis.models import packaged_folder
from workbench.project.reckoning import Reckoning

#: The packaged model's sizes, and those of the small one.
_SIZES = {384: 32, 1536: 64}


class SharedReckoning(Reckoning):
    """The processes that all tests of a session share: loading the model takes ten seconds."""

    __slots__ = ()

    def close(self) -> None:
        """Leave them running: a project that closes is not the last one."""

    def end(self) -> None:
        """End them: no test is left."""
        super().close()


def small_model(folder: Path, seed: int = 0) -> Path:
    """Make a folder of a model with one layer, 32 dimensions and weights that chance gave it."""
    shutil.copytree(packaged_folder(), folder, ignore=lambda *_: {"model.safetensors"})
    shape = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_attention_heads": 2,
        "num_hidden_layers": 1,
    }
    _change(folder / "config.json", shape)
    _change(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": 32})
    rng, weights = np.random.default_rng(seed), {}
    with safe_open(packaged_folder() / "model.safetensors", "numpy") as packaged:
        for name in packaged.keys():  # noqa: SIM118 - it is no dictionary
            if "layer." not in name or "layer.0." in name:
                size = [_SIZES.get(n, n) for n in packaged.get_slice(name).get_shape()]
                weights[name] = rng.normal(size=size).astype(np.float32)
    weights["embeddings.position_ids"] = np.arange(512)[None]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    return folder


def _change(path: Path, values: dict[str, int]) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), "utf-8")
