"""The paragraph on the machine's part, for a methods section: sentences made of counted facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.model.typed import day_told
from workbench.project.study import day_of
from workbench.project.wording import counted

if TYPE_CHECKING:
    from workbench.project.machine import MachinePart

#: What is said of a study in which the machine proposed nothing.
NO_PART = "No machine proposed codes, groups or themes in this study."
_SEARCHED = (
    "Searches for passages by what they mean (More like this) are not recorded; what was coded of "
    "them a person ticked."
)
_STANCES = {
    "open": "The study had not declared how it understands its analysis.",
    "reflexive": (
        "This study is reflexive: by a recorded decision groupings and suggestions come after a "
        "person's own first pass, as another way of reading."
    ),
    "codebook": "In this study with a codebook, suggestions come after a coder's own first pass.",
    "reliability": "In this reliability study, suggestions come after a coder's own first pass.",
}
#: Of a study that was declared reflexive after it had proposals, or took its decision back.
_UNDECIDED = (
    "This study is reflexive, but no decision for groupings and suggestions stands: what is told "
    "here may not have come after a person's own first pass."
)
_SHOWN_EARLIER = "Before this held, suggestions were shown"
_HINTS = {
    "alike": "codes that may be one",
    "unlike": "codings unlike the others of their code",
    "differs": "codings that the tool read differently",
}


def methods_paragraph(part: MachinePart) -> str:
    """Return what can be said of the machine's part."""
    return " ".join([*([NO_PART] if part.is_none else _sentences(part)), _SEARCHED])


def _sentences(part: MachinePart) -> Iterator[str]:
    yield (
        "Similarity of meaning was worked out by a model that turns words into vectors and is "
        f"non-generative: it wrote no text. {_models(part)}"
    )
    reflexive = part.stance == "reflexive"
    yield _UNDECIDED if reflexive and part.decided is None else _STANCES[part.stance]
    if reflexive and part.decided is not None:
        yield from _earlier(part)
    if part.runs:
        yield from _groupings(part)
    if part.taken_out:
        was = "was" if part.taken_out == 1 else "were"
        yield f"{counted(part.taken_out, 'grouping')} {was} asked for and taken out again."
    yield from _suggestions(part)
    aside = [f"{_HINTS[hint]} ({count:,})" for hint, count in part.aside.items() if count]
    if aside:
        yield f"Hints that people looked at and left as they were: {', '.join(aside)}."
    whole, proposed = part.codings
    if proposed:
        yield (
            f"Of {counted(whole, 'coding')}, {proposed:,} came from a proposal that a person "
            "accepted one by one; nothing was applied in bulk."
        )
    elif whole:
        yield f"Of {counted(whole, 'coding')}, none came from a proposal."


def _earlier(part: MachinePart) -> Iterator[str]:
    """Yield what was proposed before it had to come after a first pass."""
    if part.early_runs:
        were = "was" if part.early_runs == 1 else "were"
        yield (
            f"Before this held, {part.early_runs:,} of "
            f"{counted(len(part.runs) + part.taken_out, 'grouping')} {were} asked for, which may "
            "not have come after such a pass."
        )
    if part.early_suggestions:
        yield (
            f"{'Suggestions were shown then too' if part.early_runs else _SHOWN_EARLIER}, each "
            "after the coder's own first pass of that passage."
        )


def _models(part: MachinePart) -> str:
    told = "; ".join(
        f"{name or 'a model known by its digest'} (SHA-256 of its weights {digest})"
        for name, digest in part.models
    )
    return f"Model: {told}." if told else "Which model did so is not recorded."


def _groupings(part: MachinePart) -> Iterator[str]:
    seeds = ", ".join(str(seed) for seed in dict.fromkeys(r.run.record.seed for r in part.runs))
    units = " and ".join(dict.fromkeys(r.run.record.unit for r in part.runs))
    groups = sum(r.groups for r in part.runs)
    seed = "seed" if "," not in seeds else "seeds"
    yield (
        f"{counted(len(part.runs), 'grouping')} of {units}{_narrow(part)} (participants' words "
        f"alone; {seed} {seeds}; each the agreement of {_many(part)} runs of k-means on parts of "
        f"them) first showed {counted(groups, 'group')}{_became(part)}."
    )
    if any(r.codes + r.themes for r in part.runs):
        yield "Codes and themes were named by people."


def _narrow(part: MachinePart) -> str:
    some = sum(r.run.record.scope.kind != "all" for r in part.runs)
    if not some:
        return ""
    which = " of" if some == len(part.runs) else f", {some:,} of them of"
    return f"{which} a part of the study"


def _became(part: MachinePart) -> str:
    """Return what became of the groups; nothing of what none became."""
    codes, themes = sum(r.codes for r in part.runs), sum(r.themes for r in part.runs)
    refused, left = sum(r.refused for r in part.runs), sum(r.open for r in part.runs)
    if not codes + themes + refused:
        return ", none of which was answered"
    others = any(r.is_of_other_cuts for r in part.runs)
    told = (
        (codes, "adopted as a code" if codes == 1 else "adopted as codes"),
        (themes, "in a theme" if themes == 1 else "in themes"),
        (refused, "refused"),
        (left, f"{'of the first ones ' if others else ''}left unanswered"),
    )
    became = ", ".join(f"{count:,} {what}" for count, what in told if count)
    return f"{'; with those that fewer or more groups showed,' if others else ':'} {became}"


def _many(part: MachinePart) -> str:
    return " or ".join(str(n) for n in dict.fromkeys(r.run.record.runs for r in part.runs))


def _suggestions(part: MachinePart) -> Iterator[str]:
    if part.shown:
        since = day_of(min(who.since for who in part.shown))
        yield (
            f"Suggestions of codes were shown to {counted(len(part.shown), 'coder')} from "
            f"{day_told(since)} on."
        )
    answers = part.suggestions
    if answers.answered:
        yield (
            f"Of {counted(answers.answered, 'passage')} with an answer, suggestions were accepted "
            f"for {answers.accepted:,} and refused for {answers.refused:,}."
        )
        if answers.is_nearly_all:
            yield "More than nine in ten were accepted, which may be rubber-stamping."
    if part.controls is not None and (part.shown or answers.answered):
        yield (
            f"To see whether suggestions change coding, {part.controls.free:,} of "
            f"{counted(part.controls.free + part.controls.others, 'turn')} were kept free of them."
        )
