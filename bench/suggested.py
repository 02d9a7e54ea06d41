"""How well codes are suggested, on human-coded text: rows T1 to T6 of `bench.themes`."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bench.coded import Coded
from bench.gates import told
from workbench.analysis.suggest import (
    LEAST_MARGIN,
    Examples,
    after,
    chosen,
    ground_of,
    learn,
    learn_without,
    offered,
    probabilities,
    thinned,
    transitions,
)
from workbench.analysis.sureness import margin_of
from workbench.analysis.vectors import Floats, Whole

#: What is measured of suggestions, and the least for serdif by labels a code.
WHAT = (
    ("T1", "hit@3"),
    ("T2", "precision@1"),
    ("T3", "macro-F1"),
    ("T5", "precision@1 of the surest 10 %"),
    ("T5", "precision@1 of the surest 25 %"),
    ("T6", "gain in hit@3 from the code before"),
)
SUGGESTED = {
    1: (0.48, 0.27, 0.23),
    4: (0.58, 0.35, 0.31),
    8: (0.64, 0.42, 0.37, 0.82, 0.72, 0.03),
    32: (0.72, 0.50, 0.44),
}
#: Eleven documents are few: suggestions are measured on more ways to part them.
SPLITS = {"serdif": 6, "nhs": 3, "napire": 3}


def suggest(studies: list[Coded]) -> None:
    """T1, T2, T3, T5, T6: codes suggested for documents that taught nothing."""
    for study in studies:
        for labels, gates in SUGGESTED.items():
            figures = np.mean([_suggested(study, labels, s) for s in range(SPLITS[study.name])], 0)
            for place, (row, what) in enumerate(WHAT):
                gate = gates[place] if study.name == "serdif" and place < len(gates) else None
                if labels == 8 or place < 3:
                    told(row, f"{study.name} {what}, {labels} labels a code", figures[place], gate)
            _tell_shown(study, labels)


def _tell_shown(study: Coded, labels: int) -> None:
    """How often a code is shown, and how often the first is right then; by the study's margin."""
    found = np.array([_shown(study, labels, seed) for seed in range(SPLITS[study.name])])
    for place, whose in enumerate(("the least margin", "the study's margin")):
        shown, right = found[:, 2 * place], found[:, 2 * place + 1]
        what = f"{study.name} {whose}, {labels} labels a code"
        told("show", f"{what}: passages with a code shown", float(shown.mean()))
        if shown.any():
            told("show", f"{what}: first is right", float(right.sum() / shown.sum()))


def _shown(study: Coded, labels: int, seed: int) -> list[float]:
    """Return which share is shown and which shown and right, by the least margin and its own."""
    held, examples, documents = taught(study, labels, seed)
    kept = thinned(examples.codes)
    examples, documents = chosen(examples, kept), documents[kept]
    ground, asked = ground_of(examples), np.flatnonzero(held)
    own = margin_of(examples, documents)
    learnt = learn_without(ground, kept[:0])
    chances = probabilities(learnt, study.vectors[asked], [study.texts[p] for p in asked])
    figures: list[float] = []
    for margin in (LEAST_MARGIN, own):
        told_of = zip(asked, chances, strict=True)
        offers = [(p, offered(row, study.vectors[p], examples, margin)) for p, row in told_of]
        first = [bool(study.given[p, found[0].code]) for p, found in offers if found]
        figures += [len(first) / len(asked), sum(first) / len(asked)]
    return figures


def _suggested(study: Coded, labels: int, seed: int) -> list[float]:
    held, examples, _ = taught(study, labels, seed)
    asked = np.flatnonzero(held)
    learnt = learn(examples)
    texts = [study.texts[p] for p in asked]
    chances = probabilities(learnt, study.vectors[asked], texts)
    given = study.given[asked]
    sure = np.sort(chances, axis=1)
    order = np.argsort(-(sure[:, -1] - sure[:, -2]), kind="stable")
    right = given[np.arange(len(asked)), chances.argmax(axis=1)]
    before = _before(study, held, asked)
    then = probabilities(learnt, study.vectors[asked], texts, before)
    hit = _hits(chances, given)
    return [
        hit,
        float(right.mean()),
        _macro_f1(chances, given),
        float(right[order[: round(len(order) * 0.1)]].mean()),
        float(right[order[: round(len(order) * 0.25)]].mean()),
        _hits(then, given) - hit,
    ]


def taught(study: Coded, labels: int, seed: int) -> tuple[NDArray[np.bool_], Examples, Whole]:
    """Hold two fifths of the documents back; choose so many codings of each code from the rest.

    Returns:
        What is held back, the codings, and the document of each.
    """
    rng = np.random.default_rng(seed)
    documents = rng.permutation(int(study.documents.max()) + 1)
    held = np.isin(study.documents, documents[: round(len(documents) * 0.4)])
    places, codes = [], []
    for code in range(len(study.codes)):
        there = rng.permutation(np.flatnonzero(study.given[:, code] & ~held))[:labels]
        places += there.tolist()
        codes += [code] * len(there)
    examples = Examples(
        study.vectors[places],
        tuple(study.texts[p] for p in places),
        np.array(codes),
        np.ones(len(codes)),
        study.names,
        tuple(study.codes),
    )
    return held, examples, study.documents[places]


def _before(study: Coded, held: NDArray[np.bool_], asked: Whole) -> Floats:
    """Return what the human code of the segment before tells; learnt from the other documents."""
    codes = [np.flatnonzero(row).tolist() for row in study.given]
    pairs = [
        (codes[a], codes[b])
        for a, b in pairwise(range(len(codes)))
        if study.documents[a] == study.documents[b] and not held[b]
    ]
    at = study.documents
    follow = transitions(pairs, len(study.codes))
    known = [codes[p - 1] if p and at[p] == at[p - 1] else [] for p in asked]
    return np.array([after(follow, before) for before in known])


def _hits(chances: Floats, given: NDArray[np.bool_]) -> float:
    best = np.argsort(-chances, axis=1, kind="stable")[:, :3]
    return float(np.take_along_axis(given, best, axis=1).any(axis=1).mean())


def _macro_f1(chances: Floats, given: NDArray[np.bool_]) -> float:
    said = np.zeros_like(given)
    said[np.arange(len(given)), chances.argmax(axis=1)] = True
    there = given.any(axis=0)
    both = (said & given).sum(axis=0)
    return float((2 * both / np.maximum(said.sum(axis=0) + given.sum(axis=0), 1))[there].mean())
