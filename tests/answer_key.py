"""The sample study's answer key: what was planted where, and whether a machine comes upon it.

A planted thing is told in one place or in several of one transcript; `around` takes in what stands
about the words that the key gives.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom

from workbench.model.ids import SourceId, ThemeId, Words
from workbench.model.source import Segment
from workbench.model.theme import ThemeText
from workbench.project.grouping_trees import tree_of
from workbench.project.groupings import Grouping
from workbench.project.project import Project
from workbench.project.segments import turns_of

KEY = json.loads((Path(__file__).parents[1] / "sample_transcripts" / "key.json").read_text("utf-8"))
#: Whoever tells of a pattern, for it or against it.
EVERY = ("pattern", "contrary", "dissonance", "role by site", "unlike words")
#: Beside the key's own words for a pattern: what a researcher may claim of it, and the opposite.
CLAIMS = {
    "boundary": (
        "Driving clients and waiting with them is part of good care.",
        "Going along with clients does harm: whoever is driven pays for the ride.",
    ),
    "advocacy": (
        "Speaking up for clients is part of the role.",
        "Speaking up for clients is not our job, and it can cost them something.",
    ),
    "training": (
        "There is little or no training before one begins.",
        "There was enough training, and it taught something useful.",
    ),
    "team": (
        "A team with legal, medical and housing at one table helps.",
        "Joint meetings cost hours and can go badly for the client.",
    ),
    "breaks": (
        "Nobody takes a break when the bell rings; everybody hates the bell.",
        "The bell helps, and people take their breaks.",
    ),
}
#: Who the key says is against each claim.
NAMED = {
    "boundary": "P04",
    "advocacy": "FG1-B",
    "training": "P05",
    "team": "FG2-C",
    "breaks": "P05",
}
#: It is told otherwise than the floor tells it, by whom the key names as the voice for the bell.
_FOR_THE_BELL = "administrator: The figure"
#: So many characters before and after the planted words belong to what is told there.
_BEFORE, _AFTER = 250, 450
#: A person moves the slider no further.
_MOST_GROUPS = 60
_LIKE_LENGTH, _DRAWS = 20, 300
Place = tuple[SourceId, Segment]
Planted = tuple[Place, ...]


class Passage(Protocol):
    """What was found: a stretch of a source."""

    @property
    def source(self) -> SourceId:
        """Of which source."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """Where some tellings are in the study, and in studies where each is told elsewhere.

    In those each is told at any place of what participants say in its own source. What stands
    around it belongs to it. The first row of each shape is the study as it is.

    Attributes:
        sources: The source of each of the n tellings.
        turns: Shape (1 + draws, n), where the turn begins in which it is told.
        starts: The same shape, where it begins.
        ends: The same shape, where it ends.
    """

    sources: tuple[SourceId, ...]
    turns: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def place(self, telling: int) -> Place:
        """Return where a telling stands in the study."""
        at = Segment(int(self.starts[0, telling]), int(self.ends[0, telling]))
        return self.sources[telling], at


@dataclass(frozen=True, slots=True)
class Best:
    """The group of any cut that holds a pattern's tellings most purely.

    Attributes:
        held: How many of the tellings it holds.
        size: How many segments it has.
        count: Into how few groups the tree is cut where it is met first.
        chance: The share of relabelled studies whose best group is as pure or purer.
    """

    held: int
    size: int
    count: int
    chance: float


def planted(project: Project, topic: str, *kinds: str) -> list[Planted]:
    """Return where the things of some kinds are told, each with all its places."""
    found = []
    for text in KEY["texts"]:
        source = project.sources.find(Path(text["transcript"]).stem).id
        words = project.sources.text(source)
        for one in text["planted"]:
            is_against = one.get("what", "").startswith(_FOR_THE_BELL)
            kind = "contrary" if is_against else one["kind"]
            if kind in kinds and one.get("topic") == topic:
                starts = [(words.index(said), len(said)) for said in one["words"]]
                found.append(tuple((source, Segment(at, at + size)) for at, size in starts))
    return found


def around(project: Project, things: Sequence[Planted]) -> list[Planted]:
    """Return the same with what stands around the words, within their turns."""
    return [tuple((source, _around(project, source, at)) for source, at in one) for one in things]


def _around(project: Project, source: SourceId, at: Segment) -> Segment:
    turn = next(p for p in project.sources.passages(source) if p.start <= at.start < p.end)
    return Segment(max(turn.start, at.start - _BEFORE), min(turn.end, at.start + _AFTER))


def dealt(project: Project, places: Sequence[Place], draws: int) -> Dealt:
    """Return where tellings are and where they might be; who withdrew tells nothing."""
    rng = np.random.default_rng(0)
    sources, columns = [], []
    for source, at in places:
        with project._opened.reading() as reads:
            turns = np.array(turns_of(reads, source))
        own = np.flatnonzero((turns[:, 0] <= at.start) & (at.start < turns[:, 1]))
        if len(own):
            behind = np.cumsum(turns[:, 1] - turns[:, 0])
            spots = rng.integers(behind[-1], size=draws)
            other = np.searchsorted(behind, spots, side="right")
            begun, ended = turns[np.concatenate([own, other])].T
            spots = np.concatenate([[at.start], ended[1:] - (behind[other] - spots)])
            starts = np.maximum(begun, spots - _BEFORE)
            columns.append((begun, starts, np.minimum(ended, spots + _AFTER)))
            sources.append(source)
    return Dealt(tuple(sources), *np.stack(columns, axis=2))


def first_met(found: Sequence[Passage], told: Dealt) -> NDArray[np.int64]:
    """Return at which place of a list each telling is met first, from 0; its length where never.

    Returns:
        Shape (1 + draws, n).
    """
    ranks = np.full(told.starts.shape, len(found))
    for n, source in enumerate(told.sources):
        here = [(rank, one) for rank, one in enumerate(found) if one.source == source]
        for rank, one in reversed(here):
            ranks[(told.starts[:, n] < one.end) & (told.ends[:, n] > one.start), n] = rank
    return ranks


def person_at(project: Project, place: Place) -> str:
    """Return who speaks where something is planted."""
    source, at = place
    voice = next(p.voice for p in project.sources.passages(source) if p.start <= at.start < p.end)
    return next(s.person or "" for s in project.sources.speakers(source) if s.index == voice)


def met(found: Sequence[Passage], things: Sequence[Planted]) -> list[Planted]:
    """Return the things of which a place shares a character with something found."""
    spans = [(one.source, one.start, one.end) for one in found]
    return [
        thing
        for thing in things
        if any(s == o and a < at.end and b > at.start for o, at in thing for s, a, b in spans)
    ]


def theme_of(project: Project, topic: str) -> ThemeId:
    """Make a theme of a claim, with all that is told for it as its key quotations."""
    text = ThemeText(Words(topic), claim=Words(CLAIMS[topic][0]))
    code = project.codebook.create(f"told for {topic}")
    theme = project.themes.make(text, codes=[code])
    for thing in planted(project, topic, "pattern", "dissonance"):
        for source, at in thing:
            project.themes.place(theme, project.codings.apply(source, at, code), "key")
    return theme


def best_group(project: Project, shown: Grouping, topic: str, *kinds: str) -> Best:
    """Return the purest group for a pattern, of all that the slider offers.

    How pure is how improbable so many tellings are in a group of its size (hypergeometric). The
    studies it is held against have the tellings dealt anew to segments of like length, and each
    shows the best of all its groups: that many groups are looked at counts in both.
    """
    tree = tree_of(project._opened, shown.run).consensus
    cuts = [(count, tree.nodes(count)) for count in range(2, min(tree.most, _MOST_GROUPS) + 1)]
    first = {node: (count, cut == node) for count, cut in reversed(cuts) for node in np.unique(cut)}
    counts, groups = zip(*first.values(), strict=True)
    member = np.stack(groups).astype(np.float32)
    telling = _telling(shown, planted(project, topic, *kinds))
    order = np.argsort([len(s.words.split()) for s in shown.segments if s], kind="stable")
    rng = np.random.default_rng(0)
    dealt = np.stack([_dealt(telling, order, rng) for _ in range(_DRAWS)])
    sizes = member.sum(axis=1).astype(int)
    table = hypergeom.logsf(
        np.arange(telling.sum() + 1)[None] - 1, len(telling), telling.sum(), sizes[:, None]
    )
    rows = np.arange(len(sizes))
    held = (member @ telling).astype(int)
    purity = table[rows, held]
    by_chance = table[rows, (dealt @ member.T).astype(int)].min(axis=1)
    best = int(np.argmin(purity))
    chance = float((by_chance <= purity[best]).mean())
    return Best(int(held[best]), int(sizes[best]), int(counts[best]), chance)


def _telling(shown: Grouping, things: Sequence[Planted]) -> NDArray[np.float32]:
    segments = [s for s in shown.segments if s is not None]
    return np.array([bool(met([s], things)) for s in segments], dtype=np.float32)


def _dealt(
    telling: NDArray[np.float32], order: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float32]:
    found = telling.copy()
    for at in range(0, len(order), _LIKE_LENGTH):
        some = order[at : at + _LIKE_LENGTH]
        found[some] = telling[rng.permutation(some)]
    return found
