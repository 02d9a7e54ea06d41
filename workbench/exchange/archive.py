"""Opens a zip package so that a hostile one can do no harm.

Nothing is ever unpacked to disk. Only the parts that are asked for are inflated, each within a
limit; packages with too many parts, two parts of one name, passwords or bad checksums are refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection
from typing import IO

from workbench.errors import InvalidFileError

_INFLATED_LIMIT = 50 * 1024 * 1024
_RATIO_LIMIT = 100
_RATIO_FLOOR = 1024 * 1024
_PART_LIMIT = 5000
_CHUNK = 1024 * 1024


class Archive:
    """A zip package held in memory.

    Args:
        name: The file's name, for messages.
        data: Its bytes.

    Raises:
        InvalidFileError: The package is damaged or breaks a limit.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise self._damaged() from error
        infos = self._zip.infolist()
        if len(infos) > _PART_LIMIT:
            raise self._refusal(
                "too many parts",
                f"holds {len(infos)} parts; at most {_PART_LIMIT:,} are read. Save it again in its "
                "own program.",
            )
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) < len(infos):
            raise self._refusal(
                "duplicate parts",
                "holds two parts of one name, so nobody can tell which is meant. Save it again in "
                "its own program.",
            )

    @property
    def names(self) -> Collection[str]:
        """The names of all parts."""
        return self._infos.keys()

    def read(self, part: str) -> bytes:
        """Return a part's bytes, its checksum checked.

        Raises:
            InvalidFileError: It is encrypted, damaged or larger than the limits.
        """
        info = self._infos[part]
        if info.flag_bits & 0x41:
            raise self._refusal(
                "password", "is protected by a password. Save it again without one."
            )
        try:
            with self._zip.open(info) as stream:
                return self._bounded(info, stream)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            ValueError,
            OSError,
        ) as error:
            raise self._damaged() from error

    def _bounded(self, info: zipfile.ZipInfo, stream: IO[bytes]) -> bytes:
        chunks = []
        size = 0
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            self._inflated += len(chunk)
            ratio = size / max(1, info.compress_size)
            if self._inflated > _INFLATED_LIMIT or (size > _RATIO_FLOOR and ratio > _RATIO_LIMIT):
                raise self._refusal(
                    "too large",
                    "inflates to more than 50 MB, or to more than 100 times its size. "
                    "Split it, or save it again in its own program.",
                )
        return b"".join(chunks)

    def _damaged(self) -> InvalidFileError:
        return self._refusal(
            "damaged",
            "is damaged: it is cut short or its checksums do not match. Fetch it again from where "
            "it came from, or open it in its own program and save it anew.",
        )

    def _refusal(self, reason: str, fact: str) -> InvalidFileError:
        return InvalidFileError(reason, f"{self._name} {fact}")
