"""Reads OpenDocument texts (odt): the package around the words, what is left out, what to tell.

The body comes first, footnotes and endnotes follow it. Tracked deletions never become text;
hidden text only when it is asked for. Page headers, footers and comments are counted as left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from workbench.errors import InvalidFileError
from workbench.exchange.archive import Archive
from workbench.exchange.document_text import DocumentText
from workbench.exchange.markup import parse_xml
from workbench.exchange.open_document_walk import (
    FORMULA,
    OFFICE,
    STYLE,
    TEXT,
    OpenDocumentWalk,
    OpenLines,
    count_characters,
)
from workbench.exchange.turns import Layout
from workbench.exchange.unseen import unseen_remarks
from workbench.model.source import LeftOut

if TYPE_CHECKING:
    from lxml import etree

_TYPE = b"application/vnd.oasis.opendocument.text"
_CONTENT = "content.xml"
_STYLES = "styles.xml"
_MANIFEST = "META-INF/manifest.xml"
_HEAD = 4096
_MARGINS = (f"{STYLE}header", f"{STYLE}footer")


def is_open_text(archive: Archive) -> bool:
    """Tell whether a package says that it is an OpenDocument text."""
    return "mimetype" in archive.names and archive.read("mimetype").startswith(_TYPE)


def read_open_document(name: str, archive: Archive, *, keep_hidden: bool) -> DocumentText:
    """Return the text of an OpenDocument text.

    Raises:
        InvalidFileError: It is encrypted, or a part is missing, damaged or harmful.
    """
    names = set(archive.names)
    locked = _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST)
    if locked or "encrypted-package" in names:
        raise InvalidFileError(
            "password", f"{name} is protected by a password. Save it again without one."
        )
    if _CONTENT not in names:
        raise InvalidFileError(
            "no document",
            f"{name} is an OpenDocument package without a text in it. Open it in its own program "
            "and save it anew.",
        )
    return _Reading(name, archive, names, keep_hidden=keep_hidden).result()


class _Reading:
    """Reads the parts of one package, with one account over all."""

    def __init__(
        self, name: str, archive: Archive, names: Collection[str], *, keep_hidden: bool
    ) -> None:
        self._names = names
        self._keep_hidden = keep_hidden
        self._left_out: Counter[str] = Counter()
        self._characters = 0
        self._name = name
        self._archive = archive
        self._embedded = 0
        self._content = parse_xml(name, _CONTENT, archive.read(_CONTENT))
        self._styles = parse_xml(name, _STYLES, archive.read(_STYLES)) if _STYLES in names else None

    def result(self) -> DocumentText:
        """Return the whole document."""
        body = self._content.find(f"{OFFICE}body/{OFFICE}text")
        found = OpenLines() if body is None else self._walk(body)
        self._leave_out_margins()
        self._leave_out_formulas()
        lines = found.lines + found.notes
        layout = Layout(
            paragraphs=True,
            rows=frozenset(found.rows),
            breaks=frozenset(found.breaks),
            headings=frozenset(found.headings),
            notes_from=len(found.lines) if found.notes else None,
        )
        left_out = tuple(LeftOut(reason, n) for reason, n in self._left_out.items() if n)
        characters = max(0, self._characters - 1)
        return DocumentText(
            "odt",
            "xml",
            "\n".join(lines),
            layout,
            characters,
            left_out,
            tuple(self._remarks()),
        )

    def _walk(self, body: etree._Element) -> OpenLines:
        roots = [root for root in (self._content, self._styles) if root is not None]
        styles = (style for root in roots for style in root.iter(f"{STYLE}style"))
        hidden = _hidden_styles(styles)
        found = OpenDocumentWalk(hidden, keep_hidden=self._keep_hidden).walk(body)
        self._left_out.update(found.left_out)
        self._characters += count_characters(body) + found.added
        return found

    def _leave_out_margins(self) -> None:
        """Count page headers and footers, which are not what anybody said."""
        if self._styles is None:
            return
        for margin in self._styles.iter(*_MARGINS):
            characters = count_characters(margin)
            self._left_out["page headers and footers"] += characters
            self._characters += characters

    def _leave_out_formulas(self) -> None:
        """Count the formulas among the embedded documents, each a part of its own."""
        for part in sorted(name for name in self._names if name.endswith(f"/{_CONTENT}")):
            characters = self._formula_characters(part)
            if characters is None:
                self._embedded += 1
            else:
                self._left_out["formulas"] += characters
                self._characters += characters

    def _formula_characters(self, part: str) -> int | None:
        """Return the characters of an embedded formula; None where it is another document."""
        try:
            data = self._archive.read(part)
            if b"MathML" not in data[:_HEAD]:
                return None
            root = parse_xml(self._name, part, data)
        except InvalidFileError:  # it is told as a document that was not read
            return None
        return len("".join(root.itertext())) if root.tag == FORMULA else None

    def _remarks(self) -> Iterator[str]:
        yield from unseen_remarks(self._left_out, "its own program")
        if any(name.startswith(("Basic/", "Scripts/")) for name in self._names):
            yield "A macro part was ignored."
        media = sum(name.startswith(("Pictures/", "media/")) for name in self._names)
        if media:
            yield f"{media} picture(s) or other media were not read."
        if self._embedded:
            yield f"{self._embedded} embedded document(s) were not read."


def _hidden_styles(styles: Iterable[etree._Element]) -> frozenset[str]:
    """Return the styles whose text is hidden, with those that build on them."""
    bases: dict[str, str] = {}
    hidden: set[str] = set()
    for style in styles:
        key = style.get(f"{STYLE}name", "")
        properties = style.find(f"{STYLE}text-properties")
        shown = None if properties is None else properties.get(f"{TEXT}display")
        if shown == "none":
            hidden.add(key)
        elif shown is None:
            bases[key] = style.get(f"{STYLE}parent-style-name", "")
    for _ in bases:
        more = {key for key, base in bases.items() if base in hidden} - hidden
        if not more:
            break
        hidden |= more
    return frozenset(hidden)
