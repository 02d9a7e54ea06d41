"""Every error we raise on purpose; each message states the fact, the value and the way out.

A message never holds a participant's words. Raise where the fact is found; doors translate once.
"""

from __future__ import annotations


class WorkbenchError(Exception):
    """A failure we foresaw, told in one plain sentence."""


class NotFoundError(WorkbenchError):
    """Something was named that the project does not hold."""


class AmbiguousNameError(WorkbenchError):
    """A name fits several things; an id or a path tells them apart."""


class ConflictError(WorkbenchError):
    """The thing changed since the person saw it, or a later act builds on it."""


class InvalidActionError(WorkbenchError):
    """The act makes no sense on the project as it stands."""


class AlreadyDoneError(WorkbenchError):
    """A command came twice; its first arrival has been recorded.

    Attributes:
        action: The action that the first arrival made.
    """

    def __init__(self, action: str) -> None:
        super().__init__("This was already done; nothing was done twice.")
        self.action = action


class SegmentOutsideSourceError(InvalidActionError):
    """A segment does not lie within its source."""

    def __init__(self, start: int, end: int, length: int) -> None:
        super().__init__(
            f"Segment {start}-{end} does not lie in the source ({length} characters). "
            "Reload the page or check the positions."
        )


class SegmentMismatchError(InvalidActionError):
    """The words that were selected are not the words at that place."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(
            f"The selected words are not those at {start}-{end} of the source. "
            "Reload the page and select again, or check the positions."
        )


class InvalidFileError(WorkbenchError):
    """A file cannot be read as what it claims to be.

    Attributes:
        reason: A fixed word for the kind of failure, free of the file's own words.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class ContentErasedError(WorkbenchError):
    """The words asked for were erased."""


class TrailError(WorkbenchError):
    """The trail does not hold together.

    Attributes:
        seq: The entry at which the first break was found, where one can be named.
    """

    def __init__(self, message: str, seq: int | None = None) -> None:
        super().__init__(message)
        self.seq = seq


class StorageError(WorkbenchError):
    """The database cannot be opened, read or written."""


class ReplacedError(StorageError):
    """Another study lies in the place of the one that was opened, or none."""

    def __init__(self, place: object) -> None:
        super().__init__(
            f"{place} was moved or replaced while it was open. Nothing was changed; open the study "
            "again."
        )


class ComputationStoppedError(WorkbenchError):
    """A computation ended before it answered: a person stopped it, or its process was lost."""
