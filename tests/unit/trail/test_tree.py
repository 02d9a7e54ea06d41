"""The Merkle tree against published vectors and a second implementation."""

from __future__ import annotations

import hashlib

import pytest
from pymerkle import InmemoryTree

from workbench.trail.tree import root

# The inputs and roots that the Certificate Transparency project tests RFC 6962 with.
INPUTS = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    bytes(range(0x60, 0x70)),
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaf(data: bytes) -> str:
    return hashlib.sha256(b"\x00" + data).hexdigest()


@pytest.mark.parametrize(("size", "expected"), ROOTS.items())
def test_roots_are_those_published_for_rfc_6962(size: int, expected: str) -> None:
    assert root(leaf(data) for data in INPUTS[:size]) == expected


def test_the_root_of_nothing_is_the_digest_of_nothing() -> None:
    assert root([]) == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 64, 65, 100])
def test_roots_agree_with_a_second_implementation(size: int) -> None:
    tree = InmemoryTree(algorithm="sha256")
    entries = [str(n).encode() for n in range(size)]
    for entry in entries:
        tree.append_entry(entry)
    assert root(leaf(entry) for entry in entries) == tree.get_root().hex()
