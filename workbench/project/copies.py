"""Whole copies of a project, and the one made before an older project is brought up to date.

A copy is a file, wherever the project lies.
"""

from __future__ import annotations

from pathlib import Path

from workbench.errors import StorageError
from workbench.project.places import next_backup
from workbench.store.address import Address
from workbench.store.files import copy_whole, discard
from workbench.store.store import Store, create_store, open_store


def write_copy(store: Store, out: Path) -> None:
    """Write a consistent copy of a project that may be in use.

    Raises:
        StorageError: Something is there already, or the copy cannot be written or does not check.
    """
    if isinstance(store.place, Path):
        copy_whole(store.place, out)
        return
    fresh = create_store(out)
    try:
        fresh.take_over(store)
    except BaseException:
        fresh.discard()
        raise
    fresh.close()


def check_copy(path: Path, named: Path) -> None:
    """Check the history of a copy; one of an older version is brought up to date first.

    Args:
        path: Where it lies; nobody else uses it.
        named: The file that the person knows it by.

    Raises:
        StorageError: It does not check.
    """
    store = open_store(path)
    try:
        if store.is_older:
            store.upgrade()
        report, replayed = store.check()
    finally:
        store.close()
    broken = next((step for step in (*report.steps, replayed) if not step.ok), None)
    if broken is not None:
        raise StorageError(f"The copy {named} does not check: {broken.detail}")


def bring_up_to_date(store: Store) -> None:
    """Give a project of an older version today's tables; of a file, a backup is made first.

    Raises:
        StorageError: It cannot be written here, or its history cannot be replayed; the project is
            as it was.
    """
    if isinstance(store.place, Address):
        store.upgrade()
        return
    kept = _backup_of_older(store, store.place)
    try:
        store.upgrade()
    except BaseException:
        discard(kept)
        raise


def _backup_of_older(store: Store, path: Path) -> Path:
    kept = next_backup(path)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{path} was written by an older workbench and is brought up to date when it is "
            "opened. Copy it to a place you may write to."
        ) from error
    write_copy(store, kept)
    return kept
