"""Tells what a file is: by its bytes first, and by its name only where bytes cannot tell."""

from __future__ import annotations

import posixpath
from collections.abc import Collection

from workbench.errors import InvalidFileError

_WAY_OUT = (
    "this version reads txt, md, docx, odt, rtf, pdf, vtt, srt, json, csv, tsv and xlsx. "
    "Save it as one of these."
)

_DATABASE = b"SQLite format 3\x00"
_MAGIC = (
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"ID3", "a sound recording"),
    (b"RIFF", "a sound or video recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (_DATABASE, "a database"),
    (b"\x80\x02", "a Python pickle"),
    (b"\x80\x03", "a Python pickle"),
    (b"\x80\x04", "a Python pickle"),
    (b"\x80\x05", "a Python pickle"),
)
_OTHER_NAMES = {
    "pages": "a Pages document",
    "json": "a JSON file",
    "csv": "a CSV table",
    "tsv": "a table",
    "xls": "an Excel workbook",
    "xlsx": "an Excel workbook",
    "ods": "an OpenDocument table",
    "pptx": "a presentation",
    "html": "a web page",
    "htm": "a web page",
    "xml": "an XML file",
    "svg": "a picture",
    "png": "a picture",
    "jpg": "a picture",
    "jpeg": "a picture",
    "mp3": "a sound recording",
    "m4a": "a sound recording",
    "wav": "a sound recording",
    "mp4": "a video recording",
    "mov": "a video recording",
    "pkl": "a Python pickle",
    "pickle": "a Python pickle",
    "zip": "a zip archive",
    "gz": "a gzip archive",
    "qdpx": "a REFI-QDA project",
    "qdc": "a REFI-QDA codebook",
    "qwb": "a workbench project",
    "eml": "an e-mail",
    "epub": "an e-book",
}
_ZIP_PARTS = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a presentation"),
    ("project.qde", "a REFI-QDA project"),
    ("mimetype", "an OpenDocument or e-book file"),
)
_WORD_NAMES = frozenset({"docx", "docm", "dotx", "dotm"})
_DOCUMENT_NAMES = dict.fromkeys(_WORD_NAMES, "a Word document") | {
    "odt": "an OpenDocument text",
    "pdf": "a PDF",
    "rtf": "an RTF document",
}


def extension_of(name: str) -> str:
    """Return the last part of a file name after a dot, in lower case."""
    return posixpath.splitext(name)[1][1:].lower()


def is_zip(data: bytes) -> bool:
    """Tell whether the bytes begin as zip packages do."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_workbook(parts: Collection[str]) -> bool:
    """Tell whether a package's parts are those of an Excel workbook."""
    return "xl/workbook.xml" in parts


def is_database(data: bytes) -> bool:
    """Tell whether the bytes begin as SQLite databases do, projects and backups among them."""
    return data.startswith(_DATABASE)


def check_not_binary(name: str, data: bytes, read_here: Collection[str] = ()) -> None:
    """Refuse a file that cannot be text, naming what it is.

    Args:
        name: The file's name.
        data: Its bytes.
        read_here: Extensions that the caller reads although a transcript has another.

    Raises:
        InvalidFileError: The file is empty, of another format, or not what its name says.
    """
    if not data:
        raise InvalidFileError("empty", f"{name}: the file is empty. Choose the one with the text.")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise InvalidFileError(
            "old word",
            f"{name} is an old .doc or a password-protected Word file; "
            "save it as .docx without a password.",
        )
    what = _by_magic(data)
    if what is not None:
        raise other_format(name, what)
    named = _DOCUMENT_NAMES.get(extension_of(name))
    if named is not None:
        raise InvalidFileError(
            "not word" if extension_of(name) in _WORD_NAMES else "not as named",
            f"{name} is named as {named} but is not one. Open it in the program it comes from and "
            "save it as docx or txt.",
        )
    what = _OTHER_NAMES.get(extension_of(name))
    if what is not None and extension_of(name) not in read_here:
        raise other_format(name, what)


def check_table_package(name: str, parts: Collection[str]) -> None:
    """Refuse a zip package that is no Excel workbook.

    Raises:
        InvalidFileError: It is something else.
    """
    if not is_workbook(parts):
        raise InvalidFileError(
            "not a table",
            f"{name} is no table. Choose a csv or tsv file or an Excel workbook (xlsx).",
        )


def check_word_package(name: str, parts: Collection[str]) -> None:
    """Refuse a zip package that is no Word document, naming what it is.

    Raises:
        InvalidFileError: It is something else.
    """
    if any(part.startswith("word/") for part in parts) or extension_of(name) in _WORD_NAMES:
        return
    known = (what for part, what in _ZIP_PARTS if part in parts)
    by_name = _OTHER_NAMES.get(extension_of(name), "a zip archive")
    raise other_format(name, next(known, by_name))


def other_format(name: str, what: str) -> InvalidFileError:
    """Return the error for a file of a format that is not read."""
    return InvalidFileError("format", f"{name} is {what}; {_WAY_OUT}")


def _by_magic(data: bytes) -> str | None:
    if b"%PDF-" in data[:1024]:
        return "a PDF"
    if data[4:8] == b"ftyp":
        return "a sound or video recording"
    return next((what for magic, what in _MAGIC if data.startswith(magic)), None)
