"""A real server in a process of its own, with a home of its own, for each test."""

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

import pytest
from playwright.sync_api import Page

from workbench.project.launch import health_url, page_url, streamlit_command, streamlit_environment
from workbench.project.settings import remember_coder


@dataclass
class Server:
    """The app as a person starts it; it can be killed and started again."""

    home: Path
    port: int
    study: Path | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return page_url(self.port)

    def start(self) -> None:
        arguments = [str(self.study)] if self.study else []
        environment = {"WORKBENCH_HOME": str(self.home), "HOME": str(self.home)}
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


@pytest.fixture
def server(workbench_home: Path) -> Iterator[Server]:
    """A server that is running, where Ana is coding and no study is open."""
    workbench_home.mkdir(parents=True, exist_ok=True)
    remember_coder("Ana")
    made = Server(workbench_home, free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture
def outward(page: Page) -> list[str]:
    """Every request of the page that would leave this machine."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if leaves(request.url) else None)
    return seen


def leaves(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:"))
