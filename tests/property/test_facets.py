"""Random acts of two coders on facets: every act taken back exactly, and replayed to the same.

Each study keeps the moments it went through. Taking back the newest act leads to the moment before
it, and taking that back leads on again. Then acts are taken back out of order: either a conflict is
named and nothing changes, or names and keys still differ, and the history still checks, replay and
all.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
)

from tests.exploring import explore
from tests.studies import coded
from tests.walked import REFUSED, Taken
from workbench.model.facet import Facet, FacetForm
from workbench.model.ids import CodingId, Words
from workbench.project.facets import new_value
from workbench.project.project import Project

NAMES = st.sampled_from(["Direction", "Stance", "Level"])
#: Few names and keys, so that facets meet.
VALUES = st.lists(
    st.tuples(st.sampled_from(["up", "down", "wanted"]), st.sampled_from(["", "U", "D", "W"])),
    min_size=1,
    max_size=3,
    unique_by=lambda value: value[0],
)


class Study(Taken):
    """A study in the hands of two, and every moment it went through."""

    @initialize()
    def begin(self) -> None:
        self.create()
        self.source = coded(self.ana).source
        self.ben.codebook.create("joined")  # nobody joins in the middle of an act that is counted
        self.begun()

    def facets(self) -> list[Facet]:
        return self.ana.facets.all()

    def codings(self) -> list[CodingId]:
        return [coding.id for coding in self.ana.codings.in_source(self.source)]

    def coder(self, data: st.DataObject) -> Project:
        return data.draw(st.sampled_from([self.ana, self.ben]))

    def attempt(self, act: Callable[[], object]) -> None:
        """Do one act; one that is refused changes nothing."""
        seq = self.ana.head.seq
        try:
            act()
        except REFUSED:
            assert self.ana.head.seq == seq
        if self.ana.head.seq > seq:
            self.past.append((seq + 1, self.now))
            self.now = self.ana.snapshot()
        self.holds()

    def holds(self) -> None:
        forms = {facet.id: facet.form for facet in self.facets()}
        names = [form.name for form in forms.values()]
        keys = [value.key for form in forms.values() for value in form.values if value.key]
        assert len(set(names)) == len(names)
        assert len(set(keys)) == len(keys)
        for _, facet, values in self.now.carried:
            known = {value.id for value in forms[facet].values}
            assert set(values) <= known
            assert len(values) == 1 or forms[facet].several

    # --- acts ------------------------------------------------------------------------------

    @rule(data=st.data(), name=NAMES, values=VALUES, several=st.booleans())
    def define(
        self, data: st.DataObject, name: str, values: list[tuple[str, str]], *, several: bool
    ) -> None:
        made = tuple(new_value(*value) for value in values)
        self.attempt(lambda: self.coder(data).facets.define(FacetForm(Words(name), made, several)))

    @precondition(lambda self: self.facets() and self.codings())
    @rule(data=st.data())
    def set_or_toggle(self, data: st.DataObject) -> None:
        facet = data.draw(st.sampled_from(self.facets()))
        values = [value.id for value in facet.form.values]
        most = len(values) if facet.form.several else 1
        asked = data.draw(st.lists(st.sampled_from(values), max_size=most, unique=True))
        some = data.draw(st.lists(st.sampled_from(self.codings()), min_size=1, max_size=4))
        facets = self.coder(data).facets
        acts: list[Callable[[], object]] = [
            lambda: facets.toggle(some[0], values[0]),
            lambda: facets.set(some[0], facet.id, asked),
            lambda: facets.set_all(some, facet.id, asked),
        ]
        self.attempt(data.draw(st.sampled_from(acts)))

    @precondition(lambda self: self.facets())
    @rule(data=st.data(), name=NAMES, more=VALUES, keep=st.integers(0, 3), several=st.booleans())
    def change(
        self,
        data: st.DataObject,
        name: str,
        more: list[tuple[str, str]],
        keep: int,
        *,
        several: bool,
    ) -> None:
        facet = data.draw(st.sampled_from(self.facets()))
        values = (*facet.form.values[:keep], *(new_value(*value) for value in more))
        form = FacetForm(Words(name), values, several, facet.form.note)
        self.attempt(lambda: self.coder(data).facets.change(facet.id, form))

    @precondition(lambda self: self.facets() and self.codings())
    @rule(data=st.data(), whole=st.booleans())
    def take_away(self, data: st.DataObject, *, whole: bool) -> None:
        coder = self.coder(data)
        if whole:
            facet = data.draw(st.sampled_from(self.facets())).id
            self.attempt(lambda: coder.facets.remove(facet))
        else:
            coding = data.draw(st.sampled_from(self.codings()))
            self.attempt(lambda: coder.codings.remove(coding))

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
            self.past[-1] = self.ana.history.lines(limit=1)[0].seq, before
        else:
            self.past.pop()
            self.now = before


def test_every_act_on_facets_can_be_taken_back_and_replayed() -> None:
    explore(Study, studies=6, acts=25)
