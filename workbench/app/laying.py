"""Codes laid on the sorting board as values: what the browser is told, and what it says back."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.model.codebook import Code
from workbench.model.ids import CodeId
from workbench.project.wording import counted

_NEW = re.compile(r"new-[0-9]{1,6}", re.ASCII)


@dataclass(slots=True)
class Board:
    """Where one tab has laid codes; nothing of it is written until the arrangement is kept.

    Attributes:
        turn: How often the board was begun; the browser forgets what it knew of earlier ones.
        parents: Under which code others were laid, by id; None for the top.
        made: Names of piles that are to be new codes, by an id of the board's own.
    """

    turn: int = 0
    parents: dict[str, str | None] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)

    def begin_again(self) -> None:
        """Lay everything back where it stands in the codebook."""
        self.turn += 1
        self.parents.clear()
        self.made.clear()

    def hear(self, message: object) -> None:
        """Take what the browser says; of another turn, or of another shape, it is nothing."""
        if not isinstance(message, Mapping) or message.get("turn") != self.turn:
            return
        parents, made = message.get("parents"), message.get("made")
        if not isinstance(parents, Mapping) or not isinstance(made, Mapping):
            return
        self.made = {i: n for i, n in made.items() if _is_new(i) and isinstance(n, str)}
        self.parents = {
            i: p
            for i, p in parents.items()
            if isinstance(i, str) and (p is None or isinstance(p, str))
        }

    def plan(self, codes: Sequence[Code]) -> Plan:
        """Return what an arrangement would do; what does not change, or is gone, is left out."""
        known: dict[str, CodeId | None] = {code.id: code.parent for code in codes}
        ids = {one: CodeId(str(uuid.uuid4())) for one in self.made}
        ids |= {one: CodeId(one) for one in known}
        parents = {
            ids[one]: None if above is None else ids[above]
            for one, above in self.parents.items()
            if one in ids and (above is None or above in ids) and known.get(one, "") != above
        }
        return Plan(parents, {ids[one]: name for one, name in self.made.items()})


@dataclass(frozen=True, slots=True)
class Plan:
    """Other parents of codes, and names of new codes, by id."""

    parents: dict[CodeId, CodeId | None]
    new: dict[CodeId, str]

    @property
    def summary(self) -> str:
        """What would be done: ``3 codes stand elsewhere, 1 of them is new``."""
        moved = len(self.parents.keys() - self.new.keys())
        told = f"{counted(moved, 'code')} laid elsewhere"
        new = len(self.new)
        return told + (f", {new:,} new pile{'s' * (new != 1)}" if new else "")


def told(board: Board, codes: Sequence[Code]) -> dict[str, Any]:
    """Return what the browser is told: the cards, and where they were laid.

    A retired code is left out, unless a code that is not retired stands below it.
    """
    shown = _shown(codes)
    cards = [
        {
            "id": code.id,
            "name": code.name,
            "parent": code.parent,
            "count": code.coding_count,
            "colour": code.swatch.colour,
            "hatched": code.swatch.pattern == "hatched",
            "locked": code.state == "locked",
            "retired": code.state == "retired",
        }
        for code in codes
        if code.id in shown
    ]
    return {"turn": board.turn, "cards": cards, "parents": board.parents, "made": board.made}


def _shown(codes: Sequence[Code]) -> set[CodeId]:
    above = {code.id: code.parent for code in codes}
    shown: set[CodeId] = set()
    for code in codes:
        at: CodeId | None = code.id if code.state != "retired" else None
        while at is not None and at not in shown:
            shown.add(at)
            at = above[at]
    return shown


def _is_new(one: object) -> bool:
    return isinstance(one, str) and _NEW.fullmatch(one) is not None
