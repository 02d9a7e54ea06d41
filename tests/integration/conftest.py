"""Where the projects of this suite lie: a test runs on a file and on a PostgreSQL server.

One about files alone takes its module's own `place`, that of `alone`, or a path of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock

from tests.schemas import Lending
from workbench.project.encoding import vectors_of
from workbench.project.nearby import passages_of
from workbench.project.project import Project, create_project, open_project
from workbench.project.reckoning import Reckoning
from workbench.project.sample import open_sample
from workbench.project.segments import study_segments

Where = str | Path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """Where a project can be made: a file's path, then an address on a server."""
    if request.param == "sqlite":
        return tmp_path / "study.qwb"
    return str(request.getfixturevalue("server"))


@pytest.fixture(scope="session")
def lending(postgres: psycopg.Connection) -> Iterator[Lending]:
    """The schema that the tests on a server have one after another."""
    lending = Lending(postgres)
    yield lending
    lending.close()


@pytest.fixture
def project(place: Where, request: pytest.FixtureRequest) -> Iterator[Project]:
    """An empty project, with Ana coding."""
    if isinstance(place, Path):
        made = create_project(place, name="Study", coder="Ana")
    else:
        made = request.getfixturevalue("lending").project(place)
    with made as project:
        yield project


@pytest.fixture(scope="session")
def encoded_study(reckoning: Reckoning, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study with a vector for each sentence and each turn; all workers share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    path = shared / "encoded.qwb"
    with FileLock(shared / "encoded.lock"):
        if not path.exists():
            _encode_sample(reckoning, base / "encoding").replace(path)
    return path


def _encode_sample(reckoning: Reckoning, home: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(home))
        path = open_sample("Ana")
        with open_project(path, coder="Ana") as project:
            opened = project._opened
            opened.reckoning = reckoning
            passages_of(opened)
            with opened.reading() as reads:
                turns = list(study_segments(reads, "turns"))
            vectors_of(opened, [turn.words for turn in turns])
    return path


@pytest.fixture
def encoded_sample(
    encoded_study: Path, tmp_path: Path, lend: Callable[[Project], Project]
) -> Iterator[Project]:
    """The sample study, a copy of the test's own, in which nothing is left to encode."""
    path = shutil.copy(encoded_study, tmp_path / "sample-study.qwb")
    with open_project(path, coder="Ana") as project:
        yield lend(project)
