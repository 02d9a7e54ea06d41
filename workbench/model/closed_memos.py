"""Ids of memos that a reader is not told of: out of what others wrote, and back into it.

A memo can be closed to others after they have linked to it. Where they read such a link there
stands a mark that leads nowhere, as to a memo that is gone; when they save what they read, the id
is put back, so that nobody loses a link by being kept from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from workbench.model.ids import MemoId, Words
from workbench.model.memo import MemoText

_LINK = re.compile(r"\bmemo:([^\s\[\]]+)")
_MARK = "gone-"


@dataclass(frozen=True)
class ClosedMemos:
    """The memos that one reader is not told of, and what stands for their ids."""

    ids: frozenset[MemoId]

    def without(self, words: str) -> Words:
        """Return words in which no link leads to such a memo."""
        return self._with(words, self._marks) if "memo:" in words and self.ids else Words(words)

    def restored(self, words: str) -> Words:
        """Return words that a reader saved with the ids that `without` took out of them."""
        return self._with(words, self._known) if _MARK in words else Words(words)

    def text_without(self, text: MemoText) -> MemoText:
        """Return a memo's text in which no link leads to such a memo."""
        return _each(text, self.without)

    def text_restored(self, text: MemoText) -> MemoText:
        """Return a text that a reader saved with the ids that were taken out of it."""
        return _each(text, self.restored)

    def _with(self, words: str, names: dict[str, str]) -> Words:
        return Words(_LINK.sub(lambda link: f"memo:{names.get(link[1], link[1])}", words))

    @cached_property
    def _marks(self) -> dict[str, str]:
        return {memo: f"{_MARK}{sha256(memo.encode()).hexdigest()[:16]}" for memo in self.ids}

    @cached_property
    def _known(self) -> dict[str, str]:
        return {mark: memo for memo, mark in self._marks.items()}


def _each(text: MemoText, change: Callable[[str], Words]) -> MemoText:
    return MemoText(change(text.title), change(text.body), change(text.links), text.kind)
