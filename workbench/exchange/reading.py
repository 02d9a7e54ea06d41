"""Turns the bytes of one file into a source draft, or says in one sentence why it cannot.

The format is told by the bytes, never by the name alone. Every reader accounts for every
character of the file: it is in the text, or it is left out with a reason. Nothing here knows of
projects; `workbench.exchange.worker` runs this in a process of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.source import SourceDraft


@dataclass(frozen=True, slots=True)
class FileBytes:
    """A file as it was handed over: its name (without folders) and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person chose for a file.

    Attributes:
        encoding: Used for text files that are not UTF-8 and carry no byte order mark.
        keep_hidden: Keep text that a Word file formats as hidden.
    """

    encoding: str | None = None
    keep_hidden: bool = False


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not read, and why.

    Attributes:
        reason: A fixed word for the kind of failure, safe to keep in the trail.
        message: One sentence for the person: the file, the fact and the way out.
    """

    name: str
    size: int
    reason: str
    message: str


ReadResult = SourceDraft | RefusedFile
