"""No act drifts: random cycles of coding, resizing, removing, undoing and reopening.

Ten studies of a hundred acts each, a hundred studies in a deep run, are compared with a plain
dictionary that knows only what each coding should say. At the end of each the history must check,
which includes that its replay equals the tables, and taking everything back must give the study as
it began.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import seed
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.exploring import explore
from tests.studies import draft
from workbench.exchange.reading import FileBytes, ReadOptions, read_file
from workbench.model.ids import CodingId
from workbench.model.source import Segment, SourceDraft
from workbench.project.project import Project, create_project, open_project

#: What transcripts are made of, with what usually breaks offsets.
PIECES = (
    "court ", "😀", "👩‍👩‍👧", "e\u0301", "𝒜𝓫", "\u05e9\u05dc\u05d5\u05dd ", "\u202eabc\u202c ",
    "\u200b", "\u00a0", "日本語", "\r\n", "\r", "\n", "P07: ", "INT: ", "Mm. ", "\ufeff",
    "\U000e0067",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=5, max_size=60).map("".join)


class Drift(RuleBasedStateMachine):
    """A study, and what each of its codings should say."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "study.qwb"

    @initialize(text=TEXTS, bom=st.booleans())
    def begin(self, text: str, bom: bool) -> None:
        self.project: Project = create_project(self.path, name="Study", coder="Ana")
        data = ("\ufeff" if bom else "") + "INT: Begin.\n" + text + "end"
        read = read_file(FileBytes("first.txt", data.encode("utf-8")), ReadOptions())
        self.source = self.project.sources.add(read)
        self.text = self.project.sources.text(self.source)
        self.codes = [self.project.codebook.create(name) for name in ("trust", "court")]
        self.start = self.project.snapshot()
        self.said: dict[CodingId, tuple[int, int, str]] = {}
        self.past: list[dict[CodingId, tuple[int, int, str]]] = []
        self.future: list[dict[CodingId, tuple[int, int, str]]] = []
        self.made = 0

    def teardown(self) -> None:
        if hasattr(self, "project"):
            while self.past:
                self.undo()
            assert self.project.snapshot() == self.start
            assert self.project.history.verify().ok
            self.project.close()
        self.folder.cleanup()

    def did(self, said: dict[CodingId, tuple[int, int, str]]) -> None:
        self.past.append(self.said)
        self.said, self.future = said, []

    def free(self, start: int, end: int, code: str) -> bool:
        return (start, end, code) not in self.said.values()

    @rule(data=st.data())
    def apply(self, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(self.text) - 1))
        end = data.draw(st.integers(start + 1, len(self.text)))
        code = data.draw(st.sampled_from(self.codes))
        if self.free(start, end, code):
            made = self.project.codings.apply(
                self.source,
                Segment(start, end),
                code,
                words=self.text[start:end],
                coding=CodingId(f"coding {self.made}"),
            )
            self.made += 1
            self.did({**self.said, made: (start, end, code)})

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def resize(self, data: st.DataObject) -> None:
        coding = data.draw(st.sampled_from(list(self.said)))
        start = data.draw(st.integers(0, len(self.text) - 1))
        end = data.draw(st.integers(start + 1, len(self.text)))
        code = self.said[coding][2]
        if self.free(start, end, code):
            self.project.codings.resize(coding, Segment(start, end), words=self.text[start:end])
            self.did({**self.said, coding: (start, end, code)})

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        coding = data.draw(st.sampled_from(list(self.said)))
        self.project.codings.remove(coding)
        self.did({c: said for c, said in self.said.items() if c != coding})

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.project.history.undo()
        self.future.append(self.said)
        self.said = self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.project.history.redo()
        self.past.append(self.said)
        self.said = self.future.pop()

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.project = open_project(self.path, coder="Ana")
        found = {q.coding.id: q.words for q in self.project.codings.quotations()}
        assert found == {c: self.text[start:end] for c, (start, end, _) in self.said.items()}

    @invariant()
    def every_coding_lies_where_it_was_put(self) -> None:
        if hasattr(self, "said"):
            found = self.project.codings.in_source(self.source)
            assert {c.id: (c.start, c.end, c.code) for c in found} == self.said


@pytest.mark.parametrize("half", range(2))  # so that two processes can share the work
def test_nothing_drifts_whatever_is_done(half: int) -> None:
    explore(seed(half)(type(f"Drift{half}", (Drift,), {})), studies=5, acts=100)


def test_the_study_that_tests_code_is_read_the_same_from_its_bytes(project: Project) -> None:
    by_hand = draft()
    (read,) = project.sources.read([FileBytes("P07 first.txt", by_hand.text.encode())])
    assert isinstance(read, SourceDraft)
    assert (read.text, read.passages, read.speakers) == (
        by_hand.text, by_hand.passages, by_hand.speakers
    )  # fmt: skip
