"""Checking the trail: numbered steps that an auditor can tick off.

Steps, as printed and as numbered in the code below:
    (1) the entries are numbered 1, 2, 3 … without a gap;
    (2) each entry's digest is recomputed from its stored bytes;
    (3) each entry names the digest of the one before, and the newest is the project's head;
    (4) each part matches the commitment in its entry's header, or is left out of this copy: of
        memos, and of reasons, a copy for a colleague may leave the words out. That such a copy was
        made stands in the trail after them; how many parts are left out is told.
The program adds (5), replay into an empty store, and (6), checkpoints held elsewhere. The first
break of each step is named with its entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.errors import TrailError
from workbench.trail.entry import GENESIS, Header, commitment, leaf_digest, read_header
from workbench.trail.tree import root

NAMES = {
    1: "Entries are numbered without a gap",
    2: "Each entry's digest is right",
    3: "Each entry follows the one before",
    4: "Each part's words match their entry",
}


_MISSING = "part {} is missing and no erasure covers it"
#: What the entry says that stands where a copy was made that leaves words out.
COPY_TYPE, COPY_FORMAT = "ExportMade", "copy for a colleague"
#: Whose words such a copy may leave out.
LEFT_OUT_OF = frozenset(
    {
        "MemoWritten",
        "MemoEdited",
        "MemoShown",
        "MemoRemoved",
        "ReasonGiven",
        "ReasonWithdrawn",
    }
)


class StoredPart(NamedTuple):
    """A part as it lies in the store; salt and body are None where left out or erased."""

    number: int
    salt: bytes | None
    body: bytes | None


class StoredEntry(NamedTuple):
    """An entry as it lies in the store, with its parts in order."""

    seq: int
    digest: str
    header: bytes
    parts: tuple[StoredPart, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a check: whether it held, and what was found."""

    number: int
    name: str
    ok: bool
    detail: str
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What steps 1 to 4 found.

    Attributes:
        head: Digest of the newest entry, recomputed.
        root: RFC 6962 root over all entries, recomputed.
    """

    entries: int
    head: str
    root: str
    steps: tuple[Step, ...]


@dataclass(slots=True)
class _Walk:
    log: str
    count: int = 0
    link: str = GENESIS
    leaves: list[str] = field(default_factory=list)
    breaks: dict[int, tuple[int, str]] = field(default_factory=dict)
    left_out: list[tuple[int, int]] = field(default_factory=list)
    copied: int = 0

    def found(self, step: int, seq: int, what: str) -> None:
        self.breaks.setdefault(step, (seq, what))


def check_chain(log: str, entries: Iterable[StoredEntry], head: tuple[int, str]) -> ChainReport:
    """Check steps 1 to 4 over all entries, oldest first.

    Args:
        log: The project's id, which every header must carry.
        entries: Every stored entry.
        head: The number and digest that the project holds as its newest entry.
    """
    walk = _Walk(log)
    for entry in entries:
        _check_entry(walk, entry)
    _check_left_out(walk)  # (4)
    if head != (walk.count, walk.link):
        walk.found(3, walk.count, f"the project's head names entry {head[0]} with another digest")
    steps = tuple(_step(walk, number) for number in NAMES)
    return ChainReport(walk.count, walk.link, root(walk.leaves), steps)


def _check_entry(walk: _Walk, entry: StoredEntry) -> None:
    walk.count += 1
    digest = leaf_digest(entry.header)
    if entry.seq != walk.count:  # (1)
        walk.found(1, walk.count, f"entry {entry.seq} stands where entry {walk.count} belongs")
    if digest != entry.digest:  # (2)
        walk.found(2, entry.seq, "its bytes do not give the digest stored with it")
    try:
        header = read_header(entry.header)
    except TrailError:
        walk.found(2, entry.seq, "its bytes cannot be read as a header")
    else:
        _check_header(walk, entry, header)
    walk.link = digest
    walk.leaves.append(digest)


def _check_header(walk: _Walk, entry: StoredEntry, header: Header) -> None:
    if header.seq != entry.seq:  # (1)
        walk.found(1, entry.seq, f"its header says it is entry {header.seq}")
    if header.prev != walk.link:  # (3)
        walk.found(3, entry.seq, "it does not name the digest of the entry before it")
    if header.log != walk.log:
        walk.found(3, entry.seq, "it belongs to another project")
    if header.type == COPY_TYPE and header.body.get("format") == COPY_FORMAT:
        walk.copied = entry.seq
    _check_parts(walk, entry, header)  # (4)


def _check_parts(walk: _Walk, entry: StoredEntry, header: Header) -> None:
    if [part.number for part in entry.parts] != list(range(len(header.parts))):
        walk.found(4, entry.seq, f"it has {len(entry.parts)} of {len(header.parts)} parts")
        return
    for part, promised in zip(entry.parts, header.parts, strict=True):
        if part.salt is None and part.body is None and header.type in LEFT_OUT_OF:
            walk.left_out.append((entry.seq, part.number))
        elif part.salt is None or part.body is None:
            walk.found(4, entry.seq, _MISSING.format(part.number))
        elif commitment(header.log, header.seq, part.number, part.salt, part.body) != promised:
            walk.found(4, entry.seq, f"part {part.number} has other words than it was sealed with")


def _check_left_out(walk: _Walk) -> None:
    """Find parts that no copy left out: none was made after their entries."""
    for seq, number in walk.left_out:
        if seq > walk.copied:
            walk.breaks[4] = min((seq, _MISSING.format(number)), walk.breaks.get(4, (seq + 1, "")))
            return


def _step(walk: _Walk, number: int) -> Step:
    if number not in walk.breaks:
        told, count = f"{walk.count:,} entries", len(walk.left_out)
        if number == 4 and count:
            told += f"; {count:,} {'part is' if count == 1 else 'parts are'} left out of this copy"
        return Step(number, NAMES[number], ok=True, detail=told)
    seq, what = walk.breaks[number]
    return Step(
        number,
        NAMES[number],
        ok=False,
        detail=f"First change found at entry {seq}: {what}.",
        seq=seq,
    )
