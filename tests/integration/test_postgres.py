"""Projects on a PostgreSQL server: addresses, passwords, guards, and the way from a file there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from tests.studies import coded, draft
from workbench.cli.main import main
from workbench.errors import InvalidActionError, StorageError, WorkbenchError
from workbench.model.codebook import Swatch
from workbench.model.source import Segment, SpeakerChoice
from workbench.project.codebook import NewCode
from workbench.project.keeping import backup, backups, place_notes, restore
from workbench.project.project import Project, create_project, open_project
from workbench.project.settings import recent_projects, remember_project
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


def test_an_open_project_goes_on_in_the_one_that_took_its_place(
    project: Project, tmp_path: Path
) -> None:
    with create_project(tmp_path / "another.qwb", name="Another", coder="Ana") as another:
        coded(another)
    project.codebook.create("before")
    aside = restore(tmp_path / "another.qwb", project.where)
    project.as_coder("Ana").codebook.create("after")
    for where in (project.where, str(aside)):
        with open_project(where) as found:
            assert found.history.verify().ok
            assert found.name == ("Another" if where == project.where else "Study")


def test_a_damaged_backup_does_not_touch_the_project_on_the_server(
    project: Project, tmp_path: Path
) -> None:
    kept = backup(project, tmp_path / "kept.qwb")
    head = project.head
    kept.write_bytes(kept.read_bytes()[:9000])
    with pytest.raises(StorageError, match="damaged"):
        restore(kept, project.where)
    assert project.head == head


# --- addresses and names -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["a", "Café; DROP", "it's 100% “ours”: a\\b", "日本 😀", "x" * 120]
)
def test_any_name_serves_and_is_told_in_the_list(server: str, name: str) -> None:
    address = read_address(server)
    whole = f"{address.name} {name}"
    with create_project(address.named(whole), name="Study", coder="Ana") as made:
        where = made.where
    with open_project(where) as found:
        assert found.name == "Study"
    with pytest.raises(StorageError, match="In this database there are") as unknown:
        open_project(server)
    assert f"“{whole}”" in str(unknown.value)


def test_names_that_differ_only_in_what_a_schema_cannot_hold_are_two(server: str) -> None:
    for ending in ("A-b", "a b", "a_b"):
        create_project(f"{server} {ending}", name=ending, coder="Ana").close()
    for ending in ("A-b", "a b", "a_b"):
        with open_project(f"{server} {ending}") as found:
            assert found.name == ending


def test_an_address_without_a_name_is_refused_with_the_names_there_are(
    server: str, project: Project
) -> None:
    for act in (open_project, lambda where: create_project(where, name="S", coder="Ana")):
        with pytest.raises(InvalidActionError, match="names no project"):
            act(server.partition("?")[0])
    with pytest.raises(InvalidActionError) as named:
        open_project(server.partition("?")[0])
    assert read_address(server).name in str(named.value)
    assert project.history.verify().ok


@pytest.mark.parametrize("name", ["%07", "x" * 300, "%20%0A"])
def test_a_name_that_is_none_is_refused(server: str, name: str) -> None:
    for act in (open_project, lambda where: create_project(where, name="S", coder="Ana")):
        with pytest.raises(InvalidActionError):
            act(f"{server.partition('?')[0]}?project={name}")


def test_a_project_is_not_made_where_one_is(project: Project) -> None:
    head = project.head
    with pytest.raises(StorageError, match="exists already"):
        create_project(project.where, name="Other", coder="Ben")
    assert project.head == head


def test_of_several_who_begin_at_once_one_begins(server: str) -> None:
    answers: list[str] = []

    def begin(coder: str) -> None:
        try:
            with create_project(server, name="Study", coder=coder) as made:
                answers.append(f"made by {made.coder_name}")
        except StorageError as error:
            answers.append("refused" if "exists already" in str(error) else str(error))

    beginners = [threading.Thread(target=begin, args=(f"Coder {n}",)) for n in range(4)]
    for beginner in beginners:
        beginner.start()
    for beginner in beginners:
        beginner.join()
    (made,) = (answer for answer in answers if answer.startswith("made"))
    assert sorted(answers) == sorted([made, *["refused"] * 3])
    with open_project(server) as project:
        assert made == f"made by {project.coders()[0].name}"
        assert (project.head.seq, project.history.verify().ok) == (2, True)


def test_a_project_that_could_not_be_begun_leaves_nothing(server: str) -> None:
    with pytest.raises(WorkbenchError):
        create_project(server, name="Study", coder="Ana", clock=lambda: 2**80)
    with pytest.raises(StorageError, match="There is no project"):
        open_project(server)
    create_project(server, name="Study", coder="Ana").close()


# --- passwords -----------------------------------------------------------------------------------


@pytest.fixture
def secret(postgres_url: str, server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address with the password in it, which stands nowhere else."""
    monkeypatch.delenv("PGPASSWORD")
    return f"{postgres_url}?{server.partition('?')[2]}"


def test_a_password_is_shown_and_kept_nowhere(
    secret: str, postgres_url: str, workbench_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        main(["new", secret, "--name", "Study", "--coder", "Ana"])
    assert done.value.code == 0
    for arguments in (["show"], ["trail", "verify"], ["backup"], ["new", "--name=S", "--coder=A"]):
        with pytest.raises(SystemExit):
            main([*arguments, secret])
    with open_project(secret) as project:
        remember_project(read_address(secret))
        shown = f"{project.where} {recent_projects()!r} {project._opened.store.place!r}"
    wrong = secret.replace(":workbench_test@", ":mistyped@")
    with pytest.raises(StorageError, match="did not accept") as refused:
        open_project(wrong)
    said = capsys.readouterr()
    everything_told = f"{shown}{refused.value}{said.out}{said.err}"
    kept = (workbench_home / "settings.json").read_text("utf-8")
    held = f":{make_url(postgres_url).password}@"
    assert "?project=" in everything_told
    assert "project=" in kept
    for text in (everything_told, kept):
        assert held not in text
        assert ":mistyped@" not in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("127.0.0.1:5432", "127.0.0.1:1"), "does not answer"),
        (("@127.0.0.1", "@nowhere.invalid"), "does not answer"),
        (("/workbench_test?", "/nowhere?"), "no such database"),
        (("/workbench_test?", "/template0?"), "does not answer"),
        (("workbench_test:workbench_test", "nobody-here:x"), "did not accept"),
    ],
)
def test_a_server_that_cannot_be_entered_is_said_so_in_a_sentence(
    secret: str, change: tuple[str, str], said: str
) -> None:
    with pytest.raises(StorageError, match=said) as refused:
        open_project(secret.replace(*change))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "where", ["postgresql:study", "postgresql://host", "postgres://h:port/db?project=a"]
)
def test_what_is_no_address_is_refused_with_the_form_of_one(where: str) -> None:
    with pytest.raises(InvalidActionError, match=r"postgresql://USER@HOST/DATABASE\?project=NAME"):
        open_project(where)


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


# --- the command line ----------------------------------------------------------------------------


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int | str | None, str]:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    return done.value.code, capsys.readouterr().out


def test_every_command_takes_an_address(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    interview = tmp_path / "P01.txt"
    interview.write_text("INT: How was it?\nP01: It was hard, and we went on.\n", encoding="utf-8")
    kept = str(tmp_path / "kept.qwb")
    for arguments in (
        ["new", server, "--name", "Study", "--coder", "Ana"],
        ["import", server, str(interview)],
        ["code", server, "P01", "22", "33", "strain", "--create"],
        ["codings", server],
        ["undo", server],
        ["redo", server],
        ["backup", server, "-o", kept],
        ["restore", kept, server],
        ["trail", "verify", server],
        ["trail", "list", server],
    ):
        assert ran(capsys, *arguments)[0] == 0, arguments
    code, shown = ran(capsys, "show", server, "--json")
    assert code == 0
    assert json.loads(shown)["codings"] == 1
    assert ran(capsys, "backup", server)[0] == 1


def test_the_notes_on_a_server_say_who_can_read_there(server: str) -> None:
    assert any("server" in note for note in place_notes(server))


def test_a_path_is_never_taken_for_an_address(tmp_path: Path) -> None:
    with create_project(tmp_path / "postgresql.qwb", name="Study", coder="Ana") as made:
        assert made.where == str(tmp_path / "postgresql.qwb")
    with pytest.raises(WorkbenchError, match="database server"):
        backup(made, Path("postgresql://host/db"))
