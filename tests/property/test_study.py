"""Random acts on the study itself: undone and done again exactly, and replayed to the same.

A study keeps the snapshots it went through; undo and redo must walk along them. A second person
comes with what they saw earlier: what changed since is refused and nothing is written over. In the
end acts are taken back out of order, and the history still checks.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.exploring import explore
from tests.walked import Walked
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.ids import Words
from workbench.model.memo import VISIBILITIES, MemoText
from workbench.model.study import (
    PHASES,
    STANCES,
    Decision,
    DecisionRecord,
    Meeting,
    MeetingRecord,
    StudyDetails,
)
from workbench.project.decisions import decision_from, meeting_from

WORDS = st.sampled_from(["", " ", "Keep both?", "Nein 😀", "E\u0301va\nsays no"]).map(Words)
DAYS = st.sampled_from(["2026-01-31", "2024-02-29", "", "soon"])
DECISIONS = st.builds(
    DecisionRecord,
    date=DAYS,
    question=WORDS,
    chosen=WORDS,
    dissent=WORDS,
    affected=st.sampled_from(["", "code:nowhere"]).map(Words),
    reversible=st.sampled_from(["", "yes", "no"]),
    review=DAYS,
)
MEETINGS = st.builds(MeetingRecord, date=DAYS, present=WORDS, agenda=WORDS, actions=WORDS)
DETAILS = st.builds(StudyDetails, question=WORDS, funding=WORDS, retention=DAYS)


class Study(Walked):
    """A study, every moment it went through, and what a second person saw of it."""

    first = 5  # what a record is made of stays: the memo

    @initialize()
    def begin(self) -> None:
        self.create(question="Why?")
        self.memo = self.ana.memos.write(MemoText(Words("Two"), Words("We keep both.")))
        self.begun()
        self.seen: list[Decision | Meeting] = []

    def attempt(self, data: st.DataObject, acts: list) -> None:
        try:
            data.draw(st.sampled_from(acts))()
        except InvalidActionError:
            assert self.ana.snapshot() == self.now
        self.did()

    def holds(self) -> None:
        assert sum(one.is_open for one in self.ana.rounds.all()) <= 1

    @rule(data=st.data(), words=WORDS, details=DETAILS)
    def say_what_the_study_is(
        self, data: st.DataObject, words: Words, details: StudyDetails
    ) -> None:
        study = self.ana.study
        stance, phase = data.draw(st.sampled_from(STANCES)), data.draw(st.sampled_from(PHASES))
        self.attempt(
            data,
            [
                lambda: study.rename(words),
                lambda: study.describe(details),
                lambda: study.set_stance(stance, words),
                lambda: study.move_to(phase),
                lambda: self.ana.rounds.open(note=words),
                self.ana.rounds.close,
            ],
        )
        assert (self.ana.stance, self.ana.name) == (self.now.stance, self.now.name)

    @rule(data=st.data(), record=DECISIONS)
    def decide(self, data: st.DataObject, record: DecisionRecord) -> None:
        decisions = self.ana.decisions
        acts = [lambda: decisions.record(record), lambda: decisions.record(self.from_memo())]
        for one in decisions.all()[:3]:
            acts += [lambda d=one: decisions.change(d.id, record, base=d.version),
                     lambda d=one: decisions.remove(d.id, base=d.version)]  # fmt: skip
        self.attempt(data, acts)

    @rule(data=st.data(), record=MEETINGS)
    def meet(self, data: st.DataObject, record: MeetingRecord) -> None:
        meetings = self.ana.meetings
        memo = self.ana.memos.one(self.memo)
        acts = [
            lambda: meetings.record(record),
            lambda: meetings.record(meeting_from(memo, "2026-01-31")),
        ]
        for one in meetings.all()[:3]:
            acts += [lambda m=one: meetings.change(m.id, record, base=m.version),
                     lambda m=one: meetings.remove(m.id, base=m.version)]  # fmt: skip
        self.attempt(data, acts)

    def from_memo(self) -> DecisionRecord:
        return decision_from(self.ana.memos.one(self.memo), "2026-01-31")

    @rule(visibility=st.sampled_from(VISIBILITIES))
    def show_the_memo(self, visibility: str) -> None:
        self.ana.memos.show(self.memo, visibility)  # type: ignore[arg-type]
        self.did()
        record = self.from_memo()
        assert (record.memo is None) == (visibility == "private")

    @rule()
    def look_as_a_second_person(self) -> None:
        self.seen = [*self.ana.decisions.all(), *self.ana.meetings.all()]

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def come_with_what_was_seen_earlier(self, data: st.DataObject) -> None:
        """Refuse them where anything changed; where nothing did, let them change nothing."""
        seen = data.draw(st.sampled_from(self.seen))
        ben = self.ben
        facet = ben.decisions if isinstance(seen, Decision) else ben.meetings
        now = {one.id: one for one in facet.all()}
        record = replace(seen.record, date="2025-05-05")
        if seen.id in now and now[seen.id].version == seen.version:
            return
        try:
            facet.change(seen.id, record, base=seen.version)  # type: ignore[arg-type]
        except (ConflictError, NotFoundError):
            assert self.ana.snapshot() == self.now
        else:
            raise AssertionError("a stale change was taken")


def test_what_is_done_to_the_study_itself_is_undone_and_replayed_exactly() -> None:
    explore(Study, studies=6, acts=40)
