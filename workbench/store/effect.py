"""What an effect is: how one event changes the tables, chosen by the event's class.

Each event has one function that is registered here. It reads and writes through the connection
of the transaction in which the event's entry is appended, or of the empty store that a replay
fills: it must not look at the trail, the clock or anything else outside its arguments and the
tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from sqlalchemy import Connection

from workbench.model.events import Event


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands in the trail: its entry's number and time (µs), and its action.

    Attributes:
        undo: The entry that it takes back, if any.
    """

    seq: int
    at: int
    action: str
    undo: int | None = None


@singledispatch
def project(event: Event, place: Place, db: Connection) -> None:
    """Write what the event means for the tables."""
    raise NotImplementedError(type(event).__name__)
