"""Units of work: all or nothing, one after another, and a file only its owner reads."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path
from traceback import format_exception

import pytest

from tests.studies import TEXT, coded, draft
from workbench.errors import InvalidActionError, WorkbenchError
from workbench.model.codebook import CodeCard, Swatch
from workbench.model.events import CodeCreated
from workbench.model.ids import CodeId, Words
from workbench.model.source import Segment
from workbench.project.project import Project, create_project, open_project
from workbench.store.entries import Recorded, stored_entries
from workbench.trail.chain import StoredEntry


def test_an_act_that_fails_half_way_leaves_nothing_behind(project: Project) -> None:
    head, before = project.head, project.snapshot()

    def half() -> None:
        with project._opened.unit() as unit:
            for name in ("first", "second"):
                paint = Swatch("#000000")
                unit.record(CodeCreated(CodeId(name), Words(name), None, paint, 0, CodeCard()))
            raise WorkbenchError("half way")

    with pytest.raises(WorkbenchError, match="half way"):
        half()
    assert (project.head, project.snapshot()) == (head, before)
    assert project.history.verify().ok


def test_an_id_that_is_taken_is_refused_in_one_sentence(project: Project) -> None:
    source, code = project.sources.add(draft()), project.codebook.create("limits")
    coding = project.codings.apply(source, Segment(5, 9), code)
    head = project.head
    with pytest.raises(InvalidActionError, match="with this id is there already"):
        project.codings.apply(source, Segment(12, 20), code, coding=coding)
    assert (project.head, project.codings.count()) == (head, 1)
    name = Words("as Ada said")
    with pytest.raises(InvalidActionError) as told, project._opened.unit() as unit:
        unit.record(CodeCreated(code, name, None, Swatch("#000000"), 0, CodeCard()))
    assert "IntegrityError" in (log := "".join(format_exception(told.value)))
    assert name not in log


def test_an_act_without_events_does_not_move_the_head(project: Project) -> None:
    code = project.codebook.create("limits")
    head = project.head
    project.codebook.rename(code, "limits")
    project.codebook.move(code, None)
    assert project.head == head


def test_all_entries_of_one_act_share_its_moment_and_action(project: Project) -> None:
    project.sources.add(draft())
    study = coded(project)
    project.codebook.merge(study.limits, [study.borders], reason="one idea")
    entries = _recorded(project)[-2:]
    assert len({(e.header.ts, e.header.action, e.header.cmd) for e in entries}) == 1
    assert entries[0].header.reason == "volunteered"


def test_threads_that_write_at_once_lose_nothing(project: Project) -> None:
    source = project.sources.add(draft())
    code = project.codebook.create("limits")
    project.codings.apply(source, Segment(0, 1), code)
    failures: list[Exception] = []

    def work(start: int) -> None:
        mine = project.as_coder(f"Coder {start}")
        try:
            for end in range(start + 1, start + 26):
                mine.codings.apply(source, Segment(start, end), code)
        except WorkbenchError as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert project.codings.count() == 201
    assert project.history.verify().ok


def test_rebuilding_the_tables_gives_the_same_study(project: Project) -> None:
    study = coded(project)
    project.codebook.merge(study.limits, [study.borders], reason="one idea")
    project.history.undo()
    before, head = project.snapshot(), project.head
    assert project.rebuild() == head.seq
    assert (project.snapshot(), project.head) == (before, head)
    assert project.history.verify().ok


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX's")
def test_only_the_owner_can_read_the_file_and_what_lies_beside_it(tmp_path: Path) -> None:
    with create_project(tmp_path / "study.qwb", name="Study", coder="Ana") as project:
        project.codebook.create("limits")
        beside = list(tmp_path.glob("study.qwb*"))
        assert len(beside) == 3
        assert {path.stat().st_mode & 0o777 for path in beside} == {0o600}


def test_a_project_is_not_made_over_something_that_is_there(tmp_path: Path) -> None:
    there = tmp_path / "there.qwb"
    there.write_bytes(b"mine")
    with pytest.raises(WorkbenchError, match="exists already"):
        create_project(there, name="Study", coder="Ana")
    assert there.read_bytes() == b"mine"


def test_no_word_stands_in_any_header(project: Project) -> None:
    coded(project)
    project.codebook.create("boundaries", card=CodeCard(definition=Words("a line one draws")))
    headers = b"".join(row.header for row in _headers(project))
    for word in ("Ana", "limits", "boundaries", "draws", "P07", "Study", TEXT[:20], "first.txt"):
        assert word.encode() not in headers


def test_a_character_that_not_every_database_can_hold_is_refused(project: Project) -> None:
    code = project.codebook.create("limits")
    act, head = project.history.lines(limit=1)[0].action, project.head
    for verb in (
        lambda: project.history.give_reason(act, "be\0cause"),
        lambda: project.sources.add(replace(draft(), text=draft().text.replace("😀", "\0"))),
        lambda: project.once("a\0b").codebook.rename(code, "edges"),
        lambda: project.codebook.find("a\0b"),
    ):
        with pytest.raises(WorkbenchError):
            verb()
    assert project.head == head
    assert project.history.verify().ok


def test_opening_again_finds_everything(project: Project) -> None:
    coded(project)
    before = project.snapshot()
    project.close()
    with open_project(project.where) as again:
        assert again.snapshot() == before


def _headers(project: Project) -> list[StoredEntry]:
    with project._opened.reading() as reads:
        return list(stored_entries(reads.db))


def _recorded(project: Project) -> list[Recorded]:
    with project._opened.reading() as reads:
        return list(reads.entries())
