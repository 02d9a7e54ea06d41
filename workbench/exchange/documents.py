"""Tells which of the documents that are no Word files a file is, by its bytes, and reads it."""

from __future__ import annotations

from workbench.exchange.archive import Archive
from workbench.exchange.document_text import DocumentText
from workbench.exchange.open_document import is_open_text, read_open_document
from workbench.exchange.portable import is_portable, read_portable
from workbench.exchange.rich_text import is_rich_text, read_rich_text


def read_document(
    name: str, data: bytes, *, keep_hidden: bool, drop_repeated: bool
) -> DocumentText | None:
    """Return the text of an odt, rtf or pdf file; None for a file that is none of these.

    Args:
        name: The file's name, for messages.
        data: Its bytes.
        keep_hidden: Keep text that the file hides.
        drop_repeated: Leave out page heads, feet and line numbers (pdf).

    Raises:
        InvalidFileError: It is one of these but cannot be read.
    """
    if data.startswith(b"PK\x03\x04"):
        archive = Archive(name, data)
        if is_open_text(archive):
            return read_open_document(name, archive, keep_hidden=keep_hidden)
    if is_rich_text(data):
        return read_rich_text(name, data, keep_hidden=keep_hidden)
    if is_portable(data):
        return read_portable(name, data, keep_hidden=keep_hidden, drop_repeated=drop_repeated)
    return None
