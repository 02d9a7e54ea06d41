"""The packaged model, read with PyTorch alone, so that it is there after two seconds.

all-MiniLM-L6-v2 is a BERT of six layers (Devlin et al. 2019, doi:10.18653/v1/N19-1423) whose
word-pieces' last states are averaged (Reimers & Gurevych 2019, doi:10.18653/v1/D19-1410). What
comes out is what sentence-transformers makes of it, bit for bit with the versions in
`constraints.txt`; importing that library, with all that it can do besides, takes eight seconds
more.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from workbench.analysis.vectors import Vectors

DIMENSION = 384
_LAYERS, _HEADS = 6, 12
_EPSILON = 1e-12
_MOST = 256
_BATCH = 32


class MiniLM:
    """The packaged model, loaded; its weights must be those known.

    Args:
        folder: Where it lies.
    """

    dimension = DIMENSION

    def __init__(self, folder: Path) -> None:
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        self._weights: dict[str, Any] = load_file(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MOST)
        self._tokenizer.enable_padding()

    def fits(self, text: str) -> bool:
        """Tell whether the model reads a text whole."""
        if text.isascii() and len(text) <= _MOST - 2:  # a word-piece has a letter; two are the ends
            return True
        return not self._tokenizer.encode(text).overflowing

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a unit row for each text, shape (n, 384)."""
        import torch

        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        rows = np.empty((len(texts), DIMENSION), dtype=np.float32)
        with torch.inference_mode():
            for first in range(0, len(order), _BATCH):
                places = order[first : first + _BATCH]
                rows[places] = self._means([texts[place] for place in places]).numpy()
        return rows

    def _means(self, texts: list[str]) -> Any:
        """Return the mean of each text's last states, of length one; shape (n, 384)."""
        import torch
        from torch.nn.functional import normalize

        read = self._tokenizer.encode_batch(texts)
        pieces = torch.tensor([one.ids for one in read])
        there = torch.tensor([one.attention_mask for one in read])
        counted = there[:, :, None].float()
        states = self._states(pieces, there)
        means = (states * counted).sum(1) / counted.sum(1)
        return normalize(normalize(means))  # as the model does, and then the library once more

    def _states(self, pieces: Any, there: Any) -> Any:
        """Return the last states of word-pieces; shape (n, l, 384)."""
        from torch.nn.functional import embedding

        length = pieces.shape[1]
        mask = None if there.all() else there[:, None, None, :].bool().expand(-1, 1, length, -1)
        states = embedding(pieces, self._weights["embeddings.word_embeddings.weight"])
        states = states + self._weights["embeddings.token_type_embeddings.weight"][0]
        states = states + self._weights["embeddings.position_embeddings.weight"][:length]
        states = self._normed(states, "embeddings")
        for layer in range(_LAYERS):
            states = self._layer(states, mask, f"encoder.layer.{layer}")
        return states

    def _layer(self, states: Any, mask: Any, name: str) -> Any:
        from torch.nn.functional import gelu, scaled_dot_product_attention

        shape = (*states.shape[:2], _HEADS, -1)
        query, key, value = (
            self._times(states, f"{name}.attention.self.{what}").view(shape).transpose(1, 2)
            for what in ("query", "key", "value")
        )
        heard = scaled_dot_product_attention(query, key, value, attn_mask=mask)
        heard = heard.transpose(1, 2).reshape(states.shape)
        heard = self._times(heard, f"{name}.attention.output.dense")
        states = self._normed(heard + states, f"{name}.attention.output")
        thought = gelu(self._times(states, f"{name}.intermediate.dense"))
        return self._normed(self._times(thought, f"{name}.output.dense") + states, f"{name}.output")

    def _times(self, states: Any, name: str) -> Any:
        from torch.nn.functional import linear

        return linear(states, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _normed(self, states: Any, name: str) -> Any:
        from torch.nn.functional import layer_norm

        weight, bias = (self._weights[f"{name}.LayerNorm.{what}"] for what in ("weight", "bias"))
        return layer_norm(states, (DIMENSION,), weight, bias, _EPSILON)
