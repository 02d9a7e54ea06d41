"""Projects on a PostgreSQL server: addresses, passwords, guards, and the way from a file there."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select

from tests.studies import coded, draft
from workbench.errors import InvalidActionError, ReplacedError, StorageError
from workbench.model.codebook import Swatch
from workbench.model.events import CoderJoined
from workbench.model.ids import CoderId, Words
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.keeping import backup, backups, restore
from workbench.project.project import Project, create_project, open_project
from workbench.project.shelf import NewCode
from workbench.store import tables as t
from workbench.store.address import read_address
from workbench.store.rebuild import differences

pytestmark = pytest.mark.postgres


@pytest.fixture
def place(server: str) -> str:
    """A server: what is told here is about projects there."""
    return server


@pytest.fixture
def admin(server: str, postgres_url: str) -> Iterator[psycopg.Connection]:
    """A connection past the workbench, as whoever keeps the server has it."""
    with psycopg.connect(postgres_url, autocommit=True) as db:
        db.execute(f"SET search_path TO {read_address(server).schema}")
        yield db


def everything(project: Project) -> None:
    """One of each act, with undo and redo."""
    study = coded(project)
    project.sources.add(
        draft(name="second.txt"), speakers={"P07": SpeakerChoice("participant", "Amina")}
    )
    project.codings.apply(study.source, Segment(20, 30), NewCode("court", study.limits))
    project.codebook.recolour(study.limits, Swatch("#123456", "hatched"))
    project.codebook.merge(study.limits, [study.borders], reason="one idea")
    project.history.undo()
    project.history.redo()
    project.codebook.delete(study.limits)
    project.history.undo()
    project.sources.remove(study.source)
    project.history.undo()


def trail(project: Project) -> list[object]:
    """Every byte of the history."""
    with project._opened.reading() as reads:
        return [
            [tuple(row) for row in reads.db.execute(select(table).order_by(*table.primary_key))]
            for table in (t.trail, t.parts, t.head)
        ]


# --- from one database to the other ----------------------------------------------------------


def test_a_project_moves_from_a_file_to_a_server_whole(server: str, tmp_path: Path) -> None:
    path = tmp_path / "study.qwb"
    with create_project(path, name="Study", coder="Ana") as project:
        everything(project)
    assert restore(path, server) is None
    with open_project(path) as one, open_project(server) as other:
        assert trail(other) == trail(one)
        assert (other.snapshot(), other.head) == (one.snapshot(), one.head)
        with one._opened.reading() as here, other._opened.reading() as there:
            assert differences(here.db, there.db) == []
        assert other.history.verify().ok


def test_a_project_moves_from_a_server_to_a_file_whole(project: Project, tmp_path: Path) -> None:
    everything(project)
    before, snapshot, head = trail(project), project.snapshot(), project.head
    path = backup(project, tmp_path / "out.qwb")
    assert path.stat().st_mode & 0o777 == 0o600
    with open_project(path, coder="Ben") as moved:
        assert trail(moved) == before
        assert (moved.snapshot(), moved.head) == (snapshot, head)
        moved.codebook.create("after")
        assert moved.history.verify().ok
    assert project.head.seq == head.seq + 1  # that the backup was made


def test_a_table_that_differs_on_a_server_is_named(
    project: Project, admin: psycopg.Connection
) -> None:
    everything(project)
    admin.execute("UPDATE codes SET name = 'other' WHERE position = 1")
    (broken,) = (step for step in project.history.verify().steps if not step.ok)
    assert (broken.number, broken.detail) == (5, "These tables differ: codes.")
    project.rebuild()
    assert project.history.verify().ok


def test_a_backup_of_a_server_needs_a_file_and_a_free_one(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InvalidActionError, match="-o FILE"):
        backup(project)
    (tmp_path / "there.qwb").write_bytes(b"mine")
    with pytest.raises(StorageError, match="exists already"):
        backup(project, tmp_path / "there.qwb")
    assert (tmp_path / "there.qwb").read_bytes() == b"mine"
    assert backups(project.where) == []


def test_a_history_that_was_changed_is_not_written_to_a_file(
    project: Project, admin: psycopg.Connection, tmp_path: Path
) -> None:
    coded(project)
    admin.execute("ALTER TABLE trail DISABLE TRIGGER USER")
    admin.execute("UPDATE trail SET digest = repeat('0', 64) WHERE seq = 3")
    admin.execute("ALTER TABLE trail ENABLE ALWAYS TRIGGER trail_refuses_change")
    with pytest.raises(StorageError, match="does not check"):
        backup(project, tmp_path / "out.qwb")
    assert not (tmp_path / "out.qwb").exists()


def test_a_backup_is_not_restored_where_no_project_is_named(
    project: Project, server: str, tmp_path: Path
) -> None:
    kept = backup(project, tmp_path / "kept.qwb")
    with pytest.raises(InvalidActionError, match="names no project"):
        restore(kept, server.partition("?")[0])


def test_a_project_with_the_longest_name_can_be_opened_after_it_was_set_aside(
    server: str, tmp_path: Path
) -> None:
    name = read_address(server).name
    where = f"{server}{'x' * (200 - len(name))}"
    with create_project(where, name="Study", coder="Ana") as made:
        kept = backup(made, tmp_path / "kept.qwb")
    aside = restore(kept, where)
    with open_project(str(aside)) as old:
        assert old.name == "Study"


def test_restoring_sets_a_project_aside_under_a_name_of_its_own(
    project: Project, tmp_path: Path
) -> None:
    coded(project)
    kept = backup(project, tmp_path / "kept.qwb")
    project.codebook.create("later")
    aside = restore(kept, project.where)
    assert aside is not None
    with open_project(str(aside)) as old, open_project(project.where, coder="Ana") as new:
        assert [code.name for code in old.codebook.all()] == ["borders", "later", "limits"]
        assert [code.name for code in new.codebook.all()] == ["borders", "limits"]
        new.codebook.create("after")
        assert (old.history.verify().ok, new.history.verify().ok) == (True, True)


def test_a_project_is_set_aside_once_nobody_reads_or_writes_it(
    project: Project, tmp_path: Path
) -> None:
    kept = backup(project, tmp_path / "kept.qwb")
    aside: list[object] = []
    put_back = threading.Thread(target=lambda: aside.append(restore(kept, project.where)))
    with project._opened.reading() as reads, project._opened.unit() as unit:
        put_back.start()
        put_back.join(0.5)
        assert put_back.is_alive()
        unit.record(CoderJoined(CoderId(str(uuid.uuid4())), Words("Ben")))
        assert [coder.name for coder in reads.coders()] == ["Ana"]
    put_back.join()
    with pytest.raises(ReplacedError):
        project.coders()
    with open_project(str(aside[0])) as old:
        assert [coder.name for coder in old.coders()] == ["Ana", "Ben"]


def test_who_asks_once_more_while_reading_is_not_kept_waiting_by_who_waits_for_them(
    project: Project, tmp_path: Path
) -> None:
    kept = backup(project, tmp_path / "kept.qwb")
    put_back = threading.Thread(target=lambda: restore(kept, project.where))
    with project._opened.reading() as reads:
        put_back.start()
        put_back.join(0.5)
        begun = time.monotonic()
        assert project.coders() == reads.coders()
        assert time.monotonic() - begun < 10
        assert put_back.is_alive()
    put_back.join()
    assert project.is_replaced


def test_a_project_that_was_taken_from_the_server_is_said_to_be_gone(
    server: str, admin: psycopg.Connection
) -> None:
    with create_project(f"{server} gone", name="Study", coder="Ana") as project:
        admin.execute(f"DROP SCHEMA {read_address(project.where).schema} CASCADE")
        with pytest.raises(ReplacedError, match="moved or replaced"):
            project.coders()
        assert project.is_replaced


def test_a_damaged_backup_does_not_touch_the_project_on_the_server(
    project: Project, tmp_path: Path
) -> None:
    kept = backup(project, tmp_path / "kept.qwb")
    head = project.head
    kept.write_bytes(kept.read_bytes()[:9000])
    with pytest.raises(StorageError, match="damaged"):
        restore(kept, project.where)
    assert project.head == head


# --- guards --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE trail SET digest = digest WHERE seq = 1",
        "DELETE FROM trail WHERE seq = 1",
        "TRUNCATE trail",
        "UPDATE parts SET body = NULL",
        "DELETE FROM parts",
        "TRUNCATE parts",
        "INSERT INTO trail SELECT * FROM trail WHERE seq = 1 "
        "ON CONFLICT (seq) DO UPDATE SET digest = excluded.digest",
    ],
)
def test_the_server_refuses_every_change_to_what_was_appended(
    project: Project, admin: psycopg.Connection, change: str
) -> None:
    coded(project)
    with pytest.raises(psycopg.errors.RaiseException, match="only ever appended"):
        admin.execute(change)
    assert project.history.verify().ok


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE trail DISABLE TRIGGER trail_refuses_change",
        "DROP TRIGGER parts_refuses_change ON parts",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
        "AS 'BEGIN RETURN NULL; END'",
        "CREATE TABLE extra (a text)",
        "ALTER TABLE codes ADD COLUMN extra text",
        "ALTER TABLE codes ALTER COLUMN name DROP NOT NULL",
        "DROP TABLE reasons",
    ],
)
def test_a_schema_with_other_tables_or_guards_is_refused(
    project: Project, admin: psycopg.Connection, change: str
) -> None:
    admin.execute(change)
    with pytest.raises(StorageError, match="not a project's"):
        open_project(project.where)


def test_a_newer_project_on_a_server_is_refused(
    project: Project, admin: psycopg.Connection
) -> None:
    address = read_address(project.where)
    admin.execute(
        f"COMMENT ON SCHEMA {address.schema} IS "
        f"'Thematic workbench project, tables 9: {address.name}'"
    )
    with pytest.raises(StorageError, match="newer workbench"):
        open_project(project.where)


def test_a_reader_sees_one_moment(project: Project) -> None:
    coded(project)
    with project._opened.reading() as reads:
        before = reads.head(), reads.coding_count()
        project.codebook.create("meanwhile")
        project.codings.remove(project.codings.quotations()[0].coding.id)
        assert (reads.head(), reads.coding_count()) == before
    assert project.head.seq == before[0][0] + 2


def test_a_reader_cannot_write(project: Project) -> None:
    with pytest.raises(StorageError, match="only be read"), project._opened.reading() as reads:
        reads.db.execute(t.reasons.delete())


def test_ids_are_in_the_order_of_their_bytes_as_in_a_file(
    project: Project, admin: psycopg.Connection
) -> None:
    rows = admin.execute(
        "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        "WHERE c.relkind = 'r' AND c.relnamespace = %s::regnamespace AND a.atttypid = 25 "
        "AND a.attcollation <> '\"C\"'::regcollation",
        [read_address(project.where).schema],
    )
    assert rows.fetchone() == (0,)


def test_an_act_is_done_though_the_server_had_cut_the_connection(
    project: Project, admin: psycopg.Connection
) -> None:
    own = select(func.pg_backend_pid())
    with project._opened.reading() as reads, project._opened.unit() as unit:
        used = [reads.db.execute(own).scalar(), unit.reads.db.execute(own).scalar()]
    for backend in used:
        assert admin.execute("SELECT pg_terminate_backend(%s)", [backend]).fetchone() == (True,)
    project.codebook.create("after")
    assert project.history.verify().ok
