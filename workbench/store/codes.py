"""The tree of codes, put together from the rows of their table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from workbench.model.codebook import Code, CodeCard, Swatch
from workbench.model.ids import CodeId, Words

_CARD = tuple(CodeCard.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class CodePaths:
    """The names and the tree of the codes: each code's own name and its parent."""

    codes: Mapping[str, tuple[str, str | None]]

    def path(self, code: CodeId) -> tuple[str, ...]:
        """Return the names from the root down; nothing for a code that is not there."""
        names: list[str] = []
        at: str | None = code
        while at is not None and at in self.codes:
            name, at = self.codes[at]
            names.insert(0, name)
        return tuple(names)

    def branch(self, code: CodeId) -> set[CodeId]:
        """Return a code and all codes below it."""
        below: dict[str | None, list[str]] = {}
        for child, (_, parent) in self.codes.items():
            below.setdefault(parent, []).append(child)
        found, rest = set[CodeId](), [str(code)]
        while rest:
            one = rest.pop()
            found.add(CodeId(one))
            rest += below.get(one, ())
        return found


def in_tree_order(rows: Sequence[Row[Any]]) -> list[Code]:
    """Return codes in tree order: parents first, siblings by name.

    Args:
        rows: Rows of codes, each with its `coding_count` or None.
    """
    known = {row.id for row in rows}
    children: dict[str | None, list[Row[Any]]] = {}
    for row in rows:
        children.setdefault(row.parent if row.parent in known else None, []).append(row)
    ordered: list[Code] = []
    rest: list[tuple[Row[Any], tuple[str, ...]]] = [
        (row, ()) for row in _by_name(children.get(None, []))
    ]
    while rest:
        row, above = rest.pop()
        code = _code(row, above)
        ordered.append(code)
        rest.extend((child, code.path) for child in _by_name(children.get(row.id, [])))
    return ordered


def _by_name(rows: list[Row[Any]]) -> list[Row[Any]]:
    """Siblings last to first, as a stack takes them."""
    return sorted(rows, key=lambda row: (row.name.casefold(), row.position), reverse=True)


def _code(row: Row[Any], above: tuple[str, ...]) -> Code:
    return Code(
        CodeId(row.id),
        row.name,
        None if row.parent is None else CodeId(row.parent),
        (*above, row.name),
        Swatch(row.colour, row.pattern),
        row.position,
        row.coding_count or 0,
        row.version,
        CodeCard(*(Words(getattr(row, name)) for name in _CARD)),
        row.state,
        row.card_version,
        row.recheck,
    )
