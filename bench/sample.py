"""What the machine comes upon in the sample study, held against the study's answer key.

Run ``python -m bench.sample``. It works on a copy of the sample study in the user's data directory,
which is made where there is none.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.sample_ways import tell, ways
from tests.answer_key import (
    CLAIMS,
    EVERY,
    KEY,
    NAMED,
    Planted,
    around,
    best_group,
    dealt,
    first_met,
    met,
    person_at,
    planted,
    theme_of,
)
from workbench.project.project import Project, open_project
from workbench.project.sample import SIMULATED, open_sample
from workbench.project.similar import Similar

_SEEDS = (0, 1, 2)
_LISTS = (20, 40, 60)
_DRAWS, _ALL = 2000, 10_000


def groups(project: Project) -> None:
    """Print the purest group of each pattern, for codings and turns."""
    for unit in ("codings", "turns"):
        runs = [project.groupings.propose(unit, seed=seed) for seed in _SEEDS]
        shown = [project.groupings.show(run) for run in runs]
        for topic in KEY["topics"]:
            kinds = ("red herring",) if topic == "hold" else EVERY
            best = [best_group(project, one, topic, *kinds) for one in shown]
            told = (f"{b.held} in {b.size} of {b.count} ({b.chance:.3f})" for b in best)
            print(f"{unit:8} {topic:16}", " · ".join(told), flush=True)


def voices(project: Project) -> None:
    """Print how many voices against a claim stand in lists near it, and whose."""
    theirs = {}
    lists: dict[str, list[tuple[list[Planted], list[Similar]]]] = {}
    for topic, (claim, opposite) in CLAIMS.items():
        against = around(project, planted(project, topic, "contrary"))
        words, most = KEY["topics"][topic].partition(" Against it")[0], _LISTS[-1]
        near = project.similar.unread_near
        lists.setdefault("the key's words", []).append((against, near(words, count=most)))
        lists.setdefault("claim", []).append((against, near(claim, count=most)))
        both = near(claim, opposite, count=most)
        lists.setdefault("claim and opposite", []).append((against, both))
        theme = theme_of(project, topic)
        for name, asked in (("theme", ""), ("theme and opposite", opposite)):
            theirs[topic] = project.similar.near_theme(theme, asked, count=_ALL)
            lists.setdefault(name, []).append((against, theirs[topic]))
    for name, some in lists.items():
        counts = [sum(len(met(found[:most], who)) for who, found in some) for most in _LISTS]
        print(f"near, asked with {name:20}", counts, f"in the first {_LISTS}", flush=True)
    people(project, theirs)


def people(project: Project, lists: dict[str, list[Similar]]) -> None:
    """Print where in a list near each claim those who speak against it are met first."""
    firsts = []
    for topic, found in lists.items():
        ranks = _first_of_each(project, topic, found)
        named = next(n for n, who in enumerate(ranks) if who == NAMED[topic])
        of_all = np.stack([*ranks.values()], axis=1)
        for who, met_at in ((NAMED[topic], of_all[:, named]), ("anyone", of_all.min(axis=1))):
            chance = (1 + (met_at[1:] <= met_at[0]).sum()) / len(met_at)
            by_chance = f"{np.median(met_at[1:]) + 1:.0f} by chance, p {chance:.4f}"
            print(f"against {topic}: {who} at {met_at[0] + 1} of {len(found)}, {by_chance}")
        print("  each:", ", ".join(f"{who} {at[0] + 1}" for who, at in ranks.items()), flush=True)
        firsts.append(of_all)
    everyone = np.concatenate(firsts, axis=1)
    for most in (10, *_LISTS):
        met_people = (everyone < most).sum(axis=1)
        tell(f"people against a claim in the first {most}", met_people, everyone.shape[1])


def _first_of_each(
    project: Project, topic: str, found: list[Similar]
) -> dict[str, NDArray[np.int64]]:
    """Return for each person who speaks against a claim where they are met first in a list."""
    places = [place for thing in planted(project, topic, "contrary") for place in thing]
    ranks = first_met(found, dealt(project, places, _DRAWS))
    people = np.array([person_at(project, place) for place in places])
    return {str(who): ranks[:, people == who].min(axis=1) for who in np.unique(people)}


def unlike(project: Project) -> None:
    """Print how many voices are among the codings that are unlike the others of their code."""
    found = [
        hint.quotation.coding
        for code in project.codebook.all()
        for hint in project.hints.unlike_others(code.id)
    ]
    everyone = [one for topic in KEY["topics"] for one in planted(project, topic, "contrary")]
    print(f"unlike the others: {len(met(found, everyone))} of {len(everyone)} voices")


def main() -> None:
    """Measure all of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(open_sample("Ana"), Path(folder) / "sample.qwb")
        with open_project(path, coder="Ana") as project:
            groups(project.as_coder(SIMULATED))
            unlike(project.as_coder(SIMULATED))
            voices(project)
            ways(project)


if __name__ == "__main__":
    main()
