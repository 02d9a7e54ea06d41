"""Random acts on people and sources: undone and done again exactly, and replayed to the same.

Each study keeps the snapshots it went through; undo and redo must walk along them. Then acts are
taken back out of order, by a second person too: either a conflict is named and nothing changes,
or the history still checks, which includes that its replay equals the tables.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.exploring import explore
from tests.studies import TEXT, draft
from tests.walked import Walked
from workbench.errors import InvalidActionError
from workbench.exchange.tables import Table
from workbench.model.case import AttributeForm, Consent, Cut
from workbench.model.ids import Words
from workbench.model.source import ASKED, SOURCE_KINDS, Segment, SourceDetails, SpeakerChoice

NAMES = st.sampled_from(["Amina", "Ben", "Cy", "Di 😀", "E\u0301va"])
NUMBERS = st.sampled_from(["", "1", "2,5", "-3", "40"])
FORMS = st.sampled_from(
    [
        AttributeForm(Words("years"), "number"),
        AttributeForm(Words("years"), "text"),
        AttributeForm(Words("site"), "choice", (Words("1"), Words("40"))),
        AttributeForm(
            Words("strain"),
            "score",
            scale=Words("Strain at Work"),
            edition=Words("2"),
            direction="more",
            cuts=(Cut(Words("low"), "0"), Cut(Words("high"), "2.5")),
        ),
    ]
)
CONSENTS = st.sampled_from(
    [Consent(), Consent(verbatim="yes", note=Words("by mail")), Consent(withdrawn="2026-01-31")]
)
DETAILS = st.sampled_from([SourceDetails(), SourceDetails(n=3, mode=Words("video"))])


class Study(Walked):
    """A study, and every moment it went through."""

    @initialize()
    def begin(self) -> None:
        self.create()
        self.source = self.ana.sources.add(draft())
        second = draft(name="P08.txt")
        nameless = (*second.passages[:-1], second.passages[-1]._replace(speaker=None))
        self.ana.sources.add(replace(second, passages=nameless))
        self.ana.cases.add("Amina")
        self.ana.attributes.define(AttributeForm(Words("role"), "text"))
        self.begun()

    @rule(data=st.data(), name=NAMES, form=FORMS, number=NUMBERS, consent=CONSENTS)
    def act_on_people(
        self, data: st.DataObject, name: str, form: AttributeForm, number: str, consent: Consent
    ) -> None:
        cases, attributes = self.ana.cases, self.ana.attributes
        case = data.draw(st.sampled_from([c.id for c in cases.all()] or [None]))
        attribute = data.draw(st.sampled_from([a.id for a in attributes.all()] or [None]))
        acts = [lambda: cases.add(name), lambda: attributes.define(form)]
        if case is not None:
            acts += [lambda: cases.rename(case, name), lambda: cases.remove(case),
                     lambda: cases.record_consent(case, consent)]  # fmt: skip
        if attribute is not None:
            acts += [lambda: attributes.change(attribute, form),
                     lambda: attributes.remove(attribute)]  # fmt: skip
        if case is not None and attribute is not None:
            acts += [lambda: attributes.set(case, attribute, number)] * 3
        self.attempt(data, acts)

    @rule(data=st.data(), name=NAMES, details=DETAILS, start=st.integers(0, len(TEXT) - 6))
    def act_on_sources(
        self, data: st.DataObject, name: str, details: SourceDetails, start: int
    ) -> None:
        sources, guide, flags = self.ana.sources, self.ana.guide, self.ana.flags
        source = data.draw(st.sampled_from([s.id for s in sources.all()] or [None]))
        question = data.draw(st.sampled_from([q.id for q in guide.questions()] or [None]))
        kind, asked = data.draw(st.sampled_from(SOURCE_KINDS)), data.draw(st.sampled_from(ASKED))
        acts = [lambda: guide.add(name)]
        if source is not None:
            choice = SpeakerChoice("participant", name)
            acts += [lambda: sources.rename(source, name), lambda: sources.remove(source),
                     lambda: sources.describe(source, details),
                     lambda: sources.change_kind(source, kind),
                     lambda: sources.map_speaker(source, 1, choice),
                     lambda: sources.map_unlabelled(source, choice),
                     lambda: flags.flag(source, Segment(start, start + 5), note=name)]  # fmt: skip
            acts += [lambda f=flag: flags.unflag(f.id) for flag in flags.third_party(source)]
        if question is not None:
            acts += [lambda: guide.reword(question, name), lambda: guide.remove(question)]
        if source is not None and question is not None:
            acts += [lambda: guide.mark(source, question, asked)] * 3
        self.attempt(data, acts)

    @rule(names=st.lists(NAMES, max_size=4), numbers=st.lists(NUMBERS, min_size=8, max_size=8))
    def bring_a_table(self, names: list[str], numbers: list[str]) -> None:
        rows = tuple((name, *numbers[2 * n : 2 * n + 2]) for n, name in enumerate(names))
        table = Table(("name", "years", "Site"), rows, ())
        attributes = self.ana.attributes
        attributes.bring(attributes.plan(table, add_people=True))
        self.did()

    def holds(self) -> None:
        names = [(case.kind, case.name.casefold()) for case in self.ana.cases.all()]
        assert len(names) == len(set(names))

    def attempt(self, data: st.DataObject, acts: list) -> None:
        try:
            data.draw(st.sampled_from(acts))()
        except InvalidActionError:
            assert self.ana.snapshot() == self.now
        self.did()


def test_what_is_done_to_people_and_sources_is_undone_and_replayed_exactly() -> None:
    explore(Study, studies=5, acts=40)
