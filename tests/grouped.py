"""Two interviews in which two things are said in turn, and what groupings find in them."""

from __future__ import annotations

from tests.studies import draft
from workbench.model.source import SpeakerChoice
from workbench.project.grouping_values import Grouping
from workbench.project.project import Project

MONEY = (
    "The funding ends after twelve sessions, whatever she needs.",
    "After twelve sessions Maria's money is gone.",
    "There is no funding left for a single session more.",
    "When the grant money runs out we stop the sessions.",
)
SUPPORT = (
    "My supervisor listens, and that keeps me going.",
    "Supervision is where I can breathe.",
    "Talking with my colleagues and my supervisor holds me.",
    "Without supervision I would have left this job.",
)


def interview(label: str, turns: tuple[str, ...]) -> str:
    asked = ("INT: What about the money?", "INT: And how are you?")
    lines = [
        line for turn, q in zip(turns, asked * 4, strict=False) for line in (q, f"{label}: {turn}")
    ]
    return "\n".join([*lines, f"{label}: …"])


def add(project: Project, label: str, turns: tuple[str, ...]) -> None:
    text = interview(label, turns).replace(f"{label}:", "P07:")
    person = {"P07": "Maria", "P08": "Omar"}[label]
    who = {"P07": SpeakerChoice("participant", person), "INT": SpeakerChoice("interviewer", "Ida")}
    project.sources.add(draft(text, f"{label}.txt"), speakers=who)


def fill(project: Project) -> Project:
    """Two interviews in which two things are said in turn, four times each."""
    mixed = [turn for pair in zip(MONEY, SUPPORT, strict=True) for turn in pair]
    add(project, "P07", tuple(mixed[:4]))
    add(project, "P08", tuple(mixed[4:]))
    return project


def words(shown: Grouping, node: int | None = None) -> list[set[str]]:
    return [
        {s.words for place in g.members if (s := shown.segments[place]) is not None}
        for g in shown.groups
        if node in (None, g.node)
    ]


def two(project: Project) -> Grouping:
    return project.groupings.show(project.groupings.propose(around=2), 2)
