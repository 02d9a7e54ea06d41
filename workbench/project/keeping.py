"""Keeping a project safe: backups, verified and kept in generations, and restoring them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from workbench.errors import InvalidActionError, StorageError
from workbench.model.events import BackupMade, ExportMade
from workbench.model.ids import Words
from workbench.project.copies import check_copy, write_copy
from workbench.project.names import LONGEST
from workbench.project.places import (
    backups,
    beside,
    moment_name,
    next_backup,
    place_notes,
    project_path,
    project_place,
    set_aside,
)
from workbench.project.project import Project
from workbench.store.address import Address
from workbench.store.database import Location
from workbench.store.files import copy_whole, discard, examine, tidy, unwritten
from workbench.store.store import create_store, open_store
from workbench.trail.chain import COPY_FORMAT

__all__ = ["backup", "backups", "place_notes", "restore"]


def backup(project: Project, out: Path | None = None) -> Path:
    """Write a copy of a project to a file, check it, and record that it was made.

    Args:
        project: An open project.
        out: Where; None for the next generation beside the project's file.

    Raises:
        InvalidActionError: The project lies on a server, and no file was named.
        StorageError: Something is there already, or the copy does not check.
    """
    if project.coder_name is None:
        raise InvalidActionError("Nobody is named as the one who backs up. Say who you are first.")
    store = project._opened.store
    target = _next(store.place) if out is None else project_path(out)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{target.parent} cannot be made: {error.strerror}.") from error
    write_copy(store, target)
    check_copy(target, target)
    with project._opened.unit() as unit:
        unit.record(BackupMade(Words(target.name)))
    return target


def copy_for_colleague(project: Project, out: Path) -> Path:
    """Write a whole copy of a project without any word of a private memo, and record it.

    What a copy leaves out is in no byte of its file; its history checks all the same, and says
    how many parts are left out.

    Args:
        project: Opened by the person who hands it over; on a server or in a file.
        out: The file to write.

    Raises:
        StorageError: Something is there already, or the copy does not check.
    """
    act = project._opened.acting()
    target = project_path(out)
    rows = project.head.seq + 1
    copy = create_store(target)
    try:
        made = ExportMade(COPY_FORMAT, rows, Words(target.name))
        project._opened.store.hand_over(copy, act, made)
    except BaseException:
        copy.discard()
        raise
    copy.close()
    return target


def _next(place: Location) -> Path:
    if isinstance(place, Address):
        raise InvalidActionError(
            "No backups are kept beside a project on a server. Name the file to write: workbench "
            "backup PROJECT -o FILE."
        )
    return next_backup(place)


def restore(
    copy: Path, where: str | Path | Address, clock: Callable[[], int] = time.time_ns
) -> Location | None:
    """Put a checked backup in the place of a project; what was there is set aside.

    Args:
        copy: The backup's file.
        where: Path or address of the project.
        clock: Nanoseconds since 1970 UTC.

    Returns:
        Where the project that was there now lies, if there was one.

    Raises:
        StorageError: The backup is not whole, or cannot be copied there.
    """
    place = project_place(where)
    if isinstance(place, Address):
        return _restore_to_server(copy, place, clock)
    return _restore_to_file(copy, place, clock)


def _restore_to_file(copy: Path, path: Path, clock: Callable[[], int]) -> Path | None:
    examine(copy)
    _check_place(path)
    fresh = beside(path, f".{clock()}.restoring")
    try:
        copy_whole(copy, fresh)
        check_copy(fresh, copy)
        with unwritten(path):
            aside = set_aside(path, clock)
            fresh.replace(path)
        if aside is not None:
            tidy(aside)
    except OSError as error:
        raise StorageError(f"{copy} cannot be copied to {path}: {error.strerror}.") from error
    except StorageError as error:
        raise StorageError(str(error).replace(str(fresh), str(path))) from error
    finally:
        discard(fresh)
    return aside


def _restore_to_server(copy: Path, address: Address, clock: Callable[[], int]) -> Address | None:
    moment = f" set aside {moment_name(clock)}"
    aside = address.named(f"{address.name[: LONGEST - len(moment)].rstrip()}{moment}")
    kept, there = open_store(copy), create_store(address)
    try:
        return aside if there.take_over(kept, aside) else None
    finally:
        there.close()
        kept.close()


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise StorageError(f"{path} is a folder. Write the path of a project's file.")
    if not path.parent.is_dir():
        raise StorageError(f"There is no folder {path.parent}. Make it, or choose another place.")
