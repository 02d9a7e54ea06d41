"""Work that may take its time: done beside the page, which shows how far it is and can stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar

import streamlit as st

from workbench.app.accounts import remaining
from workbench.app.desk import Desk
from workbench.app.plain import plain
from workbench.errors import ComputationStoppedError, WorkbenchError

T = TypeVar("T")
#: Told how much of how much is done; answers whether to go on.
Watch = Callable[[int, int], bool]
#: So long a page waits for what may be there at once (seconds), and between two looks.
_AT_ONCE, _LOOK = 0.6, 1.0
#: So long for what needs no model and is soon there: the page had better stay where it is.
PATIENCE = 3.0
_LOADING = "This is being worked out; the first time the model is loaded, which takes a while"


class Errand(Generic[T]):
    """Work in a thread of its own.

    Args:
        key: What it works out; another key is other work.
        work: Does it, and tells the watch how far it is.
    """

    def __init__(self, key: object, work: Callable[[Watch], T]) -> None:
        self.key = key
        self.done, self.of = 0, 0
        self._first: tuple[int, float] | None = None
        self._work = work
        self._stop = Event()
        self._found: T | None = None
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def wait(self, seconds: float = 0) -> bool:
        """Wait a while at most; tell whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Ask it to stop after its next step."""
        self._stop.set()

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    @property
    def left(self) -> str:
        """How long the rest takes, as what was done since the first step tells it."""
        if self._first is None:
            return ""
        before, began = self._first
        return remaining(self.done - before, self.of - before, time.monotonic() - began)

    def result(self) -> T:
        """Return what was found, once it has ended.

        Raises:
            WorkbenchError: Why it was not.
        """
        if self._error is not None:
            raise self._error
        return self._found  # type: ignore[return-value] # without an error there is a result

    def _run(self) -> None:
        try:
            self._found = self._work(self._watch)
        except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
            self._error = error

    def _watch(self, done: int, of: int) -> bool:
        self.done, self.of = done, of
        if done and self._first is None:
            self._first = done, time.monotonic()
        return not self._stop.is_set()


def found_by(
    desk: Desk,
    name: str,
    key: object,
    work: Callable[[Watch], T],
    *,
    doing: str,
    patience: float = _AT_ONCE,
) -> T | None:
    """Return what work found, or draw how far it is, or why it found nothing, and return None.

    Args:
        desk: Remembers what is being worked out.
        name: The place for it; other work at this place ends what was under way.
        key: What it is worked out from.
        work: What is done beside the page.
        doing: What is being done, as the page says it.
        patience: So many seconds the page stays as it was.
    """
    errand = desk.errands.get(name)
    if errand is None or errand.key != key:
        if errand is not None:
            errand.stop()
        errand = desk.errands[name] = Errand(key, work)
    if not errand.wait(patience):
        _progress(errand, name, doing, doing if patience == PATIENCE else _LOADING)
        return None
    try:
        found: T = errand.result()
    except ComputationStoppedError as stopped:
        st.warning(plain(str(stopped)), icon=":material/info:")
        st.button("Go on", key=f"go-on-{name}", on_click=lambda: _forget(desk, name))
    except WorkbenchError as error:
        st.warning(plain(str(error)), icon=":material/info:")
    else:
        return found
    return None


def _forget(desk: Desk, name: str) -> None:
    desk.errands.pop(name, None)


@st.fragment(run_every=_LOOK)
def _progress(errand: Errand[T], name: str, doing: str, begins: str) -> None:
    """Draw how far it is; once it has ended, the page is drawn anew."""
    if errand.wait():
        st.rerun()
    how_far = f"{doing}: {errand.done:,} of {errand.of:,}{errand.left}"
    told = how_far if errand.done else begins
    if errand.is_stopping:
        told = "It stops as soon as this step is done"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(errand.done / max(errand.of, 1), text=told)
        st.button(
            "Stop",
            key=f"stop-{name}",
            icon=":material/stop:",
            on_click=errand.stop,
            disabled=errand.is_stopping,
        )
