"""A corrected transcript on its way: what was handed over and read; nothing is written yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.model.ids import SourceId
from workbench.model.source import SourceDraft
from workbench.project.sources import FileBytes, ReadOptions, ReadResult


@dataclass(slots=True)
class Correction:
    """A correction that is looked at.

    Attributes:
        number: How many there were before; each begins with empty fields.
        source: Whose text it is; None before anything was handed over.
        file: The file it comes from; None where a turn was changed by hand.
        upload: Which upload that was.
        result: What was read.
    """

    number: int = 0
    source: SourceId | None = None
    file: FileBytes | None = None
    upload: str = ""
    result: ReadResult | None = None
    options: ReadOptions = field(default_factory=ReadOptions)

    def draft(self, source: SourceId) -> SourceDraft | None:
        """Return what was read of a corrected text of this source, where it could be read."""
        mine = self.result if self.source == source else None
        return mine if isinstance(mine, SourceDraft) else None
