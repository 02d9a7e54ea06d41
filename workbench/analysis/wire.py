"""Messages between the program and the process that reckons: JSON and plain arrays, length first.

A message is a frame of JSON, which tells of its arrays, and a frame for each of them. A frame is
eight bytes of length, big-endian, and then that many bytes. Nothing is ever unpickled.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

import numpy as np
import orjson
from numpy.typing import NDArray

_LENGTH = struct.Struct(">Q")
_LIMIT = 1 << 32
_KINDS = {"<f4", "<f8", "<i4", "<i8"}


@dataclass(frozen=True, slots=True)
class Message:
    """What one side tells the other.

    Attributes:
        told: Plain values, as JSON holds them.
        arrays: Arrays by name.
    """

    told: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


def write_message(stream: IO[bytes], message: Message) -> None:
    """Write one message and flush.

    Raises:
        ValueError: An array is of a kind that is not sent.
    """
    arrays = {name: np.ascontiguousarray(array) for name, array in message.arrays.items()}
    forms = [(name, array.dtype.str, array.shape) for name, array in arrays.items()]
    if any(kind not in _KINDS for _, kind, _ in forms):
        raise ValueError("an array of this kind is not sent")
    _write_frame(stream, orjson.dumps({"told": message.told, "arrays": forms}))
    for array in arrays.values():
        _write_frame(stream, array.tobytes())
    stream.flush()


def read_message(stream: IO[bytes]) -> Message | None:
    """Return the next message, or None when the other side has gone.

    Raises:
        ValueError, KeyError, TypeError: It is not what `write_message` writes.
    """
    head = _read_frame(stream)
    if head is None:
        return None
    answer = orjson.loads(head)
    arrays: dict[str, NDArray[Any]] = {}
    for name, kind, shape in answer["arrays"]:
        body = _read_frame(stream)
        if body is None:
            return None
        if kind not in _KINDS:
            raise ValueError("an array of this kind is not read")
        arrays[name] = np.frombuffer(body, dtype=np.dtype(kind)).reshape(shape)
    return Message(answer["told"], arrays)


def _write_frame(stream: IO[bytes], body: bytes) -> None:
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)


def _read_frame(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LIMIT:
        raise ValueError("a frame is too long")
    body = stream.read(length)
    return body if len(body) == length else None
