"""What the pages say of groupings: what a run looked at, shares, and how groups are told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from workbench.app.cached import (
    Sight,
    all_attributes,
    all_codes,
    all_people,
    all_sources,
    sight,
)
from workbench.app.telling import moment
from workbench.model.codebook import COLOURS
from workbench.model.ids import CodeId, CodingId, RunId, ThemeId
from workbench.model.proposal import Run, RunRecord, RunUnit, Scope
from workbench.project.groupings import Group, ProposalOrigin, RunLine, Share
from workbench.project.project import Project

#: How one segment is called, and several.
UNIT_WORDS: dict[RunUnit, str] = {
    "turns": "turns",
    "sentences": "sentences",
    "codings": "codings",
}
#: Shapes that tell groups apart along with colours and numbers, as the map draws them too.
SHAPES = ("●", "■", "▲", "◆", "▼", "✚")
#: Below so many, counts are told and no shares of a hundred.
_FEW = 20


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called, by id."""

    codes: Mapping[str, str]
    cases: Mapping[str, str]
    sources: Mapping[str, str]
    attributes: Mapping[str, str]
    coders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a group is told apart: its number in this cut, a colour and a shape."""

    number: int
    colour: str
    shape: str


def names_of(project: Project) -> Names:
    """Return what the things of a study are called."""
    seen = sight(project)
    return Names(
        {code.id: code.path_text for code in all_codes(seen, project)},
        {person.case.id: person.case.name for person in all_people(seen, project)},
        {source.id: source.name for source in all_sources(seen, project)},
        {one.id: one.form.name for one in all_attributes(seen, project)},
        {coder.id: coder.name for coder in project.coders()},
    )


@st.cache_data(max_entries=8, show_spinner=False)
def all_runs(seen: Sight, _project: Project) -> list[RunLine]:  # noqa: ARG001 - the key
    """Return the runs, the newest first."""
    return _project.groupings.runs()[::-1]


@st.cache_data(max_entries=16, show_spinner=False)
def why_closed(seen: Sight, _project: Project, scope: Scope) -> str | None:  # noqa: ARG001
    """Return why groupings of a scope are not offered; None where they are."""
    return _project.groupings.why_not(scope)


@st.cache_data(max_entries=64, show_spinner=False)
def origins(
    seen: Sight,  # noqa: ARG001 - the key
    _project: Project,
    thing: CodeId | CodingId | ThemeId,
) -> list[ProposalOrigin]:
    """Return the runs that a thing was made of."""
    return _project.groupings.origin_of(thing)


def mark(place: int) -> Mark:
    """Return how the group at a place in its cut is marked; no two of the first 72 are alike."""
    turn = place // len(COLOURS)
    return Mark(place + 1, COLOURS[place % len(COLOURS)], SHAPES[(place + turn) % len(SHAPES)])


def scope_told(scope: Scope, names: Names) -> str:
    """Return which segments a run looked at."""
    if scope.kind == "code":
        return f"coded {names.codes.get(scope.thing, 'with a code that is gone')}"
    if scope.kind == "attribute":
        of = names.attributes.get(scope.thing, "an attribute that is gone")
        return f"of people with {of}: {scope.value}"
    return "not coded then" if scope.kind == "uncoded" else "of all sources"


def size_told(record: RunRecord) -> str:
    """Return how many segments a run looked at: ``240 turns``."""
    return f"{len(record.groups):,} {UNIT_WORDS[record.unit]}"


def runs_told(newest_first: Sequence[RunLine], names: Names) -> dict[RunId, str]:
    """Return what each run is, in a line of its own; the oldest is number 1."""
    return {
        line.run.id: f"{number:,} · {moment(line.run.at)}: {_run_told(line.run.record, names)}"
        for number, line in zip(range(len(newest_first), 0, -1), newest_first, strict=True)
    }


def _run_told(record: RunRecord, names: Names) -> str:
    return f"{size_told(record)} {scope_told(record.scope, names)}, seed {record.seed}"


def inputs_told(run: Run, names: Names) -> dict[str, str]:
    """Return what a run looked at and what it was worked out with, by name."""
    record = run.record
    around = f"about {record.around:,} asked for" if record.around else "what suits so many"
    found = {
        "asked by": names.coders.get(run.coder, "somebody who left"),
        "asked on": moment(run.at),
        "entry": f"{run.seq:,}",
        "segments": f"{size_told(record)} {scope_told(record.scope, names)}",
        "groups": f"{max(record.groups) + 1:,} shown first, {around}",
        "compared": f"{record.runs} groupings of parts of them",
        "seed": str(record.seed),
        "model": record.model,
        "its weights": f"SHA-256 {record.sha256}",
        "worked out by": ", ".join(record.libraries),
    }
    if record.without_words:
        found["left out"] = f"{record.without_words:,} without a word"
    return found


def outdated_told(groups: Sequence[Group]) -> str:
    """Return which groups without an answer can no longer be adopted, and why; mostly nothing."""
    numbers = [n for n, one in enumerate(groups, 1) if one.changed and one.answer is None]
    if not numbers:
        return ""
    if len(numbers) == sum(one.answer is None for one in groups):
        return "Segments of every group that nobody answered changed since: none can be adopted."
    told = [f"{number:,}" for number in numbers]
    which = f"Groups {', '.join(told[:-1])} and {told[-1]} have"
    return (
        f"{which if len(told) > 1 else f'Group {told[0]} has'} segments that changed since and can "
        "no longer be adopted; the others can. How they came together and how stable they are is "
        "told as it was found."
    )


def share_told(share: Share, size: int) -> str:
    """Return a share of a group: ``8 of 10``, and in hundredths where there are many."""
    told = f"{share.count:,} of {size:,}"
    return told if size < _FEW else f"{told} ({share.share:.0%})"
