"""Where the projects of this suite lie: each test runs on a file and on a PostgreSQL server.

A test about files alone takes its module's own `place`, or a path of its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from workbench.project.project import Project, create_project

Where = str | Path


@pytest.fixture
def server(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a database, its password in the environment; what is made there goes again.

    A project of it is named by adding to the address.
    """
    monkeypatch.setenv("PGPASSWORD", str(make_url(postgres_url).password))
    prefix = f"test {uuid.uuid4()}"
    yield f"{_open(postgres_url)}?project={prefix}"
    with psycopg.connect(postgres_url) as db:
        found = db.execute(
            "SELECT nspname FROM pg_namespace WHERE obj_description(oid) LIKE %s", [f"%: {prefix}%"]
        )
        for (schema,) in found.fetchall():
            db.execute(f'DROP SCHEMA "{schema}" CASCADE')


def _open(address: str) -> str:
    """The address without its password."""
    return make_url(address)._replace(password=None).render_as_string()


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
