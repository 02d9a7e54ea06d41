"""The workbench as a person gets it: from a wheel, and as an editable checkout.

Each is installed into an environment of its own. What it depends on is not fetched again: a path
file lends it the packages of the environment that runs the tests, after its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

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


@pytest.fixture(scope="module", params=["wheel", "editable"])
def installed(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    what = [str(wheel)] if request.param == "wheel" else ["--editable", str(ROOT)]
    return install(tmp_path_factory.mktemp(request.param), *what)


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
