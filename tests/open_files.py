"""Small OpenDocument files for tests, built part by part."""

from __future__ import annotations

from collections.abc import Mapping

from tests.word_files import package

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{short}="{_NAMES}{long}:1.0"'
    for short, long in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "svg": "svg-compatible",
    }.items()
)
TYPE = "application/vnd.oasis.opendocument.text"


def content(body: str, styles: str = "") -> str:
    """Return a content part around the XML of its body."""
    return (
        f"<office:document-content {NAMESPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def open_file(body: str, styles: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """Return an odt package with this body, these automatic styles and further parts."""
    made = {"mimetype": TYPE, "content.xml": content(body, styles)}
    return package(made | dict(parts or {}))
