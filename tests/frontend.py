"""Checks or rebuilds the reader's frontend with the Node in .venv.

    python3 tests/frontend.py check    types, unit tests, and a fresh build equal to the committed
    python3 tests/frontend.py same     only that a fresh build equals the committed file
    python3 tests/frontend.py build    types and unit tests, then build in place, to be committed

The built file is committed so that a researcher needs no Node. It must therefore be, byte for byte,
what its sources give.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from provision import FRONTEND, ProvisionError, ensure_frontend, npm, printed

BUILD = FRONTEND.parent / "build"


def main(arguments: list[str]) -> int:
    """Do what the command line names; return the exit code."""
    if arguments not in (["check"], ["same"], ["build"]):
        sys.stderr.write("usage: frontend.py check|same|build\n")
        return 2
    try:
        ensure_frontend()
        return act(arguments[0])
    except ProvisionError as error:
        sys.stderr.write(f"{error}\n")
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"The reader's frontend: this failed: {printed(error.cmd)}\n")
    return 1


def act(what: str) -> int:
    """Check the sources unless only the build is asked for, then build and compare."""
    if what != "same":
        npm("run", "--silent", "check")
        npm("run", "--silent", "test")
    if what == "build":
        build_into(BUILD)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        build_into(Path(folder))
        differing = differences(Path(folder), BUILD)
    if differing:
        sys.stderr.write(
            f"The committed reader is not what its sources build: {', '.join(differing)} in "
            "workbench/app/reader/build. Run `make frontend` and commit the result.\n"
        )
    return 1 if differing else 0


def build_into(folder: Path) -> None:
    """Build the frontend into a folder, replacing what is there."""
    npm("run", "--silent", "build", "--", "--logLevel=warn", f"--outDir={folder}", "--emptyOutDir")


def differences(fresh: Path, committed: Path) -> list[str]:
    """Return the names of files that differ or stand on one side only, sorted."""
    one, other = contents(fresh), contents(committed)
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its relative name."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
