"""Commands run in this process: what they print, and studies to run them on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

from tests.studies import TEXT
from workbench.cli.main import main
from workbench.project.project import open_project
from workbench.project.reckoning import Reckoning

SECRET = "the Wren Street flat"


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture(scope="session", autouse=True)
def commands_are_gathered_once() -> Iterator[None]:
    """Typer gathers all commands anew for each run, which takes longer than most of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch, tmp_path: Path) -> Run:
    """Run a command in this process, in a folder of its own."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Answer(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def study(run: Run) -> Path:
    """An empty project, with Ana remembered on this machine."""
    assert run("new", "study.qwb", "--name", "Practitioners", "--coder", "Ana").code == 0
    return Path("study.qwb").absolute()


@pytest.fixture
def filled(run: Run, study: Path) -> Path:
    """A project with one interview."""
    transcript("P07.txt")
    mapped = ("--map", "INT=interviewer", "--map", "P07=Petra")
    assert run("import", study, "P07.txt", *mapped).code == 0
    return study


@pytest.fixture
def coded(run: Run, filled: Path) -> Path:
    """A project with one interview and two codings."""
    for start, end, path in ((5, 13, "limits"), (38, 44, "work / waiting")):
        assert run("code", filled, "P07", start, end, path, "--create").code == 0
    return filled


def transcript(name: str, text: str = TEXT) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def head(path: Path) -> int:
    with open_project(path) as project:
        return project.head.seq


def failed(answer: Answer) -> str:
    """The one sentence of a failure: alone on stderr, nothing on stdout."""
    assert answer.code == 1, answer
    assert answer.out == ""
    assert answer.err.endswith(".\n")
    assert answer.err.count("\n") == 1
    return answer.err.strip()


@pytest.fixture
def share_model(monkeypatch: pytest.MonkeyPatch, reckoning: Reckoning) -> None:
    """Let commands reckon with the processes that all tests share."""
    named = Reckoning._named
    monkeypatch.setattr(Reckoning, "_named", lambda _, name: named(reckoning, name))
