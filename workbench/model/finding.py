"""What finding gives back: hits with their places, and how many there are in all."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.ids import MemoId, SourceId
from workbench.model.source import PassageKind


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that were looked for, where they stand: ``text[start:end] == words``.

    Attributes:
        start: Code points from the beginning of the source's text.
        end: The same; excluded.
        before: What stands before the words in their passage, cut at a word.
        after: What stands after them.
        cut_before: Whether the passage begins before what is shown.
        cut_after: Whether it goes on after what is shown.
        passage: What the passage is; only a turn has a number, counted from 1.
        speaker: The person, else the label; None where nobody is named.
    """

    source: SourceId
    source_name: str
    start: int
    end: int
    words: str
    before: str
    after: str
    cut_before: bool
    cut_after: bool
    passage: PassageKind
    turn: int | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A leaf of the hits, in order of import and place.

    Attributes:
        first: How many hits come before this leaf.
        total: How many hits there are in all.
        source_count: In how many sources.
    """

    hits: tuple[Hit, ...]
    first: int
    total: int
    source_count: int


@dataclass(frozen=True, slots=True)
class MemoHit:
    """Words that were looked for, where they stand in a memo.

    Attributes:
        title: The memo's; empty where it has none.
        in_title: Whether they stand in its title; else in its body.
        start: Code points from the beginning of the title or body.
        end: The same; excluded.
        before: What stands before the words, cut at a word.
        after: What stands after them.
        cut_before: Whether more stands before than is shown.
        cut_after: Whether more follows.
    """

    memo: MemoId
    title: str
    in_title: bool
    start: int
    end: int
    words: str
    before: str
    after: str
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class FoundMemos:
    """A leaf of the hits in memos that the reader may read, oldest memo first.

    Attributes:
        first: How many hits come before this leaf.
        total: How many hits there are in all.
        memo_count: In how many memos.
    """

    hits: tuple[MemoHit, ...]
    first: int
    total: int
    memo_count: int
