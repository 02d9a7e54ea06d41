"""The history of a real project: undo and redo of every act, and what it says in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.studies import Coded, coded, draft
from workbench.errors import ConflictError, InvalidActionError, NotFoundError
from workbench.model.codebook import CodeCard, CodeRow, Swatch
from workbench.model.ids import Words
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.project import Project
from workbench.project.shelf import NewCode
from workbench.project.sources import RefusedFile

ACTS: dict[str, Callable[[Coded], object]] = {
    "import": lambda s: s.project.sources.add(draft(name="second.txt")),
    "import with people": lambda s: s.project.sources.add(
        draft(name="second.txt"), speakers={"P07": SpeakerChoice("participant", "Amina")}
    ),
    "remove source": lambda s: s.project.sources.remove(s.source),
    "map speaker": lambda s: s.project.sources.map_speaker(
        s.source, 0, SpeakerChoice("interviewer")
    ),
    "create code": lambda s: s.project.codebook.create("court"),
    "rename code": lambda s: s.project.codebook.rename(s.limits, "edges"),
    "move code": lambda s: s.project.codebook.move(s.limits, s.borders),
    "recolour code": lambda s: s.project.codebook.recolour(s.limits, Swatch("#112233", "hatched")),
    "merge codes": lambda s: s.project.codebook.merge(s.limits, [s.borders], reason="one idea"),
    "delete code": lambda s: s.project.codebook.delete(s.borders),
    "load codebook": lambda s: s.project.codebook.load(
        [CodeRow("A", "", CodeCard(Words("a"))), CodeRow("B", "a", CodeCard(Words("b")))]
    ),
    "apply coding": lambda s: s.project.codings.apply(s.source, Segment(1, 4), s.limits),
    "apply new code": lambda s: s.project.codings.apply(s.source, Segment(1, 4), NewCode("x")),
    "recode": lambda s: s.project.codings.recode(_last(s), s.limits),
    "resize": lambda s: s.project.codings.resize(_last(s), Segment(2, 7)),
    "remove coding": lambda s: s.project.codings.remove(_last(s)),
}


def _last(study: Coded):
    return study.project.codings.in_source(study.source)[-1].id


@pytest.fixture
def study(project: Project) -> Coded:
    return coded(project)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_undo_restores_the_snapshot_and_redo_the_act(
    study: Coded, act: Callable[[Coded], object]
) -> None:
    before = study.project.snapshot()
    act(study)
    after = study.project.snapshot()
    assert after != before
    for _ in range(3):
        study.project.history.undo()
        assert study.project.snapshot() == before
        study.project.history.redo()
        assert study.project.snapshot() == after
    assert study.project.history.verify().ok


def test_undo_goes_back_step_by_step_and_redo_forth_again(study: Coded) -> None:
    snapshots = [study.project.snapshot()]
    for act in ("rename code", "apply coding", "merge codes", "create code"):
        ACTS[act](study)
        snapshots.append(study.project.snapshot())
    for expected in reversed(snapshots[:-1]):
        study.project.history.undo()
        assert study.project.snapshot() == expected
    for expected in snapshots[1:]:
        study.project.history.redo()
        assert study.project.snapshot() == expected
    with pytest.raises(InvalidActionError, match="nothing to redo"):
        study.project.history.redo()


def test_a_new_act_ends_what_can_be_redone(study: Coded) -> None:
    study.project.codebook.create("one")
    study.project.history.undo()
    study.project.codebook.create("two")
    with pytest.raises(InvalidActionError, match="nothing to redo"):
        study.project.history.redo()


def test_undo_is_each_coders_own(study: Coded) -> None:
    study.project.as_coder("Ben").codebook.create("from Ben")
    assert "borders" in study.project.history.undo()
    assert study.project.codebook.find("from Ben")


def test_an_act_that_others_built_on_is_not_undone_and_the_later_entry_is_named(
    study: Coded,
) -> None:
    study.project.codebook.create("court")
    made = study.project.head.seq
    study.project.as_coder("Ben").codings.apply(
        study.source, Segment(1, 4), study.project.codebook.find("court").id
    )
    later = study.project.head.seq
    with pytest.raises(ConflictError, match=f"Entry {later} "):
        study.project.history.undo(made)


def test_an_act_is_undone_in_the_middle_when_nothing_rests_on_it(study: Coded) -> None:
    study.project.codebook.rename(study.limits, "edges")
    renamed = study.project.head.seq
    study.project.codings.apply(study.source, Segment(1, 4), study.limits)
    study.project.history.undo(renamed)
    assert study.project.codebook.find(study.limits).name == "limits"
    assert study.project.codings.count() == 8


def test_what_was_taken_back_cannot_be_taken_back_twice(study: Coded) -> None:
    study.project.codebook.create("court")
    made = study.project.head.seq
    study.project.history.undo(made)
    with pytest.raises(InvalidActionError, match="already"):
        study.project.history.undo(made)


def test_the_beginning_of_a_study_is_a_fact(study: Coded) -> None:
    with pytest.raises(InvalidActionError, match="fact"):
        study.project.history.undo(1)
    with pytest.raises(InvalidActionError, match="nothing to undo"):
        study.project.as_coder("Ben").history.undo()
    with pytest.raises(NotFoundError, match="no entry 10000"):
        study.project.history.undo(10_000)


def test_the_history_says_what_happened_in_words(study: Coded) -> None:
    study.project.codebook.merge(study.limits, [study.borders], reason="one idea")
    line = study.project.history.lines()[0]
    assert line.sentence == "merged “borders” into “limits”, 4 codings"
    assert (line.reason, line.coder, line.undoable) == ("one idea", "Ana", True)


def test_a_reason_given_later_stands_beside_the_act_and_can_be_mended(study: Coded) -> None:
    study.project.codebook.delete(study.borders)
    act = study.project.history.lines()[0].action
    study.project.history.give_reason(act, "never alike")
    study.project.history.give_reason(act, "never used alike")
    told = {line.action: line.reason for line in study.project.history.lines()}
    assert told[act] == "never used alike"


def test_undo_after_a_reason_takes_back_the_act_not_the_reason(study: Coded) -> None:
    before = study.project.snapshot()
    study.project.codebook.delete(study.borders)
    act = study.project.history.lines()[0].action
    study.project.history.give_reason(act, "never alike")
    after = study.project.snapshot()
    study.project.history.undo()
    assert study.project.snapshot().codes == before.codes
    study.project.history.redo()
    assert study.project.snapshot() == after


def test_a_reason_is_asked_for_only_where_five_codings_are_touched(study: Coded) -> None:
    study.project.codebook.delete(study.borders)
    assert not study.project.history.lines()[0].asked
    study.project.history.undo()
    for start in range(3):
        study.project.codings.apply(study.source, Segment(start, 9), study.borders)
    study.project.codebook.delete(study.borders)
    assert study.project.history.lines()[0].asked


def test_lines_are_filtered_by_person_kind_thing_and_time(study: Coded) -> None:
    ben = study.project.as_coder("Ben")
    ben.codebook.create("from Ben")
    history = study.project.history
    assert ben.coder is not None
    assert [line.coder for line in history.lines(coder=ben.coder.id)] == ["Ben", "Ben"]
    assert len(history.lines(kind="CodingApplied")) == 7
    assert len(history.lines(thing=study.limits, kind="CodeCreated")) == 1
    newest = history.lines(limit=1)[0].at
    assert len(history.lines(since=newest)) == 1
    assert len(history.lines(until=newest)) == len(history.lines()) - 1


def test_a_refused_file_is_in_the_history_without_its_words(study: Coded) -> None:
    study.project.sources.note_refusal(RefusedFile("b.docx", 12, "damaged", "It is damaged."))
    line = study.project.history.lines()[0]
    assert line.sentence == "could not import “b.docx” (damaged)"
    assert not line.undoable


def test_a_reason_for_something_unknown_is_refused(study: Coded) -> None:
    from workbench.model.ids import ActionId

    with pytest.raises(NotFoundError):
        study.project.history.give_reason(ActionId("nothing"), "because")
