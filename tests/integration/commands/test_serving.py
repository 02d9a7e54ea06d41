"""The app as a command starts and ends it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.integration.commands.conftest import failed
from tests.studies import SAMPLE_CODINGS
from workbench.project.project import open_project


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def serves(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@dataclass(frozen=True)
class Opened:
    """The app, started by the command and answering."""

    command: subprocess.Popen[str]
    port: int

    def end(self, how: int) -> int:
        self.command.send_signal(how)
        return self.command.wait()

    def is_gone(self) -> bool:
        while serves(self.port):
            time.sleep(0.05)
        return True


@pytest.fixture
def open_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Opened]]:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    started: list[subprocess.Popen[str]] = []

    def open_app(*arguments: str) -> Opened:
        port = free_port()
        launch = "from workbench.cli.main import main; main()"
        command = [sys.executable, "-c", launch, *arguments, "--port", str(port), "--no-browser"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(server)
        assert server.stdout is not None
        assert f"127.0.0.1:{port}" in server.stdout.readline()
        return Opened(server, port)

    yield open_app
    for server in started:
        server.kill()
        server.wait()
        server.stdout.close()


def test_demo_serves_the_sample_study_and_ends_in_peace(open_app, workbench_home, tmp_path):
    opened = open_app("demo")
    assert serves(opened.port)
    with open_project(workbench_home / "sample-study.qwb") as project:
        assert project.codings.count() == SAMPLE_CODINGS
    (folder,) = tmp_path.glob("workbench-????????")
    assert folder.stat().st_mode & 0o777 == 0o700
    (folder / "words.tmp").write_text("Ada")
    assert opened.end(getattr(signal, "SIGHUP", signal.SIGTERM)) == 0
    assert opened.is_gone()
    assert not folder.exists()


def test_neither_the_server_nor_its_files_outlive_its_command(open_app, study, tmp_path):
    opened = open_app("app", str(study))
    opened.end(getattr(signal, "SIGKILL", signal.SIGTERM))
    assert opened.is_gone()
    assert not list(tmp_path.glob("workbench-????????"))


def test_a_taken_port_is_a_sentence(run, study):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert str(port) in failed(run("app", study, "--no-browser", "--port", port))
