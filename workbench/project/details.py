"""What may be written down about a source."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from workbench.errors import InvalidActionError
from workbench.model.ids import Words
from workbench.model.source import CHECKED, SourceDetails
from workbench.model.typed import iso_date, plain_text

#: What stands where nobody wrote anything down.
NO_DETAILS = SourceDetails()

_PLAIN = ("date", "checked_against_audio", "n")
_MOST = 10**12


def checked_details(details: SourceDetails) -> SourceDetails:
    """Return the details as they are kept: words without blanks around them, dates as ISO dates.

    Raises:
        InvalidActionError: A date, an answer or a number is none.
    """
    if details.checked_against_audio not in CHECKED:
        raise InvalidActionError(f"That is no answer. Choose {', '.join(CHECKED)}.")
    if details.n is not None and not 0 <= details.n <= _MOST:
        raise InvalidActionError(f"n counts people or studies: 0 or more, not {details.n}.")
    kept: dict[str, Any] = {
        f.name: Words(plain_text(getattr(details, f.name)))
        for f in fields(SourceDetails)
        if f.name not in _PLAIN
    }
    date = iso_date(details.date) if details.date.strip() else ""
    return replace(details, date=date, **kept)
