"""Codings and codebooks as files: written whole or not at all, and every hand-over recorded."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import InvalidActionError, InvalidFileError, StorageError
from workbench.exchange.codebooks import read_codebook
from workbench.exchange.detection import is_database
from workbench.exchange.quotations import write_codings_csv
from workbench.model.coding import Quotation
from workbench.model.events import ExportMade
from workbench.model.ids import Words
from workbench.model.theme_events import ThemesHandedOver
from workbench.project.codebook_files import CODEBOOK_FORMATS, CodebookFormat, codebook_bytes
from workbench.project.files import bytes_of
from workbench.project.leaving import Leaving
from workbench.project.project import Project
from workbench.project.starters import load_codes, load_starter, starters


def export_codings(
    project: Project,
    out: Path,
    *,
    chosen: Sequence[Quotation] | None = None,
    replace: bool = False,
) -> int:
    """Write quotations with their places to a csv file; return how many there are.

    Words that may not leave are left out.

    Args:
        project: Opened by the person who hands the words over.
        out: The file.
        chosen: Which quotations; None for every one of the study.
        replace: Whether a file that is there already may be replaced.

    Raises:
        InvalidActionError: Nobody is named as the one who acts.
        StorageError: The file is there already, or cannot be written.
    """
    refuse_taken(project, out, replace=replace)
    leaving = Leaving(project)
    with project._opened.reading() as reads:
        count = reads.coding_count() if chosen is None else len(chosen)
        rows = map(leaving.row, reads.quoted.each() if chosen is None else chosen)
        made = ExportMade("csv", count, Words(out.name))
        hand_over(project, out, made, write_codings_csv(rows))
    return count


def export_codebook(
    project: Project,
    out: Path,
    *,
    replace: bool = False,
    clock: Callable[[], int] = time.time_ns,
) -> int:
    """Write the codebook as the kind of file its name ends in; return how many codes it holds.

    Raises:
        InvalidActionError: The name does not end in one of CODEBOOK_FORMATS.
        StorageError: The file is there already, or cannot be written.
    """
    refuse_taken(project, out, replace=replace)
    file_format = _codebook_format(out)
    count = len(project.codebook.all())
    made = ExportMade(f"codebook {file_format}", count, Words(out.name))
    with making(out):
        data = codebook_bytes(project, file_format, clock())
    hand_over(project, out, made, [data])
    return count


def _codebook_format(out: Path) -> CodebookFormat:
    ending = out.suffix.casefold().removeprefix(".")
    found = next((known for known in CODEBOOK_FORMATS if known == ending), None)
    if found is None:
        known = f"{', '.join(CODEBOOK_FORMATS[:-1])} or {CODEBOOK_FORMATS[-1]}"
        raise InvalidActionError(
            f"A codebook is written as {known}. End the file's name in one of these."
        )
    return found


def import_codebook(project: Project, file: Path) -> int:
    """Add the codes of a csv file, or of a starter codebook by its name; return how many.

    It is one act. Where codes of a starter codebook are among them, it records a decision too.

    Raises:
        InvalidFileError: The file cannot be read as a codebook.
        InvalidActionError: A code of this name is there already, or a parent is missing.
    """
    if not file.exists() and str(file) in {starter.key for starter in starters()}:
        return load_starter(project, str(file))
    data = bytes_of(file)
    try:
        rows = read_codebook(data)
    except InvalidFileError as error:
        raise InvalidFileError(error.reason, f"{file}: {error}") from error
    return load_codes(project, rows)


def refuse_taken(project: Project, out: Path, *, replace: bool) -> None:
    """Refuse a file that is there already, unless it is nothing of a project's and may go.

    Raises:
        StorageError: It is there.
    """
    if os.path.lexists(out) and not (replace and _may_be_replaced(project, out)):
        raise StorageError(f"{out} exists already. Choose another name.")


def _may_be_replaced(project: Project, out: Path) -> bool:
    """Tell whether a file may go: no folder or device, no project, no backup, nothing of theirs."""
    beside = [Path(f"{project.where}{tail}") for tail in ("-wal", "-shm")]
    if not out.is_file() or any(part.exists() and out.samefile(part) for part in beside):
        return False
    try:
        with out.open("rb") as file:
            return not is_database(file.read(100))
    except OSError as error:
        raise _unwritable(out, error) from error


def hand_over(
    project: Project, out: Path, made: ExportMade | ThemesHandedOver, chunks: Iterable[bytes]
) -> None:
    """Write a file whole and record that words left the project in it: both or neither.

    Raises:
        StorageError: It cannot be written.
    """
    with _written(out, chunks) as fresh, _put(fresh, out), project._opened.unit() as unit:
        unit.record(made)


@contextmanager
def _written(out: Path, chunks: Iterable[bytes]) -> Iterator[Path]:
    """Write a file of the owner's own beside its final place; it is gone in the end."""
    try:
        number, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    except OSError as error:
        raise _unwritable(out, error) from error
    fresh = Path(name)
    try:
        _fill(number, chunks, out)
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def _fill(number: int, chunks: Iterable[bytes], out: Path) -> None:
    try:
        with os.fdopen(number, "wb") as file:  # a full disk may be told only when it is closed
            file.writelines(chunks)
    except OSError as error:
        raise _unwritable(out, error) from error


@contextmanager
def _put(fresh: Path, out: Path) -> Iterator[None]:
    """Put a file in its place; where what follows fails, all is there as it was before."""
    before = fresh.with_name(f"{fresh.name}.before")
    with making(out):
        if os.path.lexists(out):
            out.replace(before)
    try:
        with making(out):
            fresh.replace(out)
        yield
    except BaseException:
        out.unlink(missing_ok=True)
        if os.path.lexists(before):
            before.replace(out)
        raise
    before.unlink(missing_ok=True)


@contextmanager
def making(out: Path) -> Iterator[None]:
    """Tell in one sentence where a file cannot be made, also for want of room on the way to it."""
    try:
        yield
    except OSError as error:
        raise _unwritable(out, error) from error


def _unwritable(out: Path, error: OSError) -> StorageError:
    way = "Choose another place."
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        way = "Make room there and where temporary files lie, or choose another place."
    return StorageError(f"{out} cannot be written: {error.strerror}. {way}")
