"""The codebook: codes created, renamed, moved, recoloured, merged, deleted and loaded."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workbench.errors import AmbiguousNameError, ConflictError, InvalidActionError, NotFoundError
from workbench.model.codebook import Code, CodeCard, CodeRow, Swatch, swatch
from workbench.model.coding import Coding
from workbench.model.events import (
    CodeCreated,
    CodeDeleted,
    CodeMoved,
    CodeRecoloured,
    CodeRenamed,
    CodesMerged,
    MergedCode,
)
from workbench.model.ids import CodeId, Words
from workbench.project.names import clean_name, folded, same_name
from workbench.project.opened import Opened
from workbench.project.reasons import add_reason
from workbench.store.unit import ReasonState, Unit

_GONE = "This code is no longer in the codebook. Look again to see why."
_TAKEN = "There is a code “{name}” at this place already. Choose another name, or merge them."
#: A merge or deletion that touches fewer codings is not asked about.
ASKED_FROM = 5


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


class Codebook:
    """The tree of a project's codes."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def all(self) -> list[Code]:
        """Return the codes in tree order: parents first, siblings by name."""
        with self._opened.reading() as reads:
            return reads.codes()

    def find(self, ref: str) -> Code:
        """Return the code with this id, path (``parent / child``) or name.

        Raises:
            NotFoundError: There is none.
            AmbiguousNameError: Several codes have the name.
        """
        return find_code(self.all(), ref)

    def create(
        self,
        name: str,
        *,
        parent: CodeId | None = None,
        swatch: Swatch | None = None,
        card: CodeCard | None = None,
        code: CodeId | None = None,
    ) -> CodeId:
        """Make a code; siblings must have different names."""
        with self._opened.unit() as unit:
            return Shelf(unit).add(NewCode(name, parent, swatch, code), card or CodeCard())

    def rename(self, code: CodeId, name: str, *, base: str | None = None) -> None:
        """Give a code another name.

        Args:
            code: Which.
            name: The new name.
            base: The name the person saw when they began to edit.

        Raises:
            ConflictError: Somebody renamed it meanwhile.
        """
        with self._opened.unit() as unit:
            codes = unit.reads.codes()
            old = code_in(codes, code)
            if base is not None and base != old.name:
                raise ConflictError(
                    f"The code was “{base}” when you began, is “{old.name}” now, and would become "
                    f"“{name}”. Look again and rename it once more."
                )
            new = clean_name(name, "code")
            if new != old.name:
                refuse_twin(codes, new, old.parent, but=code)
                unit.record(CodeRenamed(code, Words(old.name), Words(new)))

    def move(self, code: CodeId, parent: CodeId | None) -> None:
        """Put a code under another one, or on top with None."""
        with self._opened.unit() as unit:
            codes = unit.reads.codes()
            old = self._unchanged(unit, code_in(codes, code))
            if parent is not None and parent in branch(codes, code):
                raise InvalidActionError("A code cannot stand under itself. Choose another parent.")
            if parent is not None:
                code_in(codes, parent)
            if parent != old.parent:
                refuse_twin(codes, old.name, parent, but=code)
                unit.record(CodeMoved(code, old.parent, parent))

    def recolour(self, code: CodeId, swatch: Swatch) -> None:
        """Paint a code otherwise."""
        with self._opened.unit() as unit:
            old = self._unchanged(unit, code_in(unit.reads.codes(), code))
            if old.swatch != swatch:
                unit.record(CodeRecoloured(code, old.swatch, _checked(swatch)))

    def merge(self, keep: CodeId, into_it: Sequence[CodeId], *, reason: str | None = None) -> None:
        """Merge codes into one that stays; every coding is kept once.

        Codings that would stand twice on one segment by one coder collapse to one; both are in
        the event, so that undo brings both back.
        """
        with self._opened.unit() as unit:
            codes = unit.reads.codes()
            kept = self._unchanged(unit, code_in(codes, keep))
            merged = [self._unchanged(unit, code_in(codes, code)) for code in into_it]
            _refuse_merge(codes, keep, into_it)
            moved, collapsed = _meet(
                unit.reads.codings(codes=[keep]), unit.reads.codings(codes=into_it)
            )
            unit.reason = _reason_state(len(moved) + len(collapsed), reason)
            records = tuple(
                MergedCode(c.id, Words(c.name), c.parent, _children(codes, c.id)) for c in merged
            )
            unit.record(CodesMerged(keep, Words(kept.name), records, moved, collapsed))
            add_reason(unit, unit.command.action, reason)

    def delete(self, code: CodeId, *, reason: str | None = None) -> None:
        """Delete a code with its codings; its children move up to its parent."""
        with self._opened.unit() as unit:
            codes = unit.reads.codes()
            old = self._unchanged(unit, code_in(codes, code))
            children = _children(codes, code)
            for child in children:
                refuse_twin(codes, code_in(codes, child).name, old.parent, but=code)
            codings = tuple(unit.reads.codings(codes=[code]))
            unit.reason = _reason_state(len(codings), reason)
            unit.record(CodeDeleted(code, Words(old.name), old.parent, children, codings))
            add_reason(unit, unit.command.action, reason)

    def load(self, rows: Sequence[CodeRow]) -> int:
        """Add the codes of a codebook file, in one act; return how many.

        Raises:
            InvalidActionError: A row's parent is not in the file, or siblings share a name.
        """
        with self._opened.unit() as unit:
            shelf = Shelf(unit)
            made: dict[str, CodeId] = {}
            for row in _parents_first(rows):
                new = NewCode(row.name, made[row.parent] if row.parent else None)
                made[row.card.key or row.name] = shelf.add(new, row.card)
            return len(rows)

    def rows(self) -> list[CodeRow]:
        """Return the codebook as rows of a file, in tree order.

        A code's key is the one it was loaded with, or its path where it has none, or where
        another code has that key: in a file each row has its own.
        """
        codes = self.all()
        keys = _own_keys(codes)
        return [
            CodeRow(c.name, keys[c.parent] if c.parent else "", _keyed(c.card, keys[c.id]))
            for c in codes
        ]

    def _unchanged(self, unit: Unit, code: Code) -> Code:
        """Return a code, unless another person changed it since this one looked."""
        seen = self._opened.seen
        if seen is not None and code.version > seen:
            changed = unit.reads.acts.holding(code.version)
            if changed is not None and changed.actor != unit.command.actor.id:
                raise ConflictError(
                    f"Somebody changed “{code.name}” meanwhile (entry {code.version}). Look again."
                )
        return code


class Shelf:
    """The codebook within an act that adds to it: which codes stand where, counted once."""

    def __init__(self, unit: Unit) -> None:
        codes = unit.reads.codes()
        self._unit = unit
        self._codes = {c.id for c in codes}
        self._places = {(c.parent, folded(c.name)): c.id for c in codes}
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
            raise NotFoundError(_GONE)
        if self.at(new.parent, name) is not None:
            raise InvalidActionError(_TAKEN.format(name=name))
        code = new.id or CodeId(str(uuid.uuid4()))
        paint = _checked(new.swatch) if new.swatch else swatch(self._position)
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


def find_code(codes: Sequence[Code], ref: str) -> Code:
    """Return the code with this id, path or name among codes."""
    path = tuple(part.strip() for part in ref.split("/"))
    found = (
        [c for c in codes if c.id == ref]
        or [c for c in codes if len(path) > 1 and _same_path(c.path, path)]
        or [c for c in codes if same_name(c.name, ref)]
    )
    if not found:
        raise NotFoundError(f"There is no code “{ref}” in this project.")
    if len(found) > 1:
        paths = "; ".join(c.path_text for c in found)
        raise AmbiguousNameError(f"“{ref}” names {len(found)} codes ({paths}). Write the path.")
    return found[0]


def code_in(codes: Iterable[Code], code: CodeId) -> Code:
    """Return the code with this id among codes.

    Raises:
        NotFoundError: It is not there, or no longer.
    """
    found = next((c for c in codes if c.id == code), None)
    if found is None:
        raise NotFoundError(_GONE)
    return found


def branch(codes: Sequence[Code], code: CodeId) -> set[CodeId]:
    """Return a code and all codes below it."""
    found = {code}
    for c in codes:  # tree order: parents stand before their children
        if c.parent in found:
            found.add(c.id)
    return found


def refuse_twin(
    codes: Iterable[Code], name: str, parent: CodeId | None, *, but: CodeId | None = None
) -> None:
    """Refuse a name that another code under the same parent has."""
    if any(c.parent == parent and c.id != but and same_name(c.name, name) for c in codes):
        raise InvalidActionError(_TAKEN.format(name=name))


def _same_path(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(map(same_name, one, other))


def _children(codes: Iterable[Code], code: CodeId) -> tuple[CodeId, ...]:
    return tuple(c.id for c in codes if c.parent == code)


def _refuse_merge(codes: Sequence[Code], keep: CodeId, into_it: Sequence[CodeId]) -> None:
    if not into_it or keep in into_it or len(set(into_it)) != len(into_it):
        raise InvalidActionError("Merge needs a code that stays and others that go into it.")
    for code in into_it:
        if keep in branch(codes, code):
            raise InvalidActionError(
                "A code cannot be merged into one below it. Move that one out first."
            )
    below = [c for c in codes if c.parent in {keep, *into_it} and c.id not in into_it]
    for child in below:
        if any(c is not child and same_name(c.name, child.name) for c in below):
            raise InvalidActionError(
                f"Two codes “{child.name}” would stand below the code that stays. Rename one of "
                "them, or merge them first."
            )


def _meet(
    kept: Iterable[Coding], merging: Iterable[Coding]
) -> tuple[tuple[Coding, ...], tuple[Coding, ...]]:
    """Part the merging codings: those that move, and those that would stand twice."""
    places = {(c.source, c.start, c.end, c.coder) for c in kept}
    moved: list[Coding] = []
    collapsed: list[Coding] = []
    for coding in sorted(merging, key=lambda c: (c.at, c.id)):
        place = (coding.source, coding.start, coding.end, coding.coder)
        (collapsed if place in places else moved).append(coding)
        places.add(place)
    return tuple(moved), tuple(collapsed)


def _reason_state(touched: int, reason: str | None) -> ReasonState:
    if reason:
        return "volunteered"
    return "asked" if touched >= ASKED_FROM else "none"


def _checked(swatch: Swatch) -> Swatch:
    digits = swatch.colour.removeprefix("#")
    if len(digits) != 6 or not all(c in "0123456789abcdefABCDEF" for c in digits):
        raise InvalidActionError("A colour is written #RRGGBB.")
    if swatch.pattern not in ("plain", "hatched"):
        raise InvalidActionError("A pattern is plain or hatched.")
    return swatch


def _own_keys(codes: Iterable[Code]) -> dict[CodeId, Words]:
    keys: dict[CodeId, Words] = {}
    taken: set[str] = set()
    for code in sorted(codes, key=lambda c: not c.card.key):  # keys that were given come first
        key = code.card.key
        if not key or key in taken:
            key = Words(code.path_text)
        while key in taken:
            key = Words(f"{key} (2)")
        keys[code.id] = key
        taken.add(key)
    return keys


def _keyed(card: CodeCard, key: Words) -> CodeCard:
    return CodeCard(key, *(getattr(card, name) for name in list(CodeCard.__dataclass_fields__)[1:]))


def _parents_first(rows: Sequence[CodeRow]) -> list[CodeRow]:
    ordered: list[CodeRow] = []
    placed, rest = {""}, list(rows)
    while rest:
        ready = [row for row in rest if row.parent in placed]
        if not ready:
            raise InvalidActionError(
                f"The parent “{rest[0].parent}” of the code “{rest[0].name}” is not in this file, "
                "or codes stand in a circle. Nothing was added."
            )
        ordered += ready
        placed |= {row.card.key or row.name for row in ready}
        rest = [row for row in rest if row not in ready]
    return ordered
