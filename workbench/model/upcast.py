"""Old event versions to today's: what each event's version is, and how older ones are lifted."""

from __future__ import annotations

from typing import get_args

from workbench.errors import TrailError
from workbench.model.events import Event

#: Every event class by the name that entries carry.
EVENT_TYPES: dict[str, type[Event]] = {cls.__name__: cls for cls in get_args(Event)}

#: The version written today; all events are in their first.
CURRENT_VERSION = 1


def event_type(name: str, version: int) -> type[Event]:
    """Return the class for an entry's type and version.

    Raises:
        TrailError: A newer workbench wrote the entry, or nobody did.
    """
    if name not in EVENT_TYPES or version != CURRENT_VERSION:
        raise TrailError(
            f"This version does not know the event {name} (version {version}). "
            "Open the project with the workbench that wrote it, or a newer one."
        )
    return EVENT_TYPES[name]
