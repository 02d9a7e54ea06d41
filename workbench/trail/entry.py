"""One entry of the trail: its header, its digest and the commitments to its words.

The header is canonical JSON (RFC 8785, the subset without floats): ASCII keys in order, no
blanks, integers below 2^53. The bytes that are stored are the bytes that are hashed; nothing is
ever serialised again to be checked. Words stand beside the header in parts, each under a random
salt, so that they can be erased while the header and its digest stay.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from types import NoneType
from typing import Any, NamedTuple, cast, get_origin, get_type_hints

import orjson

from workbench.errors import TrailError

#: What an entry's format is called; also the first words under every commitment.
FORMAT = 1
PART_PREFIX = b"qwb/part/1"
#: The link of the first entry, which has none before it.
GENESIS = "0" * 64
SALT_BYTES = 32
_FORM = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER
_PLAIN = frozenset({str, int, bool, type(None)})


class Header(NamedTuple):
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


_KEYS = (frozenset(Header._fields), frozenset(Header._fields) - {"undo"})
_in_order = itemgetter(*Header._fields)
_TYPES = tuple(get_origin(hint) or hint for hint in get_type_hints(Header).values())[:-1]


def canonical(value: object) -> bytes:
    """Return the value as canonical JSON bytes.

    Raises:
        TrailError: It holds a float, too large an integer or a lone surrogate.
    """
    try:
        _refuse_what_json_bends(value)
        return orjson.dumps(value, option=_FORM)
    except TypeError as error:
        raise TrailError("A value cannot be written to the trail: it is not plain text.") from error


def write_header(header: Header) -> bytes:
    """Return the bytes that are stored and hashed."""
    fields = header._asdict()
    if header.undo is None:
        del fields["undo"]
    return canonical(fields)


def read_header(stored: bytes) -> Header:
    """Return the header that the stored bytes hold.

    Raises:
        TrailError: The bytes are not a header of this format.
    """
    try:
        fields = orjson.loads(stored)
        if not isinstance(fields, dict) or fields.keys() not in _KEYS:
            raise ValueError("fields")
        if orjson.dumps(fields, option=_FORM) != stored:
            raise ValueError("form")
        fields.setdefault("undo", None)
        header = Header._make(_in_order(fields))
        if not _well_typed(header):
            raise ValueError("format")
        _log_bytes(header.log)
    except (ValueError, TypeError) as error:
        raise TrailError("The bytes of an entry are not a header of this format.") from error
    return header


def leaf_digest(stored: bytes) -> str:
    """Return SHA-256 over 0x00 and the stored header (RFC 6962, section 2.1), lowercase hex."""
    return hashlib.sha256(b"\x00" + stored).hexdigest()


def commitment(log: str, seq: int, number: int, salt: bytes, body: bytes) -> str:
    """Return the salted commitment to one part, lowercase hex.

    HMAC-SHA256 keyed by the salt over ``qwb/part/1``, the project id's 16 bytes, the entry's
    number (64 bits, big-endian), the part's number (32 bits, big-endian) and the part's bytes.
    """
    place = _log_bytes(log) + seq.to_bytes(8, "big") + number.to_bytes(4, "big")
    return hmac.digest(salt, PART_PREFIX + place + body, "sha256").hex()


def read_part(stored: bytes) -> dict[str, str]:
    """Return the words of a part, by the path of the field they belong to.

    Raises:
        TrailError: The bytes are not those of a part.
    """
    try:
        words = orjson.loads(stored)
        if not isinstance(words, dict) or not all(isinstance(w, str) for w in words.values()):
            raise ValueError("words")
    except ValueError as error:
        raise TrailError("A part of the trail cannot be read.") from error
    return cast(dict[str, str], words)


def _refuse_what_json_bends(value: Any) -> None:
    """Raise TypeError for what two JSON writers may write differently; walk without recursion."""
    level: list[Any] = [value]
    while level:
        kinds = set(map(type, level)) - _PLAIN
        below: list[Any] = []
        for item in level if kinds else ():
            kind = type(item)
            if kind is tuple or kind is list:
                below.extend(item)
            elif kind in kinds:
                below.extend(_inside(item))
        level = below


def _inside(item: object) -> Iterable[object]:
    if isinstance(item, tuple | list):
        return item
    if isinstance(item, dict):
        if not all(isinstance(key, str) and key.isascii() for key in item):
            raise TypeError("key")
        return item.values()
    if isinstance(item, str):
        return ()
    raise TypeError(type(item).__name__)


@lru_cache(maxsize=8)
def _log_bytes(log: str) -> bytes:
    """Return a project id's 16 bytes; one trail has one, however many entries it has."""
    return uuid.UUID(log).bytes


def _well_typed(header: Header) -> bool:
    return (
        tuple(map(type, header[:-1])) == _TYPES
        and header.v == FORMAT
        and header.seq > 0
        and type(header.undo) in (int, NoneType)
        and set(map(type, header.parts)) <= {str}
    )
