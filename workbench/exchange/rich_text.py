"""Reads RTF documents: the words in order, what is left out, what to tell.

The body comes first, footnotes and endnotes follow it. Tracked deletions never become text;
hidden text only when it is asked for. Page headers, footers and comments are counted as left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.errors import InvalidFileError
from workbench.exchange.document_text import DocumentText
from workbench.exchange.turns import Layout
from workbench.exchange.unseen import unseen_remarks
from workbench.model.source import LeftOut

if TYPE_CHECKING:
    from workbench.exchange.rich_text_lines import RichLines

_MAGIC = b"{\\rtf"
_PARTS_NAMED = 10


def is_rich_text(data: bytes) -> bool:
    """Tell whether the bytes begin as RTF documents do."""
    return data.startswith(_MAGIC)


def read_rich_text(name: str, data: bytes, *, keep_hidden: bool) -> DocumentText:
    """Return the text of an RTF document.

    Raises:
        InvalidFileError: Its groups nest too deep, or it declares a code page nobody knows.
    """
    from workbench.exchange.rich_text_walk import DeepNestingError, RichTextWalk

    walk = RichTextWalk(data.decode("latin-1"), keep_hidden=keep_hidden)
    try:
        found = walk.walk()
    except DeepNestingError:
        raise InvalidFileError(
            "damaged",
            f"{name} nests its text deeper than any word processor does. Copy the text to a new "
            "document and save that.",
        ) from None
    unknown = walk.pages.unknown
    if unknown is not None and walk.pages.used:
        raise InvalidFileError(
            "encoding",
            f"{name} declares code page {unknown}, which is not known here. Save it as docx, odt "
            "or plain UTF-8 text.",
        )
    ended = found.body.endswith("\n")
    body = found.body.removesuffix("\n")
    layout = Layout(
        paragraphs=True,
        rows=frozenset(found.rows),
        breaks=frozenset(found.breaks),
        notes_from=body.count("\n") + 1 if found.notes else None,
    )
    return DocumentText(
        "rtf",
        walk.pages.encoding,
        body + "".join(f"\n{note}" for note in found.notes),
        layout,
        found.characters - ended,
        tuple(LeftOut(reason, n) for reason, n in found.left_out.items() if n),
        tuple(_remarks(found, walk.pages.broken)),
    )


def _remarks(found: RichLines, broken: int) -> Iterator[str]:
    yield from unseen_remarks(found.left_out, "its own program")
    if found.unknown:
        parts = [rf"\{part}" for part in found.unknown if part]
        more = ", …" if len(parts) > _PARTS_NAMED else ""
        yield (
            f"{found.unknown.total():,} character(s) in parts that are not known here were left "
            f"out: {', '.join(parts[:_PARTS_NAMED]) or 'parts without a name'}{more}."
        )
    if broken:
        yield (
            f"{broken} place(s) hold bytes that mean nothing in the declared code page; they stand "
            "as the replacement character (U+FFFD)."
        )
    if found.open_groups:
        yield "The file ends before all its groups are closed. It may be cut short: see its end."
    if found.pictures:
        yield f"{found.pictures} picture(s) were not read."
