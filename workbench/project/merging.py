"""What merging codes means for the tree and for codings that meet: decided, not yet done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.errors import InvalidActionError
from workbench.model.codebook import Code
from workbench.model.coding import Coding
from workbench.model.ids import CodeId
from workbench.project.code_tree import branch, code_in, refuse_locked
from workbench.project.names import same_name


def refuse_merge(codes: Sequence[Code], keep: CodeId, into_it: Sequence[CodeId]) -> None:
    """Refuse a merge of nothing, into itself or below, or one that a lock or a name forbids.

    Args:
        codes: The codebook.
        keep: The code that stays.
        into_it: Those that go into it.

    Raises:
        InvalidActionError: One of these; the sentence says which.
    """
    if not into_it or keep in into_it or len(set(into_it)) != len(into_it):
        raise InvalidActionError("Merge needs a code that stays and others that go into it.")
    for code in into_it:
        if keep in branch(codes, code):
            raise InvalidActionError(
                "A code cannot be merged into one below it. Move that one out first."
            )
    _refuse_state(codes, keep, into_it)
    below = [c for c in codes if c.parent in {keep, *into_it} and c.id not in into_it]
    for child in below:
        if any(c is not child and same_name(c.name, child.name) for c in below):
            raise InvalidActionError(
                f"Two codes “{child.name}” would stand below the code that stays. Rename one of "
                "them, or merge them first."
            )


def _refuse_state(codes: Sequence[Code], keep: CodeId, into_it: Sequence[CodeId]) -> None:
    refuse_locked(c for c in codes if c.id == keep or c.id in into_it or c.parent in into_it)
    kept = code_in(codes, keep)
    if kept.state == "retired":
        raise InvalidActionError(
            f"The code “{kept.name}” is retired. Bring it back first, or keep another one."
        )


def meet(
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
