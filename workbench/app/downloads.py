"""Files to take away: made when their button is pressed; why one was not made is said beneath.

Streamlit makes such a file in a thread of its own, while the buttons that were pressed are drawn
anew here: they wait for it, since only they can tell on the page what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Condition
from typing import Literal

import streamlit as st

from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.errors import WorkbenchError

#: So long is waited between two looks, and for a file in all (seconds).
_LOOK, _PATIENCE = 0.25, 900


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be taken away.

    Attributes:
        label: What its button says.
        name: What it is called.
        make: Makes it; the history records that it left.
        key: Sets the button apart from all others.
        media: Its media type; None where the name tells it.
    """

    label: str
    name: str
    make: Callable[[], bytes]
    key: str
    media: str | None = None
    icon: str | None = None
    look: Literal["primary", "secondary", "tertiary"] = "secondary"


@dataclass(slots=True)
class Making:
    """What became of the files of one place: one thread asks for them, another makes them.

    Attributes:
        refusal: Why the last one was not made.
        refused: How often one was not made.
    """

    refusal: str = ""
    refused: int = 0
    _asked: int = 0
    _ended: int = 0
    _turn: Condition = field(default_factory=Condition)

    def ask(self) -> None:
        """Say that a button was pressed."""
        with self._turn:
            self._asked += 1

    def make(self, make: Callable[[], bytes]) -> bytes:
        """Make a file, and keep why it could not be made.

        Raises:
            WorkbenchError: It could not be made.
        """
        refusal = ""
        try:
            return make()
        except WorkbenchError as error:
            refusal = str(error)
            raise
        finally:
            with self._turn:
                self.refusal, self.refused = refusal, self.refused + bool(refusal)
                self._ended += 1
                self._turn.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until all files that were asked for are made or refused; tell whether they are."""
        with self._turn:
            return self._turn.wait_for(lambda: self._ended >= self._asked, seconds)


@st.fragment
def offer(desk: Desk, place: str, files: Sequence[Download], *, across: bool = True) -> None:
    """Draw a button a file, and beneath them why the last one could not be made.

    Args:
        desk: Remembers what became of them.
        place: Which buttons these are.
        files: What can be taken away.
        across: Whether the buttons stand beside each other.
    """
    making = desk.makings.setdefault(place, Making())
    with st.container(horizontal=across):
        # A new key takes Streamlit's own sentence of a refusal away.
        pressed = [_button(making, file, f"{file.key}-{making.refused}") for file in files]
    if any(pressed):
        waiting = st.empty()
        for _ in range(int(_PATIENCE / _LOOK)):
            if making.wait(_LOOK):
                break
            waiting.empty()  # lets another press on the page go first
        if making.refusal:
            st.rerun(scope="fragment")
    if making.refusal:
        st.warning(plain(making.refusal), icon=":material/info:")


def _button(making: Making, file: Download, key: str) -> bool:
    return st.download_button(
        file.label,
        data=partial(making.make, file.make),
        file_name=file.name,
        mime=file.media,
        key=key,
        icon=file.icon,
        type=file.look,
        on_click=making.ask,
    )
