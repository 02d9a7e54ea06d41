"""The tree of codes, put together from the rows of their table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from workbench.model.codebook import Code, CodeCard, Swatch
from workbench.model.ids import CodeId, Words

_CARD = tuple(CodeCard.__dataclass_fields__)


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
