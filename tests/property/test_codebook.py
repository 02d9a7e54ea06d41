"""Random acts on codes by two people: no coding lost or doubled, undone exactly, replayed alike.

A study keeps the snapshots it went through; undo and redo of one person walk along them as long
as nobody else acted. Acts carry what the person saw last, often out of date: then a conflict is
named and nothing changes. What a coding is — who tied which words — never changes by any act but
deleting its code or a merge in which two become one.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    rule,
)

from tests.exploring import explore
from tests.studies import TEXT, draft
from tests.walked import REFUSED, Walked
from workbench.model.codebook import EXEMPLAR_KINDS, CodeCard, Swatch
from workbench.model.ids import Words
from workbench.model.snapshot import Snapshot
from workbench.model.source import Segment
from workbench.project.codebook_past import compare

NAMES = st.sampled_from(["trust", "Trust", "limits", "borders", "cafe\u0301", "נאמנות"])
CARDS = st.builds(
    CodeCard,
    definition=st.sampled_from(["", "Where work ends", "<b>x</b>"]).map(Words),
    include_if=st.sampled_from(["", "Hours"]).map(Words),
)
STATES = st.sampled_from(["draft", "active", "locked", "retired"])
STARTS = st.integers(0, len(TEXT) - 9)


class Study(Walked):
    """A study, and every moment it went through."""

    first = 5

    @initialize()
    def begin(self) -> None:
        self.create()
        self.ben.codebook.create("joined")
        self.source = self.ana.sources.add(draft())
        for name in ("hours", "money"):
            code = self.ana.codebook.create(name)
            for start in (5, 37, 60):
                self.ana.codings.apply(self.source, Segment(start, start + 9), code)
        self.begun()

    def holds(self) -> None:
        """Nothing stands twice, and the codebook replayed alone is the one that stands."""
        places = [(c.source, c.start, c.end, c.code, c.coder) for c in self.now.codings]
        assert len(places) == len(set(places))
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
        except REFUSED:
            assert self.ana.snapshot() == self.now
            return
        before = self.now
        self.did()
        self.nothing_is_lost(before)

    def nothing_is_lost(self, before: Snapshot) -> None:
        """Codings that went were of a code that went; nothing stands twice."""
        places = [(c.source, c.start, c.end, c.code, c.coder) for c in self.now.codings]
        assert len(places) == len(set(places))
        codes = {code for code, *_ in self.now.codes}
        assert {c.code for c in self.now.codings} <= codes
        there = {c.id for c in self.now.codings}
        gone = [c for c in before.codings if c.id not in there]
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


def test_what_is_done_to_codes_is_undone_and_replayed_exactly_and_no_coding_is_lost() -> None:
    explore(Study, studies=5, acts=40)
