"""Files that come together: opens a zip of transcripts, and names files of folders apart.

Nothing is written to disk. Names in an archive are names and never paths: what is absolute or
climbs out with ``..`` becomes a plain file name like all others. Hidden files are left alone and
counted. Archives within archives are named and stay shut.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from workbench.errors import InvalidFileError
from workbench.exchange.detection import extension_of, is_zip
from workbench.exchange.reading import SIZE_LIMIT, FileBytes, RefusedFile

FILE_LIMIT = 2_000

_TOTAL_LIMIT = 500 * 1024 * 1024
_RATIO_LIMIT = 100
_RATIO_FLOOR = 1024 * 1024
_CHUNK = 1024 * 1024
_LINK = 0o120000
_SAYS_UTF_8 = 0x800
_PACKAGE_PARTS = frozenset({"[Content_Types].xml", "mimetype", "project.qde"})
_ARCHIVE_NAMES = frozenset({"zip", ""})
_NOBODY_WROTE = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx"})


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a zip or a folder.

    Attributes:
        files: Each with a name of its own, in the order of their paths.
        notes: What a person should know: hidden files left alone, names read as UTF-8.
    """

    files: tuple[FileBytes | RefusedFile, ...]
    notes: tuple[str, ...] = ()


def open_bundle(file: FileBytes) -> Bundle:
    """Return the files in a zip; a file that is no zip of files is returned itself.

    A Word document and its like are zips too: they are told by what lies in them.
    """
    if not is_zip(file.data):
        return Bundle((file,))
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if _is_package(file.name, [info.filename for info in infos]):
                return Bundle((file,))
            return _Opening(file, archive, infos).bundle()
    except InvalidFileError as error:
        return Bundle((RefusedFile(file.name, len(file.data), error.reason, str(error)),))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        is_other = extension_of(file.name) != "zip"
        return Bundle((file if is_other else _damaged(file),))


def hidden_notes(count: int) -> tuple[str, ...]:
    """Return what to tell of hidden files, if there were any."""
    if not count:
        return ()
    return (f"{count:,} hidden file{'s were' if count > 1 else ' was'} left alone.",)


def no_file(hidden: int) -> str:
    """Return what a zip or folder without any file for us holds."""
    return (
        f"holds no file but {hidden:,} hidden one{'s' * (hidden > 1)}"
        if hidden
        else "holds no file"
    )


def is_hidden(parts: Sequence[str]) -> bool:
    """Tell whether a path leads to what no person put there, or hid: ``.git``, ``Thumbs.db``."""
    return any(part.startswith(".") or part.casefold() in _NOBODY_WROTE for part in parts)


def names_apart(paths: Sequence[Sequence[str]]) -> list[str]:
    """Return a file name for each path: its last part, with its folders where two would be alike.

    ``site A/P01.docx`` is ``P01 (site A).docx`` when there is another ``P01.docx``.
    """
    shared = Counter(_key(path[-1]) for path in paths)
    taken: set[str] = set()
    names = []
    for path in paths:
        name = _with_folders(path) if shared[_key(path[-1])] > 1 else path[-1]
        names.append(_free(name, taken))
        taken.add(_key(names[-1]))
    return names


class _Opening:
    """Takes the files out of one archive, within limits over all of them."""

    def __init__(
        self, file: FileBytes, archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo]
    ) -> None:
        self._file = file
        self._archive = archive
        self._inflated = 0
        named = [(info, _parts(_name(info))) for info in infos]
        shown = [(info, parts) for info, parts in named if not is_hidden(parts)]
        self._shown = sorted(shown, key=lambda pair: pair[1])
        self._hidden = len(infos) - len(shown)
        self._renamed = sum(_name(info) != info.filename for info, _ in shown)
        if len(infos) > FILE_LIMIT:
            raise self._refusal(
                "too many files",
                f"holds {len(infos):,} files; at most {FILE_LIMIT:,} are read at once. Split it.",
            )
        if any(info.flag_bits & 0x41 for info in infos):
            raise self._refusal(
                "password", "is protected by a password. Make it again without one."
            )
        if not shown:
            fact = f"{no_file(self._hidden)}. Choose the one with the transcripts."
            raise self._refusal("empty", fact)

    def bundle(self) -> Bundle:
        """Return all files."""
        names = names_apart([parts for _, parts in self._shown])
        entries = zip(self._shown, names, strict=True)
        files = tuple(self._taken(info, name) for (info, _), name in entries)
        return Bundle(files, hidden_notes(self._hidden) + self._name_notes())

    def _name_notes(self) -> tuple[str, ...]:
        if not self._renamed:
            return ()
        count = f"{self._renamed:,} file name{'s were' if self._renamed > 1 else ' was'}"
        return (f"{count} read as UTF-8, which the archive does not say but can be nothing else.",)

    def _taken(self, info: zipfile.ZipInfo, name: str) -> FileBytes | RefusedFile:
        where = f"{name} in {self._file.name}"
        if info.external_attr >> 16 & 0o170000 == _LINK:
            fact = f"{where} is a link to another file. Put that file into the archive itself."
            return RefusedFile(name, 0, "link", fact)
        if info.file_size > SIZE_LIMIT:
            fact = f"{where} has {info.file_size:,} bytes; at most {SIZE_LIMIT:,} are read."
            return RefusedFile(name, info.file_size, "too large", f"{fact} Split it.")
        try:
            data = self._inflate(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            fact = f"{where} is damaged. Make the archive again from the files."
            return RefusedFile(name, info.file_size, "damaged", fact)
        if _is_archive(name, data):
            fact = f"{where} is an archive in an archive. Unpack it and bring its files."
            return RefusedFile(name, len(data), "nested archive", fact)
        return FileBytes(name, data)

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        chunks, size = [], 0
        with self._archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                self._inflated += len(chunk)
                ratio = size / max(1, info.compress_size)
                if self._inflated > _TOTAL_LIMIT or (size > _RATIO_FLOOR and ratio > _RATIO_LIMIT):
                    raise self._refusal(
                        "too large",
                        f"inflates to more than {_TOTAL_LIMIT >> 20} MB, or a file in it to more "
                        f"than {_RATIO_LIMIT} times its size. Unpack it and bring its files.",
                    )
        return b"".join(chunks)

    def _refusal(self, reason: str, fact: str) -> InvalidFileError:
        return InvalidFileError(reason, f"{self._file.name} {fact}")


def _is_package(name: str, names: Sequence[str]) -> bool:
    """Tell whether a zip is one document, by its name or by the parts that documents have."""
    return extension_of(name) not in _ARCHIVE_NAMES or not _PACKAGE_PARTS.isdisjoint(names)


def _is_archive(name: str, data: bytes) -> bool:
    if not is_zip(data):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not _is_package(name, archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return extension_of(name) == "zip"


def _name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name: as UTF-8 where its bytes are that, though nothing says so."""
    if info.flag_bits & _SAYS_UTF_8 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _parts(path: str) -> tuple[str, ...]:
    """Return a path's folders and name, without what would lead out of it."""
    plain = path.replace("\\", "/").replace("\0", "")
    parts = (part for part in PurePosixPath(plain).parts if part not in ("/", "//", "..", "."))
    return tuple(part for part in parts if not (len(part) == 2 and part[1] == ":")) or ("unnamed",)


def _with_folders(path: Sequence[str]) -> str:
    *folders, name = path
    return _marked(name, ", ".join(folders)) if folders else name


def _marked(name: str, mark: str) -> str:
    inner = PurePosixPath(name)
    return f"{inner.stem} ({mark}){inner.suffix}"


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 2
    while _key(candidate) in taken:
        candidate, number = _marked(name, str(number)), number + 1
    return candidate


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _damaged(file: FileBytes) -> RefusedFile:
    return RefusedFile(
        file.name,
        len(file.data),
        "damaged",
        f"{file.name} is damaged: it is cut short or is no zip archive. Fetch it again, or bring "
        "its files one by one.",
    )
