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
from workbench.analysis.suggest import Examples, Learnt, chosen, learn, probabilities, thinned
from workbench.analysis.wire import Message


class Verbs:
    """Answers messages; the model is loaded when it is first needed and stays.

    Args:
        folder: The model's folder; None for the packaged one.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._encoder: Encoder | None = None
        self._learnt: tuple[bytes, Learnt] | None = None

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
        learnt = self._learnt_of(_examples(asked))
        before = asked.arrays.get("before")
        chances = probabilities(learnt, asked.arrays["asked"], asked.told["asked"], before)
        return Message({}, {"chances": chances})

    def _learnt_of(self, examples: Examples) -> Learnt:
        """Return what the examples teach; what was learnt last is kept for the next passage."""
        told = repr((examples.texts, examples.named)).encode("utf-8", "surrogatepass")
        numbers = (examples.vectors, examples.codes, examples.weights, examples.names)
        key = hashlib.sha256(told + b"".join(one.tobytes() for one in numbers)).digest()
        if self._learnt is None or self._learnt[0] != key:
            self._learnt = key, learn(chosen(examples, thinned(examples.codes)))
        return self._learnt[1]


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
