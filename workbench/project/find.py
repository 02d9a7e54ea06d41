"""Finding words in the study: exact, by their beginning, or as a phrase, in any script.

The index of words narrows down which sources to look through; what is found is found in the
text, so that both databases give the same hits in the same order. Texts are folded once and kept
at hand.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

from workbench.analysis.context import context
from workbench.analysis.folding import RULE, Laid, lay_out, words_of
from workbench.analysis.query import Query, read_query
from workbench.errors import InvalidActionError, StorageError
from workbench.model.finding import Found, FoundMemos, Hit
from workbench.model.ids import SourceId
from workbench.model.source import Passage
from workbench.project.find_memos import look_through_memos
from workbench.store import search
from workbench.store.reads import Reads
from workbench.store.search import DamagedIndexError, IndexWord, Searched

if TYPE_CHECKING:
    from workbench.project.opened import Opened

#: So many hits are given at once, unless another number is asked for.
LEAF = 50
#: So many sources are read, folded and put into the index at once.
BATCH = 50
#: How many characters of folded text stay in memory before the least used goes.
_CAPACITY = 64_000_000


@dataclass(slots=True)
class LaidTexts:
    """The most recently searched texts, folded, by what they are and since when; thread-safe."""

    _laid: OrderedDict[Hashable, Laid] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable) -> Laid | None:
        """Return a text that is at hand."""
        with self._lock:
            if key in self._laid:
                self._laid.move_to_end(key)
            return self._laid.get(key)

    def put(self, key: Hashable, laid: Laid) -> None:
        """Keep a text at hand."""
        with self._lock:
            old = self._laid.pop(key, None)
            self._size += len(laid.words) - (len(old.words) if old else 0)
            self._laid[key] = laid
            while self._size > _CAPACITY and len(self._laid) > 1:
                self._size -= len(self._laid.popitem(last=False)[1].words)

    def clear(self) -> None:
        """Keep nothing, as erasure asks for."""
        with self._lock:
            self._laid.clear()
            self._size = 0


class Find:
    """The words of a study, looked for."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._laid = opened.laid

    def hits(
        self, typed: str, *, source: SourceId | None = None, first: int = 0, most: int = LEAF
    ) -> Found:
        """Return the hits for what was typed, in order of import and place.

        Args:
            typed: Words, a beginning as in ``boundar*``, phrases in quotation marks; several
                things are found in any order within one passage.
            source: Only in this source.
            first: How many hits to pass over.
            most: How many to give.

        Raises:
            InvalidActionError: There is no word in it, or the numbers make no sense.
        """
        query, leaf = _asked(typed, first, most)
        for _ in self.catch_up():
            pass
        try:
            return self._look(query, source, leaf)
        except DamagedIndexError:
            self._discard_index()
            return self._look(query, source, leaf, narrowed=False)

    def memos(self, typed: str, *, first: int = 0, most: int = LEAF) -> FoundMemos:
        """Return the hits in titles and bodies of the memos that this person may read.

        Args:
            typed: As for `hits`; several things are found within one title or body.
            first: How many hits to pass over.
            most: How many to give.

        Raises:
            InvalidActionError: There is no word in it, or the numbers make no sense.
        """
        query, leaf = _asked(typed, first, most)
        with self._opened.reading() as reads:
            return look_through_memos(reads, self._laid, query, leaf)

    def standing(self, typed: str) -> dict[SourceId, list[list[tuple[int, int]]]]:
        """Return where each thing that was typed stands, in the sources that hold them all.

        Returns:
            By source, for each thing its segments (code points, end excluded) in order.

        Raises:
            InvalidActionError: There is no word in it.
        """
        query = read_query(typed)
        for _ in self.catch_up():
            pass
        try:
            return self._stand(query)
        except DamagedIndexError:
            self._discard_index()
            return self._stand(query, narrowed=False)

    def behind(self) -> int:
        """Return how many sources are not in the index yet; the first find takes them in."""
        return len(self._missing())

    def catch_up(self) -> Iterator[int]:
        """Take what is missing into the index, a batch at each step; yield how many are left.

        Where the project cannot be written to, the index stays behind: what is looked for is
        found all the same, only not as fast.
        """
        missing = self._missing()
        while missing:
            batch, missing = missing[:BATCH], missing[BATCH:]
            words: dict[int, set[str]] = {source.seq: set() for source in batch}
            with self._opened.reading() as reads:
                for source, laid in self._lay_out(reads, batch):
                    words[source.seq] = words_of(laid.words)
            try:
                with self._opened.store.deriving() as db:
                    search.add(db, RULE, words)
            except StorageError:
                return
            yield len(missing)

    def _missing(self) -> list[Searched]:
        with self._opened.reading() as reads:
            sources = search.searched(reads.db)
            try:
                seqs = set(search.missing(reads.db, RULE, [source.seq for source in sources]))
            except DamagedIndexError:
                return sources
        return [source for source in sources if source.seq in seqs]

    def _discard_index(self) -> bool:
        try:
            with self._opened.store.deriving() as db:
                search.discard(db)
        except StorageError:
            return False  # nobody may write here: every source is looked through
        return True

    def _look(
        self, query: Query, source: SourceId | None, leaf: slice, *, narrowed: bool = True
    ) -> Found:
        hits: list[Hit] = []
        total = source_count = 0
        with self._opened.reading() as reads:
            sources = search.searched(reads.db, source)
            if narrowed:
                sources = _narrowed(reads, query, sources)
            for one, laid in self._lay_out(reads, sources):
                count = query.count(laid)
                wanted = slice(max(0, leaf.start - total), max(0, leaf.stop - total))
                if wanted.start < count and wanted.stop > 0:
                    spans = list(islice(query.hits(laid), wanted.start, wanted.stop))
                    hits += _hits(reads, one, laid, spans)
                total += count
                source_count += count > 0
        return Found(tuple(hits), leaf.start, total, source_count)

    def _stand(
        self, query: Query, *, narrowed: bool = True
    ) -> dict[SourceId, list[list[tuple[int, int]]]]:
        found: dict[SourceId, list[list[tuple[int, int]]]] = {}
        with self._opened.reading() as reads:
            sources = search.searched(reads.db)
            if narrowed:
                sources = _narrowed(reads, query, sources)
            for one, laid in self._lay_out(reads, sources):
                things = [
                    [laid.place(*match.span()) for match in pattern.finditer(laid.words)]
                    for pattern in query.patterns
                ]
                if all(things):
                    found[one.id] = things
        return found

    def _lay_out(
        self, reads: Reads, sources: Sequence[Searched]
    ) -> Iterator[tuple[Searched, Laid]]:
        """Yield sources with their folded texts, in order; what was erased is passed over."""
        for first in range(0, len(sources), BATCH):
            batch = sources[first : first + BATCH]
            at_hand = {source.seq: self._laid.get(source) for source in batch}
            absent = [seq for seq, laid in at_hand.items() if laid is None]
            for text in search.texts(reads.db, absent) if absent else ():
                at_hand[text.seq] = lay_out(text.text, text.spans)
            for source in batch:
                laid = at_hand[source.seq]
                if laid is not None:
                    self._laid.put(source, laid)
                    yield source, laid


def _asked(typed: str, first: int, most: int) -> tuple[Query, slice]:
    if first < 0 or most < 1:
        raise InvalidActionError(f"No hits can be given from {first} on, {most} at most.")
    return read_query(typed), slice(first, first + most)


def _narrowed(reads: Reads, query: Query, sources: list[Searched]) -> list[Searched]:
    words = [IndexWord(word.word, word.goes_on) for word in query.words()]
    seqs = [source.seq for source in sources]
    kept = set(search.narrow(reads.db, RULE, words, seqs))
    return [source for source in sources if source.seq in kept]


def _hits(
    reads: Reads, source: Searched, laid: Laid, spans: Collection[tuple[int, int]]
) -> Iterator[Hit]:
    text = reads.text(source.id)
    speakers = {one.index: one.person or one.label for one in reads.speakers(source.id)}
    passages = sorted(reads.passages(source.id), key=lambda one: (one.start, one.end))
    passages = passages or [Passage("unassigned", 0, len(text))]
    for span in spans:
        start, end = laid.place(*span)
        passage = passages[laid.passage_at(span[0])]
        around = context(text, start, end, (passage.start, passage.end))
        yield Hit(
            source=source.id,
            source_name=source.name,
            start=start,
            end=end,
            words=text[start:end],
            before=around.before,
            after=around.after,
            cut_before=around.cut_before,
            cut_after=around.cut_after,
            passage=passage.kind,
            turn=reads.turn_at(source.id, start),
            speaker=(None if passage.voice is None else speakers.get(passage.voice)) or None,
        )
