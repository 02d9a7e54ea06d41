"""The commands that find words in the study, and passages by what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import print_json, say, warn
from workbench.cli.people import AsJson, Where, look_into
from workbench.errors import NotFoundError
from workbench.project.wording import counted

if TYPE_CHECKING:
    from workbench.model.finding import Found, FoundMemos, Hit, MemoHit
    from workbench.model.ids import CaseId
    from workbench.project.project import Project
    from workbench.project.similar import Similar

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

Idea = Annotated[str, typer.Argument(metavar="TEXT", help="An idea, in any words.")]
Case = Annotated[str | None, typer.Option("--case", metavar="PERSON", help="Only what they say.")]
Code = Annotated[
    str | None, typer.Option("--code", metavar="CODE", help="Only what has this code or one below.")
]
Count = Annotated[int, typer.Option("--count", min=1, help="So many passages are given.")]


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


def similar(
    where: Where,
    text: Idea,
    *,
    case: Case = None,
    code: Code = None,
    count: Count = 20,
    as_json: AsJson = False,
) -> None:
    """Find passages of participants by what they mean, the nearest first."""
    from workbench.project.similar import Among

    with look_into(where) as project:
        among = Among(
            case=None if case is None else _participant(project, case),
            code=None if code is None else project.codebook.find(code).id,
            count=count,
        )
        project.similar.prepare(_told_once())
        found = project.similar.to_words(text, among)
    if as_json:
        print_json([_passage(one) for one in found])
        return
    for one in found:
        turn = "" if one.turn is None else f", turn {one.turn}"
        say(f"{one.source_name}{turn}, {one.case} [{one.start}-{one.end}): {one.words}")
    say(f"{counted(len(found), 'passage')}.")


def _participant(project: Project, named: str) -> CaseId:
    people = [case for case in project.cases.all() if case.kind == "participant"]
    found = [case.id for case in people if named in (case.id, case.name)]
    if not found:
        raise NotFoundError(f"There is no participant “{named}”. See: workbench cases")
    return found[0]


def _told_once() -> Callable[[int, int], bool]:
    """Return a watch that says once that passages are read for the first time."""
    told: set[int] = set()

    def watch(_done: int, of: int) -> bool:
        if not told:
            warn(f"Reading {counted(of, 'passage')} for the first time; this takes a while.")
        told.add(of)
        return True

    return watch


def _passage(one: Similar) -> dict[str, object]:
    return {
        "source": one.source,
        "start": one.start,
        "end": one.end,
        "words": one.words,
        "score": round(one.score, 4),
    }


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
