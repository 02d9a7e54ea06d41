"""Codes that are made: what a new one needs, and the codebook within an act that adds to it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from workbench.errors import InvalidActionError, NotFoundError
from workbench.model.codebook import CodeCard, Swatch, swatch
from workbench.model.events import CodeCreated
from workbench.model.ids import CodeId, Words
from workbench.project.code_tree import GONE, taken
from workbench.project.names import clean_name, folded
from workbench.store.unit import Unit


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be made in the same act as its first coding."""

    name: str
    parent: CodeId | None = None
    swatch: Swatch | None = None
    id: CodeId | None = None


@dataclass(frozen=True, slots=True)
class CodePath:
    """A code by its names from the root down; what is missing is made in the same act.

    Attributes:
        card: For the code itself, if it is made.
    """

    names: tuple[str, ...]
    card: CodeCard = field(default_factory=CodeCard)


class Shelf:
    """The codebook within an act that adds to it: which codes stand where, counted once."""

    def __init__(self, unit: Unit) -> None:
        codes = unit.reads.codes()
        self._unit = unit
        self._codes = {c.id for c in codes}
        self._places = {(c.parent, folded(c.name)): c.id for c in codes}
        self._retired = {c.id for c in codes if c.state == "retired"}
        self._position = unit.reads.next_position()

    def at(self, parent: CodeId | None, name: str) -> CodeId | None:
        """Return the code of this name at this place, if there is one."""
        return self._places.get((parent, folded(" ".join(name.split()))))

    def add(self, new: NewCode, card: CodeCard) -> CodeId:
        """Record a new code; return its id.

        Raises:
            NotFoundError: Its parent is not there.
            InvalidActionError: Its name cannot be one, or a sibling has it.
        """
        name = clean_name(new.name, "code")
        if new.parent is not None and new.parent not in self._codes:
            raise NotFoundError(GONE)
        twin = self.at(new.parent, name)
        if twin is not None:
            raise InvalidActionError(taken(name, retired=twin in self._retired))
        code = new.id or CodeId(str(uuid.uuid4()))
        paint = checked(new.swatch) if new.swatch else swatch(self._position)
        self._unit.record(CodeCreated(code, Words(name), new.parent, paint, self._position, card))
        self._codes.add(code)
        self._places[new.parent, folded(name)] = code
        self._position += 1
        return code

    def along(self, path: CodePath) -> CodeId:
        """Return the code with this path; it and those above it are added where missing.

        Raises:
            InvalidActionError: The path is empty, or a name cannot be one.
        """
        if not path.names:
            raise InvalidActionError("A code needs a name. Type at least one character.")
        above: CodeId | None = None
        for depth, name in enumerate(path.names, start=1):
            card = path.card if depth == len(path.names) else CodeCard()
            above = self.at(above, name) or self.add(NewCode(name, above), card)
        assert above is not None
        return above


def checked(swatch: Swatch) -> Swatch:
    """Return a swatch.

    Raises:
        InvalidActionError: Its colour or pattern is none.
    """
    digits = swatch.colour.removeprefix("#")
    if len(digits) != 6 or not all(c in "0123456789abcdefABCDEF" for c in digits):
        raise InvalidActionError("A colour is written #RRGGBB.")
    if swatch.pattern not in ("plain", "hatched"):
        raise InvalidActionError("A pattern is plain or hatched.")
    return swatch
