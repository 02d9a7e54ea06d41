"""Reads PDF files: the words line by line, where pages begin, and what belongs to the pages alone.

Lines stay as they are printed. A wider gap between lines becomes an empty line, so that
paragraphs stay apart. Page heads, feet and line numbers are told, and left out when asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from workbench.errors import InvalidFileError
from workbench.exchange.document_text import DocumentText
from workbench.exchange.page_furniture import (
    Furniture,
    PageLine,
    Spot,
    find_furniture,
    paragraph_gap,
)
from workbench.exchange.portable_pages import PortablePages, read_pages
from workbench.exchange.turns import Layout
from workbench.model.source import LeftOut

_REASONS: Mapping[Furniture, str] = {
    "head": "repeated page head or foot",
    "foot": "repeated page head or foot",
    "line number": "line numbers in the margin",
}
_COUNTED = {
    "repeated page head or foot": "{} repeated page head(s) or feet",
    "line numbers in the margin": "{} line number(s) in the margin",
}


def is_portable(data: bytes) -> bool:
    """Tell whether the bytes begin as PDF files do, some after a few stray bytes."""
    return b"%PDF-" in data[:1024]


def read_portable(
    name: str, data: bytes, *, keep_hidden: bool, drop_repeated: bool
) -> DocumentText:
    """Return the text of a PDF.

    Args:
        name: The file's name, for messages.
        data: Its bytes.
        keep_hidden: Keep text that stands beside the pages, where nobody sees it.
        drop_repeated: Leave out page heads, feet and line numbers.

    Raises:
        InvalidFileError: It is damaged, protected or has no text.
    """
    found = read_pages(name, data)
    if not any(line.words.strip() for page in found.pages for line in page):
        raise InvalidFileError(
            "no text layer",
            f"{name} has no text layer (scanned?): its pages are pictures of words. Let a program "
            "for text recognition (OCR) read it, for instance OCRmyPDF, and import what it writes.",
        )
    return _Laying(found, keep_hidden=keep_hidden, drop_repeated=drop_repeated).result()


class _Laying:
    """Joins the lines of all pages to one text, with one account over all."""

    def __init__(self, found: PortablePages, *, keep_hidden: bool, drop_repeated: bool) -> None:
        self._found = found
        self._keep_hidden = keep_hidden
        self._drop_repeated = drop_repeated
        self._furniture = find_furniture(found.pages)
        self._gap = paragraph_gap(found.pages)
        self._pieces: list[str] = []
        self._length = 0
        self._line = 0
        self._reason = ""
        self._left_out = Counter(found.left_out)
        self._left_out["characters without meaning"] += found.meaningless
        self._characters = self._left_out.total()
        self._marked: dict[Furniture, set[int]] = {"head": set(), "foot": set()}

    def result(self) -> DocumentText:
        """Return the whole document."""
        pages = tuple(self._lay_page(p, page) for p, page in enumerate(self._found.pages))
        layout = Layout(
            wrapped=True,
            page_heads=frozenset(self._marked["head"]),
            page_feet=frozenset(self._marked["foot"]),
        )
        left_out = tuple(LeftOut(reason, n) for reason, n in self._left_out.items() if n)
        return DocumentText(
            "pdf",
            "pdf",
            "".join(self._pieces),
            layout,
            self._characters,
            left_out,
            tuple(self._remarks()),
            pages,
            self._repeated(),
        )

    def _lay_page(self, p: int, page: Sequence[PageLine]) -> int:
        """Add the lines of a page; return where it begins."""
        begins: int | None = None
        above: PageLine | None = None
        for n, line in enumerate(page):
            parting = self._parting((p, n), line, above)
            reason = self._reason_against((p, n), line)
            self._characters += len(parting) + len(line.words)
            if reason is not None:
                self._reason = reason
                self._left_out[reason] += len(parting) + len(line.words)
            else:
                self._add((p, n), parting, line)
                begins = self._length - len(line.words) if begins is None else begins
            if (p, n) not in self._furniture:
                above = line
        return self._length if begins is None else begins

    def _parting(self, spot: Spot, line: PageLine, above: PageLine | None) -> str:
        """Return what stands between a line and the one before it."""
        p, n = spot
        before = self._found.pages[p][n - 1] if n else None
        if before is None and not (self._pieces or self._reason):
            return ""
        if before is not None and before.leads and (p, n - 1) not in self._furniture:
            return ""
        if above is None or spot in self._furniture or not (above.words and line.words):
            return "\n"
        return "\n\n" if line.top - above.top > self._gap else "\n"

    def _reason_against(self, spot: Spot, line: PageLine) -> str | None:
        """Return why a line does not come into the text, if so."""
        if not self._is_seen(line):
            return "hidden text"
        drops = self._drop_repeated and spot in self._furniture
        return _REASONS[self._furniture[spot]] if drops else None

    def _is_seen(self, line: PageLine) -> bool:
        return line.visible or self._keep_hidden

    def _add(self, spot: Spot, parting: str, line: PageLine) -> None:
        if not self._pieces:
            self._left_out[self._reason] += len(parting)
            parting = ""
        self._pieces += (parting, line.words)
        self._length += len(parting) + len(line.words)
        self._line += parting.count("\n")
        kind = self._furniture.get(spot)
        if kind is not None:
            self._marked["foot" if kind == "foot" else "head"].add(self._line)

    def _repeated(self) -> int:
        lines = (self._found.pages[p][n] for p, n in self._furniture)
        return sum(len(line.words) + 1 for line in lines if self._is_seen(line))

    def _remarks(self) -> Iterator[str]:
        found = self._found
        yield from self._furniture_remark()
        if self._left_out["hidden text"]:
            yield (
                "Text that the file hides beside its pages was left out. To keep it, read the file "
                "with --keep-hidden, or tick the box on the import page."
            )
        bare = sum(not any(line.words.strip() for line in page) for page in found.pages)
        if bare:
            yield (
                f"{bare} of {len(found.pages)} pages have no text (pictures?). What they show was "
                "not read; text recognition (OCR) can make it text."
            )
        if found.meaningless:
            yield (
                f"{found.meaningless} character(s) have no meaning in the file and were left out. "
                "Compare the text with the pages."
            )
        if found.scripts:
            yield "A script in the file was ignored."
        if found.attachments:
            yield f"{found.attachments} embedded file(s) were not read."
        if found.fields:
            yield f"{found.fields} form field(s) were not read."

    def _furniture_remark(self) -> Iterator[str]:
        """Say what repeats on the pages, and how it can be left out, or that it was."""
        spots = [(p, n) for p, n in self._furniture if self._is_seen(self._found.pages[p][n])]
        if not spots:
            return
        kinds = Counter(_REASONS[self._furniture[spot]] for spot in spots)
        pages = len({p for p, _ in spots})
        told = " and ".join(_COUNTED[reason].format(n) for reason, n in kinds.items())
        if self._drop_repeated:
            yield f"{told} on {pages} page(s) were left out, as chosen."
        else:
            yield (
                f"{told} stand on {pages} page(s) and were kept. To leave them out, read the file "
                "with --drop-repeated, or tick the box on the import page."
            )
