"""Files of this machine that a person named: their bytes, or one sentence why there are none."""

from __future__ import annotations

import stat
from pathlib import Path

from workbench.errors import InvalidFileError
from workbench.exchange.reading import SIZE_LIMIT, FileBytes, RefusedFile


def file_bytes(path: Path) -> FileBytes | RefusedFile:
    """Return a file's name and bytes; what cannot be a transcript for its size is not read."""
    name = _plain_name(path)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return RefusedFile(
                name, 0, "folder", f"{path} is a folder. Name the files that lie in it."
            )
        if not stat.S_ISREG(found.st_mode):
            return RefusedFile(
                name, 0, "no file", f"{path} is a pipe or a device. Save what it gives as a file."
            )
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


def _plain_name(path: Path) -> str:
    """Return a file's name as text; what is not UTF-8 in it becomes the replacement character."""
    name = path.name or str(path)
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        InvalidFileError: There are none to be had; the sentence says why.
    """
    found = file_bytes(path)
    if isinstance(found, RefusedFile):
        raise InvalidFileError(found.reason, found.message)
    return found.data
