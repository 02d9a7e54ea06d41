"""The command that finds words in the study."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import counted, print_json, say
from workbench.cli.people import AsJson, Where, look_into

if TYPE_CHECKING:
    from workbench.model.finding import Found, FoundMemos, Hit, MemoHit

Text = Annotated[
    str,
    typer.Argument(
        metavar="TEXT", help='Words; boundar* for a beginning; "a phrase" in quotation marks.'
    ),
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="SOURCE", help="Only in this source.")
]
First = Annotated[int, typer.Option("--first", min=0, help="So many hits are passed over.")]
Most = Annotated[int, typer.Option("--most", min=1, help="So many hits are given.")]


def find(
    where: Where,
    text: Text,
    *,
    source: Source = None,
    first: First = 0,
    most: Most = 50,
    as_json: AsJson = False,
) -> None:
    """Find words in the sources, and in the memos that others may read."""
    with look_into(where) as project:
        only = None if source is None else project.sources.find(source).id
        found = project.find.hits(text, source=only, first=first, most=most)
        memos = None if only else project.find.memos(text, first=first, most=most)
    if as_json:
        print_json(_found(found) | ({} if memos is None else {"memos": _in_memos(memos)}))
        return
    for hit in found.hits:
        say(f"{_place(hit)}: {_marked(hit)}")
    say(_counted(found))
    if memos is not None and memos.total:
        _tell(memos)


def _tell(memos: FoundMemos) -> None:
    for hit in memos.hits:
        say(f"memo {hit.title or hit.memo}: {_marked(hit)}")
    say(f"{counted(memos.total, 'hit')} in {counted(memos.memo_count, 'memo')}.")


def _found(found: Found) -> dict[str, object]:
    hits = [_hit(hit) for hit in found.hits]
    return {
        "total": found.total,
        "sources": found.source_count,
        "first": found.first,
        "hits": hits,
    }


def _in_memos(found: FoundMemos) -> dict[str, object]:
    return {
        "total": found.total,
        "memos": found.memo_count,
        "hits": [asdict(hit) for hit in found.hits],
    }


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "source": hit.source,
        "source_name": hit.source_name,
        "start": hit.start,
        "end": hit.end,
        "words": hit.words,
        "before": hit.before,
        "after": hit.after,
        "passage": hit.passage,
        "turn": hit.turn,
        "speaker": hit.speaker,
    }


def _place(hit: Hit) -> str:
    turn = None if hit.turn is None else f"turn {hit.turn}"
    told = ", ".join(filter(None, (hit.source_name, turn, hit.speaker)))
    return f"{told} [{hit.start}-{hit.end})"


def _marked(hit: Hit | MemoHit) -> str:
    before = f"{'… ' * hit.cut_before}{hit.before}"
    return f"{before}»{hit.words}«{hit.after}{' …' * hit.cut_after}"


def _counted(found: Found) -> str:
    said = f"{counted(found.total, 'hit')} in {counted(found.source_count, 'source')}"
    shown = len(found.hits)
    if shown in (0, found.total):
        return f"{said}."
    return f"{said}; these are {found.first + 1:,} to {found.first + shown:,}."
