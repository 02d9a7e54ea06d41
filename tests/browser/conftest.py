"""A real server in a process of its own, and a home of its own for each test.

Starting a server costs more than most tests do, so one of them serves them all: it finds its home
behind a link, which leads to another test's home each time. A test that needs a server nobody
has visited takes `fresh_server`.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from workbench.project.launch import health_url, page_url, streamlit_command, streamlit_environment
from workbench.project.project import Project, create_project
from workbench.project.settings import remember_coder, remember_project

#: How long the browser waits for what must come, in milliseconds: a busy machine is no failure.
PATIENCE = 90_000
expect.set_options(timeout=PATIENCE)

#: A page that is drawn whole: its script has ended and no part of it is still being fetched.
DRAWN = "[data-test-script-state='notRunning']:not(:has([data-testid='stSkeleton']))"
#: What is drawn listens to keys a moment later: once the browser has nothing else to do.
IDLE = """async () => {
  for (let n = 0; n < 2; n += 1) await new Promise((done) => requestIdleCallback(done));
}"""


@dataclass
class Server:
    """The app as a person starts it; it can be killed and started again.

    Attributes:
        home: The test's own folder, where settings and studies lie.
        port: Where it listens.
        study: What it is started with, if anything.
        door: Where the process looks for its home, when that is not the folder itself.
    """

    home: Path
    port: int
    study: Path | None = None
    door: Path | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return page_url(self.port)

    def start(self) -> None:
        arguments = [str(self.study)] if self.study else []
        home = str(self.door or self.home)
        environment = {"WORKBENCH_HOME": home, "HOME": home}
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                streamlit_command(self.port, arguments),
                env={**streamlit_environment(), **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while not self._serves():
            assert self.process.poll() is None, self.log()
            sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut would: nothing can be tidied up."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()

    def log(self) -> str:
        return (self.home / "server.log").read_text("utf-8")

    def _serves(self) -> bool:
        try:
            with urllib.request.urlopen(health_url(self.port)) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError):
            return False


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that tests share; it is started by the first of them."""
    folder = tmp_path_factory.mktemp("server")
    made = Server(folder, free_port(), door=folder / "home")
    yield made
    made.stop()


@pytest.fixture
def server(shared_server: Server, workbench_home: Path) -> Server:
    """A server that is running, where Ana is coding and no study is open."""
    furnish(workbench_home)
    door = shared_server.door
    assert door is not None
    door.unlink(missing_ok=True)
    door.symlink_to(workbench_home, target_is_directory=True)
    shared_server.home = workbench_home
    if not shared_server.runs():
        shared_server.start()
    return shared_server


@pytest.fixture
def fresh_server(workbench_home: Path) -> Iterator[Server]:
    """A server that nobody has visited, where Ana is coding and no study is open."""
    furnish(workbench_home)
    made = Server(workbench_home, free_port())
    made.start()
    yield made
    made.stop()


def furnish(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    remember_coder("Ana")


@pytest.fixture(scope="session")
def visited(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BrowserContext]:
    """A browser for all tests; it keeps the app's scripts compiled, which is half of a visit."""
    folder = tmp_path_factory.mktemp("browser")
    wide = {"width": 1280, "height": 800}
    arguments = {**browser_type_launch_args, "viewport": wide}
    made = browser_type.launch_persistent_context(folder, **arguments)
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def context(visited: BrowserContext, shared_server: Server) -> Iterator[BrowserContext]:
    """A browser that has kept nothing of what was done in it."""
    yield visited
    blank, *opened = visited.pages
    for page in opened:
        page.close()
    visited.clear_cookies()
    if shared_server.runs():
        blank.goto(health_url(shared_server.port))
        blank.evaluate("localStorage.clear()")
        blank.goto("about:blank")


@pytest.fixture
def outward(page: Page) -> list[str]:
    """Every request of the page that would leave this machine."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if leaves(request.url) else None)
    return seen


def settled(page: Page) -> None:
    """Wait until the page is drawn whole and hears keys: nobody types into a page that moves.

    What an act brings is waited for by what it says; only then is this of use.
    """
    expect(page.locator(DRAWN)).to_be_visible()
    page.evaluate(IDLE)
    expect(page.locator(DRAWN)).to_be_visible()


def study(server: Server) -> Project:
    """An empty study of Ana's, among those opened last."""
    where = server.home / "study.qwb"
    made = create_project(where, name="Study", coder="Ana")
    remember_project(where)
    return made


def leaves(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:"))
