"""The processes that reckon for a project, and the machine's settings for them.

One encodes, another groups, so that a coder's suggestion never waits for a long grouping. Both are
started at the first question and end with the project.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from workbench.project.settings import model_folder

if TYPE_CHECKING:
    from workbench.analysis.worker import Reckoner


@dataclass(slots=True)
class Reckoning:
    """The processes of one open project; several threads may share them.

    Attributes:
        folder: The model's folder; None for what the machine's settings say, or the packaged one.
    """

    folder: Path | None = None
    _running: dict[str, Reckoner] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def encoder(self) -> Reckoner:
        """Return the process that turns words into vectors and reads what codes suit them."""
        return self._named("encoder")

    def grouper(self) -> Reckoner:
        """Return the process that groups and describes."""
        return self._named("grouper")

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        with self._lock:
            running, self._running = self._running, {}
        for reckoner in running.values():
            reckoner.close()

    def _named(self, name: str) -> Reckoner:
        from workbench.analysis.worker import Reckoner

        with self._lock:
            if name not in self._running:
                self._running[name] = Reckoner(self.folder or model_folder())
            return self._running[name]
