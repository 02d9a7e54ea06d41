"""Finding words in memos: the same words, beginnings and phrases as in sources.

Memos are few and short, so that each is looked through; the index of words, which whoever opens
the project could read, knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from workbench.analysis.context import context
from workbench.analysis.folding import Laid, lay_out
from workbench.analysis.query import Query
from workbench.model.finding import FoundMemos, MemoHit
from workbench.model.memo import Memo
from workbench.store.reads import Reads

if TYPE_CHECKING:
    from workbench.project.find import LaidTexts


def look_through_memos(reads: Reads, laid: LaidTexts, query: Query, leaf: slice) -> FoundMemos:
    """Return a leaf of the hits in the memos that the reader may read, oldest memo first.

    Args:
        reads: The study as one reader may know it.
        laid: Texts that were looked through before.
        query: What is looked for.
        leaf: Which of the hits are given.
    """
    hits: list[MemoHit] = []
    total = memo_count = 0
    for memo in reads.memos.all():
        folded = _folded(memo, laid)
        count = query.count(folded)
        wanted = slice(max(0, leaf.start - total), max(0, leaf.stop - total))
        if wanted.start < count and wanted.stop > 0:
            hits += islice(_hits(memo, folded, query), wanted.start, wanted.stop)
        total += count
        memo_count += count > 0
    return FoundMemos(tuple(hits), leaf.start, total, memo_count)


def _folded(memo: Memo, laid: LaidTexts) -> Laid:
    key = (memo.id, _words(memo))  # who asks may read it with other links than the next
    found = laid.get(key)
    if found is None:
        found = lay_out(_words(memo), _spans(memo))
        laid.put(key, found)
    return found


def _words(memo: Memo) -> str:
    return f"{memo.text.title}\n{memo.text.body}"


def _spans(memo: Memo) -> list[tuple[int, int]]:
    title = len(memo.text.title)
    return [(0, title), (title + 1, title + 1 + len(memo.text.body))]


def _hits(memo: Memo, folded: Laid, query: Query) -> Iterator[MemoHit]:
    words, spans = _words(memo), _spans(memo)
    for span in query.hits(folded):
        start, end = folded.place(*span)
        in_body = start >= spans[1][0]
        around = context(words, start, end, spans[in_body])
        yield MemoHit(
            memo=memo.id,
            title=memo.text.title,
            in_title=not in_body,
            start=start - spans[in_body][0],
            end=end - spans[in_body][0],
            words=words[start:end],
            before=around.before,
            after=around.after,
            cut_before=around.cut_before,
            cut_after=around.cut_after,
        )
