"""Where the projects of this suite lie: each test runs on a file and on a PostgreSQL server.

A test about files alone takes its module's own `place`, or a path of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.project.project import Project, create_project

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
