"""Small zip archives for tests, honest and hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

LINK = 0o120777 << 16


def zipped(files: Iterable[tuple[str, bytes]], *, links: Iterable[str] = ()) -> bytes:
    """Return an archive of these files, names as they are given; links lead nowhere good."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(_info(name), data, zipfile.ZIP_DEFLATED)
        for name in links:
            info = _info(name)
            info.create_system, info.external_attr = 3, LINK
            made.writestr(info, "/etc/passwd")
    return stream.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    """Return an entry whose name is not mended."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    return info
