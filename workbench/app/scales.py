"""What an attribute is, told in words and read back from what somebody typed.

Choices are typed one a line, cut points one a line as ``label: from``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workbench.errors import InvalidActionError
from workbench.model.case import AttributeForm, AttributeKind, Cut, Direction
from workbench.model.ids import Words
from workbench.model.typed import cut_label, day_told

#: Days that a field takes; Streamlit would offer the last and next ten years only.
EARLIEST, LATEST = date(1900, 1, 1), date(2150, 12, 31)
KIND_WORDS: dict[AttributeKind, str] = {
    "text": "text",
    "number": "number",
    "date": "date",
    "choice": "one of some choices",
    "score": "score on a scale",
}
DIRECTION_WORDS: dict[Direction, str] = {
    "": "choose",
    "more": "a higher score means more",
    "less": "a higher score means less",
}


def described(form: AttributeForm) -> str:
    """Return what an attribute's values are: ``score: SWI, demo edition, higher is more``."""
    if form.kind == "choice":
        return f"choice: {', '.join(form.choices)}"
    if form.kind != "score":
        return KIND_WORDS[form.kind]
    told = f"score: {form.scale}, {form.edition}, higher is {form.direction}"
    told += f", measured on {day_told(form.measured)}" if form.measured else ""
    cuts = ", ".join(f"{cut.label} from {cut.start}" for cut in form.cuts)
    return f"{told} ({cuts})" if cuts else told


def meaning(form: AttributeForm, value: str) -> str:
    """Return what the researcher's own cut points call a score; mostly nothing."""
    return cut_label(value, form) or "" if form.kind == "score" else ""


def choices_typed(words: str) -> tuple[Words, ...]:
    """Return the choices that were typed, one a line."""
    return tuple(Words(line.strip()) for line in words.splitlines() if line.strip())


def cuts_typed(words: str) -> tuple[Cut, ...]:
    """Return the cut points that were typed, one a line.

    Raises:
        InvalidActionError: A line has no label or no number.
    """
    return tuple(_cut(line) for line in words.splitlines() if line.strip())


def cuts_told(cuts: Iterable[Cut]) -> str:
    """Return cut points as they are typed."""
    return "\n".join(f"{cut.label}: {cut.start}" for cut in cuts)


def _cut(line: str) -> Cut:
    label, colon, start = line.rpartition(":")
    if not (colon and label.strip() and start.strip()):
        raise InvalidActionError("Write a cut point as a label and a number, like high: 20.")
    return Cut(Words(label.strip()), start.strip())
