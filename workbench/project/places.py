"""Where a project lies: its path, its backups beside it, and what to warn about."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from workbench.errors import InvalidActionError, StorageError
from workbench.exchange.names import safe_file_name
from workbench.store.database import examine

SUFFIX = ".qwb"
#: Parts of a path that name a service which copies files behind a program's back.
_SYNCED = ("dropbox", "onedrive", "icloud", "mobile documents", "google drive", "googledrive",
           "nextcloud", "owncloud", "sync.com", "pcloud")  # fmt: skip


def project_path(where: str | Path) -> Path:
    """Return the path a person meant.

    Raises:
        InvalidActionError: It is the address of a database server, or no path.
    """
    if str(where).startswith(("postgresql:", "postgres:")):
        raise InvalidActionError("This version opens project files, not database servers yet.")
    path = Path(where)
    if not path.name or "\0" in str(where):
        raise InvalidActionError(f"“{where}” names no file. Write the path of a project.")
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise InvalidActionError(f"There is no home folder for {path.parts[0]}.") from error


def project_file_name(stem: str) -> str:
    """Return the name of a project's file that every system can hold."""
    return safe_file_name(f"{stem}{SUFFIX}", ())


def backup_folder(path: Path) -> Path:
    """Return the folder beside a project that keeps its generations of backups."""
    return path.with_name(f"{path.stem}.backups")


def backups(where: str | Path) -> list[Path]:
    """Return a project's backups, newest first."""
    folder = backup_folder(project_path(where))
    return sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.name, reverse=True)


def next_backup(path: Path, clock: Callable[[], int] = time.time_ns) -> Path:
    """Return the place for the next generation, named by the moment it is made (UTC)."""
    moment = time.strftime("%Y%m%dT%H%M%S", time.gmtime(clock() / 1e9))
    micro = clock() // 1000 % 1_000_000
    return backup_folder(path) / f"{path.stem}-{moment}.{micro:06d}Z{SUFFIX}"


def newest_good_backup(path: Path) -> Path | None:
    """Return the newest backup of a project that is whole."""
    with suppress(OSError):
        for backup in backups(path):
            with suppress(StorageError):
                examine(backup)
                return backup
    return None


def set_aside(path: Path, clock: Callable[[], int] = time.time_ns) -> Path | None:
    """Move a project's file out of the way, with what SQLite left beside it.

    Returns:
        Where the file now lies; None where there was none.

    Raises:
        OSError: It cannot be moved.
    """
    moment = time.strftime("%Y%m%dT%H%M%S", time.gmtime(clock() / 1e9))
    micro = clock() // 1000 % 1_000_000
    aside = path.with_name(f"{path.stem}-set-aside-{moment}.{micro:06d}Z{path.suffix}")
    there = path.exists()
    for tail in ("", "-wal", "-shm"):
        part = Path(f"{path}{tail}")
        if part.exists():
            part.replace(f"{aside}{tail}")
    return aside if there else None


def place_notes(where: str | Path) -> list[str]:
    """Return what a person should know about the place of a project, in plain sentences."""
    path = project_path(where).absolute()
    notes = ["This file is not encrypted: keep it on an encrypted disk."]
    folded = [part.casefold() for part in path.parts]
    if any(name in part for part in folded for name in _SYNCED):
        notes.append(
            "This file lies in a synced folder. Syncing can damage a project that is open: keep it "
            "elsewhere and let the folder have backups only."
        )
    if str(path).startswith(("\\\\", "//")):
        notes.append("This file lies on a network drive. Keep it on this machine.")
    return notes
