"""Headers, canonical bytes and commitments."""

from __future__ import annotations

import hashlib
import hmac
import uuid

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import TrailError
from workbench.trail.entry import (
    GENESIS,
    Header,
    canonical,
    commitment,
    leaf_digest,
    read_header,
    write_header,
)

LOG = str(uuid.UUID(int=7))
KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def header(**changes: object) -> Header:
    fields = {
        "v": 1, "log": LOG, "seq": 1, "prev": GENESIS, "ts": 5, "actor": "a", "role": "coder",
        "session": "s", "auth": "local", "app": "0.1.0", "type": "CodeCreated", "ver": 1,
        "cmd": "c", "action": "x", "reason": "none", "origin": "person", "body": {}, "parts": [],
    }  # fmt: skip
    return Header(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name


@given(VALUES)
def test_canonical_bytes_are_those_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [1.5, 2**53, -(2**53), {"é": 1}, {1: 2}, "\ud800", {"a": [0.0]}])
def test_what_two_writers_may_write_differently_is_refused(value: object) -> None:
    with pytest.raises(TrailError):
        canonical(value)


def test_a_header_comes_back_from_its_bytes() -> None:
    written = header(undo=3, body={"code": "k", "start": 4})
    assert read_header(write_header(written)) == written


def test_an_entry_that_undoes_nothing_has_no_undo_key() -> None:
    assert b'"undo"' not in write_header(header())


@pytest.mark.parametrize(
    "bent",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        write_header(header()).replace(b'"v":1', b'"v":2'),
        write_header(header()).replace(b'"seq":1', b'"seq":"1"'),
        write_header(header()).replace(b'"seq":1', b'"seq":1,"seq":2'),
        write_header(header()).replace(b'"ts":5', b'"ts":5,"more":1'),
        write_header(header()).replace(b'"seq":1', b'"seq": 1'),
        write_header(header()).replace(b'"local"', b'"loc\\u0061l"'),
    ],
)
def test_bytes_that_are_no_header_are_refused_as_a_trail_error(bent: bytes) -> None:
    with pytest.raises(TrailError):
        read_header(bent)


def test_the_leaf_digest_is_that_of_rfc_6962() -> None:
    assert leaf_digest(b"") == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_a_commitment_binds_the_words_to_their_place() -> None:
    salt, body = b"s" * 32, b'{"name":"limits"}'
    place = uuid.UUID(LOG).bytes + (9).to_bytes(8, "big") + (2).to_bytes(4, "big")
    expected = hmac.new(salt, b"qwb/part/1" + place + body, hashlib.sha256).hexdigest()
    assert commitment(LOG, 9, 2, salt, body) == expected
    assert commitment(LOG, 9, 3, salt, body) != expected
    assert commitment(LOG, 10, 2, salt, body) != expected
