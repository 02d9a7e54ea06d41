"""Random acts on the study itself: undone and done again exactly, and replayed to the same.

A study keeps the snapshots it went through; undo and redo must walk along them. A second person
comes with what they saw earlier: what changed since is refused and nothing is written over. In the
end acts are taken back out of order, and the history still checks.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)

from tests.exploring import explore
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.ids import Words
from workbench.model.memo import VISIBILITIES, MemoText
from workbench.model.snapshot import Snapshot
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
from workbench.project.project import create_project

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


class Study(RuleBasedStateMachine):
    """A study, every moment it went through, and what a second person saw of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()

    @initialize()
    def begin(self) -> None:
        path = Path(self.folder.name) / "study.qwb"
        self.project = create_project(path, name="Study", coder="Ana", question="Why?")
        self.memo = self.project.memos.write(MemoText(Words("Two"), Words("We keep both.")))
        self.now: Snapshot = self.project.snapshot()
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []
        self.seen: list[Decision | Meeting] = []
        self.strict = True

    def teardown(self) -> None:
        if hasattr(self, "project"):
            assert self.project.history.verify().ok
            self.project.rebuild()
            assert self.project.snapshot() == self.now
            self.project.close()
        self.folder.cleanup()

    def did(self) -> None:
        new = self.project.snapshot()
        if new != self.now:
            self.past.append(self.now)
            self.now, self.future = new, []

    def attempt(self, data: st.DataObject, acts: list) -> None:
        try:
            data.draw(st.sampled_from(acts))()
        except InvalidActionError:
            assert self.project.snapshot() == self.now
        self.did()

    @rule(data=st.data(), words=WORDS, details=DETAILS)
    def say_what_the_study_is(
        self, data: st.DataObject, words: Words, details: StudyDetails
    ) -> None:
        study = self.project.study
        stance, phase = data.draw(st.sampled_from(STANCES)), data.draw(st.sampled_from(PHASES))
        self.attempt(
            data,
            [
                lambda: study.rename(words),
                lambda: study.describe(details),
                lambda: study.set_stance(stance, words),
                lambda: study.move_to(phase),
            ],
        )
        assert (self.project.stance, self.project.name) == (self.now.stance, self.now.name)

    @rule(data=st.data(), record=DECISIONS)
    def decide(self, data: st.DataObject, record: DecisionRecord) -> None:
        decisions = self.project.decisions
        acts = [lambda: decisions.record(record), lambda: decisions.record(self.from_memo())]
        for one in decisions.all()[:3]:
            acts += [lambda d=one: decisions.change(d.id, record, base=d.version),
                     lambda d=one: decisions.remove(d.id, base=d.version)]  # fmt: skip
        self.attempt(data, acts)

    @rule(data=st.data(), record=MEETINGS)
    def meet(self, data: st.DataObject, record: MeetingRecord) -> None:
        meetings = self.project.meetings
        memo = self.project.memos.one(self.memo)
        acts = [
            lambda: meetings.record(record),
            lambda: meetings.record(meeting_from(memo, "2026-01-31")),
        ]
        for one in meetings.all()[:3]:
            acts += [lambda m=one: meetings.change(m.id, record, base=m.version),
                     lambda m=one: meetings.remove(m.id, base=m.version)]  # fmt: skip
        self.attempt(data, acts)

    def from_memo(self) -> DecisionRecord:
        return decision_from(self.project.memos.one(self.memo), "2026-01-31")

    @rule(visibility=st.sampled_from(VISIBILITIES))
    def show_the_memo(self, visibility: str) -> None:
        self.project.memos.show(self.memo, visibility)  # type: ignore[arg-type]
        self.did()
        record = self.from_memo()
        assert (record.memo is None) == (visibility == "private")

    @rule()
    def look_as_a_second_person(self) -> None:
        self.seen = [*self.project.decisions.all(), *self.project.meetings.all()]

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def come_with_what_was_seen_earlier(self, data: st.DataObject) -> None:
        """Refuse them where anything changed; where nothing did, let them change nothing."""
        seen = data.draw(st.sampled_from(self.seen))
        ben = self.project.as_coder("Ben")
        facet = ben.decisions if isinstance(seen, Decision) else ben.meetings
        now = {one.id: one for one in facet.all()}
        record = replace(seen.record, date="2025-05-05")
        if seen.id in now and now[seen.id].version == seen.version:
            return
        try:
            facet.change(seen.id, record, base=seen.version)  # type: ignore[arg-type]
        except (ConflictError, NotFoundError):
            assert self.project.snapshot() == self.now
        else:
            raise AssertionError("a stale change was taken")

    @precondition(lambda self: self.strict and self.past)
    @rule()
    def undo(self) -> None:
        self.project.history.undo()
        self.future.append(self.now)
        self.now = self.past.pop()
        assert self.project.snapshot() == self.now

    @precondition(lambda self: self.strict and self.future)
    @rule()
    def redo(self) -> None:
        self.project.history.redo()
        self.past.append(self.now)
        self.now = self.future.pop()
        assert self.project.snapshot() == self.now

    @precondition(lambda self: len(self.past) > 8 or not self.strict)
    @rule(data=st.data())
    def take_back_out_of_order(self, data: st.DataObject) -> None:
        after_the_memo = 5  # which records are made of: it stays
        seq = data.draw(st.integers(after_the_memo, self.project.head.seq))
        try:
            self.project.as_coder("Ben").history.undo(seq)
        except (ConflictError, InvalidActionError, NotFoundError):
            assert self.project.snapshot() == self.now
        else:
            self.strict = False  # from here on, undo no longer walks along the snapshots
            self.now = self.project.snapshot()


def test_what_is_done_to_the_study_itself_is_undone_and_replayed_exactly() -> None:
    explore(Study, studies=6, acts=40)
