"""What another arrangement of codes means for their tree: what it forbids, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.errors import InvalidActionError, NotFoundError
from workbench.model.codebook import Code
from workbench.model.ids import CodeId
from workbench.project.code_tree import GONE, refuse_locked, taken
from workbench.project.names import folded

Parents = Mapping[CodeId, CodeId | None]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is to be done, in an order in which no code stands below itself at any moment.

    Attributes:
        made: New codes with their parents, those above before those below.
        moved: Codes with their new parents, those above before those below.
    """

    made: tuple[tuple[CodeId, CodeId | None], ...]
    moved: tuple[tuple[Code, CodeId | None], ...]


def arranged(codes: Sequence[Code], parents: Parents, new: Mapping[CodeId, str]) -> Arrangement:
    """Return what leads from a codebook to the same one with other parents.

    Args:
        codes: The codebook.
        parents: Codes with the parents they are to have; who is not named stays.
        new: Names of codes to be made, by id; they stand on top unless `parents` says otherwise.

    Raises:
        NotFoundError: A code or a parent is not there.
        InvalidActionError: A code would stand below itself, a locked one would move, or siblings
            would share a name.
    """
    known = {code.id: code for code in codes}
    final: dict[CodeId, CodeId | None] = {code.id: code.parent for code in codes}
    final |= dict.fromkeys(new)
    if not final.keys() >= {*parents, *(above for above in parents.values() if above is not None)}:
        raise NotFoundError(GONE)
    final |= parents
    depths = _depths(final)
    moved = [known[i] for i, above in parents.items() if i in known and known[i].parent != above]
    refuse_locked(moved)
    _refuse_namesakes(codes, new, final, {*new, *(code.id for code in moved)})
    moved.sort(key=lambda code: depths[code.id])
    return Arrangement(
        tuple((i, final[i]) for i in sorted(new, key=depths.__getitem__)),
        tuple((code, final[code.id]) for code in moved),
    )


def _depths(parents: Parents) -> dict[CodeId, int]:
    """Return how many codes stand above each; a circle is refused."""
    depths: dict[CodeId, int] = {}
    for code in parents:
        branch: list[CodeId] = []
        at: CodeId | None = code
        while at is not None and at not in depths:
            if at in branch:
                raise InvalidActionError("A code cannot stand under itself. Choose another parent.")
            branch.append(at)
            at = parents[at]
        above = -1 if at is None else depths[at]
        depths |= {one: above + step for step, one in enumerate(reversed(branch), 1)}
    return depths


def _refuse_namesakes(
    codes: Sequence[Code], new: Mapping[CodeId, str], final: Parents, arriving: set[CodeId]
) -> None:
    """Refuse two siblings of one name, where one of them arrives."""
    names = {code.id: code.name for code in codes} | {**new}
    retired = {code.id for code in codes if code.state == "retired"}
    places: dict[tuple[CodeId | None, str], CodeId] = {}
    for code in sorted(final, key=lambda one: one in arriving):
        place = final[code], folded(" ".join(names[code].split()))
        twin = places.setdefault(place, code)
        if twin != code and code in arriving:
            raise InvalidActionError(taken(names[code], retired=twin in retired))
