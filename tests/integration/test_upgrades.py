"""Projects of an older version: brought up to date from their trail, never at the trail's cost.

`data/version-1.qwb` was made by a workbench whose tables had version 1.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from pathlib import Path

import psycopg
import pytest
from sqlcipher3 import dbapi2

from workbench.errors import StorageError, WorkbenchError
from workbench.project.keeping import backups, restore
from workbench.project.project import Project, create_project, open_project
from workbench.store.address import read_address
from workbench.store.database import SCHEMA_VERSION

OLD = Path(__file__).with_name("data") / "version-1.qwb"
HEAD = "8b247e06b00abf48aa61df72de1539d06bec00162bd559ab25540e2fdca25669"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A project of version 1."""
    return Path(shutil.copyfile(OLD, tmp_path / "study.qwb"))


def asked(path: Path, question: str) -> list[tuple[object, ...]]:
    connection = dbapi2.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def version(path: Path) -> object:
    return asked(path, "PRAGMA user_version")[0][0]


def told(path: Path, statements: str) -> None:
    connection = dbapi2.connect(str(path))
    connection.executescript(statements)
    connection.close()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_older_project_opens_with_everything_in_it(old: Path) -> None:
    assert version(old) == 1 < SCHEMA_VERSION
    with open_project(old, coder="Ana") as project:
        assert (project.head.digest, project.name) == (HEAD, "A study of version 1")
        found = project.summary()
        assert (found.sources, found.codes, found.codings, found.coders) == (
            2,
            2,
            8,
            ["Ana", "Ben"],
        )
        assert project.history.verify().ok
        project.codebook.create("after")
        assert project.history.verify().ok
    assert version(old) == SCHEMA_VERSION


def test_the_trail_of_an_older_project_stays_as_it_was_byte_for_byte(old: Path) -> None:
    kept = ("SELECT * FROM trail", "SELECT * FROM parts", "SELECT * FROM head")
    before = [asked(old, question) for question in kept]
    open_project(old).close()
    assert [asked(old, question) for question in kept] == before


def test_a_backup_of_the_older_project_is_made_first_and_only_once(old: Path) -> None:
    for _ in range(2):
        open_project(old).close()
    (kept,) = backups(old)
    assert version(kept) == 1
    assert asked(kept, "SELECT digest FROM head") == [(HEAD,)]


def test_two_who_open_an_older_project_at_once_both_find_it_whole(old: Path) -> None:
    found: list[object] = []

    def look() -> None:
        try:
            with open_project(old) as project:
                found.append((project.head.digest, project.history.verify().ok))
        except WorkbenchError as error:
            found.append(error)

    lookers = [threading.Thread(target=look) for _ in range(3)]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()
    assert found == [(HEAD, True)] * 3


def test_an_older_project_whose_history_cannot_be_replayed_stays_as_it_was(old: Path) -> None:
    guard = asked(old, "SELECT sql FROM sqlite_master WHERE name = 'trail_refuses_update'")[0][0]
    told(
        old,
        "DROP TRIGGER trail_refuses_update;"
        "UPDATE trail SET header = CAST(replace(CAST(header AS TEXT), 'CodingApplied', "
        "'CodingLost') AS BLOB) WHERE seq = 7;"
        f"{guard};",
    )
    before = asked(old, "SELECT name, sql FROM sqlite_master")
    with pytest.raises(WorkbenchError, match="Entry 7 "):
        open_project(old)
    assert version(old) == 1
    assert asked(old, "SELECT name, sql FROM sqlite_master") == before
    assert backups(old) == []


@pytest.mark.parametrize(
    "addition",
    [
        "CREATE TRIGGER more AFTER DELETE ON codes BEGIN DELETE FROM codings; END",
        "CREATE TRIGGER more AFTER INSERT ON trail BEGIN SELECT 1; END",
        "CREATE VIEW more AS SELECT 1",
        "DROP TRIGGER parts_refuses_delete",
    ],
)
def test_an_older_project_with_more_or_less_than_its_guards_is_refused(
    old: Path, addition: str
) -> None:
    told(old, addition)
    before = digest(old)
    with pytest.raises(StorageError, match="not a project's"):
        open_project(old)
    assert digest(old) == before


def test_where_no_backup_can_be_made_an_older_project_stays_as_it_was(old: Path) -> None:
    old.with_name("study.backups").write_text("in the way", encoding="utf-8")
    before = digest(old)
    with pytest.raises(StorageError, match="older workbench"):
        open_project(old)
    assert (digest(old), version(old)) == (before, 1)


def test_an_older_backup_is_restored_up_to_date_and_stays_as_it_was(
    old: Path, tmp_path: Path
) -> None:
    before = digest(old)
    restore(old, tmp_path / "restored.qwb")
    assert (digest(old), version(old)) == (before, 1)
    assert version(tmp_path / "restored.qwb") == SCHEMA_VERSION
    with open_project(tmp_path / "restored.qwb") as project:
        assert project.head.digest == HEAD
        assert project.history.verify().ok
    assert backups(tmp_path / "restored.qwb") == []


@pytest.mark.postgres
def test_an_older_backup_is_restored_to_a_server(old: Path, server: str) -> None:
    restore(old, server)
    assert version(old) == 1
    with open_project(server) as project:
        assert project.head.digest == HEAD
        assert project.history.verify().ok


@pytest.mark.postgres
def test_an_older_project_on_a_server_is_brought_up_to_date(server: str, postgres_url: str) -> None:
    with create_project(server, name="Study", coder="Ana") as project:
        project.codebook.create("limits")
        before = project.snapshot()
    schema = read_address(server).schema
    with psycopg.connect(postgres_url) as db:
        db.execute(f"SET search_path TO {schema}")
        db.execute("DROP TABLE attribute_values, consents")
        db.execute("ALTER TABLE codes DROP COLUMN definition")
        name = read_address(server).name
        db.execute(f"COMMENT ON SCHEMA {schema} IS 'Thematic workbench project, tables 1: {name}'")
    for _ in range(2):
        with open_project(server) as again:
            assert again.snapshot() == before
            assert again.history.verify().ok


def test_a_project_made_today_is_not_brought_up_to_date(project: Project) -> None:
    project.close()
    open_project(project.where).close()
    assert backups(project.where) == []
