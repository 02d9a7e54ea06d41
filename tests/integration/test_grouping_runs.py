"""Runs of groupings with the real model: the same again, compared, stopped, refused, elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.grouped import add, fill, two
from workbench.errors import (
    ComputationStoppedError,
    ConflictError,
    InvalidActionError,
    NotFoundError,
)
from workbench.model.ids import CoderId, RunId, Words
from workbench.model.proposal import Scope
from workbench.model.proposal_events import RunMade
from workbench.project.project import Project, create_project, open_project
from workbench.project.reckoning import Reckoning
from workbench.project.settings import set_workers
from workbench.store import vectors as kept

pytestmark = pytest.mark.model


@pytest.fixture
def study(tmp_path: Path, lend: Callable[[Project], Project]) -> Project:
    made = create_project(tmp_path / "study.qwb", name="Study", coder="Ana")
    return lend(fill(made))


def test_a_tree_that_is_lost_is_worked_out_again_the_same(study: Project) -> None:
    shown = two(study)
    study.rebuild()
    with study._opened.store.deriving() as db:
        kept.discard(db)
    assert study.groupings.show(shown.run.id, 2) == shown
    assert study.groupings.show(shown.run.id, 2) == shown


def test_the_same_words_model_and_seed_find_the_same_groups_in_another_study(
    study: Project, tmp_path: Path, lend: Callable[[Project], Project]
) -> None:
    other = lend(fill(create_project(tmp_path / "other.qwb", name="Study", coder="Ben")))
    one, two = (p.groupings.show(p.groupings.propose(seed=7)) for p in (study, other))
    assert (one.run.record.groups, one.places) == (two.run.record.groups, two.places)
    other.close()


def test_two_runs_are_seen_side_by_side(study: Project) -> None:
    turns = study.groupings.propose(around=2)
    other = study.groupings.propose(around=2, seed=3)
    told = study.groupings.compare(turns, other)
    assert told.rows == told.columns == (4, 4)
    assert sorted(map(sorted, told.cells)) == [[0, 4], [0, 4]]
    study.groupings.drop(turns)
    assert [line.run.id for line in study.groupings.runs()] == [other]
    study.history.undo()
    assert len(study.groupings.runs()) == 2


def test_what_cannot_be_grouped_is_told_in_a_sentence(tmp_path: Path) -> None:
    cases: list[tuple[tuple[str, ...], dict[str, Any], str]] = [
        ((), {}, "there is none"),
        (("Yes.",), {}, "there is one"),
        (("Yes.", "Yes."), {}, "have the same words"),
        (("No.",), {"around": 5}, "make 2 to 4 groups"),
        ((), {"seed": -1}, "A seed is"),
        ((), {"unit": "pages"}, "What is grouped"),
    ]
    with create_project(tmp_path / "study.qwb", name="Study", coder="Ana") as project:
        for turns, asked, sentence in cases:
            add(project, "P07", turns)
            head = project.head
            with pytest.raises(InvalidActionError, match=sentence):
                project.groupings.propose(**asked)
            assert project.head == head
    with (
        open_project(tmp_path / "study.qwb") as reading,
        pytest.raises(InvalidActionError, match="Nobody is named"),
    ):
        reading.groupings.propose()


def test_who_stops_it_finds_the_study_as_it_was(study: Project) -> None:
    head = study.head
    for last in (0, 8, 20):
        with pytest.raises(ComputationStoppedError):
            study.groupings.propose(watch=lambda done, _, last=last: done < last)
    assert study.head == head
    assert study.groupings.runs() == []


def test_segments_that_change_while_they_are_grouped_leave_no_run(study: Project) -> None:
    source = study.sources.all()[0].id
    heads = []

    def meddle(done: int, of: int) -> bool:
        if done == of - 1:
            study.sources.remove(source)
            heads.append(study.head)
        return True

    with pytest.raises(ConflictError, match="Propose anew"):
        study.groupings.propose(watch=meddle)
    assert [study.head] == heads


def test_a_coding_that_gets_another_code_while_its_like_are_grouped_leaves_no_run(
    study: Project,
) -> None:
    one, other = study.codebook.create("one"), study.codebook.create("other")
    found = [s for s in two(study).segments if s is not None]
    codings = [study.codings.apply(s.source, s.segment, one) for s in found[:4]]
    runs = study.groupings.runs()

    def meddle(done: int, of: int) -> bool:
        if done == of - 1:
            study.codings.recode(codings[0], other)
        return True

    with pytest.raises(ConflictError, match="Propose anew"):
        study.groupings.propose("codings", Scope("code", one), watch=meddle)
    assert study.groupings.runs() == runs


def test_a_missing_model_is_a_sentence(study: Project, tmp_path: Path) -> None:
    head = study.head
    study._opened.reckoning = Reckoning(tmp_path / "none")
    with pytest.raises(NotFoundError, match="no model folder"):
        study.groupings.propose()
    study._opened.reckoning.close()
    assert study.head == head


def test_another_model_does_not_work_out_an_old_grouping(study: Project) -> None:
    run = study.groupings.propose()
    row = {"record": study.groupings.show(run).run.record}
    other = replace(row["record"], sha256="ab" * 32, model=Words("another"))
    with study._opened.unit() as unit:
        unit.record(RunMade(RunId("other"), CoderId("x"), other))
    with pytest.raises(InvalidActionError, match="with the model another"):
        study.groupings.show(RunId("other"))


def test_a_dask_cluster_of_two_workers_finds_the_same_groups(study: Project) -> None:
    from distributed import LocalCluster

    here = study.groupings.propose(seed=5)
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        set_workers("dask", cluster.scheduler_address)
        there = study.groupings.propose(seed=5)
    set_workers("loky")
    one, two = (study.groupings.show(run) for run in (here, there))
    assert one.run.record == two.run.record
    assert one.stability == two.stability
