"""Addresses of a server: names, passwords, and every command that takes one."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from workbench.cli.main import main
from workbench.errors import InvalidActionError, StorageError, WorkbenchError
from workbench.project.keeping import backup, place_notes
from workbench.project.project import Project, create_project, open_project
from workbench.project.settings import recent_projects, remember_project
from workbench.store.address import is_address, read_address

pytestmark = pytest.mark.postgres


@pytest.fixture
def place(server: str) -> str:
    """A server: what is told here is about projects there."""
    return server


# --- addresses and names -----------------------------------------------------------------------


def test_an_address_with_a_second_at_is_refused_without_a_word_of_its_password() -> None:
    for where in ("postgresql://ana:one@two@host/db?project=x", "postgresql://ana:a/b@two@h/db"):
        with pytest.raises(InvalidActionError, match="%40") as refused:
            read_address(where)
        assert "two" not in str(refused.value)
    assert read_address("postgresql://ana:one%40two@host/db").password == "one@two"


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://ana@host/db?PASSWORD=geheim&project=x",
        "postgresql://ana@host/db?Password=geheim&project=x",
        "postgresql://ana@host/db?%2570assword=geheim&project=x",
        "postgresql://ana@host/db?password=geheim&password=geheim&project=x",
        "postgresql://ana@host/db?pass%20word=geheim&project=x",
        "postgresql://ana@host/db?SSLPASSWORD=geheim&project=x",
        "postgresql://ana@host/db?dbname=postgres://ana:geheim@host/db&project=x",
        "postgresql://ana@host/db?options=-cpassword%3Dgeheim&project=x",
        "postgresql://ana@host/db?project=x;password=geheim",
        "postgresql://ana@host/db?project=x%26PassWord%3Dgeheim",
        "postgresql://ana@host/db%3Fpassword=geheim",
        "postgresql://ana%3Ageheim@host/db?project=x",
    ],
)
def test_a_password_where_none_belongs_is_refused_and_never_shown(
    where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InvalidActionError, match="USER:PASSWORD@HOST") as refused:
        read_address(where)
    assert "geheim" not in str(refused.value)
    for command in ("show", "backup"):
        with pytest.raises(SystemExit):
            main([command, where])
    assert "geheim" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://ana@host/db?password=geheim&sslmode=require&project=x",
        "postgresql://ana@host/db?%70ass%77ord=geheim&sslmode=require&project=x",
        "  POSTGRESQL://ana:geheim@host/db?sslmode=require&project=x",
        "postgresql://ana@host/db?password=a;password=geheim&sslmode=require&project=x",
    ],
)
def test_a_password_is_taken_from_an_address_and_not_shown_with_it(where: str) -> None:
    assert is_address(where)
    address = read_address(where)
    assert (address.password or "").endswith("geheim")
    assert str(address) == "postgresql://ana@host/db?project=x&sslmode=require"
    assert "geheim" not in repr(address)


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
