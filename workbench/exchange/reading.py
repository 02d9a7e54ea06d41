"""Turns the bytes of one file into a source draft, or says in one sentence why it cannot.

The format is told by the bytes, never by the name alone. Every reader accounts for every
character of the file: it is in the text, or it is left out with a reason. Nothing here knows of
projects; `workbench.exchange.worker` runs this in a process of its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from workbench.errors import InvalidFileError
from workbench.exchange.archive import Archive
from workbench.exchange.captions import CaptionText, joined, read_captions
from workbench.exchange.cues import CaptionFormat, looks_like_srt, looks_like_vtt
from workbench.exchange.decoding import Decoded, character_notes, check_no_nul, decode
from workbench.exchange.delimited import read_delimited
from workbench.exchange.detection import (
    check_not_binary,
    check_word_package,
    extension_of,
    is_workbook,
    is_zip,
)
from workbench.exchange.documents import read_document
from workbench.exchange.passages import Turns
from workbench.exchange.recognition import looks_recognised, read_recognised
from workbench.exchange.row_turns import read_rows
from workbench.exchange.turns import find_turns
from workbench.exchange.word import read_word
from workbench.exchange.workbooks import read_shown
from workbench.model.source import LeftOut, SourceDraft

SIZE_LIMIT = 100 * 1024 * 1024
READ_BY_NAME = frozenset({"json", "csv", "tsv", "tab"})
_TABLES = {"csv": "csv", "tsv": "tsv", "tab": "tsv"}
_MARKDOWN = frozenset({"md", "markdown"})


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
        keep_hidden: Keep text that a document formats as hidden.
        drop_repeated: Leave out page heads, feet and line numbers of a pdf.
    """

    encoding: str | None = None
    keep_hidden: bool = False
    drop_repeated: bool = False


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


def read_file(file: FileBytes, options: ReadOptions | None = None) -> SourceDraft:
    """Return what a file holds, ready to be added to a project.

    Raises:
        InvalidFileError: The file is damaged, of another format, or cannot be decoded; the
            message says which and what to do.
    """
    options = options or ReadOptions()
    check_size(file)
    draft = _read_document(file, options)
    if draft is None:
        draft = _read_package(file, options) if is_zip(file.data) else _read_text(file, options)
    check_account(draft)
    return draft


def check_size(file: FileBytes) -> None:
    """Refuse a file that is too large to be a transcript.

    Raises:
        InvalidFileError: It is larger than 100 MB.
    """
    if len(file.data) > SIZE_LIMIT:
        raise InvalidFileError(
            "too large",
            f"{file.name} has {len(file.data):,} bytes; at most 100 MB are read. Split it.",
        )


def check_account(draft: SourceDraft) -> None:
    """Make sure that every character and every line of a file is accounted for.

    Raises:
        InvalidFileError: Something is missing or counted twice; the file must not be imported.
    """
    kept = len(draft.text)
    left_out = sum(part.characters for part in draft.left_out)
    lines = draft.text.count("\n") + (not draft.text.endswith("\n"))
    if draft.characters_read != kept + left_out or draft.lines.total != lines:
        raise InvalidFileError(
            "account",
            f"{draft.file_name} was not read completely: {draft.characters_read} characters are "
            f"in the file, {kept} were kept and {left_out} left out; of {lines} lines "
            f"{draft.lines.total} were placed. Save it as plain text and report this.",
        )


def _read_document(file: FileBytes, options: ReadOptions) -> SourceDraft | None:
    document = read_document(
        file.name,
        file.data,
        keep_hidden=options.keep_hidden,
        drop_repeated=options.drop_repeated,
    )
    if document is None:
        return None
    decoded = Decoded(
        document.text,
        document.encoding,
        document.characters_read,
        document.left_out,
        document.notes,
    )
    turns = find_turns(document.text, document.layout)
    draft = _draft(file, document.format, decoded, turns)
    return replace(draft, pages=document.pages, repeated=document.repeated)


def _read_package(file: FileBytes, options: ReadOptions) -> SourceDraft:
    archive = Archive(file.name, file.data)
    if is_workbook(archive.names):
        return _read_workbook(file, archive)
    return _read_word(file, archive, options)


def _read_workbook(file: FileBytes, archive: Archive) -> SourceDraft:
    grid = read_shown(file.name, file.data, archive)
    rows = read_rows(file.name, grid, "\t")
    characters = sum(sum(map(len, cells)) + len(cells) for _, cells in grid.rows) - 1
    decoded = Decoded(rows.text, "xml", max(0, characters), (), ())
    return _draft(file, "xlsx", decoded, rows.turns)


def _read_word(file: FileBytes, archive: Archive, options: ReadOptions) -> SourceDraft:
    check_word_package(file.name, set(archive.names))
    word = read_word(file.name, archive, keep_hidden=options.keep_hidden)
    decoded = Decoded(word.text, "xml", word.characters_read, word.left_out, word.notes)
    return _draft(file, "docx", decoded, find_turns(word.text, word.layout))


def _read_text(file: FileBytes, options: ReadOptions) -> SourceDraft:
    check_not_binary(file.name, file.data, READ_BY_NAME)
    decoded = decode(file.name, file.data, options.encoding)
    extension, cued = extension_of(file.name), _begins_with_cues(decoded.text)
    if not cued and (extension == "json" or looks_recognised(decoded.text)):
        return _read_recognised(file, decoded)
    if not cued and extension in _TABLES:
        return _read_delimited(file, decoded)
    captions = _caption_format(file.name, decoded.text)
    if captions is not None:
        return _read_captions(file, captions, decoded)
    kind = "md" if extension in _MARKDOWN else "txt"
    return _draft(file, kind, decoded, find_turns(decoded.text))


def _begins_with_cues(text: str) -> bool:
    return looks_like_vtt(text) or looks_like_srt(text)


def _caption_format(name: str, text: str) -> CaptionFormat | None:
    """Return which caption format a text is in; its name decides only between broken ones."""
    if looks_like_vtt(text):
        return "vtt"
    if looks_like_srt(text):
        return "srt"
    extension = extension_of(name)
    if extension not in ("vtt", "srt"):
        return None
    if "-->" not in text:
        raise InvalidFileError(
            "no cues",
            f"{name} is named as captions but holds no time of any (00:00:01.000 --> "
            "00:00:02.000). Name it .txt to read it as plain text.",
        )
    return "vtt" if extension == "vtt" else "srt"


def _read_captions(file: FileBytes, kind: CaptionFormat, decoded: Decoded) -> SourceDraft:
    captions = read_captions(decoded.text, kind)
    return _draft(file, kind, _without_markup(decoded, captions), captions.turns)


def _read_recognised(file: FileBytes, decoded: Decoded) -> SourceDraft:
    captions = read_recognised(file.name, decoded.text)
    words = joined(captions)
    around = len(decoded.text) - len(words.text) - sum(part.characters for part in words.left_out)
    left_out = (*words.left_out, LeftOut("times and other fields", around))
    return _draft(
        file, "json", _without_markup(decoded, replace(words, left_out=left_out)), words.turns
    )


def _read_delimited(file: FileBytes, decoded: Decoded) -> SourceDraft:
    grid, delimiter = read_delimited(file.name, decoded.text)
    rows = read_rows(file.name, grid, delimiter)
    quotes = decoded.text.count('"') - sum(c.count('"') for row in grid.rows for c in row.cells)
    left_out = (LeftOut("quotation marks around cells", quotes), LeftOut("blank rows", grid.blank))
    whole = replace(decoded, text=rows.text, left_out=decoded.left_out + left_out)
    return _draft(file, _TABLES[extension_of(file.name)], whole, rows.turns)


def _without_markup(decoded: Decoded, captions: CaptionText) -> Decoded:
    return Decoded(
        captions.text,
        decoded.encoding,
        decoded.characters_read,
        decoded.left_out + captions.left_out,
        decoded.notes,
    )


def _draft(file: FileBytes, kind: str, decoded: Decoded, turns: Turns) -> SourceDraft:
    text = decoded.text
    check_no_nul(file.name, text)
    if not text or text.isspace():
        raise InvalidFileError(
            "no text", f"{file.name} holds no text. Choose the file that has the words."
        )
    return SourceDraft(
        file_name=file.name,
        file_size=len(file.data),
        file_sha256=hashlib.sha256(file.data).hexdigest(),
        format=kind,
        encoding=decoded.encoding,
        text=text,
        passages=turns.passages,
        speakers=turns.speakers,
        characters_read=decoded.characters_read,
        left_out=tuple(part for part in decoded.left_out if part.characters),
        lines=turns.lines,
        notes=decoded.notes + character_notes(text) + turns.notes,
    )
