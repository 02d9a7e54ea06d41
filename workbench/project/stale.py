"""Whether a code is still as the person saw it who is about to change it."""

from __future__ import annotations

from workbench.errors import ConflictError
from workbench.model.codebook import Code
from workbench.project.opened import Opened
from workbench.store.unit import Unit


def unchanged(opened: Opened, unit: Unit, code: Code) -> Code:
    """Return a code, unless another person changed it since this one looked.

    Raises:
        ConflictError: Somebody else did.
    """
    if opened.seen is not None and code.version > opened.seen:
        changed = unit.reads.acts.holding(code.version)
        if changed is not None and changed.actor != unit.command.actor.id:
            raise ConflictError(
                f"Somebody changed “{code.name}” meanwhile (entry {code.version}). Look again."
            )
    return code
