"""The four stances of a study, in one plain sentence each, and what each one turns on."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.study import Stance


@dataclass(frozen=True, slots=True)
class StanceWords:
    """How a stance is told: its name on screen, what it means, and what follows from it."""

    name: str
    means: str
    turns_on: str


STANCE_WORDS: dict[Stance, StanceWords] = {
    "open": StanceWords(
        "Open (decide later)",
        "You do not say yet how you understand your analysis.",
        "Everything is offered and nothing is asked for.",
    ),
    "reflexive": StanceWords(
        "Reflexive",
        "Themes are made by you; your own view is part of the work, not an error in it.",
        "The machine proposes only after your own first pass and a decision for it; how many say "
        "something stays out of sight unless you ask.",
    ),
    "codebook": StanceWords(
        "Codebook",
        "One codebook is worked out and applied to every source alike, as in framework analysis.",
        "Counts are shown; where coders differ, the definitions are what to talk about.",
    ),
    "reliability": StanceWords(
        "Reliability",
        "Several people code the same passages on their own, to see how far they agree.",
        "Blind rounds keep coders apart, and a tenth of the turns gets no suggestions. How far "
        "coders agree is worked out elsewhere, from the exported codings.",
    ),
}


def choice(stance: Stance) -> str:
    """Return how a stance is offered."""
    return STANCE_WORDS[stance].name


def explained(stance: Stance) -> str:
    """Return what a stance means and turns on, as one caption."""
    words = STANCE_WORDS[stance]
    return f"{words.means} {words.turns_on}"
