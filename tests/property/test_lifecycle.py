"""Random acts of two coders on codes and codings: nothing lost, nothing doubled, all taken back.

Each study keeps the moments it went through. Taking back the newest act leads to the moment
before it, and taking that back leads on again. Then acts are taken back out of order: either a
conflict is named and nothing changes, or the history still checks, replay and all.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
)

from tests.exploring import explore
from tests.studies import TEXT, draft
from tests.walked import REFUSED, Taken
from workbench.model.codebook import Code, CodeCard
from workbench.model.coding import Coding
from workbench.model.ids import CodeId, CodingId, Words
from workbench.model.source import Segment
from workbench.project.lifecycle import JUDGEMENTS, NewCode, Pile
from workbench.project.project import Project

NAMES = st.sampled_from(["limits", "borders", "Trust", "home"])
#: Few places, so that codings meet.
PLACES = st.sampled_from([Segment(5, 14), Segment(37, 60), Segment(40, 66), Segment(100, 130)])
STATES = st.sampled_from(["draft", "active", "locked", "retired"])
Act = Callable[[], object]


class Study(Taken):
    """A study in the hands of two, and every moment it went through."""

    @initialize()
    def begin(self) -> None:
        self.create()
        self.source = self.ana.sources.add(draft())
        for coder, name in ((self.ana, "limits"), (self.ben, "borders")):
            code = coder.codebook.create(name)
            coder.codings.apply(self.source, Segment(5, 14), code)
            coder.codings.apply(self.source, Segment(37, 60), code)
        self.begun()

    # --- what is there ---------------------------------------------------------------------

    def codes(self) -> list[Code]:
        return self.ana.codebook.all()

    def codings(self) -> list[Coding]:
        """In an order that is the same whenever the same acts are done again."""
        codes = {code.id: n for n, code in enumerate(self.codes())}
        coders = [coder.id for coder in self.ana.coders()]
        return sorted(
            self.ana.codings.in_source(self.source),
            key=lambda c: (c.start, c.end, codes[c.code], coders.index(c.coder)),
        )

    def a_code(self, data: st.DataObject) -> CodeId:
        return data.draw(st.sampled_from([code.id for code in self.codes()]))

    def coder(self, data: st.DataObject) -> Project:
        return data.draw(st.sampled_from([self.ana, self.ben]))

    def attempt(self, act: Act) -> bool:
        """Do one act; return whether it was done. One that is refused changes nothing."""
        seq = self.ana.head.seq
        try:
            act()
        except REFUSED:
            assert self.ana.head.seq == seq
            return False
        self.holds()
        if self.ana.head.seq > seq:
            self.past.append((seq + 1, self.now))
            self.now = self.ana.snapshot()
        return True

    def holds(self) -> None:
        codings = self.codings()
        assert len({c.id for c in codings}) == len(codings)
        assert len({(c.start, c.end, c.code, c.coder) for c in codings}) == len(codings)
        assert {c.code for c in codings} <= {code.id for code in self.codes()}

    # --- acts ------------------------------------------------------------------------------

    @precondition(lambda self: self.codes())
    @rule(data=st.data(), place=PLACES, judgement=st.sampled_from(JUDGEMENTS))
    def act_on_a_coding(self, data: st.DataObject, place: Segment, judgement: str) -> None:
        coder, code = self.coder(data), self.a_code(data)
        acts: list[Act] = [lambda: coder.codings.apply(self.source, place, code)]
        if codings := self.codings():
            coding = data.draw(st.sampled_from(codings)).id
            acts += [
                lambda: coder.codings.remove(coding),
                lambda: coder.codings.recode(coding, code),
                lambda: coder.codings.resize(coding, place),
                lambda: coder.codings.recode_all([coding], code),
                lambda: coder.lifecycle.judge(coding, judgement),
            ]
        self.attempt(data.draw(st.sampled_from(acts)))

    @rule(data=st.data(), name=NAMES, state=STATES)
    def act_on_a_code(self, data: st.DataObject, name: str, state: str) -> None:
        book = self.coder(data).codebook
        acts: list[Act] = [lambda: book.create(name)]
        if self.codes():
            code, card = self.a_code(data), CodeCard(definition=Words(name))
            acts += [
                lambda: book.rename(code, name),
                lambda: book.redefine(code, card, recheck=True),
                lambda: book.set_state(code, state),
                lambda: book.delete(code),
            ]
        self.attempt(data.draw(st.sampled_from(acts)))

    @precondition(lambda self: self.codings())
    @rule(data=st.data(), name=NAMES, retire=st.booleans(), behind=st.integers(0, 4))
    def split(self, data: st.DataObject, name: str, behind: int, *, retire: bool) -> None:
        """Who splits may not have seen the newest acts."""
        before = {c.id: c for c in self.codings()}
        code = data.draw(st.sampled_from([*dict.fromkeys(c.code for c in before.values())]))
        new, there = NewCode(name), self.a_code(data)
        piles: dict[object, list[CodingId]] = {new: [], there: [], None: []}
        for coding in [c.id for c in before.values() if c.code == code]:
            piles[data.draw(st.sampled_from([new, there, None]))].append(coding)
        wanted = [Pile(into, tuple(piles[into])) for into in (new, there)]
        head = self.ana.head.seq
        life = self.coder(data).once(f"split {head}", seen=max(1, head - behind)).lifecycle
        if self.attempt(lambda: life.split(code, wanted, retire=retire)):
            after = {c.id: c for c in self.codings()}
            assert after.keys() == before.keys()
            assert all(
                (after[i].segment, after[i].coder) == (before[i].segment, before[i].coder)
                for i in after
            )
            stayed = [i for i in piles[None] if after[i].code != code]
            assert stayed == []
            moved = [i for i in piles[new] if after[i].code == code]
            assert moved == []
            made = {after[i].code for i in piles[new]}
            assert not any(c.origins for m in made for c in life.comparison(m))

    @precondition(lambda self: len(self.codes()) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        keep, into_it = self.a_code(data), self.a_code(data)
        before = Counter((c.start, c.end, c.coder) for c in self.codings())
        met = {(c.start, c.end, c.coder) for c in self.codings() if c.code == keep} & {
            (c.start, c.end, c.coder) for c in self.codings() if c.code == into_it
        }
        book = self.coder(data).codebook
        if self.attempt(lambda: book.merge(keep, [into_it])):
            after = Counter((c.start, c.end, c.coder) for c in self.codings())
            assert after == before - Counter(met)

    @precondition(lambda self: self.codes())
    @rule(data=st.data(), name=NAMES)
    def move(self, data: st.DataObject, name: str) -> None:
        before, new = sorted(self.codings(), key=lambda c: c.id), CodeId(str(uuid.uuid4()))
        coder, places = self.coder(data), [None, new, *(code.id for code in self.codes())]
        parents = {
            self.a_code(data): data.draw(st.sampled_from(places))
            for _ in range(data.draw(st.integers(1, 3)))
        }
        one = self.a_code(data)
        parent = data.draw(st.sampled_from([None, *(code.id for code in self.codes())]))
        acts: list[Act] = [
            lambda: coder.lifecycle.arrange(parents, {new: name}),
            lambda: coder.codebook.move(one, parent),
        ]
        if self.attempt(data.draw(st.sampled_from(acts))):
            assert sorted(self.codings(), key=lambda c: c.id) == before

    # --- and back --------------------------------------------------------------------------

    @precondition(lambda self: self.strict and self.past)
    @rule(data=st.data(), again=st.booleans())
    def undo(self, data: st.DataObject, *, again: bool) -> None:
        seq, before = self.past[-1]
        self.coder(data).history.undo(seq)
        assert self.ana.snapshot() == before
        if again:
            self.coder(data).history.undo(self.ana.head.seq)
            assert self.ana.snapshot() == self.now
            self.past[-1] = self.first_entry_of_the_last_act(), before
        else:
            self.past.pop()
            self.now = before

    @precondition(lambda self: self.strict and len(self.past) > 1)
    @rule(data=st.data(), place=PLACES)
    def undo_an_earlier_one_and_do_it_again(self, data: st.DataObject, place: Segment) -> None:
        """Something may be coded between; where nothing stands in the way, nothing else is left."""
        which = data.draw(st.integers(0, len(self.past) - 2))
        coder, (seq, before) = self.coder(data), self.past[which]
        try:
            coder.history.undo(seq)
        except REFUSED:
            assert self.ana.snapshot() == self.now
            return
        undone = self.ana.head.seq
        try:
            if codes := self.codes():
                coder.codings.apply(self.source, place, data.draw(st.sampled_from(codes)).id)
            coded = self.ana.head.seq > undone
            coder.history.undo(undone)
            again = self.first_entry_of_the_last_act()
            if coded:
                coder.history.undo(undone + 1)
        except REFUSED:
            self.strict = False
            self.now = self.ana.snapshot()
            return
        assert self.ana.snapshot() == self.now
        self.past[which] = again, before

    def first_entry_of_the_last_act(self) -> int:
        return self.ana.history.lines(limit=1)[0].seq


def test_no_coding_is_lost_or_doubled_and_every_act_can_be_taken_back() -> None:
    assert len(TEXT) > 130
    explore(Study, studies=5, acts=40)
