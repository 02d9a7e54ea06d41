"""Files of this machine that a person named: their bytes, or one sentence why there are none."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import InvalidFileError
from workbench.exchange.reading import SIZE_LIMIT, FileBytes, RefusedFile


def file_bytes(path: Path) -> FileBytes | RefusedFile:
    """Return a file's name and bytes; what cannot be a transcript for its size is not read."""
    name = path.name or str(path)
    try:
        size = path.stat().st_size
        if path.is_dir():
            return RefusedFile(
                name, 0, "folder", f"{path} is a folder. Name the files that lie in it."
            )
        if size > SIZE_LIMIT:
            return RefusedFile(
                name,
                size,
                "too large",
                f"{path} has {size:,} bytes; at most {SIZE_LIMIT:,} are read. Split it.",
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
