"""The codebook of other days: the tree right after an entry, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.model.codebook import Code, CodeState
from workbench.model.codebook_events import CodeRejoined, CodeSplit
from workbench.model.events import CodesMerged, CodesUnmerged, Event
from workbench.model.ids import CodeId
from workbench.project.opened import Opened

What = Literal[
    "new",
    "merged",
    "gone",
    "renamed",
    "moved",
    "redefined",
    "split",
    "retired",
    "brought back",
    "locked",
    "unlocked",
    "drafted",
    "no draft",
    "recoloured",
]

_STATES: dict[tuple[CodeState, CodeState], What] = {
    ("locked", "active"): "unlocked",
    ("draft", "active"): "no draft",
}
_INTO_STATES: dict[CodeState, What] = {
    "retired": "retired",
    "locked": "locked",
    "draft": "drafted",
    "active": "brought back",
}


@dataclass(frozen=True, slots=True)
class CodeChange:
    """How a code differs between two days.

    Attributes:
        before: The code on the first day; None where it was not there.
        after: The code on the second; None where it is gone.
        into: Names of the codes it was merged or split into.
    """

    what: tuple[What, ...]
    before: Code | None
    after: Code | None
    into: tuple[str, ...] = ()

    @property
    def code(self) -> Code:
        """The code as it was last."""
        code = self.after or self.before
        assert code is not None
        return code


def codebook_at(opened: Opened, seq: int) -> list[Code]:
    """Return the codes as they stood right after an entry, in tree order, without counts."""
    return opened.store.codebooks(seq, seq)[0]


def difference(opened: Opened, first: int, last: int) -> list[CodeChange]:
    """Return how the codebook differs between two entries: each code that is not the same."""
    before, after, events = opened.store.codebooks(first, last)
    with opened.reading() as reads:
        names = reads.code_names()
    into = {
        code: tuple(names[target] for target in targets)
        for code, targets in _sorted(events).items()
    }
    return compare(before, after, into)


def compare(
    before: Sequence[Code], after: Sequence[Code], into: Mapping[CodeId, tuple[str, ...]]
) -> list[CodeChange]:
    """Return each code in which two codebooks differ, in the order of the later one.

    Args:
        before: The earlier one.
        after: The later one.
        into: What codes were merged or split into between the two.
    """
    old = {code.id: code for code in before}
    there = {code.id for code in after}
    changes = [_change(old.get(code.id), code, into) for code in after]
    changes += [_change(code, None, into) for code in before if code.id not in there]
    return [change for change in changes if change.what]


def _change(
    before: Code | None, after: Code | None, into: Mapping[CodeId, tuple[str, ...]]
) -> CodeChange:
    code = after or before
    assert code is not None
    targets = into.get(code.id, ())
    if before is None:
        return CodeChange(("new", "split") if targets else ("new",), before, after, targets)
    if after is None:
        return CodeChange(("merged",) if targets else ("gone",), before, after, targets)
    what = tuple(_altered(before, after))
    return CodeChange((*what, "split") if targets else what, before, after, targets)


def _altered(before: Code, after: Code) -> Iterable[What]:
    if before.name != after.name:
        yield "renamed"
    if before.parent != after.parent:
        yield "moved"
    if before.card != after.card:
        yield "redefined"
    if before.state != after.state:
        yield _STATES.get((before.state, after.state), _INTO_STATES[after.state])
    if before.swatch != after.swatch:
        yield "recoloured"


def _sorted(events: Iterable[Event]) -> dict[CodeId, list[CodeId]]:
    """Return what codes were merged or split into by what stands of these events."""
    into: dict[CodeId, list[CodeId]] = {}
    for event in events:
        match event:
            case CodesMerged():
                into |= {merged.code: [event.keep] for merged in event.merged}
            case CodesUnmerged():
                for merged in event.merged:
                    into.pop(merged.code, None)
            case CodeSplit():
                known = into.get(event.code, [])
                into[event.code] = list(dict.fromkeys([*known, *(m.to for m in event.moves)]))
            case CodeRejoined():
                into.pop(event.code, None)
    return into
