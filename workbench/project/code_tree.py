"""The tree of codes as values: finding one, what stands below it, and what must not be touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.errors import AmbiguousNameError, InvalidActionError, NotFoundError
from workbench.model.codebook import Code
from workbench.model.ids import CodeId
from workbench.project.names import same_name

#: What is said of a code that is not there.
GONE = "This code is no longer in the codebook. Look again to see why."
_TAKEN = "There is a code “{name}” at this place already. Choose another name, or merge them."
_TAKEN_BY_RETIRED = (
    "There is a retired code “{name}” at this place. Bring it back, or choose another name."
)


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
        raise NotFoundError(GONE)
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
    twins = (c for c in codes if c.parent == parent and c.id != but and same_name(c.name, name))
    twin = next(twins, None)
    if twin is not None:
        raise InvalidActionError(taken(name, retired=twin.state == "retired"))


def taken(name: str, *, retired: bool) -> str:
    """Return what is said to somebody who wants a name that a sibling has."""
    return (_TAKEN_BY_RETIRED if retired else _TAKEN).format(name=name)


def refuse_locked(codes: Iterable[Code]) -> None:
    """Refuse to change the card, the name or the place of a locked code.

    Raises:
        InvalidActionError: One of them is locked.
    """
    for code in codes:
        if code.state == "locked":
            raise InvalidActionError(f"The code “{code.name}” is locked. Unlock it first.")


def children_of(codes: Iterable[Code], code: CodeId) -> tuple[CodeId, ...]:
    """Return the codes right below one."""
    return tuple(c.id for c in codes if c.parent == code)


def _same_path(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(map(same_name, one, other))
