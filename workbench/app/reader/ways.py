"""Ways out of the reader: where the browser wants to go from here, and with what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from workbench.app.address import place_id
from workbench.app.reader.fields import Fields, MalformedOpError
from workbench.model.ids import SourceId

Room = Literal["similar", "trace"]
_ROOMS: tuple[Room, ...] = ("similar", "trace")


class Way(NamedTuple):
    """Which page a person goes to, and the ids that its address carries."""

    to: Room
    ids: Mapping[str, str]


#: Opens the page.
Leave = Callable[[Way], None]


def way_in(source: SourceId, sent: object) -> Way | None:
    """Return the way that was sent; None for nothing, or for what no reader sends.

    Args:
        source: The one that is read.
        sent: As the browser sent it.
    """
    if sent is None:
        return None
    try:
        fields = Fields(sent)
        to, coding = fields.one_of("to", _ROOMS), fields.id_or_none("coding")
        if coding is not None:
            return Way(to, {"coding": coding})
        return Way(to, {"source": source, "at": place_id(fields.pair("at"))})
    except MalformedOpError:
        return None
