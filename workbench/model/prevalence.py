"""How widely a theme is said: numbers of interviews, groups and people, never percentages."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.ids import CaseId


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Of one group of participants, in how many a theme is said."""

    group: str
    said: int
    of: int


@dataclass(frozen=True, slots=True)
class CaseShare:
    """How much of one participant's words a theme covers.

    Attributes:
        codings: Passages of theirs in the theme.
        characters: Characters of theirs that the theme covers, each counted once.
        spoken: Characters they speak in all.
    """

    case: CaseId
    name: str
    codings: int
    characters: int
    spoken: int


@dataclass(frozen=True, slots=True)
class Prevalence:
    """How widely a theme is said, by participants alone; what an interviewer says never counts.

    What speaks against the theme, or is unclear, does not count for it. Interviews and focus
    groups are told apart.

    Attributes:
        interviews: Interviews in which it is said, and how many there are.
        focus_groups: The same of focus groups.
        speakers: Participants who say it, and how many there are.
        contrary: Participants who speak against it.
        groups: By the attribute *group*, where there is one.
        cases: Who says it, most first.
        silent: Participants who never say it; not said may mean not asked.
        hidden: Whether the study's stance keeps these numbers from sight unless chosen.
    """

    interviews: tuple[int, int]
    focus_groups: tuple[int, int]
    speakers: tuple[int, int]
    contrary: int
    codings: int
    groups: tuple[GroupShare, ...] = ()
    cases: tuple[CaseShare, ...] = ()
    silent: tuple[tuple[CaseId, str], ...] = ()
    hidden: bool = False
