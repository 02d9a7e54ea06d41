"""Small Word files for tests, built part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def document(body: str) -> str:
    """Return a document part around the XML of its body."""
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def paragraph(*runs: str) -> str:
    """Return a paragraph of runs, each with the given words."""
    return f"<w:p>{''.join(map(run, runs))}</w:p>"


def run(words: str) -> str:
    """Return a run with the given words."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def package(parts: Mapping[str, str]) -> bytes:
    """Return a zip package of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def word_file(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Return a docx package with this body and further parts."""
    return package({"word/document.xml": document(body)} | dict(parts or {}))
