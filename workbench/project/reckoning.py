"""The processes that reckon for a project, and the machine's settings for them.

One encodes, another groups, so that a coder's suggestion never waits for a long grouping. Both are
started at the first question and end with the project. Where another model is chosen, the next
question is read with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from workbench.project.settings import model_folder, set_model_folder

if TYPE_CHECKING:
    from workbench.analysis.models import ModelCard
    from workbench.analysis.worker import Reckoner

#: Said before another model is chosen, and after.
WHAT_CHANGES = (
    "With another model all words are read anew, once, which takes a minute or so for 40,000 "
    "words. Groupings keep the model they were made with: where what was worked out for one is no "
    "longer kept, only that model finds it again."
)
_ENCODER = "encoder"


@dataclass(slots=True)
class Reckoning:
    """The processes of one open project; several threads may share them.

    Attributes:
        folder: The model's folder; None for what the machine's settings say, or the packaged one.
    """

    folder: Path | None = None
    _running: dict[str, Reckoner] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def model_folder(self) -> Path | None:
        """The folder of the model that words are read with; None for the packaged one."""
        return self.folder or model_folder()

    def model(self) -> ModelCard:
        """Return which model words are read with; one from a folder is loaded for that.

        Raises:
            WorkbenchError: It is missing, damaged or not what it should be.
        """
        from workbench.analysis.models import packaged_card

        return packaged_card() if self.model_folder is None else self.encoder().model()

    def choose_model(self, folder: Path | None) -> ModelCard:
        """Read words with another model on this machine from now on, once it was tried.

        Args:
            folder: Of a model that sentence-transformers wrote; None for the packaged one.

        Raises:
            WorkbenchError: It is missing, damaged or not what it should be; the one before stays.
        """
        from workbench.analysis.models import packaged_card, weights_digest
        from workbench.analysis.worker import Reckoner

        if folder is None:
            card = packaged_card()
            set_model_folder(None)
            self.encoder()  # ends the process of the one before
            return card
        folder = folder.absolute()
        weights_digest(folder)  # what is no model is told before anything is loaded
        tried = Reckoner(folder)
        try:
            card = tried.model()
            set_model_folder(folder)
        except BaseException:
            tried.close()
            raise
        with self._lock:
            self._replace(_ENCODER, tried)
        return card

    def encoder(self) -> Reckoner:
        """Return the process that turns words into vectors and reads what codes suit them."""
        return self._named(_ENCODER)

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

        folder = self.model_folder if name == _ENCODER else None  # only one reads words
        with self._lock:
            if name not in self._running or self._running[name].folder != folder:
                self._replace(name, Reckoner(folder))
            return self._running[name]

    def _replace(self, name: str, reckoner: Reckoner) -> None:
        before = self._running.get(name)
        self._running[name] = reckoner
        if before is not None:
            before.retire()
