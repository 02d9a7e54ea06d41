"""Messages between the program and its reading process: JSON and plain bytes, length first.

A frame is four bytes of length, big-endian, and then that many bytes. Nothing is ever unpickled:
a process that a hostile file has taken over can send wrong words, but no code.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import asdict, astuple
from typing import IO, Any

import orjson

from workbench.exchange.reading import FileBytes, ReadOptions, ReadResult, RefusedFile
from workbench.model.source import LeftOut, LineCount, Passage, SourceDraft

_LENGTH = struct.Struct(">I")
_FRAME_LIMIT = 1 << 30
_PLAIN = ("file_name", "file_size", "file_sha256", "format", "encoding", "characters_read")


def write_frame(stream: IO[bytes], body: bytes) -> None:
    """Write one frame; the caller flushes."""
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, or None when the other side has gone.

    Raises:
        ValueError: The other side announces more than a frame may hold.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _FRAME_LIMIT:
        raise ValueError("a frame is too long")
    body = stream.read(length)
    return body if len(body) == length else None


def pack_request(file: FileBytes, options: ReadOptions) -> Sequence[bytes]:
    """Return the frames that ask for one file."""
    return (orjson.dumps({"name": file.name, "options": asdict(options)}), file.data)


def unpack_request(head: bytes, data: bytes) -> tuple[FileBytes, ReadOptions]:
    """Return the file and options that two frames ask for."""
    asked = orjson.loads(head)
    return FileBytes(asked["name"], data), ReadOptions(**asked["options"])


def pack_result(result: ReadResult) -> Sequence[bytes]:
    """Return the frames that answer with one result: what it is, then its text."""
    if isinstance(result, RefusedFile):
        return (orjson.dumps({"refused": asdict(result)}), b"")
    plain = {name: getattr(result, name) for name in _PLAIN}
    return (
        orjson.dumps(
            plain
            | {
                "passages": list(map(tuple, result.passages)),
                "speakers": result.speakers,
                "left_out": [astuple(part) for part in result.left_out],
                "lines": astuple(result.lines),
                "notes": result.notes,
            }
        ),
        result.text.encode("utf-8"),
    )


def unpack_result(head: bytes, text: bytes) -> ReadResult:
    """Return the result that two frames answer with.

    Raises:
        ValueError, KeyError, TypeError: The frames are not what `pack_result` writes.
    """
    answer: dict[str, Any] = orjson.loads(head)
    if "refused" in answer:
        return RefusedFile(**answer["refused"])
    return SourceDraft(
        **{name: answer[name] for name in _PLAIN},
        text=text.decode("utf-8"),
        passages=tuple(Passage(*row) for row in answer["passages"]),
        speakers=tuple(answer["speakers"]),
        left_out=tuple(LeftOut(*row) for row in answer["left_out"]),
        lines=LineCount(*answer["lines"]),
        notes=tuple(answer["notes"]),
    )
