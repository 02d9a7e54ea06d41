"""What all tests share: a real project in a temporary file, and nothing of the person's own.

Neither they nor the processes they start reach beyond this machine: what tries to is refused.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.offline import sitecustomize
from tests.provision import POSTGRES_URL_FILE, chromium

if TYPE_CHECKING:
    import psycopg

    from workbench.project.project import Project
    from workbench.project.reckoning import Reckoning

#: Keeps Chromium from asking anything of the network, and lets it start as root and without a GPU.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# What the tests start refuses, as they do, whatever would leave this machine.
_OFFLINE = [str(Path(sitecustomize.__file__).parent), os.environ.get("PYTHONPATH")]
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, _OFFLINE))

# No test fails for the time it takes.
settings.register_profile("unhurried", deadline=None, max_examples=40)
settings.register_profile("deep", deadline=None, max_examples=1000)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def workbench_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings folder of the test's own, so that no test reads or changes the person's."""
    home = tmp_path / "workbench-home"
    monkeypatch.setenv("WORKBENCH_HOME", str(home))
    return home


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project in a file, with Ana coding."""
    from workbench.project.project import create_project

    with create_project(tmp_path / "study.qwb", name="Study", coder="Ana") as made:
        yield made


@pytest.fixture(scope="session")
def reckoning() -> Iterator[Reckoning]:
    """Running processes with the real model; `lend` gives them to a project."""
    from tests.models import SharedReckoning

    shared = SharedReckoning()
    yield shared
    shared.end()


@pytest.fixture
def lend(reckoning: Reckoning) -> Callable[[Project], Project]:
    """Let a project reckon with the processes that are running already."""

    def lend(project: Project) -> Project:
        project._opened.reckoning = reckoning
        return project

    return lend


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of the tests' PostgreSQL database, which `make setup` writes down."""
    if not POSTGRES_URL_FILE.exists():
        pytest.fail("no PostgreSQL was set up: run `make setup`")
    return POSTGRES_URL_FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def postgres(postgres_url: str) -> Iterator[psycopg.Connection]:
    """A connection to that database past the workbench; each statement commits by itself."""
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as db:
        db.execute("SET client_min_messages TO warning")
        yield db


@pytest.fixture
def server(
    postgres_url: str, postgres: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a project on the tests' server, its password in the environment.

    What is made there under this name, or a longer one, goes again.
    """
    from sqlalchemy.engine import make_url

    url = make_url(postgres_url)
    monkeypatch.setenv("PGPASSWORD", str(url.password))
    name = f"test {uuid.uuid4()}"
    yield f"{url._replace(password=None).render_as_string()}?project={name}"
    found = postgres.execute(
        "SELECT nspname FROM pg_namespace WHERE obj_description(oid) LIKE %s", [f"%: {name}%"]
    )
    for (schema,) in found.fetchall():
        postgres.execute(f'DROP SCHEMA "{schema}" CASCADE')


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Playwright's launch arguments with this machine's Chromium."""
    return {
        **browser_type_launch_args,
        "executable_path": chromium(),
        "args": list(CHROMIUM_FLAGS),
    }
