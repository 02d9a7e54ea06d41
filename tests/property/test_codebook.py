"""Random acts on codes by two people: no coding lost or doubled, undone exactly, replayed alike.

A study keeps the snapshots it went through; undo and redo of one person walk along them as long
as nobody else acted. Acts carry what the person saw last, often out of date: then a conflict is
named and nothing changes. What a coding is — who tied which words — never changes by any act but
deleting its code or a merge in which two become one.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)

from tests.exploring import explore
from tests.studies import TEXT, draft
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.codebook import EXEMPLAR_KINDS, CodeCard, Swatch
from workbench.model.ids import Words
from workbench.model.snapshot import Snapshot
from workbench.model.source import Segment
from workbench.project.codebook_past import compare
from workbench.project.project import create_project

NAMES = st.sampled_from(["trust", "Trust", "limits", "borders", "cafe\u0301", "נאמנות"])
CARDS = st.builds(
    CodeCard,
    definition=st.sampled_from(["", "Where work ends", "<b>x</b>"]).map(Words),
    include_if=st.sampled_from(["", "Hours"]).map(Words),
)
STATES = st.sampled_from(["draft", "active", "locked", "retired"])
STARTS = st.integers(0, len(TEXT) - 9)


class Study(RuleBasedStateMachine):
    """A study, and every moment it went through."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()

    @initialize()
    def begin(self) -> None:
        path = Path(self.folder.name) / "study.qwb"
        self.ana = create_project(path, name="Study", coder="Ana")
        self.ben = self.ana.as_coder("Ben")
        self.ben.codebook.create("joined")
        self.source = self.ana.sources.add(draft())
        for name in ("hours", "money"):
            code = self.ana.codebook.create(name)
            for start in (5, 37, 60):
                self.ana.codings.apply(self.source, Segment(start, start + 9), code)
        self.now: Snapshot = self.ana.snapshot()
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []
        self.strict = True

    def teardown(self) -> None:
        if hasattr(self, "ana"):
            assert self.ana.history.verify().ok
            self.see_the_past()
            self.ana.rebuild()
            assert self.ana.snapshot() == self.now
            self.ana.close()
        self.folder.cleanup()

    def see_the_past(self) -> None:
        """The codebook replayed alone is the one that stands."""
        seen = self.ana.codebook.at(self.ana.head.seq)
        told = [
            [(c.id, c.path, c.swatch, c.card, c.state, c.card_version) for c in codes]
            for codes in (seen, self.ana.codebook.all())
        ]
        assert told[0] == told[1]
        assert compare(seen, self.ana.codebook.all(), {}) == []

    def draw_code(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from([c.id for c in self.ana.codebook.all()] or ["gone"]))

    def attempt(self, act) -> None:
        try:
            act()
        except (InvalidActionError, ConflictError, NotFoundError):
            assert self.ana.snapshot() == self.now
            return
        new = self.ana.snapshot()
        if new != self.now:
            self.nothing_is_lost(new)
            self.past.append(self.now)
            self.now, self.future = new, []

    def nothing_is_lost(self, new: Snapshot) -> None:
        """Codings that went were of a code that went; nothing stands twice."""
        places = [(c.source, c.start, c.end, c.code, c.coder) for c in new.codings]
        assert len(places) == len(set(places))
        codes = {code for code, *_ in new.codes}
        assert {c.code for c in new.codings} <= codes
        there = {c.id for c in new.codings}
        gone = [c for c in self.now.codings if c.id not in there]
        assert all(c.code not in codes for c in gone)

    @rule(data=st.data(), name=NAMES, card=CARDS)
    def create_or_rename(self, data: st.DataObject, name: str, card: CodeCard) -> None:
        code, base = self.draw_code(data), data.draw(st.none() | NAMES)
        book = self.ana.codebook
        acts = [lambda: book.create(name, parent=data.draw(st.sampled_from([None, code])),
                                    card=card),
                lambda: book.rename(code, name, base=base)]  # fmt: skip
        self.attempt(data.draw(st.sampled_from(acts)))

    @rule(data=st.data(), behind=st.integers(0, 6))
    def move_merge_or_delete(self, data: st.DataObject, behind: int) -> None:
        code, other = self.draw_code(data), self.draw_code(data)
        seen = max(1, self.ana.head.seq - behind)
        book = self.ana.once(f"act {self.ana.head.seq}", seen=seen).codebook
        acts = [lambda: book.move(code, data.draw(st.sampled_from([None, other]))),
                lambda: book.merge(code, [other]),
                lambda: book.delete(code, reason="no use"),
                lambda: book.recolour(code, Swatch("#112233"))]  # fmt: skip
        self.attempt(data.draw(st.sampled_from(acts)))

    @rule(data=st.data(), card=CARDS, recheck=st.booleans(), state=STATES)
    def write_the_card(
        self, data: st.DataObject, card: CodeCard, recheck: bool, state: str
    ) -> None:
        code, base = self.draw_code(data), data.draw(st.none() | CARDS)
        seen = data.draw(st.none() | STATES)
        book = self.ana.codebook
        acts = [lambda: book.redefine(code, card, base=base, recheck=recheck),
                lambda: book.ask_recheck(code),
                lambda: book.set_state(code, state, base=seen)]  # fmt: skip
        self.attempt(data.draw(st.sampled_from(acts)))

    @rule(data=st.data(), start=STARTS, kind=st.sampled_from(EXEMPLAR_KINDS))
    def code_or_show(self, data: st.DataObject, start: int, kind: str) -> None:
        code, segment = self.draw_code(data), Segment(start, start + 9)
        book = self.ana.codebook
        acts = [lambda: self.ana.codings.apply(self.source, segment, code)] * 2
        acts += [lambda: book.choose_exemplar(code, kind, self.source, segment)]
        acts += [lambda e=s.exemplar.id: book.drop_exemplar(e) for s in book.exemplars(code)]
        self.attempt(data.draw(st.sampled_from(acts)))

    @rule(data=st.data(), name=NAMES, card=CARDS, start=STARTS)
    def the_other_person_acts(
        self, data: st.DataObject, name: str, card: CodeCard, start: int
    ) -> None:
        code, book = self.draw_code(data), self.ben.codebook
        segment = Segment(start, start + 9)
        acts = [lambda: book.rename(code, name), lambda: book.redefine(code, card),
                lambda: book.merge(code, [self.draw_code(data)]),
                lambda: book.set_state(code, data.draw(STATES)),
                lambda: self.ben.codings.apply(self.source, segment, code)]  # fmt: skip
        before = self.now
        self.attempt(data.draw(st.sampled_from(acts)))
        self.strict = self.strict and self.now == before

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

    @precondition(lambda self: len(self.past) > 8 or not self.strict)
    @rule(data=st.data())
    def take_back_out_of_order(self, data: st.DataObject) -> None:
        seq = data.draw(st.integers(5, self.ana.head.seq))
        try:
            data.draw(st.sampled_from([self.ana, self.ben])).history.undo(seq)
        except (ConflictError, InvalidActionError, NotFoundError):
            assert self.ana.snapshot() == self.now
        else:
            self.strict = False  # from here on, undo no longer walks along the snapshots
            self.now = self.ana.snapshot()
            places = [(c.source, c.start, c.end, c.code, c.coder) for c in self.now.codings]
            assert len(places) == len(set(places))


def test_what_is_done_to_codes_is_undone_and_replayed_exactly_and_no_coding_is_lost() -> None:
    explore(Study, studies=5, acts=40)
