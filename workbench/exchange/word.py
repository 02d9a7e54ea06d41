"""Reads Word documents (docx): the package around the text, what is left out, what to tell.

The body comes first, footnotes and endnotes follow it. Tracked deletions never become text;
hidden text only when it is asked for. Page headers, footers and comments are counted as left out.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import InvalidFileError
from workbench.exchange.archive import Archive
from workbench.exchange.markup import parse_xml
from workbench.exchange.turns import Layout
from workbench.exchange.unseen import unseen_remarks
from workbench.exchange.word_walk import W, WordLines, WordWalk, count_characters, is_on
from workbench.model.source import LeftOut

if TYPE_CHECKING:
    from lxml import etree

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class WordText:
    """A Word document's text and the account of how it was read.

    Attributes:
        characters_read: Characters of text in body, notes, page headers and comments, with one
            break between paragraphs.
    """

    text: str
    layout: Layout
    characters_read: int
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def main_part(archive: Archive) -> str | None:
    """Return the name of a package's Word document part, or None if it has none."""
    names = set(archive.names)
    if "word/document.xml" in names:
        return "word/document.xml"
    pattern = re.compile(r"word/document\d*\.xml")
    return next((name for name in sorted(names) if pattern.fullmatch(name)), None)


def read_word(name: str, archive: Archive, *, keep_hidden: bool) -> WordText:
    """Return the text of a Word document.

    Raises:
        InvalidFileError: A part is missing, damaged or harmful.
    """
    document = main_part(archive)
    if document is None:
        raise InvalidFileError(
            "no document",
            f"{name} is a Word package without a document in it. Open it in Word and save it anew.",
        )
    return _Reading(name, archive, document, keep_hidden=keep_hidden).result()


class _Reading:
    """Reads the parts of one package one after the other, with one account over all."""

    def __init__(self, name: str, archive: Archive, document: str, *, keep_hidden: bool) -> None:
        self._name = name
        self._archive = archive
        self._document = document
        self._folder = posixpath.dirname(document)
        self._keep_hidden = keep_hidden
        self._left_out: Counter[str] = Counter()
        self._characters = 0
        self._embedded = 0

    def result(self) -> WordText:
        """Return the whole document."""
        hidden_styles = self._hidden_styles()
        root = self._parse(self._document)
        self._embedded = sum(1 for _ in root.iter(f"{W}altChunk"))
        body = self._walk(root, hidden_styles)
        notes = [line for note in self._notes() for line in self._walk(note, hidden_styles).lines]
        self._leave_out_margins()
        lines = body.lines + notes
        layout = Layout(
            paragraphs=True,
            rows=frozenset(body.rows),
            breaks=frozenset(body.breaks),
            notes_from=len(body.lines) if notes else None,
        )
        left_out = tuple(LeftOut(reason, n) for reason, n in self._left_out.items() if n)
        characters = max(0, self._characters - 1)
        return WordText("\n".join(lines), layout, characters, left_out, tuple(self._remarks()))

    def _parse(self, part: str) -> etree._Element:
        data = self._archive.read(part).replace(_STRICT, _TRANSITIONAL)
        return parse_xml(self._name, part, data)

    def _walk(self, element: etree._Element, hidden_styles: frozenset[str]) -> WordLines:
        found = WordWalk(hidden_styles, keep_hidden=self._keep_hidden).walk(element)
        self._left_out.update(found.left_out)
        self._characters += count_characters(element) + found.added_breaks
        return found

    def _paths(self, kind: str) -> list[str]:
        """Return the parts of a kind, ``footnotes`` for instance; Word gives some a number."""
        pattern = re.compile(rf"{re.escape(self._folder)}/{kind}\d*\.xml")
        return sorted(filter(pattern.fullmatch, self._archive.names))

    def _notes(self) -> Iterator[etree._Element]:
        """Yield footnotes and endnotes, without the lines Word draws between them."""
        for kind, tag in (("footnotes", f"{W}footnote"), ("endnotes", f"{W}endnote")):
            for path in self._paths(kind):
                notes = self._parse(path).iter(tag)
                yield from (n for n in notes if n.get(f"{W}type", "normal") == "normal")

    def _hidden_styles(self) -> frozenset[str]:
        """Return the styles whose text is hidden, with those that build on them."""
        paths = [p for p in self._paths("styles") if b"vanish" in self._archive.read(p)]
        bases: dict[str, str] = {}
        hidden: set[str] = set()
        for style in (style for p in paths for style in self._parse(p).iter(f"{W}style")):
            key = style.get(f"{W}styleId", "")
            base = style.find(f"{W}basedOn")
            switch = style.find(f"{W}rPr/{W}vanish")
            if is_on(switch):
                hidden.add(key)
            elif switch is None and base is not None:
                bases[key] = base.get(f"{W}val", "")
        for _ in bases:
            hidden |= {key for key, base in bases.items() if base in hidden}
        return frozenset(hidden)

    def _leave_out_margins(self) -> None:
        """Count page headers, footers and comments, which are not what anybody said."""
        for path in self._paths("comments"):
            self._leave_out("comments", self._parse(path))
        for path in self._paths("(?:header|footer)"):
            self._leave_out("page headers and footers", self._parse(path))

    def _leave_out(self, reason: str, element: etree._Element) -> None:
        characters = count_characters(element)
        self._left_out[reason] += characters
        self._characters += characters

    def _remarks(self) -> Iterator[str]:
        yield from unseen_remarks(self._left_out, "Word")
        names = list(self._archive.names)
        if any(name.endswith("vbaProject.bin") for name in names):
            yield "A macro part was ignored."
        external = self._external_links()
        if external:
            yield f"{external} external link(s) ignored: nothing was fetched."
        pictures = sum(name.startswith(f"{self._folder}/media/") for name in names)
        if pictures:
            yield f"{pictures} picture(s) or other media were not read."
        if self._embedded:
            yield f"{self._embedded} embedded document(s) were not read."

    def _external_links(self) -> int:
        folder, part = posixpath.split(self._document)
        path = f"{folder}/_rels/{part}.rels"
        if path not in set(self._archive.names):
            return 0
        links = parse_xml(self._name, path, self._archive.read(path))
        return sum(link.get("TargetMode") == "External" for link in links)
