"""Random acts on memos by two coders, some on versions that are stale by then.

A plain dictionary says what each of them may read. After every act both read exactly that; undo
and redo walk back and forth over it; a refused act changes nothing. Acts are taken back out of
order and by the other coder too: then what an author sees says what the other may. In the end the
history checks, which includes that its replay equals the tables, and a copy for a colleague checks.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exploring import times
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.ids import MemoId, Words
from workbench.model.memo import MEMO_STATUSES, VISIBILITIES, MemoText
from workbench.project.keeping import copy_for_colleague
from workbench.project.project import Project, create_project, open_project

CODERS = ("Ana", "Ben")
ACTS = st.tuples(
    st.sampled_from(["write", "edit", "stale", "show", "grow", "remove", "undo"]),
    st.sampled_from(CODERS),
    st.integers(0, 5),
    st.sampled_from(VISIBILITIES),
    st.sampled_from(MEMO_STATUSES),
)


@dataclass(frozen=True)
class Known:
    """A memo as the test thinks it is, and the version at which its words were changed last."""

    author: str
    visibility: str
    words: str
    status: str = "seed"
    removed: bool = False
    changed: int = 0

    def is_told(self, coder: str) -> bool:
        return not self.removed and (self.visibility != "private" or coder == self.author)


@dataclass
class Study:
    """A study in two hands, and what the test knows of its memos."""

    hands: dict[str, Project]
    memos: dict[MemoId, Known] = field(default_factory=dict)
    count: int = 0

    def words(self, coder: str) -> MemoText:
        self.count += 1
        return MemoText(body=Words(f"{coder} {self.count}"))

    def act(self, act: str, coder: str, which: int, visibility: str, status: str) -> None:
        project = self.hands[coder]
        if act == "write" or not self.memos:
            text = self.words(coder)
            made = project.memos.write(text, visibility=visibility)
            self.memos[made] = Known(coder, visibility, text.body, changed=project.head.seq)
            return
        if act == "undo":
            self.take_back(coder, which)
            return
        memo = list(self.memos)[which % len(self.memos)]
        known = self.memos[memo]
        if act in ("edit", "stale"):
            text, seq = self.words(coder), project.head.seq
            project.memos.edit(memo, text, base=seq if act == "edit" else known.changed - 1)
            self.memos[memo] = replace(known, words=text.body, changed=project.head.seq)
        elif act == "show":
            project.memos.show(memo, visibility)
            self.memos[memo] = replace(known, visibility=visibility)
        elif act == "grow":
            project.memos.grow(memo, status)
            self.memos[memo] = replace(known, status=status)
        elif act == "remove":
            project.memos.remove(memo)
            self.memos[memo] = replace(known, removed=True)

    def take_back(self, coder: str, which: int) -> None:
        """Take back what made some entry, and learn from the authors what stands then."""
        project = self.hands[coder]
        project.history.undo(max(1, project.head.seq - which))
        for memo, known in self.memos.items():
            found = {m.id: m for m in self.hands[known.author].memos.all()}.get(memo)
            if found is None:
                self.memos[memo] = replace(known, removed=True)
                continue
            changed = self.hands[known.author].memos.versions(memo)[-1].seq
            self.memos[memo] = Known(
                known.author, found.visibility, found.text.body, found.status, changed=changed
            )

    def check(self) -> None:
        for coder, project in self.hands.items():
            told = {m: k for m, k in self.memos.items() if k.is_told(coder)}
            found = {m.id: m for m in project.memos.all()}
            assert found.keys() == told.keys()
            for memo, known in told.items():
                assert found[memo].text.body == known.words
                assert found[memo].status == known.status
                versions = [v.text.body for v in project.memos.versions(memo)]
                assert versions[-1] == known.words
            hidden = {m: k for m, k in self.memos.items() if not k.is_told(coder)}
            private = {m for m, k in hidden.items() if k.visibility == "private"}
            history = str(project.history.lines()) + str(list(project.history.entries()))
            assert not any(memo in history for memo in private if self.memos[memo].author != coder)


@settings(max_examples=times(5), suppress_health_check=list(HealthCheck))
@given(st.lists(ACTS, min_size=1, max_size=12))
def test_each_reads_what_they_may_and_undo_restores_it(acts: list[tuple]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qwb"
        with create_project(path, name="Study", coder="Ana") as ana:
            study = Study({"Ana": ana, "Ben": ana.as_coder("Ben")})
            study.act("write", "Ben", 0, "team", "seed")
            for act in acts:
                _try(study, act)
                study.check()
            assert ana.history.verify().ok
            before = {name: project.snapshot() for name, project in study.hands.items()}
            ana.rebuild()
            assert before == {name: project.snapshot() for name, project in study.hands.items()}
            copy = copy_for_colleague(ana, Path(folder) / "copy.qwb")
        with open_project(copy, coder="Cleo") as other:
            assert other.history.verify().ok
            shown = {m for m, k in study.memos.items() if k.visibility != "private"}
            gone = {m for m in shown if study.memos[m].removed}
            assert {m.id for m in other.memos.all()} == shown - gone


def _try(study: Study, act: tuple) -> None:
    kind, coder, *_ = act
    project = study.hands[coder]
    before, known, seq = project.snapshot(), dict(study.memos), project.head.seq
    try:
        study.act(*act)
    except (NotFoundError, InvalidActionError, ConflictError):
        assert project.head.seq == seq
        assert project.snapshot() == before
        return
    if kind == "undo" or project.head.seq == seq:
        return
    after = project.snapshot()
    project.history.undo()
    assert project.snapshot() == before
    study.memos, then = known, study.memos
    study.check()
    project.history.redo()
    assert project.snapshot() == after
    seq = project.head.seq
    study.memos = {m: replace(k, changed=seq if k != known.get(m) else k.changed)
                   for m, k in then.items()}  # fmt: skip
