"""Where a project lies: its path or address, the backups beside it, and what to warn about."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from workbench.errors import InvalidActionError, StorageError
from workbench.exchange.names import safe_file_name
from workbench.project.names import clean_name
from workbench.store.address import Address, is_address, read_address
from workbench.store.database import Location as Location
from workbench.store.files import examine

SUFFIX = ".qwb"
#: Bytes of a project's name in the names of what is kept beside it: with a moment and what SQLite
#: adds they stay below the 255 that file systems allow.
_NAME_ROOM = 180
_LONGEST_SUFFIX = 16
#: Parts of a path that name a service which copies files behind a program's back.
_SYNCED = ("dropbox", "onedrive", "icloud", "mobile documents", "google drive", "googledrive",
           "nextcloud", "owncloud", "sync.com", "pcloud")  # fmt: skip


def project_place(where: str | Path | Address) -> Location:
    """Return the path or the address a person meant.

    Raises:
        InvalidActionError: It is neither.
    """
    if isinstance(where, Address) or not is_address(str(where)):
        return where if isinstance(where, Address) else project_path(where)
    address = read_address(str(where))
    return address.named(clean_name(address.name, "project")) if address.name else address


def project_path(where: str | Path) -> Path:
    """Return the path a person meant.

    Raises:
        InvalidActionError: It is the address of a database server, or no path.
    """
    if is_address(str(where)):
        raise InvalidActionError("This is the address of a database server. Name a file.")
    path = Path(where)
    if not path.name or "\0" in str(where):
        raise InvalidActionError(f"“{where}” names no file. Write the path of a project.")
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise InvalidActionError(f"There is no home folder for {path.parts[0]}.") from error


def place_name(place: Location) -> str:
    """Return what a project is called where it lies: its file's stem, or its name on the server."""
    return place.name if isinstance(place, Address) else place.stem


def password_in(where: str) -> str | None:
    """Return the password that an address holds; None for a path and where it holds none."""
    place = project_place(where)
    return place.password if isinstance(place, Address) else None


def project_file_name(stem: str) -> str:
    """Return the name of a project's file that every system can hold."""
    return safe_file_name(f"{stem}{SUFFIX}", ())


def backup_folder(path: Path) -> Path:
    """Return the folder beside a project that keeps its generations of backups."""
    return beside(path, ".backups", suffix="")


def beside(path: Path, mark: str, *, suffix: str | None = None) -> Path:
    """Return the place for something of a project's beside its file, of a name that is allowed.

    A name that is long is cut and gets a mark of its own, so that two never become one.

    Args:
        path: The project's file.
        mark: What follows its name.
        suffix: How the name ends; None for the file's own ending.
    """
    own = path.suffix if len(os.fsencode(path.suffix)) <= _LONGEST_SUFFIX else ""
    stem = path.stem if own or suffix is not None else path.name
    return path.with_name(f"{_short(stem)}{mark}{own if suffix is None else suffix}")


def _short(stem: str) -> str:
    """Return a name within the room there is, ending in neither a blank nor a stop."""
    whole = os.fsencode(stem)
    if len(whole) <= _NAME_ROOM:
        return stem
    kept = whole[: _NAME_ROOM - 10].decode("utf-8", "ignore").rstrip(" .")
    return f"{kept}~{hashlib.sha256(whole).hexdigest()[:8]}"


def backups(where: str | Path | Address) -> list[Path]:
    """Return the backups beside a project, newest first; beside one on a server there are none."""
    place = project_place(where)
    if isinstance(place, Address):
        return []
    folder = backup_folder(place)
    return sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.name, reverse=True)


def next_backup(path: Path, clock: Callable[[], int] = time.time_ns) -> Path:
    """Return the place for the next generation, named by the moment it is made (UTC)."""
    return backup_folder(path) / f"{_short(path.stem)}-{moment_name(clock)}{SUFFIX}"


def moment_name(clock: Callable[[], int]) -> str:
    """Return this moment (UTC, to the microsecond) as names of what is kept carry it."""
    moment = time.strftime("%Y%m%dT%H%M%S", time.gmtime(clock() / 1e9))
    return f"{moment}.{clock() // 1000 % 1_000_000:06d}Z"


def newest_good_backup(place: Location) -> Path | None:
    """Return the newest backup beside a project that is whole."""
    with suppress(OSError):
        for backup in backups(place):
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
    aside = beside(path, f"-set-aside-{moment_name(clock)}")
    there = path.exists()
    for tail in ("", "-wal", "-shm"):
        part = Path(f"{path}{tail}")
        if part.exists():
            part.replace(f"{aside}{tail}")
    return aside if there else None


def place_notes(where: str | Path | Address) -> list[str]:
    """Return what a person should know about the place of a project, in plain sentences."""
    place = project_place(where)
    if isinstance(place, Address):
        return [
            "This project lies on a database server: whoever keeps the server can read it. Make "
            "backups to a file of your own. With sslmode=require in the address, the connection is "
            "encrypted."
        ]
    path = place.absolute()
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
