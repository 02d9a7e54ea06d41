"""One entry of the trail: its header, its digest and the commitments to its words.

The header is canonical JSON (RFC 8785, the subset without floats): ASCII keys in order, no
blanks, integers below 2^53. The bytes that are stored are the bytes that are hashed; nothing is
ever serialised again to be checked. Words stand beside the header in parts, each under a random
salt, so that they can be erased while the header and its digest stay.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, cast

from workbench.errors import TrailError

#: What an entry's format is called; also the first words under every commitment.
FORMAT = 1
PART_PREFIX = b"qwb/part/1"
#: The link of the first entry, which has none before it.
GENESIS = "0" * 64
SALT_BYTES = 32
LARGEST_INTEGER = 2**53


@dataclass(frozen=True, slots=True)
class Header:
    """The part of an entry that stays for ever and holds no word.

    Attributes:
        v: Format of the header.
        log: Project id (UUID).
        seq: Number of the entry, from 1, without gaps.
        prev: Leaf digest of the entry before, lowercase hex; 64 zeros for the first.
        ts: Microseconds since 1970 UTC.
        actor: Id of the person (later: importer or run) who caused it.
        auth: How the actor was known: ``local`` or ``oidc``.
        app: Version of the workbench that wrote it.
        type: The event's name; `ver` is its version.
        cmd: Client-made id of the command, so that a retry is a no-op.
        action: Groups the entries of what one person did at once.
        reason: ``none``, ``asked`` (the screen asks why) or ``volunteered``.
        origin: ``person``, ``import`` or ``proposal``.
        body: Ids, counts, positions and choices; old beside new.
        parts: Commitments to the entry's parts, lowercase hex, in order.
        undo: The entry that this one takes back, if any.
    """

    v: int
    log: str
    seq: int
    prev: str
    ts: int
    actor: str
    role: str
    session: str
    auth: str
    app: str
    type: str
    ver: int
    cmd: str
    action: str
    reason: str
    origin: str
    body: dict[str, Any]
    parts: list[str]
    undo: int | None = None


_KEYS = frozenset(Header.__dataclass_fields__)
_OPTIONAL = frozenset({"undo"})


def canonical(value: object) -> bytes:
    """Return the value as canonical JSON bytes.

    Raises:
        TrailError: It holds a float, too large an integer or a lone surrogate.
    """
    try:
        _refuse_what_json_bends(value)
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return text.encode("utf-8")
    except (UnicodeEncodeError, TypeError) as error:
        raise TrailError("A value cannot be written to the trail: it is not plain text.") from error


def write_header(header: Header) -> bytes:
    """Return the bytes that are stored and hashed."""
    fields = {key: getattr(header, key) for key in Header.__dataclass_fields__}
    if header.undo is None:
        del fields["undo"]
    return canonical(fields)


def read_header(stored: bytes) -> Header:
    """Return the header that the stored bytes hold.

    Raises:
        TrailError: The bytes are not a header of this format.
    """
    try:
        fields = _DECODER.decode(stored.decode("utf-8"))
        if not isinstance(fields, dict) or fields.keys() not in (_KEYS, _KEYS - _OPTIONAL):
            raise ValueError("fields")
        if fields["v"] != FORMAT or not _well_typed(fields):
            raise ValueError("format")
        _log_bytes(fields["log"])
    except (ValueError, RecursionError) as error:
        raise TrailError("The bytes of an entry are not a header of this format.") from error
    return Header(**fields)


def leaf_digest(stored: bytes) -> str:
    """Return SHA-256 over 0x00 and the stored header (RFC 6962, section 2.1), lowercase hex."""
    return hashlib.sha256(b"\x00" + stored).hexdigest()


def commitment(log: str, seq: int, number: int, salt: bytes, body: bytes) -> str:
    """Return the salted commitment to one part, lowercase hex.

    HMAC-SHA256 keyed by the salt over ``qwb/part/1``, the project id's 16 bytes, the entry's
    number (64 bits, big-endian), the part's number (32 bits, big-endian) and the part's bytes.
    """
    place = _log_bytes(log) + seq.to_bytes(8, "big") + number.to_bytes(4, "big")
    return hmac.new(salt, PART_PREFIX + place + body, hashlib.sha256).hexdigest()


def read_part(stored: bytes) -> dict[str, str]:
    """Return the words of a part, by the path of the field they belong to.

    Raises:
        TrailError: The bytes are not those of a part.
    """
    try:
        words = json.loads(stored)
        if not isinstance(words, dict) or not all(isinstance(w, str) for w in words.values()):
            raise ValueError("words")
    except (ValueError, RecursionError) as error:
        raise TrailError("A part of the trail cannot be read.") from error
    return cast(dict[str, str], words)


def _refuse_what_json_bends(value: Any) -> None:
    """Raise TypeError for what two JSON writers may write differently; walk without recursion."""
    rest: list[Iterable[Any]] = [(value,)]
    while rest:
        for item in rest.pop():
            kind = type(item)
            if kind is int:
                if not -LARGEST_INTEGER < item < LARGEST_INTEGER:
                    raise TypeError("integer")
            elif item is not None and kind is not str and kind is not bool:
                rest.append(_inside(item))


def _inside(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        if not all(isinstance(key, str) and key.isascii() for key in item):
            raise TypeError("key")
        return item.values()
    if isinstance(item, list | tuple):
        return item
    if isinstance(item, str):
        return ()
    raise TypeError(type(item).__name__)


@lru_cache(maxsize=8)
def _log_bytes(log: str) -> bytes:
    """Return a project id's 16 bytes; one trail has one, however many entries it has."""
    return uuid.UUID(log).bytes


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key stands twice")
    return fields


_DECODER = json.JSONDecoder(object_pairs_hook=_no_twins)
_whole = itemgetter("v", "seq", "ts", "ver")
_plain_text = itemgetter("log", "prev", "type", "action", "cmd")


def _well_typed(fields: dict[str, Any]) -> bool:
    undo = fields.get("undo")
    return (
        set(map(type, _whole(fields))) == {int}
        and 0 < fields["seq"] < LARGEST_INTEGER
        and (undo is None or type(undo) is int)
        and isinstance(fields["body"], dict)
        and isinstance(fields["parts"], list)
        and all(isinstance(part, str) for part in fields["parts"])
        and set(map(type, _plain_text(fields))) == {str}
    )
