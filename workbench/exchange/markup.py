"""Parses XML of unknown origin: no document type, no entities, no network, no endless depth.

Words that are written into XML lose what it cannot hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.errors import InvalidFileError

if TYPE_CHECKING:
    from lxml import etree

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z_]")


def parse_xml(name: str, part: str, data: bytes) -> etree._Element:
    """Return the root of an XML part.

    Args:
        name: The file's name, for the message.
        part: The part's name within the file.
        data: Its bytes.

    Raises:
        InvalidFileError: It is not well-formed, nests too deep, or declares a document type.
    """
    from lxml import etree

    root_at = _FIRST_ELEMENT.search(data)
    if b"<!DOCTYPE" in data[: root_at.start() if root_at else None]:
        raise _declares_type(name)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,  # a comment must not part the words around it
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InvalidFileError("damaged", f"{name} {_fault(part, error)}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares_type(name)
    return root


def writable(words: str) -> str:
    """Return words with the replacement character for what XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", words)


def _fault(part: str, error: etree.XMLSyntaxError) -> str:
    line = error.position[0] if error.position else 0
    if "depth" in str(error):
        return (
            "nests its text deeper than any word processor does. Copy the text to a new document "
            "and save that."
        )
    return (
        f"is damaged: its part {part} is not well-formed at line {line}. Open it in its own "
        "program and save it anew."
    )


def _declares_type(name: str) -> InvalidFileError:
    return InvalidFileError(
        "document type",
        f"{name} declares a document type (DTD), which no word processor writes and which can do "
        "harm. Open it in its own program and save it anew.",
    )
