"""What a browser sent, read field by field: each is taken once, and checked strictly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from workbench.errors import WorkbenchError
from workbench.model.codebook import Swatch
from workbench.model.source import Segment

_Word = TypeVar("_Word", bound=str)

_CLIENT_MADE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ID = re.compile(r"[\x21-\x7e]{1,64}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNKNOWN = "The reader sent an act in a form that is not known here. Reload the page."


class MalformedOpError(WorkbenchError):
    """The browser sent something that no reader of this version sends."""

    def __init__(self) -> None:
        super().__init__(_UNKNOWN)


class Fields:
    """The fields of something that was sent, each taken once and checked."""

    def __init__(self, sent: object) -> None:
        if not isinstance(sent, dict) or not all(isinstance(key, str) for key in sent):
            raise MalformedOpError
        self._left = dict(sent)

    def text(self, name: str) -> str:
        """Return any text that can be written down."""
        value = self._take(name)
        if not isinstance(value, str) or _SURROGATE.search(value):
            raise MalformedOpError
        return value

    def id(self, name: str) -> str:
        """Return the id of something that is there."""
        return _fitting(_ID, self._take(name))

    def id_or_none(self, name: str) -> str | None:
        """Return an id, or None for nothing."""
        value = self._take(name)
        return None if value is None else _fitting(_ID, value)

    def fresh(self, name: str) -> str:
        """Return an id that the browser made."""
        return _fitting(_CLIENT_MADE, self._take(name))

    def ids(self, name: str) -> list[str]:
        """Return a list of ids with at least one in it."""
        found = self.any_ids(name)
        if not found:
            raise MalformedOpError
        return found

    def any_ids(self, name: str) -> list[str]:
        """Return a list of ids; there may be none in it."""
        value = self._take(name)
        if not isinstance(value, list):
            raise MalformedOpError
        return [_fitting(_ID, one) for one in value]

    def number(self, name: str) -> int:
        """Return a count or position: a whole number from 0."""
        return _number(self._take(name))

    def segment(self, start: str, end: str) -> Segment:
        """Return a segment from the fields of its two ends."""
        return Segment(self.number(start), self.number(end))

    def pair(self, name: str) -> Segment:
        """Return a segment from a list of two."""
        value = self._take(name)
        if not isinstance(value, list) or len(value) != 2:
            raise MalformedOpError
        return Segment(_number(value[0]), _number(value[1]))

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self._take(name)
        if not isinstance(value, bool):
            raise MalformedOpError
        return value

    def one_of(self, name: str, words: Sequence[_Word]) -> _Word:
        """Return one of the words that may stand here."""
        value = self._take(name)
        for word in words:
            if word == value:
                return word
        raise MalformedOpError

    def swatch(self) -> Swatch:
        """Return the colour and pattern of a code."""
        colour, pattern = self.text("colour"), self._take("pattern")
        if pattern not in ("plain", "hatched"):
            raise MalformedOpError
        return Swatch(colour, pattern)

    def anything(self, name: str) -> object:
        """Return a field as it came; None where it is missing."""
        return self._left.pop(name, None)

    def finish(self) -> None:
        """Refuse what is left over."""
        if self._left:
            raise MalformedOpError

    def _take(self, name: str) -> object:
        if name not in self._left:
            raise MalformedOpError
        return self._left.pop(name)


def _fitting(form: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise MalformedOpError
    return value


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise MalformedOpError
    return value
