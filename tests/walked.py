"""Studies that go through random acts, and back: what tests of undo and replay share.

A study keeps what it was before each act. Taking acts back in their order must lead there again;
taken back out of order, by either of two people, an act is undone or refused with nothing changed.
In the end the history checks, and its replay equals the tables.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.snapshot import Snapshot
from workbench.project.project import Project, create_project

#: How an act that cannot be done is refused.
REFUSED = (ConflictError, InvalidActionError, NotFoundError)


class Taken(RuleBasedStateMachine):
    """A study in the hands of Ana and Ben, from which acts are taken back in any order.

    Attributes:
        first: The first entry that may be taken back: what came before is what the study is about.
        now: How the study stands.
        past: What there is to take back, one thing an act.
        strict: Whether undo still leads along `past`; it does not, once it went out of order.
    """

    first = 3

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.past: list[Any] = []
        self.strict = True

    def create(self, **details: str) -> Project:
        """Return Ana's new study; Ben's is `ben`."""
        path = Path(self.folder.name) / "study.qwb"
        self.ana = create_project(path, name="Study", coder="Ana", **details)
        self.ben = self.ana.as_coder("Ben")
        return self.ana

    def begun(self) -> None:
        """Take the study as it is for what all acts begin with."""
        self.now: Snapshot = self.ana.snapshot()

    def holds(self) -> None:
        """Check what must be so whatever was taken back."""

    def teardown(self) -> None:
        if hasattr(self, "now"):
            assert self.ana.history.verify().ok
            self.holds()
            self.ana.rebuild()
            assert self.ana.snapshot() == self.now
            self.ana.close()
        self.folder.cleanup()

    @precondition(lambda self: len(self.past) > 6 or not self.strict)
    @rule(data=st.data())
    def take_back_out_of_order(self, data: st.DataObject) -> None:
        seq = data.draw(st.integers(self.first, self.ana.head.seq))
        try:
            data.draw(st.sampled_from([self.ana, self.ben])).history.undo(seq)
        except REFUSED:
            assert self.ana.snapshot() == self.now
        else:
            self.strict = False
            self.now = self.ana.snapshot()
            self.holds()


class Walked(Taken):
    """A study that can be walked back and forth along the moments it went through."""

    def __init__(self) -> None:
        super().__init__()
        self.future: list[Snapshot] = []

    def did(self) -> None:
        """Keep what stood before, if anything was done."""
        new = self.ana.snapshot()
        if new != self.now:
            self.past.append(self.now)
            self.now, self.future = new, []

    @precondition(lambda self: self.strict and self.past)
    @rule()
    def undo(self) -> None:
        self.ana.history.undo()
        self.future.append(self.now)
        self.now = self.past.pop()
        assert self.ana.snapshot() == self.now

    @precondition(lambda self: self.strict and self.future)
    @rule()
    def redo(self) -> None:
        self.ana.history.redo()
        self.past.append(self.now)
        self.now = self.future.pop()
        assert self.ana.snapshot() == self.now
