"""What a file's draft says of itself: its size, its account, its lines, what it asks for.

Everything here is worked out from values and told in words.
"""

from __future__ import annotations

import re

from workbench.model.source import LineCount, SourceDraft
from workbench.model.source import word_count as words_in
from workbench.project.wording import counted

#: Ways out of the command line, and the same here.
_PRESSED = {
    re.compile(r"read the file with --[\w-]+, or tick the box on the import page"): (
        "tick the box below"
    ),
    re.compile(r"--encoding .+, or in the preview of the import page"): "in the preview below",
}
#: From so many seconds on, what is left is told in minutes.
_MINUTES = 100


def turn_count(draft: SourceDraft) -> int:
    """Return how many turns a draft has."""
    return sum(passage.kind == "turn" for passage in draft.passages)


def word_count(draft: SourceDraft) -> int:
    """Return how many words a draft has, labels and heads included."""
    return words_in(draft.text)


def lost(draft: SourceDraft) -> str:
    """Return the account of a file at a glance: ``0 lost, 12 left out``.

    What is lost is what stands in the file and neither in the text nor among what was left out.
    """
    left = sum(part.characters for part in draft.left_out)
    missing = draft.characters_read - len(draft.text) - left
    return f"{missing:,} lost, {left:,} left out" if left else f"{missing:,} lost"


def account(draft: SourceDraft) -> str:
    """Return the account of a file: what was read is what was kept and what was left out."""
    left = sum(part.characters for part in draft.left_out)
    reasons = ", ".join(f"{part.reason} {part.characters:,}" for part in draft.left_out)
    told = f"{draft.characters_read:,} characters read = {len(draft.text):,} kept + {left:,}"
    return f"{told} left out ({reasons})" if reasons else f"{told} left out"


def lines_of(counts: LineCount) -> str:
    """Return where the lines of a file went."""
    kinds = {
        "turns": counts.turn,
        "head": counts.head,
        "foot": counts.foot,
        "directions": counts.direction,
        "unassigned": counts.unassigned,
    }
    told = ", ".join(f"{kind} {count:,}" for kind, count in kinds.items() if count)
    return f"{counted(counts.total, 'line')}: {told}"


def unassigned(draft: SourceDraft, most: int = 5) -> list[str]:
    """Return the beginnings of the first passages that no rule gave a place."""
    loose = [p for p in draft.passages if p.kind == "unassigned"]
    return [" ".join(draft.text[p.start : p.end].split())[:160] for p in loose[:most]]


def hides_text(draft: SourceDraft) -> bool:
    """Tell whether hidden text of a file was left out."""
    return any(part.reason == "hidden text" for part in draft.left_out)


def on_screen(sentence: str) -> str:
    """Return what a reader of files said, with what to press instead of what to type."""
    for typed, pressed in _PRESSED.items():
        sentence = typed.sub(pressed, sentence)
    return sentence


def remaining(done: int, total: int, seconds: float) -> str:
    """Return how long the rest takes, as what was done tells it.

    Args:
        done: How much is done.
        total: All of it.
        seconds: What they took.
    """
    if not done:
        return ""
    left = seconds / done * (total - done)
    if left >= _MINUTES:
        return f", about {round(left / 60)} min left"
    return f", about {round(left)} s left" if left >= 1 else ""
