"""How well the machine's proposals agree with people, beside k-means and BERTopic.

Run ``python -m bench.themes`` (all) or name rows: ``suggest group peers merge similar evidence
next speed``. Every figure is the mean of three seeds, split by document, but where a row says more.
A line ends with its gate and whether it holds. The coded text is not in the repository: without it
this says so and measures speed alone.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from bench.coded import CACHE, Coded, coded, data_folder
from bench.gates import cost, told
from bench.suggested import suggest, taught
from workbench.analysis.cluster import GroupSettings, group
from workbench.analysis.consensus import first_count
from workbench.analysis.describe import evidence_phrases
from workbench.analysis.encode import load_encoder
from workbench.analysis.hints import codes_alike, farthest_first
from workbench.analysis.similar import fuse, nearest
from workbench.analysis.suggest import learn, probabilities
from workbench.analysis.terms import words_in
from workbench.analysis.vectors import Floats, Whole, unit_rows
from workbench.analysis.wordings import worded

FILES = ("serdif_dev", "nhs_fft_dev", "napire_causes")
SEEDS = range(3)


# Groupings


def groups_of(study: Coded, count: int, seed: int) -> tuple[Whole, Floats]:
    """Return our groups and how stable each segment is."""
    documents = [str(d) for d in study.documents]
    found = group(study.vectors, study.texts, documents, GroupSettings(seed, count))
    groups = found.cut(count)
    return groups, found.stability(groups)


def grouping(studies: list[Coded]) -> None:
    """T7, T8, T9: consensus against k-means at the human number of codes."""
    for whole in studies:
        study, codes = whole.single()
        count = len(np.unique(codes))
        ours = [groups_of(study, count, seed) for seed in SEEDS]
        plain = [KMeans(count, n_init=10, random_state=s).fit_predict(study.vectors) for s in SEEDS]
        ami = np.mean([adjusted_mutual_info_score(codes, g) for g, _ in ours])
        theirs = np.mean([adjusted_mutual_info_score(codes, g) for g in plain])
        told("T7", f"{study.name} k-means: AMI", float(theirs))
        told("T7", f"{study.name} consensus: AMI", float(ami), float(theirs) - 0.005)
        told("T7", f"{study.name} k-means: ARI between seeds", _agreement(plain))
        agreed = _agreement([g for g, _ in ours])
        told("T7", f"{study.name} consensus: ARI between seeds", agreed, 0.65)
        ratio = np.mean([_purity_ratio(g, s, codes) for g, s in ours])
        told("T8", f"{study.name} purity, most stable third ÷ least stable", float(ratio), 1.7)
    _few(studies[0])


def _few(whole: Coded) -> None:
    """T9: a study of usual size, with the number of groups that is shown first."""
    rng = np.random.default_rng(0)
    study, codes = whole.single()
    places = np.sort(rng.permutation(len(codes))[:250])
    study, codes = study.some(places), codes[places]
    groups, _ = groups_of(study, first_count(len(codes)), 0)
    share = (groups.max() + 1) / len(np.unique(codes))
    told("T9", "250 segments: groups shown first ÷ human codes", share, 0.5)
    cost("T9", "250 segments: dropped", float((groups < 0).sum()), 0)


def _agreement(found: list[Whole]) -> float:
    return float(np.mean([adjusted_rand_score(a, b) for a, b in combinations(found, 2)]))


def _purity_ratio(groups: Whole, stability: Floats, codes: Whole) -> float:
    """Return purity of the most stable third over that of the least: the group's commonest code."""
    numbers = range(groups.max() + 1)
    commonest = np.array([np.bincount(codes[groups == g]).argmax() for g in numbers])
    right = commonest[groups] == codes
    order = np.argsort(-stability, kind="stable")
    third = len(order) // 3
    return float(right[order[:third]].mean() / max(right[order[-third:]].mean(), 1e-9))


# BERTopic


def peers(studies: list[Coded]) -> None:
    """BERTopic's defaults on the same vectors: topics, dropped segments, agreement, time."""
    python = _peer_python()
    if python is None:
        print("BERTopic could not be installed; it is left out.")
        return
    rng = np.random.default_rng(0)
    for whole in studies:
        study, codes = whole.single()
        few = np.sort(rng.permutation(len(codes))[:250])
        _peer(python, study.some(few), codes[few], f"{study.name}, 250 segments")
        _peer(python, study, codes, f"{study.name}, {len(codes)} segments")


def _peer(python: Path, study: Coded, codes: Whole, what: str) -> None:
    found = [_bertopic(python, study, seed) for seed in SEEDS]
    groups = [np.array(one["groups"]) for one in found]
    topics = np.mean([len(np.unique(g[g >= 0])) for g in groups])
    dropped = np.mean([(g < 0).mean() for g in groups])
    agreed = np.mean([adjusted_mutual_info_score(codes, g) for g in groups])
    told("peer", f"BERTopic {what}: topics ({len(np.unique(codes))} human codes)", float(topics))
    told("peer", f"BERTopic {what}: share dropped as outliers", float(dropped))
    told("peer", f"BERTopic {what}: AMI", float(agreed))
    told("peer", f"BERTopic {what}: ARI between seeds", _agreement(groups))
    warm = np.mean([one["seconds"][1] for one in found])
    told("peer", f"BERTopic {what}: CPU s warm", float(warm))


def _bertopic(python: Path, study: Coded, seed: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        vectors, texts = Path(folder) / "vectors.npy", Path(folder) / "texts.json"
        np.save(vectors, study.vectors)
        texts.write_text(json.dumps(study.texts), "utf-8")
        script = Path(__file__).parent / "peers" / "bertopic_groups.py"
        one = {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
        answer = subprocess.run(
            [python, script, vectors, texts, str(seed)],
            env=os.environ | one,
            capture_output=True,
            text=True,
            check=True,
        )
    found: dict[str, list[float]] = json.loads(answer.stdout.splitlines()[-1])
    return found


def _peer_python() -> Path | None:
    """Return the Python of BERTopic's environment, made once in the user's cache."""
    wanted = Path(__file__).parent / "peers" / "requirements-bertopic.txt"
    folder = CACHE / "bertopic"
    python, stamp = folder / "bin" / "python", folder / "installed.txt"
    if not stamp.exists() or stamp.read_text("utf-8") != wanted.read_text("utf-8"):
        venv.create(folder, with_pip=True)
        command = [python, "-m", "pip", "install", "--quiet", "-r", wanted]
        if subprocess.run(command).returncode:
            return None
        stamp.write_text(wanted.read_text("utf-8"), "utf-8")
    return python


# Hints and search


def merge(studies: list[Coded]) -> None:
    """T10: a code is split in two by chance; each half should be the likest code for the other."""
    for study in studies:
        rng = np.random.default_rng(0)
        codes = [code for code in range(len(study.codes)) for _ in range(5)]
        first = float(np.mean([_sibling_first(study, code, rng) for code in codes]))
        gate = None if study.name == "napire" else 0.80
        told("T10", f"{study.name} sibling of a split code ranked first", first, gate)


def _sibling_first(study: Coded, code: int, rng: np.random.Generator) -> bool:
    places, codes = np.nonzero(study.given)
    mine = rng.permutation(np.flatnonzero(codes == code))
    codes = codes.copy()
    codes[mine[: len(mine) // 2]] = len(study.codes)
    pairs = codes_alike(study.vectors[places], codes)
    first = next(p for p in pairs if code in (p.first, p.second))
    return first.second == len(study.codes)


def similar(studies: list[Coded]) -> None:
    """T11: of the ten nearest in other documents, how many share a code with the passage."""
    for study in studies:
        gate = {"serdif": 0.36, "nhs": 0.52, "napire": 0.19}[study.name]
        _, words = worded(study.texts)
        alike = (words @ words.T).toarray()
        alone, fused, chance = [], [], []
        for place in range(len(study.texts)):
            others = study.documents != study.documents[place]
            right = (study.given & study.given[place]).any(axis=1)
            by_meaning = nearest(study.vectors[place], study.vectors, 100, others)
            ranks = np.argsort(-np.where(others, alike[place], -1), kind="stable")[:100].tolist()
            both = fuse([[f.place for f in by_meaning], ranks], 10)
            alone.append(right[[f.place for f in by_meaning[:10]]].mean())
            fused.append(right[[f.place for f in both]].mean())
            chance.append(right[others].mean())
        told("T11", f"{study.name} precision@10, chance", float(np.mean(chance)))
        told("T11", f"{study.name} precision@10 in other documents", float(np.mean(alone)), gate)
        told("T11", f"{study.name} precision@10, fused with full text", float(np.mean(fused)))


def evidence(studies: list[Coded]) -> None:
    """T12: the best phrase of a group stands in it, and more often than in the others."""
    for whole in studies:
        study, codes = whole.single()
        tells = []
        for seed in SEEDS:
            groups, _ = groups_of(study, len(np.unique(codes)), seed)
            phrases = evidence_phrases(study.texts, groups, (), 5)
            tells += [_tells(study, groups, g, p[0] if p else "") for g, p in enumerate(phrases)]
        share = float(np.mean(tells))
        told("T12", f"{study.name} best phrase is in its group and tells it apart", share, 0.95)


def _tells(study: Coded, groups: Whole, number: int, phrase: str) -> bool:
    """Say whether a phrase stands in the group at twice the rate of the others at least."""
    held = np.array([f" {phrase} " in f" {' '.join(words_in(text))} " for text in study.texts])
    inside, outside = held[groups == number].mean(), held[groups != number].mean()
    return bool(phrase) and bool(inside > 0) and bool(inside >= 2 * outside)


def coming_next(studies: list[Coded]) -> None:
    """The share of codes met in 80 labels: unlike what was coded, and in reading order."""
    study = studies[0]
    none = np.zeros(len(study.texts), dtype=bool)
    order = farthest_first(study.vectors, none, 80)
    unlike, reading = (study.given[p].any(axis=0).mean() for p in (order, np.arange(80)))
    told("next", "serdif codes met in 80 passages, unlike what was coded", unlike)
    told("next", "serdif codes met in 80 passages, reading order", reading)


# Speed


def speed(studies: list[Coded]) -> None:
    """T14-T17: what it costs, in CPU seconds."""
    if studies:
        _encoding(studies[0])
        _, examples, _ = taught(studies[0], 32, 0)
        vector, text = studies[0].vectors[:1], studies[0].texts[:1]
        ms = 1e3 * _least(lambda: probabilities(learn(examples), vector, text))
        cost("T15", "refresh suggestions, 22 codes of 32 labels, ms", ms, 300)
        study = studies[0].some(np.arange(1_000))
        cost("T17", "group 1,000 segments", _least(lambda: groups_of(study, 22, 0)), 3)
    vectors = unit_rows(np.random.default_rng(0).normal(size=(100_000, 384)))
    ms = 1e3 * _least(lambda: nearest(vectors[0], vectors, 10))
    cost("T16", "exact search 100,000 of 384 dimensions, ms", ms, 30)


def _encoding(study: Coded) -> None:
    """T14: 2,000 segments of 38 words with ours and with plain sentence-transformers, in turns."""
    words = " ".join(study.texts).split()
    words *= 1 + 2_000 * 38 // len(words)
    rng = np.random.default_rng(0)
    sizes = rng.integers(19, 58, 2_000)
    begins = rng.integers(0, len(words) - 60, 2_000)
    texts = [" ".join(words[b : b + n]) for b, n in zip(begins, sizes, strict=True)]
    encoder = load_encoder()
    plain = encoder._model  # the very model, as the library uses it
    ours: list[float] = []
    theirs: list[float] = []
    for at in range(0, 2_000, 500):
        part = texts[at : at + 500]
        theirs.append(_cpu(partial(plain.encode, part, normalize_embeddings=True)))
        ours.append(_cpu(partial(encoder.encode, part)))
    told("T14", "encode 2,000 segments of 38 words, plain library", sum(theirs))
    told("T14", "encode 2,000 segments of 38 words, ours", sum(ours))
    cost("T14", "ours ÷ plain", sum(ours) / sum(theirs), 1.05)


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _least(work: Callable[[], object]) -> float:
    return min(_cpu(work) for _ in range(3))


ROWS: dict[str, Callable[[list[Coded]], None]] = {
    "suggest": suggest,
    "group": grouping,
    "peers": peers,
    "merge": merge,
    "similar": similar,
    "evidence": evidence,
    "next": coming_next,
    "speed": speed,
}


def main(wanted: list[str]) -> None:
    """Measure the rows that are named, or all."""
    folder = data_folder()
    studies: list[Coded] = []
    if folder is None:
        print("The human-coded text is not here (THEMES_DATA names its folder): speed only.")
    else:
        studies = [coded(folder, file) for file in FILES]
    for name in wanted or list(ROWS):
        if studies or name == "speed":
            ROWS[name](studies)
    print(f"all: {resource.getrusage(resource.RUSAGE_SELF).ru_utime:.0f} s CPU")


if __name__ == "__main__":
    os.environ.update({"OMP_NUM_THREADS": "1"})
    main(sys.argv[1:])
