"""What an attribute may be: its name, its choices, and what a score needs to mean anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from workbench.errors import InvalidActionError
from workbench.model.case import (
    ATTRIBUTE_KINDS,
    DIRECTIONS,
    Attribute,
    AttributeForm,
    Cut,
)
from workbench.model.ids import AttributeId, Words
from workbench.model.typed import decimal_text, iso_date, plain_text
from workbench.project.names import clean_name, folded, same_name


def checked_form(form: AttributeForm) -> AttributeForm:
    """Return a form as it is kept: clean names, cut points lowest first, nothing of other kinds.

    Raises:
        InvalidActionError: It has no such kind, a choice no choices, a score no scale, edition or
            direction, or two choices or cut points are the same.
    """
    if form.kind not in ATTRIBUTE_KINDS:
        raise InvalidActionError(f"That is no kind. Choose {', '.join(ATTRIBUTE_KINDS)}.")
    plain = AttributeForm(Words(clean_name(form.name, "attribute")), form.kind)
    if form.kind == "choice":
        return replace(plain, choices=_checked_choices(form.choices))
    return _checked_score(plain, form) if form.kind == "score" else plain


def refuse_namesake(
    attributes: Iterable[Attribute], form: AttributeForm, but: AttributeId | None = None
) -> None:
    """Refuse a name that another attribute has.

    Raises:
        InvalidActionError: One has it.
    """
    for other in attributes:
        if other.id != but and same_name(other.form.name, form.name):
            raise InvalidActionError(
                f"There is an attribute “{other.form.name}” already. Choose another name."
            )


def _checked_choices(choices: Sequence[Words]) -> tuple[Words, ...]:
    cleaned = tuple(Words(clean_name(choice, "choice")) for choice in choices)
    if not cleaned:
        raise InvalidActionError("A choice needs the values there are. Name at least one.")
    _refuse_twice([folded(choice) for choice in cleaned], "Two choices are the same.")
    return cleaned


def _checked_score(plain: AttributeForm, form: AttributeForm) -> AttributeForm:
    scale, edition = plain_text(form.scale), plain_text(form.edition)
    if not scale or not edition:
        raise InvalidActionError(
            f"The score “{plain.name}” needs its scale and its edition: numbers of two editions "
            "do not compare."
        )
    if form.direction not in DIRECTIONS or not form.direction:
        raise InvalidActionError(
            f"The score “{plain.name}” needs a direction: does a higher one mean more or less?"
        )
    cuts = tuple(sorted(map(_checked_cut, form.cuts), key=lambda cut: Decimal(cut.start)))
    _refuse_twice([cut.start for cut in cuts], "Two cut points are the same.")
    _refuse_twice([folded(cut.label) for cut in cuts], "Two cut points have the same label.")
    return replace(
        plain,
        scale=Words(scale),
        edition=Words(edition),
        direction=form.direction,
        cuts=cuts,
        measured=iso_date(form.measured) if form.measured.strip() else "",
    )


def _checked_cut(cut: Cut) -> Cut:
    return Cut(Words(clean_name(cut.label, "cut point")), decimal_text(cut.start))


def _refuse_twice(values: Sequence[str], sentence: str) -> None:
    if len(set(values)) < len(values):
        raise InvalidActionError(f"{sentence} Change one of them.")
