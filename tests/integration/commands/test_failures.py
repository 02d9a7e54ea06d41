"""Wrong use and bad projects: one sentence, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.integration.commands.conftest import failed, head, transcript

READING: list[tuple[str, ...]] = [
    ("show", "PROJECT"),
    ("show", "PROJECT", "--json"),
    ("sources", "PROJECT", "--json"),
    ("cases", "PROJECT", "--json"),
    ("codes", "PROJECT", "--json"),
    ("codings", "PROJECT", "--json"),
    ("trail", "verify", "PROJECT", "--json"),
    ("trail", "list", "PROJECT", "--json"),
    ("app", "PROJECT", "--no-browser"),
    ("import", "PROJECT", "P07.txt", "--dry-run", "--json"),
]
WRITING: list[tuple[str, ...]] = [
    ("import", "PROJECT", "P07.txt", "--json"),
    ("code", "PROJECT", "P07", "0", "4", "limits"),
    ("codebook", "import", "PROJECT", "book.csv"),
    ("codebook", "export", "PROJECT", "out.csv"),
    ("export", "PROJECT", "csv", "-o", "out.csv", "--json"),
    ("undo", "PROJECT"),
    ("redo", "PROJECT"),
    ("backup", "PROJECT", "-o", "out.qwb"),
]


@pytest.mark.parametrize("command", READING + WRITING, ids=" ".join)
@pytest.mark.usefixtures("study")
def test_a_project_that_cannot_be_opened_is_one_sentence_for_every_command(run, command):
    transcript("P07.txt")
    Path("not.qwb").write_text("Not a project.", encoding="utf-8")
    for where, said in (
        ("none.qwb", "no project at none.qwb"),
        ("not.qwb", "not.qwb is not a project"),
        ("postgresql://user@127.0.0.1:1/projects?project=A", "does not answer"),
    ):
        answer = run(*(where if word == "PROJECT" else word for word in command))
        assert said in failed(answer)


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_nothing_is_written_while_nobody_is_known(run, filled, workbench_home, command):
    (workbench_home / "settings.json").unlink()
    before = head(filled)
    answer = run(*(str(filled) if word == "PROJECT" else word for word in command))
    assert "--coder" in failed(answer)
    assert head(filled) == before


def test_an_empty_name_is_nobodys(run, filled):
    failed(run("undo", filled, "--coder", " "))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("show",),
        ("show", "study.qwb", "--nonsense"),
        ("code", "study.qwb", "P07", "one", "two", "limits"),
        ("new", "a.qwb", "--name", "A", "--coder", "Ana", "--stance", "sideways"),
        ("import", "study.qwb", "P07.txt", "--kind", "song"),
        ("undo", "study.qwb", "--seq", "last"),
        ("app", "--port", "99999"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("study")
def test_wrong_use_exits_2_and_prints_no_answer(run, arguments):
    answer = run(*arguments)
    assert answer.code == 2
    assert answer.out == ""


def test_a_damaged_table_is_a_sentence_not_a_traceback(run, filled):
    with closing(dbapi2.connect(str(filled), isolation_level=None)) as connection:
        connection.execute("UPDATE sources SET left_out = '[{'")
    assert "trail verify" in failed(run("sources", filled))


def test_help_names_every_command_and_needs_no_heavy_package(run):
    ask = (
        "import sys; from workbench.cli.main import app; "
        "print([n for n in ('streamlit', 'sqlalchemy', 'lxml', 'pandas') if n in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True)
    assert answer.stdout.strip() == "[]", answer.stderr
    told = run("--help").out
    nouns = "demo app new import show sources cases codes codings code export undo redo backup"
    assert [name for name in (nouns + " restore codebook trail").split() if name not in told] == []


def test_a_name_in_another_script_is_printed_as_it_is(run):
    assert run("new", "a.qwb", "--name", "שלום 😀", "--coder", "Ana").code == 0
    answer = run("show", "a.qwb", "--json")
    assert answer.json["name"] == "שלום 😀"
    assert "שלום 😀" in answer.out
