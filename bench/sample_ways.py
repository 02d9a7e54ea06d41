"""Whether the machine's other help comes upon what was planted in the sample study.

Beside groupings there are passages like a telling, passages near typed words, passages like a code
that has half of the tellings, and suggestions for the other half. Each is held against studies in
which every telling is dealt to another place of its own source.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tests.answer_key import CLAIMS, EVERY, KEY, Dealt, dealt, first_met, planted
from workbench.analysis.suggest import Examples, learn, offered, probabilities
from workbench.analysis.sureness import margin_of
from workbench.analysis.vectors import Vectors, numbered
from workbench.model.ids import SourceId
from workbench.project.encoding import vectors_of
from workbench.project.project import Project
from workbench.project.segments import words_at
from workbench.project.similar import Among

#: What a researcher may claim of the patterns that have no claim in the key's tests.
_PLAIN = {topic: claim for topic, (claim, _) in CLAIMS.items()} | {
    "court": "Who goes to court with clients depends on the site.",
    "threshold": "People have a small habit by which they leave work at work.",
    "refusing a case": "One may refuse a case on paper, but not in fact.",
    "being seen": "Getting help means that others see you, and that costs trust.",
}
_DRAWS, _SPLITS, _AWAY = 5000, 5, 70
_TEN = Among(count=10)

Mask = NDArray[np.bool_]
#: What is counted in the study, and after it in each of the others.
Counts = NDArray[np.float64]


def ways(project: Project) -> None:
    """Print for each pattern what each kind of help finds of it, and what it finds by chance."""
    told = {topic: _told(project, topic) for topic in _PLAIN}
    halves = {topic: list(_halves(one)) for topic, one in told.items()}
    for topic, one in told.items():
        count = len(one.sources)
        hits = _like_a_telling(project, one)
        tell(f"{topic}: tellings with another in the ten", hits.any(axis=2).sum(axis=0), count)
        tell(f"{topic}: others in the ten, mean", hits.sum(axis=2).mean(axis=0), count - 1)
        sentence = KEY["topics"][topic].partition(" Against it")[0]
        for name, words in (("the key's sentence", sentence), ("a claim", _PLAIN[topic])):
            found = first_met(project.similar.to_words(words, _TEN), one) < _TEN.count
            tell(f"{topic}: {name}, typed", found.sum(axis=1), count)
        tell(f"{topic}: like a code", _like_a_code(project, topic, one, halves[topic]), count / 2)
    shown = _suggested(project, told, halves)
    for topic, counts in shown.items():
        tell(f"{topic}: suggested", counts, len(told[topic].sources))


def tell(what: str, counts: NDArray[np.number], of: float) -> None:
    """Print a count, what it is by chance, and in what share of the studies it is as high."""
    chance = (1 + (counts[1:] >= counts[0]).sum()) / len(counts)
    by_chance = f"{counts[1:].mean():.2f} by chance, p {chance:.4f}"
    print(f"{what:48} {counts[0]:.1f} of {of:g}, {by_chance}", flush=True)


def _told(project: Project, topic: str) -> Dealt:
    return dealt(project, [*chain(*planted(project, topic, *EVERY))], _DRAWS)


def _halves(told: Dealt) -> Iterator[Mask]:
    """Yield which tellings are known: half of the turns, and then the other half."""
    rng = np.random.default_rng(0)
    turns = numbered([*zip(told.sources, told.turns[0].tolist(), strict=True)])
    count = int(turns.max()) + 1
    for _ in range(_SPLITS):
        half = np.isin(turns, rng.permutation(count)[: count // 2])
        yield from (half, ~half)


def _like_a_telling(project: Project, told: Dealt) -> Mask:
    """Tell for each telling which others are among the ten passages most like it.

    Others are those of other sources; where all are in one, those of other turns.

    Returns:
        Shape (n, 1 + draws, n).
    """
    sources = numbered(told.sources)
    found = []
    for n in range(len(sources)):
        ranks = first_met(project.similar.to_segment(*told.place(n), _TEN), told)
        is_apart = sources != sources[n] if sources.any() else told.turns != told.turns[0, n]
        found.append((ranks < _TEN.count) & is_apart)
    return np.stack(found)


def _like_a_code(project: Project, topic: str, told: Dealt, halves: list[Mask]) -> Counts:
    """Count the other half's tellings in the ten passages most like a code with one half's."""
    counts = np.zeros(len(told.starts))
    for half in halves:
        code = project.codebook.create(topic)
        for source, at in {told.place(int(n)) for n in np.flatnonzero(half)}:
            project.codings.apply(source, at, code)
        found = first_met(project.similar.to_code(code, _TEN), told) < _TEN.count
        counts += found[:, ~half].sum(axis=1)
        project.codebook.delete(code)
    return counts / len(halves)


def _suggested(
    project: Project, told: dict[str, Dealt], halves: dict[str, list[Mask]]
) -> dict[str, Counts]:
    """Count the tellings for which their pattern's code is suggested, the others' half known.

    A coder has a code for each pattern, named after it, with half of its tellings, and no others.
    """
    topics, tellings = (
        [*told],
        [(topic, n) for topic in told for n in range(len(told[topic].sources))],
    )
    texts = [_words(project, told[topic], 0, n) for topic, n in tellings]
    named = tuple(f"{topic}." for topic in topics)
    codes = numbered([topic for topic, _ in tellings])
    elsewhere, places = _elsewhere(project, told)
    vectors, names, away = (vectors_of(project._opened, some) for some in (texts, named, elsewhere))
    rng = np.random.default_rng(0)
    draws = [rng.choice(places[told[t].sources[n]], _DRAWS) for t, n in tellings]
    counts = np.zeros((len(topics), 1 + _DRAWS))
    for split in range(2 * _SPLITS):
        known = np.array([halves[topic][split][n] for topic, n in tellings])
        words = tuple(texts[n] for n in np.flatnonzero(known))
        taught = Examples(vectors[known], words, codes[known], np.ones(len(words)), names, named)
        documents = numbered([told[t].sources[n] for t, n in tellings])[known]
        here = _shown(taught, documents, vectors, texts)
        there = _shown(taught, documents, away, elsewhere)
        for n in np.flatnonzero(~known):
            counts[codes[n], 0] += here[n, codes[n]]
            counts[codes[n], 1:] += there[draws[n], codes[n]]
    return dict(zip(topics, counts / _SPLITS, strict=True))


def _shown(
    taught: Examples, documents: NDArray[np.int64], vectors: Vectors, texts: list[str]
) -> Mask:
    """Tell which codes are suggested for each text; shape (texts, codes)."""
    chances = probabilities(learn(taught), vectors, texts)
    margin, shown = margin_of(taught, documents), np.zeros(chances.shape, dtype=np.bool_)
    for row, (chance, vector) in enumerate(zip(chances, vectors, strict=True)):
        shown[row, [one.code for one in offered(chance, vector, taught, margin)]] = True
    return shown


def _elsewhere(
    project: Project, told: dict[str, Dealt]
) -> tuple[list[str], dict[SourceId, NDArray[np.int64]]]:
    """Return what is told at some places of each source, and which of these are whose."""
    texts: list[str] = []
    places = {}
    for one in told.values():
        for n, source in enumerate(one.sources):
            if source not in places:
                some = [_words(project, one, draw, n) for draw in range(1, _AWAY + 1)]
                places[source] = len(texts) + np.arange(len(some))
                texts += some
    return texts, places


def _words(project: Project, told: Dealt, study: int, telling: int) -> str:
    at = int(told.starts[study, telling]), int(told.ends[study, telling])
    with project._opened.reading() as reads:
        return words_at(reads, told.sources[telling], [at])[0]
