"""Messages between the program and its reading process: JSON and plain bytes, length first.

A frame is four bytes of length, big-endian, and then that many bytes. Nothing is ever unpickled:
a process that a hostile file has taken over can send wrong words, but no code.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import asdict, astuple
from typing import IO, Any, Literal

import orjson

from workbench.exchange.reading import FileBytes, ReadOptions, ReadResult, RefusedFile
from workbench.exchange.tables import Table
from workbench.model.source import LeftOut, LineCount, SourceDraft, passages_of

Wanted = Literal["source", "table"]
Answer = ReadResult | Table

_LENGTH = struct.Struct(">I")
_FRAME_LIMIT = 1 << 30
_PLAIN = (
    "file_name",
    "file_size",
    "file_sha256",
    "format",
    "encoding",
    "characters_read",
    "repeated",
)


def write_frames(stream: IO[bytes], bodies: Sequence[bytes]) -> None:
    """Write frames at once, so that the other side wakes only once for them."""
    stream.write(b"".join(part for body in bodies for part in (_LENGTH.pack(len(body)), body)))
    stream.flush()


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


def pack_request(file: FileBytes, options: ReadOptions, wanted: Wanted) -> Sequence[bytes]:
    """Return the frames that ask for one file, read as a source or as a table."""
    asked = {"name": file.name, "options": asdict(options), "wanted": wanted}
    return (orjson.dumps(asked), file.data)


def unpack_request(head: bytes, data: bytes) -> tuple[FileBytes, ReadOptions, Wanted]:
    """Return the file and options that two frames ask for, and what it is to be read as."""
    asked = orjson.loads(head)
    return FileBytes(asked["name"], data), ReadOptions(**asked["options"]), asked["wanted"]


def pack_result(result: Answer) -> Sequence[bytes]:
    """Return the frames that answer with one result: what it is, then its text."""
    if isinstance(result, RefusedFile):
        return (orjson.dumps({"refused": asdict(result)}), b"")
    if isinstance(result, Table):
        return (orjson.dumps({"table": astuple(result)}), b"")
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
                "pages": result.pages,
            }
        ),
        result.text.encode("utf-8"),
    )


def unpack_result(head: bytes, text: bytes) -> Answer:
    """Return the result that two frames answer with.

    Raises:
        ValueError, KeyError, TypeError: The frames are not what `pack_result` writes.
    """
    answer: dict[str, Any] = orjson.loads(head)
    if "refused" in answer:
        return RefusedFile(**answer["refused"])
    if "table" in answer:
        header, rows, notes, numbers = answer["table"]
        return Table(tuple(header), tuple(map(tuple, rows)), tuple(notes), tuple(numbers))
    return SourceDraft(
        **{name: answer[name] for name in _PLAIN},
        text=text.decode("utf-8"),
        passages=tuple(passages_of(answer["passages"])),
        speakers=tuple(answer["speakers"]),
        left_out=tuple(LeftOut(*row) for row in answer["left_out"]),
        lines=LineCount(*answer["lines"]),
        notes=tuple(answer["notes"]),
        pages=tuple(answer["pages"]),
    )
