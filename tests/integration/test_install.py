"""The workbench as a person gets it: from a wheel, and as an editable checkout.

Each is installed into an environment of its own. What it depends on is not fetched again: a path
file lends it the packages of the environment that runs the tests, after its own. What is served is
looked at in the one from a wheel: the tests in the browser have an editable checkout.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = "Scripts" if os.name == "nt" else "bin"


@dataclass(frozen=True)
class Installation:
    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / PROGRAMS / "python"

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run one of its programs, far from the checkout: only what is installed is found."""
        program = self.folder / PROGRAMS / command[0]
        return subprocess.run(
            [program, *command[1:]],
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


def install(folder: Path, *what: str) -> Installation:
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    installed = Installation(folder)
    scheme = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
    (packages / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", f"--python={installed.python}", "install", "--quiet"]
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--ignore-installed"]
    subprocess.run([*pip, *options, *what], check=True)
    return installed


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def from_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return install(tmp_path_factory.mktemp("wheel"), str(wheel))


@pytest.fixture(scope="module", params=["wheel", "editable"])
def installed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    if request.param == "wheel":
        return request.getfixturevalue("from_wheel")
    return install(tmp_path_factory.mktemp("editable"), "--editable", str(ROOT))


def test_the_wheel_holds_what_running_needs_and_nothing_else(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    scripts = [n for n in names if n.startswith("workbench/app/reader/build/index-")]
    assert len([n for n in scripts if n.endswith(".js")]) == 1
    assert "workbench/app/.streamlit/config.toml" in names
    for folder in ("codebooks", "sample_transcripts"):
        shipped = {f"workbench/shipped/{folder}/{p.name}" for p in (ROOT / folder).iterdir()}
        assert shipped <= names
    assert not [n for n in names if "frontend" in n or "tests/" in n or "node_modules" in n]


def test_the_command_starts(installed: Installation):
    answer = installed.run("workbench", "--help")
    assert answer.returncode == 0, answer.stderr
    assert "demo" in answer.stdout


def test_it_runs_its_own_code_and_finds_what_it_ships(installed: Installation):
    ask = (
        "from workbench.project.shipped import shipped; "
        "print(*sorted(p.name for p in shipped('codebooks').glob('*.csv')))"
    )
    answer = installed.run("python", "-c", ask)
    assert answer.stdout.split() == sorted(p.name for p in (ROOT / "codebooks").glob("*.csv"))


@contextmanager
def serving(command: list[str], folder: Path) -> Iterator[psutil.Process]:
    """A Streamlit server, from when it answers until the test is done with it."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "WORKBENCH_HOME": str(folder)}
    with subprocess.Popen(command, env=environment, cwd=folder, **quiet) as server:
        try:
            wait_until_healthy(port_of(command), server)
            yield psutil.Process(server.pid)
        finally:
            server.kill()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def port_of(command: list[str]) -> int:
    option = next(word for word in command if word.startswith("--server.port="))
    return int(option.partition("=")[2])


def wait_until_healthy(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            fetch(port, "/_stcore/health")
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server ended with {server.returncode}")


def fetch(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.read()


def open_page(port: int) -> None:
    """Open the first page as a browser does, and wait until it has run."""
    address = f"127.0.0.1:{port}"
    with connect(
        f"ws://{address}/_stcore/stream", subprotocols=["streamlit"], origin=f"http://{address}"
    ) as page:
        visit = BackMsg()
        visit.rerun_script.query_string = ""
        page.send(visit.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "script_finished":
            message.ParseFromString(page.recv())
            assert message.delta.new_element.WhichOneof("type") != "exception"


def test_the_reader_is_served_as_it_was_built(from_wheel: Installation, tmp_path: Path):
    script = next((ROOT / "workbench/app/reader/build").glob("index-*.js"))
    page = tmp_path / "page.py"
    page.write_text(
        "from workbench.app.reader.component import mount_transcript\n"
        "mount_transcript(b'', key='reader')\n",
        encoding="utf-8",
    )
    port = free_port()
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    command = [str(from_wheel.python), "-m", "streamlit", "run", str(page), *options]
    with serving(command, tmp_path):
        open_page(port)
        served = fetch(port, f"/_stcore/bidi-components/workbench.reader/{script.name}")
    assert served == script.read_bytes()


def test_the_app_speaks_to_this_machine_alone(from_wheel: Installation, tmp_path: Path):
    port = free_port()
    ask = f"from workbench.project.launch import *; print(*streamlit_command({port}), sep='\\n')"
    command = from_wheel.run("python", "-c", ask).stdout.splitlines()
    with serving(command, tmp_path) as server:
        open_page(port)
        connections = server.net_connections(kind="inet")
    assert {c.laddr.ip for c in connections} == {"127.0.0.1"}
    assert {c.raddr.ip for c in connections if c.raddr} <= {"127.0.0.1"}
