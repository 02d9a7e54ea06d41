"""What the process next door can do: each verb reads a message and answers with another.

The other side is `worker.Reckoner`, whose methods have the verbs' names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.analysis.cluster import GroupSettings, Watch, Workers, group
from workbench.analysis.describe import Known, describe
from workbench.analysis.encode import Encoder, load_encoder
from workbench.analysis.hints import read_differently
from workbench.analysis.plane import place_segments
from workbench.analysis.suggest import (
    Examples,
    Ground,
    chosen,
    ground_of,
    learn_without,
    probabilities,
)
from workbench.analysis.sureness import margin_of
from workbench.analysis.vectors import Whole
from workbench.analysis.wire import Message


class Verbs:
    """Answers messages; the model is loaded when it is first needed and stays.

    Args:
        folder: The model's folder; None for the packaged one.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._encoder: Encoder | None = None
        self._ground: tuple[bytes, Ground] | None = None
        self._margin: tuple[bytes, float] | None = None

    def answer(self, asked: Message, watch: Watch) -> Message:
        """Return the answer to a message.

        Raises:
            KeyError: There is no such verb.
        """
        verbs: dict[str, Callable[[Message, Watch], Message]] = {
            "model": self._model,
            "encode": self._encode,
            "group": _group,
            "describe": _describe,
            "read": self._read,
            "differ": _differ,
        }
        return verbs[asked.told["verb"]](asked, watch)

    def _loaded(self) -> Encoder:
        if self._encoder is None:
            self._encoder = load_encoder(self._folder)
        return self._encoder

    def _model(self, _asked: Message, _watch: Watch) -> Message:
        return Message(asdict(self._loaded().card))

    def _encode(self, asked: Message, _watch: Watch) -> Message:
        encoder = self._loaded()
        vectors = encoder.encode(asked.told["texts"])
        return Message(asdict(encoder.card), {"vectors": vectors})

    def _read(self, asked: Message, _watch: Watch) -> Message:
        examples, held = _examples(asked), asked.arrays
        ground = self._ground_of(examples)
        learnt = learn_without(ground, held["own"])
        chances = probabilities(learnt, held["asked"], asked.told["asked"], held.get("before"))
        tried = held["tried"]
        margin = self._margin_of(chosen(examples, tried), held["documents"][tried])
        return Message({"margin": margin}, {"chances": chances})

    def _ground_of(self, examples: Examples) -> Ground:
        """Return what learning begins with; that of the last examples is kept for others."""
        key = _digest(examples)
        if self._ground is None or self._ground[0] != key:
            self._ground = key, ground_of(examples)
        return self._ground[1]

    def _margin_of(self, tried: Examples, documents: Whole) -> float:
        """Return how sure a code must be; it holds for as long as what it was tried on."""
        _, documents = np.unique(documents, return_inverse=True)
        key = _digest(tried) + documents.tobytes()
        if self._margin is None or self._margin[0] != key:
            self._margin = key, margin_of(tried, documents)
        return self._margin[1]


def _digest(examples: Examples) -> bytes:
    """Return what tells examples, and what the codes are called, from any others."""
    told = repr((examples.texts, examples.named))
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass"))
    for one in (examples.names, examples.vectors, examples.codes, examples.weights):
        digest.update(one.tobytes())
    return digest.digest()


def examples_message(verb: str, examples: Examples) -> Message:
    """Return examples as a message."""
    told = {"verb": verb, "texts": list(examples.texts), "named": list(examples.named)}
    arrays: dict[str, NDArray[Any]] = {
        "vectors": examples.vectors,
        "codes": examples.codes,
        "weights": examples.weights,
        "names": examples.names,
    }
    return Message(told, arrays)


def _examples(asked: Message) -> Examples:
    held = asked.arrays
    return Examples(
        held["vectors"],
        tuple(asked.told["texts"]),
        held["codes"],
        held["weights"],
        held["names"],
        tuple(asked.told["named"]),
    )


def _group(asked: Message, watch: Watch) -> Message:
    told = asked.told
    found = group(
        asked.arrays["vectors"],
        told["texts"],
        told["documents"],
        GroupSettings(**told["settings"]),
        Workers(**told["workers"]),
        watch,
    )
    arrays: dict[str, NDArray[Any]] = {
        "leaves": found.leaves,
        "merges": found.merges,
        "heights": found.heights,
        "runs": found.runs,
        "places": place_segments(found),
    }
    return Message({}, arrays)


def _describe(asked: Message, _watch: Watch) -> Message:
    told = asked.told
    known = Known(**(told["known"] | {"names": frozenset(told["known"]["names"])}))
    found = describe(asked.arrays["vectors"], asked.arrays["groups"], known, told["phrases"])
    return Message({"groups": [asdict(one) for one in found]})


def _differ(asked: Message, _watch: Watch) -> Message:
    found = read_differently(_examples(asked), np.asarray(asked.arrays["documents"]))
    return Message({"codings": [asdict(one) for one in found]})
