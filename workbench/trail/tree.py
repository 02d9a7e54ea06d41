"""The Merkle tree over all entries: one digest that stands for the whole trail.

RFC 6962, section 2.1: leaves are SHA-256(0x00 ‖ header), nodes SHA-256(0x01 ‖ left ‖ right); a
tree of n leaves splits at the largest power of two below n.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def root(leaves: Iterable[str]) -> str:
    """Return the tree's root over leaf digests (lowercase hex), in one pass and O(log n) memory.

    Perfect subtrees are kept on a stack, largest first, as in a binary counter; at the end they
    are folded from the right, which gives the RFC's split at the largest power of two.
    """
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, digest = 1, bytes.fromhex(leaf)
        while stack and stack[-1][0] == size:
            digest = _node(stack.pop()[1], digest)
            size *= 2
        stack.append((size, digest))
    if not stack:
        return hashlib.sha256(b"").hexdigest()
    digest = stack.pop()[1]
    while stack:
        digest = _node(stack.pop()[1], digest)
    return digest.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
