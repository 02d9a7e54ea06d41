"""Texts kept near at hand: a source's words never change, so they are read from disk once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

#: How many characters of text stay in memory before the least used goes.
_CAPACITY = 50_000_000


class Texts:
    """The most recently used texts, by source and the entry that brought them; thread-safe."""

    def __init__(self) -> None:
        self._texts: OrderedDict[tuple[str, int], str] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: tuple[str, int]) -> str | None:
        """Return a text that is at hand."""
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
            return self._texts.get(key)

    def put(self, key: tuple[str, int], text: str) -> None:
        """Keep a text at hand."""
        with self._lock:
            self._texts[key] = text
            self._size = sum(len(kept) for kept in self._texts.values())
            while self._size > _CAPACITY and len(self._texts) > 1:
                self._size -= len(self._texts.popitem(last=False)[1])
