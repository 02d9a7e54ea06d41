"""What was compiled to SQL for one project file serves all others."""

from __future__ import annotations

from pathlib import Path

from tests.studies import coded
from workbench.project.project import create_project
from workbench.store.sqlite import memory_engine, reading_engine


def compiled(path: Path) -> int:
    """How many statements the engines of all files share."""
    return len(reading_engine(path).get_execution_options()["compiled_cache"])


def test_a_second_study_needs_nothing_compiled_that_the_first_one_had(tmp_path: Path) -> None:
    counts = []
    for name in ("first", "second"):
        path = tmp_path / f"{name}.qwb"
        with create_project(path, name=name, coder="Ana") as project:
            made = coded(project)
            assert project.codings.count(made.borders) == 4
            assert project.history.verify().ok
        counts.append(compiled(path))
    assert counts[0] == counts[1] > 10


def test_engines_of_files_and_of_memory_speak_the_same_sql(tmp_path: Path) -> None:
    first, second = reading_engine(tmp_path / "a.qwb"), memory_engine()
    assert first.dialect == second.dialect
    assert len({first.dialect, second.dialect}) == 1
    second.dispose()
