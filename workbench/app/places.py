"""Where a new study goes: a folder to begin with, and a file's name made from a title."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from workbench.errors import InvalidActionError
from workbench.project.places import (
    SUFFIX,
    Location,
    project_file_name,
    project_path,
    project_place,
)

_LONGEST = 60


def first_folder(home: Path) -> Path:
    """Return the folder offered for a new study: the person's documents, else their home."""
    documents = home / "Documents"
    return documents if documents.is_dir() else home


def file_name(title: str) -> str:
    """Return a file's name for a study of this title; only letters, digits and single dashes."""
    composed = unicodedata.normalize("NFC", title)
    stem = re.sub(r"[\W_]+", "-", composed).strip("-")[:_LONGEST].strip("-")
    return project_file_name(stem or "study")


def place_for(folder: str, name: str) -> Path:
    """Return the path of a new study.

    Args:
        folder: As typed; ``~`` is the person's home.
        name: The file's name as typed; the ending is added where it is missing.
    """
    file = name if name.casefold().endswith(SUFFIX) else f"{name}{SUFFIX}"
    return typed_path(folder) / file


def typed_place(words: str) -> Location:
    """Return the path, or the address on a database server, that somebody typed or pasted.

    Raises:
        InvalidActionError: Nothing was typed, or it is neither.
    """
    bare = _bare(words)
    return project_place(bare) if "://" in bare else typed_path(bare)


def typed_path(words: str) -> Path:
    """Return the path somebody typed or pasted, quotation marks around it or not.

    Raises:
        InvalidActionError: Nothing was typed, or the address of a database server.
    """
    bare = _bare(words)
    path = Path(project_path(bare)) if "://" in bare else Path(bare)
    try:
        return path.expanduser().absolute()
    except RuntimeError:  # "~name" of somebody this machine does not know
        return path.absolute()


def _bare(words: str) -> str:
    bare = words.strip().strip("\"'“”")
    if not bare:
        raise InvalidActionError("Type where the file lies, for instance ~/Documents/study.qwb.")
    return bare


def studies_in(folder: Path, most: int = 12) -> list[Path]:
    """Return the study files that lie in a folder, by name."""
    try:
        found = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.name.casefold())
    except OSError:
        return []
    return found[:most]
