"""The codebook as rows of a file, and rows of a file in the order in which codes can be made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.errors import InvalidActionError
from workbench.model.codebook import Code, CodeCard, CodeRow
from workbench.model.ids import CodeId, Words


def rows_of(codes: Sequence[Code]) -> list[CodeRow]:
    """Return codes as rows of a file, in the order given.

    A code's key is the one it was loaded with, or its path where it has none, or where
    another code has that key: in a file each row has its own.
    """
    keys = _own_keys(codes)
    return [
        CodeRow(c.name, keys[c.parent] if c.parent else "", _keyed(c.card, keys[c.id]))
        for c in codes
    ]


def parents_first(rows: Sequence[CodeRow]) -> list[CodeRow]:
    """Return rows so that each parent stands before those below it.

    Raises:
        InvalidActionError: A parent is not among them, or codes stand in a circle.
    """
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
    return replace(card, key=key)
