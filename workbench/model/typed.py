"""Typed values of attributes: what may be written, how it is kept, and which kind values suggest.

A value is kept as text in one form: a number as ``12.5``, a date as ``2026-01-31``, a choice as
the definition writes it. Nothing is guessed: what can be read in two ways is refused.
People read any day as ``31 Jan 2026``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from workbench.errors import InvalidActionError
from workbench.model.case import AttributeForm, AttributeKind

LONGEST_VALUE = 5_000
_LONGEST_NUMBER = 40
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MINUS = "\u2212"

#: A column with at most so many different values, each held twice on average, is a choice.
_MOST_CHOICES = 8
_LONGEST_CHOICE = 60


def typed_value(raw: str, form: AttributeForm) -> str:
    """Return a value as it is kept; empty for none.

    Args:
        raw: As typed or read from a table.
        form: What the attribute's values may be.

    Raises:
        InvalidActionError: It is no value of this kind; the sentence shows the form to use.
    """
    value = raw.strip()
    if not value:
        return ""
    if form.kind in ("number", "score"):
        return decimal_text(value)
    if form.kind == "date":
        return iso_date(value)
    return _choice(value, form) if form.kind == "choice" else plain_text(value)


def decimal_text(raw: str) -> str:
    """Return a decimal as it is kept: a point, no plus sign, no zeros that say nothing.

    Raises:
        InvalidActionError: It is no number, or a comma in it may mean two things.
    """
    value = raw.strip().replace(_MINUS, "-")
    if _THOUSANDS.fullmatch(value):
        raise InvalidActionError(
            "A comma before three digits may mean thousands or a decimal. Write 1250 or 1.25."
        )
    plain = value.replace(",", ".", 1)
    if len(plain) > _LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
        raise InvalidActionError("This is no number. Write it like 12 or 12.5.")
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise InvalidActionError("This is no number. Write it like 12 or 12.5.") from error
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def iso_date(raw: str) -> str:
    """Return an ISO date.

    Raises:
        InvalidActionError: It is none, or no day of the calendar.
    """
    value = raw.strip()
    try:
        if not _ISO_DATE.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise InvalidActionError(
            "This is no date. Write it as year-month-day, like 2026-01-31."
        ) from error


def day_told(day: date | str) -> str:
    """Return a day as people read it: ``22 Nov 2026``. Files that programs read keep ISO 8601.

    Args:
        day: A date, or one in ISO form; anything else is returned as it stands.
    """
    if isinstance(day, str):
        try:
            return day_told(date.fromisoformat(day))
        except ValueError:
            return day
    return f"{day.day} {day:%b %Y}"


def plain_text(raw: str) -> str:
    """Return a text without blanks around it.

    Raises:
        InvalidActionError: It is too long or holds control characters.
    """
    value = raw.strip()
    if len(value) > LONGEST_VALUE:
        raise InvalidActionError(
            f"This has {len(value):,} characters; at most {LONGEST_VALUE:,} can be kept here."
        )
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t" for c in value):
        raise InvalidActionError("This holds control characters. Take them out first.")
    return value


def cut_label(value: str, form: AttributeForm) -> str | None:
    """Return how the researcher's own cut points call a score.

    Args:
        value: A score as it is kept.
        form: Its definition; cut points lowest first.

    Returns:
        None where there is no value, no cut point, or the value lies below the first one.
    """
    if not value:
        return None
    reached = [cut for cut in form.cuts if Decimal(cut.start) <= Decimal(value)]
    return str(reached[-1].label) if reached else None


def likely_kind(values: Iterable[str]) -> AttributeKind:
    """Return the kind that a column of values suggests; empty ones say nothing.

    Numbers and dates are told by every value being one. Numbers with leading zeros are ids, and
    ids are text.
    """
    given = [value.strip() for value in values if value.strip()]
    if not given:
        return "text"
    if all(_reads(value, "number") for value in given) and not any(map(_is_id, given)):
        return "number"
    if all(_reads(value, "date") for value in given):
        return "date"
    return "choice" if _repeats(given) else "text"


def choices_in(values: Iterable[str]) -> tuple[str, ...]:
    """Return the different values of a column in order of first appearance; case is no matter."""
    found: dict[str, str] = {}
    for value in values:
        if value.strip():
            found.setdefault(_folded(value), value.strip())
    return tuple(found.values())


def _choice(value: str, form: AttributeForm) -> str:
    known = {_folded(choice): str(choice) for choice in form.choices}
    if _folded(value) not in known:
        raise InvalidActionError(f"This is none of the choices. Use {_told(form.choices)}.")
    return known[_folded(value)]


def _told(choices: Sequence[str]) -> str:
    *first, last = [f"“{choice}”" for choice in choices]
    return f"{', '.join(first)} or {last}" if first else last


def _reads(value: str, kind: AttributeKind) -> bool:
    try:
        decimal_text(value) if kind == "number" else iso_date(value)
    except InvalidActionError:
        return False
    return True


def _is_id(value: str) -> bool:
    return len(value) > 1 and value.startswith("0") and value.isdecimal()


def _repeats(given: Sequence[str]) -> bool:
    distinct = choices_in(given)
    few = len(distinct) <= _MOST_CHOICES and 2 * len(distinct) <= len(given)
    return few and all(len(value) <= _LONGEST_CHOICE for value in distinct)


def _folded(value: str) -> str:
    """Return a choice as it is compared: case, blanks and what nobody sees are no matter."""
    seen = "".join(c for c in value if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", " ".join(seen.split())).casefold()
