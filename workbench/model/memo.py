"""Memos: dated analytic writing, tied to the things it is about."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from workbench.model.correction import FIRST
from workbench.model.ids import NO_WORDS, CoderId, MemoId, SourceId, Words
from workbench.model.source import Segment

#: Who may read a memo: its author alone, everybody in the team, or the auditor too.
Visibility = Literal["private", "team", "auditor"]
VISIBILITIES: tuple[Visibility, ...] = ("private", "team", "auditor")

MemoStatus = Literal["seed", "growing", "settled", "used in report"]
MEMO_STATUSES: tuple[MemoStatus, ...] = ("seed", "growing", "settled", "used in report")

LinkKind = Literal[
    "source", "segment", "coding", "code", "case", "theme", "memo", "decision", "meeting"
]
LINK_KINDS: tuple[LinkKind, ...] = (
    "source",
    "segment",
    "coding",
    "code",
    "case",
    "theme",
    "memo",
    "decision",
    "meeting",
)

#: Kinds of memos: a label, not a cage. The first that fits is derived from what a memo links to.
MEMO_KINDS: tuple[str, ...] = (
    "familiarisation",
    "analytic",
    "code",
    "theme",
    "theoretical",
    "methodological",
    "reflexive",
    "positionality",
    "expectations",
    "in-vivo",
    "document summary",
    "case",
    "contrary case",
    "team",
    "triangulation",
)


@dataclass(frozen=True, slots=True)
class MemoLink:
    """A thing that a memo is about; it need not be there any more.

    Attributes:
        thing: The id.
        start: Of a segment of the source `thing`, in code points; else None.
        end: Of the segment, excluded.
        text: Of a segment, the version of the source's text in which it lies there.
    """

    kind: LinkKind
    thing: str
    start: int | None = None
    end: int | None = None
    text: int = FIRST

    def __str__(self) -> str:
        """The link in one word: ``code:ID`` or ``segment:SOURCE:START-END``.

        Of a corrected text, the version is told too: ``segment:SOURCE:START-END@VERSION``.
        """
        place = "" if self.start is None else f":{self.start}-{self.end}"
        version = "" if self.text == FIRST else f"@{self.text}"
        return f"{self.kind}:{self.thing}{place}{version}"

    @property
    def with_version(self) -> str:
        """The link in one word that tells the version of the text, the first one too."""
        is_bare = self.kind == "segment" and self.text == FIRST
        return f"{self}@{FIRST}" if is_bare else str(self)


def written_links(links: tuple[MemoLink, ...]) -> Words:
    """Return links as a part keeps them, in one line."""
    return Words(" ".join(map(str, links)))


def read_links(written: str) -> tuple[MemoLink, ...]:
    """Return the links of one line; what is none is left out."""
    found = (read_link(word) for word in written.split())
    return tuple(dict.fromkeys(link for link in found if link is not None))


#: A thing named inside a body: ``[[code:ID]]``, ``[[segment:SOURCE:START-END]]``.
REFERENCE = re.compile(r"\[\[([^\[\]\s]+)\]\]")


def links_in(body: str) -> tuple[MemoLink, ...]:
    """Return the things that a body names, in order; what is no link is text like other text."""
    found = (read_link(match[1]) for match in REFERENCE.finditer(body))
    return tuple(dict.fromkeys(link for link in found if link is not None))


def links_of(text: MemoText) -> tuple[MemoLink, ...]:
    """Return all that a memo is about: the things of its line, then those its body names."""
    return tuple(dict.fromkeys((*read_links(text.links), *links_in(text.body))))


def with_versions(
    text: MemoText, versions: Mapping[str, int], known: Container[MemoLink]
) -> MemoText:
    """Return a text whose new links to passages tell which version of the text they lie in.

    Args:
        text: As somebody wrote it; a link that tells its version, even the first, lies there.
        versions: Of sources, the version that holds, by id.
        known: Links that were there before: they lie where they lay.
    """
    body = REFERENCE.sub(lambda named: f"[[{_told(named[1], versions, known)}]]", text.body)
    return replace(text, links=told_links(text.links, versions, known), body=Words(body))


def told_links(written: str, versions: Mapping[str, int], known: Container[MemoLink]) -> Words:
    """Return links of one line so that those to passages tell their version, as `with_versions`."""
    return Words(" ".join(_told(word, versions, known) for word in written.split()))


def _told(word: str, versions: Mapping[str, int], known: Container[MemoLink]) -> str:
    link = read_link(word)
    if link is None or link.kind != "segment":
        return word
    is_plain = "@" not in word.rpartition(":")[2]
    if is_plain and link.thing in versions and link not in known:
        link = replace(link, text=versions[link.thing])
    return str(link)


def read_link(word: str) -> MemoLink | None:
    """Return the link that a word like ``code:ID`` is, or None."""
    kind, _, rest = word.partition(":")
    if kind not in LINK_KINDS or not rest:
        return None
    if kind != "segment":
        return MemoLink(cast(LinkKind, kind), rest)
    thing, _, place = rest.rpartition(":")
    place, _, text = place.partition("@")
    start, _, end = place.partition("-")
    numbers = start, end, text or str(FIRST)
    if not (thing and all(one.isdecimal() for one in numbers)) or int(numbers[2]) < FIRST:
        return None
    return MemoLink("segment", thing, *map(int, numbers))


@dataclass(frozen=True, slots=True)
class MemoText:
    """All that is written in a memo. It lies in one part, its links and kind too: they tell.

    Attributes:
        body: Markdown.
        links: As `written_links` returns them.
        kind: One of `MEMO_KINDS` that a person chose; empty for the derived one.
    """

    title: Words = NO_WORDS
    body: Words = NO_WORDS
    links: Words = NO_WORDS
    kind: Words = NO_WORDS


#: What is left of a memo's words in a copy that leaves them out; nobody writes a memo like it.
NO_TEXT = MemoText()


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo as people read it.

    Attributes:
        kind: The chosen one, else the derived one.
        created_at: Microseconds since 1970 UTC; so is `edited_at`.
        version: The entry that last changed it.
    """

    id: MemoId
    author: CoderId
    visibility: Visibility
    text: MemoText
    kind: str
    status: MemoStatus
    created_at: int
    edited_at: int
    version: int

    @property
    def links(self) -> tuple[MemoLink, ...]:
        """The things it is about, those that its body names among them."""
        return links_of(self.text)


@dataclass(frozen=True, slots=True)
class MemoVersion:
    """A memo as it was written at one moment.

    Attributes:
        seq: The entry that holds it.
        at: Microseconds since 1970 UTC.
        coder: Who wrote it.
    """

    seq: int
    at: int
    coder: CoderId
    text: MemoText


@dataclass(frozen=True, slots=True)
class LinkedThing:
    """What a link leads to, as it is now.

    Attributes:
        name: What the thing is called; of a coding, the path of its code; of a segment, its source.
        words: Of a coding or segment, the words at that place now; else None.
        segment: Where the words stand now.
        source: Of which source, or None.
        turn: Number of the turn they begin in, from 1; None outside turns.
        speaker: The person, else the label; None where nobody is named.
    """

    link: MemoLink
    name: str
    words: str | None = None
    segment: Segment | None = None
    source: SourceId | None = None
    source_name: str | None = None
    turn: int | None = None
    speaker: str | None = None


_DERIVED: dict[str, str] = {
    "theme": "theme",
    "code": "code",
    "coding": "analytic",
    "segment": "analytic",
    "case": "case",
    "source": "document summary",
    "meeting": "team",
    "decision": "methodological",
    "memo": "analytic",
}


def derived_kind(links: tuple[MemoLink, ...]) -> str:
    """Return the kind that the things a memo links to suggest; ``analytic`` without any."""
    kinds = {link.kind for link in links}
    return next((kind for thing, kind in _DERIVED.items() if thing in kinds), "analytic")


#: Asked one at a time of somebody who wants to be asked (after Saldaña's list, in our words).
PROMPTS: tuple[str, ...] = (
    "How do I relate to this person, or to what is told here?",
    "What is this participant doing, wanting, guarding against?",
    "Why this code and not its neighbour?",
    "What pattern is starting, and what would break it?",
    "How do the codes hang together: leads to, is part of, in tension with?",
    "Which theory helps me here, and which gets in the way?",
    "What troubles this study?",
    "What troubles me ethically?",
    "What comes next for the analysis?",
    "Which of my memos disagree with each other?",
    "What might the report say about this, in one sentence?",
    "Did I code this by my own standard, or by theirs?",
)
