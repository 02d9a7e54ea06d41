"""Where the projects of this suite lie: each test runs on a file and on a PostgreSQL server.

A test about files alone takes its module's own `place`, or a path of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.project.project import Project, create_project
from workbench.project.reckoning import Reckoning

Where = str | Path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """Where a project can be made: a file's path, then an address on a server."""
    if request.param == "sqlite":
        return tmp_path / "study.qwb"
    return str(request.getfixturevalue("server"))


@pytest.fixture
def project(place: Where) -> Iterator[Project]:
    """An empty project, with Ana coding."""
    with create_project(place, name="Study", coder="Ana") as made:
        yield made


class SharedReckoning(Reckoning):
    """The processes that all tests of a session share: loading the model takes ten seconds."""

    __slots__ = ()

    def close(self) -> None:
        """Leave them running: a project that closes is not the last one."""


@pytest.fixture(scope="session")
def reckoning() -> Iterator[Reckoning]:
    """Running processes with the real model; `lend` gives them to a project."""
    shared = SharedReckoning()
    yield shared
    Reckoning.close(shared)


@pytest.fixture
def lend(reckoning: Reckoning) -> Callable[[Project], Project]:
    """Let a project reckon with the processes that are running already."""

    def lend(project: Project) -> Project:
        project._opened.reckoning = reckoning
        return project

    return lend
