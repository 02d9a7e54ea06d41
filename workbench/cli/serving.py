"""Commands that open the app: a server in a process of its own, and the browser once it answers."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, NoReturn

import typer

from workbench.cli import leashed
from workbench.cli.answers import say, warn
from workbench.errors import InvalidActionError, StorageError

_USUAL_PORT = 8501
_PATIENCE = 60.0
_PAUSE = 0.05

Port = Annotated[
    int | None,
    typer.Option(min=1, max=65535, help=f"Where the app listens; usually {_USUAL_PORT}."),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]


def demo(port: Port = None, *, no_browser: NoBrowser = False) -> None:
    """Open the sample study, made at first use."""
    from workbench.project.sample import SIMULATED, open_sample
    from workbench.project.settings import remembered_coder

    study = open_sample(remembered_coder() or SIMULATED, tell=warn)
    _serve(_free(port), [str(study)], browse=not no_browser)


def serve(
    where: Annotated[
        str | None,
        typer.Argument(metavar="PROJECT", help="The project's file or address; else choose there."),
    ] = None,
    port: Port = None,
    *,
    no_browser: NoBrowser = False,
) -> None:
    """Open the app, with a project or its start page."""
    arguments = [] if where is None else [_checked(where)]
    password = None if where is None else _password(where)
    _serve(_free(port), arguments, browse=not no_browser, password=password)


def _checked(where: str) -> str:
    """Return the whole path or the address, without its password, of one that can be opened."""
    from workbench.project.places import project_place
    from workbench.project.project import open_project

    open_project(where).close()
    place = project_place(where)
    return str(place.absolute() if isinstance(place, Path) else place)


def _password(where: str) -> str | None:
    from workbench.project.places import password_in

    return password_in(where)


def _free(port: int | None) -> int:
    """Return the port to listen on: the one asked for, else the usual one, else any."""
    if port is not None:
        if not _is_free(port):
            raise InvalidActionError(
                f"Port {port} is taken by another program. Choose another one with --port."
            )
        return port
    if _is_free(_USUAL_PORT):
        return _USUAL_PORT
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _serve(
    port: int, arguments: list[str], *, browse: bool, password: str | None = None
) -> NoReturn:
    from workbench.project.launch import page_url, streamlit_command, streamlit_environment

    command = streamlit_command(port, arguments)
    # A command line can be read by everybody on the machine, an environment by its owner alone.
    secret = {} if password is None else {"PGPASSWORD": password}
    with _running(command, streamlit_environment() | secret) as server:
        _wait_until_it_answers(server, port)
        say(f"The workbench is open at {page_url(port)} on this machine alone. Ctrl+C ends it.")
        if browse:
            _browse(page_url(port))
        code = server.wait()
    raise typer.Exit(code)


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run the server as long as the block; Ctrl+C, SIGTERM and a closed terminal end both.

    Its temporary files lie in a folder of its own, which only the owner can read.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    closed = getattr(signal, "SIGHUP", signal.SIGTERM)
    if signal.getsignal(closed) is not signal.SIG_IGN:  # as nohup has it
        signal.signal(closed, signal.default_int_handler)
    with TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True) as folder:
        server = subprocess.Popen(  # noqa: S603 - our own command
            leashed.command(folder, command),
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        try:
            yield server
        except KeyboardInterrupt:
            raise typer.Exit(_ended(server)) from None
        finally:
            _ended(server)


def _ended(server: subprocess.Popen[bytes]) -> int:
    if server.poll() is None:
        server.terminate()
    try:
        return server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while not _answers(port):
        if server.poll() is not None:
            raise StorageError(
                f"The app did not start (exit {server.returncode}). What it said stands above."
            )
        if time.monotonic() > until:
            raise StorageError(f"The app gave no answer within {_PATIENCE:.0f} seconds.")
        time.sleep(_PAUSE)


def _answers(port: int) -> bool:
    from http.client import HTTPConnection, HTTPException
    from urllib.parse import urlsplit

    from workbench.project.launch import health_url

    address = urlsplit(health_url(port))
    connection = HTTPConnection(address.netloc, timeout=2)
    try:
        connection.request("GET", address.path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _browse(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        warn(f"No browser could be opened. Open {address} yourself.")
