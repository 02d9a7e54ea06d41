"""Keeping a project safe: backups, verified and kept in generations, and restoring them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from workbench.errors import InvalidActionError, StorageError
from workbench.model.events import BackupMade
from workbench.model.ids import Words
from workbench.project.places import backups, next_backup, place_notes, project_path, set_aside
from workbench.project.project import Project, open_project
from workbench.store.database import copy_whole, examine

__all__ = ["backup", "backups", "place_notes", "restore"]


def backup(project: Project, out: Path | None = None) -> Path:
    """Write a copy of a project, check it, and record that it was made.

    Args:
        project: An open project.
        out: Where; None for the next generation beside the project.

    Raises:
        StorageError: Something is there already, or the copy does not check.
    """
    if project.coder_name is None:
        raise InvalidActionError("Nobody is named as the one who backs up. Say who you are first.")
    target = out or next_backup(project_path(project.where))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{target.parent} cannot be made: {error.strerror}.") from error
    project._opened.store.copy(target)
    _check(target)
    with project._opened.unit() as unit:
        unit.record(BackupMade(Words(target.name)))
    return target


def restore(copy: Path, where: str | Path, clock: Callable[[], int] = time.time_ns) -> Path | None:
    """Put a checked backup in the place of a project; what was there is set aside.

    Returns:
        Where the file that was there now lies, if there was one.

    Raises:
        StorageError: The backup is not whole, or cannot be copied there.
    """
    examine(copy)
    _check(copy)
    path = project_path(where)
    _check_place(path)
    fresh = path.with_name(f"{path.name}.{clock()}.restoring")
    try:
        copy_whole(copy, fresh)
        aside = set_aside(path, clock)
        fresh.replace(path)
    except OSError as error:
        raise StorageError(f"{copy} cannot be copied to {path}: {error.strerror}.") from error
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise StorageError(f"{path} is a folder. Write the path of a project's file.")
    if not path.parent.is_dir():
        raise StorageError(f"There is no folder {path.parent}. Make it, or choose another place.")


def _check(copy: Path) -> None:
    with open_project(copy) as opened:
        found = opened.history.verify()
    if not found.ok:
        broken = next(step for step in found.steps if not step.ok)
        raise StorageError(f"The copy {copy} does not check: {broken.detail}")
