"""Files of this machine that a person named: their bytes, or one sentence why there are none.

A folder gives the files in it, one after the other; a zip those that were packed. A file that is
too large is refused by its size, before a byte of it is read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InvalidFileError
from workbench.exchange.bundles import (
    FILE_LIMIT,
    hidden_notes,
    is_hidden,
    names_apart,
    no_file,
    open_bundle,
)
from workbench.exchange.reading import SIZE_LIMIT, FileBytes, RefusedFile
from workbench.project.places import SUFFIX

#: A study's file and what SQLite keeps beside it: read by SQLite alone, whose locks go otherwise.
_STUDY = (SUFFIX, f"{SUFFIX}-wal", f"{SUFFIX}-shm")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a person named, or that lies in what they named.

    Attributes:
        shown: Where it lies, for the person.
        file: Its bytes, or why there are none.
        notes: What to know of the zip whose first file it is.
    """

    shown: str
    file: FileBytes | RefusedFile
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What a person named: a file, a zip or a folder.

    Attributes:
        files: What is in it; read one by one, as they are asked for.
        notes: What a person should know of all of it: hidden files that were left alone.
    """

    files: Iterable[Found]
    notes: tuple[str, ...] = ()


def place(path: Path) -> Place:
    """Return the files that a path stands for."""
    if path.is_dir():
        return _folder(path)
    found = file_bytes(path)
    if isinstance(found, RefusedFile):
        return Place((Found(str(path), found),))
    bundle = open_bundle(found)
    if bundle.files == (found,):
        return Place((Found(str(path), found),))
    return Place([Found(f"{path}: {file.name}", file) for file in bundle.files], bundle.notes)


def file_bytes(path: Path) -> FileBytes | RefusedFile:
    """Return a file's name and bytes; what cannot be a transcript for its size is not read."""
    name = _plain_name(path)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return RefusedFile(
                name, 0, "folder", f"{path} is a folder. Name a file that lies in it."
            )
        if not stat.S_ISREG(found.st_mode):
            return RefusedFile(
                name, 0, "no file", f"{path} is a pipe or a device. Save what it gives as a file."
            )
        if name.endswith(_STUDY):
            fact = f"{path} is a study of this workbench or part of one, not a transcript."
            return RefusedFile(name, found.st_size, "study", fact)
        if found.st_size > SIZE_LIMIT:
            return RefusedFile(
                name,
                found.st_size,
                "too large",
                f"{path} has {found.st_size:,} bytes; at most {SIZE_LIMIT:,} are read. Split it.",
            )
        return FileBytes(name, path.read_bytes())
    except FileNotFoundError:
        return RefusedFile(name, 0, "missing", f"There is no file {path}. Check its name.")
    except OSError as error:
        return RefusedFile(
            name,
            0,
            "unreadable",
            f"{path} cannot be read: {error.strerror}. Check its rights.",
        )


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        InvalidFileError: There are none to be had; the sentence says why.
    """
    found = file_bytes(path)
    if isinstance(found, RefusedFile):
        raise InvalidFileError(found.reason, found.message)
    return found.data


def _folder(path: Path) -> Place:
    """Return the files of a folder and of those in it, in the order of their paths."""
    below = sorted(_paths_below(path), key=lambda file: file.relative_to(path).parts)
    paths = [file for file in below if not is_hidden(file.relative_to(path).parts)]
    hidden = len(below) - len(paths)
    notes = hidden_notes(hidden)
    if not paths:
        fact = f"{path} {no_file(hidden)}. Name the folder with the transcripts."
        return Place((Found(str(path), RefusedFile(_plain_name(path), 0, "empty", fact)),))
    if len(paths) > FILE_LIMIT:
        fact = f"{path} holds {len(paths):,} files; at most {FILE_LIMIT:,} are read at once."
        refused = RefusedFile(_plain_name(path), 0, "too many files", f"{fact} Name some of them.")
        return Place((Found(str(path), refused),), notes)
    return Place(_in_folder(path, paths), notes)


def _paths_below(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, and links to folders, which are not followed."""
    for here, folders, names in os.walk(folder):
        links = [name for name in folders if Path(here, name).is_symlink()]
        yield from (Path(here, name) for name in [*names, *links])


def _in_folder(folder: Path, paths: list[Path]) -> Iterator[Found]:
    names = names_apart([_plain(path.relative_to(folder)).split("/") for path in paths])
    for path, name in zip(paths, names, strict=True):
        yield from _one(path, name)


def _one(path: Path, name: str) -> Iterator[Found]:
    """Yield a file of a folder under its own name; of a zip in it, what was packed."""
    if path.is_symlink():
        fact = f"{path} is a link to another file. Name that file itself."
        yield Found(str(path), RefusedFile(name, 0, "link", fact))
        return
    file = file_bytes(path)
    if isinstance(file, RefusedFile):
        yield Found(str(path), file)
        return
    named = FileBytes(name, file.data)
    bundle = open_bundle(named)
    for number, inner in enumerate(bundle.files):
        shown = str(path) if inner is named else f"{path}: {inner.name}"
        yield Found(shown, inner, () if number else bundle.notes)


def _plain_name(path: Path) -> str:
    """Return a file's name as text; what is not UTF-8 in it becomes the replacement character."""
    return _plain(Path(path.name or str(path)))


def _plain(path: Path) -> str:
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
